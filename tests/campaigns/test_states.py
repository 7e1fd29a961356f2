"""Every state, answer and refusal of campaigns has words and a colour."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from kretslop.campaigns import rules, wording
from kretslop.web.components.parts import colour

WORDED = [
    (wording.CAMPAIGN_STATES, rules.CAMPAIGN_STATES),
    (wording.PROSPECT_STATES, rules.PROSPECT_STATES),
    (wording.WANTED_STATES, rules.WANTED_STATES),
    (wording.CRITERIA_STATES, rules.CRITERIA_STATES),
    (wording.ANSWERS, (rules.AGREED, rules.OBJECTED)),
]


@pytest.mark.parametrize(("words", "states"), WORDED)
def test_states_have_words_in_both_languages_and_a_colour(words, states):
    assert set(words) == set(states)
    for state in states:
        assert colour(wording.colour_of(state))
        with override("en"):
            english = str(words[state])
        with override("nb"):
            assert str(words[state]) != english


def test_every_duty_is_said():
    assert set(wording.AGREEMENTS[rules.AGREEMENT_VERSION]) == set(rules.DUTIES)


def test_every_refusal_of_the_room_has_its_sentence():
    source = "".join(path.read_text() for path in Path(rules.__file__).parent.glob("actions/*.py"))
    codes = set(re.findall(r'NotPossible\("(\w+)"\)', source)) | {"version_not_draft", "version_not_proposed"}
    assert codes - set(wording.NOT_POSSIBLE) == set()
    invalid = set(re.findall(r'Invalid\(\w+, "(\w+)"\)', source)) | set(
        re.findall(r'Invalid\("\w+", "(\w+)"\)', source)
    )
    assert invalid - set(wording.INVALID) == set()
