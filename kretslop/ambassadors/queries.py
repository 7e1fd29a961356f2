"""Reads of ambassadors' tasks, scoped to whoever looks."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kretslop.accounts.models import User
from kretslop.ambassadors.models import AmbassadorTask, TakenTask
from kretslop.campaigns.models import Campaign, Participation
from kretslop.employers.models import Member


class Share(NamedTuple):
    """Somebody's part in a task: what their link counted is exact, so it is for the secretariat alone."""

    taken: TakenTask
    visits: int
    registered: int


class Line(NamedTuple):
    """A task, with the parts of those who took it."""

    task: AmbassadorTask
    shares: list[Share]


def for_lead(user: User, campaign: Campaign) -> list[Line]:
    """Return a campaign's tasks with who took them, open ones first, for a project lead; nothing for others."""
    if not user.is_project_lead:
        return []
    tasks = list(AmbassadorTask.objects.filter(campaign=campaign).order_by("due_on", "pk"))
    shares = _shares(TakenTask.objects.filter(task__in=tasks))
    lines = [Line(task, [each for each in shares if each.taken.task_id == task.pk]) for task in tasks]
    return sorted(lines, key=lambda line: line.task.closed_at is not None)


def _shares(rows) -> list[Share]:  # type: ignore[no-untyped-def]
    found = rows.filter(given_back_at__isnull=True).select_related("task__campaign", "member__user", "member__employer")
    found = found.select_related("link").annotate(people=Count("link__registrations")).order_by("taken_at", "pk")
    return [Share(each, each.link.visits if each.link else 0, each.people) for each in found]


def task_for_lead(user: User, campaign: Campaign, ref: str) -> AmbassadorTask | None:
    """Return one task of a campaign for a project lead."""
    if not user.is_project_lead:
        return None
    return AmbassadorTask.objects.filter(campaign=campaign, ref=ref).first()


def member_for(user: User, participation: Participation) -> Member | None:
    """Return as whose member somebody acts in a participation."""
    return Member.objects.filter(employer=participation.employer_id, user=user, active=True).first()


def for_member(user: User, participation: Participation) -> list[tuple[AmbassadorTask, Share | None]]:
    """Return the campaign's open tasks and those that `user` has taken, each with their own part in it."""
    member = Member.objects.filter(employer=participation.employer_id, user=user, active=True)
    mine = {each.taken.task_id: each for each in _shares(TakenTask.objects.filter(member__in=member))}
    still_there = Q(closed_at__isnull=True) | Q(pk__in=mine)
    tasks = AmbassadorTask.objects.filter(still_there, Exists(member), campaign=participation.campaign_id)
    tasks = tasks.order_by("due_on", "pk")
    return [(task, mine.get(task.pk)) for task in tasks]


def task_for_member(user: User, participation: Participation, ref: str) -> AmbassadorTask | None:
    """Return a task that `user` may take, or has taken; None for a stranger."""
    return next((task for task, _share in for_member(user, participation) if task.ref == ref), None)


def taken_within() -> QuerySet[TakenTask]:
    """Return, inside a query over participations, the tasks that the employer's people have taken and kept.

    The caller is in charge of who may see it.
    """
    kept = TakenTask.objects.filter(given_back_at__isnull=True)
    joined = {"task__campaign": OuterRef("campaign"), "member__employer": OuterRef("employer")}
    return kept.filter(**joined)
