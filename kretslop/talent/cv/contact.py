"""The candidate's own name, mail, telephone and place; never a referee's, an employer's or a co-author's."""

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise

from .dates import find_period
from .headings import section_of
from .lines import Line
from .places import is_place, split_place
from .reading import Found
from .roles import is_role, looks_like_company
from .sections import Section

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[A-Za-zÀ-ž]{2,24}(?![\w@-])")
_PHONE = re.compile(r"(?<![\w./@-])(?:\(?\+|00)?\(?\d[\d\s().\-/\u2013]{5,20}\d(?![\w@/])")
_PHONE_LABEL = re.compile(
    r"(?i)\b(phone|tel|tlf|telephone|telefon|telefonnr|mobile|mobil|cell|mob|m|t|p|"
    r"whatsapp)\b\.?\s*(?:number|nr\.?|no\.?)?\s*[:.]?\s*$"
)
_ID_LABEL = re.compile(
    r"(?i)(?<![\w@.])(person|fødsels|birth|born|født|född|id|org|account|konto|dob|passport|post|zip|"
    r"gpa)\w*\.?\s*(?:number|nr|no)?\.?\s*:?\s*$"
)
_NAME_LABEL = re.compile(r"(?i)^(?:full name|name|navn|namn|fullt navn)\s*[:\t]\s*(.+)$")
_PLACE_LABEL = re.compile(
    r"(?i)^(?:home address|address|location|adresse|adress|bosted|bostad|based in|city|by|ort|sted|"
    r"place of residence|residence|lives in)\s*[:\t]\s*(.+)$"
)
_LINK = re.compile(
    r"(?i)\b(?:https?://)?(?:www\.)?((?:[\w-]+\.)*(linkedin|github|gitlab|stackoverflow)\.com/[\w\-./%]+)"
)
_NOT_A_NAME = re.compile(
    r"(?i)\b(curriculum|vitae|resume|résumé|cv|profile|page|confidential|portfolio|street|road|gate|gata|"
    r"vei|veien|address"
    r"|phone|email|e-mail|mail|university|date|nationality|born|summary|application|søknad|"
    r"meritförteckning|invoice|faktura)\b"
)
_PARTICLE_WORDS = (
    "de da do dos das di del della dela van von der den el al la le bin bint ibn af av ter ten y e und zu i st."
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_TITLES = re.compile(
    r"(?i)^(mr|mrs|ms|dr|prof|ing|eng)\.?\s+|,?\s*(ph\.?d\.?|m\.?sc\.?|b\.?sc\.?|mba|msc|bsc|pmp|dr\.)$"
)


_AT_WORK = re.compile(
    r"(?i)\b(?:work|office|business|jobb|arbeid|arbete)\w*(?:[ -]?(?:e-?mail|e-?post|mail))?\s*:?\s*$"
)
_SOMEBODY_ELSE = re.compile(
    r"(?i)\b(?:emergency|next of kin|father|mother|spouse|husband|wife|pårørende|nødkontakt|far|mor|ektefelle"
    r"|anhörig\w*|nödkontakt|make|maka)(?:['’]?s)?\b(?:\s\w+){0,2}\s*:"
)


def own_sections(sections: list[Section]) -> list[Section]:
    """Where a person writes about how to be reached: above the first heading, and under "Contact".

    Lines about relatives and emergencies are left out: those numbers are somebody else's.
    """
    return [
        replace(section, lines=[line for line in section.lines if not _SOMEBODY_ELSE.match(line.text)])
        for section in sections
        if section.kind in ("head", "contact")
    ]


def find_email(sections: list[Section], name: str) -> Found | None:
    """The candidate's address: from the head or the contact section, else one that resembles the name."""
    for section in own_sections(sections):
        hits = [(hit, line) for line in section.lines for hit in _EMAIL.finditer(_mended(line.text))]
        # Of several addresses the one at work is the last choice: a person who moves on loses it.
        hits.sort(key=lambda pair: bool(_AT_WORK.search(pair[0].string[: pair[0].start()])))
        found = [Found(hit[0].lower(), line.where) for hit, line in hits]
        if found:
            return next((each for each in found if _resembles(each.value, name)), found[0])
    for section in sections:
        if section.kind in ("references", "publications", "talks"):
            continue
        for line in section.lines:
            for hit in _EMAIL.finditer(_mended(line.text)):
                if _resembles(hit[0], name):
                    return Found(hit[0].lower(), line.where)
    return None


def _mended(text: str) -> str:
    """Addresses that a PDF tears apart around the sign: "kari @ example.org"."""
    return re.sub(r"(?<=\w)\s?@\s?(?=\w+\.)", "@", text)


def _folded(text: str) -> str:
    text = text.casefold().replace("ø", "o").replace("æ", "ae").replace("ł", "l").replace("đ", "d").replace("ß", "ss")
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if sign.isascii())


