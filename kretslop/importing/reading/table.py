"""A table on disk: one JSON list of a row's number and its cells per line, so that reading can go on at any line."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from kretslop.importing.reading.faults import UnreadableError
from kretslop.importing.rules import MAX_CELL, MAX_COLUMNS, MAX_ROWS

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff]")
_HEADER_WITHIN = 20


class Row(NamedTuple):
    """One row of the file: its number as a spreadsheet counts it, its cells, and where the next one starts."""

    number: int
    cells: list[str]
    next_offset: int


def clean(cell: str) -> str:
    """Return a cell without control and direction signs, with plain spaces, cut at `MAX_CELL`."""
    return _CONTROL.sub("", cell).replace("\u00a0", " ").strip()[:MAX_CELL]


def with_header(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Give the header first, then the rows below it that hold anything, all as wide as the header.

    The header is the first row with at least two cells filled: above it often stands a title. UnreadableError when
    there is none, or when there are more rows than `MAX_ROWS`.
    """
    width, given = 0, 0
    for number, raw in rows:
        cells = [clean(cell) for cell in raw[:MAX_COLUMNS]]
        if not any(cells):
            continue
        if not width:
            if sum(map(bool, cells)) < 2:
                if number > _HEADER_WITHIN:
                    break
                continue
            while not cells[-1]:
                cells.pop()
            width = len(cells)
        else:
            given += 1
            if given > MAX_ROWS:
                raise UnreadableError("too_many_rows")
        yield number, (cells + [""] * width)[:width]
    if not width:
        raise UnreadableError("no_header")
    if not given:
        raise UnreadableError("no_rows")


def write(rows: Iterable[tuple[int, list[str]]], out: BinaryIO) -> int:
    """Write the header and the rows; return how many rows stand below the header."""
    written = -1
    for number, cells in rows:
        out.write(json.dumps([number, cells], ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        written += 1
    return written


def read(file: BinaryIO, offset: int = 0) -> Iterator[Row]:
    """Give rows from `offset` on (0: the header)."""
    file.seek(offset)
    while line := file.readline():  # a stored file's own loop would begin at the start again
        number, cells = json.loads(line)
        offset += len(line)
        yield Row(number, cells, offset)
