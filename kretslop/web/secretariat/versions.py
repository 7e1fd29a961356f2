"""A version of the criteria in words: its items with their support, what it costs in the pool, what has changed."""

from typing import Any

from django.utils.translation import gettext, ngettext

from kretslop.campaigns import wording
from kretslop.insights.queries import Effect
from kretslop.matching.criteria import Criteria, Criterion

#: From this share of the pool on, a demand that many jobs do without is asked about.
COSTLY = 30
LOCAL_LANGUAGES = ("no", "nb", "nn")


def items(criteria: Criteria, support: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each item with its weight and how many profiles and posts stand behind it."""
    rows = []
    for item in criteria.items:
        said = support.get(item.key) or {}
        rows.append(
            {
                "sentence": wording.sentence(item),
                "must": item.must,
                "points": item.points,
                "support": _support(said) if said else gettext("added by hand"),
            }
        )
    return rows


def _support(said: dict[str, int]) -> str:
    asked = ngettext("%(n)s of %(of)s post asks for it", "%(n)s of %(of)s posts ask for it", said["posts"])
    demanded = ngettext("%(n)s demands it", "%(n)s demand it", said["must_posts"])
    parts = [asked % {"n": said["posts"], "of": said["of_posts"]}, demanded % {"n": said["must_posts"]}]
    profiles = ngettext("%(n)s profile", "%(n)s profiles", said["profiles"]) % {"n": said["profiles"]}
    return f"{profiles}: {', '.join(parts)}"


def remaining(effect: Effect) -> list[tuple[str, int, str]]:
    """Return how many people remain after each must, as rows of bars; those who are surely in are noted."""
    rows = []
    for step in effect.steps:
        name = wording.sentence(step.criterion) if step.criterion else gettext("Everybody registered")
        note = gettext("%(n)s for certain") % {"n": step.sure} if step.criterion and step.sure != step.left else ""
        rows.append((name, step.left, note))
    return rows


def costs(effect: Effect) -> list[dict[str, Any]]:
    """Return what each must costs, the dearest first, with a friendly question where it may not be needed."""
    rows = []
    for cost in effect.costs:
        question = ""
        if cost.percent >= COSTLY and _is_doubtful(cost.criterion):
            said = gettext("%(criterion)s costs %(percent)s %% of the pool: needed from day one?")
            question = said % {"criterion": wording.sentence(cost.criterion), "percent": cost.percent}
        rows.append(
            {
                "sentence": wording.sentence(cost.criterion),
                "not_met": cost.not_met,
                "percent": cost.percent,
                "only": cost.only_this,
                "question": question,
            }
        )
    return rows


def _is_doubtful(item: Criterion) -> bool:
    """True for demands that are often a habit: a degree, and the local language from the first day (R14)."""
    return item.kind == "education" or (item.kind == "language" and item.code in LOCAL_LANGUAGES)


def changes(before: Criteria, after: Criteria) -> list[str]:
    """Say what changed from one version to the next; weights alone are said in one sentence."""
    old, new = ({item.key: item for item in each.items} for each in (before, after))
    said = []
    for key, item in new.items():
        if key not in old:
            said.append(gettext("New: %(criterion)s") % {"criterion": wording.sentence(item)})
            continue
        if wording.sentence(item) != wording.sentence(old[key]):
            words = {"old": wording.sentence(old[key]), "new": wording.sentence(item)}
            said.append(gettext("%(old)s became: %(new)s") % words)
        if item.must != old[key].must:
            text = gettext("Must have now: %(criterion)s") if item.must else gettext("Nice to have now: %(criterion)s")
            said.append(text % {"criterion": wording.sentence(item)})
    gone = (item for key, item in old.items() if key not in new)
    said += [gettext("Left out: %(criterion)s") % {"criterion": wording.sentence(item)} for item in gone]
    if any(key in old and item.points != old[key].points for key, item in new.items()):
        said.append(gettext("Weights have changed."))
    return said or [gettext("Nothing has changed.")]
