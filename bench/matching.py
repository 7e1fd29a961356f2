"""Every engine on an invented pool: the exact best 50 for each wanted profile, time, memory, and the same answers."""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import matching_pool as invented
import matching_sql
import numpy as np
from numba import njit

from kretslop.matching import reference
from kretslop.matching.engine import bits, one, top
from kretslop.matching.engine.codes import encode
from kretslop.matching.engine.pool import NO_DAY, Pool
from kretslop.matching.engine.program import compile_criteria

ROOT = Path(__file__).resolve().parent.parent
K, KEY, HASHED = 50, b"bench", 50_000
START = """
import numpy as np
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.engine import one, top
from kretslop.matching.engine.codes import Names
from kretslop.matching.engine.codes import encode
from kretslop.matching.engine.pool import NO_DAY, Pool
from kretslop.matching.engine.program import compile_criteria
pool = Pool()
pool.load(["a"], np.array([1], np.int32), np.array([1]), [0])
programs = top.batch([compile_criteria(Criteria((Criterion("years", level=1, must=True, points=3),)), pool, Names())])
assert top.best(pool, programs, 1, b"k", engine="numba") == [[("a", "find_out", 0)]]
assert one.against_many(pool.rows_of([1], 0), one.sheet(programs.programs)) == [("find_out", 0)]
"""


def timed(work: Callable[[], Any], times: int = 1) -> tuple[list[float], Any]:
    """Return how many seconds each call took, sorted, and what the last one gave."""
    took, found = [], None
    for _ in range(times):
        began = time.perf_counter()
        found = work()
        took.append(time.perf_counter() - began)
    return sorted(took), found


