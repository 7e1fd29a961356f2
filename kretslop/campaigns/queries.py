"""Reads of campaigns, scoped to whoever looks."""

from datetime import date

from django.db.models import QuerySet

from kretslop.accounts.models import User
from kretslop.accounts.rules import is_away
from kretslop.campaigns import rules
from kretslop.campaigns.models import Campaign, CriteriaVersion, Participation, WantedProfile
from kretslop.employers.models import Member
from kretslop.matching.criteria import Criteria


def open_campaigns() -> QuerySet[Campaign]:
    """Return the campaigns that take registrations; public."""
    return Campaign.objects.filter(state=rules.OPEN)


def frozen_criteria(campaign: Campaign) -> CriteriaVersion | None:
    """Return the criteria version in force, or None while none has been agreed by all."""
    return CriteriaVersion.objects.filter(campaign=campaign, state=rules.FROZEN).first()


def criteria_of(thing: CriteriaVersion | WantedProfile) -> Criteria:
    """Return the criteria stored on a version or a wanted profile."""
    return Criteria.from_json(thing.criteria or {"items": []})


def wanted_now() -> QuerySet[WantedProfile]:
    """Return every submitted wanted profile of every open campaign, with its employer."""
    return WantedProfile.objects.filter(
        state=rules.SUBMITTED, participation__campaign__state=rules.OPEN
    ).select_related("participation__employer", "participation__campaign")


def answering_member(participation: Participation, today: date) -> Member | None:
    """Return who answers for an employer today: the recruiter, or the stand-in while the recruiter is away (R2)."""
    recruiter, stand_in = participation.recruiter, participation.stand_in
    if recruiter and recruiter.active and not is_away(recruiter.user.away_until, today):
        return recruiter
    if stand_in and stand_in.active and not is_away(stand_in.user.away_until, today):
        return stand_in
    return recruiter or stand_in


def acts_for(user: User) -> QuerySet[Participation]:
    """Return the participations of the employers for which `user` is an active member."""
    return Participation.objects.filter(employer__members__user=user, employer__members__active=True)
