"""The editor of criteria: nothing typed is lost, nothing stored shifts, every error stands at its row."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override

from kretslop.matching.criteria import Criteria, Criterion
from kretslop.web.criteria_form import MOST_ROWS, CriteriaEditor
from kretslop.web.criteria_row import unit_of, weight_choices
from tests.web.forms import typed

EVERYTHING = Criteria(
    (
        Criterion("skill", code="python", level=3, points=30, must=True),
        Criterion("skill", code="postgresql", level=1, points=6),
        Criterion("language", code="en", level=5, points=18, must=True),
        Criterion("years", level=4, points=18),
        Criterion("education", level=3, points=6),
        Criterion("desk_by", by=date(2027, 3, 1), points=6, must=True),
        Criterion("place", places=("oslo", "baerum"), remote_ok=True, points=10),
        Criterion("occupation", code="backend-developer", points=6),
        Criterion("one_of", codes=("kotlin", "java"), level=3, points=6, must=True),
        Criterion("industry", code="energy", level=2, points=6),
        Criterion("seniority", code="senior", points=6),
        Criterion("culture", code="start_up", points=6),
    )
)


def posted(**values: object) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data[name.replace("__", "-")] = str(value)
    return data


def skill(n: int, name: str, level: int = 2, need: str = "must", points: int = 30) -> dict[str, object]:
    return {f"skill__{n}__name": name, f"skill__{n}__level": level} | {
        f"skill__{n}__need": need,
        f"skill__{n}__points": points,
    }


def test_what_is_shown_and_posted_back_is_what_was_stored():
    """Points too: each row's word keeps the points that it had."""
    shown = str(CriteriaEditor(criteria=EVERYTHING))
    again = CriteriaEditor(typed(shown), criteria=EVERYTHING)
    assert again.is_valid(), [row.errors for row in again.rows]
    assert set(again.criteria.items) == set(EVERYTHING.items)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_stored_rows_are_said_in_a_sentence(language):
    with override(language):
        shown = str(CriteriaEditor(criteria=EVERYTHING))
    assert ("Python, level 3" if language == "en" else "Python, nivå 3") in shown
    assert ("At a desk by 1 March 2027" if language == "en" else "innen 1. mars 2027") in shown


def test_a_new_skill_by_any_of_its_names():
    editor = CriteriaEditor(posted(**skill(0, "postgres"), **skill(1, "")))
    assert editor.is_valid()
    assert [item.key for item in editor.criteria.items] == ["skill:postgresql"]
    assert editor.criteria.items[0].must


@pytest.mark.parametrize(("name", "offered"), [("Pythn", "Python"), ("Kubernetis", "Kubernetes")])
def test_an_unknown_skill_offers_names_like_it(name, offered):
    editor = CriteriaEditor(posted(**skill(0, "Java"), **skill(1, name)))
    assert not editor.is_valid()
    assert editor.by_kind["skill"][0].errors == {}
    assert offered in str(editor.by_kind["skill"][1].errors["name"])
    assert f'value="{name}"' in str(editor)


def test_an_unknown_skill_that_is_like_nothing():
    editor = CriteriaEditor(posted(**skill(0, "<script>alert(1)</script>")))
    assert not editor.is_valid()
    assert "choose a name from the list" in str(editor.by_kind["skill"][0].errors["name"])
    assert "<script>alert" not in str(editor)


def test_what_the_law_protects_is_refused_with_the_law():
    editor = CriteriaEditor(posted(**skill(0, "Country of birth")))
    assert not editor.is_valid()
    assert "Equality and Anti-Discrimination Act" in str(editor.by_kind["skill"][0].errors["name"])


def test_the_same_skill_twice_is_said_at_the_second():
    editor = CriteriaEditor(posted(**skill(0, "Python"), **skill(1, ""), **skill(2, "python")))
    assert not editor.is_valid()
    assert [bool(row.errors) for row in editor.by_kind["skill"]] == [False, False, True]


