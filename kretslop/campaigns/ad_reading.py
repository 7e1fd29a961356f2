"""From the text of a job ad to a draft of a wanted profile, which a person checks; nothing is invented."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kretslop.campaigns import ad_facts
from kretslop.campaigns.ad_facts import Warned
from kretslop.campaigns.ad_sections import ABOUT, INTRO, META, MUST, NICE, OFFER, STACK, TAGS, TASKS, Sentence, sentences
from kretslop.taxonomy.finding import Finding, find_languages, find_occupation, find_skills
from kretslop.taxonomy.vocabulary import implied

LONGEST = 40_000  # characters
MOST_MUSTS, MOST_NICES, MUSTS_WISHED = 6, 10, 2
TITLE_LENGTH = 120

_WEIGHTS = {MUST: 5, TAGS: 4, STACK: 3, TASKS: 2, INTRO: 2, NICE: 1}
_DEEP = re.compile(
    r"\b(?:expert\w*|deep|extensive|strong|substantial|outstanding|advanced|very good|excellent|in-depth|proven|"
    r"great expertise|solid|svært god\w*|inngående|bred|omfattende|dyp|djup|gedigen)\b",
    re.IGNORECASE,
)
_SLIGHT = re.compile(
    r"\b(?:basic|basics|some|familiar\w*|a little|first contact|interest in|exposure|kjennskap|noe|litt|grunnleggende|"
    r"interesse for|viss kännedom|awareness)\b",
    re.IGNORECASE,
)
_MARKERS = re.compile(r"\(\s*(?:[mfwdxh]\s*/\s*){1,3}[mfwdxh]\s*\)|<[A-Z]+>|\(\s*(?:full|part)-?\s?time\s*\)", re.IGNORECASE)
_BROAD = frozenset(("method", "standard"))


class AdUnreadable(ValueError):
    """No draft can be made: `code` is empty, too_long or not_an_ad."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class AdSkill:
    """A skill that the ad asks for at a level (1 has used it … 4 leads with it), and the sentence that says so."""

    code: str
    level: int
    must: bool
    evidence: str


@dataclass(frozen=True)
class AdLanguage:
    """A spoken language; `cefr` is 1 (A1) to 6 (C2), None where the ad states no level."""

    code: str
    cefr: int | None
    must: bool
    evidence: str


@dataclass(frozen=True)
class AdDraft:
    """
    What an ad says about the wanted profile; None and empty mean that it does not say.

    occupation: code in the taxonomy · seniority: the lowest of `seniorities` · education: level as in
    `matching.facts` · remote: onsite, hybrid or remote · clearance: the words that demand one · language_of_ad: ISO 639,
    "und" when unclear · warnings: codes with the words they are about.
    """

    title: str
    occupation: str | None
    skills: tuple[AdSkill, ...]
    years_min: int | None
    seniority: str | None
    seniorities: tuple[str, ...]
    languages: tuple[AdLanguage, ...]
    education: int | None
    remote: str | None
    posts: int | None
    clearance: str | None
    language_of_ad: str
    warnings: tuple[Warned, ...]

    @property
    def musts(self) -> tuple[AdSkill, ...]:
        """The skills that the ad demands."""
        return tuple(skill for skill in self.skills if skill.must)

    @property
    def nices(self) -> tuple[AdSkill, ...]:
        """The skills that the ad would like."""
        return tuple(skill for skill in self.skills if not skill.must)


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


def read_ad(text: str) -> AdDraft:
    """
    Read a draft of a wanted profile from the text of an ad. Raises AdUnreadable for empty text and above 40 000 characters.

    Skills: a must is what the title names or a list of requirements demands outright; what is only one of several
    ("Docker or Podman", "such as"), called a wish, or named elsewhere (tasks, stack, tags) is nice to have; what stands only
    among benefits or about the company is left out. At most 6 musts and 10 nice ones, those that the ad makes most of:
    title, section, words of demand, repetition, order. Methods and standards are musts only when words of demand say so. An
    ad that demands nothing outright gets up to two musts from its title and tags.

    Levels: 4 and 3 by years stated in the same sentence (6 and 3) or strong words (3), 1 for slight words and wishes, else
    2. An ad in a language that is not read gets its technology names only, none as a must.
    """
    if not text.strip():
        raise AdUnreadable("empty")
    if len(text) > LONGEST:
        raise AdUnreadable("too_long")
    found = sentences(text)
    language = ad_facts.language_of(text)
    title = _title(text)
    stated = _fields(text)
    warnings = ad_facts.protected(found)
    occupation = find_occupation(f"{title}\n{stated.get('role', '')}\n{text}" if stated.get("role") else text)
    if language not in ad_facts.READ:
        return _unread(text, title, occupation.code if occupation else None, language, warnings)
    education, softened = ad_facts.education(found)
    levels = ad_facts.seniorities(title, stated.get("experience level", ""))
    clearance = next((one.text.strip() for one in found if ad_facts.CLEARANCE.search(one.text)), None)
    skills = _skills(text, title, found, "senior" in levels)
    warnings += softened
    warnings += [Warned("clearance", clearance)] if clearance else []
    warnings += [] if occupation else [Warned("occupation_unknown", title)]
    warnings += [] if skills else [Warned("no_skills")]
    return AdDraft(
        title=title,
        occupation=occupation.code if occupation else None,
        skills=skills,
        years_min=ad_facts.years_min(found),
        seniority=levels[0] if levels else None,
        seniorities=levels,
        languages=_languages(found),
        education=education,
        remote=ad_facts.remote(found, stated.get("location options", "")),
        posts=ad_facts.posts(text),
        clearance=clearance,
        language_of_ad=language,
        warnings=tuple(warnings),
    )


