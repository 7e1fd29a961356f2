"""Says what becomes of rows: who is new, who is known, who has said no before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO, cast

from kretslop.importing import rules
from kretslop.importing.mapping.people import Person, read_row
from kretslop.importing.models import Import, ImportedPerson
from kretslop.importing.reading import table
from kretslop.talent.queries import addresses_in_pool

#: Fields that a column fills beside the one it is named for.
_FILLS = {"skills": ("skills", "skill_years", "other_skills"), "occupation": ("occupation", "role_title")}


@dataclass(slots=True)
class Sorted:
    """One row with its person, what becomes of it, and whom of ours it is about."""

    row: table.Row
    person: Person
    outcome: str
    known: ImportedPerson | None = None
    told: dict[str, object] = field(default_factory=dict)


def batch_of(given: Import, offset: int, size: int) -> list[table.Row]:
    """Return the next rows from `offset` on; 0 means the first row below the header."""
    with given.rows.open("rb") as file:
        rows = table.read(cast(BinaryIO, file), offset)
        if not offset:
            next(rows)
        return list(islice(rows, size))


def mapping_of(given: Import) -> dict[int, str]:
    """Return the columns' fields by their place, as `read_row` takes them."""
    return {int(place): name for place, name in given.mapping.items()}


def sort_rows(given: Import, rows: Iterable[table.Row], *, seen: set[str] | None = None) -> Iterator[Sorted]:
    """Say of each row what becomes of it. `seen` holds the hashes of earlier rows of this file and is added to."""
    mapping, seen = mapping_of(given), set() if seen is None else seen
    read = [(row, read_row(row.cells, mapping)) for row in rows]
    whole = [person for _, person in read if not person.stopped]
    here = _here(whole)
    pool = addresses_in_pool(person.email for person in whole)
    touched = set(given.changes.filter(person__in=here.values()).values_list("person_id", flat=True)) if here else set()
    for row, person in read:
        if person.stopped:
            yield Sorted(row, person, rules.SKIPPED)
            continue
        known, key = here.get(person.email_hash), person.email_hash
        repeated = key in seen or (known and (known.brought_by_id == given.pk or known.pk in touched))
        seen.add(key)
        told = person.told if known is None else _laid_over(known.told, person.told, mapping.values())
        yield Sorted(row, person, rules.REPEATED if repeated else _outcome(person, known, told, pool), known, told)


def _here(people: Sequence[Person]) -> dict[str, ImportedPerson]:
    found = ImportedPerson.objects.filter(email_hash__in=[person.email_hash for person in people])
    return {each.email_hash: each for each in found}


def _outcome(person: Person, known: ImportedPerson | None, told: dict[str, object], pool: set[str]) -> str:
    if person.email in pool or (known and known.state == rules.REGISTERED):
        return rules.KNOWN
    if known is None:
        return rules.ADDED
    if known.state == rules.REFUSED:
        return rules.REFUSED_BEFORE
    return rules.UNCHANGED if (known.name, known.told) == (person.name, told) else rules.CHANGED


def _laid_over(before: dict[str, object], after: dict[str, object], mapped: Iterable[str]) -> dict[str, object]:
    """Return what is told of somebody after a later file: its columns count, also where a cell is empty now."""
    replaced = {name for column in mapped for name in _FILLS.get(column, (column,))}
    return {**{name: value for name, value in before.items() if name not in replaced}, **after}
