"""Two rows of one person become one, and can become two again: everything that hangs on the one moves to the other."""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from kretslop.accounts.models import User
from kretslop.introductions import rules
from kretslop.introductions.models import Introduction
from kretslop.messaging import actions as mail
from kretslop.privacy.models import Merge
from kretslop.screening.models import Decision
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.exact_json import ExactJSONEncoder
from kretslop.shared.transactions import action
from kretslop.talent import seeking, taking_over
from kretslop.talent.models import Candidate, LikelyDuplicate
from kretslop.talent.rules import LIKELY_MERGED, LIKELY_OPEN, RESTRICTED
from kretslop.timeline.actions import record

UNDO_DAYS = 30
#: So long a slip of the hand can be undone before anybody is told.
TELL_AFTER_HOURS = 2
#: What a person chooses between, field by field. The mail address is none of it: it stays with its own sign-in.
CHOICES = (
    "name", "phone", "country", "city", "places", "remote", "available_on", "notice_weeks", "route", "occupation",
    "role_title", "years", "education", "summary", "headline", "approved_summary", "links", "employer_wishes",
    "seniority_wishes", "industries", "domains", "salary_wish", "liaison",
)  # fmt: skip
#: Rows that count a person where they stand: the second one of a campaign is put aside instead of left behind.
_COUNTED = ("campaigns.Registration", "screening.Preselection", "screening.Question")
#: Rows that stay with the row they were made for: pairs, keys, and the place in the pool, of which there is one each.
_STAY = {
    "talent.LikelyDuplicate", "talent.MatchKeys", "talent.PoolMembership", "privacy.Merge", "screening.PoolEntry",
    "screening.SearchEntry",
}  # fmt: skip
#: The stronger place in the pool wins: hired, approved, waiting, left.
_STRENGTH = {state: number for number, state in enumerate(("left", "waiting", "approved", "hired"))}


class _Ledger:
    """Makes changes and writes each down with what was there before."""

    def __init__(self) -> None:
        self.changes: list[dict[str, Any]] = []
        self.aside: list[str] = []

    def change(self, row: models.Model, **values: Any) -> None:
        """Set fields of a row, by their names; what is equal already is left alone."""
        changed = {}
        for name, value in values.items():
            field: Any = row._meta.get_field(name)
            before = getattr(row, field.attname)
            after = value.pk if isinstance(value, models.Model) else value
            if before != after:
                changed[field.attname] = after
                entry = {"table": row._meta.label, "pk": row.pk, "field": field.attname}
                self.changes.append({**entry, "before": before, "after": after})
        if changed:
            type(row)._default_manager.filter(pk=row.pk).update(**changed)
            for attribute, after in changed.items():
                setattr(row, attribute, after)

    def put_aside(self, row: models.Model) -> None:
        """Delete a row and keep it as text."""
        self.aside.append(serializers.serialize("json", [row], cls=ExactJSONEncoder))
        row.delete()


