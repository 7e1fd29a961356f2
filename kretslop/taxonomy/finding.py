"""Finding skills, occupations and spoken languages in text."""

import re
from typing import Literal, NamedTuple

from kretslop.taxonomy.aliases import ANY, CAPITALS, COMPANY, NEAR, SUGGEST, WORD, Alias
from kretslop.taxonomy.company import Text
from kretslop.taxonomy.languages import find_languages
from kretslop.taxonomy.near_misses import SHORTEST, closest
from kretslop.taxonomy.spellings import by_two_words
from kretslop.taxonomy.titles import find_occupation
from kretslop.taxonomy.vocabulary import skill

__all__ = ["Finding", "find_languages", "find_occupation", "find_skills"]

PLAIN_GAPS = frozenset(("", " ", "-", ".", "_", "–", "\u00a0", "-\n"))
ADDRESS = re.compile(r"://|@|www\.|\.(?:com|org|no|se|dev)/")
NEAR_CHARACTERS = 150
WRAPPED_LINE = 50
ROUNDS = 8


class Finding(NamedTuple):
    """A skill found in a text: `text[start:end]` is the evidence; a suggestion is for a person to confirm."""

    code: str
    name: str
    category: str
    evidence: str
    start: int
    end: int
    certainty: Literal["found", "suggested"]


class _Hit(NamedTuple):
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
    written = [word.group() for word in words]
    page = Text(text, words, "\0".join(written).lower().replace(" ", "").split("\0"))
    taken: list[_Hit] = []
    waiting: list[_Hit] = []
    suggested: list[_Hit] = []
    _collect(page, taken, waiting, suggested)
    _resolve(page, taken, waiting, suggested)
    suggested += _misspelt(page, written)
    found = [_finding(page, hit, "found") for hit in taken]
    codes = {finding.code for finding in found}
    found += [_finding(page, hit, "suggested") for hit in suggested if hit.alias.code not in codes]
    return sorted(found, key=lambda finding: (finding.start, -finding.end))


def _words(text: str) -> list[re.Match[str]]:
    words = list(WORD.finditer(text))
    addresses = [_stretch(text, match.start(), match.end()) for match in ADDRESS.finditer(text)]
    if not addresses:
        return words
    kept, at = [], 0
    for word in words:
        while at < len(addresses) and addresses[at][1] <= word.start():
            at += 1
        if at == len(addresses) or word.start() < addresses[at][0]:
            kept.append(word)
    return kept


def _stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the whole of an address: up to the white space on both sides."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _collect(page: Text, taken: list[_Hit], waiting: list[_Hit], suggested: list[_Hit]) -> None:
    """Take what is certain by itself; keep what needs company for later."""
    spellings, lowered, size = by_two_words(), page.lowered, len(page.words)
    free_from = 0
    for place, word, following in zip(range(size), lowered, [*lowered[1:size], ""], strict=False):
        if word not in spellings or place < free_from:
            continue
        here = spellings[word]
        for alias in here.get(following) or here[""]:
            last = place + len(alias.words) - 1
            if last >= size or lowered[last] != alias.words[-1] or not _stands_here(page, alias, place):
                continue
            exact = _spelt_exactly(page, alias, place, last)
            hit = _Hit(alias, place, last, exact)
            if alias.rule == SUGGEST:
                suggested.append(hit)
            elif page.blocked(place, last):
                continue
            elif alias.rule == ANY or (alias.rule == CAPITALS and exact and not page.merely_opens(place, last)):
                taken.append(hit)
                page.known[place : last + 1] = b"\1" * (last - place + 1)
                free_from = last + 1
                break
            else:
                waiting.append(hit)


def _resolve(page: Text, taken: list[_Hit], waiting: list[_Hit], suggested: list[_Hit]) -> None:
    """Take what has company, until a round brings nothing new: one name in a list vouches for the next."""
    for _ in range(ROUNDS):
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
    if hit.exact:
        return page.in_company(hit.first, hit.last)
    written = page.words[hit.first].group()
    return (written.islower() or written.isupper() or not hit.alias.text.isupper()) and page.beside(hit.first, hit.last)


def _misspelt(page: Text, written: list[str]) -> list[_Hit]:
    """Give what looks like a name with one letter wrong: a capital inside a sentence, and not a known word."""
    likely = [place for place, word in enumerate(written) if len(word) >= SHORTEST and word[0].isupper()]
    hits = []
    for place in likely:
        alias = None if page.known[place] else closest(page.lowered[place])
        if alias and page.before(place):
            hits.append(_Hit(alias, place, place, exact=False))
    return hits


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
