"""The candidate steps back: from one introduction, for some months, or from the pool."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.introductions import disclosure, rules
from kretslop.introductions.actions.moving import lock, lock_open_of, move
from kretslop.introductions.actions.telling import tell_employer
from kretslop.introductions.models import Introduction
from kretslop.messaging import actions as mail
from kretslop.screening import actions as screening
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.shared.refs import new_ref
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent
from kretslop.talent import rules as talent_rules
from kretslop.talent.locking import locked
from kretslop.talent.models import Candidate


def _own(candidate: Candidate, by: User) -> Candidate:
    """Lock the person's own row; NotAllowed for anybody else."""
    if candidate.user_id != by.pk:
        raise NotAllowed("not_yours")
    return locked(candidate.pk, "user")


@action
def withdraw(*, introduction: Introduction, by: User, reason: str = "", now: datetime) -> Introduction:
    """The candidate steps out of one introduction; the employer is told if it knew. The place in the pool stays."""
    if reason not in rules.WITHDRAW_REASONS:
        raise Invalid("reason", "unknown")
    introduction = lock(introduction)
    if introduction.state == rules.WITHDRAWN and introduction.candidate.user_id == by.pk:
        return introduction
    move(introduction, "withdraw", by=by, now=now, reason=reason or "not_said")
    tell_employer(introduction, "candidate_withdrew", now=now)
    return introduction


@action
def pause_candidate(*, candidate: Candidate, months: int, by: User, now: datetime) -> Candidate:
    """Pause for 1, 3, 6 or 12 months. What no employer has decided yet is closed; a running process goes on."""
    if months not in talent_rules.PAUSE_MONTHS:
        raise Invalid("months", "unknown")
    candidate = _own(candidate, by)
    for introduction in lock_open_of(candidate):
        if ends := rules.ends_with("pause", introduction.state):
            verb, reason = ends
            knew = disclosure.is_visible(introduction)
            move(introduction, verb, by=None, now=now, reason=reason)
            if knew:
                tell_employer(introduction, "candidate_withdrew", now=now)
    until = talent_rules.months_later(now.astimezone(OSLO).date(), months)
    talent.set_pause(candidate=candidate, until=until, by=by, now=now)
    return candidate


@action
def resume_candidate(*, candidate: Candidate, by: User, now: datetime) -> Candidate:
    """End the pause at once."""
    candidate = _own(candidate, by)
    talent.set_pause(candidate=candidate, until=None, by=by, now=now)
    return candidate


def _end_all(candidate: Candidate, event: str, *, by: User, now: datetime) -> None:
    """End what an event of `rules.ENDS_WITH` ends, as one click of the candidate's, and tell the employers."""
    batch = new_ref()
    for introduction in lock_open_of(candidate):
        if ends := rules.ends_with(event, introduction.state):
            verb, reason = ends
            move(introduction, verb, by=by, now=now, reason=reason, batch=batch)
            tell_employer(introduction, "candidate_withdrew", now=now)


@action
def leave_pool(*, candidate: Candidate, by: User, now: datetime) -> Candidate:
    """Withdraw from the pool: open introductions end, the consent is withdrawn, nothing more is sent."""
    candidate = _own(candidate, by)
    _end_all(candidate, "leave", by=by, now=now)
    talent.withdraw_consent(candidate=candidate, purpose="pool", now=now)
    talent.move_membership(candidate=candidate, move="leave", by=by, now=now)
    mail.stop_about(thing=candidate, kinds=("released", "consent_asked"), why="left_pool", now=now)
    return candidate


@action
def found_job(*, candidate: Candidate, by: User, now: datetime) -> Candidate:
    """The person has found a job elsewhere: they step back from what is open, and nothing more is asked of them.

    Employers that knew are told that the person has stepped back. The place in the pool rests until they come back.
    """
    candidate = _own(candidate, by)
    talent.move_membership(candidate=candidate, move="find_job", by=by, now=now)
    _end_all(candidate, "find_job", by=by, now=now)
    talent.set_pause(candidate=candidate, until=None, by=by, now=now)
    mail.stop_about(thing=candidate, kinds=("consent_asked", "question"), why="found_job", now=now)
    return candidate


@action
def come_back(*, candidate: Candidate, by: User, words_version: str, now: datetime) -> Candidate:
    """Return after leaving or after a job, with a new consent; the liaison looks again before any introduction.

    A hire of theirs is over then: they can be hired anew.
    """
    candidate = _own(candidate, by)
    Introduction.objects.filter(candidate=candidate, state=rules.HIRED, hire_over_at=None).update(hire_over_at=now)
    talent.give_consent(candidate=candidate, purpose="pool", words_version=words_version, now=now)
    talent.move_membership(candidate=candidate, move="come_back", by=by, now=now)
    screening.look_again(candidate=candidate, now=now)
    return candidate
