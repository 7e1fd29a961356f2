"""Who may act on an introduction, and in which roles; `rules` says what is possible."""

from collections.abc import Iterator

from kretslop.accounts.models import User
from kretslop.introductions import disclosure, rules
from kretslop.introductions.models import Introduction


def roles_of(user: User, introduction: Introduction) -> set[str]:
    """Return the roles in which `user` stands to the introduction: none for a stranger.

    Candidates are nothing else: nobody decides about themselves. A liaison may also be an employer's member.
    """
    return set(_roles(user, introduction))


def may(user: User, verb: str, introduction: Introduction) -> bool:
    """True when `user` may do `verb` to this introduction in one of their roles, whatever its state."""
    return any(rules.may(role, verb) for role in _roles(user, introduction))


def _roles(user: User, introduction: Introduction) -> Iterator[str]:
    """Yield one role after the other; those that the database must be asked for come last."""
    if introduction.candidate.user_id == user.pk:
        yield rules.CANDIDATE
        return
    if user.is_liaison:
        yield rules.LIAISON
    if not disclosure.is_visible(introduction):
        return
    if introduction.employer.members.filter(user=user, active=True).exists():
        yield rules.EMPLOYER
    client = introduction.client
    if client is not None and client.ended_at is None and client.people.filter(user=user, active=True).exists():
        yield rules.CLIENT
