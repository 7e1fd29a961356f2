"""A pool in shards gives exactly the lists of the whole pool, also on Dask where it is installed."""

import importlib.util
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kretslop.matching import reference
from kretslop.matching.criteria import Criteria
from kretslop.matching.engine import sharding
from kretslop.matching.engine.codes import Names, encode
from kretslop.matching.engine.pool import NO_DAY
from kretslop.matching.facts import Facts
from tests.matching import strategies as make

KEY = b"campaign one"
people = st.lists(make.facts, min_size=1, max_size=30).map(
    lambda found: [(f"p{n}", each) for n, each in enumerate(found)]
)


def whole(everybody: list[tuple[str, Facts]], names: Names) -> sharding.Shard:
    lists = [encode(facts, names.number) for _, facts in everybody]
    days = [facts.desk_on.toordinal() if facts.desk_on else NO_DAY for _, facts in everybody]
    codes = np.array([each for found in lists for each in found], np.int32)
    return sharding.Shard(
        [key for key, _ in everybody], codes, np.cumsum([len(found) for found in lists]), np.array(days)
    )


@settings(max_examples=20)
@given(st.lists(make.criteria, min_size=1, max_size=2), people, st.integers(1, 5), st.integers(1, 20))
def test_shards_rank_as_the_reference(
    wanted: list[Criteria], everybody: list[tuple[str, Facts]], into: int, k: int
) -> None:
    names = Names()
    shards = sharding.cut(whole(everybody, names), into)
    assert [key for shard in shards for key in shard.keys] == [key for key, _ in everybody]
    found = sharding.best(shards, wanted, names, k, KEY)
    expected = [reference.rank(each, everybody, k, KEY) for each in wanted]
    assert [[tuple(place) for place in places] for places in found] == expected
    assert [len(each) for each in sharding.best(shards, wanted, names, k, KEY, extend=False)] == [
        min(k, len(everybody)) for _ in wanted
    ]


class Elsewhere:
    """Speaks as a Dask client does, and works in this process."""

    def map(self, work: Any, *items: Any, pure: bool) -> list[Any]:
        return [lambda args=args: work(*args) for args in zip(*items, strict=True)]

    def gather(self, promised: list[Any]) -> list[Any]:
        return [each() for each in promised]


def test_work_goes_through_a_client() -> None:
    names, everybody = Names(), [(f"p{n}", Facts(years=n % 7)) for n in range(20)]
    shards = sharding.cut(whole(everybody, names), 3)
    wanted = [Criteria.from_json({"items": [{"kind": "years", "level": 4, "must": True, "points": 9}]})]
    there = sharding.best(shards, wanted, names, 5, KEY, run=sharding.on_dask(Elsewhere()))
    assert there == sharding.best(shards, wanted, names, 5, KEY)


@pytest.mark.soak
@pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None,
    reason="DASK IS NOT INSTALLED: pip install 'kretslop[dask]' to see shards ranked by its workers",
)
def test_dasks_own_workers_rank_the_same() -> None:
    from distributed import Client

    names, everybody = Names(), [(f"p{n}", Facts(years=n % 7)) for n in range(50)]
    shards = sharding.cut(whole(everybody, names), 4)
    wanted = [Criteria.from_json({"items": [{"kind": "years", "level": 4, "must": True, "points": 9}]})]
    with Client(processes=False, n_workers=1, dashboard_address=None) as client:
        there = sharding.best(shards, wanted, names, 5, KEY, run=sharding.on_dask(client))
    assert there == sharding.best(shards, wanted, names, 5, KEY)
