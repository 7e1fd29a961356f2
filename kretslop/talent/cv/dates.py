"""Periods as CVs write them, in English, Norwegian and Swedish, and the years of work that they add up to."""

import re
from dataclasses import dataclass, field
from datetime import date

_MONTHS = {
    1: "january januar januari jan",
    2: "february februar februari feb",
    3: "march mars mar",
    4: "april apr",
    5: "may mai maj",
    6: "june juni jun",
    7: "july juli jul",
    8: "august augusti aug",
    9: "september sept sep",
    10: "october oktober oct okt",
    11: "november nov",
    12: "december desember dec des",
}
MONTHS = {name: number for number, names in _MONTHS.items() for name in names.split()}
_SEASONS = {
    "winter": 1, "vinter": 1, "spring": 3, "vår": 3, "våren": 3, "vårt": 3, "summer": 6, "sommer": 6, "sommeren": 6,
    "sommar": 6, "sommaren": 6, "autumn": 9, "fall": 9, "høst": 9, "høsten": 9, "höst": 9, "hösten": 9,
    "q1": 1, "q2": 4, "q3": 7, "q4": 10,
}  # fmt: skip
_PRESENT = (
    r"present|presently|now|nowadays|today|current|currently|ongoing|till date|to date|date|"
    r"nå|nåværende|naa|i ?dag|dags? dato|d\.? ?d\.?|pågående|løpende|nuvarande|nu|tills vidare|fortfarande|pågår|-->"
)
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_MONTH_NAMES = "|".join(sorted({*MONTHS, *_SEASONS}, key=len, reverse=True))
_POINT = (
    rf"(?:(?P<{{0}}iso>{_YEAR})[-/.](?P<{{0}}isom>0[1-9]|1[0-2])(?:[-/.](?P<{{0}}isod>[0-2]\d|3[01]))?(?!\d)"
    rf"|(?:(?P<{{0}}day>[0-3]?\d)[./-])?(?P<{{0}}num>0?[1-9]|1[0-2])\s?[./-]\s?(?P<{{0}}numy>{_YEAR})"
    rf"|(?:[0-3]?\d(?:st|nd|rd|th|\.)?\s+)?(?P<{{0}}name>{_MONTH_NAMES})\.?(?:\s+[0-3]?\d(?:st|nd|rd|th)?,)?"
    rf"[\s,]*(?:of\s+)?(?:(?P<{{0}}namey>{_YEAR})|['’‘](?P<{{0}}short>\d\d))"
    rf"|(?P<{{0}}year>{_YEAR}))"
)
_DASH = (
    r"(?:\s*(?:[-–—‒―−~→]+|\.\.+|\b(?:til og med|till och med|t\.? ?o\.? ?m\b\.?)"
    r"|\b(?:to|til|till)\b\s*:?|\buntil\b|\bthrough\b|\bfram til\b|\bfrem til\b)\s*)"
)
_BOUND = r"(?<![\w.,/-])"
_RANGE = re.compile(
    rf"{_BOUND}{_POINT.format('a')}{_DASH}(?:{_POINT.format('b')}|(?P<now>{_PRESENT})(?!\w)"
    rf"|(?P<until>\d\d)(?![\d.]))(?![\w])",
    re.IGNORECASE,
)
_HALF_RANGE = re.compile(  # "May – August 2019", "jan. – mars 2020": the year stands once
    rf"{_BOUND}(?P<first>{_MONTH_NAMES})\.?{_DASH}(?P<last>{_MONTH_NAMES})\.?,?\s+(?P<year>{_YEAR})(?!\w)",
    re.IGNORECASE,
)
_ENDS = (  # what makes of two numbers an amount, a share, a size or a time of day
    rf"(?!\w|[.,/]\d|\s*[%€$£°]|\s*(?:kr|nok|sek|eur|usd|gbp|mill?|mrd|million|billion|[kmgt]b|[mg]hz|m?s|[kcm]?m|k?g|h|hours?|timer|min)\b"
    rf"|\s*(?:{_YEAR}(?!\d)|\d?\d:\d\d|[-–/.]\s*\d))"
)
_SHORT = r"(?P<{0}m>0[1-9]|1[0-2])(?P<{0}s>[./])(?P<{0}y>\d\d)"
_SHORT_RANGE = re.compile(  # "08.19–07.21", "08/19 - nå": month and a year of two digits, on both sides of a dash
    rf"(?<![\w.,/+-]){_SHORT.format('a')}\s*[-–—‒―−]+\s*"
    rf"(?:{_SHORT.format('b')}{_ENDS}|(?P<now>{_PRESENT})(?!\w))",
    re.IGNORECASE,
)
_NO_DATE_BEFORE = re.compile(
    r"(?i)(?:\b(?:v|ver|version(?:s|er)?|versjon(?:er)?|release|rev|kl|klokken|klockan|at|tel|tlf|phone|telefon|mobile?|"
    r"fax|nok|sek|eur|usd|gbp|kr|gpa|grade|karakter|betyg|score|page|side|sida|§|[a-z]*os(?: x)?|ubuntu|android|debian|"
    r"centos|rhel|windows|angular|python|java|node(?:js)?|php|ruby|django|rails|spring|postgres(?:ql)?|mysql|kubernetes|\.net)"
    r"[.:]?|[$€£§+]|\d )\s*$"
)
_SCHOOL = r"(?P<{0}>19[5-9]\d|20[0-4]\d)/(?P<{0}to>(?:19|20)?\d\d)"
_SCHOOL_YEARS = re.compile(  # "2015/16", "2013/2014 – 2015/2016"
    rf"{_BOUND}{_SCHOOL.format('a')}(?:{_DASH}(?:{_SCHOOL.format('b')}|(?P<now>{_PRESENT})))?(?![\w/]|[.,-]\d)",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"{_BOUND}(?:since|from|siden|fra|fra og med|sedan|från|från och med)\s+{_POINT.format('a')}(?![\w])",
    re.IGNORECASE,
)
_OPEN_END = re.compile(rf"{_BOUND}{_POINT.format('a')}\s*[-–—]+\s*(?=$|[\t|)\]])", re.IGNORECASE)
_TORN = re.compile(rf"{_BOUND}{_POINT.format('a')}\s*[-–—‒]\s*(?=$|\s)", re.IGNORECASE)
_TORN_MONTH = re.compile(
    rf"{_BOUND}{_POINT.format('a')}{_DASH}(?:{_MONTH_NAMES})\.?(?=\s|$)", re.IGNORECASE
)  # "June 2017 – Dec." above "2020"
_OTHER_SIDE = re.compile(rf"(?:{_POINT.format('a')}|{_PRESENT})\.?", re.IGNORECASE)
_SINGLE = re.compile(rf"{_BOUND}{_POINT.format('a')}(?![\w]|[.,]\d)", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Month:
    """A month, or with `month` 0 a whole year; a `season` counts from its first month and is written as its year."""

    year: int
    month: int = 0
    season: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}" if self.month and not self.season else f"{self.year:04d}"


