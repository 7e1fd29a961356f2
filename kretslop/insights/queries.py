"""What a campaign has come to, for project leads and liaisons; anybody else is told nothing."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign, Registration
from kretslop.campaigns.rules import CLOSED
from kretslop.insights import rules
from kretslop.introductions import rules as intro
from kretslop.introductions.models import Introduction
from kretslop.matching.criteria import Criteria
from kretslop.screening import rules as screening
from kretslop.screening.counting import Effect, effect_on_registered
from kretslop.screening.models import Decision, Preselection, ScreeningRun
from kretslop.screening.queries import in_group
from kretslop.shared.calendar import OSLO, deadline_in
from kretslop.shared.errors import NotAllowed


def _must_see(viewer: User) -> None:
    if not (viewer.is_project_lead or viewer.is_liaison):
        raise NotAllowed("staff_only")


def funnel(campaign: Campaign, *, viewer: User) -> rules.Funnel:
    """Return how far the people who registered in the campaign have come; NotAllowed for anybody but staff."""
    _must_see(viewer)
    registered = Exists(Registration.objects.filter(campaign=campaign, candidate=OuterRef("candidate")))
    approved = Decision.objects.filter(campaign=campaign, verdict=screening.APPROVED, undone_at=None)
    rows = _moves(campaign, registered)
    reached = {
        rules.APPROVED: set(approved.filter(registered).values_list("candidate_id", flat=True)),
        rules.INTRODUCED: {row.candidate for row in rows if row.introduced_at},
        rules.ACCEPTED: {row.candidate for row in rows if row.accepted_at},
        rules.INTERVIEWED: {row.candidate for row in rows if row.interviewed_at or row.state in _FURTHER},
        rules.HIRED: {row.candidate for row in rows if row.state == intro.HIRED},
    }
    released = _released(rows)
    again = {row.candidate for row in rows if _after(row, released)}
    hired = {row.candidate for row in rows if row.state == intro.HIRED and _after(row, released)}
    beyond = set[int]().union(*reached.values())
    preselected = Preselection.objects.filter(in_group(*rules.PRESELECTED_GROUPS), registered, campaign=campaign)
    # Of a large pool most came no further: they are counted where they are, not fetched.
    seen = preselected.aggregate(all=Count("candidate"), beyond=Count("candidate", filter=Q(candidate__in=beyond)))
    stayed = seen["all"] - seen["beyond"]
    everybody = Registration.objects.filter(campaign=campaign).count()
    waiting = {rules.PRESELECTED: stayed, rules.REGISTERED: everybody - stayed - len(beyond)}
    return rules.Funnel(rules.nested(reached, waiting), len(released), len(again), len(hired))


#: Ends that the person chose, or that were a hire.
_NO_RELEASE = ("hired_elsewhere", "left_pool", "paused")
_FURTHER = (intro.INTERVIEW, intro.ASSESSMENT, intro.NEGOTIATION)


class _Move(NamedTuple):
    candidate: int
    state: str
    introduced_at: datetime | None
    accepted_at: datetime | None
    interviewed_at: datetime | None
    ended_at: datetime | None
    end_reason: str


def _moves(campaign: Campaign, registered: Exists) -> list[_Move]:
    fields = ("candidate_id", "state", "introduced_at", "accepted_at", "interviewed_at", "ended_at", "end_reason")
    return [_Move(*row) for row in Introduction.objects.filter(registered, campaign=campaign).values_list(*fields)]


def _released(rows: Iterable[_Move]) -> dict[int, datetime]:
    """Return when each person first went back into circulation after an employer had seen them."""
    found: dict[int, datetime] = {}
    for row in rows:
        back = row.state in intro.RELEASING and row.end_reason not in _NO_RELEASE and row.introduced_at
        if back and row.ended_at and (row.candidate not in found or row.ended_at < found[row.candidate]):
            found[row.candidate] = row.ended_at
    return found


def _after(row: _Move, released: dict[int, datetime]) -> bool:
    since = released.get(row.candidate)
    return since is not None and row.introduced_at is not None and row.introduced_at >= since


class Waits(NamedTuple):
    """How long people wait in a campaign, and how much of the employers' feedback comes in time."""

    approval: rules.Wait
    answer: rules.Wait
    feedback: rules.InTime


