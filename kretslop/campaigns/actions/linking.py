"""Tracked links: one address of the landing page per channel, so that a campaign learns what brings people (R20)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from kretslop.accounts.models import User
from kretslop.campaigns import rules
from kretslop.campaigns.actions.campaigning import must_lead
from kretslop.campaigns.models import Campaign, TrackedLink
from kretslop.shared.errors import Invalid
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


@action
def add_link(*, campaign: Campaign, channel: str, name: str, by: User, now: datetime) -> TrackedLink:
    """Make a tracked link; Invalid names the field: an unknown channel, no name, or a name the channel has already."""
    must_lead(by)
    name = " ".join(name.split())
    if channel not in rules.CHANNELS:
        raise Invalid("channel", "unknown")
    if not name:
        raise Invalid("name", "required")
    if len(name) > 80:
        raise Invalid("name", "too_long")
    try:
        with transaction.atomic():
            link = TrackedLink.objects.create(campaign=campaign, channel=channel, name=name, created_at=now)
    except IntegrityError as taken:
        raise Invalid("name", "taken") from taken
    record("link.added", about=[campaign], by=by, now=now)
    return link


@action
def link_named(*, campaign: Campaign, channel: str, name: str, now: datetime) -> TrackedLink:
    """Make a tracked link for somebody who speaks for the campaign; a name that is taken gets a number.

    The caller is in charge of who may have one.
    """
    base = " ".join(name.split())[:75]
    taken = set(
        TrackedLink.objects.filter(campaign=campaign, channel=channel, name__startswith=base).values_list("name")
    )
    free = (f"{base} {number}" for number in range(2, len(taken) + 3))
    name = base if (base,) not in taken else next(each for each in free if (each,) not in taken)
    return TrackedLink.objects.create(campaign=campaign, channel=channel, name=name, created_at=now)


@action
def count_visit(*, link: TrackedLink, now: datetime) -> None:
    """Count one more visit by the link. A number is all that is kept: no address, no cookie, no time of the visit."""
    TrackedLink.objects.filter(pk=link.pk).update(visits=F("visits") + 1)
