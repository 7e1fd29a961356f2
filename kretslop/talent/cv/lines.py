"""Lines of a CV in reading order, whatever file they came from."""

import re
import unicodedata
from dataclasses import dataclass

_PLAIN = str.maketrans(
    {
        "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u2060": "",
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u2003": "  ", "\u2002": " ", "\u3000": " ",
        "\u2010": "-", "\u2011": "-", "\u00b4": "'", "\u2028": " ", "\u2029": " ", "\0": "",
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    }
)  # fmt: skip
_BULLET = re.compile(r"^\s*(?:[•●▪■◦○‣⁃∙·➢➤►▸✓✔❖♦◆\uf0b7\uf0a7\uf0d8\uf076]\s*|[–—\-*+o]\s+)(?=\S)")


@dataclass(frozen=True)
class Line:
    """One line. `size` in points (0: unknown), `gap` above it in line heights, `left` in points or characters."""

    text: str
    where: str
    size: float = 0.0
    bold: bool = False
    left: float = 0.0
    gap: float = 0.0
    bullet: bool = False
    fresh: bool = False
    """True for the first line of a column beside another: it does not go on from the line before it."""


def clean(text: str) -> str:
    """One line of text: ligatures and soft hyphens undone, accents composed, tabs kept as the mark of a wide gap."""
    text = re.sub("-\u00ad?[\u2010\u2011]|[\u2010\u2011]\u00ad", "-", text)
    text = unicodedata.normalize("NFC", text.translate(_PLAIN))
    text = "".join(sign if sign == "\t" or unicodedata.category(sign) not in ("Cc", "Cs") else " " for sign in text)
    text = re.sub(r" *\t[\t ]*| {4,}", "\t", text.strip())
    return re.sub(r" {2,}", " ", text)


def without_bullet(text: str) -> tuple[str, bool]:
    """The text without a bullet in front of it, and whether there was one."""
    stripped = _BULLET.sub("", text)
    return stripped, stripped != text


def is_page_mark(text: str) -> bool:
    """ "Page 2 of 3", "Side 2 av 3", "2/3", "- 2 -": on the page, not in the CV."""
    return bool(
        re.fullmatch(
            r"(?i)(?:page|side|sida|sid\.?)\s*\d+(?:\s*(?:of|av|/|\()\s*\d+\)?)?|[-–]?\s*\d{1,2}\s*[-–]?|\d{1,2}\s*/\s*\d{1,2}",
            text,
        )
    )


def plain_text(lines: list[Line]) -> str:
    """The lines as text for people and for searching."""
    return "\n".join(line.text for line in lines)
