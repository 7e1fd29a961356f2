"""What an agency reads of itself: the clients it acts for, and the campaigns that it may take part in."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from kretslop.accounts.models import User
from kretslop.campaigns import rules
from kretslop.campaigns.models import Campaign, Participation, WantedProfile
from kretslop.employers.models import Client, ClientMember, Employer


def agencies_of(user: User) -> QuerySet[Employer]:
    """Return the agencies for which `user` acts today."""
    mine = Employer.objects.filter(kind="agency", members__user=user, members__active=True)
    return mine.order_by("name", "pk")


def clients_of(user: User) -> QuerySet[Client]:
    """Return the clients of the agencies for which `user` acts, those it still acts for first, by name.

    With the number of their open wanted profiles (`wanted`) and their readers in `.readers`.
    """
    readers = ClientMember.objects.filter(active=True).select_related("user").order_by("user__name", "pk")
    open_ones = Q(wanted_profiles__state__in=(rules.SUBMITTED, rules.PAUSED))
    found = Client.objects.filter(agency__in=agencies_of(user)).annotate(
        wanted=Count("wanted_profiles", filter=open_ones, distinct=True), over=Q(ended_at__isnull=False)
    )
    return (
        found.select_related("agency")
        .prefetch_related(Prefetch("people", readers, to_attr="readers"))
        .order_by("over", "name", "pk")
    )


def acted_for(agency: Employer) -> QuerySet[Client]:
    """Return the clients that an agency acts for now, by name. The caller is in charge of who may see them."""
    return Client.objects.filter(agency=agency, ended_at__isnull=True).order_by("name", "pk")


def client_reader(user: User, ref: str) -> ClientMember | None:
    """Return one active reader of a client of the user's agencies, or None."""
    mine = ClientMember.objects.filter(active=True, client__agency__in=agencies_of(user))
    return mine.select_related("client__agency", "user").filter(ref=ref).first()


class OptIn(NamedTuple):
    """A campaign that an agency may take part in: `left`, when it had taken part and left."""

    agency: Employer
    campaign: Campaign
    left: bool


def may_opt_in(user: User) -> list[OptIn]:
    """Return the open campaigns in which the user's agencies take no part now, by agency and start."""
    found = []
    for agency in agencies_of(user):
        here = Participation.objects.filter(campaign=OuterRef("pk"), employer=agency)
        there = Campaign.objects.filter(state=rules.OPEN, simulated=False)
        there = there.exclude(Exists(here.filter(left_at__isnull=True))).annotate(had=Exists(here))
        found += [OptIn(agency, each, each.had) for each in there.order_by("-starts_on", "pk")]
    return found


def reads_for(user: User) -> list[Client]:
    """Return the clients whose introductions `user` may read, as long as the agency is one."""
    in_force = Client.objects.filter(ended_at__isnull=True, agency__kind="agency")
    mine = in_force.filter(people__user=user, people__active=True)
    return list(mine.select_related("agency").order_by("name", "pk"))


def why_no_other_kind(employer: Employer, kind: str) -> str:
    """Return "profiles" while wanted profiles say who would hire as an agency does, or as it does not."""
    if "agency" not in (employer.kind, kind):
        return ""
    at_it = WantedProfile.objects.filter(participation__employer=employer, state__in=(rules.SUBMITTED, rules.PAUSED))
    return "profiles" if at_it.exists() else ""
