"""What may be told about partner and family, who may read it, and the steps of a move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kretslop.routes.rules import Forecast

#: Which words the candidate agreed to; a new wording is a new version.
WORDS_VERSION = "2026-11"

PARTNERS = ("comes", "later", "unsure", "none")
COMING = ("comes", "later", "unsure")
WISHES = ("work", "study", "work_and_study", "language_first", "not_now")
HOUSINGS = ("rent", "buy", "unsure")
MOST_CHILDREN, MOST_ROOMS, MOST_LANGUAGES, WORDS_MAX = 9, 9, 6, 600


@dataclass(frozen=True, slots=True)
class Told:
    """What a candidate tells of their household; everything may stay open.

    children: how many of 0 to 5, 6 to 15 and 16 to 18 years, the ages of kindergarten, school and upper secondary
    school in Norway; None is not said. bedrooms: how many they need.
    """

    partner: str = ""
    partner_field: str = ""
    partner_languages: tuple[str, ...] = ()
    partner_wish: str = ""
    partner_words: str = ""
    small_children: int | None = None
    school_children: int | None = None
    older_children: int | None = None
    housing: str = ""
    bedrooms: int | None = None
    housing_words: str = ""
    help_now: bool = False


def wrong_field(told: Told) -> str | None:
    """Return the first field that cannot be, or None."""
    choices = (("partner", PARTNERS), ("partner_wish", WISHES), ("housing", HOUSINGS))
    for field, allowed in choices:
        if getattr(told, field) not in ("", *allowed):
            return field
    numbers = (("small_children", MOST_CHILDREN), ("school_children", MOST_CHILDREN), ("older_children", MOST_CHILDREN),
               ("bedrooms", MOST_ROOMS))  # fmt: skip
    for field, most in numbers:
        value = getattr(told, field)
        if value is not None and not 0 <= value <= most:
            return field
    for field, most in (("partner_field", 120), ("partner_words", WORDS_MAX), ("housing_words", WORDS_MAX)):
        if len(getattr(told, field)) > most:
            return field
    return "partner_languages" if len(told.partner_languages) > MOST_LANGUAGES else None


def may_read(*, hired: bool, asked_for_help: bool) -> bool:
    """True when a liaison may read what somebody told: after the hire, or when the person asked for help before it.

    Equality and Anti-Discrimination Act §30: whoever decides about a job may not obtain it, so until the hire it is the
    candidate who opens it, and no page where people are approved or introduced shows it.
    """
    return hired or asked_for_help


EMPLOYER, CANDIDATE, STATE, LIAISON = "employer", "candidate", "state", "liaison"
ACTORS = (EMPLOYER, CANDIDATE, STATE, LIAISON)
ROUTE_UNKNOWN = "route"
#: What belongs to settling in (domain facts, "also track"): weeks after the first day at work, and who acts.
SETTLING: dict[str, tuple[int, str]] = {
    "housing": (-4, CANDIDATE),
    "kindergarten": (-4, CANDIDATE),
    "school": (-4, CANDIDATE),
    "doctor": (4, CANDIDATE),
    "partner_work": (4, LIAISON),
    "partner_study": (4, LIAISON),
    "language_course": (8, LIAISON),
    "driving_licence": (12, CANDIDATE),
}
#: Steps that tell of a family: they go when the household is taken back.
OF_FAMILY = ("kindergarten", "school", "partner_work", "partner_study")
FOR_NEWCOMERS = ("housing", "doctor", "driving_licence")
#: Codes of a survey among 1 373 people who moved to Norway (2021).
BLOCKERS = ("wrong_information", "long_process", "banking", "catch_22", "unclear_number")
OPEN, SETTLED, NOT_MOVING = "open", "settled", "not_moving"
CASE_STATES = (OPEN, SETTLED, NOT_MOVING)


@dataclass(frozen=True, slots=True)
class Planned:
    """One step of a case: what, who acts, and by when."""

    code: str
    who: str
    due_on: date


def plan(outlook: Forecast | None, *, hired_on: date, starts_on: date | None, lives_here: bool) -> list[Planned]:
    """Return the steps of somebody who was hired on a day, in the order in which they are due.

    The way's own steps lie as many weeks after the hire as is typical; those that the first day at work waits for are
    due before `starts_on` at the latest. Without a known way the first step is to find it out.
    """
    steps: list[Planned] = []
    day = starts_on or hired_on + timedelta(weeks=8)
    if outlook is None:
        steps.append(Planned(ROUTE_UNKNOWN, LIAISON, hired_on + timedelta(weeks=1)))
    else:
        before, day = _before_desk(outlook, hired_on, starts_on)
        steps += before
        weeks = 0
        for step in outlook.steps:
            if not step.before_desk:
                weeks += (step.weeks_min + step.weeks_max + 1) // 2
                steps.append(Planned(step.code, step.who, day + timedelta(weeks=weeks)))
    settling = [code for code in SETTLING if code not in OF_FAMILY and not (lives_here and code in FOR_NEWCOMERS)]
    return in_order([*steps, *(settle(code, day=day, hired_on=hired_on) for code in settling)])


def _before_desk(outlook: Forecast, hired_on: date, starts_on: date | None) -> tuple[list[Planned], date]:
    weeks = 0
    steps = []
    day = hired_on
    for step in outlook.steps:
        if step.before_desk and step.code != "offer":  # the offer is what the hire was
            weeks += (step.weeks_min + step.weeks_max + 1) // 2
            day = hired_on + timedelta(weeks=weeks)
            steps.append(Planned(step.code, step.who, min(day, starts_on) if starts_on else day))
    if starts_on:
        steps = [Planned(s.code, s.who, starts_on) if s.code == "desk" else s for s in steps]
    return steps, starts_on or day


def settle(code: str, *, day: date, hired_on: date) -> Planned:
    """Return a step of settling in for somebody whose first day at work is `day`; never due before the hire."""
    weeks, who = SETTLING[code]
    return Planned(code, who, max(day + timedelta(weeks=weeks), hired_on + timedelta(weeks=1)))


def family_codes(told: Told | None) -> tuple[str, ...]:
    """Return the steps that a household brings; none without one."""
    if told is None:
        return ()
    comes = told.partner in COMING
    wanted = {
        "kindergarten": bool(told.small_children),
        "school": bool(told.school_children or told.older_children),
        "partner_work": comes and told.partner_wish in ("work", "work_and_study"),
        "partner_study": comes and told.partner_wish in ("study", "work_and_study"),
    }
    return tuple(code for code in OF_FAMILY if wanted[code])


def in_order(steps: Sequence[Planned]) -> list[Planned]:
    """Return steps by the day on which they are due; those of one day as they stand."""
    return sorted(steps, key=lambda step: step.due_on)


def is_tight(outlook: Forecast | None, starts_on: date | None) -> bool:
    """True when the agreed first day lies before the one that is typical for this way."""
    return outlook is not None and starts_on is not None and starts_on < outlook.desk_on
