"""How long the pages of a busy recruiter and of a liaison with a large pool take, and how many queries each costs.

    KRETSLOP_DEMO=1 .venv/bin/python bench/pages.py --candidates 50000 --introductions 200 --json

Makes the people in a database of its own and drops it afterwards. Everybody is registered in one campaign and was held
against its criteria; the introductions are all open, at one recruiter. Each page is fetched through every middleware,
compressed as browsers ask for it, without a network, from a process that is ready as a web process is
(`shared/readiness.py`) and a database that has written down what filling it left to write. Of each page the first
`WARM` answers do not count; what the very first one took is printed too. Prints the median, the 95th percentile and
the slowest of `--times` answers in milliseconds, the processor time of one (Python and PostgreSQL together, without
PostgreSQL's parallel workers), the queries, and the size in kilobytes before it is compressed.
"""

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kretslop.settings")
sys.path.insert(0, str(Path(__file__).parents[1]))

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from searching import NOW, fill, milliseconds  # noqa: E402

from kretslop.accounts.actions import ensure_user  # noqa: E402
from kretslop.campaigns.models import Campaign, Registration, WantedProfile  # noqa: E402
from kretslop.introductions.models import Introduction  # noqa: E402
from kretslop.screening import actions as screening  # noqa: E402
from kretslop.screening.models import DeskEntry  # noqa: E402
from kretslop.shared.readiness import get_ready  # noqa: E402
from kretslop.talent.models import Candidate, PoolMembership  # noqa: E402
from kretslop.web.account import strength  # noqa: E402

Page = tuple[str, Any, str]
BATCH = 2000
HOST = "localhost"
#: Answers of a page before it is measured: a page of a running server has been asked for before.
WARM = 5


def told(count: int, introductions: int, draw: random.Random) -> tuple[Campaign, WantedProfile, float]:
    """Fill the pool, register everybody, apply the criteria, introduce some; return how long applying took, too."""
    from tests import cast

    liaison = cast.ingrid()
    campaign = cast.campaign(cast.kari())
    wanted = cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    fill(count, draw)
    people = list(Candidate.objects.order_by("pk"))
    Candidate.objects.update(liaison=liaison)
    for start in range(0, count, BATCH):
        Registration.objects.bulk_create(
            Registration(candidate=each, campaign=campaign, registered_at=NOW) for each in people[start : start + BATCH]
        )
    began = time.perf_counter()
    screening.run_screening(campaign=campaign, by=liaison, now=timezone.now())
    took = time.perf_counter() - began
    _introduce(people, wanted, liaison, introductions)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    return campaign, wanted, took


def _introduce(people: Iterable[Candidate], wanted: WantedProfile, liaison: Any, count: int) -> None:
    """Let approved people with an account be at this employer, as asking and agreeing leave them."""
    from tests import cast

    free = PoolMembership.objects.filter(candidate__in=[each.pk for each in people], state="approved")
    for number, place in enumerate(free.select_related("candidate")[:count]):
        person = place.candidate
        person.user = ensure_user(email=f"somebody{number}@example.com", name=person.name, now=NOW)
        person.save(update_fields=["user"])
        cast.introduced(person, wanted, liaison)


