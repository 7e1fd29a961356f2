"""How long a search over the pool takes; makes the pool in a database of its own and drops it afterwards.

    KRETSLOP_DEMO=1 .venv/bin/python bench/searching.py --candidates 100000 --json

Each search is what its page asks of the database: how many fit, and the first page of them with their skills and
languages. Prints the median, the 95th percentile and the slowest of `--times` runs, and the processor time of one run,
in milliseconds.
"""

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kretslop.settings")
sys.path.insert(0, str(Path(__file__).parents[1]))

import django
import psutil

django.setup()

from django.core.paginator import Paginator  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from kretslop.accounts.actions import ensure_user, give_staff_role  # noqa: E402
from kretslop.accounts.models import User  # noqa: E402
from kretslop.matching.places import NAMES  # noqa: E402
from kretslop.routes.rules import ROUTES  # noqa: E402
from kretslop.screening import searching  # noqa: E402
from kretslop.screening.models import SearchEntry  # noqa: E402
from kretslop.screening.searching import Wanted  # noqa: E402
from kretslop.talent.models import Candidate, CandidateLanguage, CandidateSkill, PoolMembership  # noqa: E402
from kretslop.taxonomy import vocabulary  # noqa: E402

BATCH, PAGE = 2000, 40
TITLES = ("Backend engineer", "Frontend developer", "Data engineer", "Platform engineer", "Tech lead")
WORDS = ("payments", "energy", "trading", "hospital", "logistics", "shipping", "maps", "banking", "sensors", "grid")
NOW = timezone.now()
SEARCHES = {
    "everybody": Wanted(),
    "one common skill": Wanted(skills=(("python", 2),)),
    "one rare skill": Wanted(skills=(("cobol", 1),)),
    "three skills and a language": Wanted(
        skills=(("python", 3), ("postgresql", 2), ("docker", 1)), languages=(("en", 4),)
    ),
    "a word and a place": Wanted(words="payments", places=("oslo",)),
    "at a desk in ten weeks, no word for 30 days": Wanted(desk_by=(NOW + timedelta(weeks=10)).date(), silent_days=30),
    "approved, free, never introduced": Wanted(state="approved", free_now=True, introduced="no"),
    "everything at once": Wanted(
        skills=(("python", 2),), words="energ", languages=(("en", 4),), places=("oslo", "drammen"), years=5,
        education=3, state="approved", free_now=True, desk_by=(NOW + timedelta(weeks=20)).date(), silent_days=14,
    ),
}  # fmt: skip


