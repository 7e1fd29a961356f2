"""Jobs of billing: load, call one function, done."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kretslop.billing import actions


@app.periodic(cron="20 6 * * 1-5")
@app.task(name="billing.remind", queueing_lock="billing.remind")
def remind(timestamp: int) -> int:
    """Every weekday morning: remind of invoices that are late, counted in working days."""
    return actions.remind(now=timezone.now())
