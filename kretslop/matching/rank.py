"""Ranks people against criteria in plain Python, fair in its ties, and counts what each must costs."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.explain import GROUPS, JUDGES, NOT_MET, UNKNOWN, Result, explain
from kretslop.matching.facts import Facts

K = TypeVar("K")
ORDER = {group: number for number, group in enumerate(GROUPS)}


def standing(result: Result) -> tuple[int, int]:
    """What decides a place in the ranking, smallest first: the group, then the score. Equal standings are a tie."""
    return ORDER[result.group], -result.score


def tie_hash(key: object, tie_key: bytes) -> bytes:
    """A keyed BLAKE2b hash of a person's key: an order nobody earns by registering early and anybody can recompute."""
    return hashlib.blake2b(str(key).encode(), key=tie_key, digest_size=16).digest()


def rank(criteria: Criteria, people: Iterable[tuple[K, Facts]], k: int, tie_key: bytes) -> list[tuple[K, Result]]:
    """
    The best `k` people with their explanations, best first, and everybody who stands equal with the last of them.

    Ordered by group, then score; inside a tie by `tie_hash`, whatever order people came in. `tie_key` is at most 64
    bytes, one per campaign, and is logged with the run.
    """
    results = [(key, explain(criteria, facts)) for key, facts in people]
    results.sort(key=lambda pair: (*standing(pair[1]), tie_hash(pair[0], tie_key)))
    if not 0 < k < len(results):
        return results if k > 0 else []
    last = standing(results[k - 1][1])
    end = k
    while end < len(results) and standing(results[end][1]) == last:
        end += 1
    return results[:end]


def fits(facts: Facts, wanted: Iterable[tuple[K, Criteria]]) -> list[tuple[K, Result]]:
    """One person against many sets of criteria, best fit first; equal ones keep the order in which they were given."""
    results = [(key, explain(criteria, facts)) for key, criteria in wanted]
    results.sort(key=lambda pair: (ORDER[pair[1].group], -pair[1].score * 1000 // max(pair[1].of, 1)))
    return results


class FunnelStep(NamedTuple):
    """How many are left after a must: `sure` meet everything so far, `left` miss nothing so far (unknown stays)."""

    criterion: Criterion | None  # None is the start: the whole pool
    sure: int
    left: int


def funnel(criteria: Criteria, people: Iterable[Facts]) -> list[FunnelStep]:
    """How many of these people remain after each must, in the order of the criteria; the first step is everybody."""
    return effect(criteria, people)[0]


class Cost(NamedTuple):
    """What one must costs: how many do not meet it, and how many miss it alone (near-misses that it would let in)."""

    criterion: Criterion
    not_met: int
    only_this: int
    of: int

    @property
    def percent(self) -> int:
        """Share of the pool that does not meet it, rounded down."""
        return self.not_met * 100 // self.of if self.of else 0


def costs(criteria: Criteria, people: Iterable[Facts]) -> list[Cost]:
    """Every must with what it costs in this pool, the most expensive first."""
    return effect(criteria, people)[1]


def effect(criteria: Criteria, people: Iterable[Facts]) -> tuple[list[FunnelStep], list[Cost]]:
    """`funnel` and `costs` of the same people, who are looked at once."""
    return effect_of(criteria, Counter(verdicts_of(criteria, facts) for facts in people))


def effect_of(criteria: Criteria, verdicts: Mapping[tuple[str, ...], int]) -> tuple[list[FunnelStep], list[Cost]]:
    """`effect` from how many people have which verdicts on the musts (`verdicts_of`), wherever that was counted."""
    everybody = sum(verdicts.values())
    steps, found = [FunnelStep(None, everybody, everybody)], []
    for number, must in enumerate(criteria.musts):
        left = [(row, many) for row, many in verdicts.items() if NOT_MET not in row[: number + 1]]
        sure = sum(many for row, many in left if UNKNOWN not in row[: number + 1])
        steps.append(FunnelStep(must, sure, sum(many for _, many in left)))
        missing = [(row, many) for row, many in verdicts.items() if row[number] == NOT_MET]
        only = sum(many for row, many in missing if row.count(NOT_MET) == 1)
        found.append(Cost(must, sum(many for _, many in missing), only, everybody))
    return steps, sorted(found, key=lambda cost: (-cost.not_met, -cost.only_this, cost.criterion.key))


def verdicts_of(criteria: Criteria, facts: Facts) -> tuple[str, ...]:
    """The verdict on each must, in the order of the criteria."""
    return tuple(JUDGES[item.kind](item, facts)[0] for item in criteria.items if item.must)
