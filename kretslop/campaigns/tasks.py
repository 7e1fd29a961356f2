"""Jobs of campaigns: load, call one function, done."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kretslop.campaigns import actions


@app.periodic(cron="17 3 * * *")
@app.task(name="campaigns.discard_old_drafts", queueing_lock="campaigns.discard_old_drafts")
def discard_old_drafts(timestamp: int) -> int:
    """Every night: delete registrations, and employers' requests to join, that nobody came back to."""
    now = timezone.now()
    return actions.discard_old_drafts(now=now) + actions.discard_old_sign_ups(now=now)


@app.task(name="campaigns.offer_to_resume")
def offer_to_resume(draft_id: int) -> bool:
    """Offer somebody who stopped half-way to go on."""
    return actions.offer_to_resume(draft_id=draft_id, now=timezone.now())
