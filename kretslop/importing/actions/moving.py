"""Moves an import from state to state, and has the worker go on with it."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app as jobs

from kretslop.importing import rules
from kretslop.importing.models import Import, ImportedPerson
from kretslop.messaging import actions as mail
from kretslop.shared.errors import NotPossible

TASK, MAIL_KIND = "importing.work", "imported"


def lock(given: Import) -> Import:
    """Return the import as it stands now, locked until the end of the transaction."""
    return Import.objects.select_for_update(of=("self",)).select_related("campaign", "by").get(pk=given.pk)


def move(held: Import, verb: str, now: datetime, **fields: Any) -> Import:
    """Make a move of `rules.MOVES` on a locked import; NotPossible when its state does not allow it."""
    state = rules.next_state(held.state, verb)
    if state is None:
        raise NotPossible("import_has_moved_on")
    held.state, held.state_since = state, now
    for name, value in fields.items():
        setattr(held, name, value)
    held.save()
    return held


def work_on(held: Import) -> None:
    """Have the worker go on with this import: one job at a time for each, part of the caller's transaction."""
    jobs.configure_task(TASK, lock=f"import-{held.pk}").defer(import_id=held.pk)


def drop_files(held: Import) -> None:
    """Delete what was uploaded, once the transaction holds; the caller saves."""
    for field in (held.file, held.rows):
        if field:
            transaction.on_commit(partial(field.storage.delete, str(field.name)))
    held.file, held.rows = "", ""


def mail_key(person: ImportedPerson) -> str:
    """Return the business key of the one mail that asks a person."""
    return f"{MAIL_KIND}:{person.ref}"


def forget_people(people: list[ImportedPerson], now: datetime) -> int:
    """Delete people who have not answered, and the mails to them; return how many."""
    mail.forget(keys=[mail_key(person) for person in people], now=now)
    ImportedPerson.objects.filter(pk__in=[person.pk for person in people]).delete()
    return len(people)
