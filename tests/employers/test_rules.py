"""Organisation numbers: Norwegian control digits, foreign numbers, and places typed in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.employers.rules import clean_org_number, listed, org_number_problem

#: Numbers of public bodies: the Brønnøysund Register Centre, NAV, the Tax Administration, the City of Oslo.
REAL = ("974760673", "889640782", "974761076", "958935420")


@pytest.mark.parametrize("number", REAL)
def test_real_numbers_are_right(number):
    assert org_number_problem(number) == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("974 760 673", "974760673"), ("NO 974.760.673 MVA", "974760673"), ("974-760-673", "974760673"), ("", "")],
)
def test_a_number_is_kept_as_nine_digits(typed, kept):
    assert clean_org_number(typed) == kept
    assert org_number_problem(kept) == ""


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("974760674", "control_digit"),
        ("97476067", "nine_digits"),
        ("9747606733", "nine_digits"),
        ("97476067x", "nine_digits"),
        ("٩٧٤٧٦٠٦٧٣", "nine_digits"),
        ("000000010", "control_digit"),
    ],
)
def test_what_is_wrong_is_said(number, problem):
    assert org_number_problem(number) == problem


@given(st.sampled_from(REAL), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number, place, change):
    wrong = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]
    assert org_number_problem(wrong) == "control_digit"


@given(st.sampled_from(REAL), st.integers(0, 6))
def test_two_digits_in_the_wrong_order_are_always_found(number, place):
    if number[place] == number[place + 1]:
        return
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert org_number_problem(wrong) == "control_digit"


@pytest.mark.parametrize(
    ("number", "country", "problem"),
    [
        ("556703-7485", "SE", ""),
        ("hrb 12345 b", "DE", ""),
        ("12", "DK", "foreign_number"),
        ("ABC", "DE", "foreign_number"),
        ("12345'--", "DE", "foreign_number"),
        ("1" * 31, "DE", "foreign_number"),
    ],
)
def test_foreign_numbers(number, country, problem):
    assert org_number_problem(clean_org_number(number, country), country) == problem


def test_places_in_one_line():
    assert listed(" Oslo,  Bergen ;Oslo\nMo i  Rana,, ") == ["Oslo", "Bergen", "Mo i Rana"]
