"""Whoever a search finds, ordered by how well they fit one wanted profile: in SQL, at the moment of asking."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from kretslop.accounts.models import User
from kretslop.campaigns.models import WantedProfile
from kretslop.campaigns.queries import criteria_of
from kretslop.matching.engine.top import Place
from kretslop.screening import pool_search, pooling, searching
from kretslop.screening.queries import wanted_by_machine
from kretslop.screening.searching import Wanted
from kretslop.shared.calendar import OSLO

#: So many, and whoever stands equal with the last of them.
BEST = 40


class Ranking(NamedTuple):
    """The best people by number, best first, and how many points there are to have."""

    places: list[Place]
    of: int


def offered(user: User) -> QuerySet[WantedProfile]:
    """Return the wanted profiles that a liaison can have people ordered by: none of a stopped campaign."""
    if not user.is_liaison:
        return WantedProfile.objects.none()
    return wanted_by_machine().select_related("participation__employer").order_by("title", "pk")


def best_first(user: User, profile: WantedProfile, wanted: Wanted, now: datetime) -> Ranking:
    """
    Return the best of those whom a search finds, or of the whole pool where it asks for nothing; staff only.

    A search by route or home country helps people and orders nobody (R36): its ranking is empty.
    """
    criteria = criteria_of(profile)
    if not user.is_liaison or wanted.is_practical:
        return Ranking([], criteria.max_points)
    among = None
    if wanted:
        among = list(searching.find(user, wanted, now).order_by().values_list("candidate_id", flat=True))
    tie_key = profile.participation.campaign.ref.encode()
    today = now.astimezone(OSLO).date()
    found = pool_search.best(criteria, pooling.names_for(criteria), BEST, tie_key, today=today, among=among)
    return Ranking(found, criteria.max_points)
