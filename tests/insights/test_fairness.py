"""The fairness report against a campaign made by hand: who is counted, as of when, and who may look."""

from datetime import datetime, timedelta

import pytest

from kretslop.campaigns.actions import register_many
from kretslop.campaigns.queries import criteria_of
from kretslop.fairness.models import FairnessAnswer
from kretslop.insights import comparing, fairness
from kretslop.matching.explain import explain
from kretslop.screening.models import Decision, Preselection, ScreeningRun
from kretslop.shared.errors import NotAllowed
from kretslop.talent.answers import Answers, SkillAnswer
from kretslop.talent.queries import facts_of
from tests import cast
from tests.cast import NOW, OSLO

MONDAY = datetime(2026, 11, 9, tzinfo=OSLO)
BEFORE = MONDAY - timedelta(days=3)


def answers(number, years):
    return Answers(
        name=f"Person {number}", email=f"p{number}@example.com", years=years, skills=(SkillAnswer("python", 3, years),),
        languages={"en": 5}, languages_known=True, skills_known=True, country="PT", route="eea",
    )  # fmt: skip


def people_of(campaign, *, women, men, now=BEFORE, first=0):
    """Register people who answered: women have 5 years of experience but the first half of them, men all have 5."""
    years = [1 if number < women // 2 else 5 for number in range(women)] + [5] * men
    made = register_many(campaign=campaign, people=[answers(n, y) for n, y in enumerate(years, first)], now=now)
    FairnessAnswer.objects.bulk_create(
        FairnessAnswer(candidate=each, sex="woman" if n < women else "man", answered_at=now)
        for n, each in enumerate(made)
    )
    return made


def screened(campaign, version, people, lead):
    run = ScreeningRun.objects.create(campaign=campaign, version=version, by=lead, at=NOW)
    rows = []
    for each in people:
        result = explain(criteria_of(version), facts_of(each, NOW.date()))
        rows.append(
            Preselection(
                run=run, candidate=each, campaign=campaign, version=version, group=result.group, score=result.score,
                result=result.to_json(), at=NOW,
            )
        )  # fmt: skip
    Preselection.objects.bulk_create(rows)


@pytest.fixture
def region(db):
    lead = cast.kari()
    campaign = cast.campaign(lead)
    cast.wanted(cast.joined(campaign))
    return lead, campaign, cast.frozen(campaign)


def question(report, code="sex"):
    return next(each for each in report.questions if each.code == code)


def approve(campaign, version, people, at=BEFORE):
    Decision.objects.bulk_create(
        Decision(candidate=each, campaign=campaign, version=version, verdict="approved", at=at) for each in people
    )


def test_steps_and_must_haves(region, django_assert_max_num_queries):
    lead, campaign, version = region
    people = people_of(campaign, women=40, men=40)
    screened(campaign, version, people, lead)
    approve(campaign, version, [*people[20:32], *people[40:70]])
    with django_assert_max_num_queries(14):
        report = fairness.report(campaign, viewer=lead, now=NOW)
    assert (report.as_of, report.registered) == (MONDAY.date(), 80)
    sex = question(report)
    assert (sex.answered, sex.groups) == (80, (("woman", 40), ("man", 40)))
    approved = next(column for column in sex.stages if column.code == "approved")
    women, men = approved.cells
    assert [(cell.people, cell.of) for cell in approved.cells] == [(12, 40), (30, 40)]
    assert (women.verdict, men.verdict) == (comparing.LOWER, comparing.BEST)
    assert women.ratio == pytest.approx(0.4)
    by_must = {column.code: column.cells for column in sex.criteria}
    assert set(by_must) == {"skill:python", "language:en", "years"}
    assert [(cell.people, cell.verdict) for cell in by_must["years"]] == [(20, comparing.LOWER), (40, comparing.BEST)]
    assert [cell.people for cell in by_must["skill:python"]] == [40, 40]
    assert question(report, "age_band").groups == ()


def test_what_happened_this_week_is_not_in_it(region):
    lead, campaign, version = region
    people = people_of(campaign, women=20, men=20)
    approve(campaign, version, people, at=MONDAY + timedelta(minutes=1))
    late = people[0]
    FairnessAnswer.objects.filter(candidate=late).update(answered_at=MONDAY)
    report = fairness.report(campaign, viewer=lead, now=NOW)
    approved = next(column for column in question(report).stages if column.code == "approved")
    assert [cell.people for cell in approved.cells] == [0, 0]
    assert question(report).answered == 40
    FairnessAnswer.objects.filter(candidate=late).update(answered_at=MONDAY + timedelta(minutes=1))
    assert question(fairness.report(campaign, viewer=lead, now=NOW)).answered == 39


def test_too_few_answers_are_not_compared(region):
    lead, campaign, _version = region
    people_of(campaign, women=14, men=15)
    sex = question(fairness.report(campaign, viewer=lead, now=NOW))
    assert (sex.answered, sex.groups, sex.stages, sex.criteria) == (29, (), (), ())


def test_nobody_who_decides_about_people_reads_it(region):
    _lead, campaign, _version = region
    with pytest.raises(NotAllowed):
        fairness.report(campaign, viewer=cast.ingrid(), now=NOW)


@pytest.mark.parametrize(("day", "monday"), [(9, 9), (10, 9), (15, 9), (16, 16)])
def test_numbers_change_on_mondays(day, monday):
    assert fairness.last_monday(datetime(2026, 11, day, 0, 0, tzinfo=OSLO)) == datetime(2026, 11, monday, tzinfo=OSLO)
