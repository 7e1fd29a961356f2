"""Looks at free words for what the law protects: each sentence that asks for it, with the reason and the law."""

from typing import Any

from kretslop.campaigns import wording
from kretslop.campaigns.ad_drafting import asks_for_protected


def flags(*texts: str) -> list[dict[str, Any]]:
    """Return the sentences that ask for what the law protects, or may, as `shared/flags.html` shows them."""
    found: list[dict[str, Any]] = []
    for one in asks_for_protected(*texts):
        what, law = wording.warning_words(one.code)
        found.append({"words": one.evidence, "what": what, "law": law, "protected": wording.is_protected(one.code)})
    return found


def any_protected(found: list[dict[str, Any]]) -> bool:
    """True when one of them asks for what the law protects; the others only may."""
    return any(one["protected"] for one in found)
