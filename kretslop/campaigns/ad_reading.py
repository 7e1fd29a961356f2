"""From the text of a job ad to a draft of a wanted profile, which a person checks; nothing is invented."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kretslop.campaigns import ad_facts
from kretslop.campaigns.ad_facts import Warned
from kretslop.campaigns.ad_kinds import AdChoice, AdCulture, AdIndustry, choices, culture, industries
from kretslop.campaigns.ad_protected import protected
from kretslop.campaigns.ad_sections import ABOUT, INTRO, META, MUST, NICE, OFFER, Sentence, sentences
from kretslop.campaigns.ad_skills import MOST_NICES, AdSkill, asked_skills
from kretslop.taxonomy.finding import find_languages, find_occupation, find_skills

LONGEST = 40_000  # characters
TITLE_LENGTH = 120

_MARKERS = re.compile(
    r"\(\s*(?:[mfwdxh]\s*/\s*){1,3}[mfwdxh]\s*\)|<[A-Z]+>|\(\s*(?:full|part)-?\s?time\s*\)", re.IGNORECASE
)


class AdUnreadable(ValueError):
    """No draft can be made: `code` is empty, too_long or not_an_ad."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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

    occupation: code in the taxonomy · seniority: the lowest of `seniorities` · education: level as in `matching.facts`
    · remote: onsite, hybrid or remote · clearance: the words that demand one · language_of_ad: ISO 639, "und" when
    unclear · warnings: codes with the words they are about · choices: closed lists of skills of which one is enough ·
    industries: where experience is asked from · culture: what the employer says it is.
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
    choices: tuple[AdChoice, ...] = ()
    industries: tuple[AdIndustry, ...] = ()
    culture: AdCulture | None = None
    seniority_words: str = ""

    @property
    def musts(self) -> tuple[AdSkill, ...]:
        """The skills that the ad demands."""
        return tuple(skill for skill in self.skills if skill.must)

    @property
    def nices(self) -> tuple[AdSkill, ...]:
        """The skills that the ad would like."""
        return tuple(skill for skill in self.skills if not skill.must)


def read_ad(text: str) -> AdDraft:
    """
    Read a draft of a wanted profile from the text of an ad.

    Raises AdUnreadable: empty, or too_long above 40 000 characters.

    Skills: a must is what the title names or a list of requirements demands outright. What is only one of several
    ("Docker or Podman", "such as"), called a wish, or named elsewhere (tasks, stack, tags) is nice to have; what stands
    only among benefits or about the company is left out. Skills of a closed list of which one is enough stand in
    `choices` instead. At most 6 musts and 10 nice ones, those that the ad makes most
    of: title, section, words of demand, repetition, order. Methods and standards are musts only when words of demand
    say so. An ad that demands nothing outright gets up to two musts from its title and tags.

    Levels: 4 and 3 by years stated in the same sentence (6 and 3) or strong words (3), 1 for slight words and wishes,
    else 2. An ad in a language that is not read gets its technology names only, none as a must.
    """
    if not text.strip():
        raise AdUnreadable("empty")
    if len(text) > LONGEST:
        raise AdUnreadable("too_long")
    found = sentences(text)
    language = ad_facts.language_of(text)
    title = _title(text)
    stated = _fields(text)
    warnings = protected(found)
    occupation = find_occupation(f"{title}\n{stated.get('role', '')}\n{text}" if stated.get("role") else text)
    if language == "und" and ad_facts.too_short_to_tell(text):
        warnings.append(Warned("language_unclear"))
    elif language not in ad_facts.READ:
        return _unread(text, title, occupation.code if occupation else None, language, warnings)
    education, softened = ad_facts.education(found)
    levels = ad_facts.seniorities(title, stated.get("experience level", ""))
    clearance = next((one.text.strip() for one in found if ad_facts.CLEARANCE.search(one.text)), None)
    skills = asked_skills(text, title, found, "senior" in levels)
    of_several = choices(found, title, [skill for skill in skills if skill.must])
    listed = {code for choice in of_several for code in choice.codes}
    warnings += softened
    warnings += [Warned("clearance", clearance)] if clearance else []
    warnings += [] if occupation else [Warned("occupation_unknown", title)]
    if not (any(skill.must for skill in skills) or any(choice.must for choice in of_several)):
        warnings.append(Warned("no_demands" if skills else "no_skills"))
    return AdDraft(
        title=title,
        occupation=occupation.code if occupation else None,
        skills=tuple(skill for skill in skills if skill.code not in listed),
        choices=of_several,
        industries=industries(found),
        culture=culture(found),
        years_min=ad_facts.years_min(found),
        seniority=levels[0] if levels else None,
        seniorities=levels,
        seniority_words=title if ad_facts.seniorities(title, "") else stated.get("experience level", ""),
        languages=_languages(found),
        education=education,
        remote=ad_facts.remote(found, stated.get("location options", "")),
        posts=ad_facts.posts(text, language),
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
    properties = inner.get("properties")
    own: Mapping[str, Any] = properties if isinstance(properties, Mapping) else {}
    title = _plain(own.get("jobtitle") or inner.get("jobtitle") or inner.get("title") or "")
    body = _plain(own.get("adtext") or inner.get("description") or inner.get("adtext") or "")
    if not title and not body:
        raise AdUnreadable("not_an_ad")
    draft = read_ad(f"{title}\n\n{body}")
    count = str(own.get("positioncount") or inner.get("positionCount") or inner.get("positioncount") or "")
    return replace(
        draft,
        title=title[:TITLE_LENGTH] or draft.title,
        posts=int(count) if count.isdigit() and int(count) > 0 else draft.posts,
        remote=ad_facts.remote([], str(own.get("remote") or "")) or draft.remote,
    )


def _languages(found: list[Sentence]) -> tuple[AdLanguage, ...]:
    asked: dict[str, AdLanguage] = {}
    for sentence in found:
        if sentence.section in (OFFER, ABOUT, META):
            continue
        for one in find_languages(sentence.text):
            around = one.evidence
            own = Sentence(around, 0, INTRO)
            wish = own.wish or (sentence.section == NICE and not own.demand)
            must = not wish and (sentence.section == MUST or own.demand or one.cefr is not None)
            known = asked.get(one.code)
            levels = [level for level in (one.cefr, known.cefr if known else None) if level]
            demanded = must or bool(known and known.must)
            words = known.evidence if known else around
            asked[one.code] = AdLanguage(one.code, max(levels, default=None), demanded, words)
    return tuple(asked.values())


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
    bare = re.sub(r"\s[-–]\s(?:full|part)[- ]time job.*", "", " ".join(_MARKERS.sub(" ", first).split())).strip(" -–|,")
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
