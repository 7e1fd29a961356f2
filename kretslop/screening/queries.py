"""Reads of the screening desk, for liaisons and project leads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value, Window

from kretslop.accounts.models import User
from kretslop.campaigns import rules as campaign_rules
from kretslop.campaigns.models import Campaign, WantedProfile
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
    ScreeningRun,
)
from kretslop.screening.models.screening import STANDING
from kretslop.shared.calendar import OSLO
from kretslop.talent.models import Candidate
from kretslop.talent.rules import APPROVED, OUT_OF_POOL, WAITING, is_paused

#: The lists on the desk that wait for a person's decision, in the order in which they are worked.
LISTS = ("second", "meets_all", "near_miss", "find_out", "held", "not_now")


def in_group(*groups: str) -> Q:
    """Return the condition that somebody stands in one of these groups: put there by a person, or else the machine."""
    return Q(placed__in=groups) | Q(placed="", group__in=groups)


def _current_decision() -> QuerySet[Decision]:
    return Decision.objects.filter(candidate=OuterRef("candidate"), campaign=OuterRef("campaign"), current=True)


def _open_proposal() -> QuerySet[Proposal]:
    return Proposal.objects.filter(
        candidate=OuterRef("candidate"), campaign=OuterRef("campaign"), settled_at__isnull=True
    )


def preselections(user: User) -> QuerySet[Preselection]:
    """Return the explained results in open campaigns of everybody still in the pool; nobody's for other people."""
    if not (user.is_liaison or user.is_project_lead):
        return Preselection.objects.none()
    return (
        Preselection.objects.filter(campaign__state=campaign_rules.OPEN)
        .exclude(candidate__membership__state__in=OUT_OF_POOL)
        .select_related("candidate__membership", "campaign")
    )


def _in_play(user: User, today: date) -> QuerySet[Preselection]:
    return preselections(user).filter(
        Q(candidate__membership__paused_until__isnull=True) | Q(candidate__membership__paused_until__lte=today),
        candidate__membership__state__in=(WAITING, APPROVED),
    )


def _undecided(user: User, today: date) -> QuerySet[Preselection]:
    return _in_play(user, today).filter(~Exists(_open_proposal()), ~Exists(_current_decision()))


def waiting(user: User, which: str, today: date) -> QuerySet[Preselection]:
    """Return who waits on one of `LISTS`, best first: without a decision, or held and due to be looked at again.

    Whoever has a pause or a job is on no list; after a pause they are back by themselves.
    """
    found = _in_play(user, today)
    if which == "second":
        return found.filter(Exists(_open_proposal().exclude(by=user))).order_by("-score", "ref")
    if which == "held":
        due = _current_decision().filter(verdict=rules.HELD, revisit_due__lte=today)
        found = found.filter(~Exists(_open_proposal()), Exists(due))
    else:
        found = _undecided(user, today).alias(stands=STANDING).filter(stands=which)
    return found.order_by("-score", "ref")


def neighbours(user: User, which: str, today: date, candidate: Candidate) -> tuple[str, str, int, int]:
    """Return (ref before, ref after, position, total) of a candidate on a list; empty refs at its ends.

    Somebody who has just been decided on is no longer on the list: position 0, and `after` is its first.
    """
    refs = list(waiting(user, which, today).values_list("candidate__ref", flat=True))
    if candidate.ref not in refs:
        return "", refs[0] if refs else "", 0, len(refs)
    at = refs.index(candidate.ref)
    return refs[at - 1] if at else "", refs[at + 1] if at + 1 < len(refs) else "", at + 1, len(refs)


