"""Facts as thermometer codes: whole numbers such that "at this level or above" is one number to look for."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from kretslop.matching.criteria import LEVELLED
from kretslop.matching.facts import ANYWHERE, CULTURES, INDUSTRIES, REMOTE, SENIORITIES, Facts

# What every codebook has; a code of its own for each skill, language, place and occupation comes after FIRST.
SKILLS_KNOWN, LANGUAGES_KNOWN, PLACES_KNOWN, REMOTE_KNOWN, OCCUPATION_KNOWN = 1, 2, 3, 4, 5
REMOTE_FINE, ALL_PLACES = 6, 7
EDUCATION = 16  # known; 16 + n: at least level n
YEARS = 32  # known; 32 + n: at least n years
INDUSTRIES_KNOWN, SENIORITY_KNOWN, CULTURE_KNOWN = 8, 9, 10
SENIORITY, CULTURE = 96, 104  # one code for each wish, in the order of facts.SENIORITIES and facts.CULTURES
INDUSTRY, YEARS_STEP = 128, 48  # of each industry: known, and + n: at least n years in it
# What is known has a code, and what is not known one too: an index finds what is there, not what is missing.
OPEN = {
    known: 112 + n
    for n, known in enumerate((
        SKILLS_KNOWN, LANGUAGES_KNOWN, PLACES_KNOWN, REMOTE_KNOWN, OCCUPATION_KNOWN, EDUCATION, YEARS,
        INDUSTRIES_KNOWN, SENIORITY_KNOWN, CULTURE_KNOWN,
    ))
}  # fmt: skip
FIRST, STEP = 2048, 8
# Within the STEP codes of one skill or language: 0 asked and does not, n at least at level n, 7 used, level unknown.
NO, USED = 0, 7
HERE = 1  # within the codes of a place or an occupation
WHOLE = {"skill": SKILLS_KNOWN, "language": LANGUAGES_KNOWN}  # kind -> "the list is complete"

#: From a name such as "skill:python" to its number; one that is new gets the next number.
Number = Callable[[str], int]


class Codebook(Protocol):
    """Where names such as "skill:python" have their numbers."""

    def find(self, name: str) -> int | None: ...


class Names:
    """A codebook in memory: numbers are given out in the order of asking."""

    def __init__(self, numbers: Mapping[str, int] | None = None) -> None:
        self.numbers = dict(numbers or {})

    def find(self, name: str) -> int | None:
        """Return the number of a name, or None when nobody has ever had it."""
        return self.numbers.get(name)

    def number(self, name: str) -> int:
        """Return the number of a name, a new one if need be."""
        return self.numbers.setdefault(name, len(self.numbers))


def code(number: int, offset: int) -> int:
    """Return the code of one level (or NO, USED, HERE) of the name with this number."""
    return FIRST + number * STEP + offset


def in_industry(industry: str) -> int:
    """Return the code of "years in this industry are known"; n above it stands "at least n years"."""
    return INDUSTRY + INDUSTRIES.index(industry) * YEARS_STEP


def wish(kind: str, name: str) -> tuple[int, int]:
    """Return the codes of one wish and of "has said what they wish"."""
    if kind == "seniority":
        return SENIORITY + SENIORITIES.index(name), SENIORITY_KNOWN
    return CULTURE + CULTURES.index(name), CULTURE_KNOWN


def names_of(facts: Facts) -> set[str]:
    """Return every name that the codes of these facts need a number for."""
    names = {f"skill:{skill}" for skill in facts.skills} | {f"language:{language}" for language in facts.languages}
    names |= {f"place:{place}" for place in facts.places if place != ANYWHERE}
    return names | ({f"occupation:{facts.occupation}"} if facts.occupation is not None else set())


def encode(facts: Facts, number: Number) -> list[int]:
    """
    Return all codes of one person, sorted; what is unknown has no code but the one that says so.

    The day at a desk is no code: it moves with the calendar, and the pool keeps it as a number of its own.
    """
    found = [*_listed("skill", facts.skills, number), *_listed("language", facts.languages, number)]
    found += [SKILLS_KNOWN] * facts.skills_known + [LANGUAGES_KNOWN] * facts.languages_known
    found += [PLACES_KNOWN] * facts.places_known
    found += _thermometer(EDUCATION, facts.education, LEVELLED["education"])
    found += _thermometer(YEARS, facts.years, LEVELLED["years"])
    if facts.remote is not None:
        found += [REMOTE_KNOWN, REMOTE_FINE] if facts.remote == REMOTE else [REMOTE_KNOWN]
    for place in facts.places:
        found.append(ALL_PLACES if place == ANYWHERE else code(number(f"place:{place}"), HERE))
    if facts.occupation is not None:
        found += [OCCUPATION_KNOWN, code(number(f"occupation:{facts.occupation}"), HERE)]
    found += [INDUSTRIES_KNOWN] * facts.industries_known
    for industry, years in facts.industries.items():
        found += _thermometer(in_industry(industry), years, LEVELLED["industry"])
    for kind, wishes in (("seniority", facts.seniorities), ("culture", facts.cultures)):
        found += {each for name in wishes for each in wish(kind, name)}
    return sorted([*found, *(OPEN[known] for known in OPEN.keys() - set(found))])


def _listed(kind: str, listed: Mapping[str, int | None], number: Number) -> Iterable[int]:
    for name, level in listed.items():
        first = code(number(f"{kind}:{name}"), 0)
        if level is None:
            yield first + USED
        elif level <= 0:
            yield first + NO
        else:
            yield from range(first + 1, first + min(level, LEVELLED[kind]) + 1)


def _thermometer(known: int, level: int | None, highest: int) -> list[int]:
    return [] if level is None else list(range(known, known + min(max(level, 0), highest) + 1))
