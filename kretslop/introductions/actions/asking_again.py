"""An employer asks again for somebody whom it turned down; a liaison introduces them anew, or settles it."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.introductions import access, rules
from kretslop.introductions.actions.moving import concerned, lock
from kretslop.introductions.actions.telling import tell_liaison
from kretslop.introductions.models import AskedAgain, Introduction
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent.rules import OUT_OF_POOL
from kretslop.timeline.actions import record


@action
def ask_again(*, introduction: Introduction, by: User, words: str = "", now: datetime) -> AskedAgain:
    """The employer would like to read somebody again; asking twice changes nothing.

    It may ask whatever has become of the person, and is answered alike: a refusal here would tell. NotPossible after
    any other end than `rules.ASKED_AGAIN_AFTER`; Invalid("words") for too many.
    """
    introduction = lock(introduction)
    if rules.EMPLOYER not in access.roles_of(by, introduction):
        raise NotAllowed("not_yours")
    if introduction.state not in rules.ASKED_AGAIN_AFTER:
        raise NotPossible("move_not_possible")
    words = words.strip()
    if len(words) > rules.WHO_ELSE_MAX:
        raise Invalid("words", "too_long")
    before = AskedAgain.objects.filter(introduction=introduction).first()
    if before is not None:
        return before
    asked = AskedAgain.objects.create(introduction=introduction, words=words, by=by, at=now)
    if introduction.candidate.membership.state not in OUT_OF_POOL:
        tell_liaison(introduction, "asked_again", now=now, words=words)
    record("introduction.asked_again", about=concerned(introduction), by=by, now=now)
    return asked


@action
def settle_asking(*, introduction: Introduction, by: User, now: datetime) -> None:
    """The liaison does not introduce the person again; nobody is told. NotPossible when nobody asked."""
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    introduction = lock(introduction)
    asked = AskedAgain.objects.filter(introduction=introduction).first()
    if asked is None:
        raise NotPossible("move_not_possible")
    if asked.settled_at is None:
        asked.settled_at, asked.settled_by = now, by
        asked.save(update_fields=["settled_at", "settled_by"])
        record("introduction.asking_settled", about=concerned(introduction), by=by, now=now)
