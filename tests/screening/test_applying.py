"""The criteria held against a whole pool: lot by lot, stopped, killed, started twice; the same as all at once."""

from copy import deepcopy
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kretslop.campaigns import actions as campaigns
from kretslop.privacy import actions as privacy
from kretslop.screening import actions, in_bulk, queries, stopping, tasks
from kretslop.screening.actions import applying
from kretslop.screening.models import Preselection, RunEntry, ScreeningRun
from kretslop.screening.replaying import replay
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import NotPossible
from kretslop.talent.actions import SkillAnswer
from kretslop.talent.models import Candidate
from kretslop.talent.queries import facts_of, known_of, with_facts
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
TODAY = NOW.astimezone(OSLO).date()


@pytest.fixture(scope="module")
def told(told_once):
    lead, liaison, campaign = cast.kari(), cast.ingrid(), cast.campaign()
    cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    for number in range(7):
        cast.diogo(
            campaign, f"Diogo Number{number}", years=number,
            **({"languages": {}, "languages_known": False} if number % 3 == 1 else {}),
            **({"skills": (SkillAnswer("python", 1),)} if number % 3 == 2 else {}),
        )  # fmt: skip
    return lead, liaison, campaign


@pytest.fixture
def pool(told, db, monkeypatch):
    monkeypatch.setattr(applying, "LOT", 2)
    monkeypatch.setattr(applying, "AT_ONCE", 3)
    return deepcopy(told)


def sorted_as():
    return set(Preselection.objects.values_list("candidate__name", "group", "score"))


def started(campaign, liaison):
    return actions.apply_criteria(campaign=campaign, by=liaison, now=NOW)


def to_the_end(run):
    lots = 1
    while actions.apply_lot(run=run, now=LATER):
        lots += 1
    return lots


def test_facts_read_for_a_whole_pool_are_those_of_each_person(pool):
    Candidate.objects.filter(name="Diogo Number3").update(
        industries={"energy": 3}, industries_known=True, seniority_wishes=["senior"], employer_wishes=["public"],
        available_on=TODAY + timedelta(days=90), places=["*"], remote="",
    )  # fmt: skip
    each = {person.pk: facts_of(person, TODAY) for person in with_facts(Candidate.objects.all())}
    found = known_of(Candidate.objects.all(), TODAY)
    assert {known.number: known.facts for known in found} == each
    assert {known.ref for known in found} == set(Candidate.objects.values_list("ref", flat=True))


def test_a_small_pool_is_done_while_one_waits(pool, monkeypatch):
    _lead, liaison, campaign = pool
    monkeypatch.setattr(applying, "AT_ONCE", 7)
    run = started(campaign, liaison)
    assert (run.under_way, run.people, run.to_do) == (False, 7, None)
    assert not ProcrastinateJob.objects.filter(task_name="screening.apply_criteria").exists()


def test_a_large_pool_is_the_workers_and_comes_out_the_same(pool):
    _lead, liaison, campaign = pool
    whole = actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    wanted = sorted_as()
    assert {group for _, group, _ in wanted} == {"meets_all", "find_out", "near_miss", "not_now"}
    Preselection.objects.all().delete()
    run = started(campaign, liaison)
    assert (run.under_way, run.people, run.to_do) == (True, 0, 7)
    assert started(campaign, liaison) == run, "a second click starts nothing"
    job = ProcrastinateJob.objects.get(task_name="screening.apply_criteria")
    assert job.args == {"run_id": run.pk}
    assert not queries.unscreened(liaison).exists(), "nobody is asked to start what is under way"
    assert tasks.apply_lot(run.pk)
    assert queries.runs_under_way(liaison).get().people == 2
    assert list(queries.runs(liaison, campaign)) == [whole], "what is not sealed is not on record"
    tasks.apply_criteria.func(run.pk)
    run.refresh_from_db()
    assert (run.people, run.reached, run.counts, run.funnel) == (7, "", whole.counts, whole.funnel)
    assert sorted_as() == wanted
    assert replay(run).differences == ()
    assert Event.objects.filter(kind="screening.ran", codes__run=run.ref).count() == 1
    assert not tasks.apply_lot(run.pk), "a job that comes twice finds nothing to do"


def test_a_killed_worker_goes_on_where_it_was(pool, monkeypatch):
    _lead, liaison, campaign = pool
    run = started(campaign, liaison)
    assert actions.apply_lot(run=run, now=NOW)
    write = in_bulk.write_entries

    def killed(run, entries):
        write(run, entries)
        raise SystemExit

    monkeypatch.setattr(in_bulk, "write_entries", killed)
    with pytest.raises(SystemExit):
        actions.apply_lot(run=run, now=NOW)
    assert RunEntry.objects.filter(run=run).count() == Preselection.objects.count() == 2
    monkeypatch.undo()
    monkeypatch.setattr(applying, "LOT", 2)
    assert to_the_end(run) == 3
    run.refresh_from_db()
    assert (run.people, RunEntry.objects.filter(run=run).values("candidate").distinct().count()) == (7, 7)
    assert replay(run).differences == ()


def test_a_run_whose_job_was_lost_gets_another_one(pool):
    _lead, liaison, campaign = pool
    run = started(campaign, liaison)
    tasks.go_on_with_lost.func(0)
    job = ProcrastinateJob.objects.get(task_name="screening.apply_criteria")
    ProcrastinateJob.objects.filter(pk=job.pk).delete()
    assert actions.go_on_with_lost() == 1
    assert ProcrastinateJob.objects.get(task_name="screening.apply_criteria").args == {"run_id": run.pk}


def test_the_stop_switch_ends_a_run_and_seals_what_was_done(pool):
    lead, liaison, campaign = pool
    run = started(campaign, liaison)
    assert actions.apply_lot(run=run, now=NOW)
    stopping.stop_automation(campaign=campaign, by=lead, why="We look at the criteria again.", now=NOW)
    assert not actions.apply_lot(run=run, now=LATER)
    run.refresh_from_db()
    assert (run.under_way, run.people, run.to_do, Preselection.objects.count()) == (False, 2, 7, 2)
    assert replay(run).differences == ()
    with pytest.raises(NotPossible):
        started(campaign, liaison)


def test_a_run_that_is_overtaken_before_its_first_lot_leaves_nothing(pool):
    lead, liaison, campaign = pool
    run = started(campaign, liaison)
    campaigns.close_campaign(campaign=campaign, by=lead, now=NOW)
    assert not actions.apply_lot(run=run, now=LATER)
    assert not ScreeningRun.objects.filter(pk=run.pk).exists()


def test_half_by_one_engine_and_half_by_another_begins_anew(pool):
    _lead, liaison, campaign = pool
    run = started(campaign, liaison)
    assert actions.apply_lot(run=run, now=NOW)
    ScreeningRun.objects.filter(pk=run.pk).update(engine="before")
    assert to_the_end(run) == 4
    run.refresh_from_db()
    assert run.people == run.entries.count() == 7
    assert replay(run).differences == ()


def test_who_is_erased_while_the_worker_goes_on_leaves_a_place_without_a_person(pool):
    _lead, liaison, campaign = pool
    run = started(campaign, liaison)
    assert actions.apply_lot(run=run, now=NOW)
    person = RunEntry.objects.filter(run=run).first().candidate
    privacy.erase(candidate=person, by=person.user, why="asked", now=NOW)
    to_the_end(run)
    run.refresh_from_db()
    found = replay(run)
    assert (found.people, found.erased, found.differences) == (7, 1, ())
