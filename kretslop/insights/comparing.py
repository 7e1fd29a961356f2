"""How far groups of people come, compared with the one that comes furthest; what could name somebody is hidden.

Plain values in, plain values out; SciPy is imported when the first ratio is worked out, because it takes a second.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

#: Fewer people than this are never shown, whether they came on or stayed behind.
FEWEST = 5
#: Fewer answers to a question are not compared at all, and a group of fewer people is not judged.
ENOUGH_ANSWERS, ENOUGH_IN_GROUP = 30, 10
#: The four-fifths rule of thumb: a ratio below it deserves a look even where chance may explain it.
FOUR_FIFTHS = 0.8
TOGETHER = "together"
BEST, ALIKE, WATCH, LOWER, TOO_FEW = "best", "alike", "watch", "lower", "too_few"
VERDICTS = (BEST, ALIKE, WATCH, LOWER, TOO_FEW)
# Below this an approximation is not trusted, and up to that many people the exact test stays quick.
_EXPECTED, _BOSCHLOO = 5, 60

#: group -> step -> people
Counts = Mapping[str, Mapping[str, int]]


class Cell(NamedTuple):
    """One group at one step: how many came on, of how many; None is hidden, and `few` says that it is 1 to 4.

    ratio: to the best group's share; low and high: its 95 % interval, None where it is hidden or has no end. exact: for
    small numbers, whose interval is not trusted, the p-value of an exact test instead.
    """

    people: int | None
    of: int | None
    few: bool
    ratio: float | None
    low: float | None
    high: float | None
    exact: float | None
    verdict: str


class Column(NamedTuple):
    """One step, with a cell for each group in their order."""

    code: str
    cells: tuple[Cell, ...]


def put_together(counts: Counts, base: str) -> tuple[dict[str, Mapping[str, int]], tuple[str, ...]]:
    """Put groups of fewer than `ENOUGH_IN_GROUP` into one; when even that is too small, it is left out altogether.

    Returns the groups to compare and the names of those that were put together. Those left out are in no number of the
    question, so that no difference tells of them. Empty when fewer than two groups remain.
    """
    small = [group for group in counts if 0 < counts[group][base] < ENOUGH_IN_GROUP]
    groups = {group: row for group, row in counts.items() if row[base] >= ENOUGH_IN_GROUP}
    if len(small) > 1 and sum(counts[group][base] for group in small) >= ENOUGH_IN_GROUP:
        steps = counts[small[0]]
        groups[TOGETHER] = {step: sum(counts[each][step] for each in small) for step in steps}
    else:
        small = []
    return (groups, tuple(small)) if len(groups) > 1 else ({}, ())


def visible(counts: Counts, steps: Sequence[str]) -> dict[str, set[str]]:
    """Return for each group the steps whose number may be shown; the first step of `put_together` groups always may.

    Hidden are: 1 to 4 people; a number from which 1 to 4 who stayed behind could be worked out; so many more of the
    same step that hidden ones cannot be worked out from a total; a whole step that only one group has reached, because
    that tells what each of them has answered.
    """
    shown = {group: set(steps) for group in counts}
    for group, row in counts.items():
        last = row[steps[0]]
        for step in steps[1:]:
            if 0 < row[step] < FEWEST or 0 < last - row[step] < FEWEST:
                shown[group].discard(step)
            else:
                last = row[step]
    for step in steps[1:]:
        _hide_more(counts, step, shown)
    return shown


def _hide_more(counts: Counts, step: str, shown: dict[str, set[str]]) -> None:
    hidden = [group for group in counts if step not in shown[group]]
    rest = sorted((group for group in counts if step in shown[group]), key=lambda group: counts[group][step])
    reached = [group for group in counts if counts[group][step]]
    if len(reached) == 1 and len(counts) > 1:
        hidden, rest = [*counts], []
    # A zero hides nothing, so those who have come on go first.
    rest = [group for group in rest if counts[group][step]] + [group for group in rest if not counts[group][step]]
    while rest and hidden and _can_be_worked_out([counts[group][step] for group in hidden]):
        hidden.append(rest.pop(0))
    for group in hidden:
        shown[group].discard(step)


def _can_be_worked_out(hidden: Sequence[int]) -> bool:
    """True when whoever knows the sum of these hidden numbers knows one of them: too few, or each as high as can be."""
    return len(hidden) < 2 or sum(hidden) < FEWEST or all(number == FEWEST - 1 for number in hidden)


def compared(counts: Counts, before: str, after: str, shown: Mapping[str, set[str]]) -> Column:
    """Compare the share of each group that came from one step to the next with the best group's share."""
    shares = {group: row[after] / row[before] for group, row in counts.items() if row[before] >= ENOUGH_IN_GROUP}
    best = max(shares, key=lambda group: (shares[group], counts[group][before])) if shares else None
    if best is not None and not shares[best]:
        best = None  # nobody has come so far yet
    cells = []
    for group, row in counts.items():
        open_here = after in shown[group]
        verdict, figures = _judged(group, best, counts, before, after)
        if best is None or not all(step in shown[each] for step in (before, after) for each in (group, best)):
            figures = _NONE  # with them, what is hidden could be worked out
        cells.append(
            Cell(
                row[after] if open_here else None,
                row[before] if before in shown[group] else None,
                not open_here and 0 < row[after] < FEWEST,
                *figures,
                verdict,
            )
        )
    return Column(after, tuple(cells))