def pages(wanted: WantedProfile) -> list[Page]:
    """Return what each person opens: the person, a name, an address."""
    user = get_user_model().objects
    sara, ingrid = wanted.participation.recruiter.user, user.get(email="ingrid@example.org")
    one = Introduction.objects.order_by("pk").first()
    assert one is not None
    waiting = DeskEntry.objects.filter(which="near_miss").order_by("-score", "ref")
    listed = waiting[waiting.count() // 2].preselection.candidate.ref  # one in the middle of the list
    found = [
        ("recruiter: who waits", sara, reverse("employer:review")),
        ("recruiter: one profile", sara, reverse("employer:introduction", args=[one.ref])),
        ("recruiter: table", sara, reverse("employer:review_table")),
        ("recruiter: in process", sara, reverse("employer:process")),
        ("recruiter: profiles", sara, reverse("employer:wanted_profiles")),
        ("liaison: today", ingrid, reverse("liaison:today")),
        ("liaison: today, in circulation", ingrid, reverse("liaison:circulation")),
        ("liaison: today, campaigns", ingrid, reverse("liaison:funnels")),
        ("liaison: today, beside", ingrid, reverse("liaison:beside")),
        ("liaison: candidates", ingrid, reverse("liaison:candidates")),
        ("liaison: candidates by a word", ingrid, reverse("liaison:candidates") + "?q=Person+4999"),
        ("liaison: search", ingrid, reverse("liaison:search") + "?words=payments"),
        ("liaison: introductions", ingrid, reverse("liaison:introductions")),
        ("liaison: one person", ingrid, reverse("liaison:candidate", args=[one.candidate.ref])),
        ("liaison: one person, employers who fit", ingrid, reverse("liaison:fits", args=[one.candidate.ref])),
        ("liaison: a list", ingrid, reverse("liaison:candidates") + "?list=near_miss"),
        ("liaison: one person of a list", ingrid, reverse("liaison:candidate", args=[listed]) + "?list=near_miss"),
    ]
    return [(name, person, address) for name, person, address in found]


def measure(page: Page, times: int, slow: float | None = None) -> dict[str, float]:
    name, person, address = page
    client = Client(SERVER_NAME=HOST)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    strength.begin(session)  # as after a second factor
    session.save()
    connection.queries_log.clear()
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as first:
        answer = client.get(address, follow=True)
    opening = (time.perf_counter() - began) * 1000
    assert answer.status_code == 200, (address, answer.status_code)
    opened = len(first)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    asked = len(queries)  # now: the next request empties the log
    for query in queries.captured_queries:
        if slow is not None and float(query["time"]) * 1000 > slow:
            print(f"{name}: {float(query['time']) * 1000:.0f} ms: {query['sql']}", file=sys.stderr)

    def again() -> None:
        client.get(address, headers={"Accept-Encoding": "gzip"})

    for _ in range(WARM):
        again()
    took, busy = milliseconds(again, times)
    return {
        "median": round(statistics.median(took), 1),
        "p95": round(took[int(len(took) * 0.95) - 1], 1),
        "slowest": round(took[-1], 1),
        "processor": round(busy, 1),
        "queries": asked,
        "opened": round(opening, 1),
        "first": opened,
        "kb": round(len(answer.content) / 1000),
    }


def main() -> None:
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--candidates", type=int, default=50_000)
    read.add_argument("--introductions", type=int, default=200)
    read.add_argument("--times", type=int, default=100)
    read.add_argument("--seed", type=int, default=1)
    read.add_argument("--json", action="store_true")
    read.add_argument("--slow", metavar="MS", type=float, help="print the queries of a page that take longer than this")
    asked = read.parse_args()
    settings.DEBUG = False
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("createcachetable", verbosity=0)
        _campaign, wanted, took = told(asked.candidates, asked.introductions, random.Random(asked.seed))
        get_ready()
        results = {page[0]: measure(page, asked.times, asked.slow) for page in pages(wanted)}
        said = {
            "candidates": Candidate.objects.count(),
            "introductions": Introduction.objects.filter(state="introduced").count(),
            "criteria_applied_seconds": round(took, 1),
            "load": round(os.getloadavg()[0], 1),
            "pages": results,
        }
        print(json.dumps(said, indent=1) if asked.json else _table(said))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _table(said: dict[str, Any]) -> str:
    names = list(next(iter(said["pages"].values())))
    head = f"{'':40}" + "".join(f"{name:>10}" for name in names)
    rows = [f"{label:40}" + "".join(f"{value:>10}" for value in row.values()) for label, row in said["pages"].items()]
    about = {key: value for key, value in said.items() if key != "pages"}
    return "\n".join([str(about), head, *rows])


if __name__ == "__main__":
    main()
