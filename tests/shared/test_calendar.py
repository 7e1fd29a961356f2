"""Deadlines that people can keep: working days and hours in Norway, from anywhere in the world."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.shared.calendar import (
    CLOSES,
    OPENS,
    OSLO,
    add_working_days,
    add_working_hours,
    close_of,
    deadline_in,
    is_working_day,
    subtract_working_days,
    working_days_between,
)

days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
zones = st.sampled_from(["Europe/Oslo", "UTC", "Asia/Kolkata", "America/Sao_Paulo", "Pacific/Auckland", "Africa/Lagos"])
moments = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31), timezones=zones.map(ZoneInfo))


def oslo(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=OSLO)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 6),  # Easter
        date(2026, 5, 1), date(2027, 5, 17), date(2026, 5, 14), date(2026, 5, 25),  # May, Ascension, Whit Monday
        date(2026, 12, 25), date(2027, 1, 1), date(2026, 11, 14), date(2026, 11, 15),
    ],
)  # fmt: skip
def test_holidays_and_weekends_are_no_working_days(day):
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 4, 1), date(2026, 5, 18), date(2026, 12, 24), date(2026, 12, 31)])
def test_the_days_around_them_are(day):
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("now", "hours", "then"),
    [
        (oslo(2026, 11, 10, 10), 2, oslo(2026, 11, 10, 12)),
        (oslo(2026, 11, 10, 15), 2, oslo(2026, 11, 11, 9)),
        (oslo(2026, 11, 10, 14), 2, oslo(2026, 11, 10, 16)),
        (oslo(2026, 11, 10, 3), 2, oslo(2026, 11, 10, 10)),
        (oslo(2026, 11, 10, 23, 59), 2, oslo(2026, 11, 11, 10)),
        (oslo(2026, 11, 11, 0, 0), 2, oslo(2026, 11, 11, 10)),
        (oslo(2026, 11, 13, 15, 30), 2, oslo(2026, 11, 16, 9, 30)),  # Friday afternoon
        (oslo(2026, 4, 1, 15), 2, oslo(2026, 4, 7, 9)),  # Wednesday before Easter
        (oslo(2027, 5, 14, 15), 2, oslo(2027, 5, 18, 9)),  # a weekend, then 17 May
        (oslo(2026, 12, 24, 15), 2, oslo(2026, 12, 28, 9)),
        (oslo(2026, 12, 31, 15), 2, oslo(2027, 1, 4, 9)),
        (oslo(2026, 3, 27, 15), 2, oslo(2026, 3, 30, 9)),  # over the night when clocks go forward
        (oslo(2026, 10, 23, 15), 2, oslo(2026, 10, 26, 9)),  # and back
        (oslo(2026, 10, 25, 2, 30), 2, oslo(2026, 10, 26, 10)),  # the hour that comes twice
        (datetime(2026, 11, 10, 20, tzinfo=ZoneInfo("America/New_York")), 2, oslo(2026, 11, 11, 10)),
        (datetime(2026, 11, 11, 3, tzinfo=ZoneInfo("Pacific/Auckland")), 1, oslo(2026, 11, 10, 16)),
        (oslo(2026, 11, 10, 10), 20, oslo(2026, 11, 12, 14)),
        (oslo(2026, 11, 14, 12), 0, oslo(2026, 11, 16, 8)),
    ],
)
def test_working_hours(now, hours, then):
    assert add_working_hours(now, hours) == then


@given(moments, st.integers(0, 60 * 40))
def test_working_hours_end_in_working_hours_and_add_up(now, minutes):
    then = add_working_hours(now, minutes / 60)
    assert then >= now
    assert then.tzinfo is OSLO
    assert is_working_day(then.date())
    assert OPENS <= then.time() <= CLOSES
    assert then == add_working_hours(now.astimezone(UTC), minutes / 60)
    half = minutes // 2
    assert abs(add_working_hours(add_working_hours(now, half / 60), (minutes - half) / 60) - then) < timedelta(
        seconds=1
    ) or (then.time() in {OPENS, CLOSES})


@given(moments, st.integers(0, 600), st.integers(0, 600))
def test_more_working_hours_are_never_earlier(now, one, other):
    less, more = sorted((one, other))
    assert add_working_hours(now, less / 60) <= add_working_hours(now, more / 60)


@given(days, st.integers(0, 40))
def test_between_undoes_add(day, count):
    start = add_working_days(day, 0)
    then = add_working_days(start, count)
    assert is_working_day(then)
    assert working_days_between(start, then) == count
    assert working_days_between(then, start) == -count
    assert subtract_working_days(then, count) == start


@given(days, days, days)
def test_between_adds_up(one, other, third):
    assert working_days_between(one, other) + working_days_between(other, third) == working_days_between(one, third)


@given(moments, st.integers(0, 30))
def test_a_deadline_is_at_four_in_the_afternoon_in_norway(now, count):
    due = deadline_in(now, count)
    assert due >= now
    assert is_working_day(due.date())
    assert due.astimezone(OSLO).time() == CLOSES
    assert due.utcoffset() in {timedelta(hours=1), timedelta(hours=2)}
    if count:
        assert working_days_between(now.astimezone(OSLO).date(), due.date()) == count


@pytest.mark.parametrize(
    ("now", "count", "due"),
    [
        (oslo(2026, 11, 13, 9), 1, oslo(2026, 11, 16, 16)),
        (oslo(2026, 11, 14, 9), 1, oslo(2026, 11, 16, 16)),  # the weekend counts for nothing
        (oslo(2026, 11, 15, 23, 59), 1, oslo(2026, 11, 16, 16)),
        (oslo(2026, 11, 14, 9), 0, oslo(2026, 11, 16, 16)),
        (oslo(2026, 11, 10, 15), 0, oslo(2026, 11, 10, 16)),
        (oslo(2026, 11, 10, 17), 0, oslo(2026, 11, 11, 16)),  # never a deadline that has passed
        (oslo(2026, 11, 13, 17), 0, oslo(2026, 11, 16, 16)),
        (oslo(2026, 3, 27, 9), 1, oslo(2026, 3, 30, 16)),
        (oslo(2026, 10, 23, 9), 1, oslo(2026, 10, 26, 16)),
        (datetime(2026, 11, 10, 23, 30, tzinfo=UTC), 1, oslo(2026, 11, 12, 16)),  # in Norway it is Wednesday already
    ],
)
def test_deadlines(now, count, due):
    assert deadline_in(now, count) == due


def test_close_of_business_follows_the_clock_of_the_season():
    assert close_of(date(2026, 1, 15)).astimezone(UTC).hour == 15
    assert close_of(date(2026, 7, 15)).astimezone(UTC).hour == 14


@pytest.mark.parametrize("count", [add_working_days, subtract_working_days])
def test_time_is_not_counted_backward(count):
    with pytest.raises(ValueError, match="forward"):
        count(date(2026, 11, 10), -1)
    with pytest.raises(ValueError, match="forward"):
        add_working_hours(oslo(2026, 11, 10, 10), -1)
