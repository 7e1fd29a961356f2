"""The explanation: its parts, its groups, and what never happens in it."""

import json
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.explain import GROUPS, VERDICTS, Result, explain, group_of, needed, what_would_change
from kretslop.matching.facts import ANYWHERE, Facts, cefr
from tests.matching import strategies as make

DIOGO = Facts(
    skills={"python": 3, "react": None},
    skills_known=True,
    years=4,
    languages={"pt": 6, "en": 5},
    languages_known=True,
    education=3,
    desk_on=date(2027, 3, 1),
    places=frozenset({"oslo"}),
    places_known=True,
    remote="hybrid",
    occupation="2512",
    industries={"energy": 3},
    cultures=frozenset({"start_up", "public"}),
    evidence={"skill:python": "cv"},
)
PLACE = Criterion("place", places=("asker",), remote_ok=True, points=4)


def one(item: Criterion, facts: Facts) -> tuple[str, object, int]:
    part = explain(Criteria((item,)), facts).parts[0]
    return part.verdict, part.have, part.points


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (Criterion("skill", "python", 3, points=9), ("met", 3, 9)),
        (Criterion("skill", "python", 4, points=9), ("not_met", 3, 6)),
        (Criterion("skill", "react", 1, points=9), ("met", 1, 9)),
        (Criterion("skill", "react", 2, points=9), ("unknown", None, 0)),
        (Criterion("skill", "rust", 1, points=9), ("not_met", 0, 0)),
        (Criterion("years", level=4, points=7), ("met", 4, 7)),
        (Criterion("years", level=6, points=7), ("not_met", 4, 4)),
        (Criterion("language", "en", 5, points=3), ("met", 5, 3)),
        (Criterion("language", "nb", 1, points=3), ("not_met", 0, 0)),
        (Criterion("education", level=4, points=8), ("not_met", 3, 6)),
        (Criterion("desk_by", by=date(2027, 3, 1), points=2), ("met", "2027-03-01", 2)),
        (Criterion("desk_by", by=date(2027, 2, 28), points=2), ("not_met", "2027-03-01", 0)),
        (Criterion("place", places=("asker", "oslo"), points=4), ("met", "oslo", 4)),
        (PLACE, ("not_met", "oslo", 0)),
        (Criterion("occupation", "2512", points=1), ("met", "2512", 1)),
        (Criterion("occupation", "2513", points=1), ("not_met", "2512", 0)),
        (Criterion("one_of", codes=("rust", "python"), level=3, points=9), ("met", "python:3", 9)),
        (Criterion("one_of", codes=("rust", "python"), level=4, points=9), ("not_met", "python:3", 6)),
        (Criterion("one_of", codes=("react", "python"), level=4, points=9), ("unknown", "python:3", 6)),
        (Criterion("one_of", codes=("rust", "go"), level=1, points=9), ("not_met", None, 0)),
        (Criterion("industry", "energy", 4, points=8), ("not_met", 3, 6)),
        (Criterion("industry", "health", 1, points=8), ("unknown", None, 0)),
        (Criterion("culture", "start_up", points=5), ("met", "public,start_up", 5)),
        (Criterion("culture", "corporate", points=5), ("not_met", "public,start_up", 0)),
        (Criterion("seniority", "senior", points=5), ("unknown", None, 0)),
    ],
)
def test_diogo_part_by_part(item: Criterion, expected: tuple[str, object, int]) -> None:
    assert one(item, DIOGO) == expected


def test_places_and_remote_work() -> None:
    assert one(PLACE, replace(DIOGO, remote="remote")) == ("met", "remote", 4)
    assert one(PLACE, replace(DIOGO, remote=None)) == ("unknown", None, 0)
    assert one(PLACE, replace(DIOGO, places=frozenset(), places_known=False)) == ("unknown", None, 0)
    assert one(PLACE, replace(DIOGO, places=frozenset({ANYWHERE}))) == ("met", "asker", 4)
    assert one(replace(PLACE, places=()), DIOGO)[0] == "not_met"
    assert one(replace(PLACE, places=()), replace(DIOGO, places=frozenset({ANYWHERE})))[0] == "not_met"


