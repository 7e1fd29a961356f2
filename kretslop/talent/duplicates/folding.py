"""Brings what people type into one spelling, so that only real differences are left."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({
    "ø": "o", "å": "a", "æ": "a", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "œ": "o", "ı": "i",
    "’": "", "'": "", "`": "", "´": "",
})  # fmt: skip
# Ødegård is typed Odegard, Odegaard and Oedegaard where a keyboard has no ø and å.
_DIGRAPHS = (("aa", "a"), ("ae", "a"), ("oe", "o"), ("ue", "u"))
_NOT_WORD = re.compile(r"[^\w]+|_")
_GENERATION = re.compile(r"\b(?:jr|junior|sr|senior|ii|iii|iv|d\.?\s?y|d\.?\s?e)\b\.?", re.IGNORECASE)
_GENERATIONS = {"junior": "jr", "senior": "sr", "dy": "jr", "de": "sr"}
_SOUNDS = (
    ("sch", "sk"), ("ph", "f"), ("gh", "g"), ("ck", "k"), ("ch", "k"), ("th", "t"), ("dt", "t"), ("ks", "x"),
    ("ce", "se"), ("ci", "si"), ("c", "k"), ("q", "k"), ("z", "s"), ("w", "v"), ("j", "i"), ("y", "i"), ("ei", "ai"),
    ("hl", "l"), ("hn", "n"), ("hj", "j"),
)  # fmt: skip
_STREETS = {
    "st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "dr": "drive", "drv": "drive",
    "cres": "crescent", "cr": "crescent", "ct": "court", "crt": "court", "pl": "place", "ln": "lane",
    "blvd": "boulevard", "cct": "circuit", "cl": "close", "tce": "terrace", "ter": "terrace", "pde": "parade",
    "hwy": "highway", "sq": "square", "pwy": "parkway", "wy": "way", "gr": "grove", "gdns": "gardens",
}  # fmt: skip
_STREET_KINDS = frozenset(_STREETS.values())
_GLUED = ((re.compile(r"( g|gaten|gata|gate|gt)$"), "gate"), (re.compile(r"(veien|vegen|veg|vei|vn)$"), "vei"))
_NUMBER_END = re.compile(r"^(?P<street>\D.*?)[ ,]+(?P<number>\d+ ?[a-z]?)$")
_NUMBER_START = re.compile(r"^(?P<number>\d+[a-z]?)[ ,]+(?P<street>\D.+)$")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Return `text` in lower case, without accents, Nordic letters in one spelling, words parted by one space."""
    text = text.strip().lower().translate(_LETTERS)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    for long, short in _DIGRAPHS:
        text = text.replace(long, short)
    return _NOT_WORD.sub(" ", text).strip()


def name(text: str) -> str:
    """Return a folded name without junior, senior and the like."""
    return fold(_GENERATION.sub(" ", text)) or fold(text)


def generation(text: str) -> str:
    """Return jr, sr, ii … where a name says which of two namesakes it is, or nothing."""
    found = _GENERATION.search(text)
    # A name that is nothing but the word, such as a surname Senior, says nothing.
    if not found or not _GENERATION.sub("", text).strip():
        return ""
    word = re.sub(r"[.\s]", "", found.group().lower())
    return _GENERATIONS.get(word, word)


@lru_cache(maxsize=200_000)
def sound(folded: str) -> str:
    """Return how a folded name sounds, roughly: Filip and Philip, Meyer and Maier, Kristian and Christian agree."""
    text = folded.replace(" ", "")
    for written, heard in _SOUNDS:
        text = text.replace(written, heard)
    text = text[:1] + text[1:].replace("h", "")
    return re.sub(r"(.)\1+", r"\1", text)


@lru_cache(maxsize=200_000)
def street(text: str) -> str:
    """Return a folded street with its kind written out: St. is street, Storgt. and Storgata are storgate."""
    words = fold(text).split()
    if not words:
        return ""
    if len(words) > 1 and words[-1] in _STREETS:
        words[-1] = _STREETS[words[-1]]
    joined = " ".join(words)
    for pattern, written in _GLUED:
        if len(words) > 1 or len(joined) > 5:
            joined = pattern.sub(written, joined)
    return joined


def telling_length(folded: str) -> int:
    """Return how many letters of a street tell it from others: its kind does not count."""
    first, _, last = folded.rpartition(" ")
    if first and last in _STREET_KINDS:
        return len(first.replace(" ", ""))
    return len(re.sub(r"(gate|vei)$", "", folded).replace(" ", ""))


def street_and_number(text: str) -> tuple[str, str]:
    """Return (street, house number) from one line that holds both, or (the line, nothing)."""
    folded = fold(text)
    for pattern in (_NUMBER_END, _NUMBER_START):
        if found := pattern.match(folded):
            return found["street"], found["number"].replace(" ", "")
    return text, ""


@lru_cache(maxsize=200_000)
def birth(text: str) -> str:
    """Return a date of birth as eight digits, year first; what is no date keeps its digits."""
    parts = re.findall(r"\d+", text)
    if len(parts) >= 3 and len(parts[2]) == 4 and len(parts[0]) <= 2 and len(parts[1]) <= 2:
        return f"{parts[2]}{parts[1]:0>2}{parts[0]:0>2}"
    if len(parts) >= 3 and len(parts[0]) == 4 and len(parts[1]) <= 2 and len(parts[2]) <= 2:
        return f"{parts[0]}{parts[1]:0>2}{parts[2]:0>2}"
    return "".join(parts)[:8] if len(parts) != 1 else parts[0]


def phone(text: str) -> str:
    """Return a telephone number's last eight digits: enough to tell, and the same with and without a country code."""
    digits = re.sub(r"\D", "", text)
    return digits[-8:] if len(digits) >= 6 else ""


def mail(text: str) -> str:
    """Return a mail address in lower case, or nothing when it is none."""
    text = text.strip().lower()
    return text if text.count("@") == 1 and "." in text.rpartition("@")[2] else ""


def link(text: str) -> str:
    """Return a link without scheme, www and the slash at its end, so that one page is one link."""
    return re.sub(r"^(https?://)?(www\.)?", "", text.strip().lower()).rstrip("/")
