"""How long the answer takes for a known and for an unknown address; run on a database with many people.

    KRETSLOP_DEMO=1 .venv/bin/python bench/enumeration.py 300

Prints the median and the middle half for both, and how well a guess from the time alone would do (0.5 is a coin).
"""

import os
import random
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kretslop.settings")
sys.path.insert(0, str(Path(__file__).parents[1]))

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from kretslop.accounts.models import User  # noqa: E402
from kretslop.web import limits  # noqa: E402


def measured(page: str, email: str) -> float:
    """Return the milliseconds of one request, whose rows are taken back."""
    client = Client(headers={"host": "localhost"})
    with transaction.atomic():
        cache.clear()
        start = time.perf_counter()
        answer = client.post(reverse(page), {"email": email})
        took = time.perf_counter() - start
        assert answer.status_code == 302, answer.status_code
        transaction.set_rollback(True)
    return took * 1000


def told(known: list[float], unknown: list[float]) -> float:
    """Return how often the slower of a random pair is the known one: 0.5 when the time tells nothing."""
    pairs = [(a, b) for a in known for b in unknown]
    return sum((a > b) + (a == b) / 2 for a, b in pairs) / len(pairs)


def main(times: int) -> None:
    """Take turns in random order, so that a slow moment of the machine meets both."""
    limits.UNPROVED = 10**9
    people = list(User.objects.values_list("email", flat=True)[:1000])
    for page in ("account_login", "account_reset_password"):
        found: dict[str, list[float]] = {"known": [], "unknown": []}
        for number in range(times * 2 + 20):
            which = random.choice(("known", "unknown"))
            email = random.choice(people) if which == "known" else f"nobody{random.random()}@example.com"
            took = measured(page, email)
            if number >= 20:
                found[which].append(took)
        for which, took in found.items():
            low, middle, high = statistics.quantiles(took, n=4)
            print(
                f"{page:24} {which:8} n={len(took):4}  median {middle:6.2f} ms  middle half {low:.2f} to {high:.2f} ms"
            )
        print(f"{page:24} told by time: {told(found['known'], found['unknown']):.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
