"""Sets the bits of many people at once, by numba where it is there."""

from typing import Any

import numpy as np


def _fill(tiles: Any, rows: Any, codes: Any, ends: Any, first: int) -> None:
    words = tiles.shape[2]
    at = 0
    for n in range(len(ends)):
        slot = first + n
        tile, word, bit = slot // (words * 64), slot % (words * 64) // 64, np.uint64(1) << np.uint64(slot % 64)
        for i in range(at, ends[n]):
            tiles[tile, rows[codes[i]], word] |= bit
        at = ends[n]


try:
    from numba import njit

    fill: Any = njit(_fill, cache=True, nogil=True)
except ImportError:

    def fill(tiles: Any, rows: Any, codes: Any, ends: Any, first: int) -> None:
        """Set the bits of person `first + n` for `codes[ends[n - 1]:ends[n]]`, in the rows that `rows` gives."""
        words = tiles.shape[2]
        slots = first + np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
        bits = np.uint64(1) << (slots % 64).astype(np.uint64)
        np.bitwise_or.at(tiles, (slots // (words * 64), rows[codes], slots % (words * 64) // 64), bits)
