"""Reads the whole pool out of PostgreSQL into bitmaps, quickly: in the binary form in which the server keeps it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import islice
from typing import Any

import numpy as np
from django.db import connection

from kretslop.matching.engine.pool import NO_DAY, Pool

# Dates come as days since 2000; -1 stands for what is not there, which no number of weeks and no free day is. The zero
# of two bytes after the row's own two makes everything after it stand at a multiple of four bytes.
COPY = """
    COPY (SELECT 0::smallint, candidate_id, coalesce(weeks, -1)::int, least_weeks::int,
                 coalesce(free_on - DATE '2000-01-01', -1), codes
          FROM screening_poolentry WHERE in_pool ORDER BY candidate_id) TO STDOUT (FORMAT BINARY)
"""
EPOCH = date(2000, 1, 1)
SIGNATURE = 19  # bytes before the first row
# Where the values stand in a row, in words of four bytes: each has its length before it, an array a head of five words.
NUMBER, WEEKS, LEAST, FREE, CODES = 3, 6, 8, 10, 18
LOT = 20_000


def read_pool(today: date) -> Pool:
    """Return everybody in the pool, with their numbers as keys, as they can be at a desk from `today` on."""
    with connection.cursor() as cursor, ThreadPoolExecutor(1) as other:
        cursor.execute("SELECT count(*) FROM screening_poolentry WHERE in_pool")
        (people,) = cursor.fetchone()
        pool = Pool(people)
        loading = None
        with cursor.copy(COPY) as copy:
            rows = _rows(copy)
            # One lot is put in while the server writes the next.
            while lot := list(islice(rows, LOT)):
                if loading:
                    loading.result()
                loading = other.submit(_load, pool, lot, today)
        if loading:
            loading.result()
    return pool


def _rows(copy: Any) -> Iterator[bytes]:
    """Yield the rows; the header stands before the first, and the last one is only an end."""
    first = True
    for data in copy:
        row = bytes(data)
        if first:
            row, first = row[SIGNATURE:], False
        if len(row) > 2:
            yield row


def _load(pool: Pool, rows: list[bytes], today: date) -> None:
    words = np.frombuffer(b"".join(rows), ">i4").astype(np.int32)
    sizes = np.fromiter(map(len, rows), np.int64, len(rows)) // 4
    starts = np.cumsum(sizes) - sizes
    high, low = (words[starts + NUMBER + n].astype(np.int64) for n in range(2))
    # Every number of an array has its length before it; an empty array has no dimensions, so its head is shorter.
    counts = np.maximum(sizes - CODES + 1, 0) // 2
    ends = np.cumsum(counts)
    # Every place at which a number stands, without a loop in Python.
    places = np.repeat(starts + CODES - 2 * (ends - counts), counts) + 2 * np.arange(int(ends[-1]))
    weeks, least, free = (words[starts + at].astype(np.int64) for at in (WEEKS, LEAST, FREE))
    pool.load((high << 32 | low & 0xFFFFFFFF).tolist(), words[places], ends, desk_days(weeks, least, free, today))


def desk_days(weeks: Any, least: Any, free: Any, today: date) -> Any:
    """Return `pooling.desk_on` for many people at once, as ordinals."""
    until_free = (free - (today - EPOCH).days) // 7
    total = np.where(free < 0, weeks, np.maximum(weeks, least + until_free))
    roll = 7 - today.weekday() if today.weekday() > 4 else 0
    return np.where(weeks < 0, NO_DAY, today.toordinal() + 7 * total + roll)
