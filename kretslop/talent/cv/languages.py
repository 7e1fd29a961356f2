"""Languages that a person speaks, with the level on the CEFR scale when the CV states it."""

import re
from functools import cache

from .lines import Line
from .reading import Found

_CEFR = re.compile(r"(?<![\w+#/])([ABC][12])(?:\s?[+-])?(?![\w#])")
_LEVEL = re.compile(
    r"(?i)\b(native(?: or bilingual)?(?: speaker| proficiency| language)*|mother tongue|bilingual|"
    r"fluent(?:ly)?|full professional"
    r"(?: proficiency)?|professional working(?: proficiency)?|limited working(?: proficiency)?|"
    r"elementary(?: proficiency)?|advanced"
    r"|upper[ -]intermediate|intermediate|basic(?: knowledge)?|beginner|conversational|good|very good|"
    r"excellent|proficient"
    r"|working knowledge|working proficiency|professional(?: proficiency)?"
    r"|morsmål|flytende|godt|svært god[t]?|meget god[t]?|god[t]?|grunnleggende|middels|nybegynner|avansert"
    r"|arbeidsspråk|arbetsspråk|litt|noe|lite grann"
    r"|modersmål|flytande|goda kunskaper|grundläggande|mycket god[at]?|nybörjare)\b"
)
_FURTHER = {
    "mandarin": "Mandarin",
    "cantonese": "Cantonese",
    "farsi": "Farsi",
    "bokmål": "Norwegian Bokmål",
    "nynorsk": "Norwegian Nynorsk",
    "flemish": "Flemish",
    "castilian": "Spanish",
    "tagalog": "Tagalog",
    "norsk": "Norwegian",
    "norska": "Norwegian",
    "svenska": "Swedish",
    "brazilian portuguese": "Portuguese",
    "pidgin": "Nigerian Pidgin",
    "british english": "English",
    "american english": "English",
}
_NOT_LANGUAGES = {
    "go",
    "basic",
    "c",
    "root",
    "en",
    "no",
    "vai",
    "ga",
    "afar",
    "even",
    "ho",
    "fang",
    "key",
    "kate",
    "duala",
}


def cefr_in(words: str) -> str:
    """The first CEFR level in the words ("C1"), or "": words such as "fluent" are never turned into a level."""
    match = _CEFR.search(words)
    return match[1] if match else ""


@cache
def _names() -> dict[str, str]:
    """Names of languages in English, Norwegian and Swedish, each with its English name."""
    from babel import Locale

    english = {code: name for code, name in Locale.parse("en").languages.items() if len(code) <= 3}
    names: dict[str, str] = {}
    for locale in ("sv", "nb", "en"):
        for code, name in Locale.parse(locale).languages.items():
            if code in english and name.casefold() not in _NOT_LANGUAGES:
                names[name.casefold()] = english[code]
    return {**names, **_FURTHER}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?i)(?<![\w-])({'|'.join(map(re.escape, names))})(?![\w-])")


def language_named(words: str) -> str:
    """The English name of the first language named in the words, or ""."""
    match = _pattern().search(words)
    return _names()[match[1].casefold()] if match else ""


def find_languages(lines: list[Line]) -> list[tuple[str, str, str, str]]:
    """(language, words for the level, CEFR level, where) for each language in a languages section.

    The level may stand before or after the name, in the same line or alone in the next one.
    """
    found: list[tuple[str, str, str, str]] = []
    for line in lines:
        hits = list(_pattern().finditer(line.text))
        row = [] if hits else _levels_below(line.text, len(found))
        if row and not any(level or cefr for _, level, cefr, _ in found[-len(row) :]):
            found[-len(row) :] = [
                (kept[0], *level, kept[3]) for kept, level in zip(found[-len(row) :], row, strict=True)
            ]
            continue
        if not hits:
            level, cefr = _level(line.text)
            if found and (level or cefr) and not found[-1][1] and not found[-1][2] and len(line.text) < 60:
                found[-1] = (found[-1][0], level, cefr, found[-1][3])
            continue
        for (start, stop), hit in zip(_shares(line.text, hits), hits, strict=True):
            share = line.text[start : hit.start()] + " \n " + line.text[hit.end() : stop]
            level, cefr = _level(share)
            found.append((_names()[hit[1].casefold()], level, cefr, line.where))
    return found


def _levels_below(text: str, known: int) -> list[tuple[str, str]]:
    """The levels in a row of cells that stands under a row of as many languages; empty for any other line."""
    levels = [_level(cell) for cell in text.split("\t")]
    return levels if 1 < len(levels) <= known and all(map(any, levels)) else []


def _shares(text: str, hits: list[re.Match[str]]) -> list[tuple[int, int]]:
    """The part of a line that belongs to each language: up to the separator before the next one."""
    shares = []
    start = 0
    for hit, after in zip(hits, [*hits[1:], None], strict=True):
        if after is None:
            stop = len(text)
        else:
            between = text[hit.end() : after.start()]
            cut = max(between.rfind(sign) for sign in ",;|/\t•·")
            cut = cut if cut >= 0 else len(between)
            bracket = between.find(")")
            stop = hit.end() + (max(cut, bracket + 1) if bracket >= 0 else cut)
        shares.append((start, stop))
        start = stop
    return shares


def _level(words: str) -> tuple[str, str]:
    match = _LEVEL.search(words)
    # A Europass row states a level for each ability: the lowest holds for all of them.
    return (match[0].strip() if match else ""), min(_CEFR.findall(words), default="")


_LABEL = re.compile(
    r"(?i)^((?:spoken |foreign |other )?languages?(?:\(s\)| known| spoken)?|språk\w*"
    r"|mother tongue(?:\(s\))?|morsmål|modersmål)\s*[:\t]\s*"
)


def inline(lines: list[Line]) -> list[Found]:
    """Languages named outside their own section, behind a label: "Languages: English, Norwegian".

    Lines that go on below it, each with a language first and a level, belong to it.
    """
    found: list[Found] = []
    going_on = False
    for line in lines:
        label = _LABEL.match(line.text)
        if label:
            rest = line.text[label.end() :]
            own = label[1].lower().startswith(("mother", "mor", "mod")) and not any(_level(rest))
            found.append(Found(f"{rest} (mother tongue)" if own else rest, line.where))
        elif going_on and _pattern().match(line.text) and any(_level(line.text)):
            found.append(Found(line.text, line.where))
        going_on = bool(label) or (going_on and found[-1].value == line.text)
    return found
