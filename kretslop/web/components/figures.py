"""Components that show numbers, criteria and steps; lengths are true to their numbers."""

from itertools import pairwise
from typing import Any

from django import template

from .parts import drawn, entry, label_of
from .words import number, share

register = template.Library()
_LONG_VALUE = 60


@register.simple_tag
def tag(label, kind="neutral"):
    """A word about a state; the colour repeats what the word says."""
    return drawn(label_of(label, kind))


@register.inclusion_tag("ui/avatar.html")
def avatar(name):
    return {"name": name}


@register.inclusion_tag("ui/kpi.html")
def kpi(label, value, against="", kind=""):
    """One number and what it is measured against."""
    shown = number(value) if isinstance(value, int | float) else value
    return {"label": label, "value": shown, "against": against, "late": kind in ("late", "danger", "bad")}


def _bar(row: Any, longest: float) -> dict[str, Any]:
    if isinstance(row, tuple | list):
        row = dict(zip(("label", "value", "note", "kind"), row, strict=False))
    values = entry(row, label="", value=0, note="", kind="", shown="")
    length = 100 * float(values["value"] or 0) / longest if longest else 0
    return values | {"length": f"{min(max(length, 0), 100):.2f}", "shown": values["shown"] or number(values["value"])}


@register.inclusion_tag("ui/bars.html")
def bars(rows, total=None, label="", thin=False, shares=False):
    """Bars on one scale from zero. A row is `(label, value, note, kind)` or a dict of these; kind "now" or "late".

    `shown` in a dict stands in place of the number.

    `total` is the full length (otherwise the largest value); `shares` notes each row's share of the row before.
    """
    rows = list(rows)
    firsts = [_bar(row, 1) for row in rows]
    longest = float(total or max((float(row["value"] or 0) for row in firsts), default=0))
    drawn = [_bar(row, longest) for row in rows]
    if shares:
        for before, row in pairwise(drawn):
            row["note"] = row["note"] or share(row["value"], before["value"])
    return {"rows": drawn, "label": label, "thin": thin, "noted": any(row["note"] for row in drawn)}


@register.inclusion_tag("ui/meter_row.html")
def meter_row(label, value, total, note="", kind=""):
    """One bar against its goal."""
    bar = _bar({"label": label, "value": value, "note": note, "kind": kind}, float(total or 0))
    return bar | {"total": number(total)}


@register.inclusion_tag("ui/criteria_list.html")
def criteria_list(items):
    """Criteria, each a dict or object with `state` (met, not_met, unknown), `title`, `evidence`, `points`."""
    rows = [entry(item, state="unknown", title="", evidence="", points="") for item in items]
    for row in rows:
        row["state"] = str(row["state"])
        if row["state"] not in ("met", "not_met", "unknown"):
            raise ValueError(f"a criterion is met, not_met or unknown, not {row['state']!r}")
    return {"items": rows}


def _steps(items: Any) -> list[dict[str, Any]]:
    rows = [entry(item, title="", text="", state="later", url="", url_label="") for item in items]
    for row in rows:
        if row["state"] not in ("done", "now", "later"):
            raise ValueError(f"a step is done, now or later, not {row['state']!r}")
    return rows


@register.inclusion_tag("ui/path.html")
def path(items):
    """A person's way so far and onward: dicts with `state` (done, now, later), `title`, `text`, `url`, `url_label`."""
    return {"items": _steps(items)}


@register.inclusion_tag("ui/steps.html")
def steps(items):
    """A forecast side by side: dicts with `state` (done, now, later), `title`, `text`."""
    return {"items": _steps(items)}


@register.inclusion_tag("ui/progress.html")
def progress(step, total, label=""):
    """Step 2 of 3."""
    return {"step": step, "total": total, "label": label, "length": f"{100 * int(step) / int(total):.2f}"}


@register.inclusion_tag("ui/stat_list.html")
def stat_list(rows):
    """Pairs of a word and its value; a long value gets the whole width below its word."""
    return {
        "rows": [{"label": label, "value": value, "is_long": len(str(value)) > _LONG_VALUE} for label, value in rows]
    }


@register.inclusion_tag("ui/deadline.html")
def deadline(on, who="", after="", late=False):
    """A date with its weekday, who acts until then, and what happens after it."""
    return {"on": on, "who": who, "after": after, "late": late}
