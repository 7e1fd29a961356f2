"""Which skills a job ad asks for, at what level, and which of them it demands."""

import re
from dataclasses import dataclass, field

from kretslop.campaigns.ad_facts import years_in
from kretslop.campaigns.ad_sections import ABOUT, INTRO, META, MUST, NICE, OFFER, STACK, TAGS, TASKS, Sentence
from kretslop.taxonomy.finding import Finding, find_skills
from kretslop.taxonomy.vocabulary import implied

MOST_MUSTS, MOST_NICES, MUSTS_WISHED = 6, 10, 2
_WEIGHTS = {MUST: 5, TAGS: 4, STACK: 3, TASKS: 2, INTRO: 2, NICE: 1}
_DEEP = re.compile(
    r"\b(?:expert\w*|deep|extensive|strong|substantial|outstanding|advanced|very good|excellent|in-depth|proven|"
    r"great expertise|solid|svært god\w*|inngående|bred|omfattende|dyp|djup|gedigen)\b",
    re.IGNORECASE,
)
_SLIGHT = re.compile(
    r"\b(?:basic|basics|some(?! or| of)|familiar\w*|a little|first contact|interest in|exposure|kjennskap|"
    r"noe|litt|grunnleggende|interesse for|viss kännedom|awareness)\b",
    re.IGNORECASE,
)
_BROAD = frozenset(("method", "standard"))


@dataclass(frozen=True)
class AdSkill:
    """A skill that the ad asks for at a level (1 has used it … 4 leads with it), and the sentence that says so."""

    code: str
    level: int
    must: bool
    evidence: str


@dataclass
class _Mention:
    """All that an ad says about one skill."""

    finding: Finding
    sentences: list[Sentence] = field(default_factory=list)
    in_title: bool = False

    @property
    def firm(self) -> list[Sentence]:
        """The sentences that demand it: no wish, no choice among several."""
        return [one for one in self.sentences if one.section == MUST and not one.wish and not one.choice]

    @property
    def score(self) -> float:
        """How much the ad makes of it: the title, the weightiest section, words of demand, and repetition."""
        weight = max((_WEIGHTS.get(one.section, 0) for one in self.sentences), default=0)
        emphasis = 2 * any(one.demand and not one.wish for one in self.sentences)
        emphasis += any(_DEEP.search(one.text) for one in self.sentences)
        return 8 * self.in_title + weight + emphasis + 3 * bool(self.firm) + min(len(self.sentences), 4) / 2


def asked_skills(text: str, title: str, found: list[Sentence], senior: bool) -> tuple[AdSkill, ...]:
    """Give the musts, then the nice ones, each by what the ad makes of them; `ad_reading.read_ad` says how."""
    mentions = sorted(_mentions(text, title, found), key=lambda one: (-one.score, one.finding.start))
    musts = [one for one in mentions if _is_must(one)][:MOST_MUSTS]
    if len(musts) < MUSTS_WISHED:
        named = sorted((one for one in mentions if one not in musts and _is_central(one)), key=_centrality)
        musts += named[: MUSTS_WISHED - len(musts)]
    nices = [one for one in mentions if one not in musts and not _said_already(one, musts)][:MOST_NICES]
    return tuple(
        AdSkill(one.finding.code, _level(one, must, senior), must, _evidence(one, title))
        for group, must in ((musts, True), (nices, False))
        for one in group
    )


def _mentions(text: str, title: str, found: list[Sentence]) -> list[_Mention]:
    """Gather what the ad says about each skill; what only the offer, the company or the fields name is left out."""
    mentions: dict[str, _Mention] = {}
    title_end = text.find(title) + len(title) if title else 0
    at = 0
    for finding in find_skills(text):
        if finding.certainty != "found":
            continue
        while at + 1 < len(found) and found[at + 1].start <= finding.start:
            at += 1
        sentence = found[at] if found and found[at].holds(finding.start) else None
        in_title = finding.end <= title_end
        if not in_title and (sentence is None or sentence.section in (OFFER, ABOUT, META)):
            continue
        mention = mentions.setdefault(finding.code, _Mention(finding))
        mention.in_title = mention.in_title or in_title
        if sentence and not in_title:
            mention.sentences.append(sentence)
    return list(mentions.values())


def _is_must(one: _Mention) -> bool:
    if one.sentences and all(sentence.wish for sentence in one.sentences):
        return False
    if one.finding.category in _BROAD:
        return any(sentence.demand for sentence in one.firm)
    return bool(one.firm) or (one.in_title and bool(one.sentences))


def _is_central(one: _Mention) -> bool:
    """Whether the title or the tags make it the ad's own technology, though no sentence demands it outright."""
    if one.finding.category in _BROAD or (one.sentences and all(sentence.wish for sentence in one.sentences)):
        return False
    return one.in_title or any(sentence.section in (TAGS, STACK, MUST) for sentence in one.sentences)


def _centrality(one: _Mention) -> tuple[bool, bool, int]:
    """Order what could stand in for a demand: the title first, nothing called a wish, languages before tools."""
    order = ("language", "framework", "platform", "database", "tool")
    category = one.finding.category
    return (
        not one.in_title,
        any(sentence.wish for sentence in one.sentences),
        order.index(category) if category in order else len(order),
    )


def _said_already(one: _Mention, musts: list[_Mention]) -> bool:
    """Whether a must implies it, so that asking for it as well would count the same thing twice."""
    return any(one.finding.code in implied(must.finding.code) for must in musts)


def depth_of(sentence: Sentence) -> int:
    """Return the level that one sentence asks for: by years, by words of depth, or "has used it"."""
    years = years_in(sentence.text) or 0
    if years >= 6:
        return 4
    if years >= 3 or _DEEP.search(sentence.text):
        return 3
    return 1 if _SLIGHT.search(sentence.text) else 2


def _level(one: _Mention, must: bool, senior: bool) -> int:
    said = [sentence for sentence in one.sentences if sentence.section in (MUST, NICE)]
    years = max((years_in(sentence.text) or 0 for sentence in said), default=0)
    if not must:
        return 2 if any(_DEEP.search(sentence.text) for sentence in said) and not any(s.wish for s in said) else 1
    if years >= 6:
        return 4
    if years >= 3 or any(_DEEP.search(sentence.text) for sentence in said) or (senior and one.in_title):
        return 3
    return 1 if said and all(_SLIGHT.search(sentence.text) for sentence in said) else 2


def _evidence(one: _Mention, title: str) -> str:
    best = max(one.sentences, key=lambda sentence: _WEIGHTS.get(sentence.section, 0), default=None)
    return " ".join((best.text if best else title).split())[:300]
