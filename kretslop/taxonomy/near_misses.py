"""Names written with one letter wrong, as suggestions: "Postgress", "Kubernetis"."""

from difflib import get_close_matches
from functools import lru_cache

from kretslop.taxonomy.aliases import ANY, Alias
from kretslop.taxonomy.spellings import aliases
from kretslop.taxonomy.vocabulary import skill_by_name, skills

SHORTEST = 7  # below this, one letter away is too often another word

ORDINARY = frozenset(("informatics", "mathematics"))
"""Words of their own that are one letter away from a name."""


@lru_cache(maxsize=8192)
def closest(word: str) -> Alias | None:
    """Give the alias that this word in lower case misses by one letter, its first letter being right."""
    if len(word) < SHORTEST or not word.isalpha():
        return None
    names, shortened = _index()
    if word in names or word in ORDINARY:
        return None
    shorter = _one_less(word)
    for candidate in (shortened.get(word), *(names.get(one) or shortened.get(one) for one in shorter)):
        if candidate and candidate.words[0][0] == word[0] and abs(len(candidate.words[0]) - len(word)) <= 1:
            return candidate
    return None


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, Alias], dict[str, Alias]]:
    names = {
        found[0].words[0]: found[0]
        for found in (tuple(alias for alias in group if len(alias.words) == 1) for group in aliases().values())
        if found and found[0].rule == ANY and len(found[0].words[0]) >= SHORTEST and found[0].text[:1].isupper()
    }
    return names, {shorter: alias for name, alias in names.items() for shorter in _one_less(name)}


def _one_less(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(1, len(word))]


def names_like(text: str, most: int = 3) -> list[str]:
    """Give the names of skills that `text` may have meant, the likeliest first; none when nothing is near."""
    typed = " ".join(text.casefold().split())
    if not typed:
        return []
    names = {entry.name.casefold(): entry.name for entry in skills().values()}
    near = get_close_matches(typed, names, n=most, cutoff=0.72)
    inside = sorted((name for name in names if len(typed) > 2 and name.startswith(typed)), key=len)
    words = [found.name for word in typed.split() if len(typed.split()) > 1 and (found := skill_by_name(word))]
    return list(dict.fromkeys([*(names[name] for name in [*near, *inside]), *words]))[:most]
