"""Taking a move back for some minutes, and a hire that comes to nothing: the doors that it closed open again."""

from datetime import date, datetime
from typing import Any

from kretslop.accounts.models import User
from kretslop.introductions import disclosure, rules
from kretslop.introductions.actions.deciding import check_feedback, keep_feedback
from kretslop.introductions.actions.inviting import remind_again
from kretslop.introductions.actions.moving import concerned, due, lock, move
from kretslop.introductions.actions.offering import stands_against
from kretslop.introductions.actions.releasing import release
from kretslop.introductions.actions.staging import count_post
from kretslop.introductions.actions.telling import ask_for_feedback, tell_candidate, tell_employer
from kretslop.introductions.models import CHANGED_TIMES, AskedAgain, Feedback, Introduction, Move, ReleaseMessage
from kretslop.introductions.reasoning import codes_for
from kretslop.messaging import actions as mail
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.shared.refs import new_ref
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent
from kretslop.talent.rules import HIRED as IN_JOB
from kretslop.timeline.actions import record

#: Mails that tell of a move; those that have not left when it is taken back never leave.
TELLING_MAILS = (
    "released", "hired", "hired_elsewhere", "introduction_closed", "available_again", "feedback_reminder",
    "stand_in_reminder", "feedback_stand_in", "interview_called_off", "after_interview", "asked_again",
)  # fmt: skip


@action
def undo(*, introduction: Introduction, by: User, now: datetime) -> Introduction:
    """Take the last move back, with whatever the same click did to the person's other introductions.

    NotAllowed for anybody but who made it; NotPossible("too_late") after `rules.UNDO_MINUTES`, when something was built
    on it, or when it is none of `rules.UNDOABLE`.
    """
    introduction = lock(introduction)
    last = introduction.moves.filter(undone_at=None).last()
    if last is None or not rules.may_undo(last.verb, last.at, now):
        raise NotPossible("too_late")
    if last.by_id != by.pk:
        raise NotAllowed("not_yours")
    made = list(Move.objects.select_for_update().filter(batch=last.batch, undone_at=None).order_by("introduction_id"))
    undo_effects(introduction, last, by=by, now=now)
    for each in sorted(made, key=lambda one: one.introduction_id != introduction.pk):
        _put_back(each, by=by, now=now)
    return lock(introduction)


def undo_effects(introduction: Introduction, made: Move, *, by: User, now: datetime) -> None:
    """Put back what a hire or a lost offer did to the person's place in the pool and to the post."""
    if made.verb not in {"hire", "lose_offer"}:
        return
    again, more = ("reopen", -1) if made.verb == "hire" else ("hire", 1)
    if (introduction.candidate.membership.state == IN_JOB) != (made.verb == "hire"):
        raise NotPossible("too_late")
    talent.move_membership(candidate=introduction.candidate, move=again, by=by, now=now)
    count_post(introduction, more)


def _put_back(made: Move, *, by: User, now: datetime) -> None:
    introduction = lock(made.introduction)
    if introduction.moves.filter(undone_at=None).last() != made:
        raise NotPossible("too_late")
    if hasattr(introduction, "release_message") and disclosure.has_been_told(introduction, now):
        raise NotPossible("too_late")
    if rules.is_open(made.before) and not rules.is_open(introduction.state):
        _refuse_if_taken(introduction, made.before, now)
    mail.stop_about(thing=introduction, kinds=TELLING_MAILS, why="undone", now=now)
    Feedback.objects.filter(introduction=introduction).delete()
    ReleaseMessage.objects.filter(introduction=introduction).delete()
    AskedAgain.objects.filter(introduction=introduction).delete()
    restore(introduction, made.kept)
    introduction.turn += 1
    introduction.save()
    made.undone_at = now
    made.save(update_fields=["undone_at"])
    if introduction.state == rules.INTRODUCED:
        ask_for_feedback(introduction, now=now, again=True)
    remind_again(introduction, now=now)
    record("introduction.undone", about=concerned(introduction), by=by, now=now, codes={"verb": made.verb})


def restore(introduction: Introduction, kept: dict[str, Any]) -> None:
    """Set the columns back to what a move kept; times are kept as text."""
    for name, value in kept.items():
        if name in CHANGED_TIMES and isinstance(value, str):
            value = date.fromisoformat(value) if name.endswith("_on") else datetime.fromisoformat(value)
        setattr(introduction, name, value)


def _refuse_if_taken(introduction: Introduction, state: str, now: datetime) -> None:
    """NotPossible("too_late") when the person has gone on in the meantime, and this can no longer be open."""
    problem = stands_against(introduction.candidate, introduction.wanted_profile, now)
    if problem and not (problem == "profile_not_open" and state in rules.IN_PROCESS):
        raise NotPossible("too_late")


@action
def lose_offer(
    *, introduction: Introduction, by: User, reason: str, words_to_candidate: str, private_note: str = "",
    who_else: str = "", now: datetime,
) -> Introduction:  # fmt: skip
    """Somebody who was hired does not begin after all; a reason of its kind's list, with words to the candidate.

    The person is back in circulation, the post is free, and what the hire had closed opens again where it still can.
    """
    introduction = lock(introduction)
    if introduction.state == rules.NOT_HIRED and introduction.decided_by_id == by.pk:
        return introduction
    words = check_feedback(reason, codes_for(introduction, "lost"), words_to_candidate, private_note)
    batch, hired = new_ref(), introduction.moves.filter(verb="hire", undone_at=None).last()
    if introduction.hire_over_at is not None:
        raise NotPossible("move_not_possible")
    move(introduction, "lose_offer", by=by, now=now, reason=reason, batch=batch)
    talent.move_membership(candidate=introduction.candidate, move="reopen", by=by, now=now)
    introduction.candidate.membership.refresh_from_db()
    count_post(introduction, -1)
    keep_feedback(
        introduction, by=by, reason=reason, words=words, private_note=private_note, who_else=who_else, now=now
    )
    for closed in Move.objects.filter(batch=hired.batch, verb="close", undone_at=None) if hired else ():
        _reopen(closed, batch=batch, now=now)
    release(introduction, words=words, now=now)
    return introduction


def _reopen(closed: Move, *, batch: str, now: datetime) -> None:
    """Open what a hire had closed, with a deadline of its own; it stays closed where anything stands against it."""
    introduction = lock(closed.introduction)
    if not rules.may_reopen(introduction.state, introduction.end_reason):
        return
    if stands_against(introduction.candidate, introduction.wanted_profile, now):
        return
    kept = {name: getattr(introduction, name) for name in closed.kept}
    Move.objects.create(
        introduction=introduction, verb="reopen", before=introduction.state, after=closed.before, at=now, batch=batch,
        kept=kept,
    )  # fmt: skip
    restore(introduction, closed.kept)
    introduction.state_since, introduction.turn = now, introduction.turn + 1
    introduction.next_step_due = due(introduction, now)
    introduction.save()
    if introduction.state == rules.ASKED:
        tell_candidate(introduction, "consent_asked", now=now, send_at=rules.told_at(now))
    else:
        tell_employer(introduction, "available_again", now=now, send_at=rules.told_at(now))
        if introduction.state == rules.INTRODUCED:
            ask_for_feedback(introduction, now=now, again=True)
    record("introduction.reopened", about=concerned(introduction), by="system", now=now)
