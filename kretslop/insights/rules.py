"""What is counted and when it is enough to be said: the funnel's steps, medians, the pace towards a goal."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import sqrt
from statistics import median
from typing import NamedTuple, TypeVar

K = TypeVar("K")

REGISTERED, PRESELECTED, APPROVED = "registered", "preselected", "approved"
INTRODUCED, ACCEPTED, INTERVIEWED, HIRED = "introduced", "accepted", "interviewed", "hired"
#: The way of a person through a campaign, in order.
STEPS = (REGISTERED, PRESELECTED, APPROVED, INTRODUCED, ACCEPTED, INTERVIEWED, HIRED)
#: Whoever the machine puts before the liaison; "not now" is read too, but is not pre-selected.
PRESELECTED_GROUPS = ("meets_all", "near_miss", "find_out")
RELEASED, INTRODUCED_AGAIN = "released", "introduced_again"

#: A median of fewer is an anecdote, and might name somebody.
ENOUGH = 5
#: Before this much of a campaign has passed, its pace says nothing about its end.
ENOUGH_DAYS, ENOUGH_PEOPLE = 14, 10
# 80 per cent of a normal distribution lie within this many standard deviations.
_WITHIN_80 = 1.28


class Step(NamedTuple):
    """One step of the funnel: how many people got at least this far, of how many in the step before (None: first)."""

    code: str
    people: int
    before: int | None


class Funnel(NamedTuple):
    """The steps in order, and who went back into circulation: `released` once or more, then `again` introduced."""

    steps: tuple[Step, ...]
    released: int
    again: int
    hired_after_release: int

    def count(self, code: str) -> int:
        """Return how many people reached the step with this code."""
        return next(step.people for step in self.steps if step.code == code)


def nested(reached: Mapping[str, set[K]], stayed: Mapping[str, int] | None = None) -> tuple[Step, ...]:
    """Return the steps from who was seen at each; a person counts in every step up to the furthest one they reached.

    `stayed` is how many more people, in none of the sets, came as far as a step.
    """
    beyond: set[K] = set()
    others, counts = 0, []
    for code in reversed(STEPS):
        beyond |= reached.get(code, set())
        others += (stayed or {}).get(code, 0)
        counts.append(len(beyond) + others)
    counts.reverse()
    befores = [None, *counts[:-1]]
    return tuple(Step(*row) for row in zip(STEPS, counts, befores, strict=True))


class Wait(NamedTuple):
    """How long people waited: the median in days, or None while there are fewer than `ENOUGH` of them."""

    days: float | None
    n: int


def wait(days: Sequence[float]) -> Wait:
    """Return the median of waiting times in days with their number."""
    return Wait(median(days) if len(days) >= ENOUGH else None, len(days))


class InTime(NamedTuple):
    """How many answers came in time, of how many that were due; `percent` is None while there are too few."""

    in_time: int
    n: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.in_time / self.n) if self.n >= ENOUGH else None


class Outlook(NamedTuple):
    """Where a number is heading: `expected` at the deadline with its 80 % range; all None when it is too early."""

    sofar: int
    goal: int
    expected: int | None
    low: int | None
    high: int | None
    over: bool


def outlook(*, sofar: int, goal: int, starts_on: date, deadline_on: date, today: date, closed: bool = False) -> Outlook:
    """
    Return what the pace so far comes to at the deadline, if it holds; of a `closed` campaign, what it came to.

    The pace is people per day since the start. Arrivals are taken as a Poisson process, so the range covers what is
    still to come and how well the pace is known. Too early: fewer than `ENOUGH_DAYS` days or `ENOUGH_PEOPLE` people.
    """
    if closed or today > deadline_on:
        return Outlook(sofar, goal, sofar, sofar, sofar, True)
    passed = (today - starts_on).days + 1
    left = (deadline_on - today).days
    if passed < ENOUGH_DAYS or sofar < ENOUGH_PEOPLE:
        return Outlook(sofar, goal, None, None, None, False)
    coming = sofar * left / passed
    spread = _WITHIN_80 * sqrt(coming + coming * coming / sofar)
    low, high = max(sofar, round(sofar + coming - spread)), round(sofar + coming + spread)
    return Outlook(sofar, goal, round(sofar + coming), low, high, False)


class Week(NamedTuple):
    """Week `number` of `total`; 0 before the start, more than `total` after the deadline."""

    number: int
    total: int


def week(starts_on: date, deadline_on: date, today: date) -> Week:
    """Return which week of the campaign it is, counted in sevens of days from the start."""
    total = (deadline_on - starts_on).days // 7 + 1
    if today < starts_on:
        return Week(0, total)
    if today > deadline_on:
        return Week(total + 1, total)
    return Week((today - starts_on) // timedelta(days=7) + 1, total)
