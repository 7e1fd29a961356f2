"""Sends a file to the parser of its format; each parser is imported only when it is needed."""

from datetime import date

from .gate import refuse_zip_tail
from .lines import Line
from .reading import Reading, UnreadableError


def parse(data: bytes, format: str, today: date) -> Reading:
    """Read the file in this process; UnreadableError says why not."""
    if format in ("json", "pdf", "text"):
        refuse_zip_tail(data)
    if format == "json":
        from . import jsonresume

        return jsonresume.read(data, today)
    if format == "europass":
        from . import europass

        return europass.read(data, today)
    lines, warnings = _lines(data, format)
    from . import prose

    reading = prose.read(lines, format, today)
    reading.warnings.extend(warnings)
    return reading


def _lines(data: bytes, format: str) -> tuple[list[Line], list[str]]:
    if format == "pdf":
        from . import pdf

        return pdf.read_lines(data)
    if format == "docx":
        from . import docx

        return docx.read_lines(data), []
    if format == "odt":
        from . import odt

        return odt.read_lines(data), []
    if format == "text":
        from . import plaintext

        return plaintext.read_lines(data), []
    raise UnreadableError("wrong_type")
