"""What an employer adds to its ad, and what the project lead adds to the draft of the campaign's criteria."""

from datetime import date

from kretslop.demo.cast import Employer
from kretslop.demo.rehearsal.ads import Ad
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.places import code_of

POINTS, ENGLISH = 10, 4  # English B2: the language in which these teams work


def wanted_criteria(ad: Ad, employer: Employer) -> Criteria:
    """Return what the ad asks for, with the employer's place and, when the ad names no language, its English."""
    away = "remote" in {ad.draft.remote, employer.remote_policy}
    items = [
        *ad.criteria.items,
        Criterion("place", places=(code_of(employer.city),), remote_ok=away, points=POINTS, must=True),
    ]
    if not any(item.key == "language:en" for item in items):
        items.append(Criterion("language", code="en", level=ENGLISH, points=POINTS, must=True))
    return Criteria(tuple(items)).scaled_to_100()


def agreed_criteria(draft: Criteria, desk_by: date) -> Criteria:
    """Return the draft with the last day at a desk, which no ad states and every employer depends on (R36)."""
    return Criteria((*draft.items, Criterion("desk_by", by=desk_by, points=POINTS, must=True))).scaled_to_100()
