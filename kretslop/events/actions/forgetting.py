"""Forgets who came to events of long ago."""

from datetime import datetime, timedelta

from kretslop.events import rules
from kretslop.events.models import CampaignEvent, Place
from kretslop.shared.transactions import action


@action
def forget_old(*, now: datetime) -> int:
    """Delete the places and empty the notes of events that ended `rules.KEPT_DAYS` ago; return how many places."""
    old = CampaignEvent.objects.filter(ends_at__lte=now - timedelta(days=rules.KEPT_DAYS))
    old.exclude(notes="").update(notes="")
    number, _each = Place.objects.filter(event__in=old).delete()
    return number