def waits(campaign: Campaign, *, viewer: User, now: datetime) -> Waits:
    """Return registration to approval, introduction to the employer's answer (medians in days), feedback in time."""
    _must_see(viewer)
    registered = dict(Registration.objects.filter(campaign=campaign).values_list("candidate_id", "registered_at"))
    first = Decision.objects.filter(campaign=campaign, verdict=screening.APPROVED, undone_at=None).values(
        "candidate_id"
    )
    approved = first.annotate(first_at=Min("at")).values_list("candidate_id", "first_at")
    approval = [_days(registered[who], at) for who, at in approved if who in registered]
    shown: Any = Introduction.objects.filter(campaign=campaign, introduced_at__isnull=False)
    answers, in_time, due = [], 0, 0
    for state, introduced_at, accepted_at, decided_at in shown.values_list(
        "state", "introduced_at", "accepted_at", "decided_at"
    ):
        # A lapse, a withdrawal or a close is no answer of the employer.
        answered_at = accepted_at or decided_at
        deadline = deadline_in(introduced_at, campaign.feedback_days)
        if answered_at:
            answers.append(_days(introduced_at, answered_at))
        if answered_at or (state in (intro.INTRODUCED, intro.LAPSED) and now > deadline):
            due += 1
            in_time += bool(answered_at and answered_at <= deadline)
    return Waits(rules.wait(approval), rules.wait(answers), rules.InTime(in_time, due))


def _days(start: datetime, end: datetime) -> float:
    return max((end - start).total_seconds(), 0) / 86_400


class Standing(NamedTuple):
    """A campaign in one line: its week, and where registrations and approvals are heading."""

    campaign: Campaign
    week: rules.Week
    registered: rules.Outlook
    approved: rules.Outlook


def standings(campaigns: Iterable[Campaign], *, viewer: User, today: date) -> list[Standing]:
    """Return each campaign with its numbers against its goals: two queries for any number of campaigns."""
    _must_see(viewer)
    campaigns = list(campaigns)
    registered = _count(Registration.objects.filter(campaign__in=campaigns))
    approvals = Decision.objects.filter(campaign__in=campaigns, verdict=screening.APPROVED, undone_at=None)
    # An approval of somebody from the pool who never registered here is a gain of another campaign.
    approved = _count(approvals.filter(candidate__registrations__campaign=F("campaign")))
    return [
        Standing(
            campaign,
            rules.week(campaign.starts_on, campaign.deadline_on, today),
            _outlook(campaign, registered.get(campaign.pk, 0), campaign.goal_registered, today),
            _outlook(campaign, approved.get(campaign.pk, 0), campaign.goal_approved, today),
        )
        for campaign in campaigns
    ]


def _outlook(campaign: Campaign, sofar: int, goal: int, today: date) -> rules.Outlook:
    return rules.outlook(
        sofar=sofar,
        goal=goal,
        starts_on=campaign.starts_on,
        deadline_on=campaign.deadline_on,
        today=today,
        closed=campaign.state == CLOSED,
    )


def _count(rows: QuerySet) -> dict[int, int]:
    return dict(rows.values_list("campaign_id").annotate(Count("candidate", distinct=True)).order_by())


def effect(campaign: Campaign, criteria: Criteria, *, viewer: User, now: datetime) -> Effect:
    """Return how many of the registered people in the pool remain after each must, and what each must costs."""
    _must_see(viewer)
    return effect_on_registered(campaign, criteria, now.astimezone(OSLO).date())


class AtEmployer(NamedTuple):
    """Introductions that wait for an employer's answer: how many, and since when the oldest should have come."""

    waiting: int
    late: int
    oldest_due: datetime | None


def at_employers(campaign: Campaign, *, viewer: User, now: datetime) -> dict[int, AtEmployer]:
    """Return what waits for each employer of the campaign, by the key of its participation."""
    _must_see(viewer)
    rows = Introduction.objects.filter(campaign=campaign, state=intro.INTRODUCED, next_step_due__isnull=False)
    counted: Any = rows.values("participation_id").annotate(
        waiting=Count("pk"), late=Count("pk", filter=Q(next_step_due__lt=now)), due=Min("next_step_due")
    )
    return {row.pop("participation_id"): AtEmployer(*row.values()) for row in counted.order_by()}


class LastRun(NamedTuple):
    """The latest screening of everybody: when, with which version of the criteria, how many in each group."""

    at: datetime
    number: int
    counts: dict[str, int]


def last_run(campaign: Campaign, *, viewer: User) -> LastRun | None:
    """Return the latest screening that a person started, or None while there was none."""
    _must_see(viewer)
    done = ScreeningRun.objects.filter(campaign=campaign, by__isnull=False, number__isnull=False)
    run = done.select_related("version").order_by("-at")[:1]
    return next((LastRun(each.at, each.version.number, each.counts) for each in run), None)
