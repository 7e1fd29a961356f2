"""The exact best people of many sets of criteria, whichever engine does the work."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import numpy as np

from kretslop.matching.engine import planes
from kretslop.matching.engine.pool import Pool, aligned
from kretslop.matching.engine.program import Program
from kretslop.matching.explain import GROUPS

THREADS = 2
SMALL = 1 << 16  # people times sets of criteria that numpy is done with before compiled code is loaded
SPARE = 1024  # people noted for one set of criteria before those below the k-th best are forgotten


class Place(NamedTuple):
    """One person's place in a ranking."""

    key: Any
    group: str
    score: int


class Batch(NamedTuple):
    """Many programs laid end to end for compiled code: each array, then the ends of each program's part of it."""

    programs: Sequence[Program]
    arrays: tuple[Any, ...]
    scratch: int
    rare: int


def batch(programs: Sequence[Program]) -> Batch:
    """Return the programs laid end to end; good until the pool's rows change."""
    arrays: list[Any] = []
    for name in ("tests", "addends", "starts", "adder", "planes", "rare"):
        parts = [getattr(program, name) for program in programs]
        arrays += [np.concatenate([np.zeros(0, np.int32), *parts]), np.cumsum([0, *map(len, parts)], dtype=np.int64)]
    arrays.append(np.array([program.rare_musts for program in programs], np.int64))
    arrays.append(np.array([program.of for program in programs], np.int64))
    scratch = max((program.scratch for program in programs), default=0)
    return Batch(programs, tuple(arrays), scratch, max((len(program.rare) for program in programs), default=0))


def best(
    pool: Pool,
    programs: Batch,
    k: int,
    tie_key: bytes,
    *,
    extend: bool = True,
    engine: str = "",
    threads: int = THREADS,
) -> list[list[Place]]:
    """
    For each program the best `k` people, as `rank.rank` orders them: by group, then score, ties by keyed hash.

    Everybody who stands equal with the last one is listed too, or with `extend` off the hash decides who is cut off.
    engine: "numba" or "numpy"; without a name the quickest that is there, loading it included.
    """
    if k <= 0 or not programs.programs:
        return [[] for _ in programs.programs]
    small = not engine and len(pool.keys) * len(programs.programs) <= SMALL
    if engine == "numpy" or small or _compiled() is None:
        found = [planes.best(pool, program, k) for program in programs.programs]
    else:
        found = _walk(pool, programs, k, threads)
    return _listed(pool.keys, found, [program.of + 1 for program in programs.programs], k, tie_key, extend)


@cache
def _compiled() -> Any:
    """Return what does one walk over the tiles, or None without numba: numpy does the same, more slowly."""
    try:
        from kretslop.matching.engine.kernels import walk
    except ImportError:
        return None
    return walk


def _walk(pool: Pool, programs: Batch, k: int, threads: int) -> list[tuple[Any, Any]]:
    many = len(programs.programs)
    heaps = np.zeros((many, k), np.int64)
    states = np.zeros((many, 3), np.int64)
    room = max(SPARE, 4 * k)
    values, slots = np.empty((many, room), np.int64), np.empty((many, room), np.int32)
    shares = [share for n in range(threads) if len(share := np.arange(n, many, threads))]
    with ThreadPoolExecutor(len(shares)) as workers:
        walks = [workers.submit(_walk_tiles, pool, programs, heaps, states, values, slots, share) for share in shares]
        for each in walks:
            each.result()
    found = []
    for n in range(many):
        if states[n, 2]:
            found.append(_tied(pool, programs, n, heaps[n, 0], k))
        else:
            kept = values[n, : states[n, 1]] >= (heaps[n, 0] if states[n, 0] == k else 0)
            found.append((values[n, : states[n, 1]][kept], slots[n, : states[n, 1]][kept]))
    return found


