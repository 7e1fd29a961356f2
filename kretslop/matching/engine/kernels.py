"""The exact best of every set of criteria in one walk over the tiles, compiled by numba."""

from typing import Any

import numpy as np
from numba import njit

from kretslop.matching.engine import bits
from kretslop.matching.engine.pool import EVERYBODY

# Up to so many people of a tile are scored one by one; more of them by planes.
FEW = 96


@njit(cache=True, nogil=True)
def judge(tile: Any, tests: Any, masks: Any, work: Any) -> None:
    """Into `masks`: who misses at least one must, at least two, who is unknown in at least one."""
    one, two, open_ = masks[0], masks[1], masks[2]
    met, known, group = work[0], work[1], work[2]
    for n in range(3):
        bits.clear(masks[n])
    at = 0
    while at < tests.size:
        mets, groups, first = tests[at], tests[at + 1], tile[tests[at + 2]]
        at += 3
        if mets == 1 and groups == 1 and tests[at] == 1 and tests[at + 1] >= 0:
            bits.note(first, tile[tests[at + 1]], one, two, open_)
            at += 2
            continue
        if mets == 1 and groups == 1 and tests[at] == 2:
            bits.note_two(first, tile[tests[at + 1]], tile[tests[at + 2]], one, two, open_)
            at += 3
            continue
        bits.copy(met, first)
        for i in range(at, at + mets - 1):
            bits.join(met, tile[tests[i]])
        at += mets - 1
        bits.clear(known)
        bits.join_rest(known, known)
        for _ in range(groups):
            bits.clear(group)
            for i in range(at + 1, at + 1 + tests[at]):
                if tests[i] >= 0:
                    bits.join(group, tile[tests[i]])
                else:
                    bits.join_rest(group, tile[~tests[i]])
            at += 1 + tests[at]
            bits.meet(known, group)
        bits.note(met, known, one, two, open_)


@njit(cache=True, nogil=True)
def split(tile: Any, masks: Any, groups: Any) -> None:
    """The masks as the four groups, best first."""
    for i in range(tile.shape[1]):
        live, one, two, open_ = tile[EVERYBODY, i], masks[0, i], masks[1, i], masks[2, i]
        groups[0, i] = live & ~one & ~open_
        groups[1, i] = live & ~one & open_
        groups[2, i] = live & one & ~two
        groups[3, i] = live & two


@njit(cache=True, nogil=True)
def score_planes(tile: Any, addends: Any, starts: Any, adder: Any, planes: Any, scratch: Any) -> None:
    """Add all points: afterwards bit n of everybody's score stands in `scratch[planes[n]]`."""
    at = 0
    while at < adder.size:
        if adder[at] == 0:
            plane, start = scratch[adder[at + 1]], starts[adder[at + 2]]
            either, many = addends[start + 1], addends[start + 2]
            rows = addends[start + 3 : start + 3 + many]
            if either:
                bits.copy(plane, tile[rows[0]])
                for i in range(1, many):
                    bits.join(plane, tile[rows[i]])
            elif many == 2:
                bits.odd_two(plane, tile[rows[0]], tile[rows[1]])
            elif many == 3:
                bits.odd_three(plane, tile[rows[0]], tile[rows[1]], tile[rows[2]])
            else:
                bits.odd_four(plane, tile[rows[0]], tile[rows[1]], tile[rows[2]], tile[rows[3]])
                for i in range(4, many):
                    bits.flip(plane, tile[rows[i]])
            at += 3
            continue
        total, carry, a, b = scratch[adder[at + 1]], scratch[adder[at + 2]], adder[at + 3], adder[at + 4]
        one = scratch[a] if a >= 0 else tile[~a]
        other = scratch[b] if b >= 0 else tile[~b]
        if adder[at] == 1:
            c = adder[at + 5]
            bits.full(total, carry, one, other, scratch[c] if c >= 0 else tile[~c])
            at += 6
        else:
            bits.half(total, carry, one, other)
            at += 5


@njit(cache=True, nogil=True)
def score_one(tile: Any, word: int, bit: int, addends: Any) -> int:
    """One person's points."""
    score: Any = 0
    at = 0
    while at < addends.size:
        position, either, many = addends[at], addends[at + 1], addends[at + 2]
        at += 3
        found: Any = 0
        for i in range(at, at + many):
            here = np.int64((tile[addends[i], word] >> np.uint64(bit)) & np.uint64(1))
            found = found | here if either else found ^ here
        at += many
        score += found << position
    return score


