"""Every state says where I am, what happens next and by when, in both languages."""

from datetime import timedelta
from types import SimpleNamespace as Thing

import pytest
from django.utils import translation

from kretslop.introductions import rules
from kretslop.talent.rules import POOL_STATES
from kretslop.web.candidate.headline import headline
from tests.cast import NOW


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


LATER = NOW + timedelta(days=4)


def person(**fields):
    membership = Thing(paused_until=LATER.date(), state_since=NOW)
    return Thing(first_name="Linh", registered_at=NOW, last_contact_at=None, membership=membership, **fields)


def known(state, **fields):
    introduction = Thing(
        hirer="Havtech AS", campaign=Thing(feedback_days=5), next_step_due=LATER, introduced_at=NOW,
        accepted_at=NOW if state in rules.IN_PROCESS else None, interviewed_at=None,
    )  # fmt: skip
    met, meeting = fields.get("interviewed_at") is not None, fields.pop("meeting", None)
    about = Thing(**{**vars(introduction), **fields})
    return Thing(introduction=about, state=state, has_met=met, meeting=meeting)


def decided(verdict):
    return Thing(verdict=verdict, by=Thing(first_name="Ingrid"))


CASES = {
    **{f"pool {state}": (state, [], [], [], None) for state in (*POOL_STATES, "paused")},
    **{f"open {state}": ("approved", [], [known(state)], [], None) for state in rules.OPEN if state != rules.ASKED},
    "have met": ("approved", [], [known(rules.INTERVIEW, interviewed_at=NOW)], [], None),
    "times offered": (
        "approved",
        [],
        [known(rules.ACCEPTED, meeting={"state": "offered", "pick_by": "14 November"})],
        [],
        None,
    ),
    "meeting agreed": (
        "approved",
        [],
        [known(rules.INTERVIEW, meeting={"state": "agreed", "at": "14 November"})],
        [],
        None,
    ),
    "asked": ("approved", [known(rules.ASKED)], [], [], None),
    "asked by two": ("approved", [known(rules.ASKED), known(rules.ASKED)], [], [], None),
    "question": ("waiting", [], [], [Thing(answer_due=LATER)], None),
    **{f"decided {verdict}": ("waiting", [], [], [], decided(verdict)) for verdict in ("held", "not_now")},
}
RESTING = {"pool left", "pool hired", "pool restricted"}  # nothing is to come, so there is no day


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("case", CASES)
def test_every_state_has_its_words_and_its_day(case, language):
    pool, asked, going_on, questions, decision = CASES[case]
    with translation.override(language):
        title, sub = headline(person(), pool, asked, going_on, questions, decision, "Ingrid Moen", NOW)
    assert title
    assert sub
    assert "%(" not in title + sub
    assert any(letter.isdigit() for letter in sub) or case in RESTING, sub


def test_the_two_languages_say_different_words():
    for case, (pool, asked, going_on, questions, decision) in CASES.items():
        said = []
        for language in ("en", "nb"):
            with translation.override(language):
                said.append(headline(person(), pool, asked, going_on, questions, decision, "Ingrid Moen", NOW))
        assert said[0][0] != said[1][0], case
        assert said[0][1] != said[1][1], case


@pytest.mark.parametrize("case", ["pool waiting", "pool approved", "decided held", "decided not_now"])
def test_when_we_are_late_the_page_says_so(case):
    pool, asked, going_on, questions, decision = CASES[case]
    words = headline(person(), pool, asked, going_on, questions, decision, "", NOW + timedelta(days=40))[1]
    assert "we are sorry" in words


def test_an_answer_that_is_late_is_still_welcome():
    words = headline(person(), "approved", [known(rules.ASKED)], [], [], None, "", NOW + timedelta(days=40))[1]
    assert words == "Your answer is the next step."


@pytest.mark.parametrize("state", [rules.INTRODUCED, rules.ACCEPTED])
def test_a_day_that_has_passed_is_not_promised(state):
    words = headline(person(), "approved", [], [known(state)], [], None, "", NOW + timedelta(days=40))[1]
    assert words
    assert not any(letter.isdigit() for letter in words)
