"""Jobs of relocation: load, call one function, done."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kretslop.relocation import actions


@app.periodic(cron="*/5 * * * *")
@app.task(name="relocation.follow", queueing_lock="relocation.follow")
def follow(timestamp: int) -> int:
    """Every five minutes: open a case for each new hire, forget the household of whoever left the pool."""
    return actions.follow(now=timezone.now())
