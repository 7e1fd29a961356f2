"""The exact best of every set of criteria in one walk over the tiles, compiled by numba."""

from typing import Any

import numpy as np
from numba import njit

from kretslop.matching.engine import bits
from kretslop.matching.engine.heaps import keep
from kretslop.matching.engine.pool import EVERYBODY
from kretslop.matching.engine.program import RARE

# Up to so many people of a tile are scored one by one; more of them by planes.
FEW = 96


@njit(cache=True, nogil=True)
def row(tile: Any, where: Any, rare: Any, n: int) -> Any:
    """The bitmap that a program names: one of the pool's, or one that was just made from a list."""
    return tile[where[n]] if n < RARE else rare[n - RARE]


@njit(cache=True, nogil=True)
def unfold(rare: Any, rows: Any, first: int, last: int, numbers: Any, starts: Any) -> None:
    """Make bitmaps of the lists of some rare rows."""
    for n in range(first, last):
        bitmap, listed = rare[n], rows[n]
        bits.clear(bitmap)
        if listed + 1 < starts.size:
            for i in range(starts[listed], starts[listed + 1]):
                bitmap[numbers[i] >> 6] |= np.uint64(1) << np.uint64(numbers[i] & 63)


@njit(cache=True, nogil=True)
def judge(tile: Any, where: Any, rare: Any, tests: Any, masks: Any, work: Any) -> None:
    """Into `masks`: who misses at least one must, at least two, who is unknown in at least one."""
    one, two, open_ = masks[0], masks[1], masks[2]
    met, known, group = work[0], work[1], work[2]
    for n in range(3):
        bits.clear(masks[n])
    at = 0
    while at < tests.size:
        mets, groups, first = tests[at], tests[at + 1], row(tile, where, rare, tests[at + 2])
        at += 3
        if mets == 1 and groups == 1 and tests[at] == 1 and tests[at + 1] >= 0:
            bits.note(first, row(tile, where, rare, tests[at + 1]), one, two, open_)
            at += 2
            continue
        if mets == 1 and groups == 1 and tests[at] == 2:
            either, other = row(tile, where, rare, tests[at + 1]), row(tile, where, rare, tests[at + 2])
            bits.note_two(first, either, other, one, two, open_)
            at += 3
            continue
        bits.copy(met, first)
        for i in range(at, at + mets - 1):
            bits.join(met, row(tile, where, rare, tests[i]))
        at += mets - 1
        bits.clear(known)
        bits.join_rest(known, known)
        for _ in range(groups):
            bits.clear(group)
            for i in range(at + 1, at + 1 + tests[at]):
                if tests[i] >= 0:
                    bits.join(group, row(tile, where, rare, tests[i]))
                else:
                    bits.join_rest(group, row(tile, where, rare, ~tests[i]))
            at += 1 + tests[at]
            bits.meet(known, group)
        bits.note(met, known, one, two, open_)


@njit(cache=True, nogil=True)
def split(everybody: Any, masks: Any, groups: Any) -> None:
    """The masks as the four groups, best first."""
    for i in range(everybody.size):
        live, one, two, open_ = everybody[i], masks[0, i], masks[1, i], masks[2, i]
        groups[0, i] = live & ~one & ~open_
        groups[1, i] = live & ~one & open_
        groups[2, i] = live & one & ~two
        groups[3, i] = live & two


@njit(cache=True, nogil=True)
def plane_of(tile: Any, where: Any, rare: Any, scratch: Any, n: int) -> Any:
    """A scratch plane, or below zero a row that serves as one."""
    return scratch[n] if n >= 0 else row(tile, where, rare, ~n)


