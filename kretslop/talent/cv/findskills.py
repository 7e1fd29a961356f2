"""Skills named in a CV, through the taxonomy's exact finder."""

import re
from typing import Any

_WISH = re.compile(
    r"(want|wish|would like|hope|eager|keen|plan)(s|ing)? to learn|learning next|no (prior |previous )?experience (with|in|of)"
    r"|(ønsker|vil gjerne|skal) (å )?lære|ingen erfaring|vill (gärna )?lära|ingen erfarenhet",
    re.IGNORECASE,
)


def find_in(pieces: list[tuple[str, str]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[str]]:
    """Skills in `pieces` of (text, where): found ones, suggested ones, and where each found one stood first.

    A technology that the person only wants to learn is not a skill.
    """
    try:
        from kretslop.taxonomy.finding import find_skills
    except ImportError:
        return [], [], []

    found: dict[str, dict[str, Any]] = {}
    suggested: dict[str, dict[str, Any]] = {}
    places: dict[str, str] = {}
    for text, where in pieces:
        for hit in find_skills(text):
            before = re.split(r"[.!?\n]", text[: hit.start])[-1]
            if _WISH.search(before):
                continue
            skill = {"name": hit.name, "code": hit.code, "category": hit.category}
            if hit.certainty != "found":
                suggested.setdefault(hit.code, skill)
            elif hit.code not in found:
                found[hit.code] = skill
                places[hit.code] = where
    only_suggested = [skill for code, skill in suggested.items() if code not in found]
    return list(found.values()), only_suggested, list(places.values())
