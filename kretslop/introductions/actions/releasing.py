"""Back into circulation (R31): the warm message, held for two working hours so that the liaison may step in."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.introductions import rules
from kretslop.introductions.actions.moving import lock
from kretslop.introductions.actions.telling import tell_candidate
from kretslop.introductions.models import Introduction, ReleaseMessage
from kretslop.messaging import actions as mail
from kretslop.screening.pooling import match_again
from kretslop.shared.calendar import add_working_hours
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SIMULATION, SYSTEM


def release(introduction: Introduction, *, words: str, ours: bool = False, now: datetime) -> ReleaseMessage:
    """Put the candidate of an ended introduction back into circulation, in the caller's transaction.

    The message says whose `words` they are: the employer's, or those of the alliance's people (`ours`).

    The place in the pool was never given up, so the person can be introduced again at once; the warm message leaves
    after `rules.RELEASE_HOLD_HOURS` working hours, and the candidate's page changes at the same moment.
    """
    leaves_at = add_working_hours(now, rules.RELEASE_HOLD_HOURS)
    queued = tell_candidate(
        introduction, "released", now=now, send_at=leaves_at, words=words, ours=ours, state=introduction.state,
        reason=introduction.end_reason, unseen=introduction.introduced_at is None,
    )  # fmt: skip
    message = ReleaseMessage.objects.create(introduction=introduction, words=words, mail=queued, leaves_at=leaves_at)
    others = Introduction.objects.filter(candidate=introduction.candidate, state__in=rules.OPEN)
    if not others.exists():
        record(
            "candidate.released",
            about=[introduction.candidate, introduction, introduction.campaign],
            by=SIMULATION if introduction.simulated else SYSTEM,
            now=now,
            codes={"after": introduction.state},
        )
        match_again(introduction.candidate)
    return message


def _held(introduction: Introduction, by: User, now: datetime) -> ReleaseMessage:
    """Return the locked message while the liaison may still change it."""
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    lock(introduction)
    message = ReleaseMessage.objects.select_for_update().filter(introduction=introduction).first()
    if message is None:
        raise NotPossible("no_message")
    if message.told_at or (message.stopped_at is None and message.leaves_at <= now):
        raise NotPossible("message_has_left")
    return message


@action
def edit_release_words(*, introduction: Introduction, by: User, words: str, now: datetime) -> ReleaseMessage:
    """Change the words before they leave; page and mail change together. The employer's own words stay in Feedback."""
    words = words.strip()
    if len(words) > rules.WORDS_MAX:
        raise Invalid("words", "too_long")
    message = _held(introduction, by, now)
    message.words, message.edited_by = words, by
    message.save(update_fields=["words", "edited_by"])
    if message.mail is not None and not message.mail.simulated:
        mail.rewrite(mail=message.mail, context={"words": words}, now=now)
    record("release_message.edited", about=[introduction, introduction.candidate], by=by, now=now)
    return message


@action
def stop_release(*, introduction: Introduction, by: User, now: datetime) -> ReleaseMessage:
    """Stop the mail: the liaison will tell the person in another way. The page waits for `tell_in_person`."""
    message = _held(introduction, by, now)
    if message.stopped_at is None:
        message.stopped_at, message.stopped_by = now, by
        message.save(update_fields=["stopped_at", "stopped_by"])
        if message.mail is not None:
            mail.stop(mail=message.mail, why="stopped_by_liaison", now=now)
        record("release_message.stopped", about=[introduction, introduction.candidate], by=by, now=now)
    return message


@action
def tell_in_person(*, introduction: Introduction, by: User, now: datetime) -> ReleaseMessage:
    """The liaison has told the person after stopping the mail; the candidate's page shows the end from now on."""
    message = _held(introduction, by, now)
    if message.stopped_at is None:
        raise NotPossible("message_not_stopped")
    message.told_at = now
    message.save(update_fields=["told_at"])
    candidate = introduction.candidate
    candidate.last_contact_at = now
    candidate.save(update_fields=["last_contact_at"])
    record("candidate.told_in_person", about=[introduction, candidate], by=by, now=now)
    return message


@action
def send_release_now(*, introduction: Introduction, by: User, now: datetime) -> ReleaseMessage:
    """Let the warm message leave at once, or as soon as the end can no longer be taken back; the page changes with it.

    Whoever made the end has ten minutes, and what was read cannot be taken back.
    """
    message = _held(introduction, by, now)
    if message.stopped_at is not None:
        raise NotPossible("message_stopped")
    ended_at = message.introduction.ended_at or now
    message.leaves_at = max(now, min(rules.told_at(ended_at), message.leaves_at))
    message.save(update_fields=["leaves_at"])
    if message.mail is not None and not message.mail.simulated:
        mail.send_now(mail=message.mail, now=message.leaves_at)
    record("release_message.sent_early", about=[introduction, introduction.candidate], by=by, now=now)
    return message
