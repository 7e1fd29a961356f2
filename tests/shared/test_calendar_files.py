"""A calendar file says when, whatever the zone and the night, and can be moved and taken out again."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from kretslop.shared.calendar_files import Appointment, calendar_file, method_of

OSLO, CHICAGO = ZoneInfo("Europe/Oslo"), ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 10, 10, 0, tzinfo=OSLO)


def appointment(**fields):
    starts = fields.pop("starts_at", datetime(2026, 11, 30, 10, 0, tzinfo=OSLO))
    values = {
        "key": "event-1",
        "sequence": 0,
        "title": "Info session",
        "ends_at": starts + timedelta(hours=1),
        **fields,
    }
    return Appointment(starts_at=starts, **values)


def read(file):
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    return event


@pytest.mark.parametrize(
    ("starts_at", "in_utc"),
    [
        (datetime(2026, 11, 30, 10, tzinfo=OSLO), datetime(2026, 11, 30, 9, tzinfo=UTC)),
        (datetime(2026, 6, 30, 10, tzinfo=OSLO), datetime(2026, 6, 30, 8, tzinfo=UTC)),
        # The hour that there is twice, in autumn, and the evening before the one that is left out, in spring.
        (datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=OSLO), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=OSLO), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (datetime(2026, 3, 28, 23, 30, tzinfo=OSLO), datetime(2026, 3, 28, 22, 30, tzinfo=UTC)),
        (datetime(2026, 11, 30, 10, tzinfo=CHICAGO), datetime(2026, 11, 30, 16, tzinfo=UTC)),
    ],
)
def test_a_moment_is_the_same_in_every_zone(starts_at, in_utc):
    ends_at = starts_at.astimezone(UTC) + timedelta(hours=2)
    event = read(calendar_file(appointment(starts_at=starts_at, ends_at=ends_at), method="PUBLISH", now=NOW))
    assert event["dtstart"].dt == in_utc
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=2)


def test_it_is_put_in_moved_and_taken_out_under_one_name():
    asked = calendar_file(
        appointment(organizer=("Kari Berg", "kari@example.org"), attendee=('Sara "S" Bakken', "sara@example.com")),
        method="REQUEST", now=NOW,
    )  # fmt: skip
    gone = calendar_file(appointment(sequence=2), method="CANCEL", now=NOW)
    first, last = read(asked), read(gone)
    assert (method_of(asked), method_of(gone)) == ("REQUEST", "CANCEL")
    assert first["uid"] == last["uid"]
    assert (first["sequence"], last["sequence"]) == (0, 2)
    assert (first["status"], last["status"]) == ("CONFIRMED", "CANCELLED")
    assert str(first["attendee"]) == "mailto:sara@example.com"
    assert first["attendee"].params["PARTSTAT"] == "ACCEPTED"
    assert first["organizer"].params["CN"] == "Kari Berg"


def test_a_copy_names_nobody_but_who_invites():
    kept = calendar_file(appointment(attendee=("Sara Bakken", "sara@example.com")), method="PUBLISH", now=NOW)
    assert "sara" not in kept.lower()


def test_words_stay_words():
    words = "One, two; three\nBEGIN:VEVENT\r\nATTENDEE:mailto:evil@example.com\x00\x07 " + "å" * 300
    event = read(calendar_file(appointment(title=words, place=words, words=words), method="PUBLISH", now=NOW))
    assert event["summary"] == words.replace("\r", "").replace("\x00\x07", "")
    assert "attendee" not in event


@pytest.mark.parametrize("ends", [-1, 0])
def test_nothing_ends_before_it_begins(ends):
    starts = datetime(2026, 11, 30, 10, tzinfo=OSLO)
    with pytest.raises(ValueError, match="over before"):
        calendar_file(appointment(starts_at=starts, ends_at=starts + timedelta(hours=ends)), method="PUBLISH", now=NOW)
