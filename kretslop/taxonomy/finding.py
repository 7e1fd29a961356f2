"""Finding skills, occupations and spoken languages in text."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kretslop.taxonomy.aliases import ANY, CAPITALS, COMPANY, NEAR, SUGGEST, WORD, Alias, read_alias, spelling
from kretslop.taxonomy.company import Text
from kretslop.taxonomy.languages import find_languages
from kretslop.taxonomy.titles import find_occupation
from kretslop.taxonomy.vocabulary import skill, skills

__all__ = ["Finding", "find_languages", "find_occupation", "find_skills"]

PLAIN_GAPS = frozenset(("", " ", "-", ".", "_", "–", "\u00a0", "-\n"))
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:com|org|no|se|dev|io)/\S+")
NEAR_CHARACTERS = 150
WRAPPED_LINE = 50


@dataclass(frozen=True)
class Finding:
    """A skill found in a text: `text[start:end]` is the evidence; a suggestion is for a person to confirm."""

    code: str
    name: str
    category: str
    evidence: str
    start: int
    end: int
    certainty: Literal["found", "suggested"]


@dataclass(frozen=True)
class _Hit:
    alias: Alias
    first: int
    last: int
    exact: bool


def find_skills(text: str) -> list[Finding]:
    """Give the skills that a text names, in the order of the text, one for each place.

    Whole words only; the longest spelling wins. Risky names ("Go", "Spring", "R") count only where their neighbours
    are technical; addresses of pages and mail are passed over. Never raises for any text.
    """
    words = _words(text)
    lowered = [word.group().lower().replace(" ", "") for word in words]
    page = Text(text, words, lowered)
    taken: list[_Hit] = []
    waiting: list[_Hit] = []
    suggested: list[_Hit] = []
    _collect(page, taken, waiting, suggested)
    _resolve(page, taken, waiting, suggested)
    found = [_finding(page, hit, "found") for hit in taken]
    codes = {finding.code for finding in found}
    found += [_finding(page, hit, "suggested") for hit in suggested if hit.alias.code not in codes]
    return sorted(found, key=lambda finding: (finding.start, -finding.end))


def _words(text: str) -> list[re.Match[str]]:
    words = list(WORD.finditer(text))
    if "@" not in text and "/" not in text and "www." not in text:
        return words
    addresses = [match.span() for match in ADDRESS.finditer(text)]
    if not addresses:
        return words
    return [word for word in words if not any(start <= word.start() < end for start, end in addresses)]


def _collect(page: Text, taken: list[_Hit], waiting: list[_Hit], suggested: list[_Hit]) -> None:
    """Take what is certain by itself; keep what needs company for later."""
    spellings = aliases()
    place, size = 0, len(page.words)
    while place < size:
        step = 1
        for alias in spellings.get(page.lowered[place], ()):
            last = place + len(alias.words) - 1
            if last >= size or not _stands_here(page, alias, place):
                continue
            exact = _spelt_exactly(page, alias, place, last)
            hit = _Hit(alias, place, last, exact)
            if alias.rule == SUGGEST:
                suggested.append(hit)
            elif page.blocked(place, last):
                continue
            elif alias.rule == ANY or (alias.rule == CAPITALS and exact):
                taken.append(hit)
                page.known[place : last + 1] = b"\1" * (last - place + 1)
                step = last - place + 1
                break
            else:
                waiting.append(hit)
        place += step


def _resolve(page: Text, taken: list[_Hit], waiting: list[_Hit], suggested: list[_Hit]) -> None:
    """Take what has company, until a round brings nothing new: one name in a list vouches for the next."""
    while waiting:
        left = []
        for hit in waiting:
            if any(page.known[hit.first : hit.last + 1]):
                continue
            if _has_company(page, hit, taken):
                taken.append(hit)
                page.known[hit.first : hit.last + 1] = b"\1" * (hit.last - hit.first + 1)
            else:
                left.append(hit)
        if len(left) == len(waiting):
            break
        waiting = left
    suggested.extend(hit for hit in waiting if hit.alias.rule == COMPANY and hit.exact and _inside_sentence(page, hit))


def _has_company(page: Text, hit: _Hit, taken: list[_Hit]) -> bool:
    if hit.alias.rule == NEAR:
        here = page.words[hit.first].start()
        return (hit.exact or hit.alias.text.islower()) and any(
            other.alias.code in hit.alias.partners and abs(page.words[other.first].start() - here) <= NEAR_CHARACTERS
            for other in taken
        )
    if hit.alias.rule == COMPANY:
        if hit.exact:
            return page.in_company(hit.first, hit.last)
        return page.beside(hit.first, hit.last) and page.in_list_line(hit.first, hit.last)
    return page.beside(hit.first, hit.last)


def _inside_sentence(page: Text, hit: _Hit) -> bool:
    """Whether the capital letter is a choice, and not the start of a sentence."""
    return len(hit.alias.words[0]) > 1 and page.before(hit.first).isalpha() and not hit.alias.text.islower()


def _stands_here(page: Text, alias: Alias, place: int) -> bool:
    for step, word in enumerate(alias.words):
        if page.lowered[place + step] != word:
            return False
    for step, own in enumerate(alias.gaps):
        left, right = page.words[place + step], page.words[place + step + 1]
        gap = page.text[left.end() : right.start()]
        if gap in PLAIN_GAPS or (own and gap.replace(" ", "") == own):
            continue
        if not (gap.strip(" ") == "\n" and left.end() - page.text.rfind("\n", 0, left.end()) > WRAPPED_LINE):
            return False
    return True


def _spelt_exactly(page: Text, alias: Alias, first: int, last: int) -> bool:
    written = page.text[page.words[first].start() : page.words[last].end()]
    return written == alias.text


def _finding(page: Text, hit: _Hit, certainty: Literal["found", "suggested"]) -> Finding:
    start, end = page.words[hit.first].start(), page.words[hit.last].end()
    entry = skill(hit.alias.code)
    return Finding(entry.code, entry.name, entry.category, page.text[start:end], start, end, certainty)


@lru_cache(maxsize=1)
def aliases() -> dict[str, tuple[Alias, ...]]:
    """Give every spelling by its first word, the longest first."""
    by_name = {entry.name: entry.code for entry in skills().values()}
    by_word: defaultdict[str, list[Alias]] = defaultdict(list)
    for entry in skills().values():
        written = list(entry.aliases)
        if entry.name not in {spelling(alias) for alias in written}:
            written.append(entry.name)
        for one in written:
            alias = read_alias(entry.code, one, by_name)
            if alias:
                by_word[alias.words[0]].append(alias)
    return {word: tuple(sorted(found, key=lambda alias: -len(alias.words))) for word, found in by_word.items()}
