"""Hands a place that is free to whoever waits longest, under the event's lock."""

from datetime import datetime

from kretslop.events import queries, rules
from kretslop.events.actions.telling import about, tell_place
from kretslop.events.models import CampaignEvent
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SYSTEM


def lock(event: CampaignEvent) -> CampaignEvent:
    """Lock an event, so that places are counted by one at a time."""
    return CampaignEvent.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=event.pk)


def hand_on(event: CampaignEvent, *, now: datetime) -> int:
    """Give every free place of a locked event to the next in line, with a mail; return how many."""
    if event.state != rules.PLANNED or event.starts_at <= now:
        return 0
    line = list(queries.in_line(event))
    free = len(line) if event.capacity is None else event.capacity - queries.taken_of(event)
    for place in line[: max(free, 0)]:
        place.event, place.taken_at, place.waiting = event, now, False
        place.save(update_fields=["taken_at", "waiting"])
        tell_place(place, "event_place_yours", now=now)
        record("event.place_handed_on", about=about(place), by=SYSTEM, now=now)
    return min(len(line), max(free, 0))
