"""Lines of a plain text file, Markdown included."""

import re

from .gate import decode
from .lines import Line, clean, is_page_mark, without_bullet
from .reading import UnreadableError

MAX_LINES = 5_000


def read_lines(data: bytes) -> list[Line]:
    """Lines with their numbers; UnreadableError("wrong_type") for what is not text."""
    text = decode(data)
    if text is None:
        raise UnreadableError("wrong_type")
    lines: list[Line] = []
    gap = 0.0
    for number, row in enumerate(text.expandtabs(8).splitlines()[:MAX_LINES], 1):
        marked = bool(re.match(r"#{1,4}\s", row))
        row = re.sub(r"^#{1,4}\s+|[*_]{2}|^[=\-_*~]{3,}$|\s#+$", "", row)
        words, bullet = without_bullet(clean(re.sub(r"(?<=\S) {3,}", "\t", row)))
        if not words or is_page_mark(words):
            gap += 1.0
            continue
        indent = len(row) - len(row.lstrip())
        lines.append(Line(words[:2_000], f"line {number}", 0.0, marked, indent, gap, bullet))
        gap = 0.0
    return lines
