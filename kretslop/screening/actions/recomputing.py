"""Computes a recorded run again: at once for few people, by the worker for many; what it found is kept."""

from datetime import datetime

from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from kretslop.accounts.models import User
from kretslop.matching.version import engine_version
from kretslop.screening import replaying
from kretslop.screening.models import RunReplay, ScreeningRun
from kretslop.screening.replaying import Difference, SoFar
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.shared.jobs import with_a_job
from kretslop.shared.transactions import action

#: So many are done while whoever asks for it waits; more are the worker's.
AT_ONCE = 1000
_TASK = "screening.replay_run"


@action
def replay_run(*, run: ScreeningRun, by: User, now: datetime) -> RunReplay:
    """
    Compute a run again and keep what that finds, in the place of what an earlier time found.

    A replay that the worker is at is returned as it is: a second click starts nothing. NotPossible for a run that is
    still under way itself.
    """
    if not (by.is_liaison or by.is_project_lead):
        raise NotAllowed("staff_only")
    held = ScreeningRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if held.under_way:
        raise NotPossible("run_under_way")
    there = RunReplay.objects.filter(run=held).first()
    if there is not None and there.under_way:
        return there
    if there is not None:
        there.delete()
    replay = RunReplay.objects.create(run=held, by=by, at=now, engine=engine_version())
    if held.people > AT_ONCE:
        jobs.configure_task(_TASK).defer(replay_id=replay.pk)
        return replay
    while replay.under_way:
        _go_on(replay, now)
    return replay


@action
def replay_lot(*, replay: RunReplay, now: datetime) -> bool:
    """Look at the next people of a replay, and conclude after the last; False when it is over.

    What was found and how far it is are one transaction: a killed worker goes on where it was.
    """
    held = RunReplay.objects.select_for_update(of=("self",)).filter(pk=replay.pk)
    found = held.select_related("run__campaign", "run__version", "run__by").first()
    if found is None or not found.under_way:
        return False
    _go_on(found, now)
    return found.under_way


@action
def go_on_with_lost_replays(*, now: datetime) -> int:
    """Give each replay under way a job again whose job is gone, and break off those whose job has failed; how many."""
    failures = ProcrastinateJob.objects.filter(task_name=_TASK, status="failed")
    failed, there = set(failures.values_list("args__replay_id", flat=True)), with_a_job(_TASK, "replay_id")
    lost = RunReplay.objects.select_for_update().filter(ended_at=None, broken_off_at=None).exclude(pk__in=there)
    for replay in lost:
        if replay.pk in failed:
            replay.broken_off_at = now
            replay.save()
        else:
            jobs.configure_task(_TASK).defer(replay_id=replay.pk)
    return len(lost)


def _go_on(replay: RunReplay, now: datetime) -> None:
    if replay.engine != engine_version():  # half by one engine and half by another says nothing of either
        replay.engine, replay.reached, replay.people = engine_version(), "", 0
        replay.funnel, replay.differences = [], []
    known = [Difference(*each) for each in replay.differences]
    so_far = SoFar(replay.reached, replay.people, replay.funnel, known)
    if not replaying.look_at_lot(replay.run, so_far):
        found = replaying.conclude(replay.run, so_far)
        so_far.people, so_far.reached, so_far.differences = found.people, "", list(found.differences)
        replay.erased, replay.same_engine, replay.ended_at = found.erased, found.same_engine, now
    replay.reached, replay.people, replay.funnel = so_far.reached, so_far.people, so_far.funnel
    replay.differences = [list(each) for each in so_far.differences]
    replay.save()
