"""Reads one cell of each kind as people and spreadsheets write it; ValueError with a code when it says else."""

import re
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from kretslop.matching.facts import ANYWHERE
from kretslop.matching.places import NAMES, code_of
from kretslop.talent.cv.places import country_code

_MAIL = re.compile(r"[^\s@<>(),;:\"\[\]\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}")
_PARTS = re.compile(r"[,;|\n\t•]+")
_EPOCH = date(1899, 12, 30)  # Excel counts days from here, its invented 29 February 1900 included
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "may mai maj", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec des"), start=1
    )
    for name in names.split()
}
_ANYWHERE = {
    "*",
    "anywhere",
    "anywhere in the region",
    "all",
    "any",
    "everywhere",
    "hvor som helst",
    "hele regionen",
    "alle",
}


def parts(cell: str) -> list[str]:
    """Return the entries of a cell that lists several things."""
    return [part.strip() for part in _PARTS.split(cell) if part.strip()]


def email(cell: str) -> str:
    """Return the one address in a cell, in lower case, also from `Kari Berg <kari@example.org>`."""
    found = _MAIL.findall(cell.removeprefix("mailto:"))
    bare = re.sub(r"^.*<([^<>]*)>\s*$", r"\1", cell.strip().removeprefix("mailto:"))
    if len(found) != 1 or len(found[0]) > 254 or bare.strip() != found[0] or ".." in found[0]:
        raise ValueError("email")
    return found[0].lower()


def phone(cell: str) -> str:
    """Return a telephone number; one that a spreadsheet made a rounded figure (4,7E+10) has lost its last digits."""
    if re.fullmatch(r"\d+[.,]?\d*[eE]\+?\d+", cell):
        raise ValueError("phone_rounded")
    number = re.sub(
        r"^(\d{5,})\.0$", r"\1", re.sub(r"^(tel|tlf|phone|mob(ile|il)?)[:. ]+", "", cell, flags=re.IGNORECASE)
    )
    number = re.sub(r"^00(?=\d)", "+", number.lstrip("'").strip())
    digits = re.sub(r"\D", "", number)
    if not 5 <= len(digits) <= 15 or re.search(r"[^\d+ ()/.\-–]", number):
        raise ValueError("phone")
    return number[:40]


@lru_cache(maxsize=4096)
def country(cell: str) -> str:
    """Return the ISO code of a country, named in English, Norwegian or Swedish or by its code."""
    code = country_code(cell)
    if not code and re.fullmatch(r"[A-Za-z]{2}", cell) and cell.upper() in _codes():
        code = cell.upper()
    if not code:
        raise ValueError("country")
    return code


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    from babel import Locale

    return frozenset(
        str(code) for code in Locale.parse("en").territories if len(str(code)) == 2 and str(code).isalpha()
    )


def years(cell: str) -> int:
    """Return whole years from 7, 7.5, 5+ or "7 years"; a range counts as its lower end."""
    match = re.fullmatch(
        r"(?:ca\.? ?|about |over |>)?(\d{1,3})(?:[.,]\d+)?\s*(?:[-–]\s*\d+)?\s*\+?\s*(?:years?|yrs?|y|års?|år)?",
        cell.lower(),
    )
    if not match or int(match[1]) > 70:
        raise ValueError("years")
    return int(match[1])


def day(cell: str) -> date:
    """Return a day from 2027-02-01, 01.02.2027, 1/2/27, 1 Feb 2027, or as a spreadsheet counts days (46054).

    The day stands before the month, as in all of Europe; 02/13/2027 can only be the other way and is no guess of ours.
    """
    text = cell.strip().lower()
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and 20_000 <= int(text[:5]) <= 80_000:
        return _EPOCH + timedelta(days=int(text[:5]))
    if match := re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[ t])", text):
        return _date(match[1], match[2], match[3])
    if match := re.fullmatch(r"(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(\d{4}|\d{2})", text):
        return _date(match[3], match[2], match[1])
    if match := re.fullmatch(r"(\d{1,2})\.?(?:st|nd|rd|th)? ([a-zæøå]{3})[a-zæøå]*\.?,? (\d{4})", text):
        return _date(match[3], str(_MONTHS.get(match[2], 0)), match[1])
    raise ValueError("day")


def _date(year: str, month: str, number: str) -> date:
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(number))
    except ValueError:
        raise ValueError("day") from None
    if not 1950 <= found.year <= 2100:
        raise ValueError("day")
    return found


@lru_cache(maxsize=4096)
def place(cell: str) -> str:
    """Return the code of a place of the region, "*" for anywhere in it."""
    if cell.casefold() in _ANYWHERE:
        return ANYWHERE
    code = code_of(cell)
    if code not in NAMES:
        raise ValueError("place")
    return code


def link(cell: str) -> str:
    """Return the address of a page, with https:// put before it where it is missing."""
    address = cell if "://" in cell else f"https://{cell}"
    try:
        found = urlsplit(address)
        host = found.hostname or ""
    except ValueError:
        raise ValueError("link") from None
    if (
        found.scheme not in ("http", "https")
        or "." not in host.strip(".")
        or len(address) > 300
        or re.search(r"\s", address)
    ):
        raise ValueError("link")
    return address
