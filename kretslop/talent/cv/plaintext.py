"""Lines of a plain text file, Markdown included."""

import re

from .gate import decode
from .lines import Line, clean, is_page_mark, without_bullet
from .reading import UnreadableError
from .wordlines import heading_size

MAX_LINES = 5_000


def read_lines(data: bytes) -> list[Line]:
    """Lines with their numbers; UnreadableError("wrong_type") for what is not text."""
    text = decode(data)
    if text is None:
        raise UnreadableError("wrong_type")
    lines: list[Line] = []
    gap = 0.0
    for number, row in enumerate(text.expandtabs(8).splitlines()[:MAX_LINES], 1):
        marks = re.match(r"(#{1,4})\s", row)
        row = re.sub(r"^#{1,4}\s+|[*_]{2}|^[=\-_*~]{3,}$|\s#+$", "", row)
        row = re.sub(r"(?<![\w*_])([*_])(?=\S)([^*_]+)(?<=\S)\1(?![\w*_])", r"\2", row)
        words, bullet = without_bullet(clean(re.sub(r"(?<=\S) {3,}", "\t", row)))
        if not words or is_page_mark(words):
            gap += 1.0
            continue
        size = heading_size(len(marks[1])) if marks else 0.0
        indent = len(row) - len(row.lstrip())
        lines.append(Line(words[:2_000], f"line {number}", size, marks is not None, indent, gap, bullet))
        gap = 0.0
    return lines
