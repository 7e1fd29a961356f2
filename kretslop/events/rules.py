"""Kinds of events, who is invited, what an event must say, and when somebody may take a place (R9, R10)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

INFO, WORKING, EVALUATION, MEET_UP = "info_session", "working_session", "evaluation", "meet_up"
KINDS = (INFO, WORKING, EVALUATION, MEET_UP)
EMPLOYERS, CANDIDATES, BOTH = "employers", "candidates", "both"
INVITED = (EMPLOYERS, CANDIDATES, BOTH)
PLANNED, CANCELLED = "planned", "cancelled"
STATES = (PLANNED, CANCELLED)

TITLE_MAX, WORDS_MAX, PLACE_MAX, NOTES_MAX, WHY_MAX = 120, 2000, 200, 6000, 500
CAPACITY_MAX = 5000
REMIND_HOUR = 9
#: So many candidates are invited by mail in one transaction of the worker.
LOT = 50
LONGEST = timedelta(hours=24)
#: What a calendar shows: a change of any of these is told to whoever has a place.
TOLD = ("starts_at", "ends_at", "time_zone", "place", "link")
#: Who came is forgotten so many days after the event; the notes stay without names of ours beside them.
KEPT_DAYS = 3 * 365


def invites_employers(invited: str) -> bool:
    """True when people of employers may come."""
    return invited in (EMPLOYERS, BOTH)


def invites_candidates(invited: str) -> bool:
    """True when candidates may come."""
    return invited in (CANDIDATES, BOTH)


def moment(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """Return a local time of a day as a moment; None for one that the clock leaves out in a night of spring.

    Of an hour that there is twice, in autumn, the first one is meant.
    """
    local = datetime.combine(day, at, zone)
    there = local.astimezone(UTC).astimezone(zone)
    return local if (there.date(), there.time()) == (day, at) else None


@dataclass(frozen=True, slots=True)
class Told:
    """What the secretariat says about an event. `capacity` None: as many as come. Times know their zone."""

    kind: str
    title: str
    invited: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str = ""
    link: str = ""
    words: str = ""
    capacity: int | None = None


def problem(told: Told, now: datetime, *, was_at: datetime | None = None) -> tuple[str, str] | None:
    """Return the field that is wrong, and the code of why; None when all is well.

    A new time must lie ahead; one that stays as it was (`was_at`) need not, so that words can be mended afterwards.
    """
    if told.kind not in KINDS:
        return "kind", "unknown"
    if told.invited not in INVITED:
        return "invited", "unknown"
    if not told.title.strip():
        return "title", "required"
    for field, most in (("title", TITLE_MAX), ("words", WORDS_MAX), ("place", PLACE_MAX), ("link", PLACE_MAX)):
        if len(getattr(told, field)) > most:
            return field, "too_long"
    if not (told.place or told.link):
        return "place", "place_or_link"
    if told.link and not told.link.startswith(("https://", "http://")):
        return "link", "no_address"
    if told.capacity is not None and not 1 <= told.capacity <= CAPACITY_MAX:
        return "capacity", "out_of_range"
    return _wrong_time(told, now, was_at)


def _wrong_time(told: Told, now: datetime, was_at: datetime | None) -> tuple[str, str] | None:
    if told.ends_at <= told.starts_at:
        return "ends", "ends_before"
    if told.ends_at - told.starts_at > LONGEST:
        return "ends", "too_long"
    if told.starts_at <= now and told.starts_at != was_at:
        return "day", "in_the_past"
    return None


def remind_on(starts_at: datetime, zone: ZoneInfo, before: Callable[[date, int], date]) -> datetime:
    """Return nine in the morning of the working day before an event, on the event's clock.

    `before(day, n)` gives the n-th working day before a day.
    """
    day = before(starts_at.astimezone(zone).date(), 1)
    return datetime.combine(day, time(REMIND_HOUR), zone)


def why_no_place(*, state: str, starts_at: datetime, capacity: int | None, taken: int, now: datetime) -> str:
    """Return "" when one more may come, or the code of why not."""
    if state == CANCELLED:
        return "cancelled"
    if starts_at <= now:
        return "begun"
    return "full" if capacity is not None and taken >= capacity else ""
