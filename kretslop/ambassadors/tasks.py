"""Jobs of ambassadors: load, call one function, done."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kretslop.ambassadors import actions


@app.periodic(cron="55 2 * * *")
@app.task(name="ambassadors.forget_old", queueing_lock="ambassadors.forget_old")
def forget_old(timestamp: int) -> int:
    """Every night: forget what was said about tasks that were done three years ago."""
    return actions.forget_old(now=timezone.now())
