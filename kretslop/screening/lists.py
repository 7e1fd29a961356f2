"""Reads of the lists on the desk that wait for a person, out of rows that the database keeps true (`DeskEntry`)."""

from datetime import date, datetime, time
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from kretslop.accounts.models import User
from kretslop.campaigns import rules as campaign_rules
from kretslop.screening import queries, rules
from kretslop.screening.models import Decision, DeskEntry, Preselection, Proposal
from kretslop.screening.rules import LISTS
from kretslop.shared.calendar import OSLO
from kretslop.talent.models import Candidate


def _listed(user: User, today: date, entry: str = "") -> Q:
    """Return the condition that a row stands on this liaison's lists today; `entry` leads to its `DeskEntry`.

    Whoever has a pause or a job is on no list; after a pause they are back by themselves. Somebody's own proposal
    waits for somebody else.
    """
    free, due, mine = f"{entry}paused_until", f"{entry}revisit_due", f"{entry}proposed_by"
    return (
        (Q((f"{free}__isnull", True)) | Q((f"{free}__lte", today)))
        & (Q((f"{due}__isnull", True)) | Q((f"{due}__lte", today)))
        & (Q((f"{mine}__isnull", True)) | ~Q((mine, user)))
        & Q((f"{entry}campaign__state", campaign_rules.OPEN))
    )


def _desk(user: User, today: date) -> QuerySet[DeskEntry]:
    sees = user.is_liaison or user.is_project_lead
    return DeskEntry.objects.filter(_listed(user, today)) if sees else DeskEntry.objects.none()


def waiting(user: User, which: str, today: date) -> QuerySet[Preselection]:
    """Return who waits on one of `LISTS`, best first: without a decision, or held and due to be looked at again."""
    if not (user.is_liaison or user.is_project_lead):
        return Preselection.objects.none()
    found = Preselection.objects.filter(_listed(user, today, "desk_entry__"), desk_entry__which=which)
    return _in_a_line(found).order_by("-desk_entry__score", "desk_entry__ref")


def _in_a_line(rows: QuerySet[Preselection]) -> QuerySet[Preselection]:
    """Read of each only what a line in a list says."""
    return rows.select_related(None).select_related("candidate", "campaign").only(
        "ref", "score", "placed", "result", "campaign__name",
        "candidate__ref", "candidate__name", "candidate__role_title", "candidate__years",
    )  # fmt: skip


#: Whoever stands next to somebody in a list; `{listed}` is the list as the ORM writes it. Many have the same score:
#: each part has bounds of its own, from which the index begins. Django took longer to write it than the database to
#: answer.
_NEIGHBOURS = """
WITH listed AS NOT MATERIALIZED ({listed}), mine AS MATERIALIZED (
    SELECT score, ref FROM listed WHERE preselection_id IN (
        SELECT id FROM screening_preselection WHERE candidate_id = %s
    ) ORDER BY score DESC, ref LIMIT 1
), beside AS MATERIALIZED (
    SELECT coalesce(
        (SELECT preselection_id FROM listed WHERE score = (SELECT score FROM mine) AND ref < (SELECT ref FROM mine)
            ORDER BY ref DESC LIMIT 1),
        (SELECT preselection_id FROM listed WHERE score > (SELECT score FROM mine) ORDER BY score, ref DESC LIMIT 1)
    ) AS before_, coalesce(
        (SELECT preselection_id FROM listed WHERE score = (SELECT score FROM mine) AND ref > (SELECT ref FROM mine)
            ORDER BY ref LIMIT 1),
        (SELECT preselection_id FROM listed WHERE score < (SELECT score FROM mine) ORDER BY score DESC, ref LIMIT 1),
        (SELECT preselection_id FROM listed WHERE NOT EXISTS (SELECT 1 FROM mine) ORDER BY score DESC, ref LIMIT 1)
    ) AS after_
)
SELECT (SELECT person.ref FROM screening_preselection AS result JOIN talent_candidate AS person
            ON person.id = result.candidate_id WHERE result.id = before_),
    (SELECT person.ref FROM screening_preselection AS result JOIN talent_candidate AS person
        ON person.id = result.candidate_id WHERE result.id = after_),
    (SELECT count(*) FROM listed WHERE score > (SELECT score FROM mine))
        + (SELECT count(*) FROM listed WHERE score = (SELECT score FROM mine) AND ref <= (SELECT ref FROM mine)),
    (SELECT count(*) FROM listed)
FROM beside
"""


def neighbours(user: User, which: str, today: date, candidate: Candidate) -> tuple[str, str, int, int]:
    """Return (ref before, ref after, position, total) of a candidate on a list; empty refs at its ends.

    Somebody who has just been decided on is no longer on the list: position 0, and `after` is its first.
    """
    rows = _desk(user, today).filter(which=which).order_by().values("preselection_id", "score", "ref")
    try:
        listed, params = rows.query.sql_with_params()
    except EmptyResultSet:  # whoever looks sees no list
        return "", "", 0, 0
    with connection.cursor() as cursor:
        cursor.execute(_NEIGHBOURS.format(listed=listed), [*params, candidate.pk])
        before, after, position, total = cursor.fetchone()
    return before or "", after or "", position, total


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
    on_it = Exists(Preselection.objects.filter(queries.in_group(which), campaign__state=campaign_rules.OPEN, **mine))
    decided = decided.exclude(replaces__verdict=rules.HELD).filter(on_it)
    return decided.values("pk").union(proposed.filter(on_it).values("pk"), all=True).count()


def counts(user: User, today: date) -> dict[str, int]:
    """Return how many wait on each of `LISTS`."""
    found = dict(_desk(user, today).values_list("which").annotate(Count("pk")))
    return {which: found.get(which, 0) for which in LISTS}


class _OfEachGroup(ArraySubquery):
    """Rows that depend on what is grouped by alone: asked once for each group. Django would ask for each row."""

    def get_group_by_cols(self) -> list[Any]:
        return []


def first_of(user: User, today: date, most: int) -> dict[str, tuple[int, list[Preselection]]]:
    """Return how many wait on each of `LISTS`, and the first `most` of them, in two queries."""
    entries = _desk(user, today)
    best = entries.filter(which=OuterRef("which")).order_by("-score", "ref").values("pk")[:most]
    found = {
        which: (number, numbers)
        for which, number, numbers in entries.values_list("which").annotate(Count("pk"), best=_OfEachGroup(best))
    }
    shown = [number for _all, numbers in found.values() for number in numbers]
    rows = _in_a_line(queries.preselections(user)).in_bulk(shown)
    lists = {which: found.get(which, (0, [])) for which in LISTS}
    # Somebody may have decided between the two.
    return {which: (all_, [rows[n] for n in numbers if n in rows]) for which, (all_, numbers) in lists.items()}
