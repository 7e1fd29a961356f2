"""What a read CV proposes: the job that runs on, levels that the CV states, and where each was read."""

import pytest

from kretslop.web.profile.forms import LANGUAGE
from kretslop.web.profile.industries import INDUSTRY
from kretslop.web.profile.reading import proposal


def reading(**fields: object) -> dict[str, object]:
    """A readable CV with these fields; everything else is empty."""
    empty = {"basics": {}, "work": [], "education": [], "languages": [], "skills": [], "provenance": {}}
    return {"readable": True, **empty, **fields}


def test_the_present_title_is_that_of_the_job_that_runs_on():
    jobs = [
        {"position": "Tester", "startDate": "2012", "endDate": "2015"},
        {"position": "Architect", "startDate": "2019-02"},
        {"position": "Developer", "startDate": "2015", "endDate": "2019"},
    ]
    answers, places = proposal(reading(work=jobs, provenance={"work[1].position": "page 2"}))
    assert answers["work"]["role_title"] == ["Architect"]
    assert places["role_title"] == "read from your CV, page 2"


def test_a_job_without_dates_is_not_said_to_be_the_present_one():
    assert "role_title" not in proposal(reading(work=[{"position": "Tester"}]))[0]["work"]


def test_a_mother_tongue_is_proposed_as_such_and_no_other_word_becomes_a_level():
    languages = [{"language": "Norwegian", "fluency": "morsmål"}, {"language": "English", "fluency": "flytende"}]
    work = proposal(reading(languages=languages))[0]["work"]
    assert (work[LANGUAGE + "no"], work[LANGUAGE + "en"]) == (["6"], [""])


def test_years_in_an_industry_are_proposed_where_one_sentence_states_both():
    said = reading(
        basics={"summary": "I build software. Eight years of experience in the banking sector."},
        work=[{"position": "Developer", "summary": "Worked 3 years in the energy industry.\nLed a team of six."}],
        provenance={"basics.summary": "page 1", "work[0].summary": "page 2"},
    )
    answers, places = proposal(said)
    found = {name: value for name, value in answers["work"].items() if name.startswith(INDUSTRY)}
    assert found == {INDUSTRY + "finance": ["8"], INDUSTRY + "energy": ["3"]}
    assert places[INDUSTRY + "energy"] == "read from your CV, page 2"


@pytest.mark.parametrize(
    "words",
    [
        "I have worked in the banking sector.",  # no years
        "8 years of experience, 3 of them in the banking sector.",  # which years?
        "10 years in the banking and the energy sector.",  # of which how many?
        "99 years of experience in the banking sector.",
        "Worked for Energi AS for 5 years.",  # a name is no industry
        "5 years with Java. Experience from the banking sector.",
    ],
)
def test_industries_without_clear_years_are_not_proposed(words):
    work = proposal(reading(basics={"summary": words}))[0]["work"]
    assert not [name for name in work if name.startswith(INDUSTRY)]


def test_nothing_is_proposed_from_a_file_that_could_not_be_read():
    assert proposal({"readable": False, "why": "scanned"}) == ({"work": {}, "plans": {}}, {})
