"""What may be told and read, and the steps of a move, on plain values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.relocation import rules
from kretslop.relocation.rules import Told
from kretslop.routes.rules import ROUTES, forecast

HIRED = date(2026, 11, 10)


def planned(route, starts_on=None, lives_here=False):
    outlook = forecast(route, today=HIRED, lives_here=lives_here)
    return rules.plan(outlook, hired_on=HIRED, starts_on=starts_on, lives_here=lives_here)


@pytest.mark.parametrize("route", ROUTES)
def test_a_plan_holds_every_step_of_the_way_but_the_offer(route):
    codes = [step.code for step in planned(route)]
    way = [step.code for step in forecast(route, today=HIRED, lives_here=False).steps]
    assert set(way) - set(codes) == {"offer"}
    assert {"housing", "doctor", "language_course"} <= set(codes)
    assert len(codes) == len(set(codes))


@given(st.sampled_from([*ROUTES, None]), st.one_of(st.none(), st.integers(0, 400)), st.booleans())
def test_steps_stand_in_order_and_none_is_due_before_the_hire(route, days, lives_here):
    starts_on = None if days is None else HIRED + timedelta(days=days)
    steps = planned(route, starts_on, lives_here)
    assert [s.due_on for s in steps] == sorted(s.due_on for s in steps)
    assert all(s.due_on >= HIRED for s in steps)
    desk = [s.due_on for s in steps if s.code == "desk"]
    assert desk == ([] if route is None else [starts_on or desk[0]])


def test_what_the_first_day_waits_for_is_due_before_it():
    start = HIRED + timedelta(weeks=3)
    due = {s.code: s.due_on for s in planned("permit", start)}
    assert max(due["permit"], due["visa"], due["move"]) <= start < due["police_number"]
    assert rules.is_tight(forecast("permit", today=HIRED, lives_here=False), start)
    assert not rules.is_tight(forecast("permit", today=HIRED, lives_here=False), HIRED + timedelta(weeks=60))
    assert not rules.is_tight(None, start)


def test_an_unknown_way_is_found_out_first():
    assert planned(None)[0].code == rules.ROUTE_UNKNOWN


def test_somebody_who_lives_here_needs_no_home_and_no_doctor():
    assert not {"housing", "doctor", "driving_licence"} & {s.code for s in planned("eea", lives_here=True)}


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (None, ()),
        (Told(), ()),
        (Told(partner="comes", partner_wish="work"), ("partner_work",)),
        (Told(partner="later", partner_wish="work_and_study"), ("partner_work", "partner_study")),
        (Told(partner="none", partner_wish="work"), ()),
        (Told(partner="comes", partner_wish="not_now"), ()),
        (Told(small_children=2, school_children=0), ("kindergarten",)),
        (Told(older_children=1), ("school",)),
    ],
)
def test_a_household_brings_its_steps(told, codes):
    assert rules.family_codes(told) == codes


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("partner", "x"), ("partner_wish", "x"), ("housing", "castle"), ("small_children", 10), ("older_children", -1),
        ("bedrooms", 10), ("partner_field", "x" * 121), ("partner_words", "x" * 601),
        ("partner_languages", ("en",) * 7),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named(field, value):
    assert rules.wrong_field(Told(**{field: value})) == field
    assert rules.wrong_field(Told()) is None


@pytest.mark.parametrize(("hired", "asked"), [(False, False), (True, False), (False, True), (True, True)])
def test_a_liaison_reads_after_the_hire_or_when_asked_for_help(hired, asked):
    assert rules.may_read(hired=hired, asked_for_help=asked) == (hired or asked)
