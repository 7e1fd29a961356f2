"""Jobs of retention: load, call one function, done."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kretslop.privacy import actions


@app.periodic(cron="23 4 * * *")
@app.task(name="privacy.run_retention", queueing_lock="privacy.run_retention")
def run_retention(timestamp: int) -> dict[str, int]:
    """Every night: remind, erase what was announced three times, let old proof go."""
    return dict(actions.run_retention(now=timezone.now()))


@app.periodic(cron="53 3 * * *")
@app.task(name="privacy.forget_merges", queueing_lock="privacy.forget_merges")
def forget_merges(timestamp: int) -> int:
    """Every night: forget what it takes to undo a merge once the time for that is over."""
    return actions.forget_merges(now=timezone.now())