def _resembles(email: str, name: str) -> bool:
    local = re.sub(r"[^a-z]", "", _folded(email.split("@")[0]))
    return any(len(word) > 2 and word in local for word in re.split(r"\W+", _folded(name)))


def find_phone(sections: list[Section]) -> Found | None:
    """A telephone number from the head or the contact section; numbers of other kinds are passed over."""
    loose: Found | None = None
    for section in own_sections(sections):
        for line in section.lines:
            for hit in _PHONE.finditer(line.text):
                number, before = hit[0].strip(" .-/\u2013"), line.text[: hit.start()]
                digits = re.sub(r"\D", "", number)
                if not 7 <= len(digits) <= 15 or _ID_LABEL.search(before) or not _could_be_phone(number, digits):
                    continue
                if _PHONE_LABEL.search(before):
                    return Found(number, line.where)
                loose = loose or Found(number, line.where)
    return loose


def _could_be_phone(number: str, digits: str) -> bool:
    if number.count("(") != number.count(")"):
        return False
    if number.startswith(("+", "00", "(")):
        return True
    if find_period(number) or re.fullmatch(
        r"\d{6}[ -]?\d{4,5}|\d{8}-\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{3}", number
    ):
        # Periods, national identity numbers, dates, postal codes; but a Swedish mobile number written in one.
        return bool(re.fullmatch(r"07[02369]\d{7}", number))
    return len(digits) >= 8


def find_location(sections: list[Section]) -> Found | None:
    """Where the person lives, from a labelled line or a line of the head that is a place."""
    lines = [line for section in own_sections(sections) for line in section.lines]
    for line in lines:
        for piece in _pieces(_without_channels(line.text)):
            match = _PLACE_LABEL.match(piece)
            if match and (place := split_place(match[1].rstrip(" ."))):
                return Found(place, line.where)
    for line in lines:
        for piece in _pieces(_without_channels(line.text)):
            parts = [part for part in re.split(r",\s*", piece) if part]
            while len(parts) > 1 and is_role(parts[0]):
                parts.pop(0)
            if parts and is_place(parts[-1]) and len(piece) < 80 and (place := split_place(", ".join(parts))):
                return Found(place, line.where)
    return None


_CHANNELS = "e-?mail|e-?post|mail|tel|tlf|telefon|phone|mobile?|home address|address|adresse?"


def _without_channels(text: str) -> str:
    """The text with bars where mail addresses and telephone numbers stood, and without words such as "(Home)"."""
    text = _PHONE.sub("|", _EMAIL.sub("|", _mended(text)))
    text = re.sub(r"(?i)\((?:home|work|mobile|cell|privat|mobil|hjemme|arbeid|arbete|hem)\)", "|", text)
    text = re.sub(rf"(?i)\b(?:{_CHANNELS})\b\.?:?(?=\s*[|,]|\s*$)", "|", text)
    text = re.sub(
        r"\s*\(([^()]{3,40})\)", lambda bracket: f", {bracket[1]}" if is_place(bracket[1]) else bracket[0], text
    )
    return re.sub(r"[\s,;]*\|[\s,;|]*", " | ", text)


def _pieces(text: str) -> list[str]:
    pieces = re.split(r"\t|\s[|•·∙/]\s|\s[–—]\s|[|•·\u2190-\u27bf\ue000-\uf8ff\U0001f300-\U0001faff]", text)
    return [piece.strip() for piece in pieces if piece.strip()]


