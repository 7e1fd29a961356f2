"""An employer says how working together goes."""

from collections.abc import Mapping
from datetime import datetime

from kretslop.accounts.models import User
from kretslop.campaigns.models import Participation
from kretslop.campaigns.queries import acts_for
from kretslop.events.models import CampaignEvent
from kretslop.introductions.models import Introduction
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.surveys import queries, rules
from kretslop.surveys.models import CollaborationAnswer
from kretslop.timeline.actions import record


@action
def answer_after(
    *, participation: Participation, introduction: Introduction, score: int | None, words: str, by: User, now: datetime
) -> CollaborationAnswer:
    """Answer the one question after an introduction's end.

    NotAllowed for strangers; NotPossible when it is answered, or nothing is asked; Invalid names the field.
    """
    _lock(participation, by)
    if CollaborationAnswer.objects.filter(introduction=introduction, participation=participation).exists():
        raise NotPossible("answered")
    if not queries.to_ask(by, participation, now).filter(pk=introduction.pk).exists():
        raise NotPossible("not_asked")
    _check("score", score, words)
    made = CollaborationAnswer.objects.create(
        participation=participation, introduction=introduction, by=by, question=rules.AFTER, score=score or 0,
        words=words.strip(), answered_at=now,
    )  # fmt: skip
    record("collaboration.answered", about=[participation, participation.employer], by=by, now=now)
    return made


@action
def answer_evaluation(
    *,
    participation: Participation,
    event: CampaignEvent,
    scores: Mapping[str, int | None],
    words: str,
    by: User,
    now: datetime,
) -> None:
    """Answer the questions of an evaluation; the words stand with the first one. Errors as above."""
    _lock(participation, by)
    if CollaborationAnswer.objects.filter(event=event, participation=participation).exists():
        raise NotPossible("answered")
    if not queries.evaluations_to_ask(participation, now).filter(pk=event.pk).exists():
        raise NotPossible("not_asked")
    for code in rules.EVALUATION:
        _check(code, scores.get(code), words)
    CollaborationAnswer.objects.bulk_create(
        CollaborationAnswer(
            participation=participation, event=event, by=by, question=code, score=scores[code] or 0,
            words="" if number else words.strip(), answered_at=now,
        )
        for number, code in enumerate(rules.EVALUATION)
    )  # fmt: skip
    record("collaboration.evaluated", about=[participation, participation.employer, event], by=by, now=now)


def _lock(participation: Participation, by: User) -> None:
    if not acts_for(by).filter(pk=participation.pk).exists():
        raise NotAllowed("not_yours")
    Participation.objects.select_for_update().get(pk=participation.pk)


def _check(field: str, score: int | None, words: str) -> None:
    if score not in rules.SCALE:
        raise Invalid(field, "required")
    if len(words.strip()) > rules.WORDS_MAX:
        raise Invalid("words", "too_long")
