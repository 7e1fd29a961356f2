"""Who is on the alliance's staff: project leads let people in and out, and nothing is left without somebody."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from kretslop.accounts.actions import ensure_user, give_staff_role, take_staff_role
from kretslop.accounts.models import User
from kretslop.accounts.rules import LIAISON, PROJECT_LEAD, STAFF_ROLES
from kretslop.campaigns import rules
from kretslop.campaigns.actions.campaigning import must_lead
from kretslop.campaigns.models import Campaign, Prospect
from kretslop.messaging import actions as mail
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record

#: role -> what somebody in it answers for: (code, how many there are, hand them all to somebody else).
#: Rooms above add theirs at start-up.
Duty = tuple[str, Callable[[User], int], Callable[[User, User, datetime], None]]
_DUTIES: dict[str, list[Duty]] = {role: [] for role in STAFF_ROLES}


def register(role: str, code: str, count: Callable[[User], int], hand: Callable[[User, User, datetime], None]) -> None:
    """Have what a person in `role` answers for counted and handed over; saying it twice does no harm."""
    if code not in {known for known, _count, _hand in _DUTIES[role]}:
        _DUTIES[role].append((code, count, hand))


def duties_of(user: User, role: str) -> dict[str, int]:
    """Return what the person answers for in a role, by code: only what there is."""
    counted = {code: count(user) for code, count, _hand in _DUTIES[role]}
    return {code: number for code, number in counted.items() if number}


@action
def invite_staff(*, name: str, email: str, roles: list[str], by: User, now: datetime) -> User:
    """Let somebody work for the alliance in these roles; they are told by mail. Invalid names a missing field.

    Whoever has a role already keeps it.
    """
    must_lead(by)
    name, email = name.strip(), email.strip().lower()
    for field, value in (("name", name), ("email", email), ("roles", roles)):
        if not value or (field == "email" and "@" not in email):
            raise Invalid(field, "required")
    user = ensure_user(email=email, name=name, language=by.language, now=now)
    return change_staff(user=user, roles=[*roles, *user.staff_roles], by=by, now=now)


@action
def change_staff(*, user: User, roles: list[str], by: User, to: User | None = None, now: datetime) -> User:
    """Give and take staff roles: `roles` are all that the person has from now on; none means out at the next click.

    `to` takes over whatever the person answers for in a role that is taken. NotPossible: last_project_lead;
    hand_over_first when there is something and nobody takes it. Invalid("to") for somebody who has not that role.
    """
    must_lead(by)
    # All leads are locked, in one order: two who remove each other at once leave one of them.
    leads = User.objects.select_for_update().filter(is_active=True, staff_roles__contains=[PROJECT_LEAD])
    others = [lead for lead in leads.order_by("pk") if lead.pk != user.pk]
    user = User.objects.select_for_update().get(pk=user.pk)
    if not set(roles) <= set(STAFF_ROLES):
        raise Invalid("roles", "unknown")
    given = [role for role in STAFF_ROLES if role in roles and role not in user.staff_roles]
    taken = [role for role in STAFF_ROLES if role not in roles and role in user.staff_roles]
    if PROJECT_LEAD in taken and not others:
        raise NotPossible("last_project_lead")
    for role in taken:
        _hand_over(user, role, to, by=by, now=now)
        take_staff_role(user=user, role=role, now=now)
        record("staff.role_taken", about=[user], by=by, now=now, codes={"role": role})
    for role in given:
        give_staff_role(user=user, role=role, now=now)
        record("staff.role_given", about=[user], by=by, now=now, codes={"role": role})
    if given and user.pk != by.pk:
        context = {"by": by.name, "by_email": by.email, "lead": PROJECT_LEAD in roles, "liaison": LIAISON in roles}
        key = f"staff_role:{user.ref}:{now.isoformat()}"
        mail.queue(key=key, kind="staff_role", to=user, context=context, about=[user], now=now)
    return user


def _hand_over(user: User, role: str, to: User | None, *, by: User, now: datetime) -> None:
    if not duties_of(user, role):
        return
    if to is None:
        raise NotPossible("hand_over_first")
    if to.pk == user.pk or not to.is_active or role not in to.staff_roles:
        raise Invalid("to", "unknown")
    for _code, _count, hand in _DUTIES[role]:
        hand(user, to, now)
    record("staff.handed_over", about=[user, to], by=by, now=now, codes={"role": role})


def _count_campaigns(user: User) -> int:
    return Campaign.objects.filter(liaison=user).exclude(state=rules.CLOSED).count()


def _hand_campaigns(user: User, to: User, now: datetime) -> None:
    Campaign.objects.filter(liaison=user).update(liaison=to)


def _count_candidates(user: User) -> int:
    return Candidate.objects.filter(liaison=user, erased_at__isnull=True, merged_into__isnull=True).count()


def _hand_candidates(user: User, to: User, now: datetime) -> None:
    Candidate.objects.filter(liaison=user).update(liaison=to)


def _talks(user: User) -> QuerySet[Prospect]:
    return Prospect.objects.filter(owner=user, state__in=(rules.TALKING, rules.INVITED))


def _count_prospects(user: User) -> int:
    return _talks(user).count()


def _hand_prospects(user: User, to: User, now: datetime) -> None:
    _talks(user).update(owner=to)


register(LIAISON, "campaigns", _count_campaigns, _hand_campaigns)
register(LIAISON, "candidates", _count_candidates, _hand_candidates)
register(PROJECT_LEAD, "prospects", _count_prospects, _hand_prospects)
