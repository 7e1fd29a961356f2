"""Reads of campaigns, scoped to whoever looks."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from kretslop.accounts.models import User
from kretslop.accounts.rules import is_away
from kretslop.campaigns import rules
from kretslop.campaigns.models import (
    Campaign,
    CriteriaVersion,
    FaqEntry,
    Invitation,
    Participation,
    Registration,
    RegistrationDraft,
    SignUp,
    TrackedLink,
    WantedProfile,
)
from kretslop.employers.models import Member
from kretslop.matching.criteria import Criteria


def open_campaigns() -> QuerySet[Campaign]:
    """Return the campaigns that take registrations; public."""
    return Campaign.objects.filter(state=rules.OPEN)


def for_staff(user: User) -> QuerySet[Campaign]:
    """Return every campaign for liaisons and project leads, none for anybody else."""
    return Campaign.objects.all() if user.is_liaison or user.is_project_lead else Campaign.objects.none()


def frozen_criteria(campaign: Campaign) -> CriteriaVersion | None:
    """Return the criteria version in force, or None while none has been agreed by all."""
    return CriteriaVersion.objects.filter(campaign=campaign, state=rules.FROZEN).first()


def version_in_force(campaign: Campaign) -> int | None:
    """Return the number of the criteria version in force, without its criteria; None while there is none."""
    found = CriteriaVersion.objects.filter(campaign=campaign, state=rules.FROZEN)
    return found.values_list("pk", flat=True).first()


def criteria_of(thing: CriteriaVersion | WantedProfile) -> Criteria:
    """Return the criteria stored on a version or a wanted profile."""
    return Criteria.from_json(thing.criteria or {"items": []})


def wanted_now() -> QuerySet[WantedProfile]:
    """Return every submitted wanted profile of every open campaign, with its employer."""
    return WantedProfile.objects.filter(
        state=rules.SUBMITTED, participation__campaign__state=rules.OPEN
    ).select_related("participation__employer", "participation__campaign", "client")


def answering_member(participation: Participation, today: date) -> Member | None:
    """Return who answers for an employer today: the recruiter, or the stand-in while the recruiter is away (R2)."""
    recruiter, stand_in = participation.recruiter, participation.stand_in
    if recruiter and recruiter.active and not is_away(recruiter.user.away_until, today):
        return recruiter
    if stand_in and stand_in.active and not is_away(stand_in.user.away_until, today):
        return stand_in
    here = [each for each in (recruiter, stand_in) if each is not None and each.active]
    return here[0] if here else recruiter or stand_in


def acts_for(user: User) -> QuerySet[Participation]:
    """Return the participations of the employers for which `user` is an active member."""
    return Participation.objects.filter(employer__members__user=user, employer__members__active=True)


def public_campaign(slug: str) -> Campaign | None:
    """Return an open or closed campaign by its address, with its liaison; a draft is nobody's business yet."""
    return Campaign.objects.select_related("liaison").filter(slug=slug).exclude(state=rules.DRAFT).first()


def faq_in(campaign: Campaign, language: str) -> list[FaqEntry]:
    """Return the public questions in `language`, or in the first language that has any (English before others)."""
    entries = list(campaign.faq.all())
    for wanted in (language, "en", *(entry.language for entry in entries)):
        if found := [entry for entry in entries if entry.language == wanted]:
            return found
    return []


def joined_employers(campaign: Campaign) -> list[str]:
    """Return the names of the employers that take part, for the public page."""
    return list(
        Participation.objects.filter(campaign=campaign, left_at__isnull=True)
        .order_by("employer__name")
        .values_list("employer__name", flat=True)
    )


def draft_by_key(key: str, campaign: Campaign | None = None) -> RegistrationDraft | None:
    """Return an unfinished registration by the key that its own browser holds."""
    found = RegistrationDraft.objects.select_related("campaign").filter(key=key, finished_at__isnull=True)
    return found.filter(campaign=campaign).first() if campaign else found.first()


def link_by_ref(ref: str, campaign: Campaign) -> TrackedLink | None:
    """Return the campaign's tracked link with this reference; None for a word that somebody made up."""
    return TrackedLink.objects.filter(ref=ref[:20], campaign=campaign).first() if ref else None


def invitation_by_token(token: str) -> Invitation | None:
    """Return an invitation by the token from the mail; whoever holds it may read its page."""
    return (
        Invitation.objects.select_related("prospect__campaign", "prospect__employer", "prospect__owner")
        .filter(token=token)
        .first()
    )


def typed_sign_up(ref: str) -> SignUp | None:
    """Return a request to join whose mail address nobody has confirmed, by the ref that its own browser holds."""
    return SignUp.objects.filter(ref=ref, state=rules.TYPED).first()


def registrations_of(user: User) -> QuerySet[Registration]:
    """Return the signed-in person's own registrations, newest first."""
    return (
        Registration.objects.select_related("campaign").filter(candidate__user=user).order_by("-registered_at", "-pk")
    )


def public_contacts() -> list[tuple[str, str]]:
    """Return the public contact persons of the open campaigns (R7): name and mail address, each once."""
    return list(open_campaigns().order_by("contact_name").values_list("contact_name", "contact_email").distinct())


def participations_of(user: User) -> QuerySet[Participation]:
    """Return what `user` may act for, with employer, campaign and people: open campaigns first, then the newest."""
    return (
        acts_for(user)
        .select_related("employer", "campaign", "recruiter__user", "stand_in__user")
        .annotate(is_open=Q(campaign__state=rules.OPEN))
        .order_by("-is_open", "-campaign__starts_on", "employer__name", "pk")
    )


def wanted_for(user: User) -> QuerySet[WantedProfile]:
    """Return the wanted profiles, drafts too, of the employers that `user` may act for, by title."""
    return (
        WantedProfile.objects.filter(participation__in=acts_for(user))
        .select_related("participation__employer", "participation__campaign", "client")
        .order_by("title", "pk")
    )


def signer_of(participation: Participation) -> User:
    """Return who signed the agreement. The caller is in charge of who may see it."""
    return participation.signed_by


def colleagues_for(user: User) -> QuerySet[Member]:
    """Return everybody who may act for the employers that `user` may act for, `user` too, by name."""
    mine = Member.objects.filter(user=user, active=True).values("employer_id")
    return Member.objects.filter(employer__in=mine, active=True).select_related("user").order_by("user__name", "pk")


def may_manage(members: Iterable[Member], user: User) -> bool:
    """True for a manager among an employer's active members, or for any of them while there is no manager."""
    roles = {member.user_id: member.role for member in members}
    mine = roles.get(user.pk)
    return mine == "manager" or (mine is not None and "manager" not in roles.values())


def version_to_agree(participation: Participation) -> CriteriaVersion | None:
    """Return the proposed criteria that wait for this employer's answer, or None."""
    if participation.left_at is not None:
        return None
    return (
        CriteriaVersion.objects.filter(campaign=participation.campaign_id, state=rules.PROPOSED)
        .exclude(agreements__participation=participation)
        .first()
    )


def has_wanted_profile(participation: Participation) -> bool:
    """True when the employer has submitted at least one wanted profile in the campaign."""
    return participation.wanted_profiles.exclude(state=rules.WANTED_DRAFT).exists()
