"""A wish may count for a person; what else they would like stays between them and the liaison."""

from hypothesis import given

from kretslop.introductions.disclosure import without_other_wishes
from kretslop.matching.criteria import WISHES, Criteria, Criterion
from kretslop.matching.explain import explain
from kretslop.matching.facts import Facts
from tests.matching import strategies as make

WANTED = Criteria(
    (
        Criterion("culture", "start_up", points=5),
        Criterion("seniority", "senior", points=4),
        Criterion("years", level=2, points=1),
    )
)


def seen(**wishes):
    shown = without_other_wishes(explain(WANTED, Facts(years=1, **wishes)))
    return [(part.verdict, part.have, part.points) for part in shown.parts]


def test_an_employer_cannot_tell_another_wish_from_none():
    assert seen(cultures=frozenset({"corporate"}), seniorities=frozenset({"junior"})) == seen()
    assert seen()[2] == ("not_met", 1, 0)


def test_an_employer_who_offers_it_sees_that_wish_alone():
    assert seen(cultures=frozenset({"corporate", "start_up"}))[0] == ("met", "start_up", 5)


@given(make.criteria, make.facts)
def test_what_an_employer_sees_still_sums_to_the_score(criteria, facts):
    result = explain(criteria, facts)
    shown = without_other_wishes(result)
    assert (shown.score, shown.of, shown.group) == (result.score, result.of, result.group)
    assert sum(part.points for part in shown.parts) == shown.score
    others = [pair for pair in zip(shown.parts, result.parts, strict=True) if pair[0].criterion.kind not in WISHES]
    assert all(one == two for one, two in others)
