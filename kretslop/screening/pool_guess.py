"""A guess how good the best will be, from how often codes occur; it spares a look at most people."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from kretslop.screening.pool_index import NEARLY_ALL, Codes, Often

_USUAL = NormalDist()


class Worth(NamedTuple):
    """One criterion with points: how many each level gives, and of which codes one is there at that level."""

    points: tuple[int, ...]
    codes: tuple[Codes, ...]


def likely(worth: Sequence[Worth], often: Often, share: float) -> int:
    """Return how many points about this share of people have, or more."""
    mean = variance = 0.0
    for item in worth:
        shares = [often.any_of(codes) if codes else 1.0 for codes in item.codes]
        steps = zip(item.points, (0, *item.points), shares, strict=False)
        mean_of = square_of = 0.0
        for points, before, reached in steps:
            mean_of += (points - before) * reached
            square_of += (points**2 - before**2) * reached
        mean += mean_of
        variance += max(square_of - mean_of**2, 0.0)
    return int(mean + sqrt(variance) * _USUAL.inv_cdf(1 - share)) if variance else int(mean)


def narrowed(worth: Sequence[Worth], often: Often, least: int) -> Codes:
    """
    Return codes of which everybody with `least` points or more has one; none where that does not narrow anything.

    Rare codes are kept and common ones left out, as long as those who have nothing else cannot reach `least`.
    """
    if least <= 0:
        return set()
    levels, rest = [0] * len(worth), 0
    moves = sorted(
        (-(_share(item, often, level) - _share(item, often, level + 1)) / _step(item, level), number, level)
        for number, item in enumerate(worth)
        for level in range(len(item.points))
    )
    for _again in range(2):  # a level can only go after the one below it
        for _gain, number, level in moves:
            more = _step(worth[number], level)
            if levels[number] == level and rest + more < least:
                levels[number], rest = level + 1, rest + more
    kept = [item.codes[level] for item, level in zip(worth, levels, strict=True) if level < len(item.codes)]
    codes = set().union(*kept)
    return codes if all(kept) and often.any_of(codes) < NEARLY_ALL else set()


def _step(item: Worth, level: int) -> int:
    return item.points[level] - (item.points[level - 1] if level else 0)


def _share(item: Worth, often: Often, level: int) -> float:
    if level == len(item.codes):
        return 0.0
    return often.any_of(item.codes[level]) if item.codes[level] else 1.0
