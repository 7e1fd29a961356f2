"""Moments counted back in working days never lie in the future."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kretslop.demo.days import Days

OSLO = ZoneInfo("Europe/Oslo")
SATURDAY = datetime(2026, 11, 21, 21, 30, tzinfo=OSLO)
EASTER_MONDAY = datetime(2026, 4, 6, 9, 0, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("now", "back", "expected"),
    [
        (SATURDAY, 0, date(2026, 11, 20)),
        (SATURDAY, 5, date(2026, 11, 13)),
        (EASTER_MONDAY, 0, date(2026, 4, 1)),
        (EASTER_MONDAY, 1, date(2026, 3, 31)),
    ],
)
def test_days_back_are_working_days(now, back, expected):
    assert Days(now).back(back) == expected


def test_a_moment_later_today_becomes_now():
    now = datetime(2026, 11, 20, 8, 5, tzinfo=OSLO)
    assert Days(now).at(0, 14) < now
    assert Days(now).at(1, 14) == datetime(2026, 11, 19, 14, 0, tzinfo=OSLO)


def test_months_ahead():
    assert Days(SATURDAY).month_ahead(1) == date(2026, 12, 1)
    assert Days(SATURDAY).month_ahead(14) == date(2028, 1, 1)
