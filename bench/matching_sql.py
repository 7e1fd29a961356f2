"""The invented pool in PostgreSQL, for bench/matching.py: the same rankings in SQL, one set of criteria at a time."""

import os
import time
from pathlib import Path
from typing import Any

import matching_pool as invented

#: More people, or more profiles, take longer than anybody waits; the figures are for one profile anyway.
MOST_PEOPLE, MOST_PROFILES, WARM_UP = 100_000, 200, 5
# A temporary table stands before the real one of that name, and goes with the connection.
TABLE = """
    CREATE TEMPORARY TABLE screening_poolentry (
        candidate_id bigint, codes integer[], weeks smallint, least_weeks smallint, free_on date, in_pool boolean,
        basis text DEFAULT ''
    )
"""
CHANGES = "CREATE TEMPORARY TABLE talent_change (candidate_number bigint, version bigint)"  # nobody's profile is newer
COPY = "COPY screening_poolentry (candidate_id, codes, weeks, least_weeks, free_on, in_pool) FROM STDIN"


def cold_start(many: int, *, newer: bool) -> dict[str, Any]:
    """Return how long a new process takes to read so many people's codes into bitmaps, by the clock and processors."""
    _set_up()
    from django.db import connection

    from kretslop.screening.pool_reading import read_pool

    with connection.cursor() as cursor:
        _make_table(cursor)
        drawn = min(many, MOST_PEOPLE)
        _fill(cursor, drawn, invented.names(), newer)
        for first in range(drawn, many, drawn):  # the same people again, under numbers of their own
            cursor.execute(
                f"""
                INSERT INTO screening_poolentry
                SELECT candidate_id + {first}, codes, weeks, least_weeks, free_on, in_pool FROM screening_poolentry
                WHERE candidate_id < {min(drawn, many - first)}
                """
            )
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    began, working = time.perf_counter(), (time.process_time(), _worked(server))
    pool = read_pool(invented.DAY)
    assert len(pool) == many
    return {
        "people": many, "seconds": time.perf_counter() - began, "processor": time.process_time() - working[0],
        "processor_of_the_server": _worked(server) - working[1], "bitmap_bytes": pool.nbytes,
    }  # fmt: skip


def effect(many: int, wanted: list[Any], *, newer: bool) -> dict[str, Any]:
    """Return milliseconds that counting the effect of criteria on so many people takes, as their editor asks for it."""
    _set_up()
    from django.db import connection

    from kretslop.screening import counting, pooling
    from kretslop.screening.pool_search import Question

    book = invented.names()
    with connection.cursor() as cursor:
        _make_table(cursor)
        cursor.execute(CHANGES)
        _fill(cursor, many, book, newer)
        cursor.execute("UPDATE screening_poolentry SET basis = %s", [pooling.BASIS])
        cursor.execute("ANALYZE screening_poolentry")
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    took, worked = [], []
    for criteria in [*wanted[:WARM_UP], *wanted[:MOST_PROFILES]]:
        began, working = time.perf_counter(), time.process_time() + _worked(server)
        found, _older = counting.counted_in_sql(Question(criteria, book, invented.DAY))
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() + _worked(server) - working) * 1000)
        assert found.total() == many
    return {"people": many, **_told("ms", took), **_told("processor_ms", worked)}


def ranked(many: int, wanted: list[Any], k: int, tie_key: bytes, *, newer: bool) -> tuple[dict[str, Any], list[Any]]:
    """Return milliseconds of each profile on so many people, by the clock and of the processor, and the lists."""
    _set_up()
    from django.db import connection

    from kretslop.screening import pool_search

    book = invented.names()
    with connection.cursor() as cursor:
        _make_table(cursor)
        began = time.perf_counter()
        _fill(cursor, many, book, newer)
        cursor.execute("CREATE EXTENSION IF NOT EXISTS intarray")
        cursor.execute("CREATE INDEX ON screening_poolentry USING gin (codes) WHERE in_pool")
        cursor.execute("CREATE INDEX ON screening_poolentry USING gin (codes) WHERE in_pool AND codes[1] > 1")
        cursor.execute("ANALYZE screening_poolentry")
        filling = time.perf_counter() - began
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    took, worked, found = [], [], []
    for criteria in [*wanted[:WARM_UP], *wanted[:MOST_PROFILES]]:
        began, working = time.perf_counter(), time.process_time() + _worked(server)
        found.append(pool_search.best(criteria, book, k, tie_key, today=invented.DAY))
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() + _worked(server) - working) * 1000)
    told = {"people": many, "profiles": len(wanted[:MOST_PROFILES]), "fill_seconds": filling}
    return told | _told("ms", took) | _told("processor_ms", worked), found[WARM_UP:]


def _told(name: str, figures: list[float]) -> dict[str, float]:
    figures = sorted(figures[WARM_UP:])
    return {
        f"median_{name}": figures[len(figures) // 2],
        f"p95_{name}": figures[min(len(figures) - 1, len(figures) * 95 // 100)],
    }


def _make_table(cursor: Any) -> None:
    cursor.execute("DROP TABLE IF EXISTS pg_temp.screening_poolentry")
    cursor.execute("SET temp_buffers = '512MB'")  # in memory, as the pages of the real table are
    cursor.execute(TABLE)


def _set_up() -> None:
    os.environ.setdefault("KRETSLOP_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kretslop.settings")
    import django

    django.setup()


def _worked(server: int) -> float:
    """Return the processor's seconds of the server's process so far, exactly where Linux tells them (else 0)."""
    try:
        return int(Path(f"/proc/{server}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def _fill(cursor: Any, many: int, book: Any, newer: bool) -> None:
    number = 0
    with cursor.copy(COPY) as copy:
        for drawn in invented.people(many, newer=newer):
            codes, ends, _days = invented.coded(drawn, book)
            start = 0
            for n, end in enumerate(ends.tolist()):
                weeks = None if drawn.weeks[n] < 0 else int(drawn.weeks[n])
                copy.write_row([number, codes[start:end].tolist(), weeks, 0, None, True])
                start, number = end, number + 1
