"""Which wanted profiles somebody fits, as the matcher has written it down, for as long as it holds."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch

from kretslop.matching.criteria import Criteria
from kretslop.screening.models import PoolEntry, PoolFit, PoolPlace
from kretslop.screening.pooling import BASIS
from kretslop.talent.models import Change

Wanted = Sequence[tuple[int, Criteria]]


def key_of(wanted: Wanted, today: date) -> str:
    """Return what a match holds for: these criteria under these numbers, on this day, with today's code and data."""
    said = repr((sorted((number, repr(criteria)) for number, criteria in wanted), today, BASIS))
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def fits_of(people: Iterable[int], wanted: Wanted, today: date) -> dict[int, dict[int, tuple[str, int]]]:
    """
    Return for each candidate's number the wanted profiles that they fit, with group and score.

    Those of whom more than one must-have is not met ("not now") are left out. Whose match does not hold, because their
    profile, a wanted profile or the day has changed since, is not in the answer: hold the criteria against them.
    """
    waits = Change.objects.filter(candidate_number=OuterRef("candidate_id"), version=None)
    entries = PoolEntry.objects.filter(
        ~Exists(waits), candidate__in=list(people), matched=key_of(wanted, today)
    ).prefetch_related(Prefetch("candidate__pool_fits", PoolFit.objects.order_by("pk")))
    return {
        entry.candidate_id: {fit.wanted_id: (fit.group, fit.score) for fit in entry.candidate.pool_fits.all()}
        for entry in entries.select_related("candidate")
    }


def best_of(wanted_number: int) -> list[PoolPlace]:
    """Return the best people of the whole pool for a wanted profile as of the matcher's last step, best first."""
    return list(
        PoolPlace.objects.filter(wanted=wanted_number).select_related("candidate__membership").order_by("position")
    )
