"""Reads of employers, scoped to whoever looks."""

from datetime import datetime

from django.db.models import QuerySet

from kretslop.accounts.models import User
from kretslop.employers.models import Employer, Impersonation, Member


def for_member(user: User) -> QuerySet[Employer]:
    """Return the employers that `user` may act for today."""
    return Employer.objects.filter(members__user=user, members__active=True).order_by("name", "pk")


def members_of(employer: Employer) -> QuerySet[Member]:
    """Return the employer's active members by name. The caller is in charge of who may see them."""
    return employer.members.filter(active=True).select_related("user").order_by("user__name", "pk")


def impersonation_now(ref: str, staff: User, now: datetime) -> Impersonation | None:
    """Return what a project lead's session names while it holds: in time, not stopped, both still who they were."""
    if not staff.is_project_lead:
        return None
    rows = Impersonation.objects.select_related("member__user", "member__employer")
    running = rows.filter(ref=ref, staff=staff, ended_at__isnull=True, ends_at__gt=now)
    return running.filter(member__active=True, member__user__is_active=True).first()


def impersonations_of(user: User) -> list[Impersonation]:
    """Return when staff read as this person, with who and why, the latest first."""
    rows = Impersonation.objects.filter(member__user=user).select_related("staff", "member__employer")
    return list(rows.order_by("-begun_at", "-pk")[:20])
