"""What is counted, and when it is enough to be said."""

from datetime import date

import pytest

from kretslop.insights import rules

STARTS, DEADLINE = date(2026, 10, 1), date(2026, 12, 9)  # 70 days, ten weeks


def test_a_person_counts_in_every_step_up_to_the_furthest():
    steps = rules.nested({rules.REGISTERED: {1, 2, 3}, rules.PRESELECTED: {1}, rules.HIRED: {2}})
    assert [(step.people, step.before) for step in steps] == [(3, None), (2, 3), (1, 2), (1, 1), (1, 1), (1, 1), (1, 1)]


@pytest.mark.parametrize(("days", "median"), [([], None), ([1, 2, 3, 4], None), ([5, 1, 2, 3, 4], 3)])
def test_a_median_of_a_few_is_not_told(days, median):
    assert rules.wait(days) == rules.Wait(median, len(days))


@pytest.mark.parametrize(("in_time", "n", "percent"), [(4, 4, None), (5, 5, 100), (2, 6, 33), (0, 5, 0)])
def test_share_in_time(in_time, n, percent):
    assert rules.InTime(in_time, n).percent == percent


def outlook(sofar, today, goal=120):
    return rules.outlook(sofar=sofar, goal=goal, starts_on=STARTS, deadline_on=DEADLINE, today=today)


def test_half_way_means_twice_as_many():
    half = outlook(60, date(2026, 11, 4))  # 35 of 70 days
    assert half.expected == 120
    assert half.low < 120 < half.high
    assert half.low >= 60


def test_a_later_look_is_surer():
    early, late = outlook(20, date(2026, 10, 20)), outlook(100, date(2026, 12, 1))
    assert early.high - early.low > late.high - late.low


@pytest.mark.parametrize(("sofar", "today"), [(9, date(2026, 11, 4)), (50, date(2026, 10, 13)), (0, STARTS)])
def test_too_early_says_so(sofar, today):
    assert outlook(sofar, today)[2:5] == (None, None, None)


def test_after_the_deadline_it_is_what_it_is():
    assert outlook(7, date(2026, 12, 10))[2:] == (7, 7, 7, True)


@pytest.mark.parametrize(
    ("today", "number"),
    [(date(2026, 9, 30), 0), (STARTS, 1), (date(2026, 10, 8), 2), (DEADLINE, 10), (date(2026, 12, 10), 11)],
)
def test_weeks(today, number):
    assert rules.week(STARTS, DEADLINE, today) == rules.Week(number, 10)
