"""The clock never erases early, whatever happens to reminders, mails and settings."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.privacy import rules
from kretslop.privacy.rules import Clock, Told, erase_on, next_step, promise

SEEN = date(2026, 1, 15)
END = date(2027, 1, 15)
CLOCK = Clock()


def step(today, told=(), clock=CLOCK, **more):
    return next_step(today=today, seen_on=SEEN, told=told, clock=clock, **more)


def sent(on, promised=END):
    return Told(promised, "sent", on)


def test_the_usual_way():
    first, second, third = (END - timedelta(days=days) for days in (60, 30, 7))
    assert step(first - timedelta(days=1)) == rules.Step(rules.NOTHING, first, "reminder_later", 1)
    assert step(first) == rules.Step(rules.REMIND, first, "", 1)
    assert step(first, [Told(END, "queued")]).why == "reminder_under_way"
    assert step(second, [sent(first)]) == rules.Step(rules.REMIND, second, "", 2)
    assert step(third, [sent(first), sent(second)]) == rules.Step(rules.REMIND, third, "", 3)
    all_sent = [sent(first), sent(second), sent(third)]
    assert step(END - timedelta(days=1), all_sent) == rules.Step(rules.NOTHING, END, "announced")
    assert step(END, all_sent) == rules.Step(rules.ERASE, END, "not_signed_in")


@pytest.mark.parametrize("state", ["failed", "unknown", "stopped", ""])
@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_reminder_that_was_not_sent_waits_for_a_person(state, lost):
    told = [sent(END - timedelta(days=days)) for days in (60, 30, 7)]
    told[lost] = Told(END, state)
    assert step(END + timedelta(days=400), told).kind == rules.HELD


@pytest.mark.parametrize("why", ["open_introduction", "restricted"])
def test_what_a_person_must_decide_waits_for_a_person(why):
    told = [sent(END - timedelta(days=days)) for days in (60, 30, 7)]
    assert step(END, told, waits_for=why) == rules.Step(rules.HELD, END, why)


def test_a_shorter_setting_moves_no_named_day():
    told = [sent(END - timedelta(days=days)) for days in (60, 30, 7)]
    shorter = Clock(months=6, remind_days=(30, 15, 5))
    assert erase_on(SEEN, told, shorter) == END
    assert step(END - timedelta(days=1), told, shorter).kind == rules.NOTHING


def test_somebody_long_gone_gets_all_three_reminders_first():
    today = END + timedelta(days=500)
    assert step(today).number == 1
    assert promise(today, SEEN, [], CLOCK) == today + timedelta(days=60)


DAYS = st.lists(st.integers(5, 120), min_size=3, max_size=3, unique=True).map(lambda d: tuple(sorted(d, reverse=True)))


@given(
    seen=st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    months=st.integers(3, 12),
    days=DAYS.filter(lambda d: rules.problem(12, d, 36) is None),
    gaps=st.lists(st.integers(1, 200), max_size=60),
    delays=st.lists(st.integers(0, 40), min_size=3, max_size=3),
)
def test_nobody_is_erased_early(seen, months, days, gaps, delays):
    """The job may run at any distance and mails may leave late: three were sent, in order, each with its notice."""
    clock = Clock(months, days, 36)
    told: list[Told] = []
    today, leaves = seen, []
    for gap in gaps:
        today += timedelta(days=gap)
        told = [
            Told(each.promised_on, "sent", left) if left <= today else each
            for each, left in zip(told, leaves, strict=True)
        ]
        found = next_step(today=today, seen_on=seen, told=told, clock=clock)
        if found.kind == rules.REMIND:
            assert found.number == len(told) + 1
            assert all(each.sent_on for each in told)
            told.append(Told(promise(today, seen, told, clock), "queued"))
            leaves.append(today + timedelta(days=delays[len(told) - 1]))
        if found.kind == rules.ERASE:
            assert [each.sent_on is not None for each in told] == [True] * 3
            assert today >= rules.later(seen, months)
            assert all(today >= each.promised_on for each in told)
            assert all((today - each.sent_on).days >= notice for each, notice in zip(told[2:], days[2:], strict=True))
            assert (today - told[0].sent_on).days >= days[2]
            return


@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        ((12, (60, 30, 7), 36), None),
        ((6, (40, 20, 5), 24), None),
        ((13, (60, 30, 7), 36), ("months", "out_of_range")),
        ((2, (20, 10, 5), 36), ("months", "out_of_range")),
        ((12, (60, 30, 7), 37), ("proof_months", "out_of_range")),
        ((12, (60, 30), 36), ("remind_days", "out_of_range")),
        ((12, (60, 30, 1), 36), ("remind_days", "out_of_range")),
        ((12, (30, 60, 7), 36), ("remind_days", "too_close")),
        ((12, (60, 58, 7), 36), ("remind_days", "too_close")),
        ((3, (90, 30, 7), 36), ("remind_days", "too_early")),
    ],
)
def test_settings_keep_what_was_promised(chosen, wrong):
    assert rules.problem(*chosen) == wrong


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 11, 10), -36, date(2023, 11, 10)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
    ],
)
def test_months_end_where_they_end(day, months, expected):
    assert rules.later(day, months) == expected
