"""The finder's speed without and with ESCO's labels on top, turn by turn in one run on one machine.

    python bench/skills_esco.py ../shared/data/ads/tech_ads.jsonl ../shared/data/esco_ict_extract.csv [--rounds 7]

The second file lists `kind, uri, code, label_en, alt_en, label_nb, label_sv`; it is written in the form of ESCO's own
download and taken in by `import_esco`, into a folder of its own. Ends with 1 below the bar, 1 000 pages.
"""

import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BAR = 1_000
SKILLS = ("conceptType", "conceptUri", "preferredLabel", "altLabels", "broaderConceptUri")
OCCUPATIONS = ("conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels")


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("ads", nargs="?")
    parser.add_argument("esco", nargs="?")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--one", action="store_true", help="measure this process's vocabulary once (used by itself)")
    given = parser.parse_args()
    if given.one:
        return _one(given.ads)
    with tempfile.TemporaryDirectory() as folder:
        places = {name: Path(folder, name) for name in ("alone", "with ESCO")}
        for place in places.values():
            place.mkdir()
        _import(Path(given.esco), places["with ESCO"])
        speeds: dict[str, list[float]] = {name: [] for name in places}
        for _ in range(given.rounds):
            for name, place in places.items():
                speeds[name].append(_child(given.ads, place)["pages a second"])
        print(f"{given.rounds} turns each, pages of 3 000 characters a second of processor time")
        for name, place in places.items():
            size = _child(given.ads, place)["spellings"]
            middle = statistics.median(speeds[name])
            print(
                f"{name}: {size:,} spellings, median {middle:,.0f}, "
                f"{min(speeds[name]):,.0f} to {max(speeds[name]):,.0f}"
            )
    return int(any(statistics.median(found) < BAR for found in speeds.values()))


def _one(ads: str) -> int:
    sys.path.insert(0, str(ROOT))
    from bench.skills import _pages_a_second
    from kretslop.taxonomy.spellings import aliases

    text = "\n\n".join("\n".join(json.loads(line)["lines"]) for line in Path(ads).read_text("utf-8").splitlines())
    found = {"pages a second": _pages_a_second(text), "spellings": sum(map(len, aliases().values()))}
    print(json.dumps(found))
    return 0


def _child(ads: str, place: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, ads, "--one"], env=_env(place), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def _env(place: Path) -> dict[str, str]:
    return {**os.environ, "KRETSLOP_VAR": str(place), "KRETSLOP_TEST": "1"}


def _import(extract: Path, place: Path) -> None:
    """Write the extract as ESCO's download has it, and have the product's own command take it in."""
    with extract.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    skills, work = ([row for row in rows if row["kind"] == kind] for kind in ("skill", "occupation"))
    concept = "KnowledgeSkillCompetence"
    files = {
        "digitalSkillsCollection_en.csv": (
            SKILLS,
            [[concept, r["uri"], r["label_en"], r["alt_en"], ""] for r in skills],
        ),
        "occupations_en.csv": (OCCUPATIONS, [_job(r, r["label_en"], r["alt_en"]) for r in work]),
        "occupations_no.csv": (OCCUPATIONS, [_job(r, r["label_nb"], "") for r in work if r["label_nb"]]),
        "occupations_sv.csv": (
            OCCUPATIONS,
            [_job(r, r["label_sv"].split(" | ")[0], r["label_sv"]) for r in work if r["label_sv"]],
        ),
    }
    for name, (header, lines) in files.items():
        with (place / name).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([header, *lines])
    command = [sys.executable, str(ROOT / "manage.py"), "import_esco", *(str(place / name) for name in files)]
    subprocess.run(command, env=_env(place), check=True, stdout=subprocess.DEVNULL)


def _job(row: dict[str, str], name: str, others: str) -> list[str]:
    return ["Occupation", row["uri"], row["code"].partition(".")[0], name, others]


if __name__ == "__main__":
    sys.exit(main())
