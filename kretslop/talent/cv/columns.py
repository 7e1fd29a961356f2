"""Puts the pieces of text on a page into the order in which a person reads them, columns included."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from .dates import find_period
from .headings import section_of
from .lines import Line, is_page_mark, without_bullet

MIN_COLUMN_LINES = 3
MAX_GUTTERS = 24
"""Places tried for the gap between columns: where most lines start."""


@dataclass(frozen=True)
class Fragment:
    """A piece of a line and its place on the page, in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False
    unmapped: int = 0
    """Letters that the font does not name, left out of the text."""

    @property
    def middle(self) -> float:
        """Height of the middle of the letters."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True)
class _Block:
    """Part of a page that is read through before the next: a full-width band or one column of a band."""

    fragments: list[Fragment]
    column: int
    """0: full width, 1: left, 2: right."""


def reading_order(pages: list[list[Fragment]]) -> list[Line]:
    """Lines of all pages. A column that goes on over pages is read to its end before the next column starts."""
    flows: list[list[Line]] = []
    open_columns: dict[int, list[Line]] = {}
    seen: set[str] = set()
    for number, fragments in enumerate(pages, 1):
        kept = [piece for piece in fragments if not _is_margin_note(piece, fragments, seen, number)]
        blocks = _blocks(kept)
        first_band = True
        for block in blocks:
            lines = _lines(block.fragments, f"page {number}")
            if block.column and first_band and number > 1 and block.column in open_columns:
                open_columns[block.column].extend(lines)
                continue
            if not block.column:
                first_band = False
                open_columns = {}
            flows.append(lines)
            if block.column == 2 and lines:
                lines[0] = replace(lines[0], fresh=True)
            if block.column:
                open_columns[block.column] = lines
        if not any(block.column for block in blocks):
            open_columns = {}
    return [line for flow in flows for line in flow]


def _is_margin_note(piece: Fragment, page: list[Fragment], seen: set[str], number: int) -> bool:
    """Page numbers, and headers or footers that repeat on later pages."""
    top, bottom = max(p.top for p in page), min(p.bottom for p in page)
    at_edge = piece.top > top - 30 or piece.bottom < bottom + 30
    if at_edge and is_page_mark(piece.text):
        return True
    key = re.sub(r"\d+", "#", piece.text)
    if number > 1 and at_edge and key in seen:
        return True
    if at_edge:
        seen.add(key)
    return False


def _blocks(fragments: list[Fragment]) -> list[_Block]:
    """Bands from top to bottom; a band with two columns gives its left one, then its right one."""
    gutter = _gutter(fragments)
    if gutter is None and (pair := _headings_side_by_side(fragments)):
        return _blocks_around(fragments, *pair)
    if gutter is None:
        return [_Block(fragments, 0)] if fragments else []
    crossing = [piece for piece in fragments if piece.left < gutter - 1 and piece.right > gutter + 1]
    edges = sorted((piece.middle for piece in crossing), reverse=True)
    bands: list[list[Fragment]] = [[] for _ in range(len(edges) + 1)]
    for piece in fragments:
        if piece not in crossing:
            bands[sum(1 for edge in edges if edge > piece.middle)].append(piece)
    blocks: list[_Block] = []
    for index, band in enumerate(bands):
        left = [piece for piece in band if piece.right <= gutter + 1]
        right = [piece for piece in band if piece.right > gutter + 1]
        blocks += [_Block(part, column) for column, part in ((1, left), (2, right)) if part]
        if index < len(edges):
            blocks.append(_Block([piece for piece in crossing if piece.middle == edges[index]], 0))
    return _join_full_width(blocks)


def _headings_side_by_side(fragments: list[Fragment]) -> tuple[Fragment, Fragment] | None:
    """Two headings at one height: the sections under them stand beside each other on part of the page."""
    headings = sorted((piece for piece in fragments if section_of(piece.text)), key=lambda piece: -piece.middle)
    for left, right in pairwise(headings):
        left, right = (left, right) if left.left < right.left else (right, left)
        alike = abs(left.middle - right.middle) < 2.5 and abs(left.size - right.size) < 0.6 and left.bold == right.bold
        if alike and left.right < right.left - left.size and section_of(left.text) != section_of(right.text):
            return left, right
    return None


def _blocks_around(fragments: list[Fragment], left: Fragment, right: Fragment) -> list[_Block]:
    """What stands above the two headings, the column under each, and what stands below both columns."""
    x, top = right.left - 2, max(left.top, right.top)
    above = [piece for piece in fragments if piece.middle > top]
    under = [piece for piece in fragments if piece.middle <= top]
    floor = _floor(under, left, x)
    columns = [piece for piece in under if piece.middle > floor]
    sides = [[piece for piece in columns if (piece.left >= x) == far] for far in (False, True)]
    blocks = [_Block(above, 0)] if above else []
    blocks += [_Block(side, column) for column, side in enumerate(sides, 1) if side]
    return blocks + _blocks([piece for piece in under if piece.middle <= floor])


def _floor(under: list[Fragment], heading: Fragment, x: float) -> float:
    """The height at which two columns end: a line across both, or a heading below the end of the right one."""
    ends = [piece.middle for piece in under if piece.left < x - 1 and piece.right > x + 1]
    for piece in under:
        if piece.left >= x or piece.middle >= heading.middle - 1 or abs(piece.size - heading.size) > 0.6:
            continue
        if not section_of(piece.text):
            continue
        beside = [other for other in under if other.left >= x]
        ended = min(other.bottom for other in beside if other.middle > piece.middle)
        going_on = max((other.top for other in beside if other.middle <= piece.middle), default=0.0)
        if ended - going_on > 2.5 * heading.size:
            ends.append(piece.middle)
    return max(ends, default=-1.0)


def _join_full_width(blocks: list[_Block]) -> list[_Block]:
    """Neighbouring full-width bands become one, so that gaps between their lines stay known."""
    joined: list[_Block] = []
    for block in blocks:
        if joined and not block.column and not joined[-1].column:
            joined[-1] = _Block(joined[-1].fragments + block.fragments, 0)
        else:
            joined.append(block)
    return joined


def _gutter(fragments: list[Fragment]) -> float | None:
    """The x between two columns of running text, or None: dates set to the right do not make a column."""
    if len(fragments) < 2 * MIN_COLUMN_LINES:
        return None
    width_left, width_right = min(p.left for p in fragments), max(p.right for p in fragments)
    best: tuple[float, float] | None = None
    starts_at = Counter(round(piece.left) for piece in fragments)
    for x in sorted(start - 2.0 for start, count in starts_at.most_common(MAX_GUTTERS) if count > 1):
        if not width_left + 0.12 * (width_right - width_left) < x < width_left + 0.85 * (width_right - width_left):
            continue
        left = [p for p in fragments if p.right <= x + 1]
        right = [p for p in fragments if p.left >= x - 1]
        crossing = len(fragments) - len(left) - len(right)
        if len(left) < MIN_COLUMN_LINES or len(right) < MIN_COLUMN_LINES or crossing > 0.25 * len(fragments):
            continue
        if not _are_columns(left, right):
            continue
        score = crossing + 0.001 * abs(len(left) - len(right))
        starts = sum(1 for p in right if abs(p.left - 2 - x) < 3)
        score -= 0.5 * starts
        if best is None or score < best[0]:
            best = (score, x)
    return best[1] if best else None


def _are_columns(left: list[Fragment], right: list[Fragment]) -> bool:
    """Two columns have each a heading, or lines at heights of their own; a table's rows share theirs."""
    for side in (left, right):
        dated = sum(1 for p in side if _is_only_date(p.text))
        if dated * 2 >= len(side):
            return False
    headings = [sum(1 for p in side if section_of(p.text)) for side in (left, right)]
    if all(headings):
        return not (_rows_shared(left, right) > 0.9 and min(headings) < 2)
    return _rows_shared(left, right) < 0.5