def read_nav_ad(json_text: str) -> AdDraft:
    """
    Read a draft from one ad as the Norwegian public job feed delivers it: JSON with JSON strings inside.

    Raises AdUnreadable: not_an_ad when it is no such JSON or holds no words, too_long as `read_ad`. Contact persons are
    not read.
    """
    if len(json_text) > 10 * LONGEST:
        raise AdUnreadable("too_long")
    ad = _unfolded(json_text)
    if not isinstance(ad, Mapping):
        raise AdUnreadable("not_an_ad")
    inner = next((ad[key] for key in ("ad_content", "json", "content") if isinstance(ad.get(key), Mapping)), ad)
    own = inner.get("properties") if isinstance(inner.get("properties"), Mapping) else {}
    title = _plain(own.get("jobtitle") or inner.get("jobtitle") or inner.get("title") or "")
    body = _plain(own.get("adtext") or inner.get("description") or inner.get("adtext") or "")
    if not title and not body:
        raise AdUnreadable("not_an_ad")
    draft = read_ad(f"{title}\n\n{body}")
    count = str(own.get("positioncount") or inner.get("positionCount") or inner.get("positioncount") or "")
    language = draft.language_of_ad
    return replace(
        draft,
        title=title[:TITLE_LENGTH] or draft.title,
        posts=int(count) if count.isdigit() and int(count) > 0 else draft.posts,
        language_of_ad=language,
    )


def _skills(text: str, title: str, found: list[Sentence], senior: bool) -> tuple[AdSkill, ...]:
    mentions = sorted(_mentions(text, title, found), key=lambda one: (-one.score, one.finding.start))
    musts = [one for one in mentions if _is_must(one)][:MOST_MUSTS]
    if len(musts) < MUSTS_WISHED:
        named = [one for one in mentions if one not in musts and _is_central(one)]
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
        sentence = found[at] if found and found[at].start <= finding.start < found[at].start + len(found[at].text) else None
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


def _said_already(one: _Mention, musts: list[_Mention]) -> bool:
    """Whether a must implies it, so that asking for it as well would count the same thing twice."""
    return any(one.finding.code in implied(must.finding.code) for must in musts)


def _level(one: _Mention, must: bool, senior: bool) -> int:
    said = [sentence for sentence in one.sentences if sentence.section in (MUST, NICE)]
    years = max((ad_facts.years_in(sentence.text) or 0 for sentence in said), default=0)
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


def _languages(found: list[Sentence]) -> tuple[AdLanguage, ...]:
    asked: dict[str, AdLanguage] = {}
    for sentence in found:
        if sentence.section in (OFFER, ABOUT, META):
            continue
        for one in find_languages(sentence.text):
            around = one.evidence
            wish = sentence.section == NICE or ad_facts_wish(around)
            must = not wish and (sentence.section == MUST or Sentence(around, 0, INTRO).demand or one.cefr is not None)
            known = asked.get(one.code)
            levels = [level for level in (one.cefr, known.cefr if known else None) if level]
            asked[one.code] = AdLanguage(
                one.code, max(levels, default=None), must or bool(known and known.must), known.evidence if known else around
            )
    return tuple(asked.values())


def ad_facts_wish(words: str) -> bool:
    """Whether these words by themselves are a wish."""
    return Sentence(words, 0, INTRO).wish


def _unread(text: str, title: str, occupation: str | None, language: str, warnings: list[Warned]) -> AdDraft:
    """Give what can be recognised in any language: names of technologies, none of them as a demand."""
    named = {one.code: one for one in reversed(find_skills(text)) if one.certainty == "found"}
    skills = sorted(named.values(), key=lambda one: one.start)[:MOST_NICES]
    return AdDraft(
        title=title,
        occupation=occupation,
        skills=tuple(AdSkill(one.code, 1, False, one.evidence) for one in skills),
        years_min=None,
        seniority=None,
        seniorities=(),
        languages=(),
        education=None,
        remote=None,
        posts=None,
        clearance=None,
        language_of_ad=language,
        warnings=(Warned("language_not_read", language), *warnings),
    )


def _title(text: str) -> str:
    """Give the first line if it is a title: short, and no sentence."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    bare = " ".join(_MARKERS.sub(" ", first).split()).strip(" -–|,")
    if len(bare) > TITLE_LENGTH or len(bare.split()) > 16 or first.endswith((".", "!", "?")):
        return ""
    return bare


def _fields(text: str) -> dict[str, str]:
    """Give "Label: value" and "Label:" with its value on the next line, labels in lower case."""
    lines = [line.strip() for line in text.splitlines()]
    stated: dict[str, str] = {}
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        label, colon, value = line.partition(":")
        if colon and 0 < len(label) <= 30:
            stated.setdefault(label.strip().lower(), value.strip() or ("" if following.endswith(":") else following))
    return stated


def _unfolded(value: Any) -> Any:
    """Read JSON and the JSON objects that stand inside it as strings."""
    if isinstance(value, str) and value.lstrip()[:1] == "{":
        try:
            return _unfolded(json.loads(value))
        except (ValueError, RecursionError):
            return value
    if isinstance(value, dict):
        return {key: _unfolded(inner) if isinstance(inner, str) else inner for key, inner in value.items()}
    return value


def _plain(value: object) -> str:
    """Give text without tags; blocks and items become lines."""
    text = re.sub(r"(?i)<\s*(?:br|/p|/li|/h\d|/div|/tr)[^>]*>", "\n", str(value))
    text = re.sub(r"(?i)<\s*li[^>]*>", "\n• ", text)
    return html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ").strip()
