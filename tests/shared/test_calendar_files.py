"""A calendar file says when, whatever the zone and the night, and can be moved and taken out again."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from kretslop.shared.calendar_files import Appointment, calendar_file, method_of

OSLO = ZoneInfo("Europe/Oslo")
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


def onsets(file):
    """Return when each change of the clock takes effect, as RFC 5545 reads it, and the offset from then on."""
    (zone,) = Calendar.from_ical(file).walk("VTIMEZONE")
    found = []
    for part in zone.subcomponents:
        before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        later = part.get("RDATE", [])
        later = later if isinstance(later, list) else [later]
        walls = [part["DTSTART"].dt, *(day.dt for days in later for day in days.dts)]
        found += [((wall - before).replace(tzinfo=UTC), before, after) for wall in walls]
    return sorted(found)


def meant(file, wall):
    """Return the moment that a calendar reads: by the rules in the file, the first one where there are two."""
    naive = wall.replace(tzinfo=None)
    offsets = {offset for _at, before, after in onsets(file) for offset in (before, after)}
    possible = [(naive - offset).replace(tzinfo=UTC) for offset in offsets]

    def in_force(at):
        known = onsets(file)
        return next((after for begins, _before, after in reversed(known) if begins <= at), known[0][1])

    return min(at for at in possible if at + in_force(at) == naive.replace(tzinfo=UTC))


OF_ALL = [
    datetime(2026, 11, 30, 9, tzinfo=UTC),
    datetime(2026, 6, 30, 8, tzinfo=UTC),
    # The night that skips an hour: half an hour before, on the spot, half an hour and two and a half hours after.
    *(datetime(2027, 3, 28, hour, minute, tzinfo=UTC) for hour, minute in ((0, 30), (1, 0), (1, 30), (3, 30))),
    # The night that has an hour twice: before, in the first one, in the second one, after.
    *(datetime(2027, 10, 30, 23, 30, tzinfo=UTC) + timedelta(hours=n) for n in range(4)),
    datetime(2027, 3, 14, 8, 30, tzinfo=UTC),
    datetime(2026, 11, 1, 7, 30, tzinfo=UTC),  # the second half past one in Chicago
]


@pytest.mark.parametrize("zone", ["Europe/Oslo", "America/Chicago", "Asia/Kolkata", "Africa/Lagos", "Europe/London"])
@pytest.mark.parametrize("at", OF_ALL, ids=lambda at: f"{at:%Y-%m-%dT%H%M}")
def test_the_rules_in_the_file_lead_back_to_the_moment(at, zone):
    file = calendar_file(
        appointment(starts_at=at, ends_at=at + timedelta(hours=2), zone=zone), method="PUBLISH", now=NOW
    )
    event, local = read(file), at.astimezone(ZoneInfo(zone))
    if local.fold:
        assert f"DTSTART:{at:%Y%m%dT%H%M%S}Z" in file
        assert event["dtstart"].dt == at
    else:
        assert f"DTSTART;TZID={zone}:{local:%Y%m%dT%H%M%S}" in file
        assert meant(file, local) == at
    assert event["dtend"].dt.astimezone(UTC) == at + timedelta(hours=2)


def test_summer_begins_on_the_clock_before_it():
    file = calendar_file(appointment(), method="PUBLISH", now=NOW)
    assert "20260329T020000" in file
    assert "20261025T030000" in file
    assert "20260329T030000" not in file
    assert file.count("BEGIN:VTIMEZONE") == 1


def test_a_zone_that_nobody_knows_makes_no_file():
    with pytest.raises(KeyError):
        calendar_file(appointment(zone="Europe/Atlantis"), method="PUBLISH", now=NOW)


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
