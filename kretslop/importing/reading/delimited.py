"""Reads delimited text row by row, after finding out how it was encoded and what parts its cells."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from kretslop.importing.reading.faults import UnreadableError

DELIMITERS = ";,\t|"
_LOOK_AT = 64 * 1024
csv.field_size_limit(1_000_000)


def encoding_of(file: BinaryIO) -> str:
    """Return the encoding: by its mark, as UTF-16 by its zeros, as UTF-8 when all of it is, else Windows-1252."""
    file.seek(0)
    head = file.read(_LOOK_AT)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if max(even, odd) * 3 < len(head) // 2:
            raise UnreadableError("wrong_type")
        return "utf-16-be" if even > odd else "utf-16-le"
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(1 << 20):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def delimiter_of(text: str) -> str:
    """Return what parts the cells: the sign that gives the first rows the same number of cells, and most of them."""
    first = text.lstrip().split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    best, found = (0.0, 0), ""
    for sign in DELIMITERS:
        counts = [len(row) for row in csv.reader(io.StringIO(text), delimiter=sign) if any(row)][:30]
        usual = max(counts, key=counts.count, default=1)
        if usual > 1:
            agreement = counts.count(usual) / len(counts)
            if (agreement, usual) > best:
                best, found = (agreement, usual), sign
    return found or ","


def rows(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """Give each row with its number as a spreadsheet counts it; UnreadableError when it is no text."""
    encoding = encoding_of(file)
    file.seek(0)
    # Windows-1252 leaves five bytes undefined; a strange sign in a name is better than a refused file.
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    head = text.read(_LOOK_AT)
    odd = sum(1 for sign in head if ord(sign) < 32 and sign not in "\t\n\r\f\v")
    if odd > len(head) // 200:
        raise UnreadableError("wrong_type")
    whole_lines = head if len(head) < _LOOK_AT else head.rsplit("\n", 1)[0]
    delimiter = delimiter_of(whole_lines)
    text.seek(0)
    reader = csv.reader(text, delimiter=delimiter)
    try:
        # A spreadsheet does not show the line "sep=;", so it does not count it either.
        start = 0 if head.lower().lstrip().startswith(f"sep={delimiter}") else 1
        for number, row in enumerate(reader, start=start):
            if number:
                yield number, row
    except csv.Error:
        raise UnreadableError("broken") from None
    finally:
        text.detach()
