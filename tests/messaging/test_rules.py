"""The life of a mail: every state against every other, and the pauses between tries."""

import itertools

import pytest

from kretslop.messaging import rules
from kretslop.messaging.rules import FAILED, QUEUED, SENDING, SENT, STOPPED, UNKNOWN

POSSIBLE = {
    (QUEUED, SENDING), (QUEUED, STOPPED),
    (SENDING, SENT), (SENDING, UNKNOWN), (SENDING, QUEUED), (SENDING, FAILED),
    (UNKNOWN, SENT), (UNKNOWN, STOPPED), (UNKNOWN, QUEUED), (UNKNOWN, FAILED),
    (FAILED, STOPPED), (FAILED, QUEUED),
}  # fmt: skip


@pytest.mark.parametrize(("state", "to"), list(itertools.product(rules.STATES, repeat=2)))
def test_every_state_against_every_other(state, to):
    assert rules.may_move(state, to) == ((state, to) in POSSIBLE)


def test_nothing_leaves_the_ends():
    assert not rules.MOVES[SENT] | rules.MOVES[STOPPED]


def test_the_pause_grows_and_has_a_limit():
    waits = [rules.wait_minutes(n) for n in range(1, rules.MOST_ATTEMPTS)]
    assert waits[:5] == [1, 4, 16, 64, 240]
    assert waits == sorted(waits)
    assert 24 * 60 < sum(waits) < 36 * 60


@pytest.mark.parametrize(
    ("code", "of_address", "first", "last"),
    [
        (550, True, FAILED, FAILED),
        (450, True, QUEUED, FAILED),  # greylisting: come back later
        (421, True, QUEUED, FAILED),
        (550, False, QUEUED, FAILED),
        (451, False, QUEUED, FAILED),
        (-1, False, UNKNOWN, UNKNOWN),
        (250, False, UNKNOWN, UNKNOWN),
    ],
)
def test_what_a_refusal_means(code, of_address, first, last):
    assert rules.after_refusal(code, 1, of_address=of_address) == first
    assert rules.after_refusal(code, rules.MOST_ATTEMPTS, of_address=of_address) == last