def _rows_shared(left: list[Fragment], right: list[Fragment]) -> float:
    """Share of the shorter side's lines that stand at the height of a line of the other side."""
    few, many = sorted((left, right), key=len)
    heights = [p.middle for p in many]
    return sum(1 for p in few if any(abs(p.middle - height) < 2.5 for height in heights)) / len(few)


def _is_only_date(text: str) -> bool:
    period = find_period(text)
    return bool(period and len(text) - (period.at[1] - period.at[0]) <= 12)


def _lines(fragments: list[Fragment], where: str) -> list[Line]:
    """Pieces at one height become one line, with a tab for each wide gap between them."""
    rows: list[list[Fragment]] = []
    for piece in sorted(fragments, key=lambda p: -p.middle):
        row = rows[-1] if rows else None
        if row and abs(row[0].middle - piece.middle) < 0.45 * min(row[0].size, piece.size):
            row.append(piece)
        else:
            rows.append([piece])
    lines: list[Line] = []
    above: float | None = None
    for row in rows:
        row.sort(key=lambda p: p.left)
        lead = max(row, key=lambda p: len(p.text))
        text = _join(row)
        stripped, bullet = without_bullet(text)
        gap = 0.0 if above is None else max(0.0, (above - max(p.top for p in row)) / max(lead.size, 1.0))
        above = min(p.bottom for p in row)
        if stripped:
            lines.append(Line(stripped, where, lead.size, row[0].bold, round(row[0].left), round(gap, 2), bullet))
    return _lone_bullets(lines)


def _join(row: list[Fragment]) -> str:
    text = row[0].text
    for before, piece in pairwise(row):
        wide = piece.left - before.right > 0.8 * before.size
        text += ("\t" if wide else " ") + piece.text
    return text


def _lone_bullets(lines: list[Line]) -> list[Line]:
    """A bullet drawn as a line of its own belongs to the line after it."""
    kept: list[Line] = []
    pending = False
    for line in lines:
        if len(line.text) == 1 and not line.text.isalnum():
            pending = True
            continue
        kept.append(replace(line, bullet=True) if pending else line)
        pending = False
    return kept
