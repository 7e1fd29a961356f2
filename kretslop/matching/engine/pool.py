"""Everybody's codes turned round: one row of bits a code, cut into tiles that stay in the processor's cache."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kretslop.matching.engine.filling import fill

WORDS = 512  # 64-bit words of one row in one tile
# Rows that are there before anybody comes: no one, everybody in the pool, whose day at a desk is known.
NOBODY, EVERYBODY, DESK_KNOWN = 0, 1, 2
NO_DAY = np.iinfo(np.int32).max
SPARE_ROWS = 64

Bits = NDArray[np.uint64]
LINE = 64  # bytes of a cache line, which no step of a loop should cross


def aligned(shape: tuple[int, ...]) -> Bits:
    """Return zeros that begin at a cache line."""
    size = int(np.prod(shape))
    room = np.zeros(size + LINE // 8, np.uint64)
    start = -room.ctypes.data % LINE // 8
    return room[start : start + size].reshape(shape)


class Pool:
    """
    The bitmaps of everybody in the pool: `tiles[t, row, word]`, bit b of it is person `(t * words + word) * 64 + b`.

    A person has a key (any value; its text is what ties are broken by) and a slot. `desk` holds the day at a desk as an
    ordinal; "at a desk by this day" becomes a row of its own when criteria first ask for it. With `folder` the bitmaps
    lie in a file that is mapped into memory. `changed` counts rows that came: programs compiled before are out of date.
    """

    def __init__(
        self, people: int = 1, rows: int = SPARE_ROWS, *, words: int = WORDS, folder: Path | None = None
    ) -> None:
        self.folder, self.words = folder, words
        self.tiles = self._room(-(-max(people, 1) // self.tile), max(rows, DESK_KNOWN + 1))
        self.row_of: dict[int, int] = {}
        self.day_rows: dict[int, int] = {}
        self.rows = DESK_KNOWN + 1
        self.changed = 0
        self.desk = np.full(self.capacity, NO_DAY, np.int32)
        self.slots: dict[Hashable, int] = {}
        self.keys: list[Hashable] = []
        self.free: list[int] = []

    @property
    def tile(self) -> int:
        """How many people one tile holds."""
        return self.words * 64

    @property
    def capacity(self) -> int:
        return len(self.tiles) * self.tile

    @property
    def nbytes(self) -> int:
        return int(self.tiles.nbytes + self.desk.nbytes)

    def __len__(self) -> int:
        return len(self.slots)

    def _room(self, tiles: int, rows: int) -> Bits:
        shape = (tiles, rows, self.words)
        if self.folder is None:
            return aligned(shape)
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"bitmaps-{tiles}-{rows}"
        path.unlink(missing_ok=True)
        mapped: Any = np.memmap(path, np.uint64, "w+", shape=shape)
        path.unlink()  # the mapping keeps the file; nothing stale is ever read back
        return np.asarray(mapped)

    def row(self, code: int) -> int:
        """Return the row of a code, a new one if need be."""
        found = self.row_of.get(code)
        if found is None:
            found = self.row_of[code] = self._new_row()
        return found

    def _new_row(self) -> int:
        if self.rows == self.tiles.shape[1]:
            self._grow(len(self.tiles), self.rows + max(SPARE_ROWS, self.rows // 8))
        self.rows += 1
        self.changed += 1
        return self.rows - 1

    def _grow(self, tiles: int, rows: int) -> None:
        old, self.tiles = self.tiles, self._room(tiles, rows)
        self.tiles[: len(old), : old.shape[1]] = old
        desk, self.desk = self.desk, np.full(self.capacity, NO_DAY, np.int32)
        self.desk[: len(desk)] = desk

    def day_row(self, day: date) -> int:
        """Return the row of those who can be at a desk by `day`, made on first asking."""
        found = self.day_rows.get(day.toordinal())
        if found is None:
            found = self.day_rows[day.toordinal()] = self._new_row()
            self._write_day(day.toordinal(), found)
        return found

    def _write_day(self, ordinal: int, row: int) -> None:
        bits = np.packbits(self.desk <= ordinal, bitorder="little")
        self.tiles[:, row] = bits.view(np.uint64).reshape(-1, self.words)

    def set_days(self, days: NDArray[np.int32]) -> None:
        """Replace everybody's day at a desk (ordinals by slot, NO_DAY for unknown): a new day has come."""
        self.desk[: len(days)] = days
        self._write_day(NO_DAY - 1, DESK_KNOWN)
        for ordinal, row in self.day_rows.items():
            self._write_day(ordinal, row)

    def load(self, keys: Sequence[Hashable], codes: NDArray[np.int32], ends: NDArray[np.int64], desk: Any) -> None:
        """
        Put many new people in at once: person n has `codes[ends[n - 1]:ends[n]]` and day `desk[n]` (an ordinal).

        Only for keys that are not in the pool yet; slots follow the order given.
        """
        first, many = len(self.keys), len(keys)
        if first + many > self.capacity:
            self._grow(-(-(first + many) // self.tile), self.tiles.shape[1])
        rows = np.zeros(int(codes.max(initial=0)) + 1, np.int32)
        seen = np.zeros(len(rows), bool)
        seen[codes] = True
        for each in np.flatnonzero(seen).tolist():
            rows[each] = self.row(each)
        fill(self.tiles, rows, codes, ends, first)
        self.desk[first : first + many] = desk
        self.keys.extend(keys)
        self.slots.update(zip(keys, range(first, first + many), strict=True))
        live = np.zeros(self.capacity, bool)
        live[list(self.slots.values()) if self.free else slice(0, first + many)] = True
        self.tiles[:, EVERYBODY] = np.packbits(live, bitorder="little").view(np.uint64).reshape(-1, self.words)
        self.set_days(self.desk)

    def put(self, key: Hashable, codes: Iterable[int], desk_on: date | None) -> int:
        """Put one person in, or replace what is known about them; return their slot."""
        rows = [self.row(each) for each in codes]
        slot = self.slots.get(key)
        if slot is None:
            slot = self._new_slot(key)
        day = desk_on.toordinal() if desk_on else NO_DAY
        self.desk[slot] = day
        rows += [EVERYBODY, *([DESK_KNOWN] if desk_on else [])]
        rows += [row for ordinal, row in self.day_rows.items() if day <= ordinal]
        tile, word, bit = self._where(slot)
        self.tiles[tile, :, word] &= ~bit
        self.tiles[tile, rows, word] |= bit
        return slot

    def _new_slot(self, key: Hashable) -> int:
        if self.free:
            slot = self.free.pop()
            self.keys[slot] = key
        else:
            slot = len(self.keys)
            if slot == self.capacity:
                self._grow(len(self.tiles) + max(1, len(self.tiles) // 8), self.tiles.shape[1])
            self.keys.append(key)
        self.slots[key] = slot
        return slot

    def drop(self, key: Hashable) -> None:
        """Take somebody out; whoever is not there is no error."""
        slot = self.slots.pop(key, None)
        if slot is not None:
            tile, word, bit = self._where(slot)
            self.tiles[tile, :, word] &= ~bit
            self.desk[slot] = NO_DAY
            self.keys[slot] = None
            self.free.append(slot)

    def column(self, codes: Iterable[int], day: int) -> NDArray[np.uint8]:
        """Return 1 for every row that somebody with these codes and this day at a desk (an ordinal) is in."""
        column = np.zeros(self.rows, np.uint8)
        column[[self.row_of.get(each, NOBODY) for each in codes]] = 1
        column[NOBODY], column[EVERYBODY], column[DESK_KNOWN] = 0, 1, day != NO_DAY
        for ordinal, row in self.day_rows.items():
            column[row] = day <= ordinal
        return column

    def _where(self, slot: int) -> tuple[int, int, np.uint64]:
        return slot // self.tile, slot % self.tile // 64, np.uint64(1 << slot % 64)
