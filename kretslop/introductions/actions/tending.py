"""The clock: nobody waits for ever. Recruiter, stand-in, liaison; then a silence ends, as the employer's silence."""

from datetime import date, datetime

from kretslop.accounts.models import User
from kretslop.introductions import rules
from kretslop.introductions.actions.deciding import lapse
from kretslop.introductions.actions.moving import concerned, lock
from kretslop.introductions.actions.telling import ask_for_feedback, tell_liaison
from kretslop.introductions.models import Introduction
from kretslop.messaging import actions as mail
from kretslop.messaging.rendering import day_in_words
from kretslop.shared.calendar import OSLO, add_working_days, close_of, is_working_day, working_days_between
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record

MORE_DAYS_MOST = 10
REMINDERS = ("feedback_reminder", "stand_in_reminder", "feedback_stand_in")
OPENS_AT, CLOSES_AT = 8, 16  # local time: a person who is told has hours left to act


def tend(*, now: datetime) -> int:
    """Look after every introduction whose employer is late; return how many lapsed. To be called in working hours.

    Outside working hours nothing happens: a deadline on a Friday is looked at again on Monday.
    """
    here = now.astimezone(OSLO)
    if not is_working_day(here.date()) or not OPENS_AT <= here.hour < CLOSES_AT:
        return 0
    late = Introduction.objects.filter(state=rules.INTRODUCED, next_step_due__lt=now).order_by("next_step_due", "pk")
    return sum(tend_one(introduction=each, now=now) for each in late)


def whose_turn(introduction: Introduction, now: datetime) -> str:
    """Return whose answer an introduction waits for, as `rules.waits_for` says it; recruiter when it waits for none."""
    answer_due, today = introduction.next_step_due, now.astimezone(OSLO).date()
    if answer_due is None or answer_due >= now:
        return rules.RECRUITER
    told = introduction.liaison_told_at
    days = working_days_between(told.astimezone(OSLO).date(), today) if told else None
    return rules.waits_for(working_days_between(answer_due.astimezone(OSLO).date(), today), days)


@action
def tend_one(*, introduction: Introduction, now: datetime) -> bool:
    """Tell the liaison when the stand-in has had their days; end the wait when she has had hers. True for an end."""
    introduction = lock(introduction)
    if introduction.state != rules.INTRODUCED:
        return False
    turn = whose_turn(introduction, now)
    if turn == rules.NOBODY:
        lapse(introduction=introduction, by=None, now=now)
        return True
    if turn == rules.LIAISON and introduction.liaison_told_at is None:
        introduction.liaison_told_at = now
        introduction.save(update_fields=["liaison_told_at"])
        ends_on = close_of(lapses_on(now))
        liaison = introduction.candidate.liaison or introduction.introduced_by
        tell_liaison(introduction, "employer_silent", now=now, ends=day_in_words(ends_on, liaison.language))
    return False


def lapses_on(told: datetime) -> date:
    """Return the day on which a silence ends by itself when a liaison was told at `told`."""
    return add_working_days(told.astimezone(OSLO).date(), rules.LIAISON_DAYS)


@action
def give_more_time(*, introduction: Introduction, days: int, by: User, now: datetime) -> Introduction:
    """The liaison gives a late employer `days` more working days, at most `MORE_DAYS_MOST`; the clock begins anew."""
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    if not 1 <= days <= MORE_DAYS_MOST:
        raise Invalid("days", "out_of_range")
    introduction = lock(introduction)
    if introduction.state != rules.INTRODUCED:
        raise NotPossible("move_not_possible")
    introduction.next_step_due = close_of(add_working_days(now.astimezone(OSLO).date(), days))
    introduction.liaison_told_at = None
    introduction.turn += 1
    introduction.save(update_fields=["next_step_due", "liaison_told_at", "turn"])
    mail.stop_about(thing=introduction, kinds=REMINDERS, why="overtaken", now=now)
    ask_for_feedback(introduction, now=now, again=True)
    record("introduction.more_time", about=concerned(introduction), by=by, now=now)
    return introduction
