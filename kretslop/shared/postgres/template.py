"""A database with every table, made once for each state of the migrations and then copied: migrating takes seconds."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

PREFIX = "kretslop_tables_"


def name_of_template() -> str:
    """Return the name of the database with every table, which changes with the migrations and the libraries."""
    seen = hashlib.sha256((Path(settings.BASE_DIR) / "requirements.lock").read_bytes())
    for app in apps.get_app_configs():
        if app.name.startswith("kretslop."):
            for path in sorted((Path(app.path) / "migrations").glob("*.py")):
                seen.update(path.read_bytes())
    return PREFIX + seen.hexdigest()[:12]


def make_template() -> str:
    """Make that database, if it is not there from the last time, and drop those that nobody needs; return its name."""
    name = name_of_template()
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {row[0] for row in server.fetchall()}
        for old in there - {name}:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
        if name in there:
            return name
        making = sql.Identifier(PREFIX + "making")
        server.execute(sql.SQL("CREATE DATABASE {}").format(making))
        with using(PREFIX + "making"):
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
        server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(making, sql.Identifier(name)))
    return name


@contextmanager
def _server() -> Iterator[Any]:
    """Yield a cursor outside of any database of ours, where databases can be made."""
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        yield cursor


@contextmanager
def using(name: str, **server: str) -> Iterator[None]:
    """Have the connection work in another database, of another `server` where one is named; outside of a transaction.

    `server` is HOST, PORT and USER, as `server.start` returns them.
    """
    place = {"NAME": name, **server}
    before = {key: connection.settings_dict[key] for key in place}
    connection.close()
    connection.settings_dict.update(place)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
