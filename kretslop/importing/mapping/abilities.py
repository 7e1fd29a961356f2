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

    By exact name or alias only. Years stay years: how well somebody knows it, only they can say.
    """
    if known := vocabulary.skill_by_name(words):
        return known.code, None, None
    if match := _LEVEL.match(words):
        if known := vocabulary.skill_by_name(match["name"]):
            return known.code, int(match["level"]), None
    elif (match := _YEARS.match(words)) and (known := vocabulary.skill_by_name(match["name"])):
        return known.code, None, min(int(match["years"]), 70)
    raise ValueError("skill")


@lru_cache(maxsize=20_000)
def language(words: str) -> tuple[str, int | None]:
    """Return the code of the language that the words name and its level (A1 is 1, C2 is 6) or None; ValueError."""
    named = find_languages(words)
    if not named:
        raise ValueError("language")
    return named[0].code, named[0].cefr
