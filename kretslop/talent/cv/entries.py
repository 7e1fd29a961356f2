"""Divides a section into its entries: which lines are a heading with a period, which ones describe it."""

import re
from dataclasses import dataclass, field

from .dates import Period, find_period
from .lines import Line
from .roles import has_degree, is_role, is_school, looks_like_company

MAX_HEADER_LINES = 3
_VERB = re.compile(
    r"(?i)^(?:built|led|wrote|ran|made|grew|set up|took|kept|drove|taught|responsible|in charge|main|"
    r"tasks?|key|technolog\w+|tech stack"
    r"|stack|tools|environment|thesis|grade|gpa|average|courses?|coursework|achievements?|duties|"
    r"\w{3,}ed\b|\w{4,}ing\b(?!\s+(?:director|manager|engineer|lead|consultant|as|ltd))"
    r"|ansvar\w*|utvikl(?:et|a)|jobbet|arbeidet|ledet|bygde|laget|skrev|hovedoppgave|masteroppgave|"
    r"karakter\w*|teknologier|oppgaver"
    r"|utvecklade|arbetade|ledde|byggde|jobbade|uppgifter|betyg|examensarbete|arbetsuppgifter)\b"
)
_LENGTH = re.compile(
    r"[(\[]?\s*\b\d+\+?\s*(?:years?|yrs?|months?|mos?|år|måneder|mnd|månader|mån)\b\.?(?:\s*(?:,|and|og|"
    r"och)?\s*\d+\s*(?:months?|mos?|måneder|mnd|månader|mån)\b\.?)?\s*[)\]]?",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"(?i)\b(?:expected|anticipated|graduat(?:ion|ed|ing)|forventet|beräknad|completed|fullført)(?: \w+)?\s*:?\s*$"
)


@dataclass
class Entry:
    """One job or course of study: its header in cells (one per tab stop or line), its period, what describes it."""

    period: Period | None
    cells: list[str] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    where: str = ""
    above: int = 0
    """Lines of the header that stand above the line with the period."""


def split_entries(lines: list[Line], *, single_dates: bool) -> list[Entry]:
    """Entries of a section by their periods. `single_dates`: one date alone ("June 2016") also marks an entry."""
    periods = [_header_period(line, single_dates) for line in lines]
    anchors = [index for index, period in enumerate(periods) if period]
    if not anchors:
        return []
    before = _lines_before(lines, anchors)
    starts = [_start(lines, anchors, position, before) for position in range(len(anchors))]
    entries = []
    for position, anchor in enumerate(anchors):
        stop = starts[position + 1] if position + 1 < len(anchors) else len(lines)
        entries.append(_entry(lines, starts[position], anchor, stop, periods[anchor]))
    if starts[0] > 0 and entries:
        entries[0].body[:0] = lines[: starts[0]]
    return entries


def _header_period(line: Line, single_dates: bool) -> Period | None:
    """The line's period when it stands as a date does: first, last, or in a cell of its own."""
    period = find_period(line.text)
    if period is None:
        return None
    before = line.text[: period.at[0]].rstrip(" (,|–-\t")
    after = _LENGTH.sub("", line.text[period.at[1] :]).strip(" ).,|–-·•\t")
    rest = len(before) + len(after)
    own_cell = line.text[: period.at[0]].endswith("\t") or line.text[period.at[1] :].startswith("\t")
    if rest > 110 or (before and after and not own_cell and not _cell_border(line.text, period)):
        return None
    if period.start is None:
        if not single_dates and not (own_cell or not rest):
            return None
        if line.bullet or (
            _EXPECTED.search(before) is None and before.lower().endswith((" in", " i", " of", " by", " since"))
        ):
            return None
    if line.bullet and (rest > 70 or _VERB.match(before or after)):
        return None
    if _VERB.match(before) and (len(before.split()) > 4 or line.text.endswith(".")):
        return None
    if re.search(r"(?i)\b(?:from|between|in|during|fra|mellom|från|mellan|under)$", before):
        return None
    return period


def _cell_border(text: str, period: Period) -> bool:
    """The period stands between separators: "Engineer | 2019–2021 | Oslo", "Engineer (2019–2021), Havtech"."""
    left, right = text[: period.at[0]].rstrip()[-1:], text[period.at[1] :].lstrip()[:1]
    return left in "|(,•·–-:[" and right in "|),•·–-:]"


