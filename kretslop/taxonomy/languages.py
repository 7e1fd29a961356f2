"""Spoken languages and their levels on the CEFR scale (A1 is 1, C2 is 6)."""

import re
from dataclasses import dataclass

CEFR = {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6}
CEFR_NAMES = {level: name for name, level in CEFR.items()}


@dataclass(frozen=True)
class SpokenLanguage:
    """A language people speak; `code` is ISO 639-1."""

    code: str
    name: str
    name_nb: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class LanguageFinding:
    """A language named in a text; `cefr` is 1 to 6, or None where the text names no level."""

    code: str
    cefr: int | None
    evidence: str
    start: int
    end: int


SPOKEN = {
    code: SpokenLanguage(code, name, name_nb, tuple(others.split()))
    for code, name, name_nb, others in (
        ("ar", "Arabic", "arabisk", "arabiska"),
        ("bg", "Bulgarian", "bulgarsk", "bulgariska"),
        ("bn", "Bengali", "bengali", "bangla"),
        ("bs", "Bosnian", "bosnisk", ""),
        ("cs", "Czech", "tsjekkisk", "tjeckiska"),
        ("da", "Danish", "dansk", "danska"),
        ("de", "German", "tysk", "tyska deutsch deutschkenntnisse"),
        ("el", "Greek", "gresk", "grekiska"),
        ("en", "English", "engelsk", "engelska englisch englischkenntnisse"),
        ("es", "Spanish", "spansk", "spanska"),
        ("et", "Estonian", "estisk", "estniska"),
        ("fa", "Persian", "persisk", "persiska farsi"),
        ("fi", "Finnish", "finsk", "finska suomi"),
        ("fr", "French", "fransk", "franska französisch français"),
        ("he", "Hebrew", "hebraisk", "hebreiska"),
        ("hi", "Hindi", "hindi", ""),
        ("hr", "Croatian", "kroatisk", "kroatiska"),
        ("hu", "Hungarian", "ungarsk", "ungerska"),
        ("id", "Indonesian", "indonesisk", ""),
        ("is", "Icelandic", "islandsk", "isländska"),
        ("it", "Italian", "italiensk", "italienska"),
        ("ja", "Japanese", "japansk", "japanska"),
        ("ko", "Korean", "koreansk", "koreanska"),
        ("lt", "Lithuanian", "litauisk", "litauiska"),
        ("lv", "Latvian", "latvisk", "lettiska"),
        ("nl", "Dutch", "nederlandsk", "nederländska nederlands"),
        ("no", "Norwegian", "norsk", "norska bokmål nynorsk"),
        ("pl", "Polish", "polsk", "polska polski"),
        ("pt", "Portuguese", "portugisisk", "portugisiska"),
        ("ro", "Romanian", "rumensk", "rumänska"),
        ("ru", "Russian", "russisk", "ryska"),
        ("se", "Northern Sami", "nordsamisk", "samisk sami"),
        ("sk", "Slovak", "slovakisk", ""),
        ("sl", "Slovenian", "slovensk", ""),
        ("sr", "Serbian", "serbisk", "serbiska"),
        ("sv", "Swedish", "svensk", "svenska"),
        ("sw", "Swahili", "swahili", ""),
        ("ta", "Tamil", "tamil", ""),
        ("th", "Thai", "thailandsk", "thai"),
        ("tr", "Turkish", "tyrkisk", "turkiska"),
        ("uk", "Ukrainian", "ukrainsk", "ukrainska"),
        ("ur", "Urdu", "urdu", ""),
        ("vi", "Vietnamese", "vietnamesisk", "vietnamesiska"),
        ("yo", "Yoruba", "joruba", ""),
        ("zh", "Chinese", "kinesisk", "kinesiska mandarin"),
    )
}

