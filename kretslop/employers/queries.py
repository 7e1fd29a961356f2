"""Reads of employers, scoped to whoever looks."""

from django.db.models import QuerySet

from kretslop.accounts.models import User
from kretslop.employers.models import Employer, Member


def for_member(user: User) -> QuerySet[Employer]:
    """Return the employers that `user` may act for today."""
    return Employer.objects.filter(members__user=user, members__active=True).order_by("name", "pk")


def members_of(employer: Employer) -> QuerySet[Member]:
    """Return the employer's active members by name. The caller is in charge of who may see them."""
    return employer.members.filter(active=True).select_related("user").order_by("user__name", "pk")
