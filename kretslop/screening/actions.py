"""Runs the agreed criteria over candidates; keeps what the liaison decides and what people are asked."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign, CriteriaVersion
from kretslop.campaigns.queries import criteria_of, frozen_criteria
from kretslop.matching.explain import explain
from kretslop.messaging import actions as mail
from kretslop.messaging.rendering import day_in_words
from kretslop.screening import placing, recording, rules
from kretslop.screening.models import Decision, Preselection, Question, ScreeningRun
from kretslop.screening.queries import is_stopped
from kretslop.shared.calendar import OSLO, deadline_in
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.refs import new_ref
from kretslop.talent import actions as talent
from kretslop.talent.models import Candidate
from kretslop.talent.queries import facts_of, with_facts
from kretslop.talent.rules import OUT_OF_POOL, is_paused
from kretslop.taxonomy.vocabulary import VOCABULARY_VERSION
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SIMULATION, SYSTEM

_BATCH = 500


@transaction.atomic
def run_screening(
    *, campaign: Campaign, by: User | None, only: Iterable[Candidate] | None = None, now: datetime
) -> ScreeningRun:
    """Apply the frozen criteria to everybody registered in the campaign; NotPossible while none are frozen (R27).

    Sorts, never rejects: each person gets an explained result in one of `rules.GROUPS`. `only` these people, if given.
    """
    version = _frozen(campaign)
    if is_stopped(campaign):
        raise NotPossible("automation_stopped")
    people = Candidate.objects.filter(registrations__campaign=campaign, merged_into__isnull=True).order_by("pk")
    people = people.exclude(membership__state__in=OUT_OF_POOL)  # who was erased has left, too
    if only is not None:
        people = people.filter(pk__in=[candidate.pk for candidate in only])
    return _screen(with_facts(people), campaign, version, by=by, now=now)


@transaction.atomic
def screen_candidate(
    *, candidate: Candidate, campaign: Campaign, by: User | None = None, now: datetime
) -> Preselection | None:
    """Apply the criteria to one person (new, changed or released); None without frozen criteria, or while stopped."""
    version = frozen_criteria(campaign)
    if version is None or is_stopped(campaign):
        return None
    run = _screen(with_facts(Candidate.objects.filter(pk=candidate.pk)), campaign, version, by=by, now=now)
    return run.preselections.get(candidate=candidate)


def _frozen(campaign: Campaign) -> CriteriaVersion:
    version = frozen_criteria(campaign)
    if version is None:
        raise NotPossible("criteria_not_agreed")
    return version


def _screen(
    people: Iterable[Candidate], campaign: Campaign, version: CriteriaVersion, *, by: User | None, now: datetime
) -> ScreeningRun:
    run = ScreeningRun.objects.create(campaign=campaign, version=version, by=by, vocabulary=VOCABULARY_VERSION, at=now)
    criteria, today = criteria_of(version), now.astimezone(OSLO).date()
    judged = []
    for candidate in people:
        facts = facts_of(candidate, today)
        judged.append(recording.Judged(candidate, facts, explain(criteria, facts)))
    rows = [
        Preselection(
            run=run,
            candidate=candidate,
            campaign=campaign,
            version=version,
            group=result.group,
            score=result.score,
            result=result.to_json(),
            at=now,
        )
        for candidate, _facts, result in judged
    ]
    Preselection.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["candidate", "campaign"],
        update_fields=["run", "version", "group", "score", "result", "at"],
    )
    placing.end_overrides(run, rows, now)
    recording.write(run, judged, criteria)
    about = [campaign, *([rows[0].candidate] if len(rows) == 1 else [])]
    said: dict[str, str | int | bool] = {"people": len(rows), "run": run.ref, "digest": run.digest}
    record("screening.ran", about=about, by=by or SYSTEM, now=now, codes=said)
    return run


@transaction.atomic
def approve(
    *,
    candidate: Candidate,
    campaign: Campaign,
    by: User,
    note: str = "",
    second: User | None = None,
    simulated: bool = False,
    now: datetime,
) -> Decision:
    """The liaison approves the person: they may be introduced from now on."""
    candidate = _lock(candidate)
    decision = _decide(
        candidate, campaign, rules.APPROVED, by=by, reason="", note=note, simulated=simulated, now=now, second=second
    )
    talent.move_membership(candidate=candidate, move="approve", by=SIMULATION if simulated else by, now=now)
    if candidate.liaison is None:
        candidate.liaison = by
        candidate.save(update_fields=["liaison"])
    # An approval that was undone has taken its mail along; the next one brings its own.
    undone = candidate.decisions.filter(campaign=campaign, verdict=rules.APPROVED, undone_at__isnull=False).count()
    mail.queue(
        key=":".join(["candidate_approved", candidate.ref, campaign.ref, *([str(undone)] if undone else [])]),
        send_at=now + timedelta(minutes=rules.UNDO_MINUTES),
        kind="candidate_approved",
        to=candidate.user,
        address=candidate.email,
        name=candidate.name,
        context={
            "first_name": candidate.first_name,
            "campaign": campaign.name,
            "liaison": (candidate.liaison or by).name,
            "liaison_email": (candidate.liaison or by).email,
        },
        about=[candidate],
        simulated=simulated,
        now=now,
    )
    return decision


@transaction.atomic
def hold(
    *,
    candidate: Candidate,
    campaign: Campaign,
    by: User,
    reason: str,
    note: str = "",
    batch: str = "",
    simulated: bool = False,
    now: datetime,
) -> Decision:
    """The liaison needs to know more first; the person comes back to the desk after `rules.REVISIT_DAYS`."""
    candidate = _lock_in_pool(candidate)
    return _decide(
        candidate, campaign, rules.HELD, by=by, reason=reason, note=note, simulated=simulated, now=now, batch=batch
    )


@transaction.atomic
def set_aside(
    *,
    candidate: Candidate,
    campaign: Campaign,
    by: User,
    reason: str,
    note: str = "",
    batch: str = "",
    second: User | None = None,
    simulated: bool = False,
    now: datetime,
) -> Decision:
    """Not now, in this campaign: a person's decision with a reason. The place in the pool stays as it is."""
    candidate = _lock_in_pool(candidate)
    return _decide(
        candidate, campaign, rules.NOT_NOW, by=by, reason=reason, note=note, simulated=simulated, now=now, batch=batch,
        second=second,
    )  # fmt: skip


