"""How long an introduction has been in each of its stages, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, ngettext

from kretslop.introductions import rules

if TYPE_CHECKING:
    from kretslop.introductions.models import Introduction, Move


def days_words(since: datetime, until: datetime) -> str:
    """Return a span in whole days: "3 days", "less than a day"."""
    days = (until - since).days
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days else gettext("less than a day")


def time_in_stages(
    found: Introduction, made: Iterable[Move], words: Mapping[str, Any], now: datetime
) -> list[tuple[Any, str]]:
    """Return each open stage for which there are words with the time in it, the present one last.

    `made` are the moves that stand, in their order. An employer's words name no stage before the candidate's yes.
    """
    moves = list(made)
    starts = [(rules.ASKED, found.asked_at), *((each.after, each.at) for each in moves)]
    ends = [*(each.at for each in moves), now]
    return [
        (words[state], days_words(since, until))
        for (state, since), until in zip(starts, ends, strict=True)
        if state in rules.OPEN and state in words
    ]
