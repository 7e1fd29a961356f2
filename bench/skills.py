"""Precision, recall and speed of finding skills, against the list made by hand in `skills_gold.json`.

    python bench/skills.py ../shared/data/ads/tech_ads.jsonl [--errors]

The protocol stands in docs/skills.md. Ends with 1 below a bar: precision 0.95, recall 0.92, 1 000 pages a second.
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kretslop.taxonomy.finding import find_skills
from kretslop.taxonomy.vocabulary import skill_by_name

GOLD = Path(__file__).with_name("skills_gold.json")
PAGE = 3_000  # characters, about 500 words
BARS = {"precision": 0.95, "recall": 0.92, "pages a second": 1_000}


def main(path: str, show_errors: bool) -> int:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))["ads"]
    ads = {str(ad["ad"]): "\n".join(ad["lines"]) for ad in map(json.loads, Path(path).read_text("utf-8").splitlines())}
    counts = dict.fromkeys(("found", "right", "right_named", "named", "named_found", "all", "all_found"), 0)
    for number, text in ads.items():
        named, also = ({_code(name) for name in gold[number][kind]} for kind in ("named", "also"))
        found = {finding.code for finding in find_skills(text) if finding.certainty == "found"}
        counts["found"] += len(found)
        counts["right"] += len(found & (named | also))
        counts["right_named"] += len(found & named)
        counts["named"] += len(named)
        counts["named_found"] += len(named & found)
        counts["all"] += len(named | also)
        counts["all_found"] += len((named | also) & found)
        if show_errors and (found - named - also or (named | also) - found):
            print(number, "wrong:", sorted(found - named - also), "missed:", sorted((named | also) - found))
    results = {
        "precision": counts["right"] / counts["found"],
        "recall": counts["named_found"] / counts["named"],
        "recall with what the annotators left unmarked": counts["all_found"] / counts["all"],
        "pages a second": _pages_a_second("\n\n".join(ads.values())),
    }
    for name, value in results.items():
        print(f"{name}: {value:.3f}" if value <= 1 else f"{name}: {value:,.0f}")
    print(counts)
    return int(any(results[name] < bar for name, bar in BARS.items()))


def _code(name: str) -> str:
    skill = skill_by_name(name)
    return skill.code if skill else f"not in the vocabulary: {name}"


def _pages_a_second(text: str) -> float:
    pages = [text[start : start + PAGE] for start in range(0, len(text), PAGE)] * 20
    find_skills(pages[0])
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        for page in pages:
            find_skills(page)
        best = max(best, len(pages) / (time.process_time() - start))
    return best


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], "--errors" in sys.argv))
