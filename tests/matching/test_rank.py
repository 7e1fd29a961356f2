"""Ranking, ties, funnel and costs, judged by the reference."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kretslop.matching import reference
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.explain import explain
from kretslop.matching.facts import Facts
from kretslop.matching.rank import costs, fits, funnel, rank, standing
from tests.matching import strategies as make

people = st.lists(make.facts, max_size=12).map(lambda pool: [(f"p{n}", facts) for n, facts in enumerate(pool)])
PYTHON = Criterion("skill", "python", 2, points=10, must=True)
YEARS = Criterion("years", level=4, points=4, must=True)
KEY = b"campaign one"


@given(make.criteria, people, st.integers(0, 14))
def test_the_ranking_is_the_reference(criteria: Criteria, pool: list[tuple[str, Facts]], k: int) -> None:
    found = [(key, result.group, result.score) for key, result in rank(criteria, pool, k, KEY)]
    assert found == reference.rank(criteria, pool, k, KEY)


@given(make.criteria, people.flatmap(lambda pool: st.tuples(st.just(pool), st.permutations(pool))), st.integers(1, 6))
def test_the_order_of_arrival_changes_nothing(
    criteria: Criteria, pools: tuple[list[tuple[str, Facts]], list[tuple[str, Facts]]], k: int
) -> None:
    first, second = pools
    assert rank(criteria, first, k, KEY) == rank(criteria, second, k, KEY)


@given(make.criteria, people, st.integers(1, 6))
def test_nobody_with_the_same_standing_is_cut_off(criteria: Criteria, pool: list[tuple[str, Facts]], k: int) -> None:
    listed = rank(criteria, pool, k, KEY)
    assert len(listed) >= min(k, len(pool))
    if not listed:
        return
    last = standing(listed[-1][1])
    inside = {key for key, _ in listed}
    assert all(standing(explain(criteria, facts)) > last for key, facts in pool if key not in inside)
    assert sum(standing(result) < last for _, result in listed) < k


def test_another_campaign_orders_equals_in_another_way() -> None:
    equals = [(f"p{number}", Facts(skills={"python": 2})) for number in range(20)]
    orders = {tuple(key for key, _ in rank(Criteria((PYTHON,)), equals, 1, f"campaign {n}".encode())) for n in range(5)}
    assert len(orders) == 5
    assert all(len(order) == 20 for order in orders)
    firsts = {rank(Criteria((PYTHON,)), equals, 1, f"campaign {n}".encode())[0][0] for n in range(60)}
    assert len(firsts) > 10  # no place in the queue wins


def test_two_people_who_differ_in_nothing_that_facts_hold_get_the_same_result() -> None:
    listed = rank(Criteria((PYTHON,)), [("a", Facts()), ("b", Facts())], 2, KEY)
    assert listed[0][1] == listed[1][1]


@given(make.criteria, st.lists(make.facts, max_size=10))
def test_the_funnel_only_narrows_and_ends_at_those_who_may_still_meet_all(
    criteria: Criteria, pool: list[Facts]
) -> None:
    steps = funnel(criteria, pool)
    assert [step.criterion for step in steps] == [None, *criteria.musts]
    assert (steps[0].sure, steps[0].left) == (len(pool), len(pool))
    for before, after in pairwise(steps):
        assert after.sure <= before.sure
        assert after.sure <= after.left <= before.left
    groups = [explain(criteria, facts).group for facts in pool]
    assert steps[-1].sure == groups.count("meets_all")
    assert steps[-1].left == groups.count("meets_all") + groups.count("find_out")


@given(make.criteria, st.lists(make.facts, max_size=10))
def test_near_misses_are_counted_once(criteria: Criteria, pool: list[Facts]) -> None:
    found = costs(criteria, pool)
    groups = [explain(criteria, facts).group for facts in pool]
    assert sum(cost.only_this for cost in found) == groups.count("near_miss")
    for cost in found:
        assert 0 <= cost.only_this <= cost.not_met <= cost.of == len(pool)


def test_the_dearest_must_comes_first() -> None:
    pool = [
        Facts(skills={"python": 3}, years=1),
        Facts(skills={"python": 3}, years=2),
        Facts(skills={}, skills_known=True, years=2),
        Facts(skills={"python": 3}),
    ]
    dearest, other = costs(Criteria((PYTHON, YEARS)), pool)
    assert (dearest.criterion, dearest.not_met, dearest.only_this, dearest.percent) == (YEARS, 3, 2, 75)
    assert (other.criterion, other.not_met, other.only_this, other.percent) == (PYTHON, 1, 0, 25)
    assert [(step.sure, step.left) for step in funnel(Criteria((PYTHON, YEARS)), pool)] == [(4, 4), (3, 3), (0, 1)]


def test_the_best_fit_for_one_person_comes_first() -> None:
    wanted = [
        ("not now", Criteria((Criterion("skill", "rust", 1, must=True), Criterion("skill", "go", 1, must=True)))),
        ("near", Criteria((PYTHON, Criterion("skill", "go", 1, must=True)))),
        ("half", Criteria((PYTHON, Criterion("skill", "go", 1, points=10)))),
        ("all", Criteria((PYTHON,))),
    ]
    found = fits(Facts(skills={"python": 2}, skills_known=True), wanted)
    assert [key for key, _ in found] == ["all", "half", "near", "not now"]
    assert all(
        result == explain(dict(wanted)[key], Facts(skills={"python": 2}, skills_known=True)) for key, result in found
    )
