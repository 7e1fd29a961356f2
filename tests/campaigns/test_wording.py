"""Criteria and what is known about a person, in sentences of both languages."""

from datetime import date

import pytest
from django.utils.translation import override

from kretslop.campaigns import wording
from kretslop.campaigns.wording.labels import CULTURE_WISHES
from kretslop.campaigns.wording.labels import SENIORITY_WISHES as WISHED_POSTS
from kretslop.matching.criteria import KINDS, Criteria, CriteriaError, Criterion
from kretslop.matching.explain import GROUPS, VERDICTS, explain, what_would_change
from kretslop.matching.facts import (
    CULTURES,
    EDUCATION,
    INDUSTRIES,
    REMOTE_WISHES,
    SENIORITIES,
    SKILL_LEVELS,
    Facts,
)
from kretslop.talent.rules import REMOTE, SENIORITY, SOURCES
from kretslop.talent.wording import DOMAINS, EMPLOYER_WISHES, SENIORITY_WISHES
from kretslop.taxonomy import vocabulary
from tests.matching.test_criteria import test_data_that_is_no_criteria, test_what_cannot_be_said

PYTHON = Criterion("skill", "python", 3)


def test_every_closed_list_has_words() -> None:
    assert set(DOMAINS) == set(INDUSTRIES)
    assert set(EMPLOYER_WISHES) == set(CULTURES) == set(CULTURE_WISHES)
    assert set(SENIORITY_WISHES) == set(SENIORITIES) == set(WISHED_POSTS)


AMARA = Facts(
    skills={"python": 3, "go": None},
    skills_known=True,
    years=1,
    languages={"en": 5},
    languages_known=True,
    education=4,
    desk_on=date(2027, 3, 1),
    places=frozenset({"oslo", "baerum"}),
    places_known=True,
    remote="hybrid",
    industries={"energy": 4, "health": 0},
    cultures=frozenset({"start_up", "public"}),
    evidence={
        "skill:python": "cv:page 2",
        "years": "own",
        "language:en": "asked",
        "education": "survey",
        "skill:rust": "own:5",
        "skill:go": "simulated",
    },
)


@pytest.mark.parametrize(
    ("item", "english", "norwegian"),
    [
        (PYTHON, "Python, level 3 – others ask them", "Python, nivå 3 – andre spør dem om råd"),
        (Criterion("years", level=1), "At least 1 year of such work", "Minst 1 års slikt arbeid"),
        (Criterion("years", level=5), "At least 5 years of such work", "Minst 5 års slikt arbeid"),
        (Criterion("language", "en", 5), "English at C1 or better", "Engelsk på C1 eller bedre"),
        (Criterion("language", "nb", 6), "Norwegian Bokmål at C2", "Norsk bokmål på C2"),
        (Criterion("education", level=3), "A bachelor's degree or more", "Bachelorgrad eller mer"),
        (Criterion("education", level=5), "A doctorate", "Doktorgrad"),
        (Criterion("desk_by", by=date(2027, 3, 1)), "At a desk by 1 March 2027", "På plass innen 1. mars 2027"),
        (Criterion("place", places=("baerum",)), "In Bærum", "I Bærum"),
        (
            Criterion("place", places=("oslo", "asker", "moss"), remote_ok=True),
            "In Oslo, Asker or Moss, or remotely",
            "I Oslo, Asker eller Moss, eller som fjernarbeid",
        ),
        (Criterion("place", remote_ok=True), "Works remotely", "Fjernarbeid"),
        (
            Criterion("one_of", codes=("java", "kotlin"), level=2),
            "One of these: Java or Kotlin, level 2 – works with it unaided",
            "Én av disse: Java eller Kotlin, nivå 2 – arbeider selvstendig med det",
        ),
        (
            Criterion("industry", "energy", 1),
            "Energy: at least 1 year of work there",
            "Energi: minst 1 års arbeid der",
        ),
        (Criterion("seniority", "senior"), "Would like a senior post", "Ønsker en seniorstilling"),
        (Criterion("culture", "start_up"), "Would like to work in a start-up", "Ønsker å jobbe i et oppstartsselskap"),
    ],
)
def test_sentences(item: Criterion, english: str, norwegian: str) -> None:
    assert wording.sentence(item) == english
    with override("nb"):
        assert wording.sentence(item) == norwegian


