"""The employer's decision on an anonymous profile, and the end of waiting for one."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.introductions import rules
from kretslop.introductions.actions.moving import lock, move
from kretslop.introductions.actions.releasing import release
from kretslop.introductions.actions.telling import tell_candidate
from kretslop.introductions.kindness import doubt
from kretslop.introductions.models import Feedback, Introduction
from kretslop.introductions.reasoning import codes_for
from kretslop.shared.errors import Invalid
from kretslop.shared.transactions import action


@action
def accept(*, introduction: Introduction, by: User, now: datetime) -> Introduction:
    """The employer wants to meet the candidate: name and contact are shown from now on, the candidate is told.

    A second click by the same person changes nothing; AlreadyDecided tells anybody else who was quicker.
    """
    introduction = lock(introduction)
    if introduction.state == rules.ACCEPTED and introduction.decided_by_id == by.pk:
        return introduction
    move(introduction, "accept", by=by, now=now, accepted_at=now)
    tell_candidate(introduction, "accepted", now=now)
    return introduction


@action
def decline(
    *, introduction: Introduction, by: User, reason: str, words_to_candidate: str, private_note: str = "",
    who_else: str = "", now: datetime,
) -> Introduction:  # fmt: skip
    """The employer says no, with a reason of its kind's list (`reasoning`) and words that the candidate will read.

    The candidate is back in circulation in the same transaction. A second click by the same person changes nothing.
    """
    introduction = lock(introduction)
    if introduction.state == rules.DECLINED and introduction.decided_by_id == by.pk:
        return introduction
    words = check_feedback(reason, codes_for(introduction, "decline"), words_to_candidate, private_note)
    move(introduction, "decline", by=by, now=now, reason=reason)
    keep_feedback(
        introduction, by=by, reason=reason, words=words, private_note=private_note, who_else=who_else, now=now
    )
    release(introduction, words=words, now=now)
    return introduction


def check_feedback(reason: str, reasons: tuple[str, ...], words: str, private_note: str) -> str:
    """Return the words, trimmed; Invalid says which field is missing, too short or long, or may not be said so."""
    if reason not in reasons:
        raise Invalid("reason", "required")
    words = check_words(words, "words_to_candidate")
    if len(private_note) > rules.WORDS_MAX:
        raise Invalid("private_note", "too_long")
    return words


def check_words(words: str, field: str) -> str:
    """Return words that a candidate will read, trimmed; Invalid(field): too short, too long, or not to be said so."""
    words = words.strip()
    if len(words) < rules.WORDS_MIN:
        raise Invalid(field, "too_short")
    if len(words) > rules.WORDS_MAX:
        raise Invalid(field, "too_long")
    if code := doubt(words):
        raise Invalid(field, code)
    return words


def keep_feedback(
    introduction: Introduction, *, by: User, reason: str, words: str, private_note: str, who_else: str = "",
    now: datetime,
) -> Feedback:  # fmt: skip
    """Store an employer's no: words for the candidate, a private note, and who else should see the person."""
    if len(who_else) > rules.WHO_ELSE_MAX:
        raise Invalid("who_else", "too_long")
    return Feedback.objects.create(
        introduction=introduction,
        reason=reason,
        words_to_candidate=words,
        private_note=private_note.strip(),
        who_else=who_else.strip(),
        by=by,
        at=now,
        simulated=introduction.simulated,
    )


@action
def lapse(*, introduction: Introduction, by: User | None, words_to_candidate: str = "", now: datetime) -> Introduction:
    """The wait for a silent employer ends: its silence, not the candidate's failure. `by` None is the clock."""
    introduction = lock(introduction)
    move(introduction, "lapse", by=by, now=now, reason="employer_silent")
    release(introduction, words=words_to_candidate.strip(), ours=True, now=now)
    return introduction
