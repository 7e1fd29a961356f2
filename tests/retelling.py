"""A piece of the cast's story is told once in a worker; told again to the same database, its rows are put back.

Through the actions a piece takes 10 ms to 50 ms, and its rows 1 ms. They are put back only where nothing can
tell the difference: in a transaction that is rolled back, with the database in a state that is known (empty, or left by
pieces told before), in a test that replaces nothing of the code. Everywhere else the piece is told through the actions.
"""

import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from threading import current_thread, main_thread
from time import monotonic
from typing import Any, ParamSpec, TypeVar

import pytest
from django.conf import UserSettingsHolder, settings
from django.db import connection, models
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.utils import timezone, translation

from tests.database import filled_tables, is_superuser

P = ParamSpec("P")
R = TypeVar("R")

#: Fixtures with which a test changes what the actions do, or sees what they do besides writing rows.
WATCHED_BY = {"monkeypatch", "django_capture_on_commit_callbacks"}
#: What a statement that writes nothing begins with; the queue writes in functions that are selected from.
READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SHOW", "SET", "DECLARE", "FETCH", "CLOSE", "EXPLAIN", "LOCK")
WRITES_ALL_THE_SAME = ("procrastinate_", "nextval", "setval")
#: Who is signed in decides about no piece.
OF_NO_MATTER = {"django_session"}
COLUMNS = """
    SELECT attrelid::regclass::text, quote_ident(attname), attnum = any(indkey::int[]) FROM pg_attribute
    JOIN pg_index ON indrelid = attrelid AND indisprimary
    WHERE attrelid = any(%s::regclass[]) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""

#: Seconds for which a piece is kept: some rows hold the hour in which they were made.
KEPT_FOR = 300

Rows = dict[str, dict[str, str]]  # by table and primary key, each row as the values of an INSERT


@dataclass
class Place:
    """What the database holds after pieces of the story, and where the next piece leads."""

    rows: Rows
    next: dict[bytes, "Told"] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """A piece that was told: where it led, by which statements, what it returned, and when."""

    place: Place
    statements: str
    answer: bytes
    at: float


class Story:
    """Where the story of this worker stands. `place` is None when anything else wrote."""

    def __init__(self) -> None:
        self.beginning = Place({})
        self.place: Place | None = None
        self.outside: Place | None = None  # outside of any transaction
        self.saved: dict[str, Place | None] = {}
        self.put_back = 0
        self.allowed = False
        self._inside = False
        self._unheard = False
        self._columns: dict[str, tuple[list[str], str]] = {}

    # What happens in the database is followed statement by statement.

    def heard(self, statement: str) -> None:
        """Follow one statement that any thread has sent."""
        words = statement.split(None, 4)
        first = words[0].upper() if words else ""
        if not first.startswith(READS) or any(each in statement for each in WRITES_ALL_THE_SAME):
            self.wrote()
        elif _is_anothers():
            pass
        elif first == "SAVEPOINT":
            self.saved[words[1]] = self.place
        elif first == "ROLLBACK" and len(words) > 3:  # ROLLBACK TO SAVEPOINT …
            self.place = self.saved.get(words[3])

    def wrote(self) -> None:
        """Something else than a piece wrote; what another thread writes lasts longer than this one's transaction."""
        if _is_anothers() or not self._unheard:
            self.place = None
        if _is_anothers() or not connection.in_atomic_block:
            self.outside = None

    def committed(self) -> None:
        if not _is_anothers():
            self.outside = self.place

    def rolled_back(self) -> None:
        if not _is_anothers():
            self.place = self.outside
            self.saved.clear()

    def emptied(self) -> None:
        """Begin anew: the tables are empty."""
        self.place = self.outside = self.beginning

    # A piece is told.

    @cached_property
    def can_put_back(self) -> bool:
        with connection.cursor() as cursor:
            return is_superuser(cursor)

    def tell(self, piece: Callable[..., R], args: Any, kwargs: Any) -> R:
        """Put the rows of a piece back, or run it. A piece inside of another is a part of it."""
        place = self.place
        apart = not self._inside and self.allowed and not _is_anothers() and connection.in_atomic_block
        if not apart or place is None or not self.can_put_back:
            with self._having(_inside=True):
                return piece(*args, **kwargs)
        key = _key_of(piece, args, kwargs)
        before = place.next.get(key)
        if before and monotonic() - before.at < KEPT_FOR:
            with self.unheard(), connection.cursor() as cursor:
                cursor.execute(before.statements)
            self.place = before.place
            self.put_back += 1
            answer: R = pickle.loads(before.answer)
            return answer
        self.place = None  # until all of it is told
        with self._having(_unheard=True, _inside=True):
            told = piece(*args, **kwargs)
        self.place = Place(self.rows())
        statements = self._difference(place.rows, self.place.rows)
        place.next[key] = Told(self.place, statements, pickle.dumps(told), monotonic())
        return told

    def unheard(self) -> AbstractContextManager[None]:
        """Take no notice of what is written inside of the block."""
        return self._having(_unheard=True)

    @contextmanager
    def _having(self, **flags: bool) -> Iterator[None]:
        before = {name: getattr(self, name) for name in flags}
        vars(self).update(flags)
        try:
            yield
        finally:
            vars(self).update(before)

    def rows(self) -> Rows:
        """Read everything that decides about a piece."""
        with connection.cursor() as cursor:
            tables = [table for table in filled_tables(cursor) if table not in OF_NO_MATTER]
            new = [each for each in tables if each not in self._columns]
            if new:
                cursor.execute(COLUMNS, [new])
                found = cursor.fetchall()
                for table in new:
                    names = [name for of, name, _ in found if of == table]
                    key = ", ".join(name for of, name, is_key in found if of == table and is_key)
                    self._columns[table] = names, f"concat_ws(',', {key})"
            rows: Rows = {table: {} for table in tables}
            if tables:
                cursor.execute(" UNION ALL ".join(map(self._reading, tables)))
                for table, key, values in cursor.fetchall():
                    rows[table][key] = values
        return rows

    def _reading(self, table: str) -> str:
        names, key = self._columns[table]
        values = " || ', ' || ".join(f"quote_nullable({name})" for name in names)
        return f"SELECT '{table}', {key}, {values} FROM {table}"

    def _difference(self, before: Rows, after: Rows) -> str:
        """Return the statements that lead from one place to the next; triggers and foreign keys look away."""
        statements = ["SET LOCAL session_replication_role = replica"]
        for table in before.keys() | after.keys():
            old, new = before.get(table, {}), after.get(table, {})
            names, key = self._columns[table]
            if gone := [each for each in old if old[each] != new.get(each)]:
                keys = ", ".join("'" + each.replace("'", "''") + "'" for each in gone)
                statements.append(f"DELETE FROM {table} WHERE {key} IN ({keys})")
            if come := [values for each, values in new.items() if old.get(each) != values]:
                rows = ", ".join(f"({values})" for values in come)
                statements.append(f"INSERT INTO {table} ({', '.join(names)}) VALUES {rows}")
        return "; ".join([*statements, "SET LOCAL session_replication_role = origin"])


