"""Sends a file to the parser of its format; each parser is imported only when it is needed."""

from datetime import date

from .gate import refuse_zip_tail
from .reading import Reading, UnreadableError


def parse(data: bytes, format: str, today: date) -> Reading:
    """Read the file in this process; UnreadableError says why not."""
    if format in ("json", "pdf"):
        refuse_zip_tail(data)
    if format == "json":
        from . import jsonresume

        return jsonresume.read(data, today)
    if format == "pdf":
        from . import pdf, prose

        lines, warnings = pdf.read_lines(data)
        reading = prose.read(lines, format, today)
        reading.warnings.extend(warnings)
        return reading
    raise UnreadableError("wrong_type")
