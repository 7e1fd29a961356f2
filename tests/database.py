"""What a test committed is taken out of the database again, quickly."""

from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

#: What migrations write and no test changes.
KEPT = {"django_content_type", "auth_permission", "django_migrations"}
TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema() AND tablename <> ALL(%s)"
UNKNOWN_TABLES = "cache, procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers"
REFUSES_TRUNCATE = """
    SELECT tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger WHERE NOT tgisinternal AND (tgtype & 32) <> 0
"""


def empty() -> None:
    """Take out of every table what a test committed; Django's own flush takes ten times as long.

    A superuser deletes from the tables that hold something, with triggers and foreign keys looking away; somebody
    else truncates all of them.
    """
    with connection.cursor() as cursor:
        if not is_superuser(cursor):
            call_command("flush", verbosity=0, interactive=False)
            return
        filled = filled_tables(cursor)
        if filled:
            deletes = "; ".join(f"DELETE FROM {table}" for table in filled)
            cursor.execute(f"BEGIN; SET LOCAL session_replication_role = replica; {deletes}; COMMIT")


def is_superuser(cursor: Any) -> bool:
    """True when the database's user may have triggers and foreign keys look away."""
    cursor.execute("SHOW is_superuser")
    return bool(cursor.fetchone() == ("on",))


def filled_tables(cursor: Any) -> list[str]:
    """Return the tables that hold something, those aside that migrations fill."""
    cursor.execute(TABLES, [list(KEPT)])
    tables = [table for (table,) in cursor.fetchall()]
    cursor.execute(" UNION ALL ".join(f"SELECT '{each}' WHERE EXISTS (SELECT FROM {each})" for each in tables))
    return [table for (table,) in cursor.fetchall()]


_django_flush = DatabaseOperations.execute_sql_flush


def flush_everything(self: DatabaseOperations, statements: list[str]) -> None:
    """Flush the tables too that Django does not know, and those that refuse, because they only grow."""
    with self.connection.cursor() as cursor:
        cursor.execute(REFUSES_TRUNCATE)
        refusing = [f"ALTER TABLE {table} {{}} TRIGGER {trigger}" for table, trigger in cursor.fetchall()]
    away, back = ([each.format(word) for each in refusing] for word in ("DISABLE", "ENABLE"))
    _django_flush(self, [*away, *statements, f"TRUNCATE {UNKNOWN_TABLES} CASCADE", *back])
