"""Reads of candidates: for the person, for staff, and as plain facts for matching."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kretslop.accounts.models import AddressChange, User
from kretslop.accounts.rules import LOST, REVIEW
from kretslop.matching.facts import Facts
from kretslop.routes.rules import Forecast, forecast
from kretslop.talent import rules
from kretslop.talent.models import (
    Candidate,
    CandidateLanguage,
    CandidateSkill,
    Consent,
    CvFile,
    LikelyDuplicate,
    PoolMembership,
)

HOME_COUNTRY = "NO"


def addressee(candidate: Candidate) -> dict[str, Any]:
    """Return whom a mail to a candidate is for, as `messaging.actions.queue` takes it; also without an account."""
    return {
        "to": candidate.user, "address": candidate.email, "name": candidate.name, "language": candidate.language,
    }  # fmt: skip


def for_user(user: User) -> Candidate | None:
    """Return the signed-in person's own candidate, or None when they never registered."""
    own = Candidate.objects.select_related("membership", "user", "liaison")
    return own.filter(user=user, merged_into__isnull=True).first()


def for_staff(user: User) -> QuerySet[Candidate]:
    """Return every candidate for a liaison or project lead, nobody for anybody else.

    Somebody who was erased is nobody's; data that is kept without being used is not looked at either.
    """
    if not (user.is_liaison or user.is_project_lead):
        return Candidate.objects.none()
    return _there().select_related("membership", "user", "liaison")


def _there() -> QuerySet[Candidate]:
    # Few are restricted: asking for them apart spares reading everybody's place in the pool to count the others.
    restricted = PoolMembership.objects.filter(candidate=OuterRef("pk"), state=rules.RESTRICTED)
    return Candidate.objects.filter(~Exists(restricted), erased_at__isnull=True, merged_into__isnull=True)


def numbers_of(people: QuerySet[Candidate]) -> QuerySet[Candidate, int]:
    """Return only the numbers of people, the latest registered first: a page of these, then the people themselves."""
    return people.select_related(None).order_by("-registered_at", "pk").values_list("pk", flat=True)


def by_numbers(user: User, numbers: Iterable[int]) -> list[Candidate]:
    """Return the people with these numbers whom staff may see, in the same order: of each what a line says."""
    wanted = list(numbers)
    found = in_a_line(for_staff(user)).in_bulk(wanted)
    return [found[number] for number in wanted if number in found]


