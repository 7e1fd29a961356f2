"""The life of an interview, on plain values: times are offered, one is picked, it is moved or called off."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kretslop.shared.calendar import deadline_in

OFFERED, AGREED, NONE_FITS, CALLED_OFF = "offered", "agreed", "none_fits", "called_off"
STATES = (OFFERED, AGREED, NONE_FITS, CALLED_OFF)
#: state -> verb -> next state. The candidate picks, and says that no time fits, before and after picking; the employer
#: does the rest. Whoever moves an agreed interview has spoken with the other.
MOVES: dict[str, dict[str, str]] = {
    OFFERED: {"offer": OFFERED, "pick": AGREED, "refuse": NONE_FITS, "call_off": CALLED_OFF},
    NONE_FITS: {"offer": OFFERED, "call_off": CALLED_OFF},
    AGREED: {"move": AGREED, "refuse": NONE_FITS, "call_off": CALLED_OFF},
    CALLED_OFF: {},
}

SLOTS_MOST = 5
MINUTES = (30, 45, 60, 90, 120, 180)
#: How far ahead a time may lie, and how soon after the offer: nobody is surprised, nobody is forgotten.
AHEAD_DAYS_MOST, AHEAD_HOURS_LEAST = 120, 2
PLACE_MAX, ANSWER_MAX = 200, 500
REMIND_HOUR = 9  # of the day before, where the reader is


def wrong_slots(slots: Sequence[datetime], now: datetime) -> str:
    """Return the code of what is wrong with the times that are offered, or ""."""
    if not slots:
        return "required"
    if len(slots) > SLOTS_MOST:
        return "too_many"
    if len(set(slots)) < len(slots):
        return "twice_the_same"
    if min(slots) < now + timedelta(hours=AHEAD_HOURS_LEAST):
        return "too_soon"
    return "too_far" if max(slots) > now + timedelta(days=AHEAD_DAYS_MOST) else ""


def pick_due(offered_at: datetime, slots: Sequence[datetime], working_days: int) -> datetime:
    """Return by when one of the times is to be picked: within the days for an answer, and never after the last."""
    return min(deadline_in(offered_at, working_days), max(slots))


def is_ahead(state: str, starts_at: datetime | None, now: datetime) -> bool:
    """True for an agreed interview that has not begun."""
    return state == AGREED and starts_at is not None and starts_at > now


def blocks(state: str, starts_at: datetime | None, now: datetime) -> bool:
    """True while no further round can be offered: this one is still being agreed on, or lies ahead."""
    return state in (OFFERED, NONE_FITS) or is_ahead(state, starts_at, now)
