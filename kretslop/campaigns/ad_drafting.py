"""What a draft read from an ad becomes: fields of a wanted profile, and what was read from which words."""

from typing import Any

from kretslop.campaigns.ad_criteria import criteria_of_ad
from kretslop.campaigns.ad_facts import Warned
from kretslop.campaigns.ad_protected import protected
from kretslop.campaigns.ad_reading import TITLE_LENGTH, AdDraft
from kretslop.campaigns.ad_sections import sentences
from kretslop.matching.criteria import Criterion

MOST_POSTS = 500
MOST_WORDS = 300


def storable(text: str) -> str:
    """Give the text without what no database keeps: null characters and halves of letters, as JSON can hold them."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def fields_of(draft: AdDraft, untitled: str) -> dict[str, Any]:
    """Return title (`untitled` where the ad has none), occupation, posts, seniority and remote for a wanted profile."""
    return {
        "title": storable(draft.title).strip()[:TITLE_LENGTH] or untitled,
        "occupation": draft.occupation or "",
        "posts": min(draft.posts or 1, MOST_POSTS),
        "seniority": draft.seniority or "",
        "remote": draft.remote or "",
    }


def reading_of(draft: AdDraft) -> dict[str, Any]:
    """Return what was read, each criterion with the words it comes from, and the warnings; as plain values for JSON."""
    words = {f"skill:{one.code}": one.evidence for one in draft.skills}
    words |= {f"language:{one.code}": one.evidence for one in draft.languages}
    words |= {Criterion("one_of", codes=one.codes).key: one.evidence for one in draft.choices}
    words |= {f"industry:{one.code}": one.evidence for one in draft.industries}
    words |= {f"seniority:{draft.seniority}": draft.seniority_words} if draft.seniority else {}
    words |= {f"culture:{draft.culture.code}": draft.culture.evidence} if draft.culture else {}
    items = criteria_of_ad(draft).items
    return {
        "language": draft.language_of_ad,
        "read": [{"criterion": item.to_json(), "words": _short(words.get(item.key, ""))} for item in items],
        "warnings": [{"code": one.code, "words": _short(one.evidence)} for one in draft.warnings],
        "guessed": [f"language:{one.code}" for one in draft.languages if one.cefr is None]
        + [f"industry:{one.code}" for one in draft.industries if one.years is None]
        + (["years"] if draft.years_min is None else []),
    }


def asks_for_protected(*texts: str) -> list[Warned]:
    """Return each sentence of an employer's own words that asks for what the law protects, with its ground."""
    return [found for text in texts for found in protected(sentences(text))]


def _short(words: str) -> str:
    words = " ".join(storable(words).split()).lstrip("-–•*· ")
    return words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1] + "…"
