"""Everybody's codes turned round: for each code who has it, in tiles that stay in the processor's cache."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kretslop.matching.engine.filling import fill

WORDS = 512  # 64-bit words of one bitmap in one tile
# Rows that are there before anybody comes: no one, everybody in the pool, whose day at a desk is known.
NOBODY, EVERYBODY, DESK_KNOWN = 0, 1, 2
NO_DAY = np.iinfo(np.int32).max
SPARE_ROWS = 64
LISTED = -1  # in `where`: a row without a bitmap
COMMON = 64  # what more than one person in so many has is a bitmap
UNSWEPT = 64  # when there is no room, one slot in so many that stands empty is worth a sweep

Bits = NDArray[np.uint64]
LINE = 64  # bytes of a cache line, which no step of a loop should cross


def aligned(shape: tuple[int, ...]) -> Bits:
    """Return zeros that begin at a cache line."""
    size = int(np.prod(shape))
    room = np.zeros(size + LINE // 8, np.uint64)
    start = -room.ctypes.data % LINE // 8
    return room[start : start + size].reshape(shape)


class Lists(NamedTuple):
    """Who is in the rare rows of one tile: of row r the places `numbers[starts[r]:starts[r + 1]]` in the tile."""

    numbers: NDArray[np.uint16]
    starts: NDArray[np.int32]


class Pool:
    """
    Who has which code: each code is a row, and a row is kept in one of two ways.

    What many have is a bitmap: `bits[t, where[row], word]`, bit b of it is person `(t * words + word) * 64 + b`. What
    few have, which is nearly every skill at every level, is a list of people in each tile: an eighth of the memory.
    A person has a key (any value; its text is what ties are broken by) and a slot. Who changes gets a new slot, and an
    empty one is swept before it is given out again: until then only EVERYBODY, which every answer begins with, tells
    that nobody is there. `desk` holds the day at a desk as an ordinal; "at a desk by this day" becomes a row of its own
    when criteria first ask for it. `changed` moves with the rows: programs compiled before are out of date.
    """

    def __init__(self, people: int = 1, *, words: int = WORDS) -> None:
        self.words = words
        self.bits = aligned((-(-max(people, 1) // self.tile), SPARE_ROWS, words))
        self.lists = [_no_lists() for _ in self.bits]
        self.where = np.full(SPARE_ROWS, LISTED, np.int32)
        self.counts = np.zeros(SPARE_ROWS, np.int64)
        self.row_of: dict[int, int] = {}
        self.rows = self.bitmaps = self._changed = 0
        for _ in (NOBODY, EVERYBODY, DESK_KNOWN):
            self._give_bitmap(self._new_row())
        self.day_rows: dict[int, int] = {}
        self.desk = np.full(self.capacity, NO_DAY, np.int32)
        self.slots: dict[Hashable, int] = {}
        self.keys: list[Hashable] = []
        self.empty = 0
        self.free: list[int] = []
        self._waiting: dict[int, list[int]] = {}

    @property
    def tile(self) -> int:
        """How many people one tile holds; their places are numbers of 16 bits."""
        return self.words * 64

    @property
    def capacity(self) -> int:
        return len(self.bits) * self.tile

    @property
    def nbytes(self) -> int:
        lists = sum(each.numbers.nbytes + each.starts.nbytes for each in self.lists)
        return int(self.bits.nbytes + self.desk.nbytes + lists)

    @property
    def changed(self) -> int:
        self.settle()
        return self._changed

    def __len__(self) -> int:
        return len(self.slots)

    def row(self, code: int) -> int:
        """Return the row of a code, a new one if need be."""
        found = self.row_of.get(code)
        if found is None:
            found = self.row_of[code] = self._new_row()
        return found

    def _new_row(self) -> int:
        if self.rows == len(self.where):
            more = max(SPARE_ROWS, self.rows // 2)
            self.where = np.append(self.where, np.full(more, LISTED, np.int32))
            self.counts = np.append(self.counts, np.zeros(more, np.int64))
        self.rows += 1
        self._changed += 1
        return self.rows - 1

    def _give_bitmap(self, row: int) -> Bits:
        """Keep a row as a bitmap from now on, and return it; its lists are left behind when tiles are filled next."""
        listed = self.bitmap(row) if row > DESK_KNOWN and self.counts[row] else None
        if self.bitmaps == self.bits.shape[1]:
            self._grow(len(self.bits), self.bitmaps + max(SPARE_ROWS, self.bitmaps // 4))
        self.where[row] = self.bitmaps
        self.bitmaps += 1
        self._changed += 1
        found = self.bits[:, self.where[row]]
        if listed is not None:
            found[:] = listed
        return found

    def _grow(self, tiles: int, bitmaps: int) -> None:
        old, self.bits = self.bits, aligned((tiles, bitmaps, self.words))
        self.bits[: len(old), : old.shape[1]] = old
        self.lists += [_no_lists() for _ in range(tiles - len(old))]
        desk, self.desk = self.desk, np.full(self.capacity, NO_DAY, np.int32)
        self.desk[: len(desk)] = desk

    def bitmap(self, row: int) -> Bits:
        """Return one row as words of every tile, made from its lists where it has no bitmap."""
        self.settle()
        if self.where[row] != LISTED:
            return self.bits[:, self.where[row]]
        here = np.zeros(self.capacity, bool)
        for number, lists in enumerate(self.lists):
            if row + 1 < len(lists.starts):
                found = lists.numbers[lists.starts[row] : lists.starts[row + 1]]
                here[number * self.tile : (number + 1) * self.tile][found] = True
        return self._packed(here)

    def _packed(self, people: Any) -> Bits:
        return np.packbits(people, bitorder="little").view(np.uint64).reshape(-1, self.words)

    def day_row(self, day: date) -> int:
        """Return the row of those who can be at a desk by `day`, made on first asking."""
        found = self.day_rows.get(day.toordinal())
        if found is None:
            found = self._new_row()
            self._give_bitmap(found)
            self.day_rows = dict(sorted([*self.day_rows.items(), (day.toordinal(), found)]))
            self._write_day(day.toordinal(), found)
        return found

    def _write_day(self, ordinal: int, row: int) -> None:
        self.bitmap(row)[:] = self._packed(self.desk <= ordinal)

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
            self._grow(-(-(first + many) // self.tile), self.bits.shape[1])
        self.desk[first : first + many] = desk
        self.keys.extend(keys)
        self.slots.update(zip(keys, range(first, first + many), strict=True))
        self._fill(np.arange(first, first + many), codes, np.asarray(ends))
        here = np.zeros(self.capacity, bool)
        here[first : first + many] = True
        self.bits[:, EVERYBODY] |= self._packed(here)
        self.set_days(self.desk)

    def _fill(self, slots: NDArray[np.int64], codes: NDArray[np.int32], ends: NDArray[np.int64]) -> None:
        """Put these people, in the order of their slots, into the rows of their codes."""
        found = np.bincount(codes)
        rows = np.zeros(len(found), np.int32)
        for code in np.flatnonzero(found).tolist():
            rows[code] = self.row(code)
            self.counts[rows[code]] += found[code]
        grown = np.flatnonzero((self.where == LISTED) & (self.counts * COMMON > max(len(self.keys), self.tile)))
        for row in grown.tolist():
            self._give_bitmap(row)
        starts = np.concatenate([[0], ends])
        edges = np.searchsorted(slots, np.arange(len(self.bits) + 1) * self.tile).tolist()
        for number, (a, b) in enumerate(pairwise(edges)):
            if a < b:
                places = (slots[a:b] % self.tile).astype(np.uint16)
                mine, until = codes[starts[a] : starts[b]], ends[a:b] - starts[a]
                self.lists[number] = Lists(
                    *fill(self.bits[number], self.where, rows, mine, until, places, *self.lists[number], self.rows)
                )

    def put(self, key: Hashable, codes: Iterable[int], desk_on: date | None) -> int:
        """Put one person in, or replace what is known about them; return their slot."""
        self.drop(key)
        slot = self._new_slot(key)
        self.desk[slot] = day = desk_on.toordinal() if desk_on else NO_DAY
        tile, word, bit = self._where(slot)
        met = [EVERYBODY, *([DESK_KNOWN] if desk_on else [])]
        met += [row for ordinal, row in self.day_rows.items() if day <= ordinal]
        self.bits[tile, self.where[met], word] |= bit
        self._waiting[slot] = list(codes)
        return slot

    def settle(self) -> None:
        """Let the rows tell of everybody who was put in one by one; whatever reads rows does this first."""
        if not self._waiting:
            return
        waiting, self._waiting = sorted(self._waiting.items()), {}
        flat = np.array([code for _, codes in waiting for code in codes], np.int32)
        self._fill(np.array([slot for slot, _ in waiting]), flat, np.cumsum([len(codes) for _, codes in waiting]))

    def _new_slot(self, key: Hashable) -> int:
        if not self.free and len(self.keys) == self.capacity:
            if self.empty > self.capacity // UNSWEPT:
                self._sweep()
            else:
                self._grow(len(self.bits) + max(1, len(self.bits) // 8), self.bits.shape[1])
        if self.free:
            slot = self.free.pop()
            self.keys[slot] = key
        else:
            slot = len(self.keys)
            self.keys.append(key)
        self.slots[key] = slot
        return slot

    def drop(self, key: Hashable) -> None:
        """Take somebody out; whoever is not there is no error."""
        slot = self.slots.pop(key, None)
        if slot is not None:
            self._waiting.pop(slot, None)
            tile, word, bit = self._where(slot)
            self.bits[tile, EVERYBODY, word] &= ~bit
            self.desk[slot] = NO_DAY
            self.keys[slot] = None
            self.empty += 1

    def _sweep(self) -> None:
        """Take everybody who has left out of all rows, so that their slots are free."""
        self.settle()
        live = self.bits[:, EVERYBODY]
        here = np.unpackbits(live.copy().view(np.uint8), axis=1, bitorder="little").view(bool)
        for number, (numbers, starts) in enumerate(self.lists):
            self.bits[number] &= live[number]
            stay = here[number][numbers]
            before = np.concatenate([[0], np.cumsum(stay)]).astype(np.int32)
            self.lists[number] = Lists(numbers[stay], before[starts])
            self.counts[: len(starts) - 1] -= np.diff(starts) - np.diff(before[starts])
        self.free = np.flatnonzero(~here.reshape(-1)[: len(self.keys)]).tolist()[::-1]
        self.empty = 0

    def rows_of(self, codes: Iterable[int], day: int) -> NDArray[np.int32]:
        """Return every row that somebody with these codes and this day at a desk (an ordinal) is in."""
        rows = [self.row_of[each] for each in codes if each in self.row_of]
        rows += [EVERYBODY, DESK_KNOWN] if day != NO_DAY else [EVERYBODY]
        rows += list(self.day_rows.values())[bisect_left(list(self.day_rows), day) :]
        return np.array(rows, np.int32)

    def _where(self, slot: int) -> tuple[int, int, np.uint64]:
        return slot // self.tile, slot % self.tile // 64, np.uint64(1 << slot % 64)


def _no_lists() -> Lists:
    return Lists(np.zeros(0, np.uint16), np.zeros(1, np.int32))
