"""A word that somebody searches for and that is a skill: the same search by the skill, with how many fit it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kretslop.campaigns.wording import skill_name
from kretslop.screening import searching
from kretslop.taxonomy.finding import find_skills
from kretslop.taxonomy.near_misses import closest
from kretslop.taxonomy.vocabulary import skill_by_name

if TYPE_CHECKING:
    from datetime import datetime

    from kretslop.accounts.models import User
    from kretslop.screening.searching import Wanted


class Offer(NamedTuple):
    """
    The search with words read as skills: their names, and how many people fit.

    `words` stay words; `left_out` are the words with which nobody would fit.
    """

    wanted: Wanted
    names: list[str]
    words: str
    left_out: str
    people: int


def offer(user: User, wanted: Wanted, now: datetime) -> Offer | None:
    """Return the search by the skills that its words name, one letter wrong or not; None where they name no new one."""
    codes, words = skills_in(wanted.words)
    new = [code for code in codes if code not in dict(wanted.skills)]
    if not new:
        return None
    names = [skill_name(code) for code in new]
    by_skill = replace(wanted, words=words, skills=(*wanted.skills, *((code, 1) for code in new)))
    people = searching.find(user, by_skill, now).order_by().count()
    if words and not people:
        without = replace(by_skill, words="")
        return Offer(without, names, "", words, searching.find(user, without, now).order_by().count())
    return Offer(by_skill, names, words, "", people)


def skills_in(words: str) -> tuple[list[str], str]:
    """Return the codes of the skills that words of a search name, and the words that are left."""
    whole = " ".join(words.split())
    if not whole:
        return [], ""
    # What was typed alone means the skill, also where a text would need more to tell: "go", "react".
    if named := skill_by_name(whole):
        return [named.code], ""
    codes, left, at = [], [], 0
    for found in find_skills(whole):
        if found.start >= at:
            codes.append(found.code)
            left.append(whole[at : found.start])
            at = found.end
    left.append(whole[at:])
    for word in (rest := " ".join(" ".join(left).split()).split()):
        if near := closest(word.casefold()):
            codes.append(near.code)
            rest = [each for each in rest if each != word]
    return list(dict.fromkeys(codes)), " ".join(rest)
