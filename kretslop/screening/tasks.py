"""Jobs of screening: load, call one function, done."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kretslop.campaigns.models import Registration
from kretslop.screening import actions, mailing, pooling, saving
from kretslop.screening.models import CampaignMail, RunReplay, ScreeningRun


@app.task(name="screening.screen_registration", queue="screening")
def screen_registration(registration_id: int) -> None:
    """Hold the campaign's criteria against somebody who has just registered."""
    registration = Registration.objects.select_related("candidate", "campaign").filter(pk=registration_id).first()
    if registration is not None:
        actions.screen_candidate(candidate=registration.candidate, campaign=registration.campaign, now=timezone.now())


@app.task(name="screening.apply_criteria", queue="screening", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def apply_criteria(run_id: int) -> None:
    """Hold the criteria against a whole pool, lot by lot, until the run is sealed or stopped."""
    while apply_lot(run_id):
        pass


def apply_lot(run_id: int) -> bool:
    """Do the next lot of a run; False when there is none."""
    run = ScreeningRun.objects.filter(pk=run_id).first()
    return run is not None and actions.apply_lot(run=run, now=timezone.now())


@app.task(name="screening.replay_run", queue="screening", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def replay_run(replay_id: int) -> None:
    """Compute a recorded run of many people again, lot by lot, and keep what that finds."""
    while replay_lot(replay_id):
        pass


def replay_lot(replay_id: int) -> bool:
    """Do the next lot of a replay; False when there is none."""
    replay = RunReplay.objects.filter(pk=replay_id).first()
    return replay is not None and actions.replay_lot(replay=replay, now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="screening.go_on_with_lost", queue="screening", queueing_lock="screening.go_on_with_lost")
def go_on_with_lost(timestamp: int) -> None:
    """Every five minutes: no run and no replay stays under way for ever because its job was lost."""
    actions.go_on_with_lost()
    actions.go_on_with_lost_replays(now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="screening.follow_profiles", queue="screening", queueing_lock="screening.follow_profiles")
def follow_profiles(timestamp: int) -> None:
    """Every minute: bring everybody's codes in step with their profile; where a matcher runs, it was quicker."""
    pooling.mark_outdated()
    pooling.catch_up(today=timezone.localdate())


@app.periodic(cron="20 * * * *")
@app.task(name="screening.look_for_new_fits", queue="screening")
def look_for_new_fits(timestamp: int) -> None:
    """Hold the saved searches against the pool, so that each liaison's first page tells who newly fits."""
    saving.look_at_all(now=timezone.now())


@app.task(name="screening.queue_campaign_mail", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def queue_campaign_mail(mail_id: int) -> None:
    """Put a mail about a campaign into the outbox, lot by lot; whoever goes on after a crash begins where it was."""
    made = CampaignMail.objects.filter(pk=mail_id).first()
    while made is not None and mailing.queue_lot(made=made, now=timezone.now()):
        pass
