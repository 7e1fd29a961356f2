"""Every state says where I am, what happens next and by when, in both languages."""

from datetime import date, timedelta
from types import SimpleNamespace as Thing

import pytest
from django.utils import translation

from kretslop.introductions import rules
from kretslop.shared.calendar import close_of, deadline_in
from kretslop.talent.rules import POOL_STATES
from kretslop.web.candidate.headline import first_answer_words, headline
from kretslop.web.components.words import weekday_date
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
    due = fields.pop("answer_due", LATER if state == rules.INTRODUCED else None)
    about = Thing(**{**vars(introduction), **fields})
    return Thing(introduction=about, state=state, has_met=met, meeting=meeting, answer_due=due)


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
    "no time fits": (
        "approved",
        [],
        [known(rules.ACCEPTED, meeting={"state": "none_fits", "others_by": LATER})],
        [],
        None,
    ),
    "no time fits, and they are late": (
        "approved",
        [],
        [known(rules.ACCEPTED, meeting={"state": "none_fits", "others_by": NOW - timedelta(days=1)})],
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


@pytest.mark.parametrize("case", ["asked", "asked by two", "question"])
def test_an_answer_that_is_late_is_still_welcome_and_its_day_is_named(case):
    pool, asked, going_on, questions, decision = CASES[case]
    words = headline(person(), pool, asked, going_on, questions, decision, "", NOW + timedelta(days=40))[1]
    assert words.endswith("and it still counts.")
    assert weekday_date(LATER) in words


def days_in(words):
    return [int(part) for part in words.replace(",", " ").replace(".", " ").split() if part.isdigit()]


@pytest.mark.parametrize(("state", "language"), [(s, each) for s in rules.OPEN[1:] for each in ("en", "nb")])
def test_of_a_late_employer_the_page_says_what_happens_next_and_by_when(state, language):
    """Never a day that has passed: in forty days it is 21 December, and the next two weeks end in January."""
    late = NOW + timedelta(days=40)
    with translation.override(language):
        words = headline(person(), "approved", [], [known(state)], [], None, "", late)[1]
    assert days_in(words), words
    assert weekday_date(deadline_in(late, 2)) in words or language == "nb"


def test_while_the_stand_in_and_the_liaison_ask_the_day_is_that_of_the_clock():
    """Answer due on Friday 14 November: two working days for the stand-in, three with the liaison."""
    due = close_of(date(2026, 11, 13))
    late = known(rules.INTRODUCED, answer_due=due)
    for hours, day in ((1, "Friday 20 November"), (6 * 24, "Friday 20 November")):
        words = first_answer_words(late, due + timedelta(hours=hours))
        assert words == f"They are late, and we ask them, not you. You hear from us by {day}, whatever they say."
    assert "we are sorry" in first_answer_words(late, due + timedelta(days=8))
    other = known(rules.INTRODUCED, answer_due=due + timedelta(days=20))
    assert (
        "Friday 20 November" in headline(person(), "approved", [], [other, late], [], None, "", due + timedelta(1))[1]
    )
