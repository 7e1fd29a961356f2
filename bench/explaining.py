"""How many explanations a second the plain engine gives, one person to many profiles and the other way round."""

import argparse
import json
import sys
import time
from datetime import date
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.facts import Facts
from kretslop.matching.rank import fits, rank

SKILLS = [f"skill-{number}" for number in range(2000)]


def profile(seeded: Random) -> Criteria:
    """Eight skills that must be there, ten nice ones, a date and a place (see docs/performance.md)."""
    items = [
        Criterion("skill", code, seeded.randint(1, 4), points=seeded.randint(0, 9), must=number < 8)
        for number, code in enumerate(seeded.sample(SKILLS, 18))
    ]
    items.append(Criterion("desk_by", by=date(2027, 3, 1), must=True))
    items.append(Criterion("place", places=("oslo",), remote_ok=True, must=True))
    return Criteria(tuple(items))


def person(seeded: Random) -> Facts:
    skills = {code: seeded.randint(1, 4) for code in seeded.sample(SKILLS, 21)}
    evidence = {f"skill:{code}": "own" for code in skills}
    return Facts(skills=skills, skills_known=True, desk_on=date(2027, 2, 1), remote="remote", evidence=evidence)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=5000)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    seeded = Random(20261121)
    profiles = [(number, profile(seeded)) for number in range(chosen.profiles)]
    people = [(number, person(seeded)) for number in range(chosen.people)]
    began = time.perf_counter()
    fits(people[0][1], profiles)
    one_to_many = chosen.profiles / (time.perf_counter() - began)
    began = time.perf_counter()
    rank(profiles[0][1], people, 50, b"bench")
    many_to_one = chosen.people / (time.perf_counter() - began)
    found = {"fits_per_second": round(one_to_many), "rank_per_second": round(many_to_one)}
    if chosen.json:
        print(json.dumps(found))
        return
    print(f"One person against {chosen.profiles} profiles: {one_to_many:,.0f} explanations a second")
    print(f"{chosen.people} people against one profile: {many_to_one:,.0f} explanations a second")


if __name__ == "__main__":
    main()
