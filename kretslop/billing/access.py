"""Who may order for an employer."""

from kretslop.accounts.models import User
from kretslop.campaigns.models import Participation
from kretslop.employers.models import Member


def may_order(user: User, participation: Participation) -> bool:
    """True for whoever signed the agreement, and for the employer's managers; for any member when it has none (R2)."""
    members = list(Member.objects.filter(employer=participation.employer_id, active=True))
    mine = next((member for member in members if member.user_id == user.pk), None)
    if mine is None:
        return False
    if mine.role == "manager" or participation.signed_by_id == user.pk:
        return True
    return not any(member.role == "manager" for member in members)


def who_orders(participation: Participation) -> list[User]:
    """Return the people whom an offer is sent to, by name: managers and whoever signed; else every member."""
    members = Member.objects.filter(employer=participation.employer_id, active=True).select_related("user")
    rows = list(members.order_by("user__name", "pk"))
    first = [m.user for m in rows if m.role == "manager" or m.user_id == participation.signed_by_id]
    return first or [m.user for m in rows]
