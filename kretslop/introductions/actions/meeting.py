"""Agreeing on interviews: the employer offers times, the candidate picks one or says that none fits."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from kretslop.accounts.models import User
from kretslop.introductions import access, interviewing, rules
from kretslop.introductions.actions.inviting import stop_reminders, tell, tell_agreed
from kretslop.introductions.actions.moving import concerned, lock, move
from kretslop.introductions.models import Interview, Introduction
from kretslop.shared.calendar import deadline_in
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


def _lock(interview: Interview, by: User, role: str, verb: str, now: datetime) -> tuple[Introduction, Interview, str]:
    """Lock candidate, introduction and interview; return them with the next state.

    NotAllowed for anybody else than `role`; NotPossible when the process has ended, the interview has gone on, or an
    agreed one has begun.
    """
    introduction = lock(interview.introduction)
    if role not in access.roles_of(by, introduction):
        raise NotAllowed("not_yours")
    interview = Interview.objects.select_for_update().get(pk=interview.pk)
    state = interviewing.MOVES[interview.state].get(verb)
    begun = interview.state == interviewing.AGREED and not interviewing.is_ahead(
        interview.state, interview.starts_at, now
    )
    if state is None or begun or introduction.state not in rules.IN_PROCESS:
        raise NotPossible("move_not_possible")
    return introduction, interview, state


@action
def offer_times(
    *, introduction: Introduction, by: User, slots: Sequence[datetime], minutes: int, zone: ZoneInfo, place: str,
    link: str, now: datetime,
) -> Interview:  # fmt: skip
    """Offer times for the next interview, or other ones than before; the candidate is asked to pick one.

    Invalid names the field: `slots` (`interviewing.wrong_slots`), `minutes`, `place` when neither place nor link is
    given, `link` when it is no https address. NotPossible("interview_is_ahead") before the last one has taken place.
    """
    introduction = lock(introduction)
    if rules.EMPLOYER not in access.roles_of(by, introduction):
        raise NotAllowed("not_yours")
    if introduction.state not in rules.IN_PROCESS:
        raise NotPossible("move_not_possible")
    if problem := interviewing.wrong_slots(slots, now):
        raise Invalid("slots", problem)
    where = _where(minutes, place, link)
    interview = _next(introduction, now)
    interview.state, interview.slots, interview.zone = interviewing.OFFERED, sorted(slots), zone.key
    interview.minutes, interview.place, interview.link = minutes, *where
    interview.offered_by, interview.offered_at = by, now
    interview.starts_at, interview.answered_at, interview.answer = None, None, ""
    interview.sequence += 1
    interview.save()
    stop_reminders(introduction, now=now)
    _wait_for(introduction, "pick_time", interviewing.pick_due(now, slots, introduction.campaign.consent_days))
    tell(introduction, interview, "interview_offered", now=now, sides=(rules.CANDIDATE,))
    _note("interview.offered", introduction, by, now)
    return interview


def _where(minutes: int, place: str, link: str) -> tuple[str, str]:
    place, link = " ".join(place.split()), link.strip()
    if minutes not in interviewing.MINUTES:
        raise Invalid("minutes", "unknown")
    if not place and not link:
        raise Invalid("place", "required")
    if len(place) > interviewing.PLACE_MAX:
        raise Invalid("place", "too_long")
    if link and (urlsplit(link).scheme != "https" or not urlsplit(link).hostname or len(link) > 300):
        raise Invalid("link", "no_address")
    return place, link


def _next(introduction: Introduction, now: datetime) -> Interview:
    """Return the row that the offer goes into: the one that is still being agreed on, or the next round."""
    found = list(Interview.objects.select_for_update().filter(introduction=introduction))
    for each in found:
        if each.state in (interviewing.OFFERED, interviewing.NONE_FITS):
            return each
        if interviewing.blocks(each.state, each.starts_at, now):
            raise NotPossible("interview_is_ahead")
    held = sum(each.state == interviewing.AGREED for each in found)
    return Interview(introduction=introduction, round=held + 1)


@action
def pick_time(*, interview: Interview, slot: datetime, by: User, now: datetime) -> Interview:
    """The candidate picks one of the times; the introduction is at the interview, and feedback counts from it.

    Picking the same one again changes nothing. Invalid("slot") when it is none of those offered, or is over.
    """
    fresh = Interview.objects.get(pk=interview.pk)
    if (fresh.state, fresh.starts_at) == (interviewing.AGREED, slot) and fresh.introduction.candidate.user_id == by.pk:
        return fresh
    introduction, interview, state = _lock(interview, by, rules.CANDIDATE, "pick", now)
    if slot not in interview.slots or slot <= now:
        raise Invalid("slot", "gone")
    interview.state, interview.starts_at, interview.answered_at = state, slot, now
    interview.sequence += 1
    interview.save()
    stop_reminders(introduction, now=now)
    move(introduction, "agree_interview", by=by, now=now, interviewed_at=slot)
    tell_agreed(introduction, interview, "interview_agreed", now=now)
    return interview


@action
def refuse_times(*, interview: Interview, words: str, by: User, now: datetime) -> Interview:
    """The candidate says that no time fits, or no longer does, and when it would; the employer offers others."""
    words = words.strip()
    if len(words) > interviewing.ANSWER_MAX:
        raise Invalid("words", "too_long")
    introduction, interview, state = _lock(interview, by, rules.CANDIDATE, "refuse", now)
    agreed = interview.state == interviewing.AGREED
    interview.state, interview.answer, interview.answered_at = state, words, now
    interview.sequence += 1
    interview.save()
    _no_time(introduction, interview, now)
    if agreed:
        tell(introduction, interview, "interview_called_off", now=now, method="CANCEL")
    tell(introduction, interview, "interview_none_fits", now=now, sides=(rules.EMPLOYER,))
    _note("interview.none_fits", introduction, by, now)
    return interview


@action
def move_interview(
    *, interview: Interview, starts_at: datetime, minutes: int, place: str, link: str, by: User, now: datetime
) -> Interview:
    """The employer, who has spoken with the candidate, moves an agreed interview; calendars move with it."""
    introduction, interview, state = _lock(interview, by, rules.EMPLOYER, "move", now)
    if problem := interviewing.wrong_slots([starts_at], now):
        raise Invalid("slots", problem)
    where = _where(minutes, place, link)
    if (interview.starts_at, interview.minutes, interview.place, interview.link) == (starts_at, minutes, *where):
        return interview
    interview.state, interview.starts_at, interview.minutes = state, starts_at, minutes
    interview.place, interview.link = where
    interview.sequence += 1
    interview.save()
    stop_reminders(introduction, now=now)
    introduction.interviewed_at = starts_at
    introduction.save(update_fields=["interviewed_at"])
    _wait_for(introduction, "", deadline_in(starts_at, introduction.campaign.feedback_days))
    tell_agreed(introduction, interview, "interview_moved", now=now)
    _note("interview.moved", introduction, by, now)
    return interview


@action
def call_off(*, interview: Interview, by: User, now: datetime) -> Interview:
    """The employer takes its offer back, or calls an agreed interview off; the process itself goes on."""
    introduction, interview, state = _lock(interview, by, rules.EMPLOYER, "call_off", now)
    agreed = interview.state == interviewing.AGREED
    interview.state, interview.called_off_at = state, now
    interview.sequence += 1
    interview.save()
    _no_time(introduction, interview, now)
    tell(introduction, interview, "interview_called_off", now=now, method="CANCEL" if agreed else None,
         sides=(rules.CANDIDATE, rules.EMPLOYER) if agreed else (rules.CANDIDATE,))  # fmt: skip
    _note("interview.called_off", introduction, by, now)
    return interview


def _no_time(introduction: Introduction, interview: Interview, now: datetime) -> None:
    """What was agreed is agreed no more: the employer offers other times; only an earlier interview has taken place."""
    stop_reminders(introduction, now=now)
    if interview.starts_at is not None:
        before = Interview.objects.filter(introduction=introduction, state=interviewing.AGREED, starts_at__lte=now)
        introduction.interviewed_at = before.order_by("starts_at").values_list("starts_at", flat=True).last()
        introduction.save(update_fields=["interviewed_at"])
    _wait_for(introduction, "offer_times", deadline_in(now, introduction.campaign.feedback_days))


def _wait_for(introduction: Introduction, step: str, due: datetime) -> None:
    introduction.next_step, introduction.next_step_due = step, due
    introduction.save(update_fields=["next_step", "next_step_due"])


def _note(kind: str, introduction: Introduction, by: User, now: datetime) -> None:
    record(kind, about=concerned(introduction), by=by, now=now)
