"""The embedded PostgreSQL serves Django, and tests that commit leave nothing behind."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections, transaction
from django.db.utils import IntegrityError

from kretslop.timeline.models import Event


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_extensions_are_there():
    assert ask("SELECT count(*) FROM pg_available_extensions WHERE name IN ('pg_trgm', 'unaccent', 'btree_gist')") == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_starts_clean(turn):
    """Jobs and timeline both escape Django's own flush; the second turn would find what the first one left."""
    assert ask("SELECT count(*) FROM procrastinate_jobs") == 0
    assert Event.objects.count() == 0
    ask("INSERT INTO procrastinate_jobs (task_name, queue_name) VALUES ('task', 'queue') RETURNING id")
    Event.objects.create(kind="test.happened", at=datetime.now(UTC), actor="system", subjects=[])


@pytest.mark.django_db
def test_truncating_the_timeline_is_refused():
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE timeline_event CASCADE")


@pytest.mark.django_db
@pytest.mark.parametrize(("version", "old"), [(140_011, True), (149_999, True), (150_000, False), (180_003, False)])
def test_an_old_server_is_named(monkeypatch, version, old):
    monkeypatch.setitem(vars(connections["default"]), "pg_version", version)
    if old:
        with pytest.raises(ImproperlyConfigured, match=r"PostgreSQL 14\..*needs 15 or newer"):
            connection.check_database_version_supported()
    else:
        connection.check_database_version_supported()
