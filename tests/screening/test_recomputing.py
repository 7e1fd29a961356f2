"""A run of many people is computed again by the worker: killed, lost, failed, clicked twice, and the result is kept."""

from copy import deepcopy
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kretslop.privacy import actions as privacy
from kretslop.screening import actions, queries, replaying, tasks
from kretslop.screening.actions import applying, recomputing
from kretslop.screening.models import RunEntry, RunReplay
from kretslop.screening.replaying import replay
from kretslop.shared.errors import NotAllowed, NotPossible
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
JOB = "screening.replay_run"


@pytest.fixture(scope="module")
def told(told_once):
    liaison, campaign = cast.ingrid(), cast.campaign()
    cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    people = [cast.diogo(campaign, f"Diogo Number{number}", years=number) for number in range(7)]
    return liaison, people, actions.run_screening(campaign=campaign, by=liaison, now=NOW)


@pytest.fixture
def desk(told, db, monkeypatch):
    monkeypatch.setattr(replaying, "LOT", 3)
    monkeypatch.setattr(recomputing, "AT_ONCE", 5)
    return deepcopy(told)


def kept(again):
    found = RunReplay.objects.get(pk=again.pk)
    return found.people, found.erased, [tuple(each) for each in found.differences], found.under_way


def to_the_end(again):
    lots = 1
    while actions.replay_lot(replay=again, now=LATER):
        lots += 1
    return lots


def test_few_are_computed_again_while_one_waits(desk, monkeypatch):
    liaison, _people, run = desk
    monkeypatch.setattr(recomputing, "AT_ONCE", 7)
    again = actions.replay_run(run=run, by=liaison, now=LATER)
    assert kept(again) == (7, 0, [], False)
    assert (again.by, again.at, again.ended_at, again.same_engine) == (liaison, LATER, LATER, True)
    assert not ProcrastinateJob.objects.filter(task_name=JOB).exists()


def test_many_are_the_workers_and_a_second_click_starts_nothing(desk):
    liaison, _people, run = desk
    again = actions.replay_run(run=run, by=liaison, now=NOW)
    assert kept(again) == (0, 0, [], True)
    assert actions.replay_run(run=run, by=liaison, now=NOW) == again
    assert ProcrastinateJob.objects.get(task_name=JOB).args == {"replay_id": again.pk}
    assert tasks.replay_lot(again.pk)
    assert kept(again)[0] == 3
    tasks.replay_run.func(again.pk)
    assert kept(again) == (7, 0, [], False)
    assert not tasks.replay_lot(again.pk), "a job that comes twice finds nothing to do"
    newer = actions.replay_run(run=run, by=liaison, now=LATER)
    assert RunReplay.objects.get() == newer, "what an earlier time found makes way"


def test_what_is_found_lot_by_lot_is_what_the_command_finds(desk):
    liaison, people, run = desk
    privacy.erase(candidate=people[1], by=people[1].user, why="asked", now=NOW)
    entries = run.entries.exclude(salt="").order_by("mark")
    RunEntry.objects.filter(pk=entries[0].pk).update(score=99)
    RunEntry.objects.filter(pk=entries[5].pk).update(codes=[1])
    again = actions.replay_run(run=run, by=liaison, now=NOW)
    assert to_the_end(again) == 4
    found = replay(run)
    assert {each.code for each in found.differences} >= {"entry", "codes"}
    assert kept(again) == (found.people, found.erased, list(found.differences), False)
    assert found.erased == 1


def test_a_killed_worker_goes_on_where_it_was(desk, monkeypatch):
    liaison, _people, run = desk
    again = actions.replay_run(run=run, by=liaison, now=NOW)
    assert actions.replay_lot(replay=again, now=NOW)
    look = replaying.look_at_lot

    def killed(run, so_far):
        look(run, so_far)
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(replaying, "look_at_lot", killed)
        with pytest.raises(SystemExit):
            actions.replay_lot(replay=again, now=NOW)
    assert kept(again) == (3, 0, [], True)
    assert to_the_end(again) == 3
    assert kept(again) == (7, 0, [], False)


def test_another_engine_begins_anew(desk):
    liaison, _people, run = desk
    again = actions.replay_run(run=run, by=liaison, now=NOW)
    assert actions.replay_lot(replay=again, now=NOW)
    RunReplay.objects.update(engine="before")
    assert to_the_end(again) == 4
    assert kept(again) == (7, 0, [], False)


def test_a_lost_job_comes_again_and_one_that_failed_ends_it(desk):
    liaison, _people, run = desk
    again = actions.replay_run(run=run, by=liaison, now=NOW)
    assert actions.go_on_with_lost_replays(now=LATER) == 0
    ProcrastinateJob.objects.filter(task_name=JOB).delete()
    tasks.go_on_with_lost.func(0)
    job = ProcrastinateJob.objects.get(task_name=JOB)
    assert job.args == {"replay_id": again.pk}
    ProcrastinateJob.objects.filter(pk=job.pk).update(status="failed")
    assert actions.go_on_with_lost_replays(now=LATER) == 1
    found = queries.replay_of(liaison, run)
    assert (found.under_way, found.broken_off_at) == (False, LATER)
    assert not tasks.replay_lot(again.pk)
    assert actions.replay_run(run=run, by=liaison, now=LATER).under_way, "it can be tried once more"


def test_only_staff_and_only_what_is_on_record(desk, monkeypatch):
    liaison, people, run = desk
    with pytest.raises(NotAllowed):
        actions.replay_run(run=run, by=people[0].user, now=NOW)
    actions.replay_run(run=run, by=liaison, now=NOW)
    assert queries.replay_of(people[0].user, run) is None
    monkeypatch.setattr(applying, "AT_ONCE", 1)
    with pytest.raises(NotPossible):
        actions.replay_run(run=actions.apply_criteria(campaign=run.campaign, by=liaison, now=NOW), by=liaison, now=NOW)
