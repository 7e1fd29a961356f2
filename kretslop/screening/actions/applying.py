"""Holds the agreed criteria against people: a few at once, a whole pool lot by lot in the worker."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from procrastinate.contrib.django import app as jobs

from kretslop.accounts.models import User
from kretslop.campaigns import rules as campaign_rules
from kretslop.campaigns.models import Campaign, CriteriaVersion
from kretslop.campaigns.queries import criteria_of, frozen_criteria
from kretslop.matching.criteria import Criteria
from kretslop.matching.explain import explain
from kretslop.matching.version import engine_version
from kretslop.screening import placing, queries, recording
from kretslop.screening.counting import registered
from kretslop.screening.models import Preselection, ScreeningRun
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import NotPossible
from kretslop.shared.jobs import with_a_job
from kretslop.shared.transactions import action
from kretslop.talent.models import Candidate
from kretslop.talent.queries import known_of
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SYSTEM

#: So many people are looked at in one transaction.
LOT = 1000
#: So many are done while whoever asks for it waits; more are the worker's.
AT_ONCE = 1000
_TASK = "screening.apply_criteria"


@action
def run_screening(
    *, campaign: Campaign, by: User | None, only: Iterable[Candidate] | None = None, now: datetime
) -> ScreeningRun:
    """Apply the frozen criteria to everybody registered in the campaign; NotPossible while none are frozen (R27).

    Sorts, never rejects: each person gets an explained result in one of `rules.GROUPS`. `only` these people, if given.
    """
    version = _frozen(campaign)
    people = registered(campaign)
    if only is not None:
        people = people.filter(pk__in=[candidate.pk for candidate in only])
    return _at_once(people, campaign, version, by=by, now=now)


@action
def screen_candidate(
    *, candidate: Candidate, campaign: Campaign, by: User | None = None, now: datetime
) -> Preselection | None:
    """Apply the criteria to one person (new, changed or released); None without frozen criteria, or while stopped."""
    version = frozen_criteria(campaign)
    if version is None or queries.is_stopped(campaign):
        return None
    run = _at_once(Candidate.objects.filter(pk=candidate.pk), campaign, version, by=by, now=now)
    return run.preselections.get(candidate=candidate)


@action
def apply_criteria(*, campaign: Campaign, by: User, now: datetime) -> ScreeningRun:
    """
    Apply the frozen criteria as a page does: at once to a small pool, by the worker to a large one.

    A run that the worker is at is returned as it is: a second click starts nothing. `ScreeningRun.under_way` tells.
    """
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    version = _frozen(campaign)
    if (there := queries.run_under_way(campaign)) is not None:
        return there
    people = registered(campaign)
    to_do = people.count()
    if to_do <= AT_ONCE:
        return _at_once(people, campaign, version, by=by, now=now)
    run = recording.begin(campaign, version, by=by, to_do=to_do, now=now)
    jobs.configure_task(_TASK).defer(run_id=run.pk)
    return run


@action
def apply_lot(*, run: ScreeningRun, now: datetime) -> bool:
    """
    Hold the criteria against the next people of a run, and seal it after the last; False when it is over.

    What is written and how far it is are one transaction: a killed worker goes on where it was and doubles nobody. A
    run that is stopped, or whose criteria are no longer in force, is sealed with those who were done until then.
    """
    held = ScreeningRun.objects.select_for_update(of=("self",)).filter(pk=run.pk, number=None)
    run = held.select_related("campaign", "version", "by").first()  # type: ignore[assignment]
    if run is None:
        return False
    if run.engine != engine_version():
        recording.begin_anew(run)  # half by one engine and half by another is no run that can be computed again
    if not _goes_on(run):
        if run.people:
            _end(run, now)
        else:
            run.delete()
        return False
    lot = list(registered(run.campaign).filter(ref__gt=run.reached).order_by("ref").values_list("ref", "pk")[:LOT])
    _hold_against(run, criteria_of(run.version), [number for _ref, number in lot], now)
    if len(lot) == LOT:
        run.reached = lot[-1][0]
        run.save()
        return True
    _end(run, now)
    return False


@action
def go_on_with_lost() -> int:
    """Give each run under way a job again that has none, because its worker failed too often; return how many."""
    lost = ScreeningRun.objects.filter(number=None, to_do__isnull=False).exclude(pk__in=with_a_job(_TASK, "run_id"))
    for run in lost:
        jobs.configure_task(_TASK).defer(run_id=run.pk)
    return len(lost)


def _frozen(campaign: Campaign) -> CriteriaVersion:
    version = frozen_criteria(campaign)
    if version is None:
        raise NotPossible("criteria_not_agreed")
    if queries.is_stopped(campaign):
        raise NotPossible("automation_stopped")
    return version


def _goes_on(run: ScreeningRun) -> bool:
    in_force = run.version.state == campaign_rules.FROZEN and run.campaign.state == campaign_rules.OPEN
    return in_force and not queries.is_stopped(run.campaign)


def _at_once(
    people: QuerySet[Candidate], campaign: Campaign, version: CriteriaVersion, *, by: User | None, now: datetime
) -> ScreeningRun:
    run = recording.begin(campaign, version, by=by, now=now)
    criteria, numbers = criteria_of(version), list(people.order_by("ref").values_list("pk", flat=True))
    for start in range(0, len(numbers), LOT):
        _hold_against(run, criteria, numbers[start : start + LOT], now)
    _end(run, now)
    return run


def _hold_against(run: ScreeningRun, criteria: Criteria, numbers: list[int], now: datetime) -> None:
    """Explain these people, sort them on the desk, and put them on the run's record."""
    people = Candidate.objects.filter(pk__in=numbers).order_by("pk")
    judged = [
        recording.Judged(each, explain(criteria, each.facts))
        for each in known_of(people.select_for_update(no_key=True, of=("self",)), run.at.astimezone(OSLO).date())
    ]
    recording.sort_on_desk(run, judged)
    placing.end_overrides(run, {each.person.number: each.result.group for each in judged}, now)
    recording.keep(run, judged, criteria)


def _end(run: ScreeningRun, now: datetime) -> None:
    recording.seal(run, criteria_of(run.version))
    about: list[Campaign | Candidate] = [run.campaign]
    if run.people == 1:
        about += Candidate.objects.filter(run_entries__run=run)
    codes: dict[str, str | int | bool] = {"people": run.people, "run": run.ref, "digest": run.digest}
    codes["number"] = run.number or 0
    record("screening.ran", about=about, by=run.by or SYSTEM, now=now, codes=codes)
