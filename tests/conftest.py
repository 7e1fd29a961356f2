"""What every test stands on: a clean database, whole templates, and no way out to the network."""

import os
import shutil
import socket
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.db import transaction
from django.db.backends.postgresql.operations import DatabaseOperations

from kretslop.shared import translations

UNKNOWN_TABLES = "cache, procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers"
REFUSES_TRUNCATE = """
    SELECT tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger WHERE NOT tgisinternal AND (tgtype & 32) <> 0
"""
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")

SOAK = bool(os.environ.get("KRETSLOP_SOAK"))

hypothesis.settings.register_profile("usual", max_examples=60, deadline=None)
hypothesis.settings.register_profile("soak", max_examples=2000, deadline=None)
hypothesis.settings.load_profile("soak" if SOAK else "usual")


def chromium() -> str | None:
    """Return the browser for the journeys, if this machine has one."""
    return os.environ.get("KRETSLOP_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        translations.compile_all()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `make soak` runs, and the journeys (the last line says so) where there is no browser."""
    long = [item for item in items if item.get_closest_marker("soak") and not SOAK]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in set(long)]
    journeys = [item for item in items if "journeys" in item.path.parts]
    for item in journeys:
        item.add_marker("journey")
    # What takes longest begins first, so that no worker is left alone with it at the end.
    items.sort(key=lambda item: "journeys" not in item.path.parts)
    if journeys and not chromium():
        config.hook.pytest_deselected(items=journeys)
        items[:] = [item for item in items if item not in journeys]


def _journeys_were_asked_for(config: pytest.Config) -> bool:
    journeys = config.rootpath / "tests" / "journeys"
    asked = [config.invocation_params.dir / argument.split("::")[0] for argument in config.args]
    return any(path == journeys or path in journeys.parents or journeys in path.parents for path in asked)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    from tests.settings import last_one_out

    last_one_out()
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter and not chromium() and _journeys_were_asked_for(config):
        reporter.write_line(
            "THE BROWSER JOURNEYS DID NOT RUN: there is no Chromium. On Debian: apt-get install chromium. "
            "Elsewhere: KRETSLOP_CHROMIUM=/path/to/chromium make test",
            red=True,
            bold=True,
        )


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests talk to this machine only."""
    connect = socket.socket.connect

    def here_only(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in {"localhost", "127.0.0.1", "::1"}:
            raise AssertionError(f"A test tried to reach {host}: tests stay on this machine")
        return connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", here_only)


@pytest.fixture(scope="module")
def told_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let a fixture of a whole file write what its tests begin with; each test is rolled back to there.

    A test takes a deep copy of the rows, because it may change them.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def _flush_everything() -> Iterator[None]:
    """Let the clean-up after a test that commits empty what Django's flush cannot.

    It does not know the tables of the cache and of the job queue, and is refused by tables that only grow.
    """
    flush = DatabaseOperations.execute_sql_flush

    def flush_everything(self: DatabaseOperations, statements: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(REFUSES_TRUNCATE)
            refusing = [f"ALTER TABLE {table} {{}} TRIGGER {trigger}" for table, trigger in cursor.fetchall()]
        away, back = ([each.format(word) for each in refusing] for word in ("DISABLE", "ENABLE"))
        flush(self, [*away, *statements, f"TRUNCATE {UNKNOWN_TABLES} CASCADE", *back])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush_everything)
        yield
