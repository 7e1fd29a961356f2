"""What every move shares: lock in one order, ask the rules, change the state, write it down."""

from datetime import datetime
from typing import Any

from kretslop.accounts.models import User
from kretslop.introductions import access, rules
from kretslop.introductions.actions.inviting import call_off_at_end
from kretslop.introductions.models import CHANGED, Introduction, Move
from kretslop.messaging import actions as mail
from kretslop.shared.calendar import deadline_in
from kretslop.shared.errors import AlreadyDecided, NotAllowed, NotPossible
from kretslop.shared.refs import new_ref
from kretslop.talent.locking import locked
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SIMULATION

PAST = {
    "consent": "consented", "refuse": "refused", "expire": "expired", "accept": "accepted", "decline": "declined",
    "lapse": "lapsed", "report_interview": "interview_reported", "report_assessment": "assessment_reported",
    "report_negotiation": "negotiation_reported", "agree_interview": "interview_agreed", "hire": "hired",
    "report_not_hired": "not_hired", "withdraw": "withdrawn", "close": "closed", "lose_offer": "offer_lost",
}  # fmt: skip
#: Mails that ask somebody for a step; overtaken as soon as the introduction moves on.
ASKING_MAILS = (
    "consent_asked", "introduced", "feedback_reminder", "stand_in_reminder", "feedback_stand_in", "employer_silent",
    "after_interview",
)  # fmt: skip

#: What a move and the mails that tell of it read. The employer's people are read when one of them is told
#: (`telling.people_of`): with them the database would take longer to plan a query over fourteen tables than to answer.
_TOLD = ("candidate__user", "candidate__liaison", "employer", "campaign", "wanted_profile")
#: Of these a move reads names, words and numbers of days: what the caller has read of them a moment ago serves.
_SERVES = ("employer", "campaign")
#: What every move may change; whatever else one changes, it names.
_MOVED = (
    "state", "state_since", "next_step", "next_step_due", "end_reason", "ended_at", "decided_at", "decided_by",
)  # fmt: skip


def lock(introduction: Introduction) -> Introduction:
    """Lock the candidate first, then the introduction: always in this order, or a hire deadlocks with a decline.

    Both are read anew, and what stands around them where the caller has not read it yet.
    """
    candidate = locked(introduction.candidate_id, "user", "liaison")
    there = [name for name in _SERVES if getattr(Introduction, name).is_cached(introduction)]
    around = [name for name in (*_SERVES, "wanted_profile") if name not in there]
    fresh = Introduction.objects.select_for_update(of=("self",)).select_related(*around).get(pk=introduction.pk)
    if fresh.candidate_id == candidate.pk:  # or two records became one person's meanwhile
        fresh.candidate = candidate
    for name in there:
        setattr(fresh, name, getattr(introduction, name))
    return fresh


def lock_open_of(candidate: Candidate) -> list[Introduction]:
    """Lock the candidate's open introductions in the order of their ids; the candidate must be locked already."""
    return list(
        Introduction.objects.select_for_update(of=("self",))
        .select_related(*_TOLD)
        .filter(candidate=candidate, state__in=rules.OPEN)
        .order_by("pk")
    )


def move(
    introduction: Introduction, verb: str, *, by: User | None, now: datetime,
    reason: str = "", batch: str = "", **changes: Any,
) -> None:  # fmt: skip
    """Make a move on a locked introduction; `changes` of it are set here, together with the state. An end has a reason.

    Nothing else that was set on `introduction` is stored. NotAllowed when `by` may not do it; AlreadyDecided when
    somebody was quicker; NotPossible otherwise. `by` None is the system. The state, its owner's next step and due date
    change together. Moves of one `batch` are undone together.
    """
    if by is None and not rules.may(rules.SYSTEM, verb):
        raise NotAllowed("not_yours")
    if by is not None and not access.may(by, verb, introduction):
        raise NotAllowed("not_yours")
    state = rules.next_state(introduction.state, verb)
    if state is None:
        raise overtaken(introduction, by)
    made = Move(
        introduction=introduction, verb=verb, before=introduction.state, after=state, at=now, by=by,
        batch=batch or new_ref(), kept={name: getattr(introduction, name) for name in CHANGED},
    )  # fmt: skip
    if reason:
        changes["end_reason"] = reason
    for name, value in changes.items():
        setattr(introduction, name, value)
    introduction.state, introduction.state_since, introduction.next_step = state, now, ""
    introduction.next_step_due = due(introduction, now)
    if not rules.is_open(state):
        introduction.ended_at = now
    if verb in {"accept", "decline"}:
        introduction.decided_at, introduction.decided_by = now, by
    elif by is not None and not rules.is_open(state):
        introduction.decided_by = by
    introduction.save(update_fields={*_MOVED, *changes})
    made.save()
    mail.stop_about(thing=introduction, kinds=ASKING_MAILS, why="overtaken", now=now)
    if not rules.is_open(state):
        call_off_at_end(introduction, verb, now=now)
    codes: dict[str, str | int | bool] = {"reason": reason} if reason else {}
    actor: User | str = SIMULATION if introduction.simulated else (by or "system")
    record(f"introduction.{PAST[verb]}", about=concerned(introduction), by=actor, now=now, codes=codes)


def concerned(introduction: Introduction) -> list[object]:
    """Return what a record of something that happened to an introduction is about."""
    return [introduction, introduction.candidate, introduction.employer, introduction.campaign]


def overtaken(introduction: Introduction, by: User | None) -> NotPossible:
    """Return the error that tells a late-comer what was decided and by whom."""
    decider = introduction.decided_by
    if decider is None or introduction.state not in rules.ENDED + rules.IN_PROCESS:
        return NotPossible("move_not_possible")
    # A candidate who stepped back is not named: the employer may not know yet who it is.
    by_name = "" if decider.pk == introduction.candidate.user_id else decider.name
    return AlreadyDecided(state=introduction.state, by_name=by_name, same_person=by is not None and decider.pk == by.pk)


def due(introduction: Introduction, now: datetime) -> datetime | None:
    """Return when the next step of an open introduction is due, on working days (the campaign's service levels)."""
    if not rules.is_open(introduction.state):
        return None
    campaign = introduction.campaign
    if introduction.state == rules.ASKED:
        return deadline_in(now, campaign.consent_days)
    # After an interview the answer is counted from the interview itself, which may still lie ahead.
    met = introduction.interviewed_at if introduction.state == rules.INTERVIEW else None
    return deadline_in(max(now, met) if met else now, campaign.feedback_days)
