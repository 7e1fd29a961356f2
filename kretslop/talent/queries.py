"""Reads of candidates: for the person, for staff, and as plain facts for matching."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from kretslop.accounts.models import AddressChange, User
from kretslop.accounts.rules import LOST, REVIEW
from kretslop.matching.facts import Facts
from kretslop.routes.rules import Forecast, forecast
from kretslop.talent import rules
from kretslop.talent.models import Candidate, CandidateLanguage, CandidateSkill, Consent, CvFile

HOME_COUNTRY = "NO"


def for_user(user: User) -> Candidate | None:
    """Return the signed-in person's own candidate, or None when they never registered."""
    return Candidate.objects.select_related("membership", "user", "liaison").filter(user=user).first()


def for_staff(user: User) -> QuerySet[Candidate]:
    """Return every candidate for a liaison or project lead, nobody for anybody else.

    Somebody who was erased is nobody's; data that is kept without being used is not looked at either.
    """
    if not (user.is_liaison or user.is_project_lead):
        return Candidate.objects.none()
    known = Candidate.objects.filter(erased_at__isnull=True).exclude(membership__state=rules.RESTRICTED)
    return known.select_related("membership", "user", "liaison")


def with_facts(candidates: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Return the same candidates with skills and languages fetched along: three queries for any number."""
    return candidates.select_related("membership", "user").prefetch_related(
        Prefetch("skills", CandidateSkill.objects.order_by("-level", "skill")),
        Prefetch("languages", CandidateLanguage.objects.order_by("-level", "code")),
    )


def available(today: date) -> QuerySet[Candidate]:
    """Return those who may be introduced today: approved and not paused (`rules.is_available`)."""
    return Candidate.objects.filter(
        Q(membership__paused_until__isnull=True) | Q(membership__paused_until__lte=today),
        membership__state=rules.APPROVED,
    )


def forecast_of(candidate: Candidate, today: date) -> Forecast | None:
    """Return when the person can realistically be at a desk, or None when the route is not known."""
    weeks = candidate.notice_weeks
    if candidate.available_on is not None:
        weeks = max(weeks or 0, (candidate.available_on - today).days // 7, 0)
    return forecast(
        candidate.route or None, today=today, lives_here=candidate.country == HOME_COUNTRY, notice_weeks=weeks
    )


def facts_of(candidate: Candidate, today: date) -> Facts:
    """Return what is known about the person as plain values; needs `with_facts` to stay at three queries.

    Name, contact, country, route and everything protected stay behind: the route only as the day at a desk (R36).
    """
    skills = {row.skill: row.level for row in candidate.skills.all()}
    languages = {row.code: row.level for row in candidate.languages.all()}
    evidence = {f"skill:{row.skill}": _skill_evidence(row) for row in candidate.skills.all()}
    evidence |= {f"language:{row.code}": row.source for row in candidate.languages.all()}
    outlook = forecast_of(candidate, today)
    return Facts(
        skills=skills,
        years=candidate.years,
        languages=languages,
        languages_known=candidate.languages_known,
        skills_known=candidate.skills_known,
        education=candidate.education,
        desk_on=outlook.desk_on if outlook else None,
        places=frozenset(candidate.places),
        places_known=bool(candidate.places),
        remote=candidate.remote or None,
        occupation=candidate.occupation or None,
        evidence=evidence,
    )


def _skill_evidence(row: CandidateSkill) -> str:
    """Return a code such as `cv:page 1` or `own:5` (years); the room's wording turns it into words."""
    if row.where:
        return f"{row.source}:{row.where}"
    return f"{row.source}:{row.years}" if row.years is not None else row.source


def lost_mailboxes(user: User) -> QuerySet[AddressChange]:
    """Return the requests about lost mailboxes that wait for a liaison, the oldest first; nothing for anybody else."""
    if not user.is_liaison:
        return AddressChange.objects.none()
    found = AddressChange.objects.filter(kind=LOST, state=REVIEW).select_related("user__candidate__membership")
    return found.order_by("asked_at", "pk")


def own_cvs(user: User) -> QuerySet[CvFile]:
    """Return the signed-in person's own CV files, newest first."""
    return CvFile.objects.filter(candidate__user=user).order_by("-uploaded_at", "-pk")


def own_consents(user: User) -> QuerySet[Consent]:
    """Return the signed-in person's own consents, newest first."""
    return Consent.objects.filter(candidate__user=user).order_by("-given_at", "-pk")


def addresses_in_pool(emails: Iterable[str]) -> set[str]:
    """Return those of the addresses, given in lower case, with which a candidate signs in."""
    return set(Candidate.objects.filter(user__email__in=list(emails)).values_list("user__email", flat=True))