def fill(count: int, draw: random.Random) -> None:
    """Insert people as registration leaves them: rows in four tables, then the index in one go."""
    _triggers("DISABLE")
    codes = sorted(vocabulary.skills())
    known = [code for code in ("python", "postgresql", "docker", "java", "react", "kubernetes") if code in codes]
    weights = [6.0 if code in known else 1 / (rank % 97 + 1) for rank, code in enumerate(codes)]
    for start in range(0, count, BATCH):
        people = [_person(number, draw) for number in range(start, min(start + BATCH, count))]
        Candidate.objects.bulk_create(people, batch_size=BATCH)
        PoolMembership.objects.bulk_create([_place(person, draw) for person in people], batch_size=BATCH)
        skills = [
            CandidateSkill(candidate=person, skill=code, level=draw.choice((1, 2, 2, 3, 3, 4)))
            for person in people
            for code in set(draw.choices(codes, weights, k=8))
        ]
        CandidateSkill.objects.bulk_create(skills, batch_size=5000)
        spoken = [
            CandidateLanguage(candidate=person, code=code, level=draw.randint(1, 6))
            for person in people
            for code in {"en", draw.choice(("no", "pt", "pl", "uk", "vi", "hi", "de"))}
        ]
        CandidateLanguage.objects.bulk_create(spoken, batch_size=5000)
        print(f"\r{start + len(people)} people", end="", file=sys.stderr)
    print(file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("SELECT screening_index(ARRAY(SELECT id FROM talent_candidate))")
        cursor.execute("VACUUM ANALYZE")
    _triggers("ENABLE")


def _triggers(do: str) -> None:
    with connection.cursor() as cursor:
        for model in (Candidate, PoolMembership, CandidateSkill, CandidateLanguage):
            cursor.execute(f"ALTER TABLE {model._meta.db_table} {do} TRIGGER USER")


def _person(number: int, draw: random.Random) -> Candidate:
    days = draw.randint(0, 700)
    return Candidate(
        name=f"Person {number}",
        email=f"person{number}@example.com",
        country=draw.choice(("NO", "PT", "NG", "IN", "PL", "VN", "DE", "BR", "UA", "ES")),
        city=draw.choice(("Porto", "Lagos", "Pune", "Gdansk", "Hanoi", "Oslo")),
        places=["*"] if draw.random() < 0.3 else draw.sample(sorted(NAMES), 3),
        remote=draw.choice(("onsite", "hybrid", "remote", "")),
        notice_weeks=draw.choice((None, 0, 4, 8, 12)),
        available_on=draw.choice((None, None, NOW.date() + timedelta(days=draw.randint(-100, 200)))),
        route=draw.choice((*ROUTES, "")),
        occupation=draw.choice(("software-developer", "data-engineer", "systems-architect")),
        role_title=draw.choice(TITLES),
        years=draw.choice((None, *range(20))),
        education=draw.choice((None, 1, 2, 3, 3, 4, 5)),
        skills_known=True,
        languages_known=True,
        summary=" ".join(draw.sample(WORDS, 4)) + " systems for people who depend on them",
        registered_at=NOW - timedelta(days=days),
        last_seen_at=NOW,
        last_contact_at=NOW - timedelta(days=draw.randint(0, days)) if draw.random() < 0.7 else None,
    )


def _place(person: Candidate, draw: random.Random) -> PoolMembership:
    state = draw.choice(("waiting", "approved", "approved", "approved", "hired"))
    return PoolMembership(
        candidate=person, state=state, state_since=NOW, approved_at=NOW, expires_on=NOW.date() + timedelta(days=300)
    )


def milliseconds(work: Callable[[], object], times: int) -> tuple[list[float], float]:
    """Return how long each run took by the clock, and the processor time of one, in Python and PostgreSQL together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0])
    found, before = [], _busy(backend)
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found), (_busy(backend) - before) * 1000 / times


def _busy(backend: psutil.Process) -> float:
    used = backend.cpu_times()
    return time.process_time() + used.user + used.system


def ask(user: User, wanted: Wanted) -> int:
    """Do what a page of results does."""
    page = Paginator(searching.find(user, wanted, NOW).values_list("candidate_id", flat=True), PAGE).get_page(1)
    assert len(searching.people(page.object_list)) == min(PAGE, page.paginator.count)
    return page.paginator.count


def main() -> None:
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--candidates", type=int, default=100_000)
    read.add_argument("--times", type=int, default=20)
    read.add_argument("--seed", type=int, default=1)
    read.add_argument("--json", action="store_true")
    asked = read.parse_args()
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        user = ensure_user(email="ingrid@example.org", name="Ingrid Moen", now=NOW)
        give_staff_role(user=user, role="liaison", now=NOW)
        user.refresh_from_db()
        start = time.perf_counter()
        fill(asked.candidates, random.Random(asked.seed))
        filled = time.perf_counter() - start
        results = {}
        for label, wanted in SEARCHES.items():
            people = ask(user, wanted)
            took, busy = milliseconds(lambda wanted=wanted: ask(user, wanted), asked.times)  # type: ignore[misc]
            results[label] = {
                "people": people,
                "median": round(statistics.median(took), 1),
                "p95": round(took[int(len(took) * 0.95) - 1], 1),
                "slowest": round(took[-1], 1),
                "processor": round(busy, 1),
            }
        told = {
            "candidates": asked.candidates,
            "in_pool": SearchEntry.objects.count(),
            "fill_seconds": round(filled, 1),
        }
        told |= {"load": round(os.getloadavg()[0], 1), "searches": results}
        print(json.dumps(told, indent=1) if asked.json else _table(told))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _table(told: dict[str, Any]) -> str:
    rows = [f"{label:46}" + "".join(f"{value:>9}" for value in row.values()) for label, row in told["searches"].items()]
    return "\n".join([f"{told['in_pool']} in the pool, load {told['load']}", *rows])


if __name__ == "__main__":
    main()
