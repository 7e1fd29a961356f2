"""Who may act on an introduction, and in which roles; `rules` says what is possible."""

from kretslop.accounts.models import User
from kretslop.introductions import disclosure, rules
from kretslop.introductions.models import Introduction


def roles_of(user: User, introduction: Introduction) -> set[str]:
    """Return the roles in which `user` stands to the introduction: none for a stranger.

    Candidates are nothing else: nobody decides about themselves. A liaison may also be an employer's member.
    """
    if introduction.candidate.user_id == user.pk:
        return {rules.CANDIDATE}
    roles = {rules.LIAISON} if user.is_liaison else set()
    if disclosure.is_visible(introduction) and introduction.employer.members.filter(user=user, active=True).exists():
        roles.add(rules.EMPLOYER)
    client = introduction.client
    if client is not None and client.ended_at is None and disclosure.is_visible(introduction):
        roles |= {rules.CLIENT} if client.people.filter(user=user, active=True).exists() else set()
    return roles


def may(user: User, verb: str, introduction: Introduction) -> bool:
    """True when `user` may do `verb` to this introduction in one of their roles, whatever its state."""
    return any(rules.may(role, verb) for role in roles_of(user, introduction))
