"""Looks at free words for what the law protects: each sentence that asks for it, with the reason and the law."""

from typing import Any

from kretslop.campaigns import wording
from kretslop.campaigns.ad_drafting import asks_for_protected
from kretslop.campaigns.ad_facts import Warned


def flags(*texts: str) -> list[dict[str, Any]]:
    """Return the sentences that ask for what the law protects, or may, as `shared/flags.html` shows them: each once."""
    found: dict[str, list[Warned]] = {}
    for one in asks_for_protected(*texts):
        found.setdefault(one.evidence, []).append(one)
    shown = []
    for words, ones in found.items():
        told = [wording.warning_words(one.code) for one in ones]
        what, law = (" ".join(dict.fromkeys(str(part) for part in parts)) for parts in zip(*told, strict=True))
        protected = any(wording.is_protected(one.code) for one in ones)
        shown.append({"words": words, "what": what, "law": law, "protected": protected})
    return shown


def any_protected(found: list[dict[str, Any]]) -> bool:
    """True when one of them asks for what the law protects; the others only may."""
    return any(one["protected"] for one in found)