def done_today(which: str, now: datetime) -> int:
    """Return how many of a list were dealt with today, by anybody; only a number."""
    began = datetime.combine(now.astimezone(OSLO).date(), time(), OSLO)
    decided = Decision.objects.filter(at__gte=began, current=True, simulated=False)
    proposed = Proposal.objects.filter(at__gte=began, settled_at__isnull=True)
    if which == "second":
        return Proposal.objects.filter(settled_at__gte=began).exclude(settled_by=F("by")).count()
    if which == "held":
        return decided.filter(replaces__verdict=rules.HELD).count()
    mine = {"candidate": OuterRef("candidate"), "campaign": OuterRef("campaign")}
    on_it = Exists(Preselection.objects.filter(in_group(which), campaign__state=campaign_rules.OPEN, **mine))
    decided = decided.exclude(replaces__verdict=rules.HELD).filter(on_it)
    return decided.values("pk").union(proposed.filter(on_it).values("pk"), all=True).count()


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


def counts(user: User, today: date) -> dict[str, int]:
    """Return how many wait on each of `LISTS`."""
    lists = [_undecided(user, today).annotate(which=STANDING)]
    lists += [waiting(user, which, today).annotate(which=Value(which)) for which in ("second", "held")]
    each = [rows.order_by().values_list("which").annotate(Count("pk")) for rows in lists]
    found = dict(each[0].union(*each[1:], all=True))
    return {which: found.get(which, 0) for which in LISTS}


def first_of(user: User, lists: Iterable[str], today: date, most: int) -> dict[str, list[Preselection]]:
    """Return the first `most` of each of these lists, in one query."""
    lists = list(lists)
    each = [waiting(user, which, today).annotate(which=Value(which))[:most] for which in lists]
    rows = each[0].union(*each[1:], all=True) if len(each) > 1 else each[0] if each else []
    found: dict[str, list[Preselection]] = {which: [] for which in lists}
    for row in rows:
        found[row.which].append(row)  # type: ignore[attr-defined]
    return {which: sorted(rows, key=lambda row: (-row.score, row.ref)) for which, rows in found.items()}


def unscreened(user: User) -> QuerySet[Campaign]:
    """Return open campaigns with frozen criteria in which somebody registered has no result of that version yet."""
    if not user.is_liaison:
        return Campaign.objects.none()
    with_result = Preselection.objects.filter(
        campaign=OuterRef("pk"), version__state=campaign_rules.FROZEN, candidate=OuterRef("registrations__candidate")
    )
    under_way = ScreeningRun.objects.filter(campaign=OuterRef("pk"), number=None, to_do__isnull=False)
    return (
        Campaign.objects.filter(
            Q(registrations__isnull=False), ~Exists(with_result), ~Exists(under_way), state=campaign_rules.OPEN,
            criteria_versions__state=campaign_rules.FROZEN,
        )
        .distinct()
    )  # fmt: skip


def run_under_way(campaign: Campaign) -> ScreeningRun | None:
    """Return the run of this campaign that the worker is at."""
    return ScreeningRun.objects.filter(campaign=campaign, number=None, to_do__isnull=False).first()


def runs_under_way(user: User) -> QuerySet[ScreeningRun]:
    """Return the runs that the worker is at, with their campaigns, for liaisons and project leads."""
    if not (user.is_liaison or user.is_project_lead):
        return ScreeningRun.objects.none()
    return ScreeningRun.objects.filter(number=None, to_do__isnull=False).select_related("campaign", "by").order_by("at")


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


def stops(user: User) -> QuerySet[AutomationStop]:
    """Return the stops in force in open campaigns: who, when and why."""
    if not (user.is_liaison or user.is_project_lead):
        return AutomationStop.objects.none()
    in_force = AutomationStop.objects.filter(lifted_at__isnull=True, campaign__state=campaign_rules.OPEN)
    return in_force.select_related("campaign", "by").order_by("at")


def may_be_asked(candidate: Candidate, today: date) -> bool:
    """True for somebody who waits or is approved, and has no pause."""
    place = candidate.membership
    return place.state in (WAITING, APPROVED) and not is_paused(place.paused_until, today)


def stops_of(campaign: Campaign) -> list[AutomationStop]:
    """Return every stop of a campaign, the latest first; for pages that only a project lead enters."""
    return list(campaign.automation_stops.select_related("by", "lifted_by").order_by("-at"))
