"""The grammar of criteria: what can be said, what cannot, and how points and drafts come about."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.matching.aggregating import aggregate
from kretslop.matching.criteria import CLOSED, FIELDS, KINDS, Criteria, CriteriaError, Criterion
from kretslop.matching.facts import Facts
from kretslop.matching.protected import GROUNDS, ground
from tests.matching import strategies as make

PYTHON = Criterion("skill", "python", 3, points=5, must=True)


def skill(code: str, level: int = 2, points: int = 1, must: bool = False) -> Criterion:
    return Criterion("skill", code, level, points=points, must=must)


def test_keys_are_stable_text() -> None:
    assert PYTHON.key == "skill:python"
    assert Criterion("years", level=3).key == "years"
    assert Criterion("language", "en", 5).key == "language:en"
    assert Criterion("one_of", codes=("kotlin", "java"), level=2).key == "one_of:java,kotlin"


@given(make.criteria)
def test_json_round_trip(criteria: Criteria) -> None:
    assert Criteria.from_json(json.loads(json.dumps(criteria.to_json()))) == criteria


@pytest.mark.parametrize(
    ("item", "code", "where"),
    [
        (Criterion("charm", "much"), "unknown_kind", "items.0.kind"),
        (Criterion("nationality", "no"), "protected", "items.0.kind"),
        (Criterion("skill", "Country of birth", 1), "protected", "items.0.code"),
        (Criterion("skill", "Python 3", 1), "bad_code", "items.0.code"),
        (Criterion("skill", "", 1), "bad_code", "items.0.code"),
        (Criterion("language", "english", 1), "bad_code", "items.0.code"),
        (Criterion("years", "python", 1), "unknown_field", "items.0.code"),
        (Criterion("skill", "python", 5), "bad_level", "items.0.level"),
        (Criterion("skill", "python", 0), "bad_level", "items.0.level"),
        (Criterion("language", "en", 7), "bad_level", "items.0.level"),
        (Criterion("occupation", "2512", 1), "bad_level", "items.0.level"),
        (Criterion("skill", "python", 1, points=-1), "bad_points", "items.0.points"),
        (Criterion("skill", "python", 1, points=1.5), "bad_points", "items.0.points"),  # type: ignore[arg-type]
        (Criterion("skill", "python", 1, must="yes"), "bad_flag", "items.0.must"),  # type: ignore[arg-type]
        (Criterion("desk_by"), "bad_date", "items.0.by"),
        (Criterion("desk_by", by=datetime(2027, 3, 1)), "bad_date", "items.0.by"),
        (Criterion("years", level=2, by=date(2027, 3, 1)), "bad_date", "items.0.by"),
        (Criterion("place"), "no_place", "items.0.places"),
        (Criterion("place", places=("Over there",)), "bad_place", "items.0.places"),
        (Criterion("years", level=2, remote_ok=True), "unknown_field", "items.0.places"),
        (Criterion("industry", "energy", 41), "bad_level", "items.0.level"),
        (Criterion("industry", "church", 1), "bad_code", "items.0.code"),
        (Criterion("industry", "religion", 1), "protected", "items.0.code"),
        (Criterion("culture", "young-and-dynamic"), "bad_code", "items.0.code"),
        (Criterion("culture", "start_up", 1), "bad_level", "items.0.level"),
        (Criterion("culture", "start_up", must=True), "wish_not_must", "items.0.must"),
        (Criterion("seniority", "senior", must=True), "wish_not_must", "items.0.must"),
        (Criterion("seniority", "age"), "protected", "items.0.code"),
        (Criterion("one_of", codes=("java",), level=2), "not_one_of", "items.0.codes"),
        (Criterion("one_of", codes=("java", "java"), level=2), "not_one_of", "items.0.codes"),
        (Criterion("one_of", codes=tuple("abcdefg"), level=2), "not_one_of", "items.0.codes"),
        (Criterion("one_of", codes=("j" * 50, "k" * 50), level=2), "not_one_of", "items.0.codes"),
        (Criterion("one_of", codes=("java", "Country of birth"), level=2), "protected", "items.0.code"),
        (Criterion("one_of", codes=("java", 7), level=2), "bad_code", "items.0.code"),  # type: ignore[arg-type]
        (Criterion("one_of", "java", 2, codes=("java", "go")), "unknown_field", "items.0.code"),
        (Criterion("skill", "java", 2, codes=("java", "go")), "unknown_field", "items.0.codes"),
    ],
)
def test_what_cannot_be_said(item: Criterion, code: str, where: str) -> None:
    with pytest.raises(CriteriaError) as caught:
        Criteria((item,))
    assert (caught.value.code, caught.value.where) == (code, where)


def test_one_thing_is_asked_once() -> None:
    with pytest.raises(CriteriaError) as caught:
        Criteria((PYTHON, replace(PYTHON, level=1)))
    assert (caught.value.code, caught.value.where) == ("duplicate", "items.1")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "not_criteria"),
        ({"items": "python"}, "not_criteria"),
        ({"items": ["python"]}, "not_criteria"),
        ({"items": [{"kind": "desk_by", "by": "1 March"}]}, "bad_date"),
        ({"items": [{"kind": "place", "places": "oslo"}]}, "bad_place"),
        ({"items": [{"kind": "skill", "code": 7, "level": 1}]}, "bad_code"),
        ({"items": [{"kind": "skill", "code": "python", "level": "3"}]}, "bad_level"),
        ({"items": [{"kind": "skill", "code": "python", "level": 3, "charm": 1}]}, "unknown_field"),
        ({"items": [{"kind": "years", "level": 3, "max_age": 40}]}, "unknown_field"),
        ({"items": [{"kind": "years", "level": 3, "at_most": 10}]}, "unknown_field"),
        ({"items": [{"kind": "one_of", "codes": "java", "level": 3}]}, "not_one_of"),
        ({"items": [{"kind": "years", "level": 3, "Gender": "any"}]}, "protected"),
    ],
)
def test_data_that_is_no_criteria(data: object, code: str) -> None:
    with pytest.raises(CriteriaError) as caught:
        Criteria.from_json(data)
    assert caught.value.code == code


@given(st.sampled_from(sorted(GROUNDS)), st.sampled_from([str, str.upper, str.title]), st.sampled_from(["_", " ", "-"]))
def test_no_protected_attribute_can_be_expressed(name: str, spelling, joint: str) -> None:  # type: ignore[no-untyped-def]
    spelled = spelling(name).replace("_", joint)
    assert ground(spelled) == GROUNDS[name]
    for item in (
        {"kind": spelled, "level": 1},
        {"kind": "skill", "code": spelled, "level": 1},
        {"kind": "occupation", "code": spelled},
        {"kind": "one_of", "codes": ["python", spelled], "level": 1},
        *([] if spelled == "health" else [{"kind": kind, "code": spelled} for kind in CLOSED]),
        {"kind": "years", "level": 1, spelled: "x"},
    ):
        with pytest.raises(CriteriaError) as caught:
            Criteria.from_json({"items": [item]})
        assert caught.value.code == "protected"


def test_neither_grammar_nor_facts_have_a_protected_field() -> None:
    for name in (*KINDS, *FIELDS, *Facts.__dataclass_fields__):
        assert ground(name) is None, name


@given(make.criteria)
def test_scaled_points_sum_to_100_and_keep_their_order(criteria: Criteria) -> None:
    scaled = criteria.scaled_to_100()
    assert scaled.max_points == (100 if criteria.items else 0)
    pairs = list(zip(criteria.items, scaled.items, strict=True))
    assert [replace(after, points=0) for _, after in pairs] == [replace(before, points=0) for before, _ in pairs]
    for before, after in pairs:
        for other, other_after in pairs:
            if before.points > other.points:
                assert after.points >= other_after.points
        if criteria.max_points:
            assert abs(after.points - before.points * 100 / criteria.max_points) < 1


@given(make.criteria.flatmap(lambda c: st.tuples(st.just(c), st.permutations(c.items))))
def test_scaling_does_not_depend_on_the_order_of_items(drawn: tuple[Criteria, list[Criterion]]) -> None:
    criteria, shuffled = drawn
    straight = {item.key: item.points for item in criteria.scaled_to_100().items}
    assert {item.key: item.points for item in Criteria(tuple(shuffled)).scaled_to_100().items} == straight


def test_thirds_are_shared_out_to_the_last_point() -> None:
    three = Criteria(tuple(skill(code) for code in ("rust", "go", "c")))
    assert [item.points for item in three.scaled_to_100().items] == [33, 33, 34]


def test_a_must_needs_two_thirds_of_the_posts() -> None:
    wanted = [
        (Criteria((skill("python", 3, 5, must=True), skill("go", must=True))), 2),
        (Criteria((skill("python", 2, 5, must=True), skill("react"))), 3),
        (Criteria((skill("python", 4, 5), skill("go"))), 1),
    ]
    draft = aggregate(wanted)
    found = {item.key: item for item in draft.criteria.items}
    # Five of six posts demand Python; four of six would be needed for level 3, and only two ask for that as a must.
    assert found["skill:python"].must
    assert found["skill:python"].level == 2
    assert not found["skill:go"].must
    assert not found["skill:react"].must
    assert draft.criteria.max_points == 100
    assert draft.support["skill:python"] == (3, 6, 5, 6)
    assert draft.support["skill:go"] == (2, 3, 2, 6)
    assert draft.criteria.items[0].key == "skill:python"


def test_a_must_is_asked_at_the_level_that_two_thirds_demand_at_least() -> None:
    def demand(level: int, posts: int) -> tuple[Criteria, int]:
        return Criteria((skill("python", level, must=True),)), posts

    assert aggregate([demand(4, 3), demand(2, 2)]).criteria.items[0].level == 2
    assert aggregate([demand(4, 4), demand(2, 2)]).criteria.items[0].level == 4


def test_a_draft_takes_the_date_that_two_thirds_need_and_joins_places() -> None:
    def profile(day: int, place: str, remote: bool) -> Criteria:
        desk = Criterion("desk_by", by=date(2027, 3, day), must=True)
        return Criteria((desk, Criterion("place", places=(place,), remote_ok=remote, must=True)))

    draft = aggregate(
        [(profile(1, "oslo", False), 1), (profile(10, "asker", True), 1), (profile(20, "oslo", False), 1)]
    )
    found = {item.kind: item for item in draft.criteria.items}
    assert found["desk_by"].by == date(2027, 3, 10)
    assert found["place"].places == ("asker", "oslo")
    assert found["place"].remote_ok


def test_a_draft_leaves_out_what_hardly_anybody_asks_for_and_keeps_the_top() -> None:
    wanted = [(Criteria((skill("python"), skill("react"))), 19), (Criteria((skill("rust"),)), 2)]
    assert [item.code for item in aggregate(wanted).criteria.items] == ["python", "react"]
    assert [item.code for item in aggregate(wanted, top=1).criteria.items] == ["python"]
    assert aggregate([]).criteria == Criteria()


@given(st.lists(st.tuples(make.criteria, st.integers(1, 9)), max_size=6), st.integers(1, 12))
def test_any_profiles_make_a_valid_draft_that_demands_no_more_than_two_thirds_do(
    wanted: list[tuple[Criteria, int]], top: int
) -> None:
    draft = aggregate(wanted, top)
    total = sum(posts for _, posts in wanted)
    assert len(draft.criteria.items) <= top
    assert draft.criteria.max_points in (0, 100)
    assert set(draft.support) == {item.key for item in draft.criteria.items}
    for item in draft.criteria.musts:
        as_strict = sum(
            posts
            for criteria, posts in wanted
            for asked in criteria.musts
            if asked.key == item.key and asked.level >= item.level and (not item.by or asked.by <= item.by)
        )
        assert as_strict * 3 >= total * 2
