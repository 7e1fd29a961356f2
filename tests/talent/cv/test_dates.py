"""Periods in three languages and the years they add up to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kretslop.talent.cv.dates import Month, find_period, months_of, read_point, whole_years

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "start", "end", "current"),
    [
        ("Jan 2019 – Present", "2019-01", "None", True),
        ("September 2016 - February 2020", "2016-09", "2020-02", False),
        ("2015-18", "2015", "2018", False),
        ("2015 – 2018", "2015", "2018", False),
        ("03/2014 til 06/2016", "2014-03", "2016-06", False),
        ("2019-03 - 2020-11", "2019-03", "2020-11", False),
        ("01.02.2019 - 31.12.2020", "2019-02", "2020-12", False),
        ("2013-12-01 to 2014-12-01", "2013-12", "2014-12", False),
        ("1. mars 2012 – d.d.", "2012-03", "None", True),
        ("aug. 2018 – nå", "2018-08", "None", True),
        ("nov. 2020 – i dag", "2020-11", "None", True),
        ("mai – august 2019", "2019-05", "2019-08", False),
        ("augusti 2016 – nuvarande", "2016-08", "None", True),
        ("sedan mars 2021", "2021-03", "None", True),
        ("since 2020", "2020", "None", True),
        ("siden august 2018", "2018-08", "None", True),
        ("2019 –", "2019", "None", True),
        ("Fall 2013 – Spring 2014", "2013", "2014", False),
        ("Jan '19 – Mar '20", "2019-01", "2020-03", False),
        ("Q1 2019 – Q3 2020", "2019", "2020", False),
        ("fra august 2015 til og med mars 2018", "2015-08", "2018-03", False),
        ("fr.o.m. 2019-05 t.o.m. 2021-06", "2019-05", "2021-06", False),
        ("Expected June 2016", "None", "2016-06", False),
        ("08.19–07.21", "2019-08", "2021-07", False),
        ("08/19 - 07/21", "2019-08", "2021-07", False),
        ("(03.17 - 12.20)", "2017-03", "2020-12", False),
        ("11.98–02.04", "1998-11", "2004-02", False),
        ("08.19 – nå", "2019-08", "None", True),
        ("05/20–present", "2020-05", "None", True),
        ("2015/16", "2015", "2016", False),
        ("1999/00", "1999", "2000", False),
        ("2015/2016", "2015", "2016", False),
        ("2013/14 – 2015/16", "2013", "2016", False),
        ("2020/2021 – d.d.", "2020", "None", True),
        ("2015/06", "None", "2015-06", False),
        ("2011/12 – 2013/05", "2011-12", "2013-05", False),
        ("2010/11 to 2013/02", "2010-11", "2013-02", False),
    ],
)
def test_periods(text: str, start: str, end: str, current: bool):
    period = find_period(f"Developer {text}")
    assert period is not None
    assert (str(period.start), str(period.end), period.current) == (start, end, current)


@pytest.mark.parametrize(
    "text",
    [
        "08.19.07.21", "912.04-10.15", "tlf. 08.19-07.21", "+08.19-07.21", "08.19-07.21.33", "0047 08.19-07.21-3",
        "Ubuntu 12.04–12.10", "macOS 10.14 - 10.15", "versjon 10.12-11.10", "Python 3.10–3.12", "v10.01-10.12",
        "kl. 08.30-12.45", "08.15–09.20 timer", "NOK 08.19–09.20", "08.19–09.20 %", "02.05-10.10 ms", "1.05-1.10",
        "08/10", "8/10 - 9/10", "07/21–08/19", "08.19/07.21", "08/19 - 07.21", "13.19–14.21", "08.19 to 07.21",
    ],
)  # fmt: skip
def test_numbers_that_look_like_short_dates(text: str):
    assert find_period(text) is None


@given(some.dates(date(1977, 1, 1), TODAY), some.dates(date(1977, 1, 1), TODAY), some.sampled_from("./"))
def test_short_months_come_out_as_they_went_in_or_not_at_all(one: date, other: date, sign: str):
    line = f"{one:%m}{sign}{one:%y}–{other:%m}{sign}{other:%y}"
    start, end = Month(one.year, one.month), Month(other.year, other.month)
    period = find_period(line)
    if start <= end:
        assert period is not None
        assert (period.start, period.end) == (start, end)
    else:
        assert period is None


@pytest.mark.parametrize(
    "text", ["912 34 567", "+47 22 33 44 55", "Storgata 5, 9008 Tromsø", "May the force", "ISO 27001", "1 999 kr"]
)
def test_no_periods(text: str):
    assert find_period(text) is None


def test_a_date_on_its_own():
    assert read_point("2013-12-01") == Month(2013, 12)
    assert read_point("2013") == Month(2013)
    assert read_point("soon") is None


def test_jobs_at_the_same_time_count_once():
    first = months_of(Month(2016, 1), Month(2019, 12), False, TODAY)
    second = months_of(Month(2018, 1), Month(2020, 12), False, TODAY)
    assert whole_years(first | second) == 5


def test_years_without_months_are_their_difference():
    assert whole_years(months_of(Month(2015), Month(2018), False, TODAY)) == 3
    assert (
        whole_years(
            months_of(Month(2015), Month(2018), False, TODAY) | months_of(Month(2018), Month(2021), False, TODAY)
        )
        == 6
    )


def test_the_future_does_not_count():
    assert months_of(Month(2027, 1), Month(2030, 1), False, TODAY) == set()
    assert len(months_of(Month(2026, 10), Month(2099, 1), False, TODAY)) == 2


def test_a_period_without_both_sides_counts_nothing():
    assert months_of(None, Month(2020, 1), False, TODAY) == set()
    assert months_of(Month(2020, 1), None, False, TODAY) == set()


@given(some.text(max_size=200))
def test_any_text_is_searched_without_error(text: str):
    period = find_period(text)
    assert period is None or 0 <= period.at[0] < period.at[1] <= len(text)
