"""Thermometer codes turned back into facts, so that the plain engines can judge what was only kept as codes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kretslop.matching.criteria import LEVELLED
from kretslop.matching.engine import codes
from kretslop.matching.facts import ANYWHERE, CULTURES, INDUSTRIES, ONSITE, REMOTE, SENIORITIES, Facts

#: Kind of a name -> the field of `Facts` that lists it with levels.
_LISTED = {"skill": "skills", "language": "languages"}


def numbers_in(coded: Iterable[int]) -> set[int]:
    """Return the numbers of all names that these codes are about."""
    return {(each - codes.FIRST) // codes.STEP for each in coded if each >= codes.FIRST}


def decode(coded: Iterable[int], names: Mapping[int, str], desk_on: date | None) -> Facts:
    """
    Return facts of which `codes.encode` makes these codes, and which every criterion judges as it judged the first.

    `names` has the name of each number, such as "skill:python". What codes do not tell apart stays apart from it: years
    above the highest that can be asked for, and on-site from hybrid. Raises KeyError for a number without a name.
    """
    found: dict[str, Any] = {"skills": {}, "languages": {}, "desk_on": desk_on}
    places: set[str] = set()
    have = set(coded)
    for each in sorted(have):
        if each < codes.FIRST:
            continue
        number, offset = divmod(each - codes.FIRST, codes.STEP)
        kind, _, name = names[number].partition(":")
        if kind in _LISTED:
            found[_LISTED[kind]][name] = None if offset == codes.USED else offset
        elif kind == "place":
            places.add(name)
        else:
            found[kind] = name
    if codes.ALL_PLACES in have:
        places.add(ANYWHERE)
    if codes.REMOTE_KNOWN in have:
        found["remote"] = REMOTE if codes.REMOTE_FINE in have else ONSITE
    years_in = {name: _level(have, codes.in_industry(name), "industry") for name in INDUSTRIES}
    return Facts(
        industries={name: years for name, years in years_in.items() if years is not None},
        industries_known=codes.INDUSTRIES_KNOWN in have,
        seniorities=frozenset(name for name in SENIORITIES if codes.wish("seniority", name)[0] in have),
        cultures=frozenset(name for name in CULTURES if codes.wish("culture", name)[0] in have),
        skills_known=codes.SKILLS_KNOWN in have, languages_known=codes.LANGUAGES_KNOWN in have,
        places_known=codes.PLACES_KNOWN in have, places=frozenset(places),
        education=_level(have, codes.EDUCATION, "education"), years=_level(have, codes.YEARS, "years"), **found,
    )  # fmt: skip


def _level(have: set[int], known: int, kind: str) -> int | None:
    """Return the highest level of a thermometer that begins at `known`, or None when nobody knows it."""
    return max((level for level in range(LEVELLED[kind] + 1) if known + level in have), default=None)
