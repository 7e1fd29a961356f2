"""Sends a file to the parser of its format; each parser is imported only when it is needed."""

from datetime import date

from .gate import refuse_zip_tail
from .reading import Reading, Unreadable


def parse(data: bytes, format: str, today: date) -> Reading:
    """Read the file in this process; Unreadable says why not."""
    if format == "json":
        from . import jsonresume

        refuse_zip_tail(data)
        return jsonresume.read(data, today)
    raise Unreadable("wrong_type")
