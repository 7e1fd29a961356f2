"""Each ground that a sentence asks for is named; what only sounds like it is left alone."""

import pytest

from kretslop.campaigns.ad_drafting import asks_for_protected
from kretslop.web.flagging import any_protected, flags


@pytest.mark.parametrize(
    ("sentence", "grounds"),
    [
        ("We are looking for men under 35 without children.", "age sex family"),
        ("Vi søker menn under 35 uten barn.", "age sex family"),
        ("People between 25 and 40, please.", "age"),
        ("Maks 40 år.", "age"),
        ("Young people without a family find a home here.", "age family"),
        ("No pregnant women.", "family"),
        ("Ingen gravide.", "family"),
        ("You must not be married.", "family"),
        ("Norwegian citizens first, please.", "nationality"),
        ("Norske statsborgere først.", "nationality"),
        ("White men preferred.", "sex ethnicity"),
        ("Kun kristne.", "belief"),
        ("No wheelchair users.", "health"),
        ("We are looking for women and men who like code.", ""),
        ("We also like people who sail.", ""),
        ("I over 30 år har vi bygget skip.", ""),
        ("Fewer than 50 people between 10 and 20 offices.", ""),
        ("Over 40 engineers under one roof.", ""),
        ("Black box testing of single page applications.", ""),
        ("We help your family and children to settle.", ""),
    ],
)
def test_every_ground_of_a_sentence_is_named(sentence, grounds):
    found = {each.code for each in asks_for_protected(sentence)}
    assert found == {f"protected_{ground}" for ground in grounds.split()}


def test_a_sentence_is_shown_once_with_all_its_grounds():
    (one,) = flags("We are looking for men under 35 without children. We sail.")
    assert one["words"] == "We are looking for men under 35 without children."
    for what in ("ask for an age", "ask for a sex", "ask about family or children"):
        assert what in one["what"]
    assert one["law"].count("Equality and Anti-Discrimination Act, section 6") == 1
    assert any_protected([one])
