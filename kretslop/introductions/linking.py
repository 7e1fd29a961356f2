"""The link in a reminder: it leads its reader, and nobody else, to one review, for some days, after signing in."""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from kretslop.accounts.models import User
from kretslop.introductions.models import Introduction
from kretslop.shared.errors import NotPossible

_SALT = "introductions.linking"
#: So long after the answer was due a link still leads somewhere; it is renewed by the next reminder.
DAYS = 14


def link_for(introduction: Introduction, reader: User, now: datetime) -> str:
    """Return what stands in the link: references of the introduction and of its reader, and when it ends."""
    ends = max(introduction.next_step_due or now, now) + timedelta(days=DAYS)
    return signing.dumps([introduction.ref, reader.ref, int(ends.timestamp())], salt=_SALT)


def read_link(token: str, reader: User, now: datetime) -> str:
    """Return the introduction's reference.

    NotPossible("no_link") for what we did not write, "not_yours" for a link to somebody else, "link_is_over".
    """
    try:
        said: Any = signing.loads(token, salt=_SALT)
        ref, whose, ends = str(said[0]), str(said[1]), int(said[2])
    except (signing.BadSignature, ValueError, TypeError, IndexError) as error:
        raise NotPossible("no_link") from error
    if whose != reader.ref:
        raise NotPossible("not_yours")
    if now.timestamp() > ends:
        raise NotPossible("link_is_over")
    return ref
