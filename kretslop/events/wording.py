"""Events in words: kinds, who is invited, when it is, and why something is not possible."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from kretslop.events import rules

Words = str | Promise

KINDS: dict[str, Words] = {
    rules.INFO: _("Info session"),
    rules.WORKING: _("Working session"),
    rules.EVALUATION: _("Evaluation of the campaign"),
    rules.MEET_UP: _("Meet-up"),
}
INVITED: dict[str, Words] = {
    rules.EMPLOYERS: _("Employers"),
    rules.CANDIDATES: _("Candidates"),
    rules.BOTH: _("Employers and candidates"),
}
INVALID: dict[str, Words] = {
    "required": _("Please fill this in."),
    "unknown": _("Please choose something from the list."),
    "too_long": _("This is too long."),
    "place_or_link": _("Say where it is: a place, a link, or both."),
    "no_address": _("A link begins with https://."),
    "out_of_range": _("Please choose a number within the range."),
    "ends_before": _("It must end after it begins."),
    "in_the_past": _("Please choose a time that lies ahead."),
    "no_such_time": _("The clock leaves this time out in that night. Please choose another one."),
    "fewer_than_taken": _("More people than that have a place already."),
}
PROBLEMS: dict[str, Words] = {
    "cancelled": _("This event is cancelled."),
    "begun": _("This event has begun or is over."),
    "full": _("Every place is taken. Stand in line, and the next one that is free is yours."),
    "not_yet": _("Who came can be ticked once the event has begun."),
    "over": _("This event is over."),
}


def problem_words(code: str) -> str:
    """Return why something is not possible, in a sentence."""
    return str(PROBLEMS.get(code) or INVALID.get(code) or _("That is not possible now."))


def zone_words(name: str) -> str:
    """Return what people call a time zone: its city."""
    return name.rpartition("/")[2].replace("_", " ")


def when(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """Return when it is, on the clock of a zone: "Monday 30 November 2026, 10:00 to 11:30 (time in Oslo)"."""
    begins, ends = (moment.astimezone(ZoneInfo(zone)) for moment in (starts_at, ends_at))
    day = date_format(begins, pgettext("date with weekday and year", "l j F Y"))
    values = {"day": day, "begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}", "city": zone_words(zone)}
    return gettext("%(day)s, %(begins)s to %(ends)s (time in %(city)s)") % values


def when_for_reader(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """Return when it is on the reader's own clock, or "" where that shows the same as the event's."""
    own = timezone.get_current_timezone_name()
    here, there = starts_at.astimezone(ZoneInfo(own)), starts_at.astimezone(ZoneInfo(zone))
    return "" if here.utcoffset() == there.utcoffset() else when(starts_at, ends_at, own)