@njit(cache=True, nogil=True)
def score_planes(tile: Any, where: Any, rare: Any, addends: Any, starts: Any, adder: Any, scratch: Any) -> None:
    """Add all points: afterwards bit n of everybody's score stands in `scratch[planes[n]]`."""
    at = 0
    while at < adder.size:
        if adder[at] == 0:
            plane, start = scratch[adder[at + 1]], starts[adder[at + 2]]
            either, many = addends[start + 1], addends[start + 2]
            rows = addends[start + 3 : start + 3 + many]
            a, b = row(tile, where, rare, rows[0]), row(tile, where, rare, rows[1 % many])
            if either:
                bits.copy(plane, a)
                for i in range(1, many):
                    bits.join(plane, row(tile, where, rare, rows[i]))
            elif many == 2:
                bits.odd_two(plane, a, b)
            elif many == 3:
                bits.odd_three(plane, a, b, row(tile, where, rare, rows[2]))
            else:
                bits.odd_four(plane, a, b, row(tile, where, rare, rows[2]), row(tile, where, rare, rows[3]))
                for i in range(4, many):
                    bits.flip(plane, row(tile, where, rare, rows[i]))
            at += 3
            continue
        total, carry = scratch[adder[at + 1]], scratch[adder[at + 2]]
        one = plane_of(tile, where, rare, scratch, adder[at + 3])
        other = plane_of(tile, where, rare, scratch, adder[at + 4])
        if adder[at] == 1:
            bits.full(total, carry, one, other, plane_of(tile, where, rare, scratch, adder[at + 5]))
            at += 6
        else:
            bits.half(total, carry, one, other)
            at += 5


@njit(cache=True, nogil=True)
def score_one(tile: Any, where: Any, rare: Any, word: int, bit: int, addends: Any) -> int:
    """One person's points."""
    score: Any = 0
    at = 0
    while at < addends.size:
        position, either, many = addends[at], addends[at + 1], addends[at + 2]
        at += 3
        found: Any = 0
        for i in range(at, at + many):
            n = addends[i]
            bitmap = tile[where[n], word] if n < RARE else rare[n - RARE, word]
            here = np.int64((bitmap >> np.uint64(bit)) & np.uint64(1))
            found = found | here if either else found ^ here
        at += many
        score += found << position
    return score


@njit(cache=True, nogil=True)
def kth(tile: Any, where: Any, rare: Any, planes: Any, scratch: Any, mask: Any, k: int, sure: Any, maybe: Any) -> int:
    """The k-th best score among the people of `mask`, of whom there are at least `k` (O'Neil and O'Neil)."""
    bits.clear(sure)
    bits.copy(maybe, mask)
    score = 0
    for n in range(planes.size - 1, -1, -1):
        plane = plane_of(tile, where, rare, scratch, planes[n])
        found = 0
        for i in range(sure.size):
            found += bits.popcount(sure[i] | (maybe[i] & plane[i]))
        if found >= k:
            bits.meet(maybe, plane)
            score |= 1 << n
        else:
            for i in range(sure.size):
                sure[i] |= maybe[i] & plane[i]
                maybe[i] &= ~plane[i]
    return score


@njit(cache=True, nogil=True)
def at_least(
    tile: Any, where: Any, rare: Any, planes: Any, scratch: Any, mask: Any, least: int, out: Any, equal: Any
) -> None:  # fmt: skip
    """Into `out`: those of `mask` whose score is `least` or more."""
    bits.clear(out)
    bits.copy(equal, mask)
    for n in range(planes.size - 1, -1, -1):
        plane = plane_of(tile, where, rare, scratch, planes[n])
        if least >> n & 1:
            bits.meet(equal, plane)
        else:
            for i in range(out.size):
                out[i] |= equal[i] & plane[i]
                equal[i] &= ~plane[i]
    bits.join(out, equal)


