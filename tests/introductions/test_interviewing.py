"""The life of an interview on plain values, and clocks on the wall in every zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kretslop.introductions import interviewing
from kretslop.introductions.actions.inviting import remind_at
from kretslop.introductions.wording import moment_words
from kretslop.shared.calendar import moment_in

OSLO, LISBON, KATHMANDU = ZoneInfo("Europe/Oslo"), ZoneInfo("Europe/Lisbon"), ZoneInfo("Asia/Kathmandu")
NOW = datetime(2026, 11, 10, 10, tzinfo=OSLO)
DAY = timedelta(days=1)
POSSIBLE = {
    ("offered", "offer"): "offered", ("offered", "pick"): "agreed", ("offered", "refuse"): "none_fits",
    ("offered", "call_off"): "called_off", ("none_fits", "offer"): "offered", ("none_fits", "call_off"): "called_off",
    ("agreed", "move"): "agreed", ("agreed", "refuse"): "none_fits", ("agreed", "call_off"): "called_off",
}  # fmt: skip


@pytest.mark.parametrize("state", interviewing.STATES)
@pytest.mark.parametrize("verb", ["offer", "pick", "refuse", "move", "call_off"])
def test_every_state_with_every_verb(state, verb):
    assert interviewing.MOVES[state].get(verb) == POSSIBLE.get((state, verb))


@pytest.mark.parametrize(
    ("slots", "problem"),
    [
        ([], "required"),
        ([NOW + DAY] * 2, "twice_the_same"),
        ([NOW + DAY * n for n in range(1, 7)], "too_many"),
        ([NOW + timedelta(hours=1, minutes=59)], "too_soon"),
        ([NOW + DAY, NOW - DAY], "too_soon"),
        ([NOW + DAY * 121], "too_far"),
        ([NOW + timedelta(hours=2), NOW + DAY * 120], ""),
    ],
)
def test_times_that_can_be_offered(slots, problem):
    assert interviewing.wrong_slots(slots, NOW) == problem


@pytest.mark.parametrize(
    ("wall", "zone", "answer"),
    [
        (datetime(2027, 3, 28, 2, 30), OSLO, "no_such_time"),
        (datetime(2027, 3, 28, 1, 30), OSLO, datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
        (datetime(2027, 3, 28, 3, 0), OSLO, datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        (datetime(2027, 3, 28, 2, 30), KATHMANDU, datetime(2027, 3, 27, 20, 45, tzinfo=UTC)),
        (datetime(2027, 10, 31, 2, 30), OSLO, "twice"),
        (datetime(2027, 10, 31, 1, 59), OSLO, datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        (datetime(2027, 10, 31, 3, 0), OSLO, datetime(2027, 10, 31, 2, 0, tzinfo=UTC)),
        (datetime(2027, 10, 31, 1, 30), LISBON, "twice"),
    ],
)
def test_what_a_clock_on_the_wall_means(wall, zone, answer):
    if isinstance(answer, str):
        with pytest.raises(ValueError, match=answer):
            moment_in(wall, zone)
    else:
        assert moment_in(wall, zone) == answer


@pytest.mark.parametrize(
    ("starts", "zone", "reminded"),
    [
        # Monday after the clock went forward: reminded on the Sunday itself, at nine by the new clock.
        (datetime(2027, 3, 29, 8, tzinfo=UTC), OSLO, datetime(2027, 3, 28, 7, tzinfo=UTC)),
        # On the morning after it went back: the day before is still summer time.
        (datetime(2027, 10, 31, 9, tzinfo=UTC), OSLO, datetime(2027, 10, 30, 7, tzinfo=UTC)),
        # Late in Oslo is the next day already in Kathmandu.
        (datetime(2026, 11, 27, 19, tzinfo=UTC), KATHMANDU, datetime(2026, 11, 27, 3, 15, tzinfo=UTC)),
        (datetime(2026, 11, 27, 19, tzinfo=UTC), OSLO, datetime(2026, 11, 26, 8, tzinfo=UTC)),
    ],
)
def test_reminded_at_nine_on_the_day_before_where_one_is(starts, zone, reminded):
    assert remind_at(starts, zone) == reminded


def test_a_moment_in_words():
    at = datetime(2026, 11, 27, 13, 10, tzinfo=UTC)
    assert moment_words(at, LISBON, "en") == "Friday 27 November 2026 at 13:10 (Lisbon time)"
    assert moment_words(at, OSLO, "nb") == "fredag 27. november 2026 kl. 14:10 (tid i Oslo)"


@pytest.mark.parametrize(
    ("state", "starts", "blocks"),
    [("offered", None, True), ("none_fits", None, True), ("called_off", NOW + DAY, False),
     ("agreed", NOW + DAY, True), ("agreed", NOW - DAY, False)],
)  # fmt: skip
def test_one_round_after_the_other(state, starts, blocks):
    assert interviewing.blocks(state, starts, NOW) == blocks
