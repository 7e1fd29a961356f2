"""An explanation, criterion by criterion, as every portal shows it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from kretslop.campaigns.wording import evidence_sentence, sentence
from kretslop.matching.explain import Part
from kretslop.matching.facts import ANYWHERE
from kretslop.matching.places import name_of


def criteria_items(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Return the parts as the `criteria_list` component takes them: state, sentence, evidence, points."""
    return [
        {
            "state": part.verdict,
            "title": sentence(part.criterion),
            "evidence": evidence_sentence(part),
            "points": points(part),
        }
        for part in parts
    ]


def points(part: Part) -> str:
    """Return the points of a part: all, some of them (what is partly met), or a dash while nobody knows."""
    if part.verdict == "unknown" and not part.points:
        return "–"
    if part.verdict == "met":
        return str(part.points)
    return _("%(points)s of %(of)s") % {"points": part.points, "of": part.criterion.points}


def places_words(places: Iterable[str]) -> str:
    """Return where a person would work; somebody who would go anywhere says so, and none gives an empty text."""
    codes = list(places)
    if ANYWHERE in codes:
        return _("Anywhere in the region")
    return ", ".join(str(name_of(place)) for place in codes)
