"""Money: whole øre, tax on the sum, shares that name nobody."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.billing import rules
from kretslop.billing.rules import AddOn, Got, Line, Terms

SIZES = {"1-9": 500_000, "10-49": 1_000_000, "50-249": 2_500_000, "250+": 5_000_000}
TERMS = Terms("by_size", SIZES, 2_000_000, 40, "standard", (AddOn("film", "A film about you", 1_500_050),))
TODAY = date(2026, 11, 10)


def test_the_contribution_follows_the_size_and_the_alliance_pays_its_share_of_it_only():
    base, film = rules.order_lines(TERMS, "50-249", ["film"])
    assert (base.net_ore, base.alliance_ore) == (1_500_000, 1_000_000)
    assert film.net_ore == 1_500_050
    assert [line.net_ore for line in rules.hire_lines(TERMS, ["Backend", "Data"])] == [2_000_000, 2_000_000]
    assert rules.totals([base, film], vat="standard", on=TODAY) == (3_000_050, 750_013, 3_750_063, Decimal(25))
    assert rules.totals([base, film], vat="outside", on=TODAY) == (3_000_050, 0, 3_000_050, None)


@pytest.mark.parametrize(("size", "chosen"), [("", []), ("huge", []), ("1-9", ["unknown"])])
def test_what_the_terms_do_not_know_cannot_be_ordered(size, chosen):
    with pytest.raises(ValueError, match=r"size|add_ons"):
        rules.order_lines(TERMS, size, chosen)


def test_a_free_campaign_has_no_lines():
    assert rules.order_lines(Terms(), "1-9", []) == ()
    assert not Terms().costs_something
    assert Terms(per_hire=1).costs_something
    assert Terms.from_json(TERMS.to_json()) == TERMS


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (TERMS, None),
        (Terms(), None),
        (Terms("by_size", {"1-9": 1}), "by_size"),
        (Terms("monthly"), "base"),
        (Terms(alliance_share=101), "alliance_share"),
        (Terms(vat="reduced"), "vat"),
        (Terms(per_hire=-1), "amounts"),
        (Terms(add_ons=(AddOn("a", " ", 1),)), "add_ons"),
        (Terms(add_ons=(AddOn("a", "A", 1), AddOn("a", "B", 1))), "add_ons"),
    ],
)
def test_terms_that_cannot_be(terms, field):
    assert rules.wrong_terms(terms) == field


def test_the_rate_is_that_of_the_day():
    assert [rules.vat_percent(date(*day)) for day in ((2004, 12, 31), (2005, 1, 1), (2026, 11, 22))] == [24, 25, 25]
    with pytest.raises(ValueError, match="no rate"):
        rules.vat_percent(date(1999, 1, 1))


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 10**7), st.integers(0, 100)), min_size=1, max_size=9),
    st.sampled_from(["standard", "outside"]),
)
def test_the_parts_always_add_up(rows, vat):
    lines = [Line("base", "x", quantity, price, share) for quantity, price, share in rows]
    net, tax, total, percent = rules.totals(lines, vat=vat, on=TODAY)
    assert net == sum(line.gross_ore for line in lines) - sum(line.alliance_ore for line in lines)
    assert total == net + tax
    exact = Decimal(net) * (percent or 0) / 100
    assert abs(exact - tax) <= Decimal("0.5")
    assert all(0 <= line.net_ore <= line.gross_ore for line in lines)


@pytest.mark.parametrize(
    ("paid", "credited", "day", "state"),
    [
        (0, 0, TODAY, "open"),
        (99, 0, date(2026, 11, 11), "overdue"),
        (100, 0, date(2027, 1, 1), "paid"),
        (40, 60, date(2027, 1, 1), "paid"),
        (0, 100, date(2027, 1, 1), "credited"),
    ],
)
def test_how_an_invoice_stands(paid, credited, day, state):
    assert rules.state_of(total=100, paid=paid, credited=credited, due_on=TODAY, today=day) == state


def test_two_reminders_and_then_a_person():
    assert [rules.reminder_due(working_days_late=days, sent=0) for days in (2, 3, 30)] == [False, True, True]
    assert [rules.reminder_due(working_days_late=days, sent=1) for days in (12, 13)] == [False, True]
    assert not rules.reminder_due(working_days_late=99, sent=2)


@pytest.mark.parametrize(
    ("number", "good"), [("974760673", True), ("974760674", False), ("12345678", False), ("", False)]
)
def test_organisation_numbers_have_a_control_digit(number, good):
    assert rules.is_norwegian_number(number) is good


@pytest.mark.parametrize(("number", "good"), [("86011117947", True), ("86011117948", False), ("8601111794x", False)])
def test_bank_accounts_have_a_control_digit(number, good):
    assert rules.is_account(number) is good


def test_the_buyer_has_an_address_and_in_norway_a_number():
    good = rules.Buyer("Havtech AS", "974760673", "Kaia 1", "3187", "Horten", "NO", "faktura@example.com", "Sara")
    fields = {name: getattr(good, name) for name in rules.Buyer.__dataclass_fields__}
    assert rules.wrong_buyer(good) is None
    assert rules.wrong_buyer(rules.Buyer(**{**fields, "org_number": "974760674"})) == ("org_number", "org_number_wrong")
    assert rules.wrong_buyer(rules.Buyer(**{**fields, "country": "SE", "org_number": ""})) is None
    assert rules.wrong_buyer(rules.Buyer(**{**fields, "reference": " "})) == ("reference", "required")


def rows(**groups):
    return [Got(name, 4, 1, 100) for name, count in groups.items() for _ in range(count)]


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ({"a": 4}, []),
        ({"a": 5}, ["a"]),
        ({"a": 7, "b": 2}, [""]),  # two others could be worked out from everybody and seven
        ({"a": 7, "b": 3, "c": 2}, ["a", "others"]),
        ({"a": 2, "b": 2, "c": 2}, [""]),
        ({"a": 5, "b": 6}, ["a", "b"]),
    ],
)
def test_small_groups_are_put_together(groups, shown):
    assert [share.group for share in rules.fair_share(rows(**groups))] == shown


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9), max_size=6))
def test_no_group_of_fewer_than_five_is_ever_shown(groups):
    shares = rules.fair_share(rows(**groups))
    assert all(share.employers >= rules.FEWEST for share in shares)
    left = sum(groups.values()) - sum(share.employers for share in shares)
    assert left == 0 or not shares
