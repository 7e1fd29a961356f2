"""One person against many sets of criteria: who has just been released, or has just changed their profile."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from kretslop.matching.engine.program import Program
from kretslop.matching.explain import GROUPS


class Sheet(NamedTuple):
    """Many programs as flat lists without loops inside loops, which is what a processor guesses right."""

    literals: Any  # row, 1 if turned round, the claim that it makes true
    claims: Any  # which claims of which must: -1 - must for "met", must for "known"
    shares: Any  # row, points
    eithers: Any  # program, points, first and last place in `rows`
    rows: Any
    ends: Any  # of each program: literals, claims, shares
    musts: int


def sheet(programs: Sequence[Program]) -> Sheet:
    """Return the programs laid out; good until the pool's rows change."""
    literals, claims, shares, eithers, ends = [], [], [], [], [(0, 0, 0)]
    rows: list[int] = []
    for number, program in enumerate(programs):
        claim = 0
        for at, must in enumerate(program.musts):
            for whose, group in [(-1 - at, must.met), *((at, group) for group in must.known)]:
                literals += [(row if row >= 0 else ~row, int(row < 0), claim) for row in group]
                claims.append(whose)
                claim += 1
        for share in program.shares:
            if len(share.rows) == 1:
                shares.append((share.rows[0], share.points))
            else:
                eithers.append((number, share.points, len(rows), len(rows) + len(share.rows)))
                rows += share.rows
        ends.append((len(literals), len(claims), len(shares)))
    return Sheet(
        _table(literals, 3), np.array(claims, np.int64), _table(shares, 2), _table(eithers, 4),
        np.array(rows, np.int64), _table(ends, 3), max((len(program.musts) for program in programs), default=0),
    )  # fmt: skip


def _table(rows: list[Any], columns: int) -> Any:
    return np.array(rows, np.int64).reshape(-1, columns)


def _against(  # noqa: C901
    column: Any, literals: Any, claims: Any, shares: Any, eithers: Any, rows: Any, ends: Any, work: Any, known: Any,
    groups: Any, scores: Any,
) -> None:  # fmt: skip
    """Fill `groups` and `scores`, one for each program; `work` and `known` are scratch."""
    for p in range(groups.size):
        first = ends[p, 1]
        for i in range(first, ends[p + 1, 1]):
            work[i - first] = 0
            if claims[i] >= 0:
                known[claims[i]] = 1
        for i in range(ends[p, 0], ends[p + 1, 0]):
            work[literals[i, 2]] |= column[literals[i, 0]] ^ literals[i, 1]
        for i in range(first, ends[p + 1, 1]):
            if claims[i] >= 0:
                known[claims[i]] &= work[i - first]
        missing = unknown = 0
        for i in range(first, ends[p + 1, 1]):
            if claims[i] < 0:
                not_met = 1 - work[i - first]
                missing += not_met & known[-1 - claims[i]]
                unknown |= not_met & (1 - known[-1 - claims[i]])
        groups[p] = min(missing + 1, 3) if missing else unknown
        score = 0
        for i in range(ends[p, 2], ends[p + 1, 2]):
            score += shares[i, 1] * column[shares[i, 0]]
        scores[p] = score
    for i in range(eithers.shape[0]):
        for at in range(eithers[i, 2], eithers[i, 3]):
            if column[rows[at]]:
                scores[eithers[i, 0]] += eithers[i, 1]
                break


try:
    from numba import njit

    _against = njit(_against, cache=True, nogil=True)
except ImportError:
    pass  # plain Python: a thousand sets of criteria in some hundredths of a second


def against_many(column: Any, programs: Sheet) -> list[tuple[str, int]]:
    """Return group and score for each program of the person whose `Pool.column` this is."""
    groups, scores = raw(column, programs)
    return [(GROUPS[group], score) for group, score in zip(groups.tolist(), scores.tolist(), strict=True)]


def raw(column: Any, programs: Sheet) -> tuple[Any, Any]:
    """Return the numbers of the groups (0 is best) and the scores, one for each program."""
    many = len(programs.ends) - 1
    groups, scores = np.empty(many, np.int64), np.empty(many, np.int64)
    work, known = np.empty(len(programs.claims) + 1, np.int64), np.empty(programs.musts + 1, np.int64)
    _against(column.astype(np.int64), *programs[:6], work, known, groups, scores)
    return groups, scores