def _walk_tiles(pool: Pool, programs: Batch, heaps: Any, states: Any, values: Any, slots: Any, chosen: Any) -> None:
    work = aligned((8 + max(programs.scratch, 1), pool.words))
    rare = aligned((max(programs.rare, 1), pool.words))
    for number, lists in enumerate(pool.lists):
        _compiled()(
            pool.bits[number], pool.where, lists.numbers, lists.starts, number, programs.arrays, work, rare,
            heaps, states, values, slots, chosen,
        )  # fmt: skip


def _tied(pool: Pool, programs: Batch, n: int, worst: int, k: int) -> tuple[Any, Any]:
    """More people stand equal at the end than there was room for: a second walk now that the last place is known."""
    only = batch([programs.programs[n]])
    state = np.array([[k, 0, 0]], np.int64)
    values, slots = np.empty((1, pool.capacity), np.int64), np.empty((1, pool.capacity), np.int32)
    _walk_tiles(pool, only, np.full((1, k), worst), state, values, slots, np.arange(1))
    kept = values[0, : state[0, 1]] >= worst
    return values[0, : state[0, 1]][kept], slots[0, : state[0, 1]][kept]


def _listed(
    keys: Sequence[Any], found: Sequence[tuple[Any, Any]], spans: Sequence[int], k: int, tie_key: bytes, extend: bool
) -> list[list[Place]]:
    """Every program's places from values and slots, for all of them at once: listing costs as much as finding."""
    whose = np.repeat(np.arange(len(found)), [len(values) for values, _ in found])
    values, slots = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.lexsort((-values, whose))
    whose, values, slots = whose[order], values[order], slots[order]
    at = np.arange(len(whose))
    other = np.ones(len(whose), bool)
    other[1:] = (whose[1:] != whose[:-1]) | (values[1:] != values[:-1])
    start = np.maximum.accumulate(np.where(other, at, 0))  # where those begin who stand equal
    kept = start - np.searchsorted(whose, whose) < k
    whose, values, slots, start = whose[kept], values[kept], slots[kept], start[kept]
    equal = np.unique(start, return_inverse=True, return_counts=True)
    hashes = np.zeros((len(whose), 2), np.uint64)
    tied = equal[2][equal[1]] > 1
    people, back = np.unique(slots[tied], return_inverse=True)
    digests = b"".join(map(_hasher(tie_key), [keys[slot] for slot in people.tolist()]))
    hashes[tied] = np.frombuffer(digests, ">u8").reshape(-1, 2)[back]
    order = np.lexsort((hashes[:, 1], hashes[:, 0], start))
    group, score = np.divmod(values, np.array(spans, np.int64)[whose])
    keyed = (keys[slot] for slot in slots[order].tolist())
    named = (GROUPS[3 - n] for n in group.tolist())
    places: list[Place] = list(map(partial(tuple.__new__, Place), zip(keyed, named, score.tolist(), strict=True)))
    edges = np.searchsorted(whose, np.arange(len(found) + 1)).tolist()
    return [places[a : b if extend else min(b, a + k)] for a, b in pairwise(edges)]


def _hasher(tie_key: bytes) -> Callable[[Any], bytes]:
    start = hashlib.blake2b(key=tie_key, digest_size=16)

    def hashed(key: Any) -> bytes:
        each = start.copy()
        each.update(str(key).encode())
        return each.digest()

    return hashed


def by_hash(keys: Iterable[Any], tie_key: bytes) -> list[Any]:
    """Return keys in the order of `rank.tie_hash`."""
    return sorted(keys, key=_hasher(tie_key))


def merge(lists: Iterable[Sequence[Place]], k: int, tie_key: bytes, *, extend: bool = True) -> list[Place]:
    """
    Return the best `k` of several pools from the extended lists of the best `k` of each: exact, with the same ties.
    """
    everybody = [place for each in lists for place in each]
    everybody.sort(key=lambda place: (GROUPS.index(place.group), -place.score))
    ranked: list[Place] = []
    for standing, tied in groupby(everybody, key=lambda place: (place.group, place.score)):
        if len(ranked) >= k:
            break
        ranked += [Place(key, *standing) for key in by_hash([place.key for place in tied], tie_key)]
    return ranked if extend else ranked[:k]
