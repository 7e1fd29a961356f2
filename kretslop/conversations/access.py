"""In which role somebody takes part in a conversation; an employer does from acceptance to the end of the process."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.conversations import rules
from kretslop.introductions import disclosure
from kretslop.introductions import rules as intro
from kretslop.introductions.models import Introduction
from kretslop.talent.models import Candidate
from kretslop.talent.rules import RESTRICTED


def side_of(user: User, candidate: Candidate, introduction: Introduction | None) -> str:
    """Return the side on which `user` stands, or "" for a stranger. A candidate is nothing else."""
    if candidate.user_id == user.pk:
        return rules.CANDIDATE
    is_in = introduction is not None and employer_is_in(candidate, introduction)
    if introduction is not None and is_in and introduction.employer.members.filter(user=user, active=True).exists():
        return rules.EMPLOYER
    return rules.LIAISON if user.is_liaison else ""


def may_write(side: str, candidate: Candidate, introduction: Introduction | None, now: datetime) -> bool:
    """True while a side may write. An employer's no must not show before the candidate is told of it.

    So the conversation stays open for the candidate, and with them for the liaison, until the warm message leaves.
    """
    if introduction is None or employer_is_in(candidate, introduction):
        return True
    if side == rules.EMPLOYER or introduction.accepted_at is None:
        return False
    return disclosure.state_for_candidate(introduction, now) in (*intro.IN_PROCESS, intro.HIRED)


def employer_is_in(candidate: Candidate, introduction: Introduction) -> bool:
    """True while the employer may reach the person (`disclosure.is_reachable`); nothing of a conversation before."""
    return disclosure.is_reachable(introduction) and candidate.membership.state != RESTRICTED
