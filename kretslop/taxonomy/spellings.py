"""Every spelling of every skill, by its first word: what the finder looks up and near misses are held against."""

from collections import defaultdict
from functools import lru_cache

from kretslop.taxonomy.aliases import Alias, read_alias, spelling
from kretslop.taxonomy.vocabulary import skills


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


@lru_cache(maxsize=1)
def by_two_words() -> dict[str, dict[str, tuple[Alias, ...]]]:
    """Give the same spellings by first and second word, the longest first; "" holds those of one word alone.

    What may stand at a place is found by its two words, however many spellings begin with "use" or "manage".
    """
    found = {}
    for word, group in aliases().items():
        seconds = {alias.words[1] for alias in group if len(alias.words) > 1}
        found[word] = {
            second: tuple(alias for alias in group if alias.words[1:2] in ((), (second,))) for second in ("", *seconds)
        }
    return found
