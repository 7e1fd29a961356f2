"""Finds the pairs of records that probably describe one person, each with its reasons."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kretslop.talent.duplicates.blocking import pairs
from kretslop.talent.duplicates.comparing import DIFFERENT, LEVELS
from kretslop.talent.duplicates.learning import learn
from kretslop.talent.duplicates.records import Numbers, Record, columns
from kretslop.talent.duplicates.weighing import THRESHOLD, Rates, Scales, Weighed

_AT_ONCE = 400_000
#: Records that lead to each other over others, such as a first and a third registration: so many at most.
_LARGEST_GROUP = 12
_MOST_STEPS = 3
_MOST_FROM_OTHERS = 30.0
_TELLING = ("given_name", "date_of_birth")


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a score: what it is about, what was found there, and how many points (bits) it gave."""

    about: str
    found: str
    points: float


@dataclass(frozen=True, slots=True)
class Found:
    """Two records, by their place in the list, that are probably one person; the reasons' points make the score."""

    first: int
    second: int
    score: float
    reasons: tuple[Reason, ...]


def find(records: Sequence[Record], *, threshold: float = THRESHOLD) -> list[Found]:
    """Return every pair that scores at least `threshold`, best first."""
    if len(records) < 2:
        return []
    table = columns(records)
    scales = Scales(table, len(records))
    kept = _worth_weighing(scales, *pairs(table, len(records)), threshold)
    rates = learn(scales.reweigh(kept, Rates()))
    weighed = scales.reweigh(kept, rates)
    sure = weighed.only(weighed.score >= threshold)
    found = _told(sure)
    for _ in range(_MOST_STEPS):
        led = _over_others(scales, found, rates, threshold)
        if not led:
            break
        found += led
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def find_among(
    record: Record, others: Sequence[Record], *, pool: int, counts: Mapping[str, int], threshold: float = THRESHOLD
) -> list[Found]:
    """Return which of a few `others` are probably the same person as `record`, which is the first of each pair.

    `pool` is how many people they were picked from, `counts` how many of those share the record's value of a field.
    """
    records = [record, *others]
    scales = Scales(columns(records), pool, counts)
    first = np.zeros(len(others), np.int64)
    weighed = scales.weigh(first, np.arange(1, len(records), dtype=np.int64), Rates())
    found = _told(weighed.only(weighed.score >= threshold))
    return sorted(found, key=lambda pair: (-pair.score, pair.second))


def _worth_weighing(scales: Scales, first: Numbers, second: Numbers, threshold: float) -> Weighed:
    """Return the pairs that could reach the threshold, whatever the file teaches; the others are let go at once."""
    lenient = Rates(given_name=0.2, date_of_birth=0.2, twins=1e-9, namesakes=1e-9, others=1e-9)
    kept = []
    for start in range(0, max(len(first), 1), _AT_ONCE):
        part = scales.weigh(first[start : start + _AT_ONCE], second[start : start + _AT_ONCE], lenient)
        kept.append(part.only(part.score >= threshold))
    return Weighed(
        np.concatenate([part.first for part in kept]),
        np.concatenate([part.second for part in kept]),
        {name: np.concatenate([part.levels[name] for part in kept]) for name in kept[0].levels},
        {name: np.concatenate([part.parts[name] for part in kept]) for name in kept[0].parts},
    )


def _over_others(scales: Scales, sure: list[Found], rates: Rates, threshold: float) -> list[Found]:
    """Return pairs that a third record joins: both are surely the same as it."""
    strength: dict[tuple[int, int], float] = {}
    beside: dict[int, set[int]] = defaultdict(set)
    for pair in sure:
        strength[pair.first, pair.second] = strength[pair.second, pair.first] = pair.score
        beside[pair.first].add(pair.second)
        beside[pair.second].add(pair.first)
    rows = sorted(
        {
            (one, two)
            for friends in beside.values()
            if len(friends) <= _LARGEST_GROUP
            for one, two in combinations(sorted(friends), 2)
            if (one, two) not in strength
        }
    )
    over = scales.weigh(
        np.array([one for one, _ in rows], np.int64), np.array([two for _, two in rows], np.int64), rates
    )
    silent = {name: scales.columns[name].numbers < 0 for name in _TELLING}
    joined = np.zeros(len(rows))
    for row, (one, two) in enumerate(rows):
        # A record without a given name, or a birthday, may be either of two who differ in just that.
        differ = [name for name in _TELLING if name in over.levels and over.levels[name][row] == DIFFERENT]
        thirds = [third for third in beside[one] & beside[two] if not any(silent[name][third] for name in differ)]
        joined[row] = max((min(strength[one, third], strength[two, third]) for third in thirds), default=0.0)
    joined = np.minimum(joined, _MOST_FROM_OTHERS)
    told = (joined > 0) & (over.score + joined >= threshold)
    over.parts["third"] = joined
    return _told(over.only(told))


def _told(weighed: Weighed) -> list[Found]:
    names = list(weighed.parts)
    points = np.round(np.array([weighed.parts[name] for name in names]), 1)
    found = []
    for row in range(len(weighed.first)):
        reasons = tuple(
            Reason(name, LEVELS[weighed.levels[name][row]] if name in weighed.levels else name, float(points[at, row]))
            for at, name in enumerate(names)
            if points[at, row]
        )
        total = round(sum(reason.points for reason in reasons), 1)
        found.append(Found(int(weighed.first[row]), int(weighed.second[row]), total, reasons))
    return found