def find_links(sections: list[Section]) -> list[Found]:
    """Profiles on well-known sites."""
    found: dict[str, Found] = {}
    for section in own_sections(sections):
        for line in section.lines:
            for hit in _LINK.finditer(line.text):
                profile = {"network": hit[2].lower(), "url": "https://" + hit[1].rstrip("./")}
                found.setdefault(hit[2].lower(), Found(profile, line.where))
    return list(found.values())


def find_name(sections: list[Section]) -> tuple[Found | None, bool]:
    """The name and whether it is certain: labelled, in the largest letters, or repeated in the mail address."""
    lines = [line for section in own_sections(sections) for line in section.lines][:40]
    for line in lines:
        if (match := _NAME_LABEL.match(line.text)) and (name := as_name(match[1])):
            return Found(name, line.where), True
    emails = [hit[0] for line in lines for hit in _EMAIL.finditer(_mended(line.text))]
    candidates: list[tuple[float, int, str, Line, bool]] = []
    for index, (text, line) in enumerate(_name_texts(lines)):
        if name := as_name(text):
            backed = any(_resembles(email, name) for email in emails)
            largest = line.size > 0 and line.size >= max(other.size for other in lines)
            torn = largest and text.count(" ") > line.text.count(" ") and text.startswith(line.text)
            score = 2.0 * backed + 1.5 * largest + (index == 0 or 1.1 * torn)
            candidates.append((score, -index, name, line, backed or largest))
    if not candidates:
        return None, False
    _, _, name, line, certain = max(candidates, key=lambda each: each[:2])
    return Found(name, line.where), certain


def _name_texts(lines: list[Line]) -> list[tuple[str, Line]]:
    texts = [(_BORN.sub("", piece), line) for line in lines[:15] for piece in _pieces(line.text)[:2]]
    for line, below in pairwise(lines[:15]):
        # First name and surname, each on a line of its own in large letters.
        if line.size and line.size == below.size and len(line.text.split()) <= 2 and len(below.text.split()) <= 2:
            texts.append((f"{line.text} {below.text}", line))
    return texts


_BORN = re.compile(r"(?i)[\s,(]+(?:født|fødd|född|born|f\.|\*)\s*[\d.\s/-]*\)?$")
_JOINED_PARTICLE = re.compile(r"(?:al|el|ad|as|ur|ul|bin|d|o|l|t)[-'’][^\W\d_]", re.IGNORECASE)


def as_name(text: str) -> str:
    """The text as a person's name, or "" when it does not look like one."""
    text = _TITLES.sub(
        "", re.sub(r"^(?i:curriculum vitae|cv|resume|résumé)\b\s*(?i:for|of|til|för)?\s*[-–—:|]*\s*", "", text.strip())
    ).strip(" ,:;-–")
    if re.fullmatch(r"(?:\w ){3,}\w|(?:\w ){2,}\w {2,}(?:\w )+\w", text):
        text = " ".join(word.replace(" ", "") for word in re.split(r"\s{2,}", text))
    words = text.split()
    if not 2 <= len(words) <= 6 or len(text) > 50 or re.search(r"[\d@:;/|_!?%&+=<>()\[\]{}\"*#]", text):
        return ""
    if _NOT_A_NAME.search(text) or section_of(text) or is_role(text) or looks_like_company(text) or is_place(text):
        return ""
    if any(is_place(part) for part in re.split(r",\s*", text)) and "," in text:
        return ""
    for word in words:
        if word.casefold() in _PARTICLES or _JOINED_PARTICLE.match(word):
            continue
        if not (word[0].isupper() or not word[0].isascii()):
            return ""
    if text.endswith(".") and not re.search(r"(?i)\b(jr|sr|\w)\.$", text):
        return ""
    if text.isupper() and any(len(word) > 1 for word in words):
        return " ".join(_capitalised(word) for word in words)
    return text


def _capitalised(word: str) -> str:
    if word.casefold() in _PARTICLES:
        return word.casefold()
    return "-".join("'".join(piece.capitalize() for piece in part.split("'")) for part in word.split("-"))
