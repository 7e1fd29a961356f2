"""Groups compared: what is hidden stays hidden, and ratios are those of the textbook."""

from itertools import pairwise
from math import comb, exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.insights import comparing
from kretslop.insights.comparing import ALIKE, BEST, ENOUGH_IN_GROUP, FEWEST, LOWER, TOGETHER, TOO_FEW, WATCH

STEPS = ("registered", "approved", "hired")


def rows(**groups):
    return {name: dict(zip(STEPS, numbers, strict=True)) for name, numbers in groups.items()}


@st.composite
def nested(draw):
    """Groups large enough to be compared, each with fewer and fewer people."""
    counts = {}
    for number in range(draw(st.integers(2, 6))):
        first = draw(st.integers(FEWEST, 40))
        second = draw(st.integers(0, first))
        counts[f"g{number}"] = dict(zip(STEPS, (first, second, draw(st.integers(0, second))), strict=True))
    return counts


@given(nested())
def test_no_number_names_a_few_people(counts):
    shown = comparing.visible(counts, STEPS)
    for group, row in counts.items():
        seen = [row[step] for step in STEPS if step in shown[group]]
        assert seen[0] == row["registered"]
        assert not any(0 < number < FEWEST for number in seen)
        assert not any(0 < before - after < FEWEST for before, after in pairwise(seen))


@given(nested())
def test_what_is_hidden_cannot_be_worked_out_from_a_total(counts):
    shown = comparing.visible(counts, STEPS)
    for step in STEPS[1:]:
        hidden = [counts[group][step] for group in counts if step not in shown[group]]
        if not hidden or len(hidden) == len(counts):
            continue
        assert len(hidden) >= 2
        assert sum(hidden) >= FEWEST
        assert any(number != FEWEST - 1 for number in hidden)


@given(nested())
def test_a_step_that_one_group_alone_has_reached_tells_nobodys_answer(counts):
    shown = comparing.visible(counts, STEPS)
    for step in STEPS[1:]:
        if sum(bool(row[step]) for row in counts.values()) == 1:
            assert not any(step in steps for steps in shown.values())


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 30), min_size=1))
def test_small_groups_are_put_together_or_left_out(sizes):
    counts = {group: {"registered": size} for group, size in sizes.items()}
    groups, together = comparing.put_together(counts, "registered")
    assert all(row["registered"] >= ENOUGH_IN_GROUP for row in groups.values())
    assert len(groups) != 1
    if TOGETHER in groups:
        assert groups[TOGETHER]["registered"] == sum(sizes[group] for group in together)
        assert len(together) > 1
    left_out = {group for group, size in sizes.items() if size and group not in groups and group not in together}
    if groups:
        assert sum(sizes[group] for group in left_out) < ENOUGH_IN_GROUP


def verdicts(counts, shown=None):
    shown = shown or {group: set(STEPS) for group in counts}
    column = comparing.compared(counts, "registered", "approved", shown)
    return {group: cell.verdict for group, cell in zip(counts, column.cells, strict=True)}, column


def test_verdicts():
    counts = rows(a=(100, 60, 0), b=(100, 57, 0), c=(100, 30, 0), d=(40, 18, 0), e=(6, 1, 0), f=(12, 2, 0))
    found, _column = verdicts(counts)
    assert found == {"a": BEST, "b": ALIKE, "c": LOWER, "d": WATCH, "e": TOO_FEW, "f": LOWER}


def test_nobody_has_come_so_far():
    found, column = verdicts(rows(a=(100, 0, 0), b=(50, 0, 0)))
    assert set(found.values()) == {TOO_FEW}
    assert {cell.ratio for cell in column.cells} == {None}


def test_a_group_from_which_nobody_comes_on_is_seen():
    found, column = verdicts(rows(a=(40, 30, 0), b=(20, 0, 0)))
    assert found["b"] == LOWER
    assert column.cells[1].ratio == 0
    assert column.cells[1].exact < 0.001, "no interval: an exact test"


def test_hidden_numbers_take_their_ratio_along():
    counts = rows(a=(40, 30, 0), b=(40, 3, 0), c=(40, 20, 0))
    shown = comparing.visible(counts, STEPS)
    found, column = verdicts(counts, shown)
    few = column.cells[1]
    assert (few.people, few.few, few.ratio, few.high) == (None, True, None, None)
    assert column.cells[2].people is None, "with the total, 3 could be worked out"
    assert found["b"] == LOWER


def test_a_ratio_is_hidden_when_it_would_tell_the_best_groups_number():
    counts = rows(a=(30, 28, 0), b=(40, 20, 0), c=(40, 22, 0))
    shown = comparing.visible(counts, STEPS)
    assert "approved" not in shown["a"]
    column = comparing.compared(counts, "registered", "approved", shown)
    assert {cell.ratio for cell in column.cells} == {None}


def test_the_interval_is_katzs():
    spread = 1.959964 * sqrt(1 / 15 - 1 / 50 + 1 / 30 - 1 / 50)
    expected = (0.5, exp(log(0.5) - spread), exp(log(0.5) + spread))
    assert comparing.ratio_of(15, 50, 30, 50) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("cells", "small"), [((15, 50, 30, 50), False), ((2, 12, 20, 30), False), ((1, 12, 5, 30), True)]
)
def test_small_tables_get_exact_tests(cells, small):
    assert comparing.is_small(*cells) == small


def fisher(people, of, top, top_of):
    """Fisher's exact test as it is defined: every table with these margins that is no likelier than this one."""
    came = people + top
    chances = [comb(of, k) * comb(top_of, came - k) for k in range(max(0, came - top_of), min(of, came) + 1)]
    here = comb(of, people) * comb(top_of, top)
    return sum(chance for chance in chances if chance <= here) / comb(of + top_of, came)


def test_exact_tests():
    many = (1, 60, 11, 60)
    assert comparing.exact_p(*many) == pytest.approx(fisher(*many))
    few = (7, 15, 12, 15)
    assert 0.5 * fisher(*few) < comparing.exact_p(*few) < fisher(*few), "Boschloo's test sees more than Fisher's"