# A word for a level, and the level it is taken for; the source is the Council of Europe's self-assessment grid.
LEVELS = (
    (6, r"native|mother tongue|bilingual|morsmål\w*|modersmål\w*|muttersprach\w*"),
    (5, r"fluent(?:ly)?|fluency|flytende|flytande|full professional|proficien(?:t|cy)|business fluent|fließend"
        r"|excellent|svært god\w*|meget god\w*|advanced|avansert|verhandlungssicher|perfect"),
    (4, r"professional(?: working)?|very good|good|godt?|gode|goda|gott|strong|solid|sehr gute?|upper[- ]intermediate"
        r"|working proficiency|business|skriftlig og muntlig|skriftlig som muntlig|i tal och skrift"
        r"|written and (?:spoken|verbal|oral)|verbal and written|spoken and written"),
    (3, r"intermediate|conversational|limited working|middels|gute"),
    (2, r"basic|elementary|grunnleggende|grundläggande|some|litt|noe|grundkenntnisse"),
)  # fmt: skip
_BY_NAME = {
    name.lower(): language.code
    for language in SPOKEN.values()
    for name in (language.name, language.name_nb, *language.other_names)
}
_NAME = re.compile(r"\b(" + "|".join(sorted(map(re.escape, _BY_NAME), key=len, reverse=True)) + r")\b", re.IGNORECASE)
_CEFR = re.compile(r"\b([ABC][12])\b")
_LEVEL = [(level, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for level, words in LEVELS]
# "Norwegian market", "German engineering", "polish the product": a nationality or a verb, no language.
_NOT_AFTER = re.compile(
    r"\s+(?:market|customer|client|compan|office|team|subsidiar|citizen|government|law|public|bank|engineering|"
    r"industry|language classes|language courses|kunde|marked|selskap|statsborger|myndighet|lov|the\b|our\b|your\b)",
    re.IGNORECASE,
)
_SKILL_WORDS = re.compile(
    r"language|spr[åa]k|speak|spoken|written|writ|verbal|oral|fluent|flytende|flytande|proficien|knowledge|skriftlig|"
    r"muntlig|command|level|nivå|communicat|behersk|kan\b|native|mother tongue|skills|ferdighet|kunskaper|kunnskap|"
    r"kenntnisse|fließend|advantage|a plus|required|is a must|krav|fordel|"
    r"pluss|meriterande|morsmål|modersmål|\b[ABC][12]\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;!?\n•]|\b(?:while|but|whereas|mens|men)\b|(?<=\s)[-–](?=\s)")


def find_languages(text: str) -> list[LanguageFinding]:
    """Give the spoken languages that a text names as something a person knows, with the level if it says one.

    A nationality ("our Norwegian customers") is no language; nor is one without any word about knowing it, unless
    its clause is a bare list of languages.
    """
    found: list[LanguageFinding] = []
    for match in _NAME.finditer(text):
        if match.group() == "polish" or _NOT_AFTER.match(text, match.end()):
            continue
        start, end = _clause(text, match.start(), match.end())
        clause = text[start:end]
        bare = not re.sub(r"[\W\d_]|\band\b|\bog\b|\boch\b", "", _NAME.sub("", clause))
        if not bare and not _SKILL_WORDS.search(clause):
            continue
        evidence = " ".join(clause.split())
        found.append(
            LanguageFinding(_BY_NAME[match.group().lower()], _level(text, match, start, end), evidence,
                            match.start(), match.end())
        )  # fmt: skip
    return found


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    breaks = [match.end() for match in _CLAUSE.finditer(text, max(0, start - 160), start)]
    after = _CLAUSE.search(text, end, min(len(text), end + 120))
    return (breaks[-1] if breaks else max(0, start - 160)), (after.start() if after else min(len(text), end + 120))


def _level(text: str, match: re.Match[str], start: int, end: int) -> int | None:
    """Give the level nearest to the name: a CEFR level first, then a word, before it or after it."""
    other_after = _NAME.search(text, match.end(), end)
    after_end = other_after.start() if other_after else end
    after = text[match.end() : after_end]
    others_before = list(_NAME.finditer(text, start, match.start()))
    before = text[start : match.start()]
    own_before = text[others_before[-1].end() : match.start()] if others_before else before
    for part in (after, own_before, before):
        stated = _CEFR.findall(part)
        if stated:
            return CEFR[stated[-1 if part is not after else 0]]
    for part in (own_before, after, before):
        said = [(match.start(), level) for level, words in _LEVEL for match in words.finditer(part)]
        if said:
            return min(said)[1] if part is after else max(said)[1]
    return None
