"""One appointment as a calendar file (RFC 5545), which a calendar takes in, moves and takes out again (RFC 5546)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from django.conf import settings

if TYPE_CHECKING:
    from icalendar import Timezone, vCalAddress

#: The rules of a zone are written for so long around an appointment: the change before it and the one after it.
_AROUND = timedelta(days=400)

#: To keep a copy · to put it into somebody's calendar, or move it there · to take it out.
Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Appointment:
    """What a calendar needs to know. `key` stays the same for ever; `sequence` grows each time that it is moved.

    zone: the one in which it was agreed, such as Europe/Oslo. organizer, attendee: name and mail address; the attendee
    has said yes already.
    """

    key: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str = ""
    words: str = ""
    url: str = ""
    zone: str = "Europe/Oslo"
    organizer: tuple[str, str] = ("", "")
    attendee: tuple[str, str] = ("", "")


def calendar_file(appointment: Appointment, *, method: Method, now: datetime) -> str:
    """Return the file: times on the clock of the appointment's zone, with the rules by which it is set (RFC 5545).

    A time that comes twice in a night of autumn would be read as the first one; the second one stands in UTC.
    ValueError for an end before the start, a moment without a zone, or a zone that nobody knows.
    """
    if appointment.starts_at.tzinfo is None or appointment.ends_at <= appointment.starts_at:
        raise ValueError("no moment in time, or over before it begins")
    from icalendar import Calendar, Event  # a sixth of a second that most processes need not spend

    zone = ZoneInfo(appointment.zone)
    event = Event()
    event.add("uid", f"{appointment.key}@{settings.MAIL_DOMAIN}")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", _on_the_clock(appointment.starts_at, zone))
    event.add("dtend", _on_the_clock(appointment.ends_at, zone))
    event.add("summary", _printable(appointment.title))
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    for name, value in (("location", appointment.place), ("description", appointment.words)):
        if value:
            event.add(name, _printable(value))
    if appointment.url:
        event.add("url", appointment.url)
    if appointment.organizer[1]:
        event.add("organizer", _address(*appointment.organizer))
    if appointment.attendee[1] and method != "PUBLISH":
        attendee = _address(*appointment.attendee)
        attendee.params["PARTSTAT"], attendee.params["RSVP"] = "ACCEPTED", "FALSE"
        event.add("attendee", attendee)
    calendar = Calendar()
    calendar.add("prodid", "-//Kretsløp//Kretsløp//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_rules_of(zone, appointment.starts_at))
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _on_the_clock(at: datetime, zone: ZoneInfo) -> datetime:
    local = at.astimezone(zone)
    return at.astimezone(UTC) if local.fold else local


def _rules_of(zone: ZoneInfo, at: datetime) -> "Timezone":
    """Return when and by how much the zone's clock is set around a moment.

    The library says when summer begins on the clock that has been put forward; RFC 5545 (3.6.5) wants the clock before.
    """
    from icalendar import Timezone

    day = at.astimezone(zone).date()
    found = Timezone.from_tzid(zone.key, first_date=day - _AROUND, last_date=day + _AROUND)
    parts: list[Any] = found.subcomponents
    for part in parts:
        ahead = part["TZOFFSETTO"].td - part["TZOFFSETFROM"].td
        if ahead > timedelta(0):
            part["DTSTART"].dt -= ahead
            later = part.get("RDATE", [])
            for each in [day for days in (later if isinstance(later, list) else [later]) for day in days.dts]:
                each.dt -= ahead
    return found


def method_of(file: str) -> str:
    """Return what a calendar should do with a file of ours."""
    from icalendar import Calendar

    return str(Calendar.from_ical(file)["method"])


def _address(name: str, email: str) -> "vCalAddress":
    from icalendar import vCalAddress, vText

    found = vCalAddress(f"mailto:{email}")
    if name:
        found.params["CN"] = vText(_printable(name).replace('"', "'"))
    return found


def _printable(words: str) -> str:
    """Return words without control characters, which no calendar may hold; line breaks stay."""
    return "".join(letter for letter in words if letter == "\n" or letter.isprintable())
