"""Who may act on an introduction, and in which role; `rules` says what is possible."""

from kretslop.accounts.models import User
from kretslop.introductions import disclosure, rules
from kretslop.introductions.models import Introduction


def role_of(user: User, introduction: Introduction) -> str | None:
    """Return the role in which `user` stands to the introduction, or None for a stranger."""
    if introduction.candidate.user_id == user.pk:
        return rules.CANDIDATE
    if user.is_liaison:
        return rules.LIAISON
    if disclosure.is_visible(introduction) and introduction.employer.members.filter(user=user, active=True).exists():
        return rules.EMPLOYER
    return None


def may(user: User, verb: str, introduction: Introduction) -> bool:
    """True when `user` may do `verb` to this introduction, whatever its state."""
    role = role_of(user, introduction)
    return role is not None and rules.may(role, verb)
