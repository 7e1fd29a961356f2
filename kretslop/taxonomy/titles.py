"""Finding the occupation that a title or an ad is about."""

import re
from collections import defaultdict
from functools import lru_cache

from kretslop.taxonomy.aliases import word_set
from kretslop.taxonomy.vocabulary import Occupation, occupation, occupations

_WORD = re.compile(r"[^\W_]+(?:\+\+|\#)?")
_TITLE_LINES = 6
_FILLERS = word_set(
    "senior junior sr jr lead principal staff medior mid level experienced erfaren dyktig dyktige en ny nye vår våre "
    "head chief søker vi m f d w x"
)


def find_occupation(text: str) -> Occupation | None:
    """Give the occupation that a text is about: the one its first lines name, else the one it names most often.

    Longer titles win over shorter ones, earlier lines over later ones; None where no title is known.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    for line in lines[:_TITLE_LINES]:
        found = titles_in(line[:200])
        if found:
            return occupation(max(found, key=lambda hit: (hit[1], -hit[2]))[0])
    counted: defaultdict[str, int] = defaultdict(int)
    for code, words, _ in titles_in(text[:20_000]):
        counted[code] += words
    return occupation(max(counted, key=lambda code: (counted[code], code))) if counted else None


def titles_in(text: str) -> list[tuple[str, int, int]]:
    """Give (occupation code, words in the title, place) for each title, with and without words such as "senior"."""
    words = [match.group().lower() for match in _WORD.finditer(text)]
    bare = [word for word in words if word not in _FILLERS]
    return _known_in(words) + (_known_in(bare) if len(bare) < len(words) else [])


def _known_in(words: list[str]) -> list[tuple[str, int, int]]:
    known, longest = _titles()
    found = []
    place = 0
    while place < len(words):
        for size in range(min(longest, len(words) - place), 0, -1):
            code = known.get(" ".join(_singular(word) for word in words[place : place + size]))
            if code:
                found.append((code, size, place))
                place += size - 1
                break
        place += 1
    return found


@lru_cache(maxsize=1)
def _titles() -> tuple[dict[str, str], int]:
    known: dict[str, str] = {}
    for entry in occupations().values():
        for title in (entry.name, *entry.name_nb.split(" | "), *entry.name_sv.split(" | "), *entry.aliases):
            words = [_singular(word) for word in (match.group().lower() for match in _WORD.finditer(title))]
            if words:
                known.setdefault(" ".join(words), entry.code)
    return known, max((title.count(" ") + 1 for title in known), default=1)


def _singular(word: str) -> str:
    """Fold plural and definite endings of titles: engineers, utviklere, utvikleren, arkitekter, utvecklaren."""
    for ending in ("erne", "ere", "eren", "ers", "aren", "arna"):
        if word.endswith(ending) and len(word) > len(ending) + 4:
            return word[: -len(ending)] + {"aren": "are", "arna": "are"}.get(ending, "er")
    if word.endswith(("ts", "ns", "sts")) and len(word) > 6:
        return word[:-1]
    if word.endswith(("kter", "enter", "ster")) and len(word) > 7 and not word.endswith("tester"):
        return word[:-2]
    return word
