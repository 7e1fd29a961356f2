"""Plants a word of its own into every column and file of the inventory, and looks for it everywhere afterwards."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, EmailField, Field, FileField, JSONField, Model, TextField

from kretslop.accounts.models import User
from kretslop.privacy import inventory
from kretslop.talent.models import Candidate

WORD = "zqxplanted"


def plant(candidate: Candidate, now: datetime) -> list[str]:
    """Put a word into every column of the person's rows that erasure empties; return the columns that hold one.

    A table without a row of the person gets one, so that a new table is covered on the day it is made. An address by
    which a row is found is left as it is: the person's own holds the word already.
    """
    person = inventory.person_of(candidate)
    planted: dict[str, int] = {}
    for model in reversed(inventory.tables()):
        if not inventory.rows(model, candidate, person).exists():
            _make_row(model, candidate, now)
        for name in columns_with_room(model):
            field: Any = model._meta.get_field(name)
            if isinstance(field, EmailField) and hasattr(model, "of_person"):
                planted[f"{model._meta.label}.{name}"] = 0
                continue
            for row in inventory.rows(model, candidate, person):
                word = f"{WORD}{len(planted)}q"
                if isinstance(field, FileField) and (old := getattr(row, name)):
                    field.storage.delete(old.name)
                model._default_manager.filter(pk=row.pk).update(**{name: _holding(field, word, candidate)})
                planted[f"{model._meta.label}.{name}"] = row.pk
    return list(planted)


def _make_row(model: type[Model], candidate: Candidate, now: datetime) -> None:
    """Make the plainest row of a model that is this person's."""
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.has_default() or getattr(field, "generated", False):
            continue
        if field.is_relation:
            values[field.name] = _related(field, candidate)
            if values[field.name] == candidate and candidate in list(values.values())[:-1]:
                # Two people in one row, such as a pair that looks alike: the other one is somebody else.
                values[field.name] = Candidate.objects.create(
                    name="Somebody Else", email="else@example.org", registered_at=now, last_seen_at=now
                )
        elif field.choices:
            values[field.name] = next(iter(dict(field.flatchoices)))
        elif not field.null:
            values[field.name] = _plain(field, now)
    try:
        with transaction.atomic():
            model._default_manager.create(**values)
    except IntegrityError as error:
        raise AssertionError(
            f"_make_row cannot make a {model._meta.label}: let the fixture make one. {error}"
        ) from error


def _related(field: Any, candidate: Candidate) -> Any:
    target = field.related_model
    if target is Candidate:
        return candidate
    if target is User:
        return candidate.user if field.name == "user" else None if field.null else User.objects.order_by("pk").first()
    own = inventory.rows(target, candidate).first() if inventory.paths(target) else None
    return own or (None if field.null else target._default_manager.order_by("pk").first())


def _plain(field: Any, now: datetime) -> Any:
    kind = field.get_internal_type()
    if kind in {"DateTimeField", "DateField"}:
        return now if kind == "DateTimeField" else now.date()
    if kind.endswith("IntegerField") or kind in {"FloatField", "DecimalField"}:
        return 1
    if kind in {"JSONField", "ArrayField"}:
        return {} if kind == "JSONField" else []
    return False if kind == "BooleanField" else "x"


def _holding(field: Field, word: str, candidate: Candidate) -> Any:
    """Return a value for the column that holds the word."""
    if isinstance(field, FileField):
        return field.storage.save(f"planted/{word}", ContentFile(f"a file of {word}".encode()))
    if isinstance(field, JSONField):
        return {"about": {"email": [candidate.user.email]}, "deep": [{"er": word}]}
    if isinstance(field, ArrayField):
        return [f"https://example.com/{word}"[: field.base_field.max_length]]
    return f"{word}@example.com" if isinstance(field, EmailField) else word


def found(planted: list[str] | None = None, word: str = WORD) -> list[str]:
    """Return where a word stands: in any row of any table of the database, or in any file under the media folder.

    Each line is to explain itself to somebody who cannot make the test fail again: which row in which state, which
    columns with what around the word, and, of a word that was planted, the column it was planted in.
    """
    lines = [*in_database(word), *in_files(word)]
    return [f"{line}{_from(line, planted or [], word)}" for line in lines]


def said(log: str, planted: list[str], word: str = WORD) -> list[str]:
    """Return the lines of a log that hold the word, explained like `found`."""
    return [f"{line}{_from(line, planted, word)}" for line in log.splitlines() if word in line.lower()]


def _from(line: str, planted: list[str], word: str) -> str:
    numbers = sorted({int(number) for number in re.findall(rf"{word}(\d+)q", line.lower())})
    return "".join(f" <- planted in {planted[number]}" for number in numbers if number < len(planted))


def in_database(word: str) -> Iterator[str]:
    """Look through every table as a dump would hold it, library tables, jobs, sessions and cache included."""
    with connection.cursor() as cursor:
        tables = sorted(info.name for info in connection.introspection.get_table_list(cursor))
        for table in tables:
            quoted = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT row_to_json(t)::text FROM {quoted} t WHERE position(%s IN lower(t::text)) > 0", [word]
            )
            yield from (f"{table} {_short(json.loads(text), word)}" for (text,) in cursor.fetchall())


#: What tells how a row came to be as it is.
_TELLING = ("id", "kind", "key", "state", "status", "why", "about", "erased_at")


def _short(row: dict[str, Any], word: str) -> str:
    held = {name: json.dumps(value).lower() for name, value in row.items()}
    around = [f"{name}={_around(value, word)}" for name, value in held.items() if word in value]
    return " ".join([*(f"{name}:{row[name]}" for name in _TELLING if row.get(name)), "|", *around])


def _around(value: str, word: str) -> str:
    at = value.index(word)
    return value[max(0, at - 40) : at + len(word) + 40]


def in_files(word: str) -> Iterator[str]:
    """Look through every file that the site keeps for people, its name included."""
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file() and (word in path.name or word.encode() in path.read_bytes().lower()):
            yield str(path.relative_to(settings.MEDIA_ROOT))


def columns_with_room(model: type[Model]) -> list[str]:
    """Return the columns that erasure empties and in which a word has room: each of them must have been planted."""
    return [
        name
        for name in inventory.erased_columns(model)
        if not getattr(field := model._meta.get_field(name), "unique", False)
        and not field.choices
        and isinstance(field, FileField | JSONField | TextField | CharField | ArrayField)
        and (not isinstance(field, CharField) or (field.max_length or 0) >= 20)
        and (not isinstance(field, ArrayField) or (field.base_field.max_length or 0) >= 40)
    ]
