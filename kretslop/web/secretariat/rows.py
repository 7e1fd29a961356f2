"""A list of forms that grows, shrinks and changes its order by buttons, without a script."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest

Row = dict[str, Any]


def posted(request: HttpRequest, names: Sequence[str], *, flags: Sequence[str] = (), most: int) -> list[Row]:
    """Return the rows as they were sent: the field `rows` says how many, each has its prefix (`row3-…`)."""
    try:
        count = min(int(request.POST.get("rows", "0")), most)
    except ValueError:
        raise Http404 from None
    rows = [{name: request.POST.get(f"row{number}-{name}", "") for name in names} for number in range(count)]
    return [
        {name: (value in ("on", "True", "true") if name in flags else value) for name, value in row.items()}
        for row in rows
    ]


def changed(
    rows: list[Row], do: str, *, most: int, blank: Row, start: Callable[[], list[Row]] | None = None
) -> list[Row]:
    """Return the rows after a button that changes only their list: add, start, up-3, down-3, remove-3."""
    verb, _dash, place = do.partition("-")
    at = int(place) if place.isdigit() and int(place) < len(rows) else None
    if verb == "add" and len(rows) < most:
        return [*rows, blank]
    if verb == "start" and start is not None:
        return start()[:most]
    if at is None:
        return rows
    if verb == "remove":
        return rows[:at] + rows[at + 1 :]
    other = at + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
    return rows
