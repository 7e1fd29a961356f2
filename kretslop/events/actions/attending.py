"""Taking a place at an event, giving it back, and who came."""

from collections.abc import Iterable
from datetime import datetime

from kretslop.accounts.models import User
from kretslop.campaigns.actions.campaigning import must_lead
from kretslop.employers.models import Member
from kretslop.events import access, queries, rules
from kretslop.events.actions.handing import hand_on, lock
from kretslop.events.actions.telling import about, tell_place
from kretslop.events.models import CampaignEvent, Place
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent.locking import locked
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record


@action
def take_place(
    *,
    event: CampaignEvent,
    by: User,
    member: Member | None = None,
    candidate: Candidate | None = None,
    now: datetime,
) -> Place:
    """Take a place as an employer's member or as a candidate; the calendar file comes by mail. Twice is once.

    NotAllowed for whoever is not invited; NotPossible when it is full, cancelled or has begun.
    """
    if candidate is not None:
        candidate = locked(candidate.pk, "membership")
    event = lock(event)
    _may(event, by, member, candidate)
    if event.capacity is not None:
        hand_on(event, now=now)  # nobody passes those who stand in line
    place = _own(event, member, candidate)
    if place.pk is not None and place.given_back_at is None and not place.waiting:
        return place
    if why := _why_not(event, now):
        raise NotPossible(why)
    place.taken_at, place.given_back_at, place.came, place.waiting = now, None, None, False
    place.save()
    tell_place(place, "event_place", now=now)
    record("event.place_taken", about=about(place), by=by, now=now)
    return place


@action
def wait_for_place(
    *, event: CampaignEvent, by: User, member: Member | None = None, candidate: Candidate | None = None, now: datetime
) -> Place:
    """Stand in line for a place at a full event; where one has become free meanwhile, it is taken. Twice is once.

    NotAllowed for whoever is not invited; NotPossible when the event is cancelled or has begun.
    """
    if candidate is not None:
        candidate = locked(candidate.pk, "membership")
    event = lock(event)
    _may(event, by, member, candidate)
    if event.capacity is not None:
        hand_on(event, now=now)  # nobody passes those who stand in line
    place = _own(event, member, candidate)
    if place.pk is not None and place.given_back_at is None:
        return place
    why = _why_not(event, now)
    if why not in ("", "full"):
        raise NotPossible(why)
    if not why:
        return take_place(event=event, by=by, member=member, candidate=candidate, now=now)
    place.taken_at, place.given_back_at, place.came, place.waiting = now, None, None, True
    place.save()
    record("event.place_wanted", about=about(place), by=by, now=now)
    return place


def _own(event: CampaignEvent, member: Member | None, candidate: Candidate | None) -> Place:
    """Return somebody's row at an event, or a new one that is not saved yet."""
    found = Place.objects.filter(event=event, member=member, candidate=candidate).first()
    found = found or Place(event=event, member=member, candidate=candidate)
    found.event = event
    return found


def _why_not(event: CampaignEvent, now: datetime) -> str:
    taken = queries.taken_of(event)
    return rules.why_no_place(
        state=event.state, starts_at=event.starts_at, capacity=event.capacity, taken=taken, now=now
    )


@action
def hand_on_all(*, now: datetime) -> int:
    """Give places that nobody has given back, such as of somebody who left, to whoever waits; return how many."""
    ahead = CampaignEvent.objects.filter(state=rules.PLANNED, starts_at__gt=now, places__waiting=True).distinct()
    return sum(hand_on(lock(event), now=now) for event in ahead)


def _may(event: CampaignEvent, by: User, member: Member | None, candidate: Candidate | None) -> None:
    if (member is None) == (candidate is None):
        raise NotAllowed("not_invited")
    if member is not None:
        mine, found = member.user_id == by.pk, access.open_to_member(member)
    else:
        assert candidate is not None
        mine, found = candidate.user_id == by.pk, access.open_to_candidate(candidate)
    if not mine or not found.filter(pk=event.pk).exists():
        raise NotAllowed("not_invited")


@action
def give_back_place(*, place: Place, by: User, now: datetime) -> None:
    """Give one's own place back, before the event begins; a mail takes it out of the calendar. Twice is once.

    The first in line gets it. Whoever only waits leaves the line, without a mail.

    NotAllowed for somebody else's; NotPossible once the event has begun.
    """
    event = lock(place.event)
    place = Place.objects.select_related("member__user", "candidate__user").get(pk=place.pk)
    owner = place.member.user if place.member is not None else place.candidate and place.candidate.user
    if owner != by:
        raise NotAllowed("not_yours")
    if place.given_back_at is not None:
        return
    if event.starts_at <= now:
        raise NotPossible("begun")
    had_one, place.event = not place.waiting, event
    place.given_back_at, place.waiting = now, False
    place.save()
    record("event.place_given_back", about=about(place), by=by, now=now)
    if had_one and event.state == rules.PLANNED:
        tell_place(place, "event_place_back", now=now)
        hand_on(event, now=now)


@action
def note_who_came(*, event: CampaignEvent, came: Iterable[str], by: User, now: datetime) -> int:
    """Tick who came, by the references of places; all others with a place did not. Return how many came.

    NotPossible before the event has begun, or when it was cancelled.
    """
    must_lead(by)
    event = _begun(event, now)
    there = set(came)
    for place in queries.held(event):
        place.came = place.ref in there
        place.save(update_fields=["came"])
    number = Place.objects.filter(event=event, came=True).count()
    record("event.attendance_noted", about=[event, event.campaign], by=by, now=now, codes={"came": number})
    return number


@action
def let_in(*, event: CampaignEvent, member: Member, by: User, now: datetime) -> Place:
    """Note that somebody of an employer came without a place; Invalid("member") for one who is not invited."""
    must_lead(by)
    event = _begun(event, now)
    if not access.open_to_member(member).filter(pk=event.pk).exists():
        raise Invalid("member", "unknown")
    place, _new = Place.objects.get_or_create(event=event, member=member, defaults={"taken_at": now})
    place.given_back_at, place.came, place.waiting = None, True, False
    place.save()
    record("event.let_in", about=[event, place], by=by, now=now)
    return place


def _begun(event: CampaignEvent, now: datetime) -> CampaignEvent:
    event = lock(event)
    if event.state == rules.CANCELLED or event.starts_at > now:
        raise NotPossible("cancelled" if event.state == rules.CANCELLED else "not_yet")
    return event
