"""The embedded PostgreSQL serves Django, jobs included."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_extensions_are_there():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_available_extensions WHERE name IN ('pg_trgm', 'unaccent', 'btree_gist')")
        assert {name for (name,) in cursor.fetchall()} == {"pg_trgm", "unaccent", "btree_gist"}


@pytest.mark.django_db(transaction=True)
def test_commits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)
