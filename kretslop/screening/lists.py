"""Reads of the lists on the desk that wait for a person, out of rows that the database keeps true (`DeskEntry`)."""

from datetime import date, datetime, time
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

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


def marked(people: QuerySet[Candidate], user: User, which: str, today: date) -> QuerySet[Candidate]:
    """Add `listed` to people who are read anyway: whether they stand on this list, for `neighbours`."""
    entries = _desk(user, today).filter(which=which, preselection__candidate=OuterRef("pk"))
    return people.annotate(listed=Exists(entries))


def neighbours(
    user: User, which: str, today: date, candidate: Candidate, *, listed: bool = True
) -> tuple[str, str, int, int]:
    """Return (ref before, ref after, position, total) of a candidate on a list; empty refs at its ends.

    Somebody who has just been decided on is no longer on the list: position 0, and `after` is its first. Whoever knows
    that already (`marked`) spares a query by saying so.
    """
    rows = _desk(user, today).filter(which=which).order_by("-score", "ref")
    # Many have the same score: each part has bounds of its own, from which the index begins.
    same, better, worse = (rows.filter(**{f"score{than}": OuterRef("score")}) for than in ("", "__gt", "__lt"))
    above, below = same.filter(ref__lt=OuterRef("ref")), same.filter(ref__gt=OuterRef("ref"))
    mine = rows.filter(preselection__candidate=candidate).values_list(
        Coalesce(_ref_of_first(above.reverse()), _ref_of_first(better.reverse())),
        Coalesce(_ref_of_first(below), _ref_of_first(worse)),
        queries.number_of(above) + queries.number_of(better),
        queries.number_of(rows),
    )
    if listed and (found := mine.first()) is not None:
        before, after, at, total = found
        return before or "", after or "", at + 1, total
    first = rows.values_list("preselection__candidate__ref", queries.number_of(rows)).first()
    return ("", first[0], 0, first[1]) if first else ("", "", 0, 0)


def _ref_of_first(rows: QuerySet[DeskEntry]) -> Subquery:
    return Subquery(rows.values("preselection__candidate__ref")[:1])


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