def _is_header_line(line: Line) -> bool:
    text = line.text
    if len(text) > 95 or (line.bullet and len(text) > 60) or _VERB.match(text):
        return False
    if text.endswith((".", ";")) and not re.search(r"(?i)\b(?:inc|ltd|co|corp|s\.a|b\.v|st|lda|o|a\.s|\w)\.$", text):
        return False
    return (
        text[:1].isupper()
        or text[:1].isdigit()
        or bool(re.match(r"[^\w\s]|[a-zæøå]+[A-Z]|[a-z]+\.\w", text))
        or "\t" in text
    )


def _lines_before(lines: list[Line], anchors: list[int]) -> int:
    """How many lines of a header stand above its period in this section, as its first entry shows."""
    first = anchors[0]
    count = 0
    while count < first and count < MAX_HEADER_LINES and _is_header_line(lines[first - 1 - count]):
        count += 1
    return count


def _start(lines: list[Line], anchors: list[int], position: int, before: int) -> int:
    """Index of the entry's first line: up to `before` header lines above its period."""
    anchor = anchors[position]
    floor = anchors[position - 1] + 1 if position else 0
    if position and before == 0:
        return anchor
    usual = _usual_gap(lines)
    start = anchor
    while (
        start > floor and anchor - start < before and not lines[start - 1].bullet and _is_header_line(lines[start - 1])
    ):
        if lines[start].gap > usual * 1.6 + 0.15:
            break
        start -= 1
    if position and start == floor and floor < anchor and len(_rest(lines[anchors[position - 1]])) < 3 and before:
        # The lines between two bare dates: some belong to the header of the earlier one.
        start = max(start, anchor - before)
    return start


def _usual_gap(lines: list[Line]) -> float:
    gaps = sorted(line.gap for line in lines[1:])
    return gaps[len(gaps) // 2] if gaps else 0.0


def _rest(line: Line) -> str:
    period = find_period(line.text)
    return line.text if period is None else (line.text[: period.at[0]] + line.text[period.at[1] :]).strip(" ()|,–-\t")


def _entry(lines: list[Line], start: int, anchor: int, stop: int, period: Period | None) -> Entry:
    entry = Entry(period, where=lines[anchor].where, above=anchor - start)
    for line in lines[start:anchor]:
        entry.cells += _cells(line.text)
    entry.cells += _cells(_without_period(lines[anchor].text, period))
    after = anchor + 1
    while after < stop and after - anchor <= MAX_HEADER_LINES - 1 and _goes_on(entry, lines, after, stop):
        entry.cells += _cells(lines[after].text)
        after += 1
    entry.body = lines[after:stop]
    return entry


def _without_period(text: str, period: Period | None) -> str:
    if period is None:
        return text
    before = _EXPECTED.sub("", text[: period.at[0]].rstrip(" (["))
    return before + "\t" + text[period.at[1] :].lstrip(" )]")


def _cells(text: str) -> list[str]:
    cells = (trimmed(_LENGTH.sub("", cell)) for cell in text.split("\t"))
    return [cell for cell in cells if cell and any(sign.isalnum() for sign in cell)]


def trimmed(text: str) -> str:
    """The text without separators around it; a bracket keeps its other half."""
    text = text.strip(" ,|–-—•·:;\t")
    if text.count("(") < text.count(")"):
        text = text.rstrip(" )") if text.endswith(")") else text
    if text.count("(") > text.count(")"):
        text = text.lstrip(" (") if text.startswith("(") else text.rstrip(" (") if text.endswith("(") else text + ")"
    return text.strip()


def _goes_on(entry: Entry, lines: list[Line], index: int, stop: int) -> bool:
    """The line below the period still belongs to the header: something is missing and the line looks like it."""
    line = lines[index]
    if line.bullet or not _is_header_line(line) or len(line.text) > 70:
        return False
    known = " \n ".join(entry.cells)
    if not entry.cells:
        return True
    if len(line.text.split()) > 9:
        return False
    has_role, has_company = is_role(known), looks_like_company(known) or is_school(known)
    if has_degree(known) or is_school(known):
        return (is_school(line.text) and not is_school(known)) or (has_degree(line.text) and not has_degree(known))
    if has_role and has_company:
        return False
    gives = (is_role(line.text) and not has_role) or (looks_like_company(line.text) and not has_company)
    if len(entry.cells) == 1 and not re.search(r",| at | hos |\|| [–—-] ", entry.cells[0]):
        below = lines[index + 1] if index + 1 < stop else None
        sets_apart = (
            below is None or below.bullet or (below.size, below.bold) != (line.size, line.bold) or len(below.text) > 60
        )
        return gives or sets_apart
    return gives
