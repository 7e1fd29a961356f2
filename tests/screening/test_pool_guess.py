"""A guess at the points of the last: whoever it leaves out has fewer."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from kretslop.screening import pool_guess, pool_index


@given(
    steps=st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=4), min_size=1, max_size=6),
    shares=st.lists(st.floats(0.001, 1), min_size=24, max_size=24),
    least=st.integers(-2, 40),
    reached=st.lists(st.integers(0, 4), min_size=6, max_size=6),
)
def test_whoever_has_none_of_the_narrowed_codes_has_fewer_points(steps, shares, least, reached):
    often = pool_index.Often(dict(enumerate(shares)))
    worth = [
        pool_guess.Worth(tuple(accumulate(each)), tuple({4 * number + level} for level in range(len(each))))
        for number, each in enumerate(steps)
    ]
    codes = pool_guess.narrowed(worth, often, least)
    have = {4 * number + level for number, each in enumerate(steps) for level in range(min(reached[number], len(each)))}
    points = sum(sum(each[: reached[number]]) for number, each in enumerate(steps))
    assert not codes or codes & have or points < least
    assert not codes or often.any_of(codes) < pool_index.NEARLY_ALL


def test_a_guess_grows_with_how_few_are_wanted():
    often = pool_index.Often({1: 0.5, 2: 0.2, 3: 0.05})
    worth = [pool_guess.Worth((4, 9), ({1}, {2})), pool_guess.Worth((6,), ({3},)), pool_guess.Worth((2,), (set(),))]
    guesses = [pool_guess.likely(worth, often, share) for share in (0.5, 0.1, 0.01)]
    assert guesses == sorted(guesses)
    assert 4 <= guesses[0] < guesses[-1] <= 17
    assert pool_guess.likely(worth[2:], often, 0.5) == 2, "what everybody may have says nothing of anybody"
