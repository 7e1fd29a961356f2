"""Databases for tests: every table is made once and copied, and what a test committed is taken out again quickly."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg import sql

#: What migrations write and no test changes.
KEPT = {"django_content_type", "auth_permission", "django_migrations"}
TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema() AND tablename <> ALL(%s)"
UNKNOWN_TABLES = "cache, procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers"
REFUSES_TRUNCATE = """
    SELECT tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger WHERE NOT tgisinternal AND (tgtype & 32) <> 0
"""
PREFIX = "kretslop_tables_"


def name_of_template() -> str:
    """Return the name of the database with every table, which changes with the migrations and the libraries."""
    seen = hashlib.sha256((Path(settings.BASE_DIR) / "requirements.lock").read_bytes())
    for app in apps.get_app_configs():
        if app.name.startswith("kretslop."):
            for path in sorted((Path(app.path) / "migrations").glob("*.py")):
                seen.update(path.read_bytes())
    return PREFIX + seen.hexdigest()[:12]


def make_template() -> None:
    """Make that database, if it is not there from the last run, and drop those that nobody needs any more."""
    name = name_of_template()
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {row[0] for row in server.fetchall()}
        for old in there - {name}:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
        if name in there:
            return
        making = sql.Identifier(PREFIX + "making")
        server.execute(sql.SQL("CREATE DATABASE {}").format(making))
        with _using(PREFIX + "making"):
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
        server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(making, sql.Identifier(name)))


@contextmanager
def _server() -> Iterator[Any]:
    """Yield a cursor outside of any database of ours, where databases can be made."""
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        yield cursor


@contextmanager
def _using(name: str) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def empty() -> None:
    """Take out of every table what a test committed; Django's own flush takes ten times as long.

    A superuser deletes from the tables that hold something, with triggers and foreign keys looking away; somebody
    else truncates all of them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        if cursor.fetchone() != ("on",):
            call_command("flush", verbosity=0, interactive=False)
            return
        cursor.execute(TABLES, [list(KEPT)])
        tables = [table for (table,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f"SELECT '{each}' WHERE EXISTS (SELECT FROM {each})" for each in tables))
        filled = [table for (table,) in cursor.fetchall()]
        if filled:
            deletes = "; ".join(f"DELETE FROM {table}" for table in filled)
            cursor.execute(f"BEGIN; SET LOCAL session_replication_role = replica; {deletes}; COMMIT")


_django_flush = DatabaseOperations.execute_sql_flush


def flush_everything(self: DatabaseOperations, statements: list[str]) -> None:
    """Flush the tables too that Django does not know, and those that refuse, because they only grow."""
    with self.connection.cursor() as cursor:
        cursor.execute(REFUSES_TRUNCATE)
        refusing = [f"ALTER TABLE {table} {{}} TRIGGER {trigger}" for table, trigger in cursor.fetchall()]
    away, back = ([each.format(word) for each in refusing] for word in ("DISABLE", "ENABLE"))
    _django_flush(self, [*away, *statements, f"TRUNCATE {UNKNOWN_TABLES} CASCADE", *back])