@transaction.atomic
def look_again(*, candidate: Candidate, now: datetime) -> None:
    """Somebody has come back: earlier decisions no longer stand, so that the person is on the liaison's desk again."""
    Decision.objects.filter(candidate=candidate, current=True).update(current=False)


def _lock(candidate: Candidate) -> Candidate:
    return Candidate.objects.select_for_update(of=("self",)).select_related("user", "liaison").get(pk=candidate.pk)


def _lock_in_pool(candidate: Candidate) -> Candidate:
    """Lock a person who waits or is approved; nothing is asked of, or decided about, somebody who left or is hired."""
    locked = _lock(candidate)
    if locked.membership.state not in ("waiting", "approved"):
        raise NotPossible("pool_move_not_possible")
    return locked


def _decide(
    candidate: Candidate,
    campaign: Campaign,
    verdict: str,
    *,
    by: User,
    reason: str,
    note: str,
    simulated: bool,
    now: datetime,
    batch: str = "",
    second: User | None = None,
) -> Decision:
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    placing.must_be_two(campaign, verdict, by, second)
    if rules.needs_reason(verdict) and reason not in rules.REASONS[verdict]:
        raise Invalid("reason", "required")
    if len(note) > 1000:
        raise Invalid("note", "too_long")
    current = Decision.objects.select_for_update().filter(candidate=candidate, campaign=campaign, current=True).first()
    if current is not None:
        if current.verdict == verdict and current.reason == reason and current.by_id == by.pk and current.note == note:
            return current
        current.current = False
        current.save(update_fields=["current"])
    decision = Decision.objects.create(
        candidate=candidate,
        campaign=campaign,
        version=frozen_criteria(campaign),
        verdict=verdict,
        reason=reason,
        note=note.strip(),
        revisit_due=(now.astimezone(OSLO).date() + timedelta(days=rules.REVISIT_DAYS))
        if verdict == rules.HELD
        else None,
        by=by,
        at=now,
        replaces=current,
        batch=batch or new_ref(),
        second=second,
        simulated=simulated,
    )
    actor: User | str = SIMULATION if simulated else by
    record(f"candidate.{_PAST[verdict]}", about=[candidate, campaign], by=actor, now=now, codes={"reason": reason})
    return decision


_PAST = {rules.APPROVED: "approved", rules.HELD: "held", rules.NOT_NOW: "set_aside"}


@transaction.atomic
def ask(
    *, candidate: Candidate, campaign: Campaign, criterion: str, by: User, simulated: bool = False, now: datetime
) -> Question:
    """Ask the person one kind question about an unknown must-have, by its key; an open one is not asked twice."""
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    candidate = _lock_in_pool(candidate)
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
        to=candidate.user,
        address=candidate.email,
        name=candidate.name,
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


@transaction.atomic
def answer(*, question: Question, by: User | None, value: str, now: datetime) -> Question:
    """Store the person's answer, in their profile too, and hold the criteria against them again.

    `by` is the person; None only for a simulated answer. A second answer to the same question is NotPossible.
    """
    question = Question.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=question.pk)
    candidate = _lock(question.candidate)
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
