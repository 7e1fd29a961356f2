"""Asks many people at once what the criteria need and nobody knows, and takes many answers at once."""

from collections.abc import Iterable
from datetime import datetime

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign
from kretslop.matching.explain import Result
from kretslop.messaging import actions as mail
from kretslop.messaging.rendering import day_in_words
from kretslop.screening import rules
from kretslop.screening.models import Preselection, Question
from kretslop.screening.queries import in_group
from kretslop.shared.calendar import deadline_in
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record_many
from kretslop.timeline.rules import SIMULATION


@action
def ask_unknowns(
    *, campaign: Campaign, candidates: Iterable[Candidate], by: User, simulated: bool = False, now: datetime
) -> list[Question]:
    """Ask each person about every must that nobody knows, in one mail each; what is asked already is not asked again.

    Those who miss two musts or more are left in peace: no answer would change their group.
    """
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    people = list(Candidate.objects.select_for_update().filter(pk__in=[c.pk for c in candidates]).order_by("pk"))
    known = Preselection.objects.filter(in_group("find_out", "near_miss"), campaign=campaign, candidate__in=people)
    results = {row.candidate_id: Result.from_json(row.result) for row in known}
    still_open = set(
        Question.objects.filter(campaign=campaign, candidate__in=people, answered_at__isnull=True).values_list(
            "candidate", "criterion"
        )
    )
    due = deadline_in(now, rules.QUESTION_DAYS)
    questions = [
        Question(
            candidate=person, campaign=campaign, criterion=part.criterion.key, asked_by=by, asked_at=now,
            answer_due=due, simulated=simulated,
        )
        for person in people
        if person.pk in results
        for part in results[person.pk].unknowns
        if (person.pk, part.criterion.key) not in still_open
    ]  # fmt: skip
    Question.objects.bulk_create(questions, batch_size=500)
    _tell(questions, by, simulated=simulated, now=now)
    record_many(
        "question.asked",
        about_each=[([q.candidate, campaign], {"criterion": q.criterion}) for q in questions],
        by=SIMULATION if simulated else by,
        now=now,
    )
    return questions


def _tell(questions: list[Question], by: User, *, simulated: bool, now: datetime) -> None:
    of_person: dict[int, list[Question]] = {}
    for question in questions:
        of_person.setdefault(question.candidate_id, []).append(question)
    users = {user.pk: user for user in User.objects.filter(candidate__in=of_person)}
    for asked in of_person.values():
        first, person = asked[0], asked[0].candidate
        user = users.get(person.user_id) if person.user_id else None
        mail.queue(
            key=f"question:{first.ref}",
            kind="question",
            to=user,
            address=person.email,
            name=person.name,
            context={
                "first_name": person.first_name,
                "campaign": first.campaign.name,
                "count": len(asked),
                "question": first.ref,
                "due": day_in_words(first.answer_due, user.language if user else "en"),
                "liaison": by.name,
            },
            about=[person],
            simulated=simulated,
            now=now,
        )


@action
def take_simulated_answers(*, campaign: Campaign, answers: Iterable[tuple[Question, str]], now: datetime) -> None:
    """Store answers that a simulation drew, in the profiles too; whoever screens afterwards sees what they change.

    NotAllowed for a question that was put to a real person; NotPossible for one that has its answer.
    """
    given = {question.pk: value for question, value in answers}
    rows = list(
        Question.objects.select_for_update(of=("self",)).select_related("candidate").filter(pk__in=given).order_by("pk")
    )
    if not all(row.simulated for row in rows):
        raise NotAllowed("not_yours")
    if any(row.answered_at for row in rows):
        raise NotPossible("already_answered")
    talent.note_answers(
        answers=[(row.candidate, row.criterion, given[row.pk]) for row in rows], source="simulated", now=now
    )
    for row in rows:
        row.answer, row.answered_at = given[row.pk][:40], now
    Question.objects.bulk_update(rows, ["answer", "answered_at"], batch_size=500)
    about_each = [([row.candidate, campaign], {"criterion": row.criterion}) for row in rows]
    record_many("question.answered", about_each=about_each, by=SIMULATION, now=now)  # type: ignore[arg-type]
