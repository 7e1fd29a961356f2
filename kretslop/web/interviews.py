"""What pages of both sides say about an interview: when it is for whoever looks, and where."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kretslop.introductions import interviewing
from kretslop.introductions.wording import SLOT_PROBLEMS, city_of
from kretslop.web.components.words import weekday_time

if TYPE_CHECKING:
    from kretslop.introductions.models import Interview


def when(at: datetime, zone: str) -> str:
    """Return a moment in the reader's time zone, and in the one of the meeting when that is another hour."""
    said = weekday_time(at)
    there = at.astimezone(ZoneInfo(zone))
    if there.utcoffset() == timezone.localtime(at).utcoffset():
        return said
    return gettext("%(here)s for you, %(time)s in %(city)s") % {
        "here": said, "time": date_format(there, "H:i"), "city": city_of(ZoneInfo(zone)),
    }  # fmt: skip


def shown(interview: Interview, now: datetime) -> dict[str, Any]:
    """Return what a page says of an interview."""
    ahead = interviewing.is_ahead(interview.state, interview.starts_at, now)
    held = interview.state == interviewing.AGREED and not ahead
    return {
        "ref": interview.ref,
        "round": interview.round,
        "state": "held" if held else interview.state,
        "ahead": ahead,
        "slots": [(each.isoformat(), capfirst(when(each, interview.zone))) for each in interview.slots if each > now],
        "at": when(interview.starts_at, interview.zone) if interview.starts_at else "",
        "minutes": interview.minutes,
        "place": interview.place,
        "link": interview.link,
        "answer": interview.answer,
    }


class WallTimeInput(forms.DateTimeInput):
    """The browser's own picker of a day and a time, without a zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class WallTime(forms.Field):
    """A day and a time as a clock on the wall shows it; which wall, another field says."""

    widget = WallTimeInput

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            return datetime.fromisoformat(str(value)).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError as error:
            raise forms.ValidationError(_("Please choose a day and a time.")) from error


def problem_words(code: str) -> str:
    """Return in words what is wrong with a time or a place."""
    return str(SLOT_PROBLEMS.get(code) or _("Please look at this again."))
