"""The same in numpy, over all tiles at once: the engine where numba is missing, and the counts that pages ask for."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kretslop.matching.criteria import Criteria
from kretslop.matching.engine.codes import Codebook
from kretslop.matching.engine.pool import EVERYBODY, Bits, Pool
from kretslop.matching.engine.program import FULL, LOAD, RARE, Program, Test, test_of
from kretslop.matching.rank import Cost, FunnelStep


def verdicts(pool: Pool, test: Test) -> tuple[Bits, Bits]:
    """Return who does not meet a criterion, and of whom it is unknown."""
    met = np.bitwise_or.reduce([pool.bitmap(row) for row in test.met])
    known = np.full_like(met, ~np.uint64(0))
    for group in test.known:
        known &= np.bitwise_or.reduce([pool.bitmap(row) if row >= 0 else ~pool.bitmap(~row) for row in group])
    live = pool.bitmap(EVERYBODY)
    return live & known & ~met, live & ~(known | met)


def groups(pool: Pool, musts: Sequence[Test]) -> list[Bits]:
    """Return everybody in the four groups, best first."""
    live = pool.bitmap(EVERYBODY).copy()
    one, two, open_ = (np.zeros_like(live) for _ in range(3))
    for test in musts:
        missing, unknown = verdicts(pool, test)
        two |= one & missing
        one |= missing
        open_ |= unknown
    return [live & ~one & ~open_, live & ~one & open_, live & one & ~two, live & two]


def _score_planes(pool: Pool, program: Program) -> list[Bits]:
    steps = program.adder.tolist()
    scratch: dict[int, Bits] = {}

    def plane(n: int) -> Bits:
        if n >= 0:
            return scratch[n]
        return pool.bitmap(~n if ~n < RARE else int(program.rare[~n - RARE]))

    at = 0
    while at < len(steps):
        if steps[at] == LOAD:
            addend = program.sums[steps[at + 2]]
            add: Any = np.bitwise_or if addend.either else np.bitwise_xor
            scratch[steps[at + 1]] = add.reduce([pool.bitmap(row) for row in addend.rows])
            at += 3
            continue
        total, carry, a, b = steps[at + 1], steps[at + 2], plane(steps[at + 3]), plane(steps[at + 4])
        if steps[at] == FULL:
            c = plane(steps[at + 5])
            scratch[total], scratch[carry] = a ^ b ^ c, (a & b) | (c & (a | b))
            at += 6
        else:
            scratch[total], scratch[carry] = a ^ b, a & b
            at += 5
    return [plane(n) for n in program.planes.tolist()]


def everybody(pool: Pool, program: Program) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return everybody's slot and value: how many groups are below theirs times (most points + 1), plus the score."""
    masks = groups(pool, program.musts)
    scores = np.zeros(pool.capacity, np.int64)
    for n, plane in enumerate(_score_planes(pool, program)):
        scores |= _unpacked(plane).astype(np.int64) << n
    values = np.full(pool.capacity, -1, np.int64)
    for number, mask in enumerate(masks):
        here = _unpacked(mask)
        values[here] = (3 - number) * (program.of + 1) + scores[here]
    slots = np.flatnonzero(values >= 0)
    return slots, values[slots]


def best(pool: Pool, program: Program, k: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return value and slot of everybody who does not stand below the k-th best."""
    masks = groups(pool, program.musts)
    wanted, last = k, 0
    for last, mask in enumerate(masks):
        here = count(mask)
        if here >= wanted or last == len(masks) - 1:
            break
        wanted -= here
    planes = _score_planes(pool, program)
    chosen = [*masks[:last], _not_below(masks[last], planes, wanted)]
    values, slots = [], []
    for number, mask in enumerate(chosen):
        found = np.flatnonzero(_unpacked(mask))
        score = np.zeros(len(found), np.int64)
        for n, plane in enumerate(planes):
            words, places = plane.reshape(-1)[found // 64], (found % 64).astype(np.uint64)
            score |= (words >> places & np.uint64(1)).astype(np.int64) << n
        values.append((3 - number) * (program.of + 1) + score)
        slots.append(found)
    return np.concatenate(values), np.concatenate(slots)


def _not_below(mask: Bits, planes: Sequence[Bits], wanted: int) -> Bits:
    """Return those of `mask` who do not stand below the `wanted`-th best (O'Neil and O'Neil)."""
    sure, maybe = np.zeros_like(mask), mask
    for plane in reversed(planes):
        higher = maybe & plane
        if count(sure | higher) >= wanted:
            maybe = higher
        else:
            sure, maybe = sure | higher, maybe & ~plane
    return sure | maybe


def funnel(criteria: Criteria, pool: Pool, names: Codebook) -> list[FunnelStep]:
    """Return what `rank.funnel` says of everybody in the pool."""
    sure = left = pool.bitmap(EVERYBODY)
    steps = [FunnelStep(None, len(pool), len(pool))]
    for item in criteria.musts:
        missing, unknown = verdicts(pool, test_of(item, pool, names))
        left = left & ~missing
        sure = sure & ~missing & ~unknown
        steps.append(FunnelStep(item, count(sure), count(left)))
    return steps


def costs(criteria: Criteria, pool: Pool, names: Codebook) -> list[Cost]:
    """Return what `rank.costs` says of everybody in the pool: what each must costs, the most expensive first."""
    tests = [test_of(item, pool, names) for item in criteria.musts]
    near_misses = groups(pool, tests)[2]
    found = []
    for item, test in zip(criteria.musts, tests, strict=True):
        missing, _ = verdicts(pool, test)
        found.append(Cost(item, count(missing), count(missing & near_misses), len(pool)))
    return sorted(found, key=lambda cost: (-cost.not_met, -cost.only_this, cost.criterion.key))


def count(mask: Bits) -> int:
    return int(np.bitwise_count(mask).sum())


def _unpacked(mask: Bits) -> NDArray[np.bool_]:
    return np.unpackbits(np.ascontiguousarray(mask).reshape(-1).view(np.uint8), bitorder="little").view(np.bool_)
