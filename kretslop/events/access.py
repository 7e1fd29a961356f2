"""Who is invited to an event."""

from django.db.models import Q, QuerySet

from kretslop.accounts.models import User
from kretslop.campaigns.models import Participation
from kretslop.employers.models import Member
from kretslop.events import rules
from kretslop.events.models import CampaignEvent, Place
from kretslop.talent.models import Candidate
from kretslop.talent.rules import OUT_OF_POOL


def open_to_member(member: Member) -> QuerySet[CampaignEvent]:
    """Return the events to which somebody of an employer is invited, or at which they have or had a place."""
    return open_to_members(Member.objects.filter(pk=member.pk, active=True)) if member.active else _none()


def open_to_members(members: QuerySet[Member]) -> QuerySet[CampaignEvent]:
    """Return the same for several who act for employers now, in one query."""
    joined = Participation.objects.filter(employer__in=members.values("employer"), left_at__isnull=True)
    invited = Q(invited__in=[rules.EMPLOYERS, rules.BOTH], campaign__in=joined.values("campaign"))
    own = Place.objects.filter(member__in=members)
    return CampaignEvent.objects.filter(invited | Q(pk__in=own.values("event")))


def open_to_candidate(candidate: Candidate) -> QuerySet[CampaignEvent]:
    """Return the events to which a candidate is invited by a campaign of theirs, or at which they have a place.

    Nobody who has left, or whose data is kept without being used, is invited.
    """
    if candidate.membership.state in OUT_OF_POOL:
        return _none()
    own = Q(campaign__registrations__candidate=candidate, invited__in=[rules.CANDIDATES, rules.BOTH])
    return CampaignEvent.objects.filter(own | Q(places__candidate=candidate)).distinct()


def _none() -> QuerySet[CampaignEvent]:
    return CampaignEvent.objects.none()


def member_of(user: User, event: CampaignEvent) -> Member | None:
    """Return as whose member somebody may come to an event; the first by employer's name, when there are several."""
    joined = Q(employer__participations__campaign=event.campaign_id, employer__participations__left_at__isnull=True)
    return Member.objects.filter(joined, user=user, active=True).order_by("employer__name", "pk").first()
