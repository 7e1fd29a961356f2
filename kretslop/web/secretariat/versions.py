"""A version of the criteria in words: its items with their support, and what has changed."""

from typing import Any

from django.utils.translation import gettext, ngettext

from kretslop.campaigns import wording
from kretslop.matching.criteria import Criteria


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
