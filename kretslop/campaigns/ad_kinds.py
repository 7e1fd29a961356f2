"""What an ad says beyond skills: one of several skills, years in an industry, the kind of post and of employer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kretslop.campaigns.ad_facts import years_in
from kretslop.campaigns.ad_sections import MUST, NICE, Sentence
from kretslop.campaigns.ad_skills import AdSkill, depth_of
from kretslop.matching.criteria import MOST_OF
from kretslop.taxonomy.finding import find_skills
from kretslop.taxonomy.industries import industries_in

_MOST_YEARS = 20

# "At least one of Java, Kotlin and Scala": what follows is the whole list. "Such as" and "or similar" leave it open.
_ONE_OF = re.compile(
    r"\b(?:at least one(?: or more)?|one or (?:more|several)|either one|any|one|minst (?:én|en|ett|et)|"
    r"(?:en|ett|et|én) eller (?:flere|fler|flera)|någon|något|noen) (?:of|av)\b|\beither\b",
    re.IGNORECASE,
)
_OPEN_LIST = re.compile(
    r"\b(?:e\.? ?g|such as|like|similar|etc|for example|for instance|including|eller (?:lignende|liknende|tilsvarende|"
    r"liknande|motsvarande)|f\.? ?eks|for eksempel|till exempel|t\.? ?ex|other|others|andre|andra)\b",
    re.IGNORECASE,
)
# What an employer says of itself, never what it says of customers or asks of people.
_SELF = r"(?:we are|we’re|we're|as|is|vi er|vi är|som|er|är) (?:an?|et|en|ett) (?:[\w-]+,? ){0,4}?"
_CULTURES = {
    "start_up": re.compile(
        rf"{_SELF}(?:start-?up|oppstartsselskap|oppstartsbedrift)\b|\b(?:growing|early-stage|tech) start-?up\b|"
        r"\bstart-?up (?:environment|culture|mentality|spirit|adventure|miljø|kultur)",
        re.IGNORECASE,
    ),
    "scale_up": re.compile(rf"{_SELF}scale-?up\b|\bscale-?up (?:environment|culture|phase|fase|miljø)", re.IGNORECASE),
    "corporate": re.compile(
        rf"{_SELF}(?:corporation|multinational|konsern|børsnotert selskap|börsnoterat bolag|listed company)\b|"
        r"\bcorporate (?:environment|culture)\b(?!.{0,40}(?:award|named))",
        re.IGNORECASE,
    ),
    "public": re.compile(
        rf"{_SELF}(?:government agency|public authority|directorate|direktorat|etat|kommune|fylkeskommune|myndighet|"
        r"statlig virksomhet)\b",
        re.IGNORECASE,
    ),
}
# Words with which "corporate" or "start-up" is about somebody else.
_OTHERS = re.compile(r"\b(?:customers?|clients?|kunder?|investors?|partners?|portfolio)\b", re.IGNORECASE)


@dataclass(frozen=True)
class AdChoice:
    """One of several skills: any of them is enough."""

    codes: tuple[str, ...]
    level: int
    must: bool
    evidence: str


@dataclass(frozen=True)
class AdIndustry:
    """Experience from an industry; `years` is None where the ad states none."""

    code: str
    years: int | None
    must: bool
    evidence: str


@dataclass(frozen=True)
class AdCulture:
    """The kind of employer that the ad says it is."""

    code: str
    evidence: str


def choices(found: Sequence[Sentence], title: str, firm: Sequence[AdSkill]) -> tuple[AdChoice, ...]:
    """
    Return the closed lists of two to six skills of which one is enough.

    A list with a skill that the title names, or that another sentence demands by itself (`firm`), is left out.
    """
    seen = {one.code for one in find_skills(title)}
    kept = []
    for sentence in found:
        trigger = _ONE_OF.search(sentence.text)
        if sentence.section not in (MUST, NICE) or trigger is None or _OPEN_LIST.search(sentence.text):
            continue
        listed = [one for one in find_skills(sentence.text) if one.certainty == "found" and one.start >= trigger.end()]
        codes = tuple(dict.fromkeys(one.code for one in listed))
        elsewhere = {skill.code for skill in firm if skill.evidence != " ".join(sentence.text.split())[:300]}
        if not 2 <= len(codes) <= MOST_OF or (elsewhere | seen) & set(codes):
            continue
        seen |= set(codes)
        must = sentence.section == MUST and not sentence.wish
        kept.append(AdChoice(codes, depth_of(sentence) if must else 1, must, sentence.text.strip()))
    return tuple(kept)


def industries(found: Sequence[Sentence]) -> tuple[AdIndustry, ...]:
    """Return the industries from which the ad asks for experience; a must only where its own words demand it."""
    asked: dict[str, AdIndustry] = {}
    for sentence in found:
        if sentence.section not in (MUST, NICE):
            continue
        for code in industries_in(sentence.text):
            stated = years_in(sentence.text)
            years = min(stated, _MOST_YEARS) if stated else None
            must = sentence.section == MUST and sentence.demand and not sentence.wish and not sentence.choice
            asked.setdefault(code, AdIndustry(code, years, must, sentence.text.strip()))
    return tuple(asked.values())


def culture(found: Sequence[Sentence]) -> AdCulture | None:
    """Return the one kind of employer that the ad says it is; None where it names none, or several."""
    said: dict[str, AdCulture] = {}
    for sentence in found:
        if sentence.section in (MUST, NICE) or _OTHERS.search(sentence.text):
            continue
        for code, words in _CULTURES.items():
            if words.search(sentence.text):
                said.setdefault(code, AdCulture(code, sentence.text.strip()))
    return next(iter(said.values())) if len(said) == 1 else None
