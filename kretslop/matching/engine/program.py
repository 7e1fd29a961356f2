"""Criteria compiled for one pool: which rows each must-have needs, and how points are added in bit planes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kretslop.matching.criteria import WISHES, Criteria, Criterion
from kretslop.matching.engine import codes
from kretslop.matching.engine.codes import Codebook, code
from kretslop.matching.engine.pool import DESK_KNOWN, LISTED, NOBODY, Pool

MOST_POINTS = 1 << 58  # sums stay whole numbers of 64 bits
LOAD, FULL, HALF = 0, 1, 2
RARE = 1 << 24  # from here on a number is a place in `Program.rare`, below it a row that has a bitmap


class Test(NamedTuple):
    """
    When a criterion is met: one of the rows `met`. When it is known: each of the groups `known` has one of its rows.

    A row below zero is turned round: `~row` is everybody who is not in `row`.
    """

    met: tuple[int, ...]
    known: tuple[tuple[int, ...], ...]


class Addend(NamedTuple):
    """Points of 2 ** `position` for whoever is in an odd number of `rows` (in any of them, if `either`)."""

    position: int
    either: bool
    rows: tuple[int, ...]


class Share(NamedTuple):
    """Points for whoever is in any of `rows`."""

    points: int
    rows: tuple[int, ...]


class Program(NamedTuple):
    """
    One set of criteria for one pool, flat enough for compiled code.

    tests: for each must the numbers of `met` and of groups, the rows of `met`, then each group's length and rows.
    addends: position, either, number of rows, rows. adder: LOAD plane addend, FULL sum carry a b c or HALF sum carry
    a b on scratch planes (below zero: a pool's row, `~row`). planes: the scratch plane of each bit of the score.
    Rows without a bitmap stand in `rare`, those of musts (`rare_musts` of them) first, and are named from RARE on;
    `musts`, `sums` and `shares` name every row as the pool does.
    """

    tests: NDArray[np.int32]
    addends: NDArray[np.int32]
    starts: NDArray[np.int32]
    adder: NDArray[np.int32]
    planes: NDArray[np.int32]
    rare: NDArray[np.int32]
    rare_musts: int
    scratch: int
    of: int
    musts: tuple[Test, ...]
    sums: tuple[Addend, ...]
    shares: tuple[Share, ...]


def compile_criteria(criteria: Criteria, pool: Pool, names: Codebook) -> Program:
    """Return the program of `criteria` for `pool`, good until `pool.changed` moves; too many points: ValueError."""
    if criteria.max_points >= MOST_POINTS:
        raise ValueError(f"more points than the engine can add: {criteria.max_points}")
    pool.settle()
    musts = tuple(test_of(item, pool, names) for item in criteria.musts)
    shares = [shares_of(item, pool, names) for item in criteria.items if item.points]
    sums = tuple(addend for each in shares for addend in _addends(each))
    rare = _Rare(pool)
    tests = [n for must in musts for n in _flat_test(must, rare)]
    rare_musts = len(rare.places)
    renamed = [addend._replace(rows=tuple(map(rare, addend.rows))) for addend in sums]
    starts: list[int] = []
    addends: list[int] = []
    for addend in renamed:
        starts.append(len(addends))
        addends += [addend.position, int(addend.either), len(addend.rows), *addend.rows]
    adder, planes, scratch = _adder(renamed)
    flat = [share for each in shares for share in each]
    return Program(
        _ints(tests), _ints(addends), _ints(starts), _ints(adder), _ints(planes),
        _ints(list(rare.places)), rare_musts, scratch, criteria.max_points, musts, sums, tuple(flat),
    )  # fmt: skip


class _Rare:
    """Names rows as a program does, and remembers which have no bitmap."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.places: dict[int, int] = {}

    def __call__(self, row: int) -> int:
        if row < 0:
            return ~self(~row)
        if self.pool.where[row] != LISTED:
            return row
        return RARE + self.places.setdefault(row, len(self.places))


def _ints(numbers: Sequence[int]) -> NDArray[np.int32]:
    return np.array(numbers, np.int32)


def _flat_test(test: Test, rare: _Rare) -> list[int]:
    groups = [n for group in test.known for n in (len(group), *map(rare, group))]
    return [len(test.met), len(test.known), *map(rare, test.met), *groups]


def names_in(criteria: Criteria) -> set[str]:
    """Return every name whose number a program of these criteria asks its codebook for."""
    names = {item.key for item in criteria.items if item.kind in codes.WHOLE or item.kind == "occupation"}
    names |= {f"skill:{code}" for item in criteria.items for code in item.codes}
    return names | {f"place:{place}" for item in criteria.items for place in item.places}


def test_of(item: Criterion, pool: Pool, names: Codebook) -> Test:
    """Return when one criterion is met and when it is known, as `explain` says it."""
    if item.kind in codes.WHOLE:
        return _listed(item, pool, names)
    if item.kind == "one_of":
        return _any_of([_listed(each, pool, names) for each in _options(item)])
    if item.kind == "industry":
        none = codes.in_industry(item.code)
        told = tuple(row for n in (codes.INDUSTRIES_KNOWN, none) for row in _rows(pool, n) if row != NOBODY)
        return Test(_rows(pool, none + item.level), (told or (NOBODY,),))
    if item.kind in WISHES:
        wished, said = codes.wish(item.kind, item.code)
        return Test(_rows(pool, wished), (_rows(pool, said),))
    if item.kind in ("years", "education"):
        first = codes.YEARS if item.kind == "years" else codes.EDUCATION
        return Test(_rows(pool, first + item.level), (_rows(pool, first),))
    if item.kind == "desk_by":
        return Test((pool.day_row(item.by),) if item.by else (NOBODY,), ((DESK_KNOWN,),))
    if item.kind == "occupation":
        return Test(_named(pool, names, item.key), (_rows(pool, codes.OCCUPATION_KNOWN),))
    met = [row for place in item.places for row in _named(pool, names, f"place:{place}") if row != NOBODY]
    met += _rows(pool, codes.ALL_PLACES) if item.places else ()
    met += _rows(pool, codes.REMOTE_FINE) if item.remote_ok else ()
    known = [codes.PLACES_KNOWN] * bool(item.places) + [codes.REMOTE_KNOWN] * item.remote_ok
    kept = tuple(dict.fromkeys(row for row in met if row != NOBODY)) or (NOBODY,)
    return Test(kept, tuple(_rows(pool, each) for each in known))


def _listed(item: Criterion, pool: Pool, names: Codebook) -> Test:
    """A skill or language: on a list that may or may not be complete, with a level or only used."""
    whole = pool.row_of.get(codes.WHOLE[item.kind], NOBODY)
    number = names.find(item.key)
    if number is None:
        return Test((NOBODY,), ((whole,),))
    level, first, no, used = (
        pool.row_of.get(code(number, offset), NOBODY) for offset in (item.level, 1, codes.NO, codes.USED)
    )
    known = tuple(row for row in (whole, first, no) if row != NOBODY) or (NOBODY,)
    if used == NOBODY:
        return Test((level,), (known,))
    return Test((level, used), (known,)) if item.level == 1 else Test((level,), (known, (~used,)))


def _options(item: Criterion) -> list[Criterion]:
    """Each skill of "one of these" as a criterion of its own."""
    return [replace(item, kind="skill", code=code, codes=()) for code in item.codes]


def _any_of(tests: Sequence[Test]) -> Test:
    """Met by any of them; known where each of them is."""
    met = tuple(dict.fromkeys(row for test in tests for row in test.met if row != NOBODY)) or (NOBODY,)
    return Test(met, tuple(dict.fromkeys(group for test in tests for group in test.known)))


def _rows(pool: Pool, wanted: int) -> tuple[int, ...]:
    return (pool.row_of.get(wanted, NOBODY),)


def _named(pool: Pool, names: Codebook, name: str) -> tuple[int, ...]:
    number = names.find(name)
    return (NOBODY,) if number is None else _rows(pool, code(number, codes.HERE))


def shares_of(item: Criterion, pool: Pool, names: Codebook) -> list[Share]:
    """
    What each row adds to one criterion's points.

    A level below the one asked for gives its share, rounded down: `points * n // level`. Levels are nested, so each
    adds what it gives more than the one below it. Several rows that are equally good give the points once.
    """
    if item.kind == "one_of" and item.level > 1:
        return _shares_of_any(item, pool, names)
    if item.kind not in ("skill", "language", "years", "education", "industry") or item.level == 1:
        rows = tuple(row for row in test_of(item, pool, names).met if row != NOBODY)
        return [Share(item.points, rows)] if rows else []
    first = _first_code(item, names)
    if first is None:
        return []
    shares = [Share(_more(item, n), (pool.row_of.get(first + n, NOBODY),)) for n in range(1, item.level + 1)]
    return [share for share in shares if share.points and share.rows != (NOBODY,)]


def _first_code(item: Criterion, names: Codebook) -> int | None:
    """Return the code below level 1 of a levelled criterion; None for a name that nobody has ever had."""
    if item.kind == "industry":
        return codes.in_industry(item.code)
    if not item.code:
        return {"years": codes.YEARS, "education": codes.EDUCATION}[item.kind]
    number = names.find(item.key)
    return None if number is None else code(number, 0)


def _more(item: Criterion, n: int) -> int:
    """What level `n` gives more than the one below it."""
    return item.points * n // item.level - item.points * (n - 1) // item.level


def _shares_of_any(item: Criterion, pool: Pool, names: Codebook) -> list[Share]:
    """At each level, once for whoever has any of the skills at it."""
    first = [code(number, 0) for each in _options(item) if (number := names.find(each.key)) is not None]
    shares = []
    for n in range(1, item.level + 1):
        rows = tuple(row for each in first if (row := pool.row_of.get(each + n, NOBODY)) != NOBODY)
        if rows and _more(item, n):
            shares.append(Share(_more(item, n), rows))
    return shares


def _addends(shares: Sequence[Share]) -> list[Addend]:
    """The bits of one criterion's points: a bit flips at each level at which the sum so far has another one."""
    if len(shares) == 1 or any(len(rows) > 1 for _, rows in shares):
        # Rows of which any will do cannot be flipped against each other: each share is added by itself.
        return [Addend(bit, len(rows) > 1, rows) for points, rows in shares for bit in _bits(points)]
    flips, so_far = defaultdict(list), 0
    for points, (row,) in shares:
        for bit in _bits(so_far ^ (so_far + points)):
            flips[bit].append(row)
        so_far += points
    return [Addend(bit, False, tuple(rows)) for bit, rows in sorted(flips.items())]


def _bits(number: int) -> list[int]:
    return [bit for bit in range(number.bit_length()) if number >> bit & 1]


def _adder(sums: Sequence[Addend]) -> tuple[list[int], list[int], int]:
    """Return adders that bring all addends down to one plane a bit, these planes, and how many planes that needs."""
    steps: list[int] = []
    columns: dict[int, list[int]] = defaultdict(list)
    free: list[int] = []
    used = 0

    def take() -> int:
        nonlocal used
        if free:
            return free.pop()
        used += 1
        return used - 1

    def add(position: int, plane: int, least: int = 3) -> None:
        columns[position].append(plane)
        if len(columns[position]) >= least:
            parts = columns[position]
            total, carry = take(), take()
            steps.extend([FULL if len(parts) == 3 else HALF, total, carry, *parts])
            free.extend(part for part in parts if part >= 0)
            columns[position] = [total]
            add(position + 1, carry)

    for number, addend in enumerate(sums):
        if len(addend.rows) == 1:
            add(addend.position, ~addend.rows[0])
        else:
            plane = take()
            steps.extend([LOAD, plane, number])
            add(addend.position, plane)
    position = 0
    while position <= max(columns, default=-1):
        if len(columns[position]) == 2:
            add(position, columns[position].pop(), least=2)
        position += 1
    planes = []
    for position in range(max(columns, default=-1) + 1):
        planes.append(columns[position][0] if columns[position] else ~NOBODY)
    return steps, planes, used