@action
def merge(
    *, likely: LikelyDuplicate, keep: str, from_other: frozenset[str] = frozenset(), by: User, now: datetime
) -> Merge:
    """Merge the two of a pair. `keep` is the ref of the one that stays, `from_other` the fields taken from the other.

    Everything moves to the one that stays. What both have and only one may have (a registration in the same campaign)
    stays as the one that stays has it; of two open introductions to one employer the one that has come further goes
    on. NotPossible when both are in process with one employer, or one is hired and the other is not done; NotAllowed
    for the person themselves.
    """
    likely = LikelyDuplicate.objects.select_for_update(of=("self",)).get(pk=likely.pk)
    if likely.state != LIKELY_OPEN:
        raise NotPossible("answered_already")
    ids = [likely.first_id, likely.second_id]
    people = {each.ref: each for each in Candidate.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    kept = people.pop(keep, None)
    if kept is None or len(people) != 1:
        raise Invalid("keep", "unknown")
    if not from_other <= set(CHOICES):
        raise Invalid("from_other", "unknown")
    (away,) = people.values()
    if kept.merged_into_id or away.merged_into_id:
        raise NotPossible("answered_already")
    if by.pk in (kept.user_id, away.user_id):
        raise NotAllowed("not_yours")
    ledger = _Ledger()
    _settle_introductions(kept, away, ledger, now)
    _settle_decisions(kept, away, ledger)
    _settle_membership(kept, away, ledger)
    _choose(kept, away, from_other, ledger)
    _move_rows(kept, away, ledger)
    ledger.change(likely, state=LIKELY_MERGED, answered_at=now, answered_by=by)
    away_user = away.user
    ledger.change(away, merged_into=kept, user=None)
    made = Merge.objects.create(
        likely=likely, kept=kept, away=away, away_user=away_user, changes=ledger.changes, aside=ledger.aside,
        by=by, at=now, undo_until=now + timedelta(days=UNDO_DAYS),
    )  # fmt: skip
    seeking.changed([kept])
    record("candidate.merged", about=[kept, away], by=by, now=now)
    _tell(made, by, now)
    return made


def _tell(made: Merge, by: User, now: datetime) -> None:
    """Write to both addresses, after a while in which the liaison may still undo it; neither learns the other one."""
    for side, to in (("kept", made.kept.user), ("away", made.away_user)):
        if to is not None:
            mail.queue(
                key=f"registrations_merged:{made.ref}:{side}", kind="registrations_merged", to=to, about=[made.kept],
                context={"first_name": to.first_name, "away": side == "away", "liaison": by.name, "address": by.email,
                         "days": UNDO_DAYS},
                send_at=now + timedelta(hours=TELL_AFTER_HOURS), now=now,
            )  # fmt: skip


def _settle_introductions(kept: Candidate, away: Candidate, ledger: _Ledger, now: datetime) -> None:
    rows = list(Introduction.objects.select_for_update().filter(candidate__in=[kept, away]).order_by("pk"))
    hired = {row.candidate_id for row in rows if row.state == rules.HIRED}
    going_on = [row for row in rows if row.state in rules.OPEN]
    if len(hired) > 1:
        raise NotPossible("both_hired")
    if hired and any(row.candidate_id not in hired for row in going_on):
        raise NotPossible("one_is_hired")
    for mine in (row for row in going_on if row.candidate_id == kept.pk):
        for other in (row for row in going_on if row.candidate_id == away.pk and row.employer_id == mine.employer_id):
            # The further one goes on; where both are equally far, the one of the person who stays.
            less = min(other, mine, key=lambda row: rules.OPEN.index(row.state))
            if less.state in rules.IN_PROCESS:
                raise NotPossible("both_in_process")
            ledger.change(
                less, state=rules.CLOSED, state_since=now, ended_at=now, next_step_due=None,
                end_reason="liaison_took_back",
            )  # fmt: skip


def _settle_decisions(kept: Candidate, away: Candidate, ledger: _Ledger) -> None:
    """Of two decisions in force in one campaign the later one stays in force."""
    mine = {row.campaign_id: row for row in Decision.objects.filter(candidate=kept, current=True)}
    for other in Decision.objects.filter(candidate=away, current=True):
        if (own := mine.get(other.campaign_id)) is not None:
            ledger.change(min(own, other, key=lambda row: row.at), current=False)


def _settle_membership(kept: Candidate, away: Candidate, ledger: _Ledger) -> None:
    own, other = kept.membership, away.membership
    if RESTRICTED in (own.state, other.state):
        raise NotPossible("restricted")
    if _STRENGTH[other.state] > _STRENGTH[own.state]:
        ledger.change(own, state=other.state, state_since=other.state_since)
    ledger.change(
        own,
        approved_at=min(filter(None, (own.approved_at, other.approved_at)), default=None),
        paused_until=max(filter(None, (own.paused_until, other.paused_until)), default=None),
        expires_on=max(own.expires_on, other.expires_on),
    )


def _choose(kept: Candidate, away: Candidate, from_other: frozenset[str], ledger: _Ledger) -> None:
    values = {name: getattr(away, name) for name in CHOICES if name in from_other}
    contacts = [day for day in (kept.last_contact_at, away.last_contact_at) if day]
    ledger.change(
        kept,
        **values,
        registered_at=min(kept.registered_at, away.registered_at),
        last_seen_at=max(kept.last_seen_at, away.last_seen_at),
        last_contact_at=max(contacts, default=None),
        skills_known=kept.skills_known or away.skills_known,
        languages_known=kept.languages_known or away.languages_known,
    )


def _move_rows(kept: Candidate, away: Candidate, ledger: _Ledger) -> None:
    """Point every row of the other at the one that stays, in every table of every room that points at a candidate."""
    for relation in sorted(_relations(), key=lambda each: each.related_model._meta.label):
        table, name = relation.related_model, relation.field.name
        if table._meta.label in _STAY:
            continue
        for row in table._default_manager.select_for_update(of=("self",)).filter(**{name: away}).order_by("pk"):
            before = len(ledger.changes)
            try:
                with transaction.atomic():
                    ledger.change(row, **{name: kept})
            except IntegrityError:
                # There may be only one, and the person who stays has it.
                del ledger.changes[before:]
                row.refresh_from_db()
                if table._meta.label in _COUNTED:
                    ledger.put_aside(row)


def _relations() -> list[Any]:
    """Return every foreign key to a candidate, hidden ones too."""
    fields: Any = Candidate._meta.get_fields(include_hidden=True)
    return [each for each in fields if each.auto_created and not each.concrete]


@action
def undo_merge(*, merge: Merge, by: User, now: datetime) -> None:
    """Make two of them again, as they were, with their own addresses. What was changed since then stays as it is.

    NotPossible after `undo_until`, the second time, when one of them was merged with somebody else since, or when the
    other one has registered again.
    """
    row = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    people = {each.pk: each for each in Candidate.objects.select_for_update().filter(pk__in=[row.kept_id, row.away_id])}
    kept, away = people[row.kept_id], people[row.away_id]
    _may_undo(row, kept, now)
    if by.pk in (kept.user_id, row.away_user_id):
        raise NotAllowed("not_yours")
    for text in row.aside:
        for found in serializers.deserialize("json", text):
            found.save()
    by_row: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for entry in reversed(row.changes):
        by_row.setdefault((entry["table"], entry["pk"]), []).append(entry)
    for (table, pk), entries in by_row.items():
        _put_back(apps.get_model(table), pk, entries)
    if row.away_user is not None:
        taking_over.part(user=kept.user, other=row.away_user, theirs=away.email, about=away, since=row.at, now=now)
    row.undone_at, row.undone_by = now, by
    row.changes, row.aside = [], []
    row.save()
    seeking.changed([kept, away])
    record("candidate.merge_undone", about=[kept, away], by=by, now=now)


def _may_undo(row: Merge, kept: Candidate, now: datetime) -> None:
    if row.undone_at is not None:
        raise NotPossible("undone_already")
    if now > row.undo_until:
        raise NotPossible("too_late")
    later = Merge.objects.filter(pk__gt=row.pk, undone_at__isnull=True).filter(Q(kept=row.kept) | Q(away=row.kept))
    if kept.merged_into_id or later.exists():
        raise NotPossible("merged_since")
    if row.away_user_id and Candidate.objects.filter(user=row.away_user_id).exists():
        raise NotPossible("registered_again")


def _put_back(table: Any, pk: int, entries: list[dict[str, Any]]) -> None:
    """Give a row back what it had, unless it was erased since, or changed by somebody who knew better.

    A profile is given back field by field. Of any other row what was changed belongs together: the state of an
    introduction and its end. Whose row it is, is given back in any case.
    """
    row = table._default_manager.filter(pk=pk).first()
    if row is None:
        return
    values: dict[str, Any] = {}
    changed = set()
    for entry in entries:
        name = entry["field"]
        field: Any = table._meta.get_field(name)
        before, after = (None if entry[at] is None else field.to_python(entry[at]) for at in ("before", "after"))
        # The same field twice, newest first: what was there before the first change counts.
        if values.get(name, getattr(row, name)) == after:
            values[name] = before
        else:
            changed.add(name)
    if changed and table is not Candidate:
        values = {name: value for name, value in values.items() if table._meta.get_field(name).is_relation}
    if values:
        table._default_manager.filter(pk=pk).update(**values)


def forget_merges(*, now: datetime) -> int:
    """Empty what merges keep for undoing them once their time is over; return how many were emptied."""
    over = Merge.objects.filter(undo_until__lt=now).exclude(changes=[], aside=[])
    return over.update(changes=[], aside=[])
