"""A pool cut into shards: each ranked by itself, the lists merged exactly; in one process, in several, or on Dask."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from kretslop.matching.criteria import Criteria
from kretslop.matching.engine import top
from kretslop.matching.engine.codes import Names
from kretslop.matching.engine.pool import Pool
from kretslop.matching.engine.program import compile_criteria
from kretslop.matching.engine.top import Place

#: Like `map`: calls a function on each item, anywhere, and returns what came of it in the same order.
Run = Callable[..., Iterable[Any]]


class Shard(NamedTuple):
    """Some people of a pool, as `Pool.load` takes them; plain arrays, which travel well."""

    keys: Sequence[Hashable]
    codes: Any
    ends: Any
    desk: Any


class _Asked(NamedTuple):
    wanted: Sequence[Criteria]
    names: Names
    k: int
    tie_key: bytes


def cut(everybody: Shard, into: int) -> list[Shard]:
    """Return the same people in so many shards, of about the same size; empty ones are left out."""
    edges = np.linspace(0, len(everybody.keys), into + 1).astype(int).tolist()
    starts = np.concatenate([[0], everybody.ends]).astype(np.int64)
    return [
        Shard(
            everybody.keys[a:b], everybody.codes[starts[a] : starts[b]], everybody.ends[a:b] - starts[a],
            np.asarray(everybody.desk)[a:b],
        )
        for a, b in pairwise(edges) if b > a
    ]  # fmt: skip


def rank_shard(shard: Shard, asked: _Asked) -> list[list[Place]]:
    """Return the best of one shard for each set of criteria, with everybody who stands equal with the last."""
    pool = Pool(len(shard.keys))
    pool.load(shard.keys, shard.codes, shard.ends, shard.desk)
    rows = -1
    while rows != pool.changed:  # a day that is asked for first is a new row
        rows = pool.changed
        programs = [compile_criteria(criteria, pool, asked.names) for criteria in asked.wanted]
    return top.best(pool, top.batch(programs), asked.k, asked.tie_key)


def best(
    shards: Sequence[Shard],
    wanted: Sequence[Criteria],
    names: Names,
    k: int,
    tie_key: bytes,
    *,
    extend: bool = True,
    run: Run = map,
) -> list[list[Place]]:
    """
    Return for each set of criteria what `top.best` returns for the whole pool: the same people in the same order.

    run: `map`, an executor's `map`, or `on_dask(client)`.
    """
    asked = [_Asked(wanted, names, k, tie_key)] * len(shards)
    found = list(run(rank_shard, shards, asked))
    return [top.merge([lists[n] for lists in found], k, tie_key, extend=extend) for n in range(len(wanted))]


def on_dask(client: Any) -> Run:
    """Return what runs work on the workers of a Dask client (the extra `dask`); shards go to them once a call."""

    def run(work: Callable[..., Any], *items: Iterable[Any]) -> Iterable[Any]:
        found: Iterable[Any] = client.gather(client.map(work, *[list(each) for each in items], pure=False))
        return found

    return run
