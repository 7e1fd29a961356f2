"""Reads of conversations, scoped to whoever looks; an employer sees what was written since it accepted."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce

from kretslop.accounts.models import User
from kretslop.conversations import access, rules
from kretslop.conversations.models import Message, Reading
from kretslop.employers.wording import hirer_named
from kretslop.introductions import rules as intro
from kretslop.introductions.models import Introduction
from kretslop.talent.models import Candidate
from kretslop.talent.rules import RESTRICTED


def messages_for(user: User, candidate: Candidate, introduction: Introduction | None) -> QuerySet[Message]:
    """Return a conversation as `user` may read it, oldest first; nothing for a stranger."""
    side = access.side_of(user, candidate, introduction)
    if not side:
        return Message.objects.none()
    found = Message.objects.filter(candidate=candidate, introduction=introduction).select_related("by")
    if side == rules.EMPLOYER and introduction is not None:
        found = found.filter(at__gte=introduction.accepted_at)
    return found


def latest(found: QuerySet[Message]) -> list[Message]:
    """Return the last messages of a conversation, oldest first."""
    return list(found.order_by("-at", "-pk")[: rules.SHOWN])[::-1]


def read_until(user: User, candidate: Candidate, introduction: Introduction | None) -> datetime | None:
    """Return how far somebody has read."""
    found = Reading.objects.filter(candidate=candidate, introduction=introduction, reader=user)
    return found.values_list("read_until_at", flat=True).first()


def introductions_to_talk_about(user: User) -> QuerySet[Introduction]:
    """Return the candidate's own introductions that an employer has accepted, the latest first; ended ones to read."""
    return (
        Introduction.objects.filter(candidate__user=user, accepted_at__isnull=False)
        .select_related("employer", "client", "wanted_profile", "candidate__membership", "release_message")
        .order_by("-accepted_at", "-pk")
    )


def introductions_of_member(user: User) -> QuerySet[Introduction]:
    """Return the introductions in which an employer's member may talk with the candidate now."""
    return (
        Introduction.objects.filter(
            employer__members__user=user, employer__members__active=True, state__in=(*intro.IN_PROCESS, intro.HIRED)
        )
        .exclude(candidate__membership__state=RESTRICTED)
        .exclude(candidate__user=user)
        .select_related("candidate__membership", "candidate__user", "employer", "wanted_profile")
        .order_by("-accepted_at", "-pk")
    )


def unread_for_member(user: User) -> int:
    """Return how many of the employer's conversations hold something that this member has not read."""
    read = Reading.objects.filter(introduction=OuterRef("introduction"), reader=user, read_until_at__gte=OuterRef("at"))
    found = Message.objects.filter(
        ~Exists(read), introduction__in=introductions_of_member(user).order_by(), at__gte=F("introduction__accepted_at")
    ).exclude(by=user)
    return found.order_by().values("introduction").distinct().count()


class Line(NamedTuple):
    """One conversation in a list: with whom, about which introduction, when the last word came, how much is unread."""

    candidate: Candidate
    introduction: Introduction | None
    last_at: datetime | None
    unread: int


def unread_by_introduction(user: User, introductions: Iterable[Introduction | None]) -> dict[int | None, int]:
    """Return how many messages of others a candidate or member has not read, by the introduction's key.

    The key None is the candidate's own conversation with the liaison. The caller has scoped the introductions.
    """
    found = list(introductions)
    keys = [each.pk for each in found if each is not None]
    where = Q(introduction__in=keys)
    if None in found:
        where |= Q(introduction__isnull=True, candidate__user=user)
    own = Message.objects.filter(where).exclude(by=user)
    members = ~Q(candidate__user=user) & Q(at__lt=F("introduction__accepted_at"))
    counts: dict[int | None, int] = {}
    reading = dict(_readings(user, where))
    for key, at in own.exclude(members).values_list("introduction_id", "at"):
        until = reading.get(key)
        counts[key] = counts.get(key, 0) + (until is None or at > until)
    return counts


def _readings(user: User, where: Q) -> list[tuple[int | None, datetime]]:
    return list(Reading.objects.filter(where, reader=user).values_list("introduction_id", "read_until_at"))


