"""Writing in a conversation, and reading it."""

from datetime import datetime, timedelta

from kretslop.accounts.models import User
from kretslop.campaigns.queries import answering_member
from kretslop.conversations import access, queries, rules
from kretslop.conversations.models import Message, Reading
from kretslop.introductions.models import Introduction
from kretslop.messaging import actions as mail
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent.locking import locked
from kretslop.talent.models import Candidate
from kretslop.talent.rules import RESTRICTED
from kretslop.timeline.actions import record


@action
def write(
    *, candidate: Candidate, introduction: Introduction | None = None, by: User, words: str, now: datetime
) -> Message:
    """Write a message; the others who take part are told by mail that there is one, never what it says.

    NotAllowed for strangers and for an employer that no longer takes part; Invalid("words"); NotPossible when the
    person's data may not be used, or after too many messages.
    """
    candidate = _lock(candidate)
    if introduction is not None:
        introduction = _with_people(introduction)
        if introduction.candidate_id != candidate.pk:
            raise NotAllowed("not_yours")
    side = access.side_of(by, candidate, introduction)
    if not side:
        raise NotAllowed("not_yours")
    if problem := rules.wrong_words(words):
        raise Invalid("words", problem)
    if candidate.membership.state == RESTRICTED and side != rules.CANDIDATE:
        raise NotPossible("restricted")
    if not access.may_write(side, candidate, introduction, now):
        raise NotPossible("not_in_touch")
    if queries.written_lately(by, candidate, introduction, now) >= rules.MOST_AN_HOUR:
        raise NotPossible("too_many")
    made = Message.objects.create(
        candidate=candidate, introduction=introduction, side=side, by=by, words=words.strip(), at=now,
        simulated=bool(introduction and introduction.simulated),
    )  # fmt: skip
    mark_read(candidate=candidate, introduction=introduction, by=by, now=now)
    for person, page in _others(made, now):
        _tell(made, person, page, now)
    record("message.written", about=[made, candidate], by=by, now=now, codes={"side": side})
    return made


def _lock(candidate: Candidate) -> Candidate:
    return locked(candidate.pk, "membership", "user")


def _with_people(introduction: Introduction) -> Introduction:
    found = Introduction.objects.select_related(
        "employer",
        "campaign__liaison",
        "release_message",
        "participation__recruiter__user",
        "participation__stand_in__user",
    )
    return found.get(pk=introduction.pk)


def _others(message: Message, now: datetime) -> list[tuple[User, str]]:
    """Return whom to tell, with the name of the page on which they read it."""
    about, candidate = message.introduction, message.candidate
    told: list[tuple[User, str]] = []
    is_in = about is not None and access.employer_is_in(candidate, about)
    for side in rules.to_tell(message.side, employer_is_in=is_in):
        if side == rules.CANDIDATE and candidate.user is not None:
            told.append((candidate.user, side))
        elif side == rules.LIAISON:
            liaison = candidate.liaison or (about.campaign.liaison if about else None)
            if liaison is not None:
                told.append((liaison, side))
        elif side == rules.EMPLOYER and about is not None:
            member = answering_member(about.participation, now.astimezone(OSLO).date())
            if member is not None:
                told.append((member.user, side))
    return [(person, side) for person, side in told if person.pk != message.by_id]


def _tell(message: Message, person: User, side: str, now: datetime) -> None:
    """Queue one mail for all that is unread: the key changes only when the person has read on."""
    about, candidate = message.introduction, message.candidate
    until = queries.read_until(person, candidate, about)
    where = f"{candidate.ref}:{about.ref if about else ''}"
    mail.queue(
        key=f"message_waits:{where}:{person.ref}:{int(until.timestamp()) if until else 0}",
        kind="message_waits",
        to=person,
        context={"side": side, "candidate": candidate.ref, "introduction": about.ref if about else ""},
        about=[message],
        send_at=now + timedelta(minutes=rules.TELL_AFTER_MINUTES),
        simulated=message.simulated,
        now=now,
    )


@action
def mark_read(*, candidate: Candidate, introduction: Introduction | None = None, by: User, now: datetime) -> None:
    """Somebody has read the conversation until now; NotAllowed for strangers."""
    if not access.side_of(by, candidate, introduction):
        raise NotAllowed("not_yours")
    Reading.objects.update_or_create(
        candidate=candidate, introduction=introduction, reader=by, defaults={"read_until_at": now}
    )