def test_evidence_comes_along() -> None:
    parts = explain(Criteria((Criterion("skill", "python", 1), Criterion("years", level=1))), DIOGO).parts
    assert [part.evidence for part in parts] == ["cv", ""]


@pytest.mark.parametrize(
    ("missing", "unknown", "group"),
    [
        (0, 0, "meets_all"),
        (0, 1, "find_out"),
        (0, 9, "find_out"),
        (1, 0, "near_miss"),
        (1, 3, "near_miss"),
        (2, 0, "not_now"),
        (2, 2, "not_now"),
    ],
)
def test_groups(missing: int, unknown: int, group: str) -> None:
    assert group_of(missing, unknown) == group


@given(st.integers(0, 9), st.integers(0, 9))
def test_a_better_verdict_never_makes_the_group_worse(missing: int, unknown: int) -> None:
    place = GROUPS.index(group_of(missing, unknown))
    if missing:
        assert GROUPS.index(group_of(missing - 1, unknown)) <= place
        assert GROUPS.index(group_of(missing - 1, unknown + 1)) <= place
    if unknown:
        assert GROUPS.index(group_of(missing, unknown - 1)) <= place


@given(make.criteria, make.facts)
def test_parts_sum_to_the_score(criteria: Criteria, facts: Facts) -> None:
    result = explain(criteria, facts)
    assert result.score == sum(part.points for part in result.parts)
    assert result.of == criteria.max_points
    assert tuple(part.criterion for part in result.parts) == criteria.items
    for part in result.parts:
        assert part.verdict in VERDICTS
        assert 0 <= part.points <= part.criterion.points
        if part.verdict == "met":
            assert part.points == part.criterion.points
        if part.verdict == "unknown" and part.criterion.kind != "one_of":
            assert part.points == 0


@given(make.criteria, make.facts)
def test_a_result_survives_json(criteria: Criteria, facts: Facts) -> None:
    result = explain(criteria, facts)
    assert Result.from_json(json.loads(json.dumps(result.to_json()))) == result


@given(make.criteria)
def test_unknown_never_rejects(criteria: Criteria) -> None:
    result = explain(criteria, Facts())
    assert {part.verdict for part in result.parts} <= {"unknown"}
    assert result.group == ("find_out" if criteria.musts else "meets_all")
    assert result.unknowns == result.parts if all(item.must for item in criteria.items) else True


def better(facts: Facts, draw: st.DataObject) -> Facts:
    """The same person with one fact better: more of something known, or something unknown turned into plenty."""
    which = draw.draw(
        st.sampled_from(["skill", "language", "industry", "years", "education", "desk_on", "places", "remote"]),
        label="better",
    )
    if which == "industry":
        code = draw.draw(st.sampled_from(make.SECTORS))
        known = code in facts.industries or facts.industries_known
        return replace(facts, industries={**facts.industries, code: facts.industries.get(code, 0) + 1 if known else 40})
    if which == "skill":
        code = draw.draw(st.sampled_from(make.SKILLS))
        have = facts.skills.get(code, 0)
        level = 4 if have is None or (code not in facts.skills and not facts.skills_known) else min(have + 1, 4)
        return replace(facts, skills={**facts.skills, code: level})
    if which == "language":
        code = draw.draw(st.sampled_from(make.LANGUAGES))
        have = facts.languages.get(code, 0)
        level = 6 if have is None or (code not in facts.languages and not facts.languages_known) else min(have + 1, 6)
        return replace(facts, languages={**facts.languages, code: level})
    if which == "years":
        return replace(facts, years=40 if facts.years is None else facts.years + 1)
    if which == "education":
        return replace(facts, education=5 if facts.education is None else min(facts.education + 1, 5))
    if which == "desk_on":
        return replace(facts, desk_on=date(2026, 1, 1) if facts.desk_on is None else facts.desk_on - timedelta(days=30))
    if which == "places":
        return replace(facts, places=facts.places | {draw.draw(st.sampled_from((*make.PLACES, ANYWHERE)))})
    return replace(facts, remote="remote")


