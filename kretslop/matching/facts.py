"""What is known about one person, as plain values that criteria can be held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

# Skill levels (glossary): 1 has used it, 2 works with it unaided, 3 others ask them, 4 leads with it.
SKILL_LEVELS = (1, 2, 3, 4)
CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")  # level n is CEFR[n - 1]
SCHOOL, VOCATIONAL, BACHELOR, MASTER, DOCTORATE = 1, 2, 3, 4, 5
EDUCATION = {"school": SCHOOL, "vocational": VOCATIONAL, "bachelor": BACHELOR, "master": MASTER, "doctorate": DOCTORATE}
ONSITE, HYBRID, REMOTE = "onsite", "hybrid", "remote"
REMOTE_WISHES = (ONSITE, HYBRID, REMOTE)
# What people have worked in and employers ask for; codes of bitmaps count on this order, so new ones come last.
INDUSTRIES = (
    "energy", "finance", "health", "public_services", "defence", "industry", "maritime", "transport", "retail",
    "media", "telecom", "education", "climate", "research", "consulting",
)  # fmt: skip
# Wishes of the person, never a judgement of them: the kind of post, and the kind of employer.
SENIORITIES = ("junior", "medium", "senior")
CULTURES = ("start_up", "scale_up", "corporate", "public")
ANYWHERE = "*"  # in `places`: this person would work in any place of the region


@dataclass(frozen=True, slots=True)
class Facts:
    """
    One person's facts; whatever is left out is unknown, which never counts as "not met".

    skills: code -> level 1 to 4, 0 for "no", None when only the use is known (then at least 1). languages: ISO 639 code
    -> CEFR 1 to 6, 0 and None likewise. industries: code -> whole years in it. skills_known, languages_known,
    industries_known: the list is complete, so what is missing from it is not there. education: a constant above.
    desk_on: the realistic first day at a desk, from the forecast in `routes`. places: place codes that the person
    accepts. remote: how they wish to work. seniorities, cultures: what the person would like, empty when they have not
    said. evidence: criterion key -> where it came from. Protected attributes have no field here, so nothing that reads
    facts can use them.
    """

    skills: Mapping[str, int | None] = field(default_factory=dict)
    years: int | None = None
    languages: Mapping[str, int | None] = field(default_factory=dict)
    languages_known: bool = False
    skills_known: bool = False
    education: int | None = None
    desk_on: date | None = None
    places: frozenset[str] = frozenset()
    places_known: bool = False
    remote: str | None = None
    occupation: str | None = None
    industries: Mapping[str, int] = field(default_factory=dict)
    industries_known: bool = False
    seniorities: frozenset[str] = frozenset()
    cultures: frozenset[str] = frozenset()
    evidence: Mapping[str, str] = field(default_factory=dict)


def cefr(name: str) -> int:
    """The level 1 to 6 of a CEFR name such as "C1". Raises ValueError for any other text."""
    return CEFR.index(name.strip().upper()) + 1
