"""Jobs of events: load, call one function, done."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kretslop.events import actions


@app.periodic(cron="50 2 * * *")
@app.task(name="events.forget_old", queueing_lock="events.forget_old")
def forget_old(timestamp: int) -> int:
    """Every night: forget who came to events of three years ago."""
    return actions.forget_old(now=timezone.now())
