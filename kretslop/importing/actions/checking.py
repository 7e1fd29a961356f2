"""Reads every row as it will be stored, counts what becomes of it, and notes every problem by row and column."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from kretslop.importing import rules, sorting
from kretslop.importing.actions.moving import lock, move
from kretslop.importing.models import Import, ImportProblem


def check_rows(*, given: Import, now: datetime) -> None:
    """Check the whole file; a worker that is killed starts again, because nothing is stored but problems and counts."""
    if given.state != rules.CHECKING:
        return
    ImportProblem.objects.filter(found_in=given).delete()
    outcomes: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    seen: set[str] = set()
    offset = done = kept = 0
    while rows := sorting.batch_of(given, offset, rules.BATCH):
        notes: list[ImportProblem] = []
        for each in sorting.sort_rows(given, rows, seen=seen):
            outcomes[each.outcome] += 1
            problems.update(problem.code for problem in each.person.problems)
            notes += _problems(given, each)
        ImportProblem.objects.bulk_create(notes[: max(0, rules.PROBLEMS_KEPT - kept)])
        kept, offset, done = kept + len(notes), rows[-1].next_offset, done + len(rows)
        Import.objects.filter(pk=given.pk, state=rules.CHECKING).update(done=done)
    with transaction.atomic():
        held = lock(given)
        if held.state == rules.CHECKING:
            counts = {**{name: outcomes[name] for name in rules.OUTCOMES}, "problems": dict(problems)}
            move(held, "finish", now, done=done, counts=counts)


def _problems(given: Import, each: sorting.Sorted) -> list[ImportProblem]:
    found = [
        ImportProblem(
            found_in=given, row=each.row.number, column=problem.column, field=problem.field, code=problem.code,
            value=problem.value, stops=problem.stops,
        )
        for problem in each.person.problems
    ]  # fmt: skip
    if each.outcome == rules.REPEATED:
        column = next(place for place, name in sorting.mapping_of(given).items() if name == "email")
        found.append(
            ImportProblem(
                found_in=given, row=each.row.number, column=column, field="email", code="repeated",
                value=each.person.email[:100], stops=True,
            )
        )  # fmt: skip
    return found