@njit(cache=True, nogil=True)
def kth(tile: Any, planes: Any, scratch: Any, mask: Any, k: int, sure: Any, maybe: Any) -> int:
    """The k-th best score among the people of `mask`, of whom there are at least `k` (O'Neil and O'Neil)."""
    bits.clear(sure)
    bits.copy(maybe, mask)
    score = 0
    for n in range(planes.size - 1, -1, -1):
        plane = scratch[planes[n]] if planes[n] >= 0 else tile[~planes[n]]
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
def at_least(tile: Any, planes: Any, scratch: Any, mask: Any, least: int, out: Any, equal: Any) -> None:
    """Into `out`: those of `mask` whose score is `least` or more."""
    bits.clear(out)
    bits.copy(equal, mask)
    for n in range(planes.size - 1, -1, -1):
        plane = scratch[planes[n]] if planes[n] >= 0 else tile[~planes[n]]
        if least >> n & 1:
            bits.meet(equal, plane)
        else:
            for i in range(out.size):
                out[i] |= equal[i] & plane[i]
                equal[i] &= ~plane[i]
    bits.join(out, equal)


@njit(cache=True, nogil=True)
def push(heap: Any, state: Any, value: int) -> None:
    """Keep the best values in a heap whose root is the worst of them; state[0] is how many there are."""
    n = state[0]
    if n < heap.size:
        state[0] = n + 1
        while n > 0 and heap[(n - 1) // 2] > value:
            heap[n] = heap[(n - 1) // 2]
            n = (n - 1) // 2
        heap[n] = value
        return
    if value <= heap[0]:
        return
    at = 0
    while True:
        child = 2 * at + 1
        if child >= heap.size:
            break
        if child + 1 < heap.size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = value


@njit(cache=True, nogil=True)
def keep(heap: Any, state: Any, values: Any, slots: Any, value: int, slot: int) -> None:
    """Note one person who may be among the best; state[1] is how many are noted, state[2] that there was no room."""
    full = state[0] == heap.size
    if full and value < heap[0]:
        return
    push(heap, state, value)
    if state[2]:
        return
    if state[1] == values.size:
        kept, worst = 0, heap[0] if state[0] == heap.size else -1
        for i in range(state[1]):
            if values[i] >= worst:
                values[kept], slots[kept] = values[i], slots[i]
                kept += 1
        state[1] = kept
        if kept > values.size * 3 // 4:
            state[2] = 1
            return
    values[state[1]], slots[state[1]] = value, slot
    state[1] += 1


@njit(cache=True, nogil=True)
def walk(
    people: Any, programs: Any, room: Any, heaps: Any, states: Any, values: Any, slots: Any, chosen: Any
) -> None:  # fmt: skip
    """Walk all tiles with the sets of criteria `chosen`, and note whoever is not below the k-th best."""
    tests, addends, starts = bits.lent(programs[0]), bits.lent(programs[2]), bits.lent(programs[4])
    adder, planes, of = bits.lent(programs[6]), bits.lent(programs[8]), programs[10]
    test_ends, addend_ends, start_ends, adder_ends, plane_ends = (
        programs[1], programs[3], programs[5], programs[7], programs[9]
    )  # fmt: skip
    tiles, work = bits.lent(people), bits.lent(room)
    masks, groups, scratch = work[:4], work[4:8], work[8:]
    heaps, states, values, slots = bits.lent(heaps), bits.lent(states), bits.lent(values), bits.lent(slots)
    for number in range(tiles.shape[0]):
        tile = tiles[number]
        for p in chosen:
            judge(tile, tests[test_ends[p] : test_ends[p + 1]], masks, groups)
            split(tile, masks, groups)
            consider(
                tile, number, groups, masks,
                addends[addend_ends[p] : addend_ends[p + 1]], starts[start_ends[p] : start_ends[p + 1]],
                adder[adder_ends[p] : adder_ends[p + 1]], planes[plane_ends[p] : plane_ends[p + 1]],
                scratch, of[p] + 1, heaps[p], states[p], values[p], slots[p],
            )  # fmt: skip


@njit(cache=True, nogil=True)
def consider(
    tile: Any, number: int, groups: Any, masks: Any, addends: Any, starts: Any, adder: Any, planes: Any,
    scratch: Any, span: int, heap: Any, state: Any, values: Any, slots: Any,
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
            score_planes(tile, addends, starts, adder, planes, scratch)
            planned = True
        least = max(heap[0] - base, 0) if full else 0
        chosen = groups[group]
        if planned:
            if many > 2 * heap.size and least == 0:
                least = kth(tile, planes, scratch, chosen, heap.size, masks[0], masks[1])
            at_least(tile, planes, scratch, chosen, least, masks[0], masks[1])
            chosen = masks[0]
        for w in range(chosen.size):
            word = chosen[w]
            while word:
                b = np.int64(bits.lowest(word))
                word &= word - np.uint64(1)
                score: Any = 0
                if planned:
                    for n in range(planes.size):
                        plane = scratch[planes[n]] if planes[n] >= 0 else tile[~planes[n]]
                        score |= np.int64((plane[w] >> np.uint64(b)) & np.uint64(1)) << n
                else:
                    score = score_one(tile, w, b, addends)
                if score >= least:
                    keep(heap, state, values, slots, base + score, first + w * 64 + b)
