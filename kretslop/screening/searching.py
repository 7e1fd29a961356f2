"""Searches the pool: every part of a search narrows; the database's own index answers (`SearchEntry`)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Q, QuerySet, Value

from kretslop.accounts.models import User
from kretslop.matching.facts import ANYWHERE
from kretslop.routes.rules import ROUTES, forecast
from kretslop.screening.models import SavedSearch, SearchEntry, SearchFit
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import NotAllowed
from kretslop.talent.models import Candidate
from kretslop.talent.queries import with_skills
from kretslop.talent.rules import APPROVED

#: name -> a condition that a room above adds, because only it knows (`introductions`: who was introduced before).
_CONDITIONS: dict[str, Callable[[str], Q]] = {}
_MOST_NOTICE = 104  # weeks


def register(name: str, condition: Callable[[str], Q]) -> None:
    """Let a room above answer for the field `name` of a search: its value becomes a condition on `SearchEntry`."""
    _CONDITIONS[name] = condition


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a liaison looks for. Nothing here names a person, a sex, an age, a family or a nationality.

    skills and languages: (code, least level). places: place codes, any of them will do. state: "waiting", "approved"
    or "" for both. desk_by: the latest day at a desk. silent_days: nobody was in touch for so long. introduced: "yes"
    or "no". route and country: to help people in practice, never to choose among them (`is_practical`).
    """

    skills: tuple[tuple[str, int], ...] = ()
    words: str = ""
    languages: tuple[tuple[str, int], ...] = ()
    places: tuple[str, ...] = ()
    occupation: str = ""
    years: int = 0
    education: int = 0
    state: str = ""
    free_now: bool = False
    desk_by: date | None = None
    silent_days: int = 0
    introduced: str = ""
    route: str = ""
    country: str = ""

    @property
    def is_practical(self) -> bool:
        """True when route or country narrow it: such a result helps with papers and moves, and selects nobody (R36)."""
        return bool(self.route or self.country)

    def __bool__(self) -> bool:
        return self != Wanted()

    def to_json(self) -> dict[str, Any]:
        """Return what differs from an empty search, as JSON."""
        empty = asdict(Wanted())
        found = {name: value for name, value in asdict(self).items() if value != empty[name]}
        return found | ({"desk_by": self.desk_by.isoformat()} if self.desk_by else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Wanted":
        """Return the search that `to_json` kept; fields that are no more are left out."""
        known = {name: data[name] for name in (f.name for f in fields(cls)) if name in data}
        for name in ("skills", "languages"):
            if name in known:
                known[name] = tuple((str(code), int(level)) for code, level in known[name])
        if "places" in known:
            known["places"] = tuple(known["places"])
        if "desk_by" in known:
            known["desk_by"] = date.fromisoformat(known["desk_by"])
        return cls(**known)


def find(user: User, wanted: Wanted, now: datetime) -> QuerySet[SearchEntry]:
    """Return who fits, those first who waited longest for a word from a person; nobody for whoever is no liaison."""
    if not user.is_liaison:
        return SearchEntry.objects.none()
    return _fitting(wanted, now).order_by("heard_at", "candidate_id")


def _fitting(wanted: Wanted, now: datetime) -> QuerySet[SearchEntry]:
    today = now.astimezone(OSLO).date()
    found = SearchEntry.objects.all()
    if terms := _terms(wanted):
        found = found.filter(terms__contains=terms)
    if wanted.places:
        found = found.filter(terms__overlap=[f"place:{code}" for code in (*wanted.places, ANYWHERE)])
    if query := _query(wanted.words):
        found = found.filter(words=query)
    if wanted.state:
        found = found.filter(approved=wanted.state == APPROVED)
    if wanted.years:
        found = found.filter(years__gte=wanted.years)
    if wanted.free_now:
        found = found.filter(Q(paused_until__isnull=True) | Q(paused_until__lte=today))
    if wanted.desk_by:
        found = found.filter(at_a_desk_by(wanted.desk_by, today))
    if wanted.silent_days:
        found = found.filter(heard_at__lte=now - timedelta(days=wanted.silent_days))
    if wanted.introduced:
        found = found.filter(_CONDITIONS["introduced"](wanted.introduced))
    return found


def _terms(wanted: Wanted) -> list[str]:
    found = [f"skill:{code}:{level}" for code, level in wanted.skills]
    found += [f"language:{code}:{level}" for code, level in wanted.languages]
    found += [
        f"{name}:{value}"
        for name in ("occupation", "education", "route", "country")
        if (value := getattr(wanted, name))
    ]
    return found


def _query(words: str) -> SearchQuery | None:
    """Every word must stand in the profile, at least as the beginning of one: "engin" finds "engineer"."""
    parts = re.findall(r"\w+", words.casefold())
    return SearchQuery(" & ".join(f"{part}:*" for part in parts), config="simple", search_type="raw") if parts else None


@lru_cache(maxsize=64)
def at_a_desk_by(by: date, today: date) -> Q:
    """Return who can be at a desk by a day, as `talent.queries.forecast_of` says; an unknown route is no yes."""
    some = Q(pk__in=[])
    for route in ROUTES:
        for lives_here in (True, False):
            usual = forecast(route, today=today, lives_here=lives_here)
            most = _most_notice(route, by, today, lives_here=lives_here)
            told = Q(notice_weeks__isnull=False) | Q(available_on__isnull=False)
            soon = Q(notice_weeks__isnull=True) | Q(notice_weeks__lte=most)
            free = Q(available_on__isnull=True) | Q(available_on__lt=today + timedelta(weeks=most + 1))
            ready = told & soon & free if most >= 0 else Q(pk__in=[])
            if usual is not None and usual.desk_on <= by:
                ready |= ~told
            some |= Q(route=route, lives_here=lives_here) & ready
    return some


def _most_notice(route: str, by: date, today: date, *, lives_here: bool) -> int:
    """Return the longest notice, in weeks, with which the day is still kept; -1 when none is short enough."""
    low, high = -1, _MOST_NOTICE
    while low < high:
        middle = (low + high + 1) // 2
        outlook = forecast(route, today=today, lives_here=lives_here, notice_weeks=middle)
        if outlook is not None and outlook.desk_on <= by:
            low = middle
        else:
            high = middle - 1
    return low


def saved(user: User) -> QuerySet[SavedSearch]:
    """Return the liaison's own saved searches, by name."""
    return SavedSearch.objects.filter(by=user).order_by("name") if user.is_liaison else SavedSearch.objects.none()


def counts(user: User, searches: Iterable[SavedSearch], now: datetime) -> dict[int, int]:
    """Return how many fit each search at this moment, in one query."""
    if not user.is_liaison:
        raise NotAllowed("liaison_only")
    each = [
        _fitting(Wanted.from_json(search.wanted), now).order_by().annotate(search=Value(search.pk)).values("search")
        for search in searches
    ]
    counted = [one.annotate(people=Count("pk")).values_list("search", "people") for one in each]
    return dict(counted[0].union(*counted[1:], all=True)) if counted else {}


def people(ids: Iterable[int]) -> list[Candidate]:
    """Return these people in this order, with their skills: two queries for any number."""
    wanted = list(ids)
    found = {person.pk: person for person in with_skills(Candidate.objects.filter(pk__in=wanted))}
    return [found[pk] for pk in wanted if pk in found]


def news(user: User) -> dict[int, int]:
    """Return how many newly fit each of the liaison's searches; those without are left out."""
    new = SearchFit.objects.filter(
        search__in=saved(user), new_since__isnull=False, candidate__search_entry__isnull=False
    )
    return Counter(new.values_list("search_id", flat=True))


def new_fits(search: SavedSearch) -> set[int]:
    """Return the numbers of the candidates who newly fit a saved search."""
    return set(search.fits.filter(new_since__isnull=False).values_list("candidate_id", flat=True))
