"""Several decisions at once, and taking decisions back for some minutes; what was undone stays on the record."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from kretslop.accounts.models import User
from kretslop.messaging import actions as mail
from kretslop.screening import confirming, rules
from kretslop.screening.models import Decision, Preselection
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.refs import new_ref
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent
from kretslop.talent.models import Candidate
from kretslop.talent.rules import APPROVED
from kretslop.timeline.actions import record

#: Rooms above say whether something stands on an approval.
_BUILT_ON: list[Callable[[Candidate, datetime], bool]] = []


def register(is_built_on: Callable[[Candidate, datetime], bool]) -> None:
    """Have `is_built_on(candidate, since)` asked before an approval is undone; saying it twice does no harm."""
    if is_built_on not in _BUILT_ON:
        _BUILT_ON.append(is_built_on)


@action
def decide_many(
    *, chosen: Iterable[Preselection], verdict: str, by: User, reason: str, note: str = "", now: datetime
) -> int:
    """Hold several people or put them aside, all with one reason and one undo; return how many.

    In a campaign that takes two people, putting aside is proposed for each.

    Invalid("verdict") for what is decided one by one. Whoever left or was hired meanwhile is left out.
    """
    if verdict not in rules.IN_BULK:
        raise Invalid("verdict", "one_by_one")
    batch, done = new_ref(), 0
    for row in sorted(chosen, key=lambda each: each.candidate_id):
        try:
            with transaction.atomic():
                confirming.decide(
                    candidate=row.candidate,
                    campaign=row.campaign,
                    verdict=verdict,
                    by=by,
                    reason=reason,
                    note=note,
                    batch=batch,
                    now=now,
                )
        except NotPossible:
            continue
        done += 1
    return done


class Undoable(NamedTuple):
    """What the liaison has just decided: the batch, its verdict, how many people, and the first one."""

    batch: str
    verdict: str
    people: int
    name: str


def last(user: User, now: datetime) -> Undoable | None:
    """Return the liaison's latest decision that can still be undone, in one query."""
    since = now - timedelta(minutes=rules.UNDO_MINUTES)
    mine = Decision.objects.filter(
        Q(by=user) | Q(second=user), at__gt=since, current=True, simulated=False
    ).select_related("candidate")
    rows = list(mine.only("batch", "verdict", "candidate__name").order_by("-at", "-pk"))
    if not rows:
        return None
    of_batch = [row for row in rows if row.batch == rows[0].batch]
    return Undoable(rows[0].batch, rows[0].verdict, len(of_batch), of_batch[-1].candidate.name)


@action
def undo(*, batch: str, by: User, now: datetime) -> int:
    """Take back what was decided together, all of it or nothing; return how many.

    The decision before, if any, is in force again. NotAllowed for anybody but who decided or confirmed it;
    NotPossible("too_late") after `rules.UNDO_MINUTES`, or when something was built on it, such as an introduction.
    """
    rows = list(Decision.objects.filter(batch=batch, current=True).order_by("candidate_id").select_related("campaign"))
    if any(by.pk not in (row.by_id, row.second_id) for row in rows):
        raise NotAllowed("not_yours")
    if not rows or rows[0].at <= now - timedelta(minutes=rules.UNDO_MINUTES):
        raise NotPossible("too_late")
    for row in rows:
        candidate = Candidate.objects.select_for_update().get(pk=row.candidate_id)
        _take_back(Decision.objects.select_for_update().get(pk=row.pk), candidate, by, now)
    return len(rows)


def _take_back(row: Decision, candidate: Candidate, by: User, now: datetime) -> None:
    if not row.current:
        raise NotPossible("too_late")
    row.current, row.undone_at = False, now
    row.save(update_fields=["current", "undone_at"])
    if row.replaces_id:
        Decision.objects.filter(pk=row.replaces_id, undone_at__isnull=True).update(current=True)
    if row.verdict == rules.APPROVED:
        _take_back_approval(row, candidate, by, now)
    record("decision.undone", about=[candidate, row.campaign], by=by, now=now, codes={"verdict": row.verdict})


def _take_back_approval(row: Decision, candidate: Candidate, by: User, now: datetime) -> None:
    """Give the place in the pool back, unless another approval stands; the mail that waited goes nowhere."""
    if any(is_built_on(candidate, row.at) for is_built_on in _BUILT_ON):
        raise NotPossible("too_late")
    others = candidate.decisions.filter(verdict=rules.APPROVED, undone_at__isnull=True)
    if not others.exists() and candidate.membership.state == APPROVED:
        talent.move_membership(candidate=candidate, move="unapprove", by=by, now=now)
    mail.stop_about(thing=candidate, kinds=["candidate_approved"], why="undone", now=now)
