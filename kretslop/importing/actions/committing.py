"""Brings the rows of a checked file in, batch by batch: a killed worker goes on where it was, and doubles nobody."""

from collections import Counter
from datetime import datetime

from django.db import connection

from kretslop.accounts.models import User
from kretslop.importing import rules, sorting
from kretslop.importing.actions.moving import drop_files, lock, move, work_on
from kretslop.importing.models import Import, ImportChange, ImportedPerson
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


@action
def commit(*, given: Import, by: User, now: datetime) -> Import:
    """Start to bring in every row that can be; the others are left out. Doing it twice is NotPossible."""
    held = move(lock(given), "commit", now, done=0, offset=0, counts={})
    work_on(held)
    return held


@action
def commit_batch(*, given: Import, now: datetime) -> bool:
    """Bring in the next rows; False when there are no more. What is written and how far it is are one transaction."""
    _one_at_a_time()
    held = lock(given)
    if held.state != rules.COMMITTING:
        return False
    rows = sorting.batch_of(held, held.offset, rules.BATCH)
    if not rows:
        _finish(held, now)
        return False
    outcomes = Counter(held.counts)
    added, changed = [], []
    for each in sorting.sort_rows(held, rows):
        outcomes[each.outcome] += 1
        if each.outcome == rules.ADDED:
            added.append(each)
        elif each.outcome == rules.CHANGED:
            changed.append(each)
    _add(held, added, now)
    _change(held, changed)
    held.counts, held.offset, held.done = dict(outcomes), rows[-1].next_offset, held.done + len(rows)
    held.save(update_fields=["counts", "offset", "done"])
    return True


def _one_at_a_time() -> None:
    """Two files may name the same person at the same moment: their batches come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('kretslop.importing'))")


def _add(held: Import, added: list[sorting.Sorted], now: datetime) -> None:
    ImportedPerson.objects.bulk_create(
        ImportedPerson(
            brought_by=held, row=each.row.number, email_hash=each.person.email_hash, email=each.person.email,
            name=each.person.name, told=each.told, created_at=now,
        )
        for each in added
    )  # fmt: skip


def _change(held: Import, changed: list[sorting.Sorted]) -> None:
    changes, people = [], []
    for each in changed:
        assert each.known is not None
        changes.append(
            ImportChange(made_by=held, person=each.known, before={"name": each.known.name, "told": each.known.told})
        )
        each.known.name, each.known.told = each.person.name, each.told
        people.append(each.known)
    ImportChange.objects.bulk_create(changes)
    ImportedPerson.objects.bulk_update(people, ["name", "told"], batch_size=200)


def _finish(held: Import, now: datetime) -> None:
    """The one place where an import has brought in everybody it can: what follows an import starts here."""
    held.problems.all().delete()
    drop_files(held)
    move(held, "finish", now)
    codes: dict[str, str | int | bool] = {name: held.counts.get(name, 0) for name in rules.OUTCOMES}
    record("import.committed", about=[held, held.campaign], by=held.by, now=now, codes=codes)
