"""Questions that people are asked about unknown must-haves, and their answers."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign
from kretslop.messaging import actions as mail
from kretslop.messaging.rendering import day_in_words
from kretslop.screening import rules
from kretslop.screening.actions.applying import screen_candidate
from kretslop.screening.actions.deciding import lock, lock_in_pool
from kretslop.screening.models import Question
from kretslop.shared.calendar import OSLO, deadline_in
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent
from kretslop.talent.models import Candidate
from kretslop.talent.queries import addressee
from kretslop.talent.rules import is_paused
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SIMULATION


@action
def ask(
    *, candidate: Candidate, campaign: Campaign, criterion: str, by: User, simulated: bool = False, now: datetime
) -> Question:
    """Ask the person one kind question about an unknown must-have, by its key; an open one is not asked twice."""
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    candidate = lock_in_pool(candidate)
    if is_paused(candidate.membership.paused_until, now.astimezone(OSLO).date()):
        raise NotPossible("paused")
    found = Question.objects.filter(
        candidate=candidate, campaign=campaign, criterion=criterion, answered_at__isnull=True
    ).first()
    if found is not None:
        return found
    question = Question.objects.create(
        candidate=candidate,
        campaign=campaign,
        criterion=criterion,
        asked_by=by,
        asked_at=now,
        answer_due=deadline_in(now, rules.QUESTION_DAYS),
        simulated=simulated,
    )
    mail.queue(
        key=f"question:{question.ref}",
        kind="question",
        **addressee(candidate),
        context={
            "first_name": candidate.first_name,
            "campaign": campaign.name,
            "count": 1,
            "question": question.ref,
            "due": day_in_words(question.answer_due, candidate.language),
            "liaison": by.name,
        },
        about=[candidate],
        simulated=simulated,
        now=now,
    )
    about = [candidate, campaign]
    record("question.asked", about=about, by=SIMULATION if simulated else by, now=now, codes={"criterion": criterion})
    return question


@action
def answer(*, question: Question, by: User | None, value: str, now: datetime) -> Question:
    """Store the person's answer, in their profile too, and hold the criteria against them again.

    `by` is the person; None only for a simulated answer. A second answer to the same question is NotPossible.
    """
    question = Question.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=question.pk)
    candidate = lock(question.candidate)
    if by is None and not question.simulated:
        raise NotAllowed("not_yours")
    if by is not None and candidate.user_id != by.pk:
        raise NotAllowed("not_yours")
    if question.answered_at is not None:
        raise NotPossible("already_answered")
    source = "simulated" if by is None else "asked"
    talent.note_answer(candidate=candidate, key=question.criterion, value=value, source=source, now=now)
    question.answer, question.answered_at = value[:40], now
    question.save(update_fields=["answer", "answered_at"])
    codes: dict[str, str | int | bool] = {"criterion": question.criterion}
    record("question.answered", about=[candidate, question.campaign], by=by or SIMULATION, now=now, codes=codes)
    screen_candidate(candidate=candidate, campaign=question.campaign, now=now)
    return question
