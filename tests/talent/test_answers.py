"""Answers go into a profile and come out again; what is left open erases nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.wording import evidence_sentence
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.explain import explain
from kretslop.screening.models import SearchEntry
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.talent import actions, queries
from kretslop.talent.answers import Answers, SkillAnswer, answers_of, laid_over
from tests import cast

FULL = Answers(
    name="Diogo", email="d@example.org", phone="1", country="PT", city="Porto", places=("oslo",), remote="hybrid",
    available_on=cast.NOW.date(), notice_weeks=4, route="eea", occupation="software-developer", role_title="Engineer",
    years=7, education=3, summary="Words.", links=("https://example.org",),
    employer_wishes=("start_up",), seniority_wishes=("senior",), domains=("energy",), salary_wish=850_000,
    industries={"energy": 4}, industries_known=True,
    skills=(SkillAnswer("python", 3, 7, "cv", "page 1"),), languages={"en": 5}, skills_known=True, languages_known=True,
)  # fmt: skip
EMPTY = Answers(name="Diogo", email="d@example.org")


def test_nothing_said_changes_nothing():
    assert laid_over(FULL, EMPTY) == FULL


def test_everything_said_is_taken():
    assert laid_over(EMPTY, FULL) == FULL


@given(st.integers(0, 70), st.integers(0, 52))
def test_nought_is_an_answer(years, weeks):
    merged = laid_over(FULL, replace(EMPTY, years=years, notice_weeks=weeks))
    assert (merged.years, merged.notice_weeks) == (years, weeks)


def test_skills_and_languages_are_joined_and_the_newer_level_holds():
    said = replace(EMPTY, skills=(SkillAnswer("python", 1), SkillAnswer("go", 2)), languages={"no": 1})
    merged = laid_over(FULL, said)
    assert {skill.skill: skill.level for skill in merged.skills} == {"python": 1, "go": 2}
    assert merged.languages == {"en": 5, "no": 1}


def test_a_skill_named_again_without_a_level_keeps_what_was_known():
    merged = laid_over(FULL, replace(EMPTY, skills=(SkillAnswer("python", years=8), SkillAnswer("go"))))
    assert [(each.skill, each.level, each.years) for each in merged.skills] == [("python", 3, 8), ("go", None, None)]


@pytest.mark.django_db
def test_years_without_a_level_are_kept_as_they_were_said():
    candidate = cast.diogo(cast.campaign(), skills=(SkillAnswer("go", years=5), SkillAnswer("python", 3)))
    assert [(s.skill, s.level, s.years) for s in answers_of(candidate).skills] == [("python", 3, None), ("go", None, 5)]
    facts = queries.facts_of(candidate, cast.NOW.date())
    unknown = explain(Criteria((Criterion("skill", code="go", level=2, points=10, must=True),)), facts).parts[0]
    assert (unknown.verdict, evidence_sentence(unknown)) == ("unknown", "Level not known yet (own answer, 5 years).")
    met = explain(Criteria((Criterion("skill", code="go", level=1, points=10, must=True),)), facts).parts[0]
    assert met.verdict == "met"
    terms = SearchEntry.objects.get(candidate=candidate).terms
    assert "skill:go:1" in terms
    assert "skill:go:2" not in terms
    with pytest.raises(Invalid):
        actions.change_profile(
            candidate=candidate, answers=replace(FULL, skills=(SkillAnswer("go", years=99),)), by="system", now=cast.NOW
        )


@pytest.mark.django_db
def test_a_profile_comes_out_as_it_went_in():
    candidate = cast.diogo(cast.campaign())
    actions.change_profile(
        candidate=candidate, answers=replace(FULL, name="D", email=candidate.email), by="system", now=cast.NOW
    )
    assert answers_of(queries.for_user(candidate.user)) == replace(FULL, name="D", email=candidate.email)


@pytest.mark.django_db
def test_only_the_person_corrects_their_profile_and_a_wrong_answer_changes_nothing():
    candidate = cast.diogo(cast.campaign())
    before = answers_of(candidate)
    with pytest.raises(NotAllowed):
        campaigns.correct_profile(candidate=candidate, answers=FULL, by=cast.ingrid(), now=cast.NOW)
    with pytest.raises(Invalid):
        campaigns.correct_profile(
            candidate=candidate, answers=replace(FULL, remote="moon"), by=candidate.user, now=cast.NOW
        )
    assert answers_of(queries.for_user(candidate.user)) == before


@pytest.mark.django_db
def test_own_reads_are_for_oneself():
    campaign = cast.campaign()
    diogo, linh = cast.diogo(campaign), cast.diogo(campaign, name="Linh Hoàng")
    actions.keep_cv(candidate=diogo, file=None, name="cv.pdf", size=1, reading={}, now=cast.NOW)
    assert queries.own_cvs(diogo.user).count() == 1
    assert queries.own_cvs(linh.user).count() == 0
    assert queries.own_consents(linh.user).get().candidate == linh