_Figures = tuple[float | None, float | None, float | None, float | None]
_NONE: _Figures = (None, None, None, None)


def _judged(group: str, best: str | None, counts: Counts, before: str, after: str) -> tuple[str, _Figures]:
    """Return the verdict, the ratio, its interval and, in place of that for small numbers, the exact test's p-value."""
    people, of = counts[group][after], counts[group][before]
    if best is None or of < ENOUGH_IN_GROUP:
        return TOO_FEW, _NONE
    if group == best:
        return BEST, (1.0, None, None, None)
    top, top_of = counts[best][after], counts[best][before]
    ratio, low, high = ratio_of(people, of, top, top_of)
    if people + top < FEWEST:
        return TOO_FEW, (ratio, None, None, None)
    exact = None
    if high is None or is_small(people, of, top, top_of):  # nobody at all leaves the interval open
        exact, low, high = exact_p(people, of, top, top_of), None, None
        lower = exact < 0.05 and ratio < 1
    else:
        lower = high < 1
    return (LOWER if lower else WATCH if ratio < FOUR_FIFTHS else ALIKE), (ratio, low, high, exact)


@lru_cache(maxsize=4096)
def ratio_of(people: int, of: int, top: int, top_of: int) -> tuple[float, float | None, float | None]:
    """Return the ratio of two shares with its 95 % interval (Katz's logarithmic method); an end may be open."""
    from scipy.stats.contingency import relative_risk  # a second of start-up time that most processes never need

    risk = relative_risk(people, of, top, top_of)
    low, high = (float(end) for end in risk.confidence_interval(0.95))
    return float(risk.relative_risk), low if isfinite(low) else None, high if isfinite(high) else None


def is_small(people: int, of: int, top: int, top_of: int) -> bool:
    """True when a cell of the table would hold fewer than five if both groups came equally far: exact tests then."""
    share = (people + top) / (of + top_of)
    return min(of * share, of * (1 - share), top_of * share, top_of * (1 - share)) < _EXPECTED


@lru_cache(maxsize=4096)
def exact_p(people: int, of: int, top: int, top_of: int) -> float:
    """Return how likely so unequal shares are by chance: Boschloo's exact test, for many people Fisher's."""
    from scipy.stats import boschloo_exact, fisher_exact

    table = [[people, top], [of - people, top_of - top]]
    if of + top_of <= _BOSCHLOO:
        return float(boschloo_exact(table).pvalue)
    return float(fisher_exact(table).pvalue)