@pytest.mark.parametrize(
    ("row", "name", "value"),
    [
        ("desk_by-0", "by", "31.02.2027"),
        ("desk_by-0", "by", "soon"),
        ("years-0", "level", "51"),
        ("years-0", "level", "many"),
        ("education-0", "level", "9"),
        ("language-0", "code", "klingon"),
        ("place-0", "places", "Oslo, 北京"),
        ("occupation-0", "code", "wizard"),
        ("one_of-0", "names", "Java"),
        ("one_of-0", "names", "Java, Kotln"),
        ("one_of-0", "names", "Java, Religion"),
        ("industry-0", "code", "church"),
        ("culture-0", "code", "young"),
    ],
)
def test_a_wrong_value_is_said_at_its_row_and_kept(row, name, value):
    data = typed(str(CriteriaEditor()))
    data[f"{row}-{name}"] = value
    editor = CriteriaEditor(data)
    assert not editor.is_valid()
    wrong = [one for one in editor.rows if one.errors]
    assert [one.prefix for one in wrong] == [row]
    assert list(wrong[0].errors) == [name]
    if row.startswith(("desk_by", "years", "place")):
        assert f'value="{value}"' in str(editor)


def test_more_rows_keep_what_was_typed_and_check_nothing():
    data = posted(**skill(0, "Pythn", 4, "nice", 10), **skill(1, "Java"), more="skill", desk_by__0__by="soon")
    data["desk_by-0-need"], data["desk_by-0-points"] = "must", "30"
    editor = CriteriaEditor(data)
    shown = str(editor)
    assert editor.wants_more
    assert 'value="Pythn"' in shown
    assert 'value="soon"' in shown
    assert "Python?" not in shown
    assert "Java, level 2" in shown
    again = typed(shown)
    assert again["skill-0-level"] == "4"
    assert again["skill-0-points"] == "10"
    assert len(editor.by_kind["skill"]) == 2 + 2 + 3


@pytest.mark.parametrize("points", ["-1", "²", "9" * 6000, "1001", "", "a lot"])
def test_a_weight_that_nobody_offered(points):
    editor = CriteriaEditor(posted(**skill(0, "Java") | {"skill__0__points": points}))
    assert not editor.is_valid()
    assert list(editor.by_kind["skill"][0].errors) == ["points"]
    assert 'value="Java"' in str(editor)


def test_no_more_rows_than_the_most():
    data = posted(more="skill")
    for n in range(500):
        for name, value in skill(n, f"name {n}").items():
            data[name.replace("__", "-")] = str(value)
    assert len(CriteriaEditor(data).by_kind["skill"]) == MOST_ROWS


def test_a_wish_is_never_demanded():
    data = posted(seniority__0__code="senior", seniority__0__points=10, seniority__0__need="must")
    editor = CriteriaEditor(data)
    assert not editor.is_valid()
    assert [row.prefix for row in editor.rows if row.errors] == ["seniority-0"]


def test_emptying_a_row_takes_it_out():
    data = typed(str(CriteriaEditor(criteria=EVERYTHING)))
    data["skill-0-name"], data["years-0-level"], data["place-0-places"] = "", "", ""
    del data["place-0-remote_ok"]
    editor = CriteriaEditor(data, criteria=EVERYTHING)
    assert editor.is_valid()
    assert {"skill:python", "years", "place"} & {item.key for item in editor.criteria.items} == set()
    assert len(editor.criteria.items) == len(EVERYTHING.items) - 3


def test_weights_in_words_survive_scaling():
    for weights in ([5, 3, 1, 1], [3, 3, 1], [5, 3, 3, 3, 3, 3, 1], [3, 3, 3], [5, 1]):
        scaled = Criteria(
            tuple(Criterion("skill", code=f"s{n}", level=1, points=own * 10) for n, own in enumerate(weights))
        ).scaled_to_100()
        points = [item.points for item in scaled.items]
        unit = unit_of(points)
        words = [[str(word) for value, word in weight_choices(own, unit) if value == own] for own in points]
        expected = [{5: "counts a lot", 3: "normal", 1: "a little"}[own] for own in weights]
        assert words == [[word] for word in expected]
