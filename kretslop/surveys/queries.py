"""Reads of what employers say: what an employer is still asked, and a project lead's figures and words."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign, Participation
from kretslop.events import rules as of_events
from kretslop.events.models import CampaignEvent
from kretslop.introductions import queries as introductions
from kretslop.introductions import rules as intro
from kretslop.introductions.models import Introduction
from kretslop.surveys import rules
from kretslop.surveys.models import CollaborationAnswer

ASKED_AFTER = (intro.HIRED, intro.NOT_HIRED, intro.DECLINED, intro.LAPSED)


def to_ask(user: User, participation: Participation, now: datetime) -> QuerySet[Introduction]:
    """Return the introductions that have ended lately, about which the employer has said nothing yet, latest first.

    Not before the end can no longer be taken back: an answer about an end that was none would stay behind.
    """
    answered = CollaborationAnswer.objects.filter(participation=participation, introduction__isnull=False)
    when = (now - timedelta(days=rules.ASKED_DAYS), now - timedelta(minutes=intro.UNDO_MINUTES))
    found = introductions.for_member(user).filter(participation=participation, state__in=ASKED_AFTER)
    return (
        found.filter(state_since__range=when)
        .exclude(pk__in=answered.values("introduction_id"))
        .order_by("-state_since", "-pk")
    )


def evaluations_to_ask(participation: Participation, now: datetime) -> QuerySet[CampaignEvent]:
    """Return the evaluations that have begun since the employer joined, and about which it has said nothing yet."""
    answered = CollaborationAnswer.objects.filter(participation=participation, event__isnull=False)
    begun = CampaignEvent.objects.filter(
        campaign=participation.campaign_id,
        kind=of_events.EVALUATION,
        state=of_events.PLANNED,
        starts_at__lte=now,
        starts_at__gte=participation.signed_at,
        invited__in=[of_events.EMPLOYERS, of_events.BOTH],
    )
    return begun.exclude(pk__in=answered.values("event_id")).order_by("-starts_at", "-pk")


class Said(NamedTuple):
    """An employer's words about working together; the employer was told that the project lead reads them."""

    employer: str
    question: str
    words: str
    at: datetime


class Heard(NamedTuple):
    """What a campaign's employers say: figures for each question and each end, never of few, and the words."""

    questions: dict[str, rules.Summary]
    outcomes: dict[str, rules.Summary]
    words: list[Said]


def heard(user: User, campaign: Campaign) -> Heard:
    """Return it for a project lead; nothing for anybody else. Figures name no employer, words do."""
    rows = CollaborationAnswer.objects.filter(participation__campaign=campaign)
    if not user.is_project_lead:
        rows = rows.none()
    found = list(rows.select_related("participation__employer", "introduction").order_by("-answered_at", "-pk"))
    by_end: dict[str, list[int]] = {state: [] for state in ASKED_AFTER}
    for each in found:
        if each.introduction is not None and each.introduction.state in by_end:
            by_end[each.introduction.state].append(each.score)
    questions = {code: [each.score for each in found if each.question == code] for code in rules.QUESTIONS}
    words = [
        Said(each.participation.employer.name, each.question, each.words, each.answered_at)
        for each in found
        if each.words
    ]
    return Heard({code: rules.summary(given) for code, given in questions.items()}, rules.without_rest(by_end), words)


def number_to_ask(user: User, participation: Participation, now: datetime) -> int:
    """Return how many questions wait for an employer, in one query."""
    ended = to_ask(user, participation, now).select_related(None).order_by().values("ref")
    return ended.union(evaluations_to_ask(participation, now).order_by().values("ref"), all=True).count()


def given_within() -> QuerySet[CollaborationAnswer]:
    """Return, inside a query over participations, what the employer has said. The caller guards who may see it."""
    return CollaborationAnswer.objects.filter(participation=OuterRef("pk"))
