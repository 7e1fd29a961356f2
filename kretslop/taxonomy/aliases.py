"""How an alias is written in the vocabulary, and what that says about where it may be found.

`kubernetes` in any case · `=Spring` in these capitals, otherwise only beside another technology · `!Go` in these
capitals and only in technical company · `~Aurora(MySQL,PostgreSQL)` only near one of these skills (their names) ·
`?cloud` a suggestion, never a finding · `-Scheme` the name itself is not looked for.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

# "node.js" is two words, "C++", "C#" and ".NET" are one each; ". NET" is how some ads come out of their pages.
WORD = re.compile(
    r"[^\W_]+(?:\+\+|\#(?!\w))?"
    r"|(?<!\w)\.(?:[Nn][Ee][Tt]\b|\s(?:NET\b|[Nn]et(?=[-\s]?[Cc]ore|[-\s]?[Ff]ramework|\s?/)))|\*nix\b"
)
ANY, CAPITALS, COMPANY, NEAR, SUGGEST, HIDDEN = "", "=", "!", "~", "?", "-"
RULES = (CAPITALS, COMPANY, NEAR, SUGGEST, HIDDEN)


@dataclass(frozen=True)
class Alias:
    """One spelling of one skill: its words in lower case, what stands between them, and the rule it goes by."""

    code: str
    text: str
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    rule: str
    partners: frozenset[str]


def word_set(text: str) -> frozenset[str]:
    """Give the words of a text that lists them with spaces between."""
    return frozenset(text.split())


def spelling(written: str) -> str:
    """Give the bare spelling of an alias as the files write it."""
    bare = written[1:] if written[:1] in RULES else written
    return bare.partition("(")[0].strip() if written.startswith(NEAR) else bare.strip()


def read_alias(code: str, written: str, codes_by_name: dict[str, str]) -> Alias | None:
    """Read one alias; None for a hidden name. Raises KeyError for a partner that is no skill's name."""
    rule = written[0] if written[:1] in RULES else ANY
    if rule == HIDDEN:
        return None
    text = spelling(written)
    partners = written.partition("(")[2].rstrip(")").split(",") if rule == NEAR else []
    found = list(WORD.finditer(text))
    gaps = tuple(text[left.end() : right.start()].replace(" ", "") for left, right in pairwise(found))
    return Alias(
        code=code,
        text=text,
        words=tuple(match.group().lower().replace(" ", "") for match in found),
        gaps=gaps,
        rule=rule,
        partners=frozenset(codes_by_name[name.strip()] for name in partners),
    )
