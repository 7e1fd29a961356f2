"""Names, numbers and dates as people write them, in both languages."""

import datetime
import zoneinfo

import pytest
from django.utils import timezone, translation

from kretslop.web.components import words


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Diogo Salgado", "DS"), ("Linh", "L"), ("Marta Olsen Ruiz", "MR"), ("åse Øye", "ÅØ"), ("", "?"), (None, "?")],
)
def test_initials(name, letters):
    assert words.initials(name) == letters


@pytest.mark.parametrize(
    ("value", "decimals", "english", "norwegian"),
    [
        (1482, None, "1\xa0482", "1\xa0482"),
        (999, None, "999", "999"),
        (-1234567, None, "−1\xa0234\xa0567", "−1\xa0234\xa0567"),
        (2.14, 1, "2.1", "2,1"),
        (None, None, "–", "–"),
        ("many", None, "many", "many"),
    ],
)
def test_numbers_are_written_as_in_the_language(value, decimals, english, norwegian):
    for language, wanted in (("en", english), ("nb", norwegian)):
        with translation.override(language):
            assert words.number(value, decimals) == wanted


def test_a_share_of_nothing_is_a_dash():
    assert words.share(3, 0) == "–"
    assert words.share(1, 8) == "12\xa0%"


def test_dates_have_a_weekday(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2026, 11, 21))
    friday = datetime.date(2026, 11, 27)
    assert words.weekday_date(friday) == "Friday 27 November"
    assert words.weekday_date(datetime.date(2027, 2, 1)) == "Monday 1 February 2027"
    with translation.override("nb"):
        assert words.weekday_date(friday) == "fredag 27. november"


def test_moments_are_told_in_local_time(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2026, 11, 21))
    at = datetime.datetime(2026, 11, 27, 23, 30, tzinfo=datetime.UTC)
    with timezone.override(zoneinfo.ZoneInfo("Europe/Oslo")):
        assert words.weekday_time(at) == "Saturday 28 November at 00:30"
        assert words.weekday_date(at) == "Saturday 28 November"


def test_an_address_breaks_between_its_words():
    assert words.breaking("anna.li@example.org") == "anna<wbr>.li@<wbr>example<wbr>.org"
    assert words.breaking("<b>@x") == "&lt;b&gt;@<wbr>x"


def test_norwegian_months_begin_small():
    with translation.override("nb"):
        assert words.short_day(datetime.date(2019, 11, 10)) == "10. nov 2019"
