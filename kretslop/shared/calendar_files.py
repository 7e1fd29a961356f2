"""One appointment as a calendar file (RFC 5545), which a calendar takes in, moves and takes out again (RFC 5546)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from django.conf import settings

if TYPE_CHECKING:
    from icalendar import vCalAddress

#: To keep a copy · to put it into somebody's calendar, or move it there · to take it out.
Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Appointment:
    """What a calendar needs to know. `key` stays the same for ever; `sequence` grows each time that it is moved.

    organizer, attendee: name and mail address; the attendee has said yes already.
    """

    key: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str = ""
    words: str = ""
    url: str = ""
    organizer: tuple[str, str] = ("", "")
    attendee: tuple[str, str] = ("", "")


def calendar_file(appointment: Appointment, *, method: Method, now: datetime) -> str:
    """Return the file. Times stand in UTC, so that no calendar has to know a time zone, or guess in a night of change.

    ValueError for an end before the start, or a moment without a zone.
    """
    if appointment.starts_at.tzinfo is None or appointment.ends_at <= appointment.starts_at:
        raise ValueError("no moment in time, or over before it begins")
    from icalendar import Calendar, Event  # a sixth of a second that most processes need not spend

    event = Event()
    event.add("uid", f"{appointment.key}@{settings.MAIL_DOMAIN}")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", appointment.starts_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
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
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


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
