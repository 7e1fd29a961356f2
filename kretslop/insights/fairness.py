"""Whether groups of people come equally far in a campaign: counts of consented answers, as of the last Monday."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign, Registration
from kretslop.campaigns.queries import criteria_of
from kretslop.fairness.counting import counted
from kretslop.insights import comparing, rules
from kretslop.insights.comparing import Column, Counts
from kretslop.introductions import rules as intro
from kretslop.introductions.models import Introduction
from kretslop.matching.criteria import Criterion
from kretslop.matching.explain import GROUPS, NOT_MET
from kretslop.screening import rules as screening
from kretslop.screening.models import Decision, Override, Preselection
from kretslop.screening.queries import in_group
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import NotAllowed

STEPS = (rules.REGISTERED, rules.PRESELECTED, rules.APPROVED, rules.INTRODUCED, rules.ACCEPTED, rules.HIRED)
_JUDGED = "judged"


class Question(NamedTuple):
    """One question: how many are compared, the groups with their size, and the columns of two tables.

    `groups` is empty while there are too few answers, and `answered` is then how many there are; `together` names the
    groups that were put into one.
    """

    code: str
    answered: int
    groups: tuple[tuple[str, int], ...]
    together: tuple[str, ...]
    stages: tuple[Column, ...]
    criteria: tuple[Column, ...]


class Overrides(NamedTuple):
    """How often a person put somebody into a better group than the machine, and into a worse one."""

    up: int
    down: int


class Report(NamedTuple):
    """How far groups come in a campaign as of a Monday; `musts` are the criteria in the order of the columns."""

    as_of: date
    registered: int
    overrides: Overrides
    musts: tuple[Criterion, ...]
    questions: tuple[Question, ...]


def last_monday(now: datetime) -> datetime:
    """Return the start of this week: numbers that change once a week tell of nobody who moved on today."""
    today = now.astimezone(OSLO).date()
    return datetime.combine(today - timedelta(days=today.weekday()), time(), OSLO)


def report(campaign: Campaign, *, viewer: User, now: datetime) -> Report:
    """Return the comparison for a project lead; NotAllowed for anybody else, also for liaisons, who decide."""
    if not viewer.is_project_lead:
        raise NotAllowed("project_leads_only")
    until = last_monday(now)
    reached = _reached(campaign, until)
    musts, passed = _passed(campaign, reached[rules.REGISTERED])
    found = counted(reached | passed, until=until)
    questions = tuple(_question(code, counts, musts) for code, counts in found.items())
    return Report(until.date(), len(reached[rules.REGISTERED]), _overrides(campaign, until), musts, questions)


def _overrides(campaign: Campaign, until: datetime) -> Overrides:
    """Count the results that people have changed, those taken back included: each was a choice."""
    order = GROUPS.index
    moved = Override.objects.filter(campaign=campaign, at__lt=until).values_list("machine", "group")
    up = sum(order(group) < order(machine) for machine, group in moved)
    return Overrides(up, len(moved) - up)


def _reached(campaign: Campaign, until: datetime) -> dict[str, set[int]]:
    """Return who had come at least as far as each step; the machine's groups are today's, the rest is as of then."""
    moves = Introduction.objects.filter(campaign=campaign)
    decided = Decision.objects.filter(campaign=campaign, verdict=screening.APPROVED, at__lt=until)
    sorted_in = Preselection.objects.filter(in_group(*rules.PRESELECTED_GROUPS), campaign=campaign)
    rows = {
        rules.REGISTERED: Registration.objects.filter(campaign=campaign, registered_at__lt=until),
        rules.PRESELECTED: sorted_in,
        rules.APPROVED: decided,
        rules.INTRODUCED: moves.filter(introduced_at__lt=until),
        rules.ACCEPTED: moves.filter(accepted_at__lt=until),
        rules.HIRED: moves.filter(state=intro.HIRED, ended_at__lt=until),
    }
    sets = {step: set(found.values_list("candidate_id", flat=True)) for step, found in rows.items()}
    beyond: set[int] = set()
    for step in reversed(STEPS):
        beyond |= sets[step] & sets[rules.REGISTERED]
        sets[step] = set(beyond)
    return sets


def _passed(campaign: Campaign, people: set[int]) -> tuple[tuple[Criterion, ...], dict[str, set[int]]]:
    """Return the must-haves in force and who is not stopped by each: met, or not known yet (unknown is not no)."""
    rows = Preselection.objects.filter(campaign=campaign, candidate__in=people)
    latest = rows.select_related("version").order_by("-version__number").first()
    musts = tuple(item for item in criteria_of(latest.version).items if item.must) if latest else ()
    judged = set(rows.values_list("candidate_id", flat=True))
    stopped: dict[str, set[int]] = {item.key: set() for item in musts}
    # Only these two groups miss a must; the others need not be read.
    missing = rows.filter(group__in=("near_miss", "not_now")).values_list("candidate_id", "result__parts")
    for person, parts in missing.iterator(2000):
        for part in parts:
            if part["verdict"] == NOT_MET and (key := _key(part["criterion"])) in stopped:
                stopped[key].add(person)
    return musts, {_JUDGED: judged, **{key: judged - out for key, out in stopped.items()}}


def _key(criterion: dict[str, str]) -> str:
    """Return `Criterion.key` of one as it is stored, without making it."""
    code = criterion.get("code")
    return f"{criterion['kind']}:{code}" if code else criterion["kind"]


def _question(code: str, counts: Counts, musts: tuple[Criterion, ...]) -> Question:
    groups, together = comparing.put_together(counts, rules.REGISTERED)
    answered = sum(row[rules.REGISTERED] for row in (groups or counts).values())
    if answered < comparing.ENOUGH_ANSWERS or not groups:
        return Question(code, answered, (), (), (), ())
    shown = comparing.visible(groups, STEPS)
    stages = tuple(comparing.compared(groups, before, after, shown) for before, after in pairwise(STEPS))
    criteria = tuple(
        comparing.compared(groups, _JUDGED, item.key, comparing.visible(groups, (rules.REGISTERED, _JUDGED, item.key)))
        for item in musts
    )
    sizes = tuple((group, row[rules.REGISTERED]) for group, row in groups.items())
    return Question(code, answered, sizes, together, stages, criteria)
