"""What the pages of events share in every portal: an event in words, and its calendar file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from kretslop.events import actions, queries, rules, wording
from kretslop.shared.calendar_files import calendar_file
from kretslop.shared.errors import KretslopError
from kretslop.web.files import calendar_entry

if TYPE_CHECKING:
    from kretslop.accounts.models import User
    from kretslop.events.models import CampaignEvent, Place


def shown(event: CampaignEvent, place: Place | None = None) -> dict[str, Any]:
    """Return what a page says about an event; `taken` and `there` come from the query.

    `place` is the reader's own, also when they only wait for one.
    """
    now, taken = timezone.now(), getattr(event, "taken", 0)
    waits = place if place is not None and place.waiting else None
    place = None if waits else place
    left = None if event.capacity is None else max(event.capacity - taken, 0)
    begun, cancelled = event.starts_at <= now, event.state == rules.CANCELLED
    return {
        "event": event,
        "place": place,
        "waits": waits is not None,
        "before": getattr(waits, "before", 0),
        "kind": wording.KINDS[event.kind],
        "invited": wording.INVITED[event.invited],
        "when": wording.when(event.starts_at, event.ends_at, event.time_zone),
        "own_time": wording.when_for_reader(event.starts_at, event.ends_at, event.time_zone),
        "cancelled": cancelled,
        "begun": begun,
        "over": event.ends_at <= now,
        "left": left,
        "may_come": not (begun or cancelled or place or waits) and left != 0,
        "full": left == 0 and not place and not waits,
        "mixed": event.invited == rules.BOTH,
        **_tag(event, place or waits, left, begun=begun, cancelled=cancelled),
    }


def _tag(
    event: CampaignEvent, place: Place | None, left: int | None, *, begun: bool, cancelled: bool
) -> dict[str, str]:
    """Return in one word how it stands, for whoever has a place or not."""
    if cancelled:
        return {"tag": gettext("Cancelled"), "tag_kind": "late"}
    if begun:
        return {"tag": gettext("Over") if event.ends_at <= timezone.now() else gettext("Now"), "tag_kind": "neutral"}
    if place is not None and place.waiting:
        return {"tag": gettext("You wait for a place"), "tag_kind": "unsure"}
    if place is not None:
        return {"tag": gettext("You have a place"), "tag_kind": "good"}
    if left is None:
        return {"tag": "", "tag_kind": "neutral"}
    if left == 0:
        return {"tag": gettext("Full"), "tag_kind": "unsure"}
    return {"tag": ngettext("%(n)s place left", "%(n)s places left", left) % {"n": left}, "tag_kind": "info"}


def answer(request: HttpRequest, act: Callable[[], Place | None], words: Callable[[Place | None], str]) -> None:
    """Do what somebody asks for about their place, and say what came of it: `words`, or what stands against it."""
    try:
        place = act()
    except KretslopError as error:
        messages.error(request, wording.problem_words(error.code))
    else:
        messages.success(request, words(place))


def give_back(user: User, event: CampaignEvent) -> Place | None:
    """Give back the reader's own place, or leave the line; return it, or None when there was none."""
    place = queries.own_places(user, [event]).get(event.pk)
    if place is not None:
        actions.give_back_place(place=place, by=user, now=timezone.now())
    return place


def waits_words(place: Place | None) -> str:
    """Return what somebody reads who wanted to stand in line."""
    if place is not None and place.waiting:
        return gettext("You wait for a place. When one is free, it is yours, and a mail tells you.")
    return gettext("You have a place. A mail brings it into your calendar.")


def given_back_words(place: Place | None) -> str:
    """Return what somebody reads who gave a place back, or left the line; `place` as it was."""
    if place is not None and place.waiting:
        return gettext("You wait no longer.")
    return gettext("Thank you for telling us. Your place is free again.")


def lists(user: User, found: list[CampaignEvent]) -> dict[str, Any]:
    """Return the events that come, and those that are over, the latest first, each as a page shows it."""
    places = queries.own_places(user, found)
    rows = [shown(event, places.get(event.pk)) for event in found]
    return {"coming": [row for row in rows if not row["over"]], "past": [row for row in rows if row["over"]][::-1]}


def as_file(event: CampaignEvent, *, page: str, with_link: bool) -> HttpResponse:
    """Answer with the event's calendar file; a cancelled one takes the event out of the calendar."""
    method = "CANCEL" if event.state == rules.CANCELLED else "PUBLISH"
    file = calendar_file(
        queries.appointment(event, page=page, link=with_link),
        method=method,  # type: ignore[arg-type]
        now=timezone.now(),
    )
    return calendar_entry(file)
