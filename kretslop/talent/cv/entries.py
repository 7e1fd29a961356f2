"""Divides a section into its entries: which lines are a heading with a period, which ones describe it."""

import re
from dataclasses import dataclass, field, replace

from .dates import Period, find_period, mended_range
from .lines import Line
from .places import is_place
from .roles import ends_in_form, has_degree, is_role, is_school, looks_like_company

MAX_HEADER_LINES = 3
_VERB = re.compile(
    r"(?i)^(?!embedded|distributed|certified|applied|advanced|integrated)"
    r"(?:built|led|wrote|ran|made|grew|set up|took|kept|drove|taught|responsible|in charge|main|"
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
_LABELS = re.compile(
    r"(?i)^(?:company|employer|organi[sz]ation|title|job title|position|role|school|institution|university|degree"
    r"|period|dates?|arbeidsgiver|stilling|firma|bedrift|rolle|skole|lærested|grad|periode|arbetsgivare|befattning|tjänst"
    r"|företag|roll|skola|examen|period)\s*:\s*"
)
_LINK = re.compile(r"(?i)\s*\b(?:https?://|www\.)[^\s|,]+")
_TERMS = re.compile(
    r"(?i)\s*\([^()]*\b(?:deltid|heltid|fulltid|part[- ]?time|full[- ]?time|vikariat|sommerjobb|sommarjobb|summer job"
    r"|temporary|contract|permanent|fast stilling|engasjement|\d+ ?%)[^()]*\)"
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
    # LinkedIn writes how long somebody stayed at a company on a line of its own, above the positions there.
    lines = [line for line in lines if line.bullet or find_period(line.text) or _LENGTH.sub("", line.text).strip()]
    lines = _whole_names(_whole_ranges(lines))
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


def _whole_ranges(lines: list[Line]) -> list[Line]:
    """The lines with ranges made whole that a narrow column broke in two."""
    whole: list[Line] = []
    for line in lines:
        if whole and (mended := mended_range(whole[-1].text, line.text)):
            whole[-1] = replace(whole[-1], text=mended[0])
            if not mended[1]:
                continue
            line = replace(line, text=mended[1])
        whole.append(line)
    return whole


def _whole_names(lines: list[Line]) -> list[Line]:
    """The lines with names made whole that a narrow column broke: "University of Technology", "and Arts"."""
    whole: list[Line] = []
    for line in lines:
        above = whole[-1] if whole else None
        goes_on = re.match(r"(?:and|og|och|of|for|&) [A-ZÆØÅÄÖ]", line.text) and len(line.text.split()) <= 5
        alike = above and (above.size, above.bold, above.left) == (line.size, line.bold, line.left) and not line.bullet
        if above and alike and goes_on and len(above.text) < 60 and above.text[-1].isalpha() and not above.bullet:
            whole[-1] = replace(above, text=f"{above.text} {line.text}")
        else:
            whole.append(line)
    return whole


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
        if not single_dates and not (own_cell or not rest or (not after and _job_in_commas(before))):
            return None
        if line.bullet or (
            _EXPECTED.search(before) is None and before.lower().endswith((" in", " i", " of", " by", " since"))
        ):
            return None
    if line.bullet and (rest > 70 or _VERB.match(before or after)):
        return None
    if _VERB.match(before) and (len(before.split()) > 4 or line.text.endswith(".")) and not _titled(before):
        return None
    if re.search(r"(?i)(?<!, )\b(?:from|between|in|during|fra|mellom|från|mellan|under)$", before):
        return None
    return period


def _job_in_commas(text: str) -> bool:
    """ "Teaching assistant, University of Porto" before a single date is a job; a sentence or an award is not."""
    title, comma, rest = text.partition(",")
    named = looks_like_company(rest) or is_school(rest)
    return bool(comma) and len(text) < 90 and not text.endswith(".") and is_role(title) and named


def _titled(text: str) -> bool:
    """ "Marketing engineer | Havtech AS": what opens like a verb is a short title before a separator."""
    title = re.split(r"\s*[|·•\t,(]\s*|\s+[–—-]\s+", text)[0]
    plain = not re.search(r"(?i)\b(?:as|for|with|the|a|an|of|and|in|to)\b", title)
    return len(title.split()) <= 4 and plain and is_role(title.split()[-1])


def _cell_border(text: str, period: Period) -> bool:
    """The period stands between separators: "Engineer | 2019–2021 | Oslo", "Engineer (2019–2021), Havtech"."""
    left, right = text[: period.at[0]].rstrip()[-1:], text[period.at[1] :].lstrip()[:1]
    return left in "|(,•·–-:[" and right in "|),•·–-:]"


def _is_header_line(line: Line) -> bool:
    text = line.text
    if len(text) > 95 or (line.bullet and len(text) > 60) or _VERB.match(text):
        return False
    form = ends_in_form(text) or re.search(r"(?i)\b(?:inc|ltd|co|corp|s\.a|b\.v|st|lda|o|a\.s|\w)\.$", text)
    if text.endswith((".", ";")) and not form:
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
    said = [_sentences_apart(cell) for cell in entry.cells]
    entry.cells = [header for header, _ in said]
    after = anchor + 1
    while after < stop and after - anchor <= MAX_HEADER_LINES - 1 and _goes_on(entry, lines, after, stop):
        entry.cells += _cells(lines[after].text)
        after += 1
    entry.body = [replace(lines[anchor], text=rest) for _, rest in said if rest] + lines[after:stop]
    return entry


def _sentences_apart(cell: str) -> tuple[str, str]:
    """ "Engineer, Havtech AS, Oslo. Built the portal in Django." as its header and what describes it."""
    match = re.match(r"(.{8,90}?(?:[^\W\d_]{3}|\bA[SB]))\.\s+(?=[A-ZÆØÅÄÖ])(.+)", cell)
    dotted = match and ends_in_form(match[1].rpartition(",")[2]) and not match[1].endswith((" AS", " AB"))
    if match is None or dotted or not is_role(match[1]):
        return cell, ""
    return match[1], match[2]


def _without_period(text: str, period: Period | None) -> str:
    if period is None:
        return text
    before = _EXPECTED.sub("", text[: period.at[0]].rstrip(" (["))
    before = re.sub(
        r"(?i)(?:^|(?<=\s))(?:from|fra og med|från och med|fra|från|fr\.? ?o\.? ?m\.?|f\.? ?o\.? ?m\.?)\s*:?\s*$",
        "",
        before,
    )
    return before + "\t" + text[period.at[1] :].lstrip(" )]")


def _cells(text: str) -> list[str]:
    text = re.sub(r"^\d{1,2}[.)]\s+(?=\D)", "", text)
    text = _TERMS.sub("", _LABELS.sub("", _LINK.sub("", text)))
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


def _ends_in_place(text: str) -> bool:
    """ "Rogaland Forsikring, Stavanger": a short line that ends in a place."""
    parts = re.split(r"\s*[,·|•]\s*", text)
    return 1 < len(parts) <= 4 and len(text.split()) <= 8 and is_place(parts[-1]) and not text.endswith(".")


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
        return gives or sets_apart or (has_role and _ends_in_place(line.text))
    return gives
