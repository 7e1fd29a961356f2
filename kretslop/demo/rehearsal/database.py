"""A database of the rehearsal's own beside the others on the same server, dropped at the end unless it is kept."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

from kretslop.shared.postgres import template
from kretslop.shared.postgres.cores import one_core

PREFIX = "kretslop_rehearsal_"


@contextmanager
def own_database(*, keep: bool, now: datetime) -> Iterator[str]:
    """Make a new database with every table, work in it, and drop it at the end unless `keep`; whatever happens.

    It may only be used outside of a transaction, because the connection changes databases.
    """
    name = f"{PREFIX}{now:%Y%m%d_%H%M%S}_{secrets.token_hex(2)}"
    connection.ensure_connection()
    _command("CREATE DATABASE {} TEMPLATE {}", name, template.make_template())
    kept = False
    try:
        with one_core(), template.using(name):
            with connection.cursor() as cursor:
                # Commits need not wait for the disk: the same seed makes the same database again.
                cursor.execute("SET synchronous_commit TO off")
            yield name
        kept = keep
    finally:
        if not kept:
            _command("DROP DATABASE {} WITH (FORCE)", name)


def _command(statement: str, *names: str) -> None:
    """Say something to the server that no transaction may hold, on a connection of its own."""
    given: dict[str, Any] = connection.get_connection_params()
    address = {key: given[key] for key in ("host", "port", "user", "password") if given.get(key)}
    with psycopg.connect(**address, dbname="postgres", autocommit=True) as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