@given(make.criteria, make.facts, st.data())
def test_a_better_fact_never_lowers_the_score_or_worsens_the_group(
    criteria: Criteria, facts: Facts, draw: st.DataObject
) -> None:
    before, after = explain(criteria, facts), explain(criteria, better(facts, draw))
    assert after.score >= before.score
    assert GROUPS.index(after.group) <= GROUPS.index(before.group)


@given(make.criteria.flatmap(lambda c: st.tuples(st.just(c), st.permutations(c.items))), make.facts)
def test_the_order_of_criteria_changes_nothing(drawn: tuple[Criteria, list[Criterion]], facts: Facts) -> None:
    criteria, shuffled = drawn
    before, after = explain(criteria, facts), explain(Criteria(tuple(shuffled)), facts)
    assert (before.score, before.group) == (after.score, after.group)
    assert set(before.parts) == set(after.parts)


@given(make.criteria, make.facts, st.dictionaries(st.sampled_from(["skill:python", "years"]), st.text(max_size=5)))
def test_where_a_fact_came_from_changes_nothing(criteria: Criteria, facts: Facts, evidence: dict[str, str]) -> None:
    before, after = explain(criteria, facts), explain(criteria, replace(facts, evidence=evidence))
    assert (before.score, before.group) == (after.score, after.group)


def grant(facts: Facts, item: Criterion) -> Facts:
    """The same person with exactly this criterion met."""
    if item.kind == "skill":
        return replace(facts, skills={**facts.skills, item.code: item.level})
    if item.kind == "one_of":
        first = item.codes[0]
        return replace(facts, skills={**facts.skills, first: max(item.level, facts.skills.get(first) or 0)})
    if item.kind == "industry":
        return replace(facts, industries={**facts.industries, item.code: item.level})
    if item.kind == "language":
        return replace(facts, languages={**facts.languages, item.code: item.level})
    if item.kind == "desk_by":
        return replace(facts, desk_on=item.by)
    if item.kind == "place":
        return (
            replace(facts, places=facts.places | {item.places[0]}) if item.places else replace(facts, remote="remote")
        )
    return replace(facts, **{item.kind: item.code if item.kind == "occupation" else item.level})


def _skills(item: Criterion) -> set[str]:
    return {item.code, *item.codes} if item.kind in {"skill", "one_of"} else set()


@given(make.criteria, make.facts)
def test_what_would_change_it_does_and_nothing_less_does(criteria: Criteria, facts: Facts) -> None:
    # Two occupations cannot be met at once, and one skill may meet two criteria at once: the promise is about what one
    # person can bring, criterion by criterion.
    items: list[Criterion] = []
    for item in criteria.items:
        if item.kind != "occupation" and not _skills(item) & {code for there in items for code in _skills(there)}:
            items.append(item)
    result = explain(Criteria(tuple(items)), facts)
    changes = what_would_change(result)
    assert bool(changes) == (result.group != "meets_all")
    changed = facts
    for item, need in changes:
        assert explain(Criteria(tuple(items)), changed).group == result.group
        assert need == needed(item)
        changed = grant(changed, item)
    if changes:
        assert GROUPS.index(explain(Criteria(tuple(items)), changed).group) < GROUPS.index(result.group)


def test_the_nearest_changes_come_first() -> None:
    musts = (
        Criterion("skill", "rust", 4, must=True),
        Criterion("years", level=5, must=True),
        Criterion("desk_by", by=date(2027, 2, 22), must=True),
    )
    changes = what_would_change(explain(Criteria(musts), DIOGO))
    assert [(item.key, need) for item, need in changes] == [("desk_by", "2027-02-22"), ("years", 5)]


def test_cefr_names() -> None:
    assert (cefr("a1"), cefr("C1"), cefr("C2")) == (1, 5, 6)
    with pytest.raises(ValueError, match="not in tuple"):
        cefr("fluent")


def test_facts_start_out_unknown() -> None:
    assert not any(getattr(Facts(), field.name) for field in fields(Facts))
