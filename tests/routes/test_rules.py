"""Ways into the country: forecasts and salary floors over every route."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.routes.rules import (
    ACTORS,
    ROUTES,
    STEPS,
    forecast,
    is_stale,
    norway,
    salary_check,
    salary_floor,
)

TODAY = date(2026, 11, 23)  # a Monday
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
routes = st.sampled_from(ROUTES)


def test_an_unknown_route_has_no_forecast() -> None:
    assert forecast(None, today=TODAY, lives_here=False) is None
    assert forecast("", today=TODAY, lives_here=False) is None
    assert forecast("somewhere", today=TODAY, lives_here=True) is None


@pytest.mark.parametrize(
    ("route", "lives_here", "notice_weeks", "weeks", "desk_on"),
    [
        ("nordic", True, 0, 4, date(2026, 12, 21)),
        ("eea", True, 8, 12, date(2027, 2, 15)),
        ("eea", False, 8, 16, date(2027, 3, 15)),
        ("permit", False, 8, 27, date(2027, 5, 31)),
        ("permit", True, 0, 13, date(2027, 2, 22)),
        ("has_permit", True, 4, 8, date(2027, 1, 18)),
        ("family", False, 0, 17, date(2027, 3, 22)),
    ],
)
def test_typical_forecasts(route: str, lives_here: bool, notice_weeks: int, weeks: int, desk_on: date) -> None:
    found = forecast(route, today=TODAY, lives_here=lives_here, notice_weeks=notice_weeks)
    assert found is not None
    assert (found.weeks, found.desk_on) == (weeks, desk_on)
    assert (found.basis, found.cases, found.checked_on) == ("typical", 0, date(2026, 11, 1))


@given(routes, days, st.booleans(), st.none() | st.integers(0, 26), st.booleans())
def test_every_forecast_holds_together(
    route: str, today: date, lives_here: bool, notice: int | None, same_work: bool
) -> None:
    found = forecast(route, today=today, lives_here=lives_here, notice_weeks=notice, same_work=same_work)
    assert found is not None
    assert 0 <= (found.desk_on - today).days - found.weeks * 7 <= 2
    assert found.desk_on.weekday() < 5
    assert found.weeks_min <= found.weeks <= found.weeks_max
    assert [step.code for step in found.steps if step.before_desk][-1] == "desk"
    assert ("notice" in [step.code for step in found.steps]) == (notice != 0)
    longer = forecast(route, today=today, lives_here=lives_here, notice_weeks=(notice or 0) + 4, same_work=same_work)
    if notice is not None:
        assert longer is not None
        assert longer.desk_on > found.desk_on
    abroad = forecast(route, today=today, lives_here=False, notice_weeks=notice, same_work=same_work)
    assert abroad is not None
    assert abroad.desk_on >= found.desk_on


def test_a_permit_for_other_work_is_a_new_permit() -> None:
    same = forecast("has_permit", today=TODAY, lives_here=True, notice_weeks=0)
    other = forecast("has_permit", today=TODAY, lives_here=True, notice_weeks=0, same_work=False)
    assert same is not None
    assert other is not None
    assert "permit" not in [step.code for step in same.steps]
    assert "permit" in [step.code for step in other.steps]
    assert other.route == "has_permit"


def test_only_the_permit_routes_wait_for_a_permit() -> None:
    for route in ROUTES:
        found = forecast(route, today=TODAY, lives_here=False)
        assert found is not None
        assert ("permit" in [step.code for step in found.steps]) == (route in ("permit", "family"))


def test_an_identity_number_does_not_hold_back_the_first_day() -> None:
    found = forecast("permit", today=TODAY, lives_here=False, notice_weeks=0)
    assert found is not None
    after = [step.code for step in found.steps if not step.before_desk]
    assert after == ["police_number", "tax_card", "bank"]


def test_enough_recorded_cases_replace_the_typical_figures() -> None:
    few = forecast("permit", today=TODAY, lives_here=False, notice_weeks=8, case_weeks=[9, 9, 9, 9])
    enough = forecast("permit", today=TODAY, lives_here=False, notice_weeks=8, case_weeks=[30, 10, 14, 12, 60])
    even = forecast("permit", today=TODAY, lives_here=False, notice_weeks=8, case_weeks=[10, 10, 11, 14, 15, 15])
    waits = forecast("permit", today=TODAY, lives_here=False, notice_weeks=26, case_weeks=[30, 10, 14, 12, 60])
    assert few is not None
    assert enough is not None
    assert even is not None
    assert waits is not None
    assert (few.basis, few.weeks, few.cases) == ("typical", 27, 4)
    assert (enough.basis, enough.weeks, enough.cases) == ("cases", 14, 5)
    assert even.weeks == 13
    assert waits.weeks == 26


@pytest.mark.parametrize(
    ("level", "on", "floor"),
    [
        (4, date(2026, 11, 23), 599_200),
        (5, date(2026, 11, 23), 599_200),
        (3, date(2025, 9, 1), 522_600),
        (3, date(2025, 8, 31), None),
        (2, date(2026, 11, 23), None),
        (None, date(2026, 11, 23), None),
    ],
)
def test_salary_floors(level: int | None, on: date, floor: int | None) -> None:
    assert salary_floor(level, on) == floor


@pytest.mark.parametrize(
    ("pay", "level", "percent", "agreement", "expected"),
    [
        (599_200, 4, 100, False, ("met", 599_200, 0)),
        (599_199, 4, 100, False, ("not_met", 599_200, 1)),
        (560_000, 3, 80, False, ("met", 522_600, 0)),
        (560_000, 3, 79, False, ("part_time", 522_600, 0)),
        (400_000, 3, 100, True, ("agreement", 522_600, 0)),
        (None, 3, 100, False, ("unknown", 522_600, 0)),
        (700_000, 2, 100, False, ("unknown", None, 0)),
    ],
)
def test_salary_check(
    pay: int | None, level: int, percent: int, agreement: bool, expected: tuple[str, int, int]
) -> None:
    found = salary_check(pay, education_level_required=level, on=TODAY, percent=percent, collective_agreement=agreement)
    assert (found.verdict, found.floor, found.missing) == expected


def test_the_data_asks_to_be_checked_after_each_september() -> None:
    assert not is_stale(date(2026, 11, 23))
    assert not is_stale(date(2027, 8, 31))
    assert is_stale(date(2027, 9, 1))


def test_the_data_is_whole_dated_and_sourced() -> None:
    data = norway()
    assert isinstance(data["checked_on"], date)
    assert set(data["routes"]) == set(ROUTES)
    assert set(data["steps"]) == set(STEPS)
    used = set()
    for route in data["routes"].values():
        assert route["source"]
        for way in (route["abroad"], route["here"]):
            assert "desk" in way
            used |= set(way)
    assert used == set(STEPS)
    for step in data["steps"].values():
        assert step["source"]
        assert step["who"] in ACTORS
        assert 0 <= step["weeks"][0] <= step["weeks"][1]
    for floor in data["salary_floors"]:
        assert floor["source"]
        assert isinstance(floor["from_on"], date)
