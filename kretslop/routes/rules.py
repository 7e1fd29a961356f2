"""Ways into the country: which steps a person has before them, and the realistic first day at a desk (R36)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from statistics import median
from typing import Any

ROUTES = ("nordic", "eea", "permit", "has_permit", "family")
STEPS = (
    "offer",
    "confirmation",
    "permit",
    "visa",
    "notice",
    "move",
    "desk",
    "registration",
    "police_number",
    "number",
    "tax_card",
    "bank",
)
ACTORS = ("employer", "candidate", "state")
ENOUGH_CASES = 5  # fewer recorded cases than this say too little to replace the typical figures


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a route, in whole weeks; `before_desk` says whether the first working day waits for it."""

    code: str
    weeks_min: int
    weeks_max: int
    who: str
    before_desk: bool = True


@dataclass(frozen=True, slots=True)
class Forecast:
    """
    The realistic first day at a desk on one route.

    basis: "cases" when it rests on `cases` recorded cases, else "typical" (the dated figures checked on `checked_on`).
    weeks_min and weeks_max are the sums over the steps before the desk.
    """

    route: str
    desk_on: date
    weeks: int
    steps: tuple[Step, ...]
    basis: str
    cases: int
    checked_on: date

    @property
    def weeks_min(self) -> int:
        return sum(step.weeks_min for step in self.steps if step.before_desk)

    @property
    def weeks_max(self) -> int:
        return sum(step.weeks_max for step in self.steps if step.before_desk)


@dataclass(frozen=True, slots=True)
class SalaryCheck:
    """verdict: "met", "not_met", "part_time" (too small a position), "agreement" (its wage decides) or "unknown"."""

    verdict: str
    floor: int | None = None
    missing: int = 0  # NOK a year


@cache
def norway() -> dict[str, Any]:
    """The dated data of Norway, read once."""
    return tomllib.loads(resources.files("kretslop.routes").joinpath("data/norway.toml").read_text("utf-8"))


def forecast(
    route: str | None,
    *,
    today: date,
    lives_here: bool,
    notice_weeks: int | None = None,
    same_work: bool = True,
    case_weeks: Sequence[int] = (),
) -> Forecast | None:
    """
    The forecast for one person, or None when the route is unknown (unknown never counts as "too late").

    notice_weeks: what the person says; None takes the usual range. same_work: with a permit already, whether the
    position is of the same kind; another kind needs a new permit. case_weeks: weeks from an introduction to the desk in
    recorded cases of the same route; from ENOUGH_CASES on their median replaces the typical figures.
    """
    if route not in ROUTES:
        return None
    data = norway()
    way = "permit" if route == "has_permit" and not same_work else route
    steps = _steps(data["routes"][way]["here" if lives_here else "abroad"], notice_weeks)
    weeks = sum(_typical(step) for step in steps if step.before_desk)
    basis, cases = "typical", len(case_weeks)
    if cases >= ENOUGH_CASES:
        basis, weeks = "cases", max(-int(-median(case_weeks) // 1), notice_weeks or 0)
    desk_on = today + timedelta(weeks=weeks)
    desk_on += timedelta(days=7 - desk_on.weekday() if desk_on.weekday() > 4 else 0)  # nobody starts on a weekend
    return Forecast(route, desk_on, weeks, steps, basis, cases, data["checked_on"])


def _steps(codes: Sequence[str], notice_weeks: int | None) -> tuple[Step, ...]:
    desk_at = codes.index("desk")
    steps = []
    for number, code in enumerate(codes):
        known = norway()["steps"][code]
        least, most = known["weeks"]
        if code == "notice" and notice_weeks is not None:
            if notice_weeks <= 0:
                continue
            least = most = notice_weeks
        steps.append(Step(code, least, most, known["who"], number <= desk_at))
    return tuple(steps)


def _typical(step: Step) -> int:
    """The middle of a range, rounded up: a date that is missed by a week helps nobody."""
    return (step.weeks_min + step.weeks_max + 1) // 2


def salary_floor(education_level_required: int | None, on: date) -> int | None:
    """
    The least yearly pay in NOK for a skilled worker's permit, by the education that the position requires, on a day.

    Levels as in matching: 3 bachelor, 4 master, 5 doctorate (the master's floor). None when no figure is known.
    """
    if education_level_required is None:
        return None
    known = [
        floor
        for floor in norway()["salary_floors"]
        if floor["from_on"] <= on and floor["level"] <= education_level_required
    ]
    if not known:
        return None
    return int(max(known, key=lambda floor: (floor["level"], floor["from_on"]))["nok_per_year"])


def salary_check(
    nok_per_year: int | None,
    *,
    education_level_required: int | None,
    on: date,
    percent: int = 100,
    collective_agreement: bool = False,
) -> SalaryCheck:
    """
    Whether an offer's full-time yearly pay holds for a skilled worker's permit; advice, never a rejection.

    percent is the size of the position: 80 or more counts as full time. A collective agreement's wage prevails.
    """
    floor = salary_floor(education_level_required, on)
    if percent < norway()["rules"]["full_time_percent"]:
        return SalaryCheck("part_time", floor)
    if collective_agreement:
        return SalaryCheck("agreement", floor)
    if floor is None or nok_per_year is None:
        return SalaryCheck("unknown", floor)
    missing = max(0, floor - nok_per_year)
    return SalaryCheck("not_met" if missing else "met", floor, missing)


def is_stale(on: date) -> bool:
    """Whether a September, when the salary floors change, has passed since the data was last checked."""
    checked_on = norway()["checked_on"]
    september = date(checked_on.year, 9, 1)
    due = september if september > checked_on else date(checked_on.year + 1, 9, 1)
    return on >= due
