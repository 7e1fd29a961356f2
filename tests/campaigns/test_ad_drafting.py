"""What a read ad becomes, and the words for everything that can be said about it."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from kretslop.campaigns import ad_drafting, ad_facts, ad_protected, ad_reading, wording
from kretslop.matching.criteria import criterion_from_json

CODES = {
    *ad_protected.PROTECTED,
    *(
        code
        for module in (ad_facts, ad_reading)
        for code in re.findall(r'Warned\(\s*"(\w+)"', Path(module.__file__).read_text(encoding="utf-8"))
    ),
    "no_demands",
    "no_skills",
}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_warning_has_words_in_both_languages(code):
    with override("en"):
        english = wording.warning_words(code)
    with override("nb"):
        norwegian = wording.warning_words(code)
    assert all(english)
    assert all(said != other for said, other in zip(english, norwegian, strict=True))


def test_no_words_for_warnings_that_nobody_gives():
    assert set(wording.WARNINGS) == CODES


def test_every_refusal_has_words():
    source = Path(ad_reading.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r'AdUnreadable\("(\w+)"\)', source)) <= set(wording.UNREADABLE)


def test_what_was_read_says_from_which_words():
    draft = ad_reading.read_ad("Java developer\n\nRequirements:\n- You must know Java and speak English fluently\n")
    kept = ad_drafting.reading_of(draft)
    by_key = {criterion_from_json(one["criterion"], "read").key: one["words"] for one in kept["read"]}
    assert "must know Java" in by_key["skill:java"]
    assert "English" in by_key["language:en"]


def test_an_ad_without_a_title_gets_one():
    draft = ad_reading.read_ad(
        "We are a small company and we look for somebody who can do almost everything with Java."
    )
    assert ad_drafting.fields_of(draft, "Profile from a job ad")["title"] == "Profile from a job ad"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We want somebody under 30 years old.", "protected_age"),
        ("Kun menn kan søke.", "protected_sex"),
        ("Ana, woman, 34, from Porto", "protected_sex"),
        ("Kvinne i trettiårene", "protected_sex"),
        ("We welcome everybody regardless of age and sex.", None),
        ("Backend developer", None),
        ("Man in the middle attacks, a man-machine interface, man pages.", None),
        ("", None),
    ],
)
def test_an_employers_own_words(text, code):
    assert [one.code for one in ad_drafting.asks_for_protected(text)] == ([code] if code else [])


def test_what_no_database_keeps_is_left_out():
    assert ad_drafting.storable("a\x00b\ud800c") == "abc"
