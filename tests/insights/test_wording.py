"""A campaign's prospects as a sentence in both languages."""

import pytest
from django.utils.translation import override

from kretslop.insights import rules, wording


@pytest.mark.parametrize(
    ("outlook", "english", "norwegian"),
    [
        (
            rules.Outlook(96, 117, 140, 120, 160, False),
            "On course for 140 approved people, 23 more than the goal",
            "På vei mot 140 godkjente, 23 flere enn målet",
        ),
        (
            rules.Outlook(96, 150, 140, 120, 160, False),
            "On course for 140 approved people, 10 fewer than the goal",
            "På vei mot 140 godkjente, 10 færre enn målet",
        ),
        (rules.Outlook(96, 0, 140, 120, 160, False), "On course for 140 approved people", "På vei mot 140 godkjente"),
        (
            rules.Outlook(1, 120, None, None, None, False),
            "Too early to tell: one person is approved so far",
            "For tidlig å si: én er godkjent så langt",
        ),
        (
            rules.Outlook(0, 120, None, None, None, False),
            "Too early to tell: nobody is approved yet",
            "For tidlig å si: ingen er godkjent ennå",
        ),
        (
            rules.Outlook(120, 120, 120, 120, 120, True),
            "120 people were approved, exactly the goal",
            "120 ble godkjent, akkurat målet",
        ),
    ],
)
def test_the_heading_says_where_it_goes(outlook, english, norwegian):
    assert wording.heading_words(outlook) == english
    with override("nb"):
        assert wording.heading_words(outlook) == norwegian


def test_thousands_stand_apart():
    said = wording.heading_words(rules.Outlook(900, 2400, 1400, 1300, 1500, False))
    assert said == "On course for 1\N{NO-BREAK SPACE}400 approved people, 1\N{NO-BREAK SPACE}000 fewer than the goal"


def test_how_sure_it_is():
    assert wording.range_words(rules.Outlook(96, 0, 140, 120, 160, False)).endswith(
        "between 120 and 160 at the deadline"
    )
    assert wording.range_words(rules.Outlook(1, 0, None, None, None, False)) == ""


def test_days():
    assert [wording.days_words(days) for days in (None, 2.14, 1.0)] == ["too few to tell", "2.1 days", "1.0 day"]
    with override("nb"):
        assert wording.days_words(2.14) == "2,1 dager"


def test_every_step_has_words():
    assert set(wording.STEPS) == set(wording.MEANINGS) == set(rules.STEPS)