def test_what_no_vocabulary_knows_is_shown_as_it_is() -> None:
    assert wording.sentence(Criterion("skill", "no-such-skill", 1)) == "no-such-skill, level 1 – has used it"
    assert wording.sentence(Criterion("occupation", "no-such-work")) == "Works as no-such-work"
    assert wording.language_name("zz") == "zz"


@pytest.mark.parametrize(
    ("item", "english", "norwegian"),
    [
        (
            PYTHON,
            "Level 3: others ask them (from the CV, page 2).",
            "Nivå 3: andre spør dem om råd (fra CV-en, side 2).",
        ),
        (
            Criterion("skill", "rust", 2),
            "Not named so far (own answer, 5 years).",
            "Ikke nevnt så langt (eget svar, 5 år).",
        ),
        (Criterion("years", level=2), "1 year (own answer).", "1 år (eget svar)."),
        (Criterion("language", "en", 6), "At C1 (answer to our question).", "På C1 (svar på vårt spørsmål)."),
        (Criterion("language", "nb", 1), "Not named so far.", "Ikke nevnt så langt."),
        (Criterion("education", level=3), "A master's degree (from a survey).", "Mastergrad (fra en undersøkelse)."),
        (
            Criterion("desk_by", by=date(2027, 2, 1)),
            "Can be at a desk on 1 March 2027.",
            "Kan være på plass 1. mars 2027.",
        ),
        (Criterion("place", places=("oslo",)), "Would work in Oslo.", "Vil gjerne arbeide i Oslo."),
        (
            Criterion("place", places=("moss",)),
            "Would work in Bærum or Oslo.",
            "Vil gjerne arbeide i Bærum eller Oslo.",
        ),
        (Criterion("occupation", "2512"), "Not known yet.", "Ikke kjent ennå."),
        (Criterion("skill", "go", 2), "Level not known yet (simulated).", "Nivå ikke kjent ennå (simulert)."),
        (
            Criterion("one_of", codes=("rust", "python"), level=2),
            "Python, level 3 – others ask them.",
            "Python, nivå 3 – andre spør dem om råd.",
        ),
        (
            Criterion("one_of", codes=("go", "python"), level=4),
            "Not all of them are known yet; so far Python, level 3 – others ask them.",
            "Ikke alle er kjent ennå; så langt Python, nivå 3 – andre spør dem om råd.",
        ),
        (Criterion("one_of", codes=("rust", "c"), level=1), "Not named so far.", "Ikke nevnt så langt."),
        (Criterion("industry", "energy", 2), "4 years.", "4 år."),
        (Criterion("industry", "health", 2), "No work there so far.", "Har ikke jobbet der så langt."),
        (Criterion("industry", "media", 2), "Not known yet.", "Ikke kjent ennå."),
        (Criterion("seniority", "senior"), "Not known yet.", "Ikke kjent ennå."),
        (
            Criterion("culture", "corporate"),
            "Would like to work for a public employer; Would like to work in a start-up.",
            "Ønsker å jobbe for en offentlig arbeidsgiver; Ønsker å jobbe i et oppstartsselskap.",
        ),
    ],
)
def test_what_is_known_about_a_person(item: Criterion, english: str, norwegian: str) -> None:
    part = explain(Criteria((item,)), AMARA).parts[0]
    assert wording.evidence_sentence(part) == english
    with override("nb"):
        assert wording.evidence_sentence(part) == norwegian


