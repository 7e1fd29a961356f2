"""Jobs of introductions: load, call one function, done."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kretslop.introductions import actions


@app.periodic(cron="7,37 * * * *")
@app.task(name="introductions.tend", queueing_lock="introductions.tend")
def tend(timestamp: int) -> int:
    """Twice an hour: see whose answer is late, and whose turn it is."""
    return actions.tend(now=timezone.now())
