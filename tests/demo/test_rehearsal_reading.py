"""Bad input says what is wrong, where, and what happens to the rest; nothing is lost."""

import json

import pytest

from kretslop.demo.rehearsal import ads, survey
from kretslop.demo.rehearsal.reading import Unusable
from kretslop.matching.criteria import Criterion
from tests.demo.samples import ADS, HEADER, PEOPLE, ad_line, ads_file, people_file


def test_ads_become_criteria(tmp_path):
    found, problems = ads.read(ads_file(tmp_path))
    assert problems == []
    assert [ad.title for ad in found] == [lines[0] for lines in ADS]
    backend = found[0].criteria
    assert Criterion("skill", code="python", level=3, must=True, points=0).key in {item.key for item in backend.musts}
    assert next(item for item in backend.items if item.kind == "years").level == 5
    assert backend.max_points == 100


def test_a_line_that_is_not_json_is_named_and_the_others_are_used(tmp_path):
    path = ads_file(tmp_path, [ad_line(ADS[0]), '{"lines": ["Backend', ad_line(ADS[1])])
    found, (problem,) = ads.read(path)
    assert len(found) == 2
    assert str(problem).startswith("ads.jsonl, line 2: column 12: this is not JSON")
    assert "the others are used" in str(problem)
    assert problem.loses


@pytest.mark.parametrize("line", ['["a list"]', '{"lines": "one text"}', '{"lines": [1, 2]}', "7"])
def test_a_line_without_an_ad_is_named(tmp_path, line):
    found, (problem,) = ads.read(ads_file(tmp_path, [line, ad_line(ADS[0])]))
    assert len(found) == 1
    assert problem.line == 1
    assert "no “lines”" in problem.what


def test_an_ad_in_another_language_is_kept_as_a_draft(tmp_path):
    polish = [
        "Programista Python",
        "Szukamy osoby, która będzie rozwijać nasz system płatności w języku Python i bazie PostgreSQL.",
        "Wymagamy co najmniej pięciu lat doświadczenia oraz bardzo dobrej znajomości języka angielskiego.",
    ]
    found, (problem,) = ads.read(ads_file(tmp_path, [ad_line(ADS[0]), ad_line(polish)]))
    assert [ad.is_usable for ad in found] == [True, False]
    assert found[1].text.startswith("Programista")
    assert "language that is not read (pl)" in str(problem)
    assert "draft for a person to finish" in str(problem)


def test_without_one_usable_ad_nothing_starts(tmp_path):
    with pytest.raises(Unusable, match=r"no ad that can be used. Nothing was changed"):
        ads.read(ads_file(tmp_path, ["{}", "x"]))
    (tmp_path / "empty.jsonl").write_text(" \n")
    with pytest.raises(Unusable, match="is empty"):
        ads.read(tmp_path / "empty.jsonl")
    with pytest.raises(Unusable, match="cannot be read"):
        ads.read(tmp_path / "gone.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b"{}\n\xe6\xf8")
    with pytest.raises(Unusable, match="line 2: this is not UTF-8"):
        ads.read(tmp_path / "latin.jsonl")


def test_developers_become_registrations(tmp_path):
    found, problems = survey.read(people_file(tmp_path))
    assert problems == []
    assert len(found) == len(PEOPLE)
    first = found[0].answers
    assert (first.country, first.years, first.education, first.remote) == ("GB", 7, 3, "hybrid")
    assert first.occupation == "backend-developer"
    assert {skill.skill: skill.level for skill in first.skills}["python"] == 3
    assert {skill.source for skill in first.skills} == {"survey"}
    assert first.languages == {}
    assert first.places == ()


@pytest.mark.parametrize(("years", "level"), [(None, 1), (0, 1), (1, 1), (2, 2), (5, 2), (6, 3), (40, 3)])
def test_worked_with_means_level_one_at_least_and_more_by_years(years, level):
    assert survey.level_after(years) == level


def test_neither_age_nor_employer_size_is_read():
    assert {"Age", "OrgSize"} & {*survey.NEEDED} == set()


def test_a_wrong_column_is_named(tmp_path):
    path = people_file(tmp_path, header=HEADER.replace("YearsCodePro", "Years"))
    with pytest.raises(Unusable) as wrong:
        survey.read(path)
    assert "line 1: there is no column “YearsCodePro”" in str(wrong.value)
    assert "Nothing was changed" in str(wrong.value)


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        ("7,I am a developer by profession", "there are 2 cells and"),
        ('7,"I am a developer', "quotation mark is not closed"),
        (PEOPLE[0], "stands in line 2 already"),
        ("NA" + PEOPLE[0][1:], "“ResponseId” is empty"),
    ],
)
def test_a_broken_line_is_named_and_nobody_else_is_lost(tmp_path, broken, what):
    lines = [*PEOPLE[:2], broken, *PEOPLE[2:]]
    found, (problem,) = survey.read(people_file(tmp_path, lines))
    assert len(found) == len(PEOPLE)
    assert problem.line == 4
    assert what in problem.what
    assert problem.loses


def test_a_doubtful_cell_leaves_the_rest_of_the_line(tmp_path):
    lines = [PEOPLE[0].replace(",7,", ",seven,").replace("Python", "Python;Fortranscript")]
    (found,), problems = survey.read(people_file(tmp_path, lines))
    assert found.answers.years is None
    assert [problem.loses for problem in problems] == [False, False]
    assert "“seven” is no number of years" in str(problems[0])
    assert "“Fortranscript” is not in the vocabulary" in str(problems[1])


def test_samples_are_json(tmp_path):
    assert all(json.loads(line)["lines"] for line in ads_file(tmp_path).read_text().splitlines())
