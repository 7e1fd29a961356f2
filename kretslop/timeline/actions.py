"""The one way to write down that something happened."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kretslop.timeline.models import Event
from kretslop.timeline.rules import MACHINES, HasRef, holds_words, subject


def record(
    kind: str,
    *,
    about: Iterable[Any],
    by: HasRef | str,
    now: datetime,
    codes: dict[str, str | int | bool] | None = None,
) -> Event:
    """Record `kind` (`noun.past_verb`) about rows that have a `ref`, by a user or a named machine.

    `codes` holds codes and counts only; a value with spaces or over 80 characters is a ValueError, because
    words about a person must stand where they can be erased. So is a machine that is not in `rules.MACHINES`.
    """
    event = _event(kind, about=about, by=by, now=now, codes=codes)
    event.save()
    return event


def record_many(
    kind: str,
    *,
    about_each: Iterable[tuple[Iterable[Any], dict[str, str | int | bool]]],
    by: HasRef | str,
    now: datetime,
) -> None:
    """Record the same kind of thing about many: pairs of subjects and codes, as `record` takes them, in one query."""
    Event.objects.bulk_create(
        [_event(kind, about=about, by=by, now=now, codes=codes) for about, codes in about_each], batch_size=1000
    )


def _event(
    kind: str,
    *,
    about: Iterable[Any],
    by: HasRef | str,
    now: datetime,
    codes: dict[str, str | int | bool] | None,
) -> Event:
    codes = codes or {}
    for name, value in codes.items():
        if not isinstance(value, str | int) or (isinstance(value, str) and holds_words(value)):
            raise ValueError(f"timeline code {name!r} holds words")
    if isinstance(by, str) and by not in MACHINES:
        raise ValueError("neither a user nor a known machine")
    actor = by if isinstance(by, str) else subject(by)
    return Event(kind=kind, at=now, actor=actor, subjects=[subject(t) for t in about], codes=codes)
