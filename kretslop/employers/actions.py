"""Writes about employers and their members."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from kretslop.accounts.models import User
from kretslop.employers import rules
from kretslop.employers.models import CompanyIdentity, Employer, Impersonation, Member
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SYSTEM

CHANGEABLE = (
    "name", "country", "org_number", "kind", "size", "stage", "sector", "city", "locations", "remote_policy",
    "permit_experience", "about", "culture",
)  # fmt: skip
#: Which company it is: told once, at sign-up or by the secretariat.
IDENTITY = ("name", "country", "org_number", "kind")
_CHOSEN = {
    "size": rules.SIZES,
    "stage": rules.STAGES,
    "remote_policy": rules.REMOTE_POLICIES,
    "permit_experience": rules.PERMIT_EXPERIENCE,
}

#: Rooms above say why an employer cannot become another kind: a code of `wording.PROBLEMS`, or "".
_BOUND: list[Callable[[Employer, str], str]] = []


def register(why_not: Callable[[Employer, str], str]) -> None:
    """Have `why_not(employer, kind)` asked before an employer becomes another kind; saying it twice does no harm."""
    if why_not not in _BOUND:
        _BOUND.append(why_not)


@action
def add_employer(*, name: str, by: User | str = SYSTEM, now: datetime, **fields: str) -> Employer:
    """Add an employer; Invalid("org_number") when it cannot be one, or another employer of that country has it.

    `locations` are names with commas between them.
    """
    if not name.strip():
        raise Invalid("name", "required")
    employer = Employer(name=name.strip(), created_at=now)
    _fill(employer, fields)
    record("employer.added", about=[employer], by=by, now=now)
    return employer


@action
def change_employer(*, employer: Employer, by: User, now: datetime, **fields: str) -> Employer:
    """Change what candidates and the alliance read about an employer.

    NotAllowed for anybody but its members and project leads, and for members who change which company it is; Invalid
    names a field, also `kind` for an agency that still acts for clients, whose people would lose what they read, and
    where candidates or wanted profiles rest on the kind that it is (`register`).
    """
    if not by.is_project_lead and not employer.members.filter(user=by, active=True).exists():
        raise NotAllowed("not_yours")
    employer = Employer.objects.select_for_update().get(pk=employer.pk)
    before = {name: getattr(employer, name) for name in IDENTITY}
    if not by.is_project_lead and any(fields.get(name, value).strip() != value for name, value in before.items()):
        raise NotAllowed("project_lead_only")
    _check_kind(employer, fields.get("kind", employer.kind))
    _fill(employer, fields)
    record("employer.changed", about=[employer], by=by, now=now)
    return employer


def _check_kind(employer: Employer, kind: str) -> None:
    if kind == employer.kind:
        return
    if employer.kind == "agency" and employer.clients.filter(ended_at=None).exists():
        raise Invalid("kind", "has_clients")
    for why_not in _BOUND:
        if code := why_not(employer, kind):
            raise Invalid("kind", code)


def _fill(employer: Employer, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        if name not in CHANGEABLE:
            raise Invalid(name, "unknown")
        setattr(employer, name, rules.listed(value) if name == "locations" else value.strip())
    if employer.kind not in rules.KINDS:
        raise Invalid("kind", "unknown")
    if not (len(employer.country) == 2 and employer.country.isalpha() and employer.country.isupper()):
        raise Invalid("country", "unknown")
    for name, known in _CHOSEN.items():
        if getattr(employer, name) not in ("", *known):
            raise Invalid(name, "unknown")
    if len(employer.locations) > rules.LOCATIONS_MAX:
        raise Invalid("locations", "too_many")
    employer.org_number = rules.clean_org_number(employer.org_number, employer.country)
    if problem := rules.org_number_problem(employer.org_number, employer.country):
        raise Invalid("org_number", problem)
    try:
        with transaction.atomic():
            employer.save()
    except IntegrityError as error:
        raise Invalid("org_number", "taken") from error


@action
def add_member(*, employer: Employer, user: User, role: str, title: str = "", by: User | str, now: datetime) -> Member:
    """Let `user` act for the employer; somebody who was removed is let in again."""
    if role not in rules.ROLES:
        raise Invalid("role", "unknown")
    member, made = Member.objects.get_or_create(
        employer=employer, user=user, defaults={"role": role, "title": title, "added_at": now}
    )
    if not made and (not member.active or member.role != role):
        member.active, member.role = True, role
        member.save(update_fields=["active", "role"])
    record("member.added", about=[employer, user], by=by, now=now, codes={"role": role})
    return member


@action
def change_role(*, member: Member, role: str, by: User, now: datetime) -> Member:
    """Make somebody a manager or a recruiter; Invalid("role") for anything else. The caller says who may."""
    if role not in rules.ROLES:
        raise Invalid("role", "unknown")
    if member.role != role:
        member.role = role
        member.save(update_fields=["role"])
        record("member.role_changed", about=[member.employer, member.user], by=by, now=now, codes={"role": role})
    return member


@action
def remove_member(*, member: Member, by: User, now: datetime) -> Member:
    """End somebody's access to the employer's pages at once."""
    member.active = False
    member.save(update_fields=["active"])
    CompanyIdentity.objects.filter(user=member.user, sign_in__employer=member.employer).delete()
    record("member.removed", about=[member.employer, member.user], by=by, now=now)
    return member


@action
def impersonate(*, member: Member, reason: str, by: User, now: datetime) -> Impersonation:
    """Let a project lead read the employer's pages as `member` for `rules.IMPERSONATION_MINUTES`.

    NotAllowed for anybody else, and for oneself; Invalid("reason") without a reason; NotPossible for somebody who no
    longer acts for the employer. It is on the timeline, and the person reads of it.
    """
    if not by.is_project_lead or member.user_id == by.pk:
        raise NotAllowed("not_yours")
    if not rules.REASON_MIN <= len(reason.strip()) <= rules.REASON_MAX:
        raise Invalid("reason", "required")
    if not member.active:
        raise NotPossible("no_member")
    begun = Impersonation.objects.create(
        staff=by,
        member=member,
        reason=reason.strip(),
        begun_at=now,
        ends_at=now + timedelta(minutes=rules.IMPERSONATION_MINUTES),
    )
    record("impersonation.begun", about=[begun, member.employer, member.user], by=by, now=now)
    return begun


@action
def stop_impersonating(*, impersonation: Impersonation, by: User, now: datetime) -> Impersonation:
    """Be oneself again; stopping twice changes nothing."""
    found = Impersonation.objects.select_for_update(of=("self",)).select_related("member__employer", "member__user")
    impersonation = found.get(pk=impersonation.pk, staff=by)
    if impersonation.ended_at is None:
        impersonation.ended_at = now
        impersonation.save(update_fields=["ended_at"])
        about = [impersonation, impersonation.member.employer, impersonation.member.user]
        record("impersonation.ended", about=about, by=by, now=now)
    return impersonation
