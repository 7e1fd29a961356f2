"""Puts many people into one tile at once, by numba where it is there."""

from typing import Any

import numpy as np

from kretslop.matching.engine.compiling import compiled


def _fill(  # noqa: C901
    tile: Any, where: Any, rows: Any, codes: Any, ends: Any, places: Any, numbers: Any, starts: Any, many: int
) -> Any:  # fmt: skip
    """
    Put person n, at `places[n]` of the tile, into the rows that `rows` gives for `codes[ends[n - 1]:ends[n]]`.

    Bitmaps are filled where they are; the lists of all `many` rows are returned anew, with who was in `numbers`.
    """
    first = np.zeros(many + 1, np.int32)
    for row in range(starts.size - 1):
        if where[row] < 0:
            first[row + 1] = starts[row + 1] - starts[row]
    at = 0
    for n in range(ends.size):
        word, bit = places[n] >> 6, np.uint64(1) << np.uint64(places[n] & 63)
        for i in range(at, ends[n]):
            row = rows[codes[i]]
            if where[row] < 0:
                first[row + 1] += 1
            else:
                tile[where[row], word] |= bit
        at = ends[n]
    for row in range(many):
        first[row + 1] += first[row]
    found, free = np.empty(first[many], np.uint16), first[:-1].copy()
    for row in range(starts.size - 1):
        if where[row] < 0:
            for i in range(starts[row], starts[row + 1]):
                found[free[row]] = numbers[i]
                free[row] += 1
    at = 0
    for n in range(ends.size):
        for i in range(at, ends[n]):
            row = rows[codes[i]]
            if where[row] < 0:
                found[free[row]] = places[n]
                free[row] += 1
        at = ends[n]
    return found, first


def fill_in_numpy(
    tile: Any, where: Any, rows: Any, codes: Any, ends: Any, places: Any, numbers: Any, starts: Any, many: int
) -> Any:  # fmt: skip
    """The same without a loop."""
    new, who = rows[codes[: ends[-1]]], np.repeat(places, np.diff(ends, prepend=0))
    common = where[new] >= 0
    bits = np.uint64(1) << (who[common] & 63).astype(np.uint64)
    np.bitwise_or.at(tile, (where[new[common]], who[common] >> 6), bits)
    old = np.repeat(np.arange(starts.size - 1), np.diff(starts))
    kept = where[old] < 0
    listed = np.concatenate([old[kept], new[~common]])
    order = np.argsort(listed, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(listed, minlength=many))]).astype(np.int32)
    return np.concatenate([numbers[kept], who[~common]])[order], first


def fill(*given: Any) -> Any:
    """Do what `_fill` says, by the quickest that is there."""
    loop = compiled(_fill)
    return (fill_in_numpy if loop is _fill else loop)(*given)
