"""What each employer has done of the recruiter's five duties (R10): counted from what happened, never a grade."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q

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
    if not acts_for(user).filter(pk=participation.pk).exists():
        return None
    return _tallies([participation], participation.campaign, now)[participation.pk]


def tallies(user: User, campaign: Campaign, now: datetime) -> list[tuple[Participation, Tally]]:
    """Return what each employer has done, by name, for a project lead; nothing for anybody else."""
    if not user.is_project_lead:
        return []
    rows = Participation.objects.filter(campaign=campaign, left_at__isnull=True).select_related("employer")
    found = list(rows.order_by("employer__name", "pk"))
    counted = _tallies(found, campaign, now)
    return [(each, counted[each.pk]) for each in found]


def _tallies(found: Iterable[Participation], campaign: Campaign, now: datetime) -> dict[int, Tally]:
    """Count for any number of employers in the same seven queries."""
    found = list(found)
    keys, employers = [each.pk for each in found], [each.employer_id for each in found]
    answers = _answers(keys, campaign.feedback_days)
    wanted = WantedProfile.objects.filter(participation__in=keys).exclude(state=WANTED_DRAFT)
    profiles = dict(wanted.values_list("participation_id").annotate(n=Count("pk")).order_by())
    people = Introduction.objects.filter(participation__in=keys).values_list("participation_id")
    counted = people.annotate(
        met=Count("pk", filter=Q(accepted_at__isnull=False)),
        hired=Count("pk", filter=Q(state=intro.HIRED)),
        waiting=Count("pk", filter=Q(state=intro.INTRODUCED)),
    )
    counts = {key: (met, hired, waiting) for key, met, hired, waiting in counted.order_by()}
    attended = events.attended_by(employers, campaign, now)
    tasks = ambassadors.done_by(employers, campaign)
    said = surveys.given_by(keys)

    def of(each: Participation) -> Tally:
        answered, in_time = answers.get(each.pk, (0, 0))
        met, hired, waiting = counts.get(each.pk, (0, 0, 0))
        there, own_tasks = attended[each.employer_id], tasks[each.employer_id]
        return Tally(
            answered=answered, in_time=in_time, said=said[each.pk], came=there.came, held=there.held,
            profiles=profiles.get(each.pk, 0), process_told=bool(each.hiring_steps), met=met, hired=hired,
            waiting=waiting, tasks=own_tasks.taken, done=own_tasks.done,
        )  # fmt: skip

    return {each.pk: of(each) for each in found}


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
