"""Reads of events, scoped to whoever looks."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign, Registration
from kretslop.employers.models import Member
from kretslop.events import access, rules
from kretslop.events.models import CampaignEvent, Place
from kretslop.messaging.models import OutboxMail
from kretslop.shared.calendar_files import Appointment
from kretslop.talent.models import Candidate, Consent
from kretslop.talent.rules import CAMPAIGN_MAIL, OUT_OF_POOL, POOL_STATES

#: How the business key of an invitation begins, and its kind where a candidate gets it.
INVITATION, FOR_CANDIDATES = "event_invitation", "event_for_you"
# Whoever no longer acts for an employer, or has left the pool, no longer holds a place.
_STILL_HERE = Q(member__active=True) | Q(candidate__membership__state__in=set(POOL_STATES) - set(OUT_OF_POOL))


def _holding() -> QuerySet[Place]:
    return Place.objects.filter(_STILL_HERE, given_back_at__isnull=True, waiting=False)


def _waiting() -> QuerySet[Place]:
    return Place.objects.filter(_STILL_HERE, given_back_at__isnull=True, waiting=True)


def _whose(user: User) -> Q:
    return Q(member__user=user) | Q(candidate__user=user)


def in_line(event: CampaignEvent) -> QuerySet[Place]:
    """Return who waits for a place, the first in line first. The caller is in charge of who may see them."""
    return (
        _waiting()
        .filter(event=event)
        .select_related("member__user", "member__employer", "candidate__user")
        .order_by("taken_at", "pk")
    )


def _counted(events: QuerySet[CampaignEvent]) -> QuerySet[CampaignEvent]:
    """Add how many places are `taken`, and how many people `came`."""
    of_this = _holding().filter(event=OuterRef("pk")).order_by().values("event")
    came = Place.objects.filter(event=OuterRef("pk"), came=True).order_by().values("event")
    return events.select_related("campaign").annotate(
        taken=Coalesce(Subquery(of_this.annotate(n=Count("pk")).values("n")), 0),
        there=Coalesce(Subquery(came.annotate(n=Count("pk")).values("n")), 0),
    )


def for_lead(user: User) -> QuerySet[CampaignEvent]:
    """Return every event with its counts for a project lead, none for anybody else."""
    return _counted(CampaignEvent.objects.all()) if user.is_project_lead else CampaignEvent.objects.none()


def of_campaign(user: User, campaign: Campaign) -> QuerySet[CampaignEvent]:
    """Return a campaign's events for a project lead, in the order of time."""
    return for_lead(user).filter(campaign=campaign).order_by("starts_at", "pk")


def for_member(user: User) -> QuerySet[CampaignEvent]:
    """Return the events that the employers of `user` are invited to, with counts, in the order of time.

    Only numbers: nobody of an employer learns who else comes.
    """
    return _counted(access.open_to_members(Member.objects.filter(user=user, active=True))).order_by("starts_at", "pk")


def for_candidate(user: User) -> QuerySet[CampaignEvent]:
    """Return the events that a candidate is invited to, with counts, in the order of time."""
    candidate = Candidate.objects.select_related("membership").filter(user=user, merged_into__isnull=True).first()
    return CampaignEvent.objects.none() if candidate is None else of_candidate(candidate)


def of_candidate(candidate: Candidate) -> QuerySet[CampaignEvent]:
    """Return the same for a candidate who is known already. The caller is in charge of who may see it."""
    found = access.open_to_candidate(candidate).values("pk")
    return _counted(CampaignEvent.objects.filter(pk__in=found)).order_by("starts_at", "pk")


def own_places(user: User, events: Iterable[CampaignEvent]) -> dict[int, Place]:
    """Return the places that `user` has or waits for at these events, by the event's key.

    Of whoever waits, `before` says how many stand before them in line.
    """
    earlier = _waiting().filter(event=OuterRef("event"), taken_at__lt=OuterRef("taken_at"))
    count = earlier.order_by().values("event").annotate(n=Count("pk")).values("n")
    places = Place.objects.filter(
        _STILL_HERE, _whose(user), given_back_at__isnull=True, event__in=[e.pk for e in events]
    )
    return {place.event_id: place for place in places.annotate(before=Coalesce(Subquery(count), 0)).order_by("pk")}


def has_place(user: User, event: CampaignEvent) -> bool:
    """True for whoever holds a place, and does not only wait for one."""
    return _holding().filter(_whose(user), event=event).exists()


def held(event: CampaignEvent) -> list[Place]:
    """Return the places that are taken, with whose they are. The caller is in charge of who may see them."""
    rows = _holding().filter(event=event)
    rows = rows.select_related("event__campaign", "member__user", "member__employer", "candidate__user")
    return list(rows.order_by("taken_at", "pk"))


