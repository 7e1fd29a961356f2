"""What each employer has done of the recruiter's five duties (R10): counted from what happened, never a grade."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from kretslop.accounts.models import User
from kretslop.ambassadors import queries as ambassadors
from kretslop.campaigns.models import Campaign, Participation, WantedProfile
from kretslop.campaigns.queries import acts_for
from kretslop.campaigns.rules import WANTED_DRAFT
from kretslop.events import queries as events
from kretslop.introductions import rules as intro
from kretslop.introductions.models import Introduction
from kretslop.shared.calendar import deadline_in
from kretslop.surveys import queries as surveys


class Tally(NamedTuple):
    """An employer's part so far.

    answered, in_time: people answered about, and within the campaign's days; said: answers on working together; came,
    held: events with somebody of theirs, of those held; profiles: wanted profiles submitted; process_told: how the
    employer hires is known; met, hired: people accepted, and hired; waiting: people who wait for an answer now; tasks,
    done: ambassadors' tasks taken, and done.
    """

    answered: int = 0
    in_time: int = 0
    said: int = 0
    came: int = 0
    held: int = 0
    profiles: int = 0
    process_told: bool = False
    met: int = 0
    hired: int = 0
    waiting: int = 0
    tasks: int = 0
    done: int = 0


def own_tally(user: User, participation: Participation, now: datetime) -> Tally | None:
    """Return what the employer of `user` has done in a campaign; None for a stranger."""
    mine = acts_for(user).filter(pk=participation.pk)
    return next((tally for _each, tally in _tallies(mine, participation.campaign, now)), None)


def tallies(user: User, campaign: Campaign, now: datetime) -> list[tuple[Participation, Tally]]:
    """Return what each employer has done, by name, for a project lead; nothing for anybody else."""
    if not user.is_project_lead:
        return []
    rows = Participation.objects.filter(campaign=campaign, left_at__isnull=True).select_related("employer")
    return _tallies(rows.order_by("employer__name", "pk"), campaign, now)


def _tallies(rows: QuerySet[Participation], campaign: Campaign, now: datetime) -> list[tuple[Participation, Tally]]:
    """Count for any number of employers in the same three queries."""
    people = Introduction.objects.filter(participation=OuterRef("pk"))
    wanted = WantedProfile.objects.filter(participation=OuterRef("pk")).exclude(state=WANTED_DRAFT)
    counted: dict[str, QuerySet[Any]] = {
        "profiles": wanted,
        "met": people.filter(accepted_at__isnull=False),
        "hired": people.filter(state=intro.HIRED),
        "waiting": people.filter(state=intro.INTRODUCED),
        "said": surveys.given_within(),
        "tasks": ambassadors.taken_within(),
        "done": ambassadors.taken_within().filter(done_at__isnull=False),
    }
    found = list(rows.annotate(**{f"of_{name}": _number(each) for name, each in counted.items()}))
    answers = _answers([each.pk for each in found], campaign.feedback_days)
    attended = events.attended_by([each.employer_id for each in found], campaign, now)

    def of(each: Participation) -> Tally:
        answered, in_time = answers.get(each.pk, (0, 0))
        there = attended[each.employer_id]
        return Tally(
            answered=answered, in_time=in_time, came=there.came, held=there.held,
            process_told=bool(each.hiring_steps), **{name: getattr(each, f"of_{name}") for name in counted},
        )  # fmt: skip

    return [(each, of(each)) for each in found]


def _number(rows: QuerySet[Any]) -> Coalesce:
    """Return how many rows there are of each row outside."""
    one_group = rows.order_by().annotate(all=Value(1)).values("all")
    return Coalesce(Subquery(one_group.annotate(n=Count("pk")).values("n")), 0)


def _answers(keys: list[int], days: int) -> dict[int, tuple[int, int]]:
    """Count first answers, and those within the campaign's working days; a lapse or a withdrawal is no answer."""
    found: dict[int, tuple[int, int]] = {}
    shown = Introduction.objects.filter(participation__in=keys, introduced_at__isnull=False)
    rows: Any = shown.filter(Q(accepted_at__isnull=False) | Q(decided_at__isnull=False))
    for key, introduced, accepted, decided in rows.values_list(
        "participation_id", "introduced_at", "accepted_at", "decided_at"
    ):
        answered, in_time = found.get(key, (0, 0))
        on_time = (accepted or decided) <= deadline_in(introduced, days)
        found[key] = answered + 1, in_time + on_time
    return found
