"""The secretariat plans an event, moves and cancels it, and keeps its notes."""

from dataclasses import asdict
from datetime import datetime

from kretslop.accounts.models import User
from kretslop.campaigns.actions.campaigning import must_lead
from kretslop.campaigns.models import Campaign
from kretslop.events import queries, rules
from kretslop.events.actions.handing import hand_on, lock
from kretslop.events.actions.telling import remind, tell_place
from kretslop.events.models import CampaignEvent
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


@action
def make_event(*, campaign: Campaign, told: rules.Told, by: User, now: datetime) -> CampaignEvent:
    """Plan an event of a campaign; whoever is invited sees it at once. Invalid names the field that is wrong."""
    must_lead(by)
    if wrong := rules.problem(told, now):
        raise Invalid(*wrong)
    event = CampaignEvent.objects.create(
        campaign=campaign, made_by=by, made_at=now, simulated=campaign.simulated, **asdict(told)
    )
    record("event.planned", about=[event, campaign], by=by, now=now, codes={"kind": event.kind})
    return event


@action
def change_event(*, event: CampaignEvent, told: rules.Told, by: User, now: datetime) -> CampaignEvent:
    """Change an event. When time or place change, everybody with a place is told, and their calendars move it.

    Where there are more places than before, those who wait get them.

    Invalid names the field that is wrong, also when fewer places are left than are taken; NotPossible once cancelled.
    """
    must_lead(by)
    event = lock(event)
    if event.state == rules.CANCELLED:
        raise NotPossible("cancelled")
    if wrong := rules.problem(told, now, was_at=event.starts_at):
        raise Invalid(*wrong)
    if told.capacity is not None and told.capacity < queries.taken_of(event):
        raise Invalid("capacity", "fewer_than_taken")
    before = {name: getattr(event, name) for name in (*rules.TOLD, "title", "words")}
    for name, value in asdict(told).items():
        setattr(event, name, value)
    changed = {name for name, value in before.items() if getattr(event, name) != value}
    event.sequence += bool(changed)
    event.save()
    record("event.changed", about=[event, event.campaign], by=by, now=now, codes={"sequence": event.sequence})
    if changed and event.starts_at > now:
        for place in queries.held(event):
            place.event = event
            if changed & {*rules.TOLD}:
                tell_place(place, "event_moved", now=now)
            else:
                remind(place, now=now)
    hand_on(event, now=now)
    return event


@action
def cancel_event(*, event: CampaignEvent, why: str, by: User, now: datetime) -> CampaignEvent:
    """Cancel an event with a word of explanation; whoever has a place or waits is told, and calendars let it go.

    Invalid("why") without a word; NotPossible when it is cancelled already, or has begun.
    """
    must_lead(by)
    event = lock(event)
    if event.state == rules.CANCELLED or event.starts_at <= now:
        raise NotPossible("cancelled" if event.state == rules.CANCELLED else "begun")
    why = why.strip()
    if not why or len(why) > rules.WHY_MAX:
        raise Invalid("why", "too_long" if why else "required")
    event.state, event.why_cancelled = rules.CANCELLED, why
    event.sequence += 1
    event.save()
    for place in [*queries.held(event), *queries.in_line(event)]:
        tell_place(place, "event_cancelled", now=now)
    record("event.cancelled", about=[event, event.campaign], by=by, now=now)
    return event


@action
def save_notes(*, event: CampaignEvent, notes: str, by: User, now: datetime) -> None:
    """Keep what was said; whoever had a place reads it. Invalid("notes") when it is too long."""
    must_lead(by)
    if len(notes.strip()) > rules.NOTES_MAX:
        raise Invalid("notes", "too_long")
    CampaignEvent.objects.filter(pk=event.pk).update(notes=notes.strip())
    record("event.notes_saved", about=[event, event.campaign], by=by, now=now)