class Guest(NamedTuple):
    """Somebody with a place, as the secretariat sees them; `employer` is "" for a candidate."""

    ref: str
    name: str
    employer: str
    came: bool | None


def to_write_to(event: CampaignEvent, today: date) -> QuerySet[Candidate]:
    """Return the campaign's candidates who may be invited by mail, and have been neither written to nor have a place.

    Those who are in the pool, rest from nothing, and said yes to mail about campaigns.
    """
    here, agreed = {"candidate": OuterRef("pk")}, {"purpose": CAMPAIGN_MAIL, "withdrawn_at__isnull": True}
    key = Concat(Value(f"{INVITATION}:{event.ref}:"), OuterRef("ref"))
    return (
        Candidate.objects.filter(
            Exists(Registration.objects.filter(campaign=event.campaign_id, **here)),
            Exists(Consent.objects.filter(**here, **agreed)),
            ~Exists(Place.objects.filter(event=event, given_back_at__isnull=True, **here)),
            ~Exists(OutboxMail.objects.filter(key=key)),
            Q(membership__paused_until__isnull=True) | Q(membership__paused_until__lte=today),
            membership__state__in=set(POOL_STATES) - set(OUT_OF_POOL), user__isnull=False, erased_at__isnull=True,
            merged_into__isnull=True,
        )
        .select_related("user", "membership")
        .order_by("pk")
    )  # fmt: skip


def guests(user: User, event: CampaignEvent) -> list[Guest]:
    """Return who has a place, employers' people first, for a project lead; nobody for anybody else."""
    if not user.is_project_lead:
        return []
    rows = _holding().filter(event=event).select_related("member__user", "member__employer", "candidate")
    return sorted(_guests(rows), key=lambda guest: (not guest.employer, guest.employer, guest.name))


def waiting_guests(user: User, event: CampaignEvent) -> list[Guest]:
    """Return who waits for a place, the first in line first, for a project lead; nobody for anybody else."""
    return _guests(in_line(event)) if user.is_project_lead else []


def _guests(rows: Iterable[Place]) -> list[Guest]:
    return [
        Guest(row.ref, row.member.user.name or row.member.user.email, row.member.employer.name, row.came)
        if row.member is not None
        else Guest(row.ref, row.candidate.name if row.candidate else "", "", row.came)
        for row in rows
    ]


def others_who_may_come(user: User, event: CampaignEvent) -> list[Member]:
    """Return the invited people of employers who have no place, for a project lead, by employer and name."""
    if not user.is_project_lead or not rules.invites_employers(event.invited):
        return []
    joined = Q(employer__participations__campaign=event.campaign, employer__participations__left_at__isnull=True)
    here = _holding().filter(event=event, member__isnull=False).values("member_id")
    rows = Member.objects.filter(joined, active=True).exclude(pk__in=here).select_related("user", "employer")
    return list(rows.order_by("employer__name", "user__name", "pk"))


def taken_of(event: CampaignEvent) -> int:
    """Return how many places are taken."""
    return _holding().filter(event=event).count()


def page_of(place: Place) -> str:
    """Return the address of the event's page for whoever has the place."""
    name = "employer:event" if place.member_id is not None else "candidate:event"
    return settings.SITE_URL + reverse(name, args=[place.event.ref])


def appointment(
    event: CampaignEvent, *, attendee: User | None = None, page: str = "", link: bool = True
) -> Appointment:
    """Return an event as a calendar needs it; the meeting's link only for those who have a place."""
    where = [event.place, event.link if link else ""]
    return Appointment(
        key=f"event-{event.ref}",
        sequence=event.sequence,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        title=event.title,
        place=", ".join(filter(None, where)),
        words=event.words,
        url=page,
        zone=event.time_zone,
        organizer=(event.campaign.contact_name, event.campaign.contact_email),
        attendee=(attendee.name, attendee.email) if attendee else ("", ""),
    )


class Attended(NamedTuple):
    """How many of the events that an employer was invited to have begun, and at how many of them somebody was."""

    held: int
    came: int


def attended_by(employers: Iterable[int], campaign: Campaign, now: datetime) -> dict[int, Attended]:
    """Return for each employer's key how many events for employers were held, and to how many somebody came.

    The caller is in charge of who may see it. An event whose attendance nobody has ticked yet does not count.
    """
    begun = CampaignEvent.objects.filter(
        campaign=campaign, state=rules.PLANNED, starts_at__lte=now, invited__in=[rules.EMPLOYERS, rules.BOTH]
    )
    ticked: set[int] = set()
    came: dict[int, set[int]] = {}
    places = Place.objects.filter(event__in=begun, came__isnull=False)
    for event, employer, was_there in places.values_list("event_id", "member__employer_id", "came").distinct():
        ticked.add(event)
        if was_there and employer is not None:
            came.setdefault(employer, set()).add(event)
    return {key: Attended(len(ticked), len(came.get(key, ()))) for key in employers}
