"""Jobs of introductions: load, call one function, done."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kretslop.introductions import actions


@app.periodic(cron="35 6 * * *")
@app.task(name="introductions.digest", queueing_lock="introductions.digest")
def digest(timestamp: int) -> int:
    """Every morning: on the first working day of a week, write to those for whom something waits."""
    return actions.send_digests(now=timezone.now())


@app.periodic(cron="7,37 * * * *")
@app.task(name="introductions.tend", queueing_lock="introductions.tend")
def tend(timestamp: int) -> int:
    """Twice an hour: see whose answer is late, and whose turn it is."""
    return actions.tend(now=timezone.now())
