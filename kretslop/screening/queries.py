"""Reads of the screening desk, for liaisons and project leads only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce

from kretslop.accounts.models import User
from kretslop.campaigns import rules as campaign_rules
from kretslop.campaigns.models import Campaign, Registration, WantedProfile
from kretslop.campaigns.queries import wanted_now
from kretslop.screening import rules
from kretslop.screening.models import (
    AutomationStop,
    Decision,
    DeskNote,
    Override,
    Preselection,
    Proposal,
    Question,
    RunReplay,
    ScreeningRun,
)
from kretslop.talent.models import Candidate
from kretslop.talent.rules import APPROVED, OUT_OF_POOL, WAITING, is_paused


def in_group(*groups: str) -> Q:
    """Return the condition that somebody stands in one of these groups: put there by a person, or else the machine."""
    return Q(placed__in=groups) | Q(placed="", group__in=groups)


def preselections(user: User) -> QuerySet[Preselection]:
    """Return the explained results in open campaigns of everybody still in the pool; nobody's for other people."""
    if not (user.is_liaison or user.is_project_lead):
        return Preselection.objects.none()
    return (
        Preselection.objects.filter(campaign__state=campaign_rules.OPEN)
        .exclude(candidate__membership__state__in=OUT_OF_POOL)
        .select_related("candidate__membership", "campaign")
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """One candidate in one campaign: the explained result and the decision in force; any of them may be missing."""

    campaign: Campaign
    preselection: Preselection | None
    decision: Decision | None
    override: Override | None = None
    proposal: Proposal | None = None
    #: What another liaison sent back with words, as long as nothing has come of it since.
    sent_back: Proposal | None = None
    stop: AutomationStop | None = None


def standings(user: User, candidate: Candidate) -> list[Standing]:
    """Return where a candidate stands in each campaign they registered in, newest campaign first."""
    if not (user.is_liaison or user.is_project_lead):
        return []
    # Of each there is at most one: the database holds that.
    of_person = {
        "result": FilteredRelation("preselections", condition=Q(preselections__candidate=candidate)),
        "in_force": FilteredRelation("decisions", condition=Q(decisions__candidate=candidate, decisions__current=True)),
        "placed": FilteredRelation("overrides", condition=Q(overrides__candidate=candidate, overrides__current=True)),
        "stop": FilteredRelation("automation_stops", condition=Q(automation_stops__lifted_at__isnull=True)),
    }
    campaigns = Campaign.objects.filter(registrations__candidate=candidate).annotate(**of_person)
    campaigns = campaigns.select_related(  # type: ignore[misc]  # names of FilteredRelation are not known to the plugin
        "result__version", "result__run", "in_force__by", "in_force__second", "placed__by", "placed__second", "stop__by"
    )
    last = {p.campaign_id: p for p in candidate.proposals.select_related("by", "settled_by").order_by("pk")}

    def of(campaign: Campaign) -> Standing:
        # What a join did not find is not there at all, not None.
        result, decision, override, stop = (getattr(campaign, name, None) for name in of_person)
        explained = result if result is not None and result.result else None
        still = stop if campaign.state == campaign_rules.OPEN else None
        return Standing(campaign, explained, decision, override, *_proposed(last.get(campaign.pk), decision), still)

    return [of(campaign) for campaign in campaigns]


def _proposed(found: Proposal | None, decision: Decision | None) -> tuple[Proposal | None, Proposal | None]:
    """Return the proposal that waits, or the one that was sent back and has not been overtaken by a decision."""
    if found is None or found.settled_at is None:
        return found, None
    overtaken = found.confirmed or found.settled_by_id == found.by_id
    return None, None if overtaken or (decision and decision.at > found.settled_at) else found


def notes_of(user: User, candidate: Candidate) -> QuerySet[DeskNote]:
    """Return the liaisons' notes about a person, the latest first, for liaisons only."""
    found = DeskNote.objects.filter(candidate=candidate) if user.is_liaison else DeskNote.objects.none()
    return found.select_related("by").order_by("-at", "-pk")


def to_compare(user: User, refs: list[str]) -> list[Preselection]:
    """Return up to `rules.MOST_COMPARED` results of one campaign, best first, with what is known of each person."""
    rows = preselections(user).filter(ref__in=refs).exclude(result={}).order_by("-score", "ref")
    rows = rows.prefetch_related("candidate__skills", "candidate__languages")
    found = list(rows[: rules.MOST_COMPARED])
    return [row for row in found if row.campaign_id == found[0].campaign_id]


def late_questions(user: User, now: datetime, *, most: int) -> tuple[list[Question], int]:
    """Return the first questions whose answer is late, and how many there are, in one query."""
    rows = open_questions(user).filter(answer_due__lt=now).annotate(number=Window(Count("*")))
    found: list[Any] = list(rows[:most])
    return found, found[0].number if found else 0


def open_questions(user: User) -> QuerySet[Question]:
    """Return the questions that nobody has answered yet, the longest waiting first."""
    if not user.is_liaison:
        return Question.objects.none()
    return (
        Question.objects.filter(answered_at__isnull=True)
        .exclude(candidate__membership__state__in=OUT_OF_POOL)
        .select_related("candidate", "campaign")
        .order_by("answer_due", "pk")
    )


def questions_for(user: User) -> QuerySet[Question]:
    """Return the questions put to the signed-in candidate, open ones first."""
    return Question.objects.filter(candidate__user=user).select_related("campaign").order_by("answered_at", "asked_at")


def number_of(rows: QuerySet[Any]) -> Coalesce:
    """Return how many rows a query that refers to an outer one has, as an expression of the outer one."""
    counted = rows.order_by().values(all=Value(1)).annotate(number=Count("*")).values("number")
    return Coalesce(Subquery(counted), 0)


def unscreened(user: User) -> QuerySet[Campaign]:
    """Return open campaigns with frozen criteria in which somebody in the pool has no result of that version yet."""
    if not user.is_liaison:
        return Campaign.objects.none()
    registered = Registration.objects.filter(campaign=OuterRef("pk"))
    judged = Preselection.objects.filter(version=OuterRef("criteria_versions"))
    of_person = Preselection.objects.filter(
        candidate=OuterRef("candidate"), campaign=OuterRef("campaign"), version__state=campaign_rules.FROZEN
    )
    left_out = registered.filter(~Exists(of_person)).exclude(candidate__membership__state__in=OUT_OF_POOL)
    under_way = ScreeningRun.objects.filter(campaign=OuterRef("pk"), number=None, to_do__isnull=False)
    return (
        Campaign.objects.filter(
            ~Exists(under_way), state=campaign_rules.OPEN, criteria_versions__state=campaign_rules.FROZEN
        )
        # Nobody has a result without being registered: equal numbers say that nobody is left out, and cost little.
        .alias(people=number_of(registered), done=number_of(judged))
        .filter(Exists(left_out), people__gt=F("done"))
    )


def run_under_way(campaign: Campaign) -> ScreeningRun | None:
    """Return the run of this campaign that the worker is at."""
    return ScreeningRun.objects.filter(campaign=campaign, number=None, to_do__isnull=False).first()


def runs_under_way(user: User) -> QuerySet[ScreeningRun]:
    """Return the runs that the worker is at, with their campaigns, for liaisons and project leads."""
    if not (user.is_liaison or user.is_project_lead):
        return ScreeningRun.objects.none()
    return ScreeningRun.objects.filter(number=None, to_do__isnull=False).select_related("campaign", "by").order_by("at")


def replay_of(user: User, run: ScreeningRun) -> RunReplay | None:
    """Return the latest time that a run was computed again, under way or over; None for whoever is not on the staff."""
    if not (user.is_liaison or user.is_project_lead):
        return None
    return RunReplay.objects.select_related("by").filter(run=run).first()


def is_stopped(campaign: Campaign) -> bool:
    """True while a project lead has stopped the machine's sorting in this campaign."""
    return AutomationStop.objects.filter(campaign=campaign, lifted_at__isnull=True).exists()


def wanted_by_machine() -> QuerySet[WantedProfile]:
    """Return the wanted profiles that the machine may hold against people: those of stopped campaigns are left out."""
    stopped = AutomationStop.objects.filter(campaign=OuterRef("participation__campaign"), lifted_at__isnull=True)
    return wanted_now().exclude(Exists(stopped))


def runs(user: User, campaign: Campaign) -> QuerySet[ScreeningRun]:
    """Return the recorded runs of a campaign, the latest first, for liaisons and project leads."""
    if not (user.is_liaison or user.is_project_lead):
        return ScreeningRun.objects.none()
    found = ScreeningRun.objects.filter(campaign=campaign, number__isnull=False)
    return found.select_related("campaign", "version", "by").order_by("-number")


def stops(user: User, campaign: Campaign | None = None) -> QuerySet[AutomationStop]:
    """Return the stops in force in open campaigns, or in one of them: who, when and why."""
    if not (user.is_liaison or user.is_project_lead):
        return AutomationStop.objects.none()
    in_force = AutomationStop.objects.filter(lifted_at__isnull=True, campaign__state=campaign_rules.OPEN)
    if campaign is not None:
        in_force = in_force.filter(campaign=campaign)
    return in_force.select_related("campaign", "by").order_by("at")


def may_be_asked(candidate: Candidate, today: date) -> bool:
    """True for somebody who waits or is approved, and has no pause."""
    place = candidate.membership
    return place.state in (WAITING, APPROVED) and not is_paused(place.paused_until, today)


def stops_of(campaign: Campaign) -> list[AutomationStop]:
    """Return every stop of a campaign, the latest first; for pages that only a project lead enters."""
    return list(campaign.automation_stops.select_related("by", "lifted_by").order_by("-at"))
