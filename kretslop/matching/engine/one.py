"""One person against many sets of criteria: who has just been released, or has just changed their profile."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from kretslop.matching.engine.compiling import compiled
from kretslop.matching.engine.program import Program, Test
from kretslop.matching.explain import GROUPS


class Sheet(NamedTuple):
    """
    Many programs turned round: what one person's rows mean to each of them.

    Musts are few where wishes are many, so each different one is looked at once. Points are found from the rows that
    somebody is in: most programs name hundreds that they are not in.
    """

    tests: (
        Any  # of each different must: numbers of `met` and of groups, the rows of `met`, each group's length and rows
    )
    musts: Any  # which of them each program asks, and from `ends` on whose they are
    ends: Any
    hits: Any  # program, points, and which share it is among those of several rows (-1: of this row alone)
    starts: Any  # of each row: where its hits begin
    shared: int
    width: int  # rows that any of this names


def sheet(programs: Sequence[Program]) -> Sheet:
    """Return the programs turned round; good until the pool's rows change."""
    numbers: dict[Test, int] = {}
    musts = [numbers.setdefault(must, len(numbers)) for program in programs for must in program.musts]
    hits: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    shared = 0
    for number, program in enumerate(programs):
        for share in program.shares:
            which = shared if len(share.rows) > 1 else -1
            shared += len(share.rows) > 1
            for row in share.rows:
                hits[row].append((number, share.points, which))
    tests = [n for test in numbers for n in _flat(test)]
    named = [row if row >= 0 else ~row for test in numbers for part in (test.met, *test.known) for row in part]
    width = max([*named, *hits, 0]) + 1
    flat = [hit for row in range(width) for hit in hits.get(row, ())]
    return Sheet(
        np.array(tests, np.int32), np.array(musts, np.int32),
        np.cumsum([0, *(len(program.musts) for program in programs)]),
        np.array(flat, np.int64).reshape(-1, 3), np.cumsum([0, *(len(hits.get(row, ())) for row in range(width))]),
        shared, width,
    )  # fmt: skip


def _flat(test: Test) -> list[int]:
    groups = [n for group in test.known for n in (len(group), *group)]
    return [len(test.met), len(test.known), *test.met, *groups]


def _against(
    rows: Any, width: int, tests: Any, musts: Any, ends: Any, hits: Any, starts: Any, shared: int, groups: Any,
    scores: Any,
) -> None:  # fmt: skip
    """Add to `scores` and fill `groups`, one for each program."""
    have, given = np.zeros(width, np.bool_), np.zeros(shared, np.bool_)
    for row in rows:
        if row < width:
            have[row] = True
            for i in range(starts[row], starts[row + 1]):
                which = hits[i, 2]
                if which < 0 or not given[which]:
                    scores[hits[i, 0]] += hits[i, 1]
                    if which >= 0:
                        given[which] = True
    # A must that is missed counts 1, one that is unknown a number above all of them.
    verdicts, many, at = np.zeros(tests.size, np.int64), 0, 0
    unknown = musts.size + 1
    while at < tests.size:
        known, end = tests[at + 1], at + 2 + tests[at]
        met = False
        for i in range(at + 2, end):
            met |= have[tests[i]]
        told = True
        for _ in range(known):
            at, end = end + 1, end + 1 + tests[end]
            either = False
            for i in range(at, end):
                either |= have[tests[i]] if tests[i] >= 0 else not have[~tests[i]]
            told &= either
        verdicts[many] = 0 if met else 1 if told else unknown
        many, at = many + 1, end
    for p in range(groups.size):
        found: Any = 0
        for i in range(ends[p], ends[p + 1]):
            found += verdicts[musts[i]]
        missing = found % unknown
        groups[p] = min(missing + 1, 3) if missing else min(found, 1)


def against_many(rows: Any, programs: Sheet) -> list[tuple[str, int]]:
    """Return group and score for each program of the person whose `Pool.rows_of` these are."""
    groups, scores = raw(rows, programs)
    return [(GROUPS[group], score) for group, score in zip(groups.tolist(), scores.tolist(), strict=True)]


def raw(rows: Any, programs: Sheet) -> tuple[Any, Any]:
    """Return the numbers of the groups (0 is best) and the scores, one for each program."""
    many = len(programs.ends) - 1
    groups, scores = np.empty(many, np.int64), np.zeros(many, np.int64)
    # Without numba plain Python: a thousand sets of criteria in some hundredths of a second.
    compiled(_against)(
        rows, programs.width, programs.tests, programs.musts, programs.ends, programs.hits, programs.starts,
        programs.shared, groups, scores,
    )  # fmt: skip
    return groups, scores