@dataclass(frozen=True)
class Period:
    """From `start` to `end`; `current` when the text says that it still runs. `at` is its place in the line."""

    start: Month | None
    end: Month | None
    current: bool = False
    at: tuple[int, int] = (0, 0)


def _point(match: re.Match[str], side: str) -> Month | None:
    groups = match.groupdict()

    def part(name: str) -> str:
        return groups.get(side + name) or ""

    if part("iso"):
        return Month(int(part("iso")), int(part("isom")))
    if part("num"):
        return Month(int(part("numy")), int(part("num")))
    if part("name"):
        name = part("name").lower()
        year = int(part("namey")) if part("namey") else _century(part("short"))
        return Month(year, MONTHS.get(name) or _SEASONS[name], season=name not in MONTHS)
    return Month(int(part("year"))) if part("year") else None


def _century(two_digits: str) -> int:
    return (2000 if int(two_digits) < 50 else 1900) + int(two_digits)


def find_period(line: str) -> Period | None:
    """The first period in a line: "Jan 2019 – Present", "2015-18", "03/2014 til 06/2016", "since 2020", "June 2016"."""
    if match := _HALF_RANGE.search(line):
        year, names = int(match["year"]), {**_SEASONS, **MONTHS}
        first, last = (
            Month(year, names[name], season=name not in MONTHS)
            for name in (match["first"].lower(), match["last"].lower())
        )
        return Period(first, last, at=match.span())
    if period := _short_range(line) or _school_years(line):
        return period
    if match := _RANGE.search(line):
        start, end = _point(match, "a"), _point(match, "b")
        if match["until"] and start:
            end = Month(start.year // 100 * 100 + int(match["until"]))
        return Period(start, end, bool(match["now"]), match.span())
    for pattern in (_SINCE, _OPEN_END):
        if match := pattern.search(line):
            return Period(_point(match, "a"), None, True, match.span())
    if match := _SINGLE.search(line):
        return Period(None, _point(match, "a"), False, match.span())
    return None


def _short_range(line: str) -> Period | None:
    """A range such as "08.19–07.21" that can be nothing but months: in order, no version, amount, time or number."""
    match = _SHORT_RANGE.search(line)
    if match is None or _NO_DATE_BEFORE.search(line[: match.start()]):
        return None
    start = Month(_century(match["ay"]), int(match["am"]))
    if match["now"]:
        return Period(start, None, True, match.span())
    end = Month(_century(match["by"]), int(match["bm"]))
    same_hand = match["as"] == match["bs"]
    return Period(start, end, False, match.span()) if same_hand and start <= end <= _after(start, 50) else None


def _after(month: Month, years: int) -> Month:
    return Month(month.year + years, month.month)


def _school_years(line: str) -> Period | None:
    """School years such as "2015/16": the second is the next one. "2015/06" is a month; so is "2011/12" beside one."""
    match = _SCHOOL_YEARS.search(line)
    sides = [side for side in ("a", "b") if match and match[side]]
    if match is None or not all(_is_next(match[side], match[f"{side}to"]) for side in sides):
        return None
    end = None if match["now"] else Month(int(match[sides[-1]]) + 1)
    return Period(Month(int(match["a"])), end, bool(match["now"]), match.span())


def _is_next(year: str, following: str) -> bool:
    return str(int(year) + 1).endswith(following)


def mended_range(line: str, below: str) -> tuple[str, str] | None:
    """The line and the one below it once a range torn between them ("01/2020 –" above "Present") is whole, or None."""
    first, tab, rest = below.partition("\t")
    match = _TORN_MONTH.search(line) if re.fullmatch(_YEAR, first.strip()) else None
    match = match or _TORN.search(line)
    if match is None or find_span(line[match.start() :]) or not _OTHER_SIDE.fullmatch(first.strip()):
        return None
    # What followed the dash stands beside the date, in a cell of its own.
    beside = line[match.end() :].strip()
    whole = f"{line[: match.end()].rstrip()} {first.strip()}" + (f"\t{beside}" if beside else "")
    return whole, rest if tab else ""


def find_span(line: str) -> bool:
    """True when the line holds a period with both sides."""
    return bool(_HALF_RANGE.search(line) or _RANGE.search(line) or _short_range(line))


def read_point(text: str) -> Month | None:
    """One date given on its own, as in a structured file: "2013-12-01", "2013", "Mar 2014"; None when unclear."""
    match = _SINGLE.fullmatch(text.strip())
    return _point(match, "a") if match else None


def months_of(start: Month | None, end: Month | None, current: bool, today: date) -> set[int]:
    """The calendar months (year × 12 + month) of a period up to today; empty when a side is missing.

    A year without a month counts from its middle, so that 2015–2018 is three years. The last month counts.
    """
    if start is None or (end is None and not current):
        return set()
    now = today.year * 12 + today.month - 1
    first = start.year * 12 + (start.month - 1 if start.month else 6)
    if end is None:
        last = now
    elif start == end and not start.month:
        first, last = start.year * 12, start.year * 12 + 11
    else:
        last = end.year * 12 + (end.month - 1 if end.month else 5)
    return set(range(first, min(last, now) + 1))


def whole_years(months: set[int]) -> int:
    """Full years in a union of months: jobs at the same time count once."""
    return len(months) // 12
