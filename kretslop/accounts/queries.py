"""Reads of people who sign in."""

from django.db.models import QuerySet
from django.db.models.functions import Lower

from kretslop.accounts.models import User
from kretslop.accounts.rules import LIAISON, PROJECT_LEAD


def liaisons() -> list[User]:
    """Return all active liaisons by name."""
    return list(User.objects.filter(is_active=True, staff_roles__contains=[LIAISON]).order_by("name", "pk"))


def project_leads() -> list[User]:
    """Return all active project leads by name."""
    return list(User.objects.filter(is_active=True, staff_roles__contains=[PROJECT_LEAD]).order_by("name", "pk"))


def staff(user: User) -> QuerySet[User]:
    """Return everybody with a staff role by name, for a project lead; nobody for anybody else."""
    if not user.is_project_lead:
        return User.objects.none()
    return User.objects.filter(is_active=True).exclude(staff_roles=[]).order_by("name", "pk")


def by_email(email: str) -> User | None:
    """Return the user with this address, whatever its case, or None."""
    return User.objects.alias(lower=Lower("email")).filter(lower=email.strip().lower()).first()


def has_other_roles(user: User) -> bool:
    """True when the account is also a colleague's or an employer's: it outlives the candidate."""
    return bool(user.staff_roles) or user.is_staff or user.is_superuser or user.memberships.exists()
