"""The invented pool in PostgreSQL, for bench/matching.py: the same rankings in SQL, one set of criteria at a time."""

import os
import time
from typing import Any

import matching_pool as invented

#: More people, or more profiles, take longer than anybody waits; the figures are for one profile anyway.
MOST_PEOPLE, MOST_PROFILES = 100_000, 40
# A temporary table stands before the real one of that name, and goes with the connection.
TABLE = """
    CREATE TEMPORARY TABLE screening_poolentry (
        candidate_id bigint, codes integer[], weeks smallint, least_weeks smallint, free_on date, in_pool boolean
    )
"""
COPY = "COPY screening_poolentry FROM STDIN"


def ranked(many: int, wanted: list[Any], k: int, tie_key: bytes) -> tuple[dict[str, Any], list[Any]]:
    """Return milliseconds of each profile on so many people, by the clock, and the lists."""
    os.environ.setdefault("KRETSLOP_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kretslop.settings")
    import django

    django.setup()
    from django.db import connection

    from kretslop.screening import pool_search

    book = invented.names()
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        began = time.perf_counter()
        _fill(cursor, many, book)
        cursor.execute("CREATE INDEX ON screening_poolentry USING gin (codes) WHERE in_pool")
        cursor.execute("ANALYZE screening_poolentry")
        filling = time.perf_counter() - began
    took, found = [], []
    for criteria in wanted[:MOST_PROFILES]:
        began = time.perf_counter()
        found.append(pool_search.best(criteria, book, k, tie_key, today=invented.DAY))
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    told = {"people": many, "profiles": len(took), "fill_seconds": filling, "median_ms": took[len(took) // 2]}
    return told | {"p95_ms": took[min(len(took) - 1, len(took) * 95 // 100)]}, found


def _fill(cursor: Any, many: int, book: Any) -> None:
    number = 0
    with cursor.copy(COPY) as copy:
        for drawn in invented.people(many):
            codes, ends, _days = invented.coded(drawn, book)
            start = 0
            for n, end in enumerate(ends.tolist()):
                weeks = None if drawn.weeks[n] < 0 else int(drawn.weeks[n])
                copy.write_row([number, codes[start:end].tolist(), weeks, 0, None, True])
                start, number = end, number + 1
