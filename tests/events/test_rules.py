"""What an event must say, and when there is a place: pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kretslop.events import rules
from tests.cast import NOW, OSLO

STARTS = NOW + timedelta(days=7)


def told(**fields):
    values = {
        "kind": rules.INFO, "title": "How we read", "invited": rules.EMPLOYERS, "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=1), "time_zone": "Europe/Oslo", "place": "Room Fjord",
    }  # fmt: skip
    return rules.Told(**values | fields)


def test_a_whole_event_is_right():
    assert rules.problem(told(), NOW) is None
    assert rules.problem(told(place="", link="https://meet.example.org/x", capacity=1), NOW) is None


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "party"}, ("kind", "unknown")),
        ({"invited": "everybody"}, ("invited", "unknown")),
        ({"title": " "}, ("title", "required")),
        ({"title": "x" * 121}, ("title", "too_long")),
        ({"words": "x" * 2001}, ("words", "too_long")),
        ({"place": ""}, ("place", "place_or_link")),
        ({"link": "javascript:alert(1)"}, ("link", "no_address")),
        ({"capacity": 0}, ("capacity", "out_of_range")),
        ({"capacity": 5001}, ("capacity", "out_of_range")),
        ({"ends_at": STARTS}, ("ends", "ends_before")),
        ({"ends_at": STARTS + timedelta(hours=25)}, ("ends", "too_long")),
        ({"starts_at": NOW, "ends_at": NOW + timedelta(hours=1)}, ("day", "in_the_past")),
    ],
)
def test_each_fault_has_its_field(fields, wrong):
    assert rules.problem(told(**fields), NOW) == wrong


def test_words_can_be_mended_after_the_event():
    past = NOW - timedelta(days=1)
    event = told(starts_at=past, ends_at=past + timedelta(hours=1))
    assert rules.problem(event, NOW, was_at=past) is None
    assert rules.problem(event, NOW, was_at=past - timedelta(hours=1)) == ("day", "in_the_past")


@pytest.mark.parametrize(
    ("state", "hours", "capacity", "taken", "why"),
    [
        (rules.PLANNED, 1, None, 4000, ""),
        (rules.PLANNED, 1, 2, 1, ""),
        (rules.PLANNED, 1, 2, 2, "full"),
        (rules.PLANNED, 0, 2, 0, "begun"),
        (rules.CANCELLED, 1, 2, 0, "cancelled"),
    ],
)
def test_when_one_more_may_come(state, hours, capacity, taken, why):
    starts = NOW + timedelta(hours=hours)
    assert rules.why_no_place(state=state, starts_at=starts, capacity=capacity, taken=taken, now=NOW) == why


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        (date(2026, 11, 30), time(10), datetime(2026, 11, 30, 9, tzinfo=UTC)),
        (date(2026, 5, 17), time(10), datetime(2026, 5, 17, 8, tzinfo=UTC)),
        # Summer begins on 29 March at two o'clock: half past two is not there. In October it is there twice.
        (date(2026, 3, 29), time(2, 30), None),
        (date(2026, 3, 29), time(3, 0), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_local_time_is_one_moment(day, at, expected):
    found = rules.moment(day, at, OSLO)
    assert (found.astimezone(UTC) if found else None) == expected


def test_far_away_it_is_another_day():
    found = rules.moment(date(2026, 11, 30), time(20), ZoneInfo("America/Los_Angeles"))
    assert found is not None
    assert found.astimezone(OSLO).date() == date(2026, 12, 1)