def _is_anothers() -> bool:
    """True in another thread, whose transactions are not those of the story: of them only what they write matters."""
    return current_thread() is not main_thread()


class _Key(pickle.Pickler):
    """Takes a row of the database for its model and its key."""

    def persistent_id(self, of: Any) -> Any:
        return (of._meta.label, of.pk) if isinstance(of, models.Model) else None


def _key_of(piece: Callable[..., Any], args: Any, kwargs: Any) -> bytes:
    """Return what decides about the rows, the database aside: the piece, its arguments, language, zone and settings."""
    around = (translation.get_language(), timezone.get_current_timezone_name(), _overridden_settings())
    written = io.BytesIO()
    pickler = _Key(written)
    pickler.fast = True  # equal arguments have equal keys, whether or not parts of them are one object
    pickler.dump((piece.__name__, args, sorted(kwargs.items()), around))
    return written.getvalue()


def _overridden_settings() -> list[tuple[str, str]]:
    """Return the settings that a test has changed, those aside that say where files lie."""
    found: dict[str, str] = {}
    holder = settings._wrapped
    while isinstance(holder, UserSettingsHolder):
        own = {name: value for name, value in vars(holder).items() if name.isupper() and not isinstance(value, Path)}
        found = {name: repr(value) for name, value in own.items()} | found
        holder = holder.default_settings
    return sorted(found.items())


story = Story()


def retold(piece: Callable[P, R]) -> Callable[P, R]:
    """Put the rows of a piece back where it was told before."""

    @wraps(piece)
    def tell(*args: P.args, **kwargs: P.kwargs) -> R:
        return story.tell(piece, args, kwargs)

    return tell


def follow(patch: pytest.MonkeyPatch) -> None:
    """Follow what is written in this process from now on, for as long as the patch holds."""

    def after(cls: type, name: str, then: Callable[..., None]) -> None:
        real = getattr(cls, name)

        @wraps(real)
        def followed(self: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return real(self, *args, **kwargs)
            finally:
                then(self, *args)

        patch.setattr(cls, name, followed)

    after(CursorWrapper, "execute", lambda self, statement, *rest: story.heard(str(statement)))
    after(CursorWrapper, "executemany", lambda self, *rest: story.wrote())
    after(DatabaseWrapper, "_commit", lambda self: story.committed())
    after(DatabaseWrapper, "_rollback", lambda self: story.rolled_back())
