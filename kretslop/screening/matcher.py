"""The matcher: one process that holds the whole pool as bitmaps and keeps the results in step with every change."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from kretslop.campaigns.queries import criteria_of
from kretslop.matching.engine import one, top
from kretslop.matching.engine.codes import Names
from kretslop.matching.engine.pool import NO_DAY, Pool
from kretslop.matching.engine.program import Program, compile_criteria
from kretslop.matching.explain import GROUPS
from kretslop.screening import pooling
from kretslop.screening.fitting import key_of
from kretslop.screening.models import MatcherState, PoolEntry, PoolFit, PoolPlace
from kretslop.screening.pool_reading import read_pool
from kretslop.screening.queries import wanted_by_machine
from kretslop.shared.calendar import OSLO
from kretslop.talent.models import Change

BEST = 50
LOT = 500
NOT_NOW = GROUPS.index("not_now")


class Wanted(NamedTuple):
    """The wanted profiles that are matched now, compiled for the pool as it is."""

    key: str
    numbers: list[int]
    tie_keys: list[bytes]  # each campaign's own
    programs: list[Program]
    sheet: one.Sheet
    rows: int  # the pool's rows that the programs know


class Matcher:
    """What the process holds. Everything in it comes from PostgreSQL and may be lost at any moment."""

    def __init__(self) -> None:
        self.pool: Pool | None = None
        self.names = Names()
        self.wanted: Wanted | None = None
        self.version = 0
        self.today: date | None = None

    def step(self, *, now: datetime) -> int:
        """Take in what has changed and write what follows from it; return how many people were matched again."""
        today = now.astimezone(OSLO).date()
        pooling.catch_up(today=today)
        if self.pool is None or today != self.today:
            pool = self._load(today)
        else:
            pool = self.pool
            self._follow(pool, today)
        wanted = self._compiled(pool, today)
        return self._write(pool, wanted, today)

    def _load(self, today: date) -> Pool:
        # The version first: what comes in between is read twice, which does no harm.
        self.version, self.names, self.today = pooling.pool_version(), pooling.names(), today
        self.pool, self.wanted = read_pool(today), None
        return self.pool

    def _follow(self, pool: Pool, today: date) -> None:
        changes = Change.objects.filter(version__gt=self.version).values_list("candidate_number", "version")
        found = list(changes)
        if not found:
            return
        self.names = pooling.names()
        numbers = {number for number, _ in found}
        entries = {entry.candidate_id: entry for entry in PoolEntry.objects.filter(candidate__in=numbers)}
        for number in numbers:
            entry = entries.get(number)
            if entry is None or not entry.in_pool:
                pool.drop(number)
            else:
                pool.put(number, entry.codes, pooling.desk_on(entry, today))
        self.version = max(version or 0 for _, version in found)

    def _compiled(self, pool: Pool, today: date) -> Wanted:
        profiles = list(wanted_by_machine().order_by("pk"))
        pairs = [(profile.pk, criteria_of(profile)) for profile in profiles]
        key = key_of(pairs, today)
        if self.wanted is None or self.wanted.key != key or self.wanted.rows != pool.changed:
            rows = -1
            while rows != pool.changed:  # a day that is asked for first is a new row
                rows = pool.changed
                programs = [compile_criteria(criteria, pool, self.names) for _, criteria in pairs]
            ties = [profile.participation.campaign.ref.encode() for profile in profiles]
            self.wanted = Wanted(key, [number for number, _ in pairs], ties, programs, one.sheet(programs), rows)
        return self.wanted

    @transaction.atomic
    def _write(self, pool: Pool, wanted: Wanted, today: date) -> int:
        pooling.alone()
        state, _ = MatcherState.objects.get_or_create(pk=1)
        if pooling.pool_version() != self.version or (state.version, state.matched) == (self.version, wanted.key):
            return 0  # nothing new; or somebody took in more meanwhile, which the next step follows first
        changes = Change.objects.filter(version__gt=state.version).values_list("candidate_number", flat=True)
        people = set(changes) if state.version else set()
        if state.matched != wanted.key:
            people |= set(PoolEntry.objects.exclude(matched="").values_list("candidate_id", flat=True))
        for lot in _lots(people):
            self._write_fits(pool, wanted, lot, today)
        self._write_places(pool, wanted)
        MatcherState.objects.filter(pk=1).update(version=self.version, matched=wanted.key)
        return len(people)

    def _write_fits(self, pool: Pool, wanted: Wanted, people: list[int], today: date) -> None:
        PoolFit.objects.filter(candidate__in=people).delete()
        rows = []
        entries = PoolEntry.objects.filter(candidate__in=people, in_pool=True)
        for entry in entries:
            day = pooling.desk_on(entry, today)
            groups, scores = one.raw(pool.rows_of(entry.codes, day.toordinal() if day else NO_DAY), wanted.sheet)
            rows += [
                PoolFit(candidate_id=entry.candidate_id, wanted_id=number, group=GROUPS[group], score=score)
                for number, group, score in zip(wanted.numbers, groups.tolist(), scores.tolist(), strict=True)
                if group != NOT_NOW
            ]
        PoolFit.objects.bulk_create(rows, batch_size=5000)
        entries.update(matched=wanted.key)

    def _write_places(self, pool: Pool, wanted: Wanted) -> None:
        """Write the best people of each wanted profile, where they are others than before."""
        before: dict[int, list[tuple[int, top.Place]]] = defaultdict(list)
        for place in PoolPlace.objects.order_by("wanted", "position"):
            before[place.wanted_id].append((place.position, top.Place(place.candidate_id, place.group, place.score)))
        now: dict[int, list[tuple[int, top.Place]]] = {}
        for tie_key in sorted(set(wanted.tie_keys)):
            mine = [n for n, its in enumerate(wanted.tie_keys) if its == tie_key]
            batch = top.batch([wanted.programs[n] for n in mine])
            found = top.best(pool, batch, BEST, tie_key, extend=False)
            now |= {wanted.numbers[n]: list(enumerate(places, 1)) for n, places in zip(mine, found, strict=True)}
        other = [number for number in before.keys() | now.keys() if before.get(number, []) != now.get(number, [])]
        PoolPlace.objects.filter(wanted__in=other).delete()
        rows = [
            PoolPlace(wanted_id=number, candidate_id=key, position=position, group=group, score=score)
            for number in other
            for position, (key, group, score) in now.get(number, [])
        ]
        PoolPlace.objects.bulk_create(rows, batch_size=5000)


def _lots(people: Iterable[int]) -> list[list[int]]:
    numbers = sorted(people)
    return [numbers[at : at + LOT] for at in range(0, len(numbers), LOT)]
