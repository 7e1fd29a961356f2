"""Jobs of events: load, call one function, done."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kretslop.events import actions
from kretslop.events.models import CampaignEvent


@app.periodic(cron="50 2 * * *")
@app.task(name="events.forget_old", queueing_lock="events.forget_old")
def forget_old(timestamp: int) -> int:
    """Every night: forget who came to events of three years ago."""
    return actions.forget_old(now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="events.hand_on", queueing_lock="events.hand_on")
def hand_on(timestamp: int) -> int:
    """Every ten minutes: give places of people who have left to whoever waits."""
    return actions.hand_on_all(now=timezone.now())


@app.task(name="events.invite_candidates", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def invite_candidates(event_id: int) -> None:
    """Invite the candidates of an event lot by lot; whoever goes on after a crash begins where it was."""
    event = CampaignEvent.objects.filter(pk=event_id).first()
    while event is not None and actions.invite_lot(event=event, now=timezone.now()):
        pass