def lines_for_member(user: User) -> list[Line]:
    """Return the conversations that an employer's member may take part in, unread ones first, then the latest word."""
    found = list(introductions_of_member(user))
    unread = unread_by_introduction(user, found)
    written = Message.objects.filter(introduction__in=found, at__gte=F("introduction__accepted_at"))
    last = dict(written.order_by().values_list("introduction").annotate(last_at=Max("at")))
    lines = [Line(each.candidate, each, last.get(each.pk), unread.get(each.pk, 0)) for each in found]
    never = datetime.min.replace(tzinfo=UTC)
    return sorted(lines, key=lambda line: (bool(line.unread), line.last_at or never), reverse=True)


def lines_for_liaison(user: User, *, most: int = 100) -> list[Line]:
    """Return the conversations with the latest word, those with unread words of others first; none for others.

    Read means: by this liaison.
    """
    if not user.is_liaison:
        return []
    last = Message.objects.values("candidate_id", "introduction_id").annotate(last_at=Max("at")).order_by("-last_at")
    rows = list(last[:most])
    people = Candidate.objects.select_related("user", "membership").in_bulk([row["candidate_id"] for row in rows])
    abouts = Introduction.objects.select_related("employer", "client").in_bulk(
        [row["introduction_id"] for row in rows if row["introduction_id"]]
    )
    readings = Reading.objects.filter(reader=user, candidate__in=people)
    until = {(each.candidate_id, each.introduction_id): each.read_until_at for each in readings}
    waiting = Message.objects.filter(candidate__in=people).exclude(side=rules.LIAISON)
    unread: dict[tuple[int, int | None], int] = {}
    for person, about, at in waiting.values_list("candidate_id", "introduction_id", "at"):
        seen = until.get((person, about))
        if seen is None or at > seen:
            unread[person, about] = unread.get((person, about), 0) + 1
    lines = [
        Line(people[row["candidate_id"]], abouts.get(row["introduction_id"]), row["last_at"],
             unread.get((row["candidate_id"], row["introduction_id"]), 0))
        for row in rows
    ]  # fmt: skip
    return sorted(lines, key=lambda line: not line.unread)


class Waiting(NamedTuple):
    """A conversation in which somebody waits for the liaison: who, with which employer (or ""), and since when."""

    candidate: str
    name: str
    introduction: str
    hirer: str
    at: datetime


def waiting_for_liaison(user: User, *, most: int) -> tuple[list[Waiting], int]:
    """Return the first conversations that wait for this liaison, the longest waiting first, and how many there are.

    One query. A conversation waits when the last word is not a liaison's, and this liaison has not read it; those of
    candidates with another liaison wait for that one.
    """
    if not user.is_liaison:
        return [], 0
    there = Message.objects.filter(
        Q(candidate__liaison=user) | Q(candidate__liaison__isnull=True), candidate__erased_at__isnull=True,
        candidate__merged_into__isnull=True,
    ).exclude(candidate__membership__state=RESTRICTED)  # fmt: skip
    seen = Reading.objects.annotate(about=Coalesce("introduction_id", 0)).filter(
        about=Coalesce(OuterRef("introduction_id"), 0), candidate=OuterRef("candidate_id"), reader=user
    )
    conversations = (
        there.order_by()
        .values("candidate_id", "introduction_id")
        .annotate(
            last_at=Max("at", filter=~Q(side=rules.LIAISON)),
            answered_at=Max("at", filter=Q(side=rules.LIAISON)),
            until_at=Subquery(seen.values("read_until_at")[:1]),
        )
        .filter(Q(answered_at__isnull=True) | Q(last_at__gt=F("answered_at")), last_at__isnull=False)
        .filter(Q(until_at__isnull=True) | Q(last_at__gt=F("until_at")))
        .annotate(number=Window(Count("*")))
    )
    rows = conversations.order_by("last_at", "candidate_id").values_list(
        "candidate__ref", "candidate__name", "introduction__ref", "introduction__employer__name",
        "introduction__client__name", "last_at", "number",
    )[:most]  # fmt: skip
    found = list(rows)
    waiting = [
        Waiting(ref, name, about or "", hirer_named(employer, client or "") if employer else "", at)
        for ref, name, about, employer, client, at, _number in found
    ]
    return waiting, found[0][-1] if found else 0


def written_lately(user: User, candidate: Candidate, introduction: Introduction | None, now: datetime) -> int:
    """Return how many messages somebody wrote in a conversation within the last hour."""
    found = Message.objects.filter(candidate=candidate, introduction=introduction, by=user)
    return found.filter(at__gt=now - timedelta(hours=1)).count()
