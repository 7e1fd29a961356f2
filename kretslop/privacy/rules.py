"""The clock of retention: when somebody is reminded, when a profile may be erased, when a person must look first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

MONTHS, REMIND_DAYS, PROOF_MONTHS = 12, (60, 30, 7), 36
#: People were promised at most this much when they agreed; an alliance may keep less.
MONTHS_ALLOWED, PROOF_ALLOWED, REMIND_ALLOWED = (3, 12), (12, 36), (5, 120)
REMINDERS = 3

NOTHING, REMIND, ERASE, HELD = "nothing", "remind", "erase", "held"
#: Why somebody was erased: they asked on their own page, or by mail or in person; the clock ran out; or a project lead
#: decided what the clock left to a person.
ASKED, ASKED_OTHERWISE, RETENTION, BY_LEAD = "asked", "asked_otherwise", "retention", "by_lead"
WHY_ERASED = (ASKED, ASKED_OTHERWISE, RETENTION, BY_LEAD)


@dataclass(frozen=True, slots=True)
class Clock:
    """The alliance's settings: months without a sign-in, days of notice in falling order, months for proof."""

    months: int = MONTHS
    remind_days: tuple[int, ...] = REMIND_DAYS
    proof_months: int = PROOF_MONTHS


@dataclass(frozen=True, slots=True)
class Told:
    """One announcement: the day that it named, and the state of its mail ("" when there is no mail any more)."""

    promised_on: date
    state: str
    sent_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next for one person, from when on, and why: codes for the room's wording."""

    kind: str
    on: date
    why: str = ""
    number: int = 0


def later(day: date, months: int) -> date:
    """Return the same day `months` months later (earlier when negative), or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))


def erase_on(seen_on: date, told: Sequence[Told], clock: Clock) -> date:
    """Return the first day on which the profile may be erased.

    Never before the months are over, never before a day that was named to the person, and never sooner after the
    last reminder that was sent than the days of notice say: a reminder that leaves late moves the day.
    """
    days = clock.remind_days
    found = [later(seen_on, clock.months), *(each.promised_on for each in told)]
    sent = [each.sent_on for each in told if each.sent_on]
    if sent:
        found.append(max(sent) + timedelta(days=days[min(len(told), len(days)) - 1]))
    return max(found)


def next_step(*, today: date, seen_on: date, told: Sequence[Told], clock: Clock, waits_for: str = "") -> Step:
    """Return what the clock does next for somebody last seen on `seen_on`.

    `told` are the announcements since then, oldest first. `waits_for` is a code when a person must decide about the
    end whatever the clock says. Nothing is erased unless every announcement was sent: one that failed, that was
    stopped, or of which nobody knows, makes the erasure wait for a person.
    """
    end = erase_on(seen_on, told, clock)
    lost = next((each for each in told if each.state not in {"sent", "queued", "sending"}), None)
    if len(told) < len(clock.remind_days):
        on = end - timedelta(days=clock.remind_days[len(told)])
        if told and any(each.state in {"queued", "sending"} for each in told):
            return Step(NOTHING, on, "reminder_under_way", len(told))
        if today < on:
            return Step(NOTHING, on, "reminder_later", len(told) + 1)
        return Step(REMIND, on, "", len(told) + 1)
    if lost is not None:
        return Step(HELD, end, "reminder_not_sent")
    if any(each.sent_on is None for each in told):
        return Step(NOTHING, end, "reminder_under_way", len(told))
    if today < end:
        return Step(NOTHING, end, "announced")
    return Step(HELD, end, waits_for) if waits_for else Step(ERASE, end, "not_signed_in")


def promise(today: date, seen_on: date, told: Sequence[Told], clock: Clock) -> date:
    """Return the day to name in the next reminder: the clock's, or later when the reminder leaves late."""
    notice = clock.remind_days[min(len(told), len(clock.remind_days) - 1)]
    return max(erase_on(seen_on, told, clock), today + timedelta(days=notice))


def problem(months: int, remind_days: Sequence[int], proof_months: int) -> tuple[str, str] | None:
    """Return (field, code) of a setting that breaks what people were promised, or None."""
    if not MONTHS_ALLOWED[0] <= months <= MONTHS_ALLOWED[1]:
        return "months", "out_of_range"
    if not PROOF_ALLOWED[0] <= proof_months <= PROOF_ALLOWED[1]:
        return "proof_months", "out_of_range"
    if len(remind_days) != REMINDERS or any(not REMIND_ALLOWED[0] <= d <= REMIND_ALLOWED[1] for d in remind_days):
        return "remind_days", "out_of_range"
    if any(a - b < REMIND_ALLOWED[0] for a, b in pairwise(remind_days)):
        return "remind_days", "too_close"
    return ("remind_days", "too_early") if remind_days[0] >= months * 28 else None
