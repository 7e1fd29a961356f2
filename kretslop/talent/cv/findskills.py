"""Skills named in a CV, through the taxonomy's exact finder."""

import re
from bisect import bisect_right
from typing import Any

from kretslop.taxonomy.finding import Finding, find_skills

_WISH = re.compile(
    r"(want|wish|would like|hope|eager|keen|plan)(s|ing)? to learn|learning next|currently learning"
    r"|\bno (prior |previous )?(experience|knowledge) (with|in|of)"
    r"|(ønsker|vil gjerne|skal) (å )?lære|ingen erfaring|vill (gärna )?lära|ingen erfarenhet",
    re.IGNORECASE,
)

Piece = list[tuple[str, str]]
"""Parts of one text, each with its place in the file: a page's lines, or the rows of a list of skills."""


def find_in(pieces: list[Piece]) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[str]]:
    """Skills that are found, skills that are only suggested, and where each found one stood first.

    A technology that the person only wants to learn is not a skill.
    """
    found: dict[str, dict[str, Any]] = {}
    suggested: dict[str, dict[str, Any]] = {}
    places: list[str] = []
    for piece in pieces:
        for hit, part in hits_in(piece):
            skill = {"name": hit.name, "code": hit.code, "category": hit.category}
            if hit.certainty != "found":
                suggested.setdefault(hit.code, skill)
            elif hit.code not in found:
                found[hit.code] = skill
                places.append(piece[part][1])
    return list(found.values()), [skill for code, skill in suggested.items() if code not in found], places


def hits_in(piece: Piece) -> list[tuple[Finding, int]]:
    """Each finding with the number of the part it starts in; the parts are read as one text, for their context."""
    starts, text = [], ""
    for words, _ in piece:
        starts.append(len(text))
        text += words + "\n"
    hits = []
    for hit in find_skills(text):
        if not _WISH.search(re.split(r"[.!?\n]", text[: hit.start])[-1]):
            hits.append((hit, bisect_right(starts, hit.start) - 1))
    return hits