def in_a_line(people: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Read of each only what a line in a list says: a third of the columns."""
    return people.select_related(None).select_related("membership").only(
        "ref", "name", "role_title", "city", "years", "simulated", "registered_at", "last_contact_at",
        "membership__state",
    )  # fmt: skip


def known_by(people: QuerySet[Candidate], words: str) -> QuerySet[Candidate]:
    """Narrow people down to those with these words in their name, this mail address, or this skill's code."""
    skilled = CandidateSkill.objects.filter(skill=words.lower()).values("candidate")
    named, written = Candidate.objects.filter(name__icontains=words), Candidate.objects.filter(email__iexact=words)
    # Each has an index of its own; with "or" between them none would be used.
    return people.filter(pk__in=named.values("pk").union(written.values("pk"), skilled, all=True))


def merged_into(user: User, ref: str) -> Candidate | None:
    """Return whom a candidate that is no longer there was merged with, for staff who follow an old link."""
    away = Candidate.objects.select_related("merged_into").filter(ref=ref, merged_into__isnull=False).first()
    if away is None or away.merged_into is None:
        return None
    return for_staff(user).filter(pk=away.merged_into.pk).first() or merged_into(user, away.merged_into.ref)


def rows_of(candidate: Candidate) -> list[Candidate]:
    """Return the candidate and whoever was merged into it: what happened before stands under their own references."""
    found, waiting = [candidate], [candidate.pk]
    while waiting:
        merged = list(Candidate.objects.filter(merged_into__in=waiting).order_by("pk"))
        found, waiting = found + merged, [each.pk for each in merged]
    return found


def likely_duplicates(user: User, *states: str) -> QuerySet[LikelyDuplicate]:
    """Return pairs that may be one person, surest first, for a liaison or project lead; nobody's for anybody else."""
    if not (user.is_liaison or user.is_project_lead):
        return LikelyDuplicate.objects.none()
    pairs = LikelyDuplicate.objects.select_related("first__membership", "second__membership", "answered_by")
    # A pair whose one half was merged with somebody else rests, until that is undone.
    both = Q(first__merged_into__isnull=True, second__merged_into__isnull=True) | Q(state=rules.LIKELY_MERGED)
    there = Q(first__erased_at__isnull=True, second__erased_at__isnull=True)
    kept_only = Q(first__membership__state=rules.RESTRICTED) | Q(second__membership__state=rules.RESTRICTED)
    found = pairs.filter(both, there, state__in=states or [rules.LIKELY_OPEN]).exclude(kept_only)
    return found.order_by("-score", "pk")


def likely_of(user: User, candidate: Candidate) -> QuerySet[LikelyDuplicate]:
    """Return the unanswered pairs that this candidate is in."""
    return likely_duplicates(user).filter(Q(first=candidate) | Q(second=candidate))


def with_more(user: User, candidates: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Add `files` (ref and name, the latest first) and `likely`, the ref of the surest unanswered pair, or None."""
    files = CvFile.objects.filter(candidate=OuterRef("pk")).order_by("-uploaded_at", "-pk")
    pairs = likely_duplicates(user).filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")))
    return candidates.annotate(
        files=ArraySubquery(files.values(json=JSONObject(ref="ref", name="name"))),
        likely=Subquery(pairs.values("ref")[:1]),
    )


def facts() -> tuple[Prefetch, ...]:
    """Return what `facts_of` reads beside the people themselves: two queries for any number."""
    return (
        Prefetch("skills", CandidateSkill.objects.order_by(F("level").desc(nulls_last=True), "skill")),
        Prefetch("languages", CandidateLanguage.objects.order_by("-level", "code")),
    )


def with_facts(candidates: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Return the same candidates with skills and languages fetched along: three queries for any number."""
    return candidates.select_related("membership", "user").prefetch_related(*facts())


def with_skills(candidates: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Return the same candidates for a list, each with their skills, the strongest first: two queries."""
    return in_a_line(candidates).prefetch_related(facts()[0])


def available(today: date) -> QuerySet[Candidate]:
    """Return those who may be introduced today: approved and not paused (`rules.is_available`)."""
    return Candidate.objects.filter(
        Q(membership__paused_until__isnull=True) | Q(membership__paused_until__lte=today),
        membership__state=rules.APPROVED,
        merged_into__isnull=True,
    )


def forecast_of(candidate: Any, today: date) -> Forecast | None:
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
    return _facts(candidate, list(candidate.skills.all()), list(candidate.languages.all()), today)


class Known(NamedTuple):
    """One person of a whole pool: number, reference, and what is known of them."""

    number: int
    ref: str
    facts: Facts


def known_of(people: QuerySet[Candidate], today: date) -> list[Known]:
    """Return `facts_of` of many people in three queries, without making rows of models for them."""
    found = list(people.values_list("pk", "ref", *_FACT_COLUMNS, named=True))
    numbers = [each.pk for each in found]
    skills, languages = defaultdict(list), defaultdict(list)
    for row in CandidateSkill.objects.filter(candidate__in=numbers).values_list(
        "candidate_id", "skill", "level", "source", "where", "years", named=True
    ):
        skills[row.candidate_id].append(row)
    for spoken in CandidateLanguage.objects.filter(candidate__in=numbers).values_list(
        "candidate_id", "code", "level", "source", named=True
    ):
        languages[spoken.candidate_id].append(spoken)
    return [Known(each.pk, each.ref, _facts(each, skills[each.pk], languages[each.pk], today)) for each in found]


_FACT_COLUMNS = (
    "country", "route", "notice_weeks", "available_on", "years", "languages_known", "skills_known", "education",
    "places", "remote", "occupation", "industries", "industries_known", "seniority_wishes", "employer_wishes",
)  # fmt: skip


def _facts(person: Any, skills: Sequence[Any], languages: Sequence[Any], today: date) -> Facts:
    """Return facts from rows of models or from plain rows with the same columns."""
    evidence = {f"skill:{row.skill}": _skill_evidence(row) for row in skills}
    evidence |= {f"language:{row.code}": row.source for row in languages}
    outlook = forecast_of(person, today)
    return Facts(
        skills={row.skill: row.level for row in skills},
        years=person.years,
        languages={row.code: row.level for row in languages},
        languages_known=person.languages_known,
        skills_known=person.skills_known,
        education=person.education,
        desk_on=outlook.desk_on if outlook else None,
        places=frozenset(person.places),
        places_known=bool(person.places),
        remote=person.remote or None,
        occupation=person.occupation or None,
        industries=person.industries,
        industries_known=person.industries_known,
        seniorities=frozenset(person.seniority_wishes),
        cultures=frozenset(person.employer_wishes),
        evidence=evidence,
    )


def _skill_evidence(row: Any) -> str:
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
