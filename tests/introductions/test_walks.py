"""5 000 random walks of 50 steps through the rules, and planted faults that such walks must find."""

import pytest

from kretslop.introductions import rules
from tests.introductions import walking
from tests.introductions.walking import Broken, walk

RUNS = 5000


def test_no_walk_breaks_an_invariant():
    """Never two hires, nobody lost, every end with actor and reason, every release with a mail; and all is reached."""
    reached, verbs = set(), set()
    for seed in range(RUNS):
        made = walk(seed)
        for intro in made.intros:
            reached.add(intro.state)
            verbs.update(move[0] for move in intro.moves)
        verbs.update(step[2] for step in made.trail)
    assert reached == set(rules.STATES)
    assert verbs >= set(rules.WHO) | {"reopen", "undo", "leave", "find_job", "come_back", "pause"}


def first_broken(runs: int = 400) -> str:
    for seed in range(runs):
        try:
            walk(seed)
        except Broken as broken:
            return str(broken)
    return ""


#: A fault in the rules, and what a walk must say of it.
FAULTS = {
    "a hire leaves those in process open": (
        "ENDS_WITH", {**rules.ENDS_WITH, "hire": ((rules.ASKED, rules.INTRODUCED), "close", "hired_elsewhere")},
        "open introductions of somebody who is hired",
    ),
    "leaving ends nothing": (
        "ENDS_WITH", {**rules.ENDS_WITH, "leave": ((), "withdraw", "left_pool")},
        "open introductions of somebody who is left",
    ),
    "an end by a job found has no reason": (
        "ENDS_WITH", {**rules.ENDS_WITH, "find_job": (rules.OPEN, "withdraw", "")}, "withdrawn without a reason",
    ),
    "nobody is told of a decline": (
        "releases", lambda state, _reason: state in (rules.LAPSED, rules.NOT_HIRED, rules.CLOSED), "without a mail",
    ),
    "a second introduction to one employer": (
        "in_the_way", lambda *, available, open_now, most, **_: "" if available and open_now < most else "x",
        "two open introductions to one employer",
    ),
    "no limit": (
        "in_the_way", lambda *, available, with_employer, **_: "x" if with_employer or not available else "",
        "more open introductions",
    ),
    "a lost offer stays a hire": ("MOVES", {**rules.MOVES, rules.HIRED: {"lose_offer": rules.HIRED}}, "hired, and"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(monkeypatch, name):
    what, wrong, said = FAULTS[name]
    assert not first_broken(20)
    monkeypatch.setattr(walking.rules, what, wrong)
    assert said in first_broken()