@pytest.mark.parametrize(
    ("facts", "english"),
    [
        (Facts(remote="remote"), "Wishes to work remotely."),
        (Facts(remote="hybrid", places_known=True), "Wishes to work partly at the office, partly from home."),
        (Facts(remote="onsite", places_known=True), "Wishes to work at the office."),
    ],
)
def test_how_a_person_wishes_to_work(facts: Facts, english: str) -> None:
    item = Criterion("place", places=("oslo",), remote_ok=True)
    assert wording.evidence_sentence(explain(Criteria((item,)), facts).parts[0]) == english


def test_a_person_reads_about_themselves_in_their_own_words() -> None:
    part = explain(Criteria((PYTHON,)), AMARA).parts[0]
    assert wording.sentence(PYTHON, own=True) == "Python, level 3 – others ask me about it"
    assert wording.evidence_sentence(part, own=True) == "Level 3: others ask me about it (from the CV, page 2)."
    with override("nb"):
        assert wording.sentence(PYTHON, own=True) == "Python, nivå 3 – andre spør meg om råd"


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        ("cv", "from the CV"),
        ("cv:work[0]", "from the CV"),
        ("cv:page 3", "from the CV, page 3"),
        ("own:1", "own answer, 1 year"),
        ("simulated", "simulated"),
        ("told the liaison on the phone", "told the liaison on the phone"),
    ],
)
def test_where_a_fact_comes_from(evidence: str, words: str) -> None:
    assert wording.source_words(evidence) == words


def test_somebody_without_a_place() -> None:
    part = explain(Criteria((Criterion("place", places=("oslo",)),)), Facts(places_known=True)).parts[0]
    assert wording.evidence_sentence(part) == "Has named no place."


def test_what_would_change_it() -> None:
    criteria = Criteria(
        (Criterion("desk_by", by=date(2027, 2, 1), must=True), Criterion("education", level=1, must=True))
    )
    ((item, _needed),) = what_would_change(explain(criteria, AMARA))
    assert wording.change_sentence(item) == "Needed: At a desk by 1 February 2027"


def test_every_skill_of_the_vocabulary_can_be_asked_for_and_named() -> None:
    for code, known in vocabulary.skills().items():
        assert wording.sentence(Criteria((Criterion("skill", code, 1),)).items[0]).startswith(f"{known.name}, level 1")


def test_every_occupation_of_the_vocabulary_can_be_asked_for_and_named() -> None:
    for code, known in vocabulary.occupations().items():
        item = Criteria((Criterion("occupation", code),)).items[0]
        assert wording.sentence(item) == f"Works as {known.name}"
        with override("nb"):
            assert wording.sentence(item) == f"Arbeider som {known.name_nb or known.name}"


def test_everything_that_can_happen_has_words() -> None:
    assert set(wording.LEVELS) == set(wording.OWN_LEVELS) == set(SKILL_LEVELS)
    assert set(wording.EDUCATION) == set(EDUCATION.values())
    assert set(wording.SENIORITY) == set(SENIORITY)
    assert set(wording.REMOTE_WORK) == set(REMOTE) == set(REMOTE_WISHES)
    assert set(wording.GROUPS) == set(GROUPS)
    assert set(wording.VERDICTS) == set(VERDICTS)
    assert set(wording.KINDS) == set(KINDS)
    assert set(wording.SOURCES) == set(SOURCES)


def test_every_error_of_criteria_has_words() -> None:
    codes = {case[1] for test in (test_what_cannot_be_said, test_data_that_is_no_criteria) for case in _cases(test)}
    assert codes | {"duplicate"} == set(wording.ERRORS)
    with pytest.raises(CriteriaError) as caught:
        Criteria((Criterion("religion"),))
    assert "Equality and Anti-Discrimination Act" in wording.error_words(caught.value.code)


def _cases(test: object) -> list[tuple[object, str]]:
    (mark,) = (mark for mark in test.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    return list(mark.args[1])