def p95(took: list[float]) -> float:
    return took[min(len(took) - 1, len(took) * 95 // 100)]


def filled(many: int, newer: bool) -> tuple[Pool, Any, list[Any]]:
    """Return the pool, its codebook, and as many plain facts as the reference is asked about."""
    book, sample, first = invented.names(), [], 0
    pool = Pool(many)
    for drawn in invented.people(many, newer=newer):
        codes, ends, days = invented.coded(drawn, book)
        assert codes[: ends[0]].tolist() == encode(invented.facts_of(drawn, 0), book.number)
        pool.load(range(first, first + len(drawn.years)), codes, ends, days)
        while len(sample) < 2000 and len(sample) - first < len(drawn.years):
            sample.append((len(sample), invented.facts_of(drawn, len(sample) - first)))
        first += len(drawn.years)
    return pool, book, sample


@njit(nogil=True)
def _and_count(rows: Any, first: int, step: int) -> int:
    found = 0
    for n in range(first, rows.shape[0] - 1, step):
        for i in range(rows.shape[1]):
            found += bits.popcount(rows[n, i] & rows[n + 1, i])
    return found


def bound(pool: Pool) -> float:
    """Return the bytes a second that both threads AND and count over the rows of one tile: no engine can be quicker."""
    rows = pool.bits[0]

    def work() -> None:
        with ThreadPoolExecutor(top.THREADS) as workers:
            list(workers.map(lambda n: _and_count(rows, n, top.THREADS), range(top.THREADS)))

    work()
    return rows.nbytes * 2 / timed(work, 9)[0][0]


def needed(programs: list[Any], pool: Pool) -> int:
    """Return how many bytes of bitmaps these programs name, each row once a program."""
    rows = 0
    for program in programs:
        named = {row for test in program.musts for part in (test.met, *test.known) for row in part}
        rows += len(named | {row for addend in program.sums for row in addend.rows})
    return rows * pool.capacity // 8


def engines(pool: Pool, book: Any, wanted: list[Any], sample: list[Any]) -> dict[str, Any]:
    """Time every engine; a difference between two of them is an AssertionError."""
    compiling, programs = timed(lambda: [compile_criteria(each, pool, book) for each in wanted])
    programs = [compile_criteria(each, pool, book) for each in wanted]  # now that every day has its row
    batch = top.batch(programs)
    found = top.best(pool, batch, K, KEY)
    warm, again = timed(lambda: top.best(pool, batch, K, KEY), 5)
    assert again == found
    peak = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    )  # before the other engines take memory of their own
    some = programs[:: max(1, len(programs) // 20)]
    in_numpy, same = timed(lambda: top.best(pool, top.batch(some), K, KEY, engine="numpy"))
    assert same == found[:: max(1, len(programs) // 20)], "numpy and numba differ"
    small = Pool(len(sample))
    for key, facts in sample:
        small.put(key, encode(facts, book.number), facts.desk_on)
    judged, few = wanted[:5], [compile_criteria(each, small, book) for each in wanted[:5]]
    in_python, expected = timed(lambda: [reference.rank(each, sample, K, KEY) for each in judged])
    assert top.best(small, top.batch([compile_criteria(each, small, book) for each in judged]), K, KEY) == expected
    single = [timed(lambda p=each: top.best(pool, p, K, KEY, threads=1))[0][0] for each in map(_alone, programs[:200])]
    sheet = one.sheet(programs)
    coded = [(encode(facts, book.number), facts.desk_on) for _, facts in sample[:200]]
    days = [(codes, day.toordinal() if day else NO_DAY) for codes, day in coded]
    released = [timed(lambda c=codes, d=day: one.raw(pool.rows_of(c, d), sheet))[0][0] for codes, day in days]
    least = needed(programs, pool) / bound(pool)
    return {
        "compile_seconds": compiling[0],
        "numba_peak_bytes": peak,
        "numba": {"best_seconds": warm[0], "median_seconds": warm[2]},
        "numpy_seconds_per_1000": in_numpy[0] / len(some) * 1000,
        "reference_seconds_per_1000_and_million": in_python[0] / len(few) / len(sample) * 1e9,
        "bound": {"seconds": least, "share": least / warm[0]},
        "one_profile_p95_ms": p95(sorted(single)) * 1000,
        "one_released": {
            "median_ms": sorted(released)[len(released) // 2] * 1000,
            "p95_ms": p95(sorted(released)) * 1000,
        },
        "ties": ties(found),
        "eligible": float(np.mean([_eligible(pool, each) for each in some])),
        "longest_list": max(map(len, found)),
    }


def ties(found: list[Any]) -> dict[str, float]:
    """Return how many of all places stand equal with another, and what the keyed hash of each costs."""
    equal = [
        many
        for places in found
        for many in Counter((place.group, place.score) for place in places).values()
        if many > 1
    ]
    hashing, _ = timed(lambda: top.by_hash(range(HASHED), KEY), 3)
    places = sum(map(len, found))
    return {"places": places, "equal": sum(equal), "microseconds_a_hash": hashing[0] / HASHED * 1e6}


def _alone(program: Any) -> Any:
    return top.batch([program])


def _eligible(pool: Pool, program: Any) -> float:
    from kretslop.matching.engine import planes

    return planes.count(planes.groups(pool, program.musts)[0]) / max(len(pool), 1)


def in_postgres(many: int, wanted: list[Any], newer: bool) -> dict[str, Any]:
    """Time SQL on a pool of this size; a list that differs from numba's is an AssertionError."""
    told, found = matching_sql.ranked(many, wanted, K, KEY, newer=newer)
    pool, book, _ = filled(many, newer)
    some = wanted[: len(found)]
    for _ in range(2):  # the second time every day has its row
        programs = [compile_criteria(each, pool, book) for each in some]
    assert top.best(pool, top.batch(programs), K, KEY) == found, "PostgreSQL and numba differ"
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=100_000)
    parser.add_argument("--profiles", type=int, default=1000)
    parser.add_argument("--loose", action="store_true", help="must-haves that half of the pool meets")
    parser.add_argument("--first-kinds", action="store_true", help="only the kinds of criteria of the first figures")
    parser.add_argument("--postgres", action="store_true", help="rank some of them in SQL too, on at most 100 000")
    parser.add_argument("--cold-start", action="store_true", help="read everybody out of PostgreSQL into a new pool")
    parser.add_argument("--effect", action="store_true", help="count what criteria do to 50 000 people in SQL")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    clock, processor = time.perf_counter(), time.process_time()
    building, (pool, book, sample) = timed(lambda: filled(chosen.candidates, not chosen.first_kinds))
    wanted = invented.profiles(chosen.profiles, chosen.loose, newer=not chosen.first_kinds)
    report: dict[str, Any] = {
        "candidates": chosen.candidates, "profiles": chosen.profiles, "loose": chosen.loose, "top": K,
        "kinds": "first" if chosen.first_kinds else "all",
        "load_before": os.getloadavg(), "cores": os.cpu_count(), "threads": top.THREADS,
        "build_seconds": building[0], "bitmap_bytes": pool.nbytes, "rows": pool.rows,
    }  # fmt: skip
    report |= engines(pool, book, wanted, sample)
    if chosen.postgres:
        report["postgres"] = in_postgres(
            min(chosen.candidates, matching_sql.MOST_PEOPLE), wanted, not chosen.first_kinds
        )
    if chosen.effect:
        report["effect"] = matching_sql.effect(50_000, wanted[:40], newer=not chosen.first_kinds)
    if chosen.cold_start:
        del pool, sample
        report["cold_start"] = matching_sql.cold_start(chosen.candidates, newer=not chosen.first_kinds)
    starting, _ = timed(lambda: subprocess.run([sys.executable, "-c", START], cwd=ROOT, check=True), 2)
    report["start_seconds"] = starting[0]
    report["load_after"] = os.getloadavg()
    # On a shared machine the clock tells of the others: the processor's seconds stand beside it.
    report["whole_run"] = {"clock": time.perf_counter() - clock, "processor": time.process_time() - processor}
    print(json.dumps(report) if chosen.json else json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
