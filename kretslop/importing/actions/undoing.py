"""Takes back a whole import: whoever has answered, or whom a later file told more about, stays."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.importing import rules
from kretslop.importing.actions.moving import forget_people, lock, move, work_on
from kretslop.importing.models import Import, ImportChange, ImportedPerson
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


@action
def undo(*, given: Import, by: User, now: datetime) -> Import:
    """Start to take an import back; NotPossible before it is finished, and a second time."""
    held = move(lock(given), "undo", now)
    record("import.undone", about=[held, held.campaign], by=by, now=now)
    work_on(held)
    return held


@action
def undo_batch(*, given: Import, now: datetime) -> bool:
    """Take back the next people; False when none are left. Each batch is whole, so a killed worker goes on after it."""
    held = lock(given)
    if held.state != rules.UNDOING:
        return False
    if changes := list(held.changes.select_related("person").select_for_update(of=("self", "person"))[: rules.BATCH]):
        _put_back(changes)
        return True
    unanswered = ImportedPerson.objects.filter(brought_by=held, state__in=rules.UNANSWERED)
    people = list(unanswered.select_for_update()[: rules.BATCH])
    if people:
        told_again = _hand_over(people)
        forget_people([person for person in people if person.pk not in told_again], now)
        return True
    move(held, "finish", now)
    return False


def _put_back(changes: list[ImportChange]) -> None:
    """Give people back what was told of them before this file, unless a still later one has said more."""
    last = {
        change.person_id: change.pk
        for change in ImportChange.objects.filter(person__in=[change.person_id for change in changes]).order_by("pk")
    }
    people = []
    for change in changes:
        if change.person.state in rules.UNANSWERED and last[change.person_id] == change.pk:
            change.person.name, change.person.told = change.before["name"], change.before["told"]
            people.append(change.person)
    ImportedPerson.objects.bulk_update(people, ["name", "told"], batch_size=200)
    ImportChange.objects.filter(pk__in=[change.pk for change in changes]).delete()


def _hand_over(people: list[ImportedPerson]) -> set[int]:
    """Give people whom a later file told more about to that file's import; return their keys."""
    first: dict[int, ImportChange] = {}
    for change in ImportChange.objects.filter(person__in=people).order_by("pk"):
        first.setdefault(change.person_id, change)
    for person in people:
        if later := first.get(person.pk):
            person.brought_by_id = later.made_by_id
            person.save(update_fields=["brought_by"])
            later.delete()
    return set(first)
