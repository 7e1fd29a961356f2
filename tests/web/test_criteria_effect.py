"""What an editor says of its effect: exact for the secretariat, never about a few people for an employer."""

import pytest
from django.http import QueryDict

from kretslop.matching import rank
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.facts import Facts
from kretslop.screening.counting import Effect
from kretslop.web.criteria_effect import shown
from kretslop.web.criteria_form import CriteriaEditor

DEGREE = Criterion("education", level=4, must=True, points=5)
PYTHON = Criterion("skill", "python", 3, must=True, points=5)
ASKED = Criteria((PYTHON, DEGREE, Criterion("years", level=1, points=3)))
#: Of forty: ten have both, twenty only the skill, seven neither, three have the degree and an unknown skill.
POOL = (
    [Facts(skills={"python": 4}, education=5)] * 10
    + [Facts(skills={"python": 3}, education=3)] * 20
    + [Facts(skills={"python": 1}, education=1)] * 7
    + [Facts(education=4)] * 3
)


def effect(people=POOL, criteria=ASKED):
    return Effect(*rank.effect(criteria, people), len(people), len(people))


def test_effect_is_funnel_and_costs_together():
    assert rank.effect(ASKED, POOL) == (rank.funnel(ASKED, POOL), rank.costs(ASKED, POOL))


def test_the_secretariat_reads_exact_numbers():
    found = shown(effect())
    assert [row["value"] for row in found["rows"]] == [40, 33, 13]
    assert found["rows"][2]["note"] == "10 for certain"
    assert found["near"] == "20 people miss exactly one of these."
    assert found["said"] == "13 of 40 people remain."
    dearest = found["costs"][0]
    assert dearest["sentence"] == "A master's degree or more"
    assert dearest["said"] == "27 people (67 %) do not meet it; 20 would be in without it"
    assert dearest["question"] == "A master's degree or more costs 67 % of the pool: needed from day one?"


@pytest.mark.parametrize(
    ("item", "asked"),
    [
        (Criterion("language", "no", 4, must=True), True),
        (Criterion("language", "en", 4, must=True), False),
        (Criterion("years", level=5, must=True), True),
        (Criterion("years", level=4, must=True), False),
        (Criterion("industry", "energy", 1, must=True), True),
        (Criterion("skill", "python", 4, must=True), False),
    ],
)
def test_friendly_questions_are_for_habits(item, asked):
    people = [Facts(languages_known=True, years=0, industries_known=True, skills_known=True)] * 3
    question = shown(effect(people, Criteria((item,))))["costs"][0]
    assert bool(question["question"]) == bool(question["advice"]) == asked


def test_an_employer_reads_numbers_in_steps_of_five():
    found = shown(effect(), careful=True)
    assert [row["shown"] for row in found["rows"]] == ["about 40", "about 30", "about 10"]
    assert all("note" not in row for row in found["rows"])
    assert found["costs"][0]["said"] == "About 65 % do not meet it; without it: about 20 more"
    assert found["costs"][1]["said"].endswith("without it: fewer than five more")


def test_one_person_more_or_less_is_not_told_to_an_employer():
    for number in range(10, 15):
        rows = shown(effect(POOL[:number]), careful=True)["rows"]
        assert rows == shown(effect(POOL[:10]), careful=True)["rows"]


@pytest.mark.parametrize("people", [0, 1, 4])
def test_a_pool_of_a_few_is_not_counted_for_employers(people):
    found = shown(effect(POOL[:people]), careful=True)
    assert found["too_few"]
    assert not found["rows"]
    assert not found["costs"]
    assert not found["said"]


def posted(**values):
    data = QueryDict(mutable=True)
    data.update({name.replace("__", "-"): value for name, value in values.items()})
    return data


def test_what_is_half_typed_is_left_out_of_the_count_and_said():
    def skill(n, name):
        return {f"skill__{n}__{key}": value for key, value in (
            ("name", name), ("level", "2"), ("need", "must"), ("points", "30"),
        )}  # fmt: skip

    editor = CriteriaEditor(posted(**skill(0, "Python"), **skill(1, "Pyth"), **skill(2, "python"), **skill(3, "")))
    assert [item.key for item in editor.finished.items] == ["skill:python"]
    assert editor.unfinished == 1
    assert CriteriaEditor(criteria=ASKED).finished == ASKED
