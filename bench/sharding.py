"""An invented pool ranked whole, in shards, in two processes and on Dask where it is there: the same lists."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import matching_pool as invented
import numpy as np

from kretslop.matching.engine import sharding

K, KEY = 50, b"bench"


def everybody(many: int, book: Any) -> sharding.Shard:
    """Return the whole pool as one shard."""
    parts = [invented.coded(drawn, book) for drawn in invented.people(many)]
    codes, ends, days = (list(each) for each in zip(*parts, strict=True))
    before = np.cumsum([0, *map(len, codes[:-1])])
    shifted = [end + start for end, start in zip(ends, before, strict=True)]
    return sharding.Shard(range(many), np.concatenate(codes), np.concatenate(shifted), np.concatenate(days))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=20_000)
    parser.add_argument("--profiles", type=int, default=50)
    parser.add_argument("--shards", type=int, default=4)
    chosen = parser.parse_args()
    book = invented.names()
    whole, wanted = everybody(chosen.candidates, book), invented.profiles(chosen.profiles, False)
    cut = sharding.cut(whole, chosen.shards)
    report: dict[str, Any] = {**vars(chosen), "load": os.getloadavg()}
    report["whole"], expected = timed(lambda: sharding.best([whole], wanted, book, K, KEY))
    report["in turn"], found = timed(lambda: sharding.best(cut, wanted, book, K, KEY))
    assert found == expected
    with ProcessPoolExecutor(2) as pool:
        report["two processes"], found = timed(lambda: sharding.best(cut, wanted, book, K, KEY, run=pool.map))
    assert found == expected
    try:
        from dask.distributed import Client, LocalCluster
    except ImportError:
        report["dask"] = "not installed: pip install kretslop[dask]"
    else:
        with (
            LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            run = sharding.on_dask(client)
            report["dask"], found = timed(lambda: sharding.best(cut, wanted, book, K, KEY, run=run))
        assert found == expected
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
