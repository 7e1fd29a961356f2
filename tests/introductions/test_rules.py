"""The table of moves, held against a second one written out by hand: every state with every verb, every role."""

from datetime import UTC, datetime, timedelta

import pytest

from kretslop.introductions import rules

VERBS = (
    "consent", "refuse", "expire", "accept", "decline", "lapse", "report_interview", "report_assessment",
    "report_negotiation", "hire", "report_not_hired", "withdraw", "close", "lose_offer", "agree_interview",
)  # fmt: skip
IN_PROCESS = {
    "report_interview": "interview",
    "agree_interview": "interview",
    "report_assessment": "assessment",
    "report_negotiation": "negotiation",
    "hire": "hired",
    "report_not_hired": "not_hired",
    "withdraw": "withdrawn",
    "close": "closed",
}
#: What is possible; whatever is not written here is not.
POSSIBLE: dict[str, dict[str, str]] = {
    "asked": {
        "consent": "introduced",
        "refuse": "refused",
        "expire": "expired",
        "withdraw": "withdrawn",
        "close": "closed",
    },
    "introduced": {
        "accept": "accepted",
        "decline": "declined",
        "lapse": "lapsed",
        "withdraw": "withdrawn",
        "close": "closed",
    },
    "accepted": IN_PROCESS,
    "interview": IN_PROCESS,
    "assessment": IN_PROCESS,
    "negotiation": IN_PROCESS,
    "hired": {"lose_offer": "not_hired"},
}
MAY = {
    "candidate": {"consent", "refuse", "withdraw", "agree_interview"},
    "employer": {
        "accept", "decline", "report_interview", "report_assessment", "report_negotiation", "hire", "report_not_hired",
        "lose_offer",
    },
    "liaison": {"expire", "lapse", "close", "lose_offer"},
    "system": {"close", "lapse"},
}  # fmt: skip


@pytest.mark.parametrize("state", rules.STATES)
@pytest.mark.parametrize("verb", VERBS)
def test_every_state_with_every_verb(state, verb):
    assert rules.next_state(state, verb) == POSSIBLE.get(state, {}).get(verb)


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("verb", VERBS)
def test_every_role_with_every_verb(role, verb):
    assert rules.may(role, verb) == (verb in MAY[role])


def test_no_verb_is_forgotten():
    assert {verb for moves in rules.MOVES.values() for verb in moves} == set(VERBS) == rules.WHO.keys()
    assert rules.MOVES.keys() == set(rules.STATES)


def test_the_machine_turns_nobody_down():
    """EU AI Act, Annex III 4(a): a person decides.

    The system closes what a person's own step has overtaken, and ends the wait for an employer that says nothing.
    """
    assert {verb for verb in VERBS if rules.may(rules.SYSTEM, verb)} == {"close", "lapse"}


@pytest.mark.parametrize(
    ("late", "told", "whose"),
    [(-3, None, "recruiter"), (-1, None, "recruiter"), (0, None, "stand_in"), (1, None, "stand_in"),
     (2, None, "liaison"), (40, None, "liaison"), (2, 0, "liaison"), (40, 2, "liaison"), (5, 3, "nobody")],
)  # fmt: skip
def test_a_silence_goes_from_recruiter_to_stand_in_to_liaison_and_ends_only_after_her_days(late, told, whose):
    assert rules.waits_for(late, told) == whose


@pytest.mark.parametrize("verb", VERBS)
def test_what_the_other_side_has_read_or_said_cannot_be_taken_back(verb):
    at = datetime(2026, 3, 29, 1, 55, tzinfo=UTC)
    own = verb in {"accept", "consent", "refuse", "withdraw", "agree_interview"}
    assert rules.may_undo(verb, at, at + timedelta(minutes=9, seconds=59)) == (not own)
    assert not rules.may_undo(verb, at, at + timedelta(minutes=10))
    assert rules.told_at(at) == at + timedelta(minutes=10)


def test_open_and_ended_part_all_states():
    assert set(rules.OPEN) | set(rules.ENDED) == set(rules.STATES)
    assert not set(rules.OPEN) & set(rules.ENDED)
    assert {state for state in rules.STATES if not rules.MOVES[state]} == set(rules.ENDED) - {"hired"}
    assert all(rules.is_open(state) == (state in POSSIBLE) for state in rules.STATES if state != "hired")


@pytest.mark.parametrize("state", rules.STATES)
def test_only_what_is_open_has_a_next_step_with_somebody_who_acts(state):
    step = rules.next_step(state)
    assert (step is not None) == rules.is_open(state)
    if step:
        _, actor = step
        assert any(rules.may(actor, verb) for verb in rules.MOVES[state])


@pytest.mark.parametrize("state", rules.OPEN)
def test_the_candidate_may_step_back_as_long_as_it_is_open(state):
    assert rules.next_state(state, "withdraw") == rules.WITHDRAWN


def test_every_end_is_reached_and_nothing_leads_back():
    """From the offer every state can be reached, and no way leads in a circle out of an end."""
    reached, waiting = set(), [rules.ASKED]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting.extend(rules.MOVES[state].values())
    assert reached == set(rules.STATES)
    assert all(target not in (rules.ASKED, rules.INTRODUCED) or state == rules.ASKED
               for state, moves in rules.MOVES.items() for target in moves.values())  # fmt: skip


def test_whoever_an_employer_let_go_is_released_warmly():
    """R31: an employer's no, its silence and an end from outside release; the person's own end and a hire do not."""
    assert set(rules.RELEASING) == {"declined", "lapsed", "not_hired", "closed"}
    assert set(rules.RELEASING) <= set(rules.ENDED)


def test_an_employer_sees_nothing_before_the_candidates_yes():
    assert set(rules.UNSEEN_BY_EMPLOYER) == {"asked", "refused", "expired"}
    assert not set(rules.UNSEEN_BY_EMPLOYER) & set(rules.IN_PROCESS)


@pytest.mark.parametrize(
    "reasons", [rules.DECLINE_REASONS, rules.NOT_HIRED_REASONS, rules.CLOSE_REASONS, rules.LOST_REASONS]
)
def test_reasons_are_codes_said_once(reasons):
    assert len(set(reasons)) == len(reasons)
    assert all(code.replace("_", "").isalpha() and code.islower() for code in reasons)
