"""Working days and working hours in Norway, on local time, so that every deadline is one that people can keep."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

OSLO = ZoneInfo("Europe/Oslo")
OPENS, CLOSES = time(8, 0), time(16, 0)


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> frozenset[date]:
    # `holidays` lists Sundays for Norway only on request, so this is public holidays alone.
    return frozenset(holidays.country_holidays("NO", years=year, include_sundays=False))  # type: ignore[call-arg]


def is_working_day(day: date) -> bool:
    """True from Monday to Friday, Norwegian public holidays excepted."""
    return day.weekday() < 5 and day not in _public_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """Return the `count`-th working day after `day` (0 gives `day` or the next working day; ValueError below 0)."""
    _refuse_negative(count)
    if count == 0:
        while not is_working_day(day):
            day += timedelta(days=1)
        return day
    while count:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def subtract_working_days(day: date, count: int) -> date:
    """Return the `count`-th working day before `day` (0 gives `day` itself; ValueError below 0)."""
    _refuse_negative(count)
    while count:
        day -= timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to and including `end` (negative when `end` is earlier)."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def moment_in(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment at which clocks in `zone` show `wall` (naive).

    ValueError("no_such_time") in the hour that a night skips, ValueError("twice") in the one that comes twice.
    """
    first, second = wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
        raise ValueError("no_such_time")
    if first.utcoffset() != second.utcoffset():
        raise ValueError("twice")
    return first


def close_of(day: date, zone: ZoneInfo = OSLO) -> datetime:
    """Return the close of business on `day`, local time, as an aware datetime."""
    return datetime.combine(day, CLOSES, zone)


def deadline_in(now: datetime, working_days: int, zone: ZoneInfo = OSLO) -> datetime:
    """Return the close of business `working_days` working days after `now` (aware), and never a moment before `now`.

    A weekend counts for nothing: one working day after Friday, Saturday or Sunday is Monday at 16:00.
    """
    due = close_of(add_working_days(now.astimezone(zone).date(), working_days), zone)
    return due if due >= now else close_of(add_working_days(due.date(), 1), zone)


def add_working_hours(now: datetime, hours: float, zone: ZoneInfo = OSLO) -> datetime:
    """Return the moment after `hours` working hours (08:00 to 16:00, local time) from `now` (aware), in `zone`.

    Outside working hours the clock starts when the next working day opens. ValueError below 0.
    """
    _refuse_negative(hours)
    left = timedelta(hours=hours)
    at = now.astimezone(zone)
    while True:
        opens, closes = datetime.combine(at.date(), OPENS, zone), close_of(at.date(), zone)
        if not is_working_day(at.date()) or at >= closes:
            at = datetime.combine(at.date() + timedelta(days=1), OPENS, zone)
            continue
        at = max(at, opens)
        if at + left <= closes:
            return at + left
        left -= closes - at
        at = closes


def _refuse_negative(count: float) -> None:
    if count < 0:
        raise ValueError("working time is counted forward")
