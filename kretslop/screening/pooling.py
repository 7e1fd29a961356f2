"""Keeps everybody's thermometer codes in step with their profiles; each step is one version of the pool."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from inspect import getsource

from django.db import connection
from django.db.models import Max

from kretslop.matching import facts
from kretslop.matching.criteria import Criteria
from kretslop.matching.engine import codes
from kretslop.matching.engine.program import names_in
from kretslop.routes.rules import norway
from kretslop.screening.models import PoolEntry, PoolName
from kretslop.shared.transactions import action
from kretslop.talent.models import Candidate, Change
from kretslop.talent.queries import facts_of, forecast_of, with_facts
from kretslop.talent.rules import APPROVED, WAITING

LOT = 500
LOCK = 7_402_211  # one writer at a time: versions are given out in the order in which they are committed
KEPT_VERSIONS = 100_000
#: Changes with the code and the data that entries are made from: older entries are made again.
BASIS = hashlib.blake2b((getsource(codes) + getsource(facts) + repr(norway())).encode(), digest_size=8).hexdigest()


def pool_version() -> int:
    """Return the version of the pool that entries are at; 0 before the first."""
    return Change.objects.aggregate(newest=Max("version"))["newest"] or 0


def names() -> codes.Names:
    """Return every name with its number."""
    return codes.Names(dict(PoolName.objects.values_list("name", "number")))


def names_for(criteria: Criteria) -> codes.Names:
    """Return the names that these criteria ask for, with their numbers: a vocabulary has thousands of others."""
    asked = PoolName.objects.filter(name__in=names_in(criteria))
    return codes.Names(dict(asked.values_list("name", "number")))


def catch_up(*, today: date) -> int:
    """Take in every change that waits, lot by lot; return how many there were. Killed in between it loses nothing."""
    taken = 0
    while lot := _take_lot(today):
        taken += lot
    return taken


def alone() -> None:
    """Wait until nobody else writes entries or results, and keep it so until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def match_again(candidate: Candidate) -> None:
    """Have the matcher find the wanted profiles that fit somebody, though nothing in their profile has changed."""
    Change.objects.create(candidate_number=candidate.pk)


@action
def _take_lot(today: date) -> int:
    alone()
    waiting = dict(Change.objects.filter(version=None).order_by("id").values_list("id", "candidate_number")[:LOT])
    if not waiting:
        return 0
    # Read after the changes, so what is read is at least as new; what changes meanwhile waits for the next lot.
    people = list(with_facts(Candidate.objects.filter(pk__in=set(waiting.values()))))
    known = {person.pk: facts_of(person, today) for person in people}
    book = numbers({name for each in known.values() for name in codes.names_of(each)})
    PoolEntry.objects.bulk_create(
        [_entry(person, codes.encode(known[person.pk], book.number), today) for person in people],
        update_conflicts=True,
        unique_fields=["candidate"],
        update_fields=["codes", "weeks", "least_weeks", "free_on", "in_pool", "basis", "matched"],
    )
    version = pool_version() + 1
    Change.objects.filter(pk__in=waiting).update(version=version)
    Change.objects.filter(version__lte=version - KEPT_VERSIONS).delete()
    return len(waiting)


def numbers(wanted: Iterable[str]) -> codes.Names:
    """Return these names with their numbers, each given once and for good; several at a time may ask for new ones."""
    wanted = set(wanted)
    known = dict(PoolName.objects.filter(name__in=wanted).values_list("name", "number"))
    if new := sorted(wanted - known.keys()):
        PoolName.objects.bulk_create([PoolName(name=name) for name in new], ignore_conflicts=True)
        known |= dict(PoolName.objects.filter(name__in=new).values_list("name", "number"))
    return codes.Names(known)


def _entry(person: Candidate, coded: list[int], today: date) -> PoolEntry:
    weeks, least, free_on = desk_of(person, today)
    membership = getattr(person, "membership", None)
    return PoolEntry(
        candidate=person,
        codes=coded,
        weeks=weeks,
        least_weeks=least,
        free_on=free_on,
        in_pool=person.merged_into_id is None and membership is not None and membership.state in (WAITING, APPROVED),
        basis=BASIS,
    )


def desk_on(entry: PoolEntry, today: date) -> date | None:
    """Return the day at a desk as forecast on a day (`routes.rules.forecast`): nobody starts on a weekend."""
    if entry.weeks is None:
        return None
    weeks = entry.weeks
    if entry.free_on is not None:
        weeks = max(weeks, entry.least_weeks + (entry.free_on - today).days // 7)
    first = today + timedelta(weeks=weeks)
    return first + timedelta(days=7 - first.weekday() if first.weekday() > 4 else 0)


def desk_of(person: Candidate, today: date) -> tuple[int | None, int, date | None]:
    """
    Return weeks from today to the desk, and the weeks that remain after the day on which somebody is free.

    `talent.queries.forecast_of` in three values that hold on every day: the route and its data decide them.
    """
    free_on = person.available_on
    try:
        person.available_on = None
        plain = forecast_of(person, today)
        if plain is None or free_on is None:
            return (plain.weeks if plain else None), 0, None
        person.available_on = today
        at_once = forecast_of(person, today)
        person.available_on = today + timedelta(weeks=100)
        later = forecast_of(person, today)
    finally:
        person.available_on = free_on
    assert at_once is not None and later is not None  # noqa: PT018
    return at_once.weeks, later.weeks - 100, free_on if later.weeks > at_once.weeks else None


def mark_outdated() -> int:
    """Have every entry made again that older code or data made; return how many."""
    numbers = PoolEntry.objects.exclude(basis=BASIS).values_list("candidate_id", flat=True)
    rows = [Change(candidate_number=number) for number in numbers]
    Change.objects.bulk_create(rows, batch_size=5000)
    return len(rows)
