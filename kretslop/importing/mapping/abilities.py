"""Reads a cell that lists skills ("Python:3; Django 2y") or languages ("English C1, Norwegian A2")."""

import re
from functools import lru_cache

from kretslop.taxonomy import vocabulary
from kretslop.taxonomy.languages import find_languages

_LEVEL = re.compile(r"^(?P<name>.+?)\s*(?:[:=]\s*|\(\s*)(?P<level>[1-4])\s*\)?$")
_YEARS = re.compile(
    r"^(?P<name>.+?)[\s:=(,–-]+(?P<years>\d{1,2})(?:[.,]\d)?\s*\+?\s*(?:years?|yrs?|y|års?|år)\.?\s*\)?$", re.IGNORECASE
)


@lru_cache(maxsize=20_000)
def skill(words: str) -> tuple[str, int | None, int | None]:
    """Return the code of a skill, its level (1 to 4) and its years as far as the words say; ValueError("skill").

    By exact name or alias only. Years say how well somebody may know it: the level that the person is asked to check.
    """
    if known := vocabulary.skill_by_name(words):
        return known.code, None, None
    if match := _LEVEL.match(words):
        if known := vocabulary.skill_by_name(match["name"]):
            return known.code, int(match["level"]), None
    elif (match := _YEARS.match(words)) and (known := vocabulary.skill_by_name(match["name"])):
        return known.code, None, min(int(match["years"]), 70)
    raise ValueError("skill")


def level_of(level: int | None, years: int | None) -> int:
    """Return a skill's level: as said, else by its years (1, 3 and 6 years are what levels 2, 3 and 4 begin with)."""
    if level is not None or years is None:
        return level or 1
    return 1 + sum(years >= bound for bound in (1, 3, 6))


@lru_cache(maxsize=20_000)
def language(words: str) -> tuple[str, int | None]:
    """Return the code of the language that the words name and its level (A1 is 1, C2 is 6) or None; ValueError."""
    named = find_languages(words)
    if not named:
        raise ValueError("language")
    return named[0].code, named[0].cefr
