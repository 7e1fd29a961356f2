"""How many repeated people are found, how many wrongly, and how long it takes: in a given file and in invented ones."""

import argparse
import resource
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.people import people
from kretslop.talent.duplicates import FIELDS, Record, find
from kretslop.talent.duplicates.reading import read


def measure(name: str, records: list[Record]) -> None:
    """Print one row; records of one person agree in the second part of their ids (`rec-7-org`, `rec-7-dup-0`)."""
    started = time.perf_counter()
    found = {(pair.first, pair.second) for pair in find(records)}
    seconds = time.perf_counter() - started
    by_person = defaultdict(list)
    for row, record in enumerate(records):
        by_person[record.id.split("-")[1]].append(row)
    true = {pair for rows in by_person.values() for pair in combinations(rows, 2)}
    right = len(found & true)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    precision, recall = right / max(len(found), 1), right / max(len(true), 1)
    print(
        f"{name:<44} {len(records):>8,} {len(true):>8,} {precision:>10.4f} {recall:>8.4f} {seconds:>8.1f} {memory:>7,}"
    )


def invented(**sizes: int) -> list[Record]:
    rows = people(**sizes)
    return [Record(row["rec_id"], **{name: row.get(name, "") for name in FIELDS}) for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="a CSV file in the manner of FEBRL, with rec_id")
    parser.add_argument("--large", action="store_true", help="200 000 records too")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(f"{'records':<44} {'number':>8} {'pairs':>8} {'precision':>10} {'recall':>8} {'seconds':>8} {'MB':>7}")
    if given.file:
        measure(given.file.name, read(given.file).records)
    measure("one copy each, up to 4 changes", invented(originals=2500, copies=2500, seed=given.seed))
    measure(
        "up to 5 copies, up to 4 changes",
        invented(originals=4000, copies=1000, most_copies=5, seed=given.seed),
    )
    measure(
        "up to 5 copies, up to 10 changes",
        invented(originals=2000, copies=3000, most_copies=5, most_changes=10, seed=given.seed),
    )
    if given.large:
        measure(
            "up to 3 copies, up to 5 changes",
            invented(originals=160_000, copies=40_000, most_copies=3, most_changes=5, seed=given.seed),
        )


if __name__ == "__main__":
    main()
