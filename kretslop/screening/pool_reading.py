"""Reads the whole pool out of PostgreSQL into bitmaps, quickly: in the binary form in which the server keeps it."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

import numpy as np
from django.db import connection

from kretslop.matching.engine.pool import NO_DAY, Pool

# Dates come as days since 2000; -1 stands for what is not there, which no number of weeks and no free day is.
COPY = """
    COPY (SELECT candidate_id, coalesce(weeks, -1)::int, least_weeks::int, coalesce(free_on - DATE '2000-01-01', -1),
                 codes
          FROM screening_poolentry WHERE in_pool ORDER BY candidate_id) TO STDOUT (FORMAT BINARY)
"""
EPOCH = date(2000, 1, 1)
SIGNATURE = 19  # bytes before the first row
FIXED, ARRAY = 2 + 12 + 3 * 8 + 4, 20  # bytes of a row before its array, and of the array before its numbers
LOT = 20_000


def read_pool(today: date) -> Pool:
    """Return everybody in the pool, with their numbers as keys, as they can be at a desk from `today` on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM screening_poolentry WHERE in_pool")
        (people,) = cursor.fetchone()
        pool = Pool(people)
        with cursor.copy(COPY) as copy:
            rows = _rows(copy)
            while lot := list(islice(rows, LOT)):
                _load(pool, lot, today)
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
    data = np.frombuffer(b"".join(rows), np.uint8)
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    starts = np.cumsum(sizes) - sizes

    def number(at: int, kind: str) -> Any:
        return data[starts[:, None] + at + np.arange(np.dtype(kind).itemsize)].copy().view(kind)[:, 0].astype(np.int64)

    keys, weeks, least, free = number(6, ">i8"), number(18, ">i4"), number(26, ">i4"), number(34, ">i4")
    # Every number of the array is four bytes of length and four of value; an empty array has no dimensions.
    counts = np.maximum(sizes - FIXED - ARRAY, 0) // 8
    ends = np.cumsum(counts)
    # Every place in the bytes at which a number begins, without a loop in Python.
    within = np.arange(int(ends[-1])) - np.repeat(ends - counts, counts)
    places = np.repeat(starts + FIXED + ARRAY + 4, counts) + within * 8
    codes = (
        data[places].astype(np.int32) << 24 | data[places + 1].astype(np.int32) << 16
        | data[places + 2].astype(np.int32) << 8 | data[places + 3]
    )  # fmt: skip
    pool.load(keys.tolist(), codes.astype(np.int32), ends, desk_days(weeks, least, free, today))


def desk_days(weeks: Any, least: Any, free: Any, today: date) -> Any:
    """Return `pooling.desk_on` for many people at once, as ordinals."""
    until_free = (free - (today - EPOCH).days) // 7
    total = np.where(free < 0, weeks, np.maximum(weeks, least + until_free))
    roll = 7 - today.weekday() if today.weekday() > 4 else 0
    return np.where(weeks < 0, NO_DAY, today.toordinal() + 7 * total + roll)
