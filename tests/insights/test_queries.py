"""The funnel and the waits against a case made by hand."""

from datetime import timedelta

import pytest

from kretslop.insights import queries, rules
from kretslop.introductions import actions as introductions
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.screening import actions as screening
from kretslop.shared.errors import NotAllowed
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WORDS = "Your work on distributed systems is strong. We need Norwegian from the first day."


@pytest.fixture
def region():
    """Five registered; four pre-selected; three approved; two introduced, one declined, introduced again and hired."""
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead, goal_approved=120)
    havtech = cast.wanted(cast.joined(campaign))
    fjordbank = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    cast.frozen(campaign)
    diogo, amara, _ = (cast.approved(campaign, liaison, name=n) for n in ("Diogo Salgado", "Amara Kalu", "Priya Raman"))
    cast.diogo(campaign, name="Linh Hoàng")
    cast.diogo(campaign, name="Tomasz Fijał", years=1, languages={"pl": 6})
    screening.run_screening(campaign=campaign, by=liaison, now=NOW)
    sara, jonas = havtech.participation.recruiter.user, fjordbank.participation.recruiter.user
    said_no = cast.introduced(diogo, havtech, liaison)
    introductions.decline(
        introduction=said_no, by=sara, reason="local_language", words_to_candidate=WORDS, now=NOW + timedelta(days=1)
    )
    again = introductions.introduce(
        candidate=diogo, wanted_profile=fjordbank, by=liaison, words="", now=NOW + timedelta(days=2)
    )
    introductions.consent(introduction=again, by=diogo.user, now=NOW + timedelta(days=2))
    introductions.accept(introduction=again, by=jonas, now=NOW + timedelta(days=4))
    introductions.hire(introduction=again, by=jonas, starts_on=None, now=NOW + timedelta(days=9))
    cast.introduced(amara, havtech, liaison)
    return campaign, lead, liaison


def test_the_funnel_counts_people(region):
    campaign, lead, liaison = region
    funnel = queries.funnel(campaign, viewer=lead)
    # Diogo was hired without a reported interview: the furthest step counts for all before it.
    assert [step.people for step in funnel.steps] == [5, 4, 3, 2, 1, 1, 1]
    assert (funnel.released, funnel.again, funnel.hired_after_release) == (1, 1, 1)
    assert queries.funnel(campaign, viewer=liaison) == funnel


def test_another_campaign_counts_its_own(region):
    _, lead, _ = region
    other = cast.campaign(lead, name="Nurses 2026")
    assert {step.people for step in queries.funnel(other, viewer=lead).steps} == {0}


def test_waits_are_told_from_five_on(region):
    campaign, lead, _ = region
    waits = queries.waits(campaign, viewer=lead, now=NOW + timedelta(days=10))
    assert waits.approval == rules.Wait(None, 3)
    assert waits.answer == rules.Wait(None, 2)
    assert waits.feedback == rules.InTime(2, 3), "Amara's answer is overdue, the other two came in time"
    assert queries.waits(campaign, viewer=lead, now=NOW).feedback.n == 2, "what is not due yet does not count"


def test_standing_counts_against_the_goal(region, django_assert_num_queries):
    campaign, lead, _ = region
    cast.campaign(lead, name="Nurses 2026")
    with django_assert_num_queries(2):
        standings = queries.standings([campaign], viewer=lead, today=NOW.date())
    assert (standings[0].approved.sofar, standings[0].approved.goal, standings[0].registered.sofar) == (3, 120, 5)


def test_what_a_criterion_costs(region):
    campaign, lead, _ = region
    criteria = Criteria(
        (
            Criterion("skill", "python", 2, must=True),
            Criterion("language", "no", 5, must=True),
            Criterion("years", level=3),
        )
    )
    effect = queries.effect(campaign, criteria, viewer=lead, now=NOW)
    # Of the five who registered one has been hired and is not in today's pool.
    assert [(step.sure, step.left) for step in effect.steps] == [(4, 4), (4, 4), (0, 0)]
    assert (effect.costs[0].criterion.code, effect.costs[0].not_met, effect.people) == ("no", 4, 4)


def test_strangers_are_told_nothing(region):
    campaign, _, _ = region
    sara = cast.user("Sara Bakken", "sara.bakken@example.com")
    for read in (queries.funnel, queries.waits):
        more = {"now": NOW} if read is queries.waits else {}
        with pytest.raises(NotAllowed):
            read(campaign, viewer=sara, **more)
    with pytest.raises(NotAllowed):
        queries.standings([campaign], viewer=sara, today=NOW.date())
    with pytest.raises(NotAllowed):
        queries.effect(campaign, Criteria(), viewer=sara, now=NOW)