@njit(cache=True, nogil=True)
def walk(
    tile: Any, where: Any, numbers: Any, list_starts: Any, number: int, programs: Any, room: Any, rare: Any,
    heaps: Any, states: Any, values: Any, slots: Any, chosen: Any,
) -> None:  # fmt: skip
    """Look at one tile with the sets of criteria `chosen`, and note whoever is not below the k-th best so far."""
    tests, addends, starts = bits.lent(programs[0]), bits.lent(programs[2]), bits.lent(programs[4])
    adder, planes, rares = bits.lent(programs[6]), bits.lent(programs[8]), bits.lent(programs[10])
    rare_musts, of = programs[12], programs[13]
    test_ends, addend_ends, start_ends, adder_ends, plane_ends, rare_ends = (
        programs[1], programs[3], programs[5], programs[7], programs[9], programs[11]
    )  # fmt: skip
    tile, where, rare, work = bits.lent(tile), bits.lent(where), bits.lent(rare), bits.lent(room)
    numbers, list_starts = bits.lent(numbers), bits.lent(list_starts)
    masks, groups, scratch = work[:4], work[4:8], work[8:]
    heaps, states, values, slots = bits.lent(heaps), bits.lent(states), bits.lent(values), bits.lent(slots)
    for p in chosen:
        rows = rares[rare_ends[p] : rare_ends[p + 1]]
        unfold(rare, rows, 0, rare_musts[p], numbers, list_starts)
        judge(tile, where, rare, tests[test_ends[p] : test_ends[p + 1]], masks, groups)
        split(tile[where[EVERYBODY]], masks, groups)
        if not worth_it(groups, of[p] + 1, heaps[p], states[p]):
            continue
        unfold(rare, rows, rare_musts[p], rows.size, numbers, list_starts)
        consider(
            tile, where, rare, number, groups, masks,
            addends[addend_ends[p] : addend_ends[p + 1]], starts[start_ends[p] : start_ends[p + 1]],
            adder[adder_ends[p] : adder_ends[p + 1]], planes[plane_ends[p] : plane_ends[p + 1]],
            scratch, of[p] + 1, heaps[p], states[p], values[p], slots[p],
        )  # fmt: skip


@njit(cache=True, nogil=True)
def worth_it(groups: Any, span: int, heap: Any, state: Any) -> bool:
    """Whether anybody of this tile can still be among the best."""
    for group in range(4):
        if state[0] == heap.size and heap[0] >= (4 - group) * span:
            return False
        if bits.count(groups[group]):
            return True
    return False


@njit(cache=True, nogil=True)
def consider(
    tile: Any, where: Any, rare: Any, number: int, groups: Any, masks: Any, addends: Any, starts: Any, adder: Any,
    planes: Any, scratch: Any, span: int, heap: Any, state: Any, values: Any, slots: Any,
) -> None:  # fmt: skip
    """One tile, group by group, best first, as long as somebody in it can still be among the best."""
    first, planned = number * tile.shape[1] * 64, False
    for group in range(4):
        full = state[0] == heap.size
        if full and heap[0] >= (4 - group) * span:
            return
        many, base = bits.count(groups[group]), (3 - group) * span
        if many == 0:
            continue
        if many > FEW and not planned:
            score_planes(tile, where, rare, addends, starts, adder, scratch)
            planned = True
        least = max(heap[0] - base, 0) if full else 0
        chosen = groups[group]
        if planned:
            if many > 2 * heap.size and least == 0:
                least = kth(tile, where, rare, planes, scratch, chosen, heap.size, masks[0], masks[1])
            at_least(tile, where, rare, planes, scratch, chosen, least, masks[0], masks[1])
            chosen = masks[0]
        for w in range(chosen.size):
            word = chosen[w]
            while word:
                b = np.int64(bits.lowest(word))
                word &= word - np.uint64(1)
                score: Any = 0
                if planned:
                    for n in range(planes.size):
                        plane = plane_of(tile, where, rare, scratch, planes[n])
                        score |= np.int64((plane[w] >> np.uint64(b)) & np.uint64(1)) << n
                else:
                    score = score_one(tile, where, rare, w, b, addends)
                if score >= least:
                    keep(heap, state, values, slots, base + score, first + w * 64 + b)
