"""Households and moves on a real database."""

from copy import deepcopy
from datetime import date, timedelta

import pytest

from kretslop.introductions import actions as introductions
from kretslop.privacy import actions as privacy
from kretslop.relocation import actions, queries, rules
from kretslop.relocation.models import Case, Household, Step
from kretslop.relocation.rules import Told
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW

FAMILY = Told(
    partner="comes", partner_field="Nurse", partner_languages=("pt", "en"), partner_wish="work",
    small_children=1, school_children=2, housing="rent", bedrooms=3,
)  # fmt: skip
TODAY = NOW.date()


@pytest.fixture(scope="module")
def told(told_once):
    """Havtech has hired Diogo; Linh has only registered."""
    campaign, liaison = cast.campaign(), cast.ingrid()
    wanted = cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    candidate = cast.approved(campaign, liaison)
    there = cast.introduced(candidate, wanted, liaison)
    recruiter = wanted.participation.recruiter.user
    introductions.accept(introduction=there, by=recruiter, now=NOW)
    introductions.hire(introduction=there, by=recruiter, starts_on=date(2027, 3, 1), now=NOW)
    return candidate, there, liaison, cast.diogo(campaign, name="Linh Hoàng")


@pytest.fixture
def hired(told, db):
    return deepcopy(told[:3])


@pytest.fixture
def linh(told, db):
    return deepcopy(told[3])


def tell(candidate, told=FAMILY, now=NOW):
    return actions.tell_household(candidate=candidate, told=told, by=candidate.user, now=now)


def test_telling_needs_and_gives_a_consent_of_its_own(linh):
    tell(linh)
    consent = linh.consents.get(purpose="partner_and_family")
    assert (consent.words_version, consent.given_at, consent.withdrawn_at) == (rules.WORDS_VERSION, NOW, None)
    later = tell(linh, Told(partner="none"), NOW + timedelta(days=1))
    assert (later.partner, later.small_children, later.told_at) == ("none", None, NOW)
    assert linh.consents.filter(purpose="partner_and_family").count() == 1


def test_taking_back_erases_at_once_and_leaves_no_trace_on_the_timeline(linh):
    before = Event.objects.count()
    tell(linh)
    actions.take_back_household(candidate=linh, by=linh.user, now=NOW)
    actions.take_back_household(candidate=linh, by=linh.user, now=NOW)
    assert not Household.objects.exists()
    assert linh.consents.get(purpose="partner_and_family").withdrawn_at == NOW
    assert Event.objects.count() == before


def test_nobody_else_tells_or_takes_back(linh):
    for stranger in (cast.ingrid(), cast.user("Kari Berg", "kari@example.org", "project_lead")):
        with pytest.raises(NotAllowed):
            actions.tell_household(candidate=linh, told=FAMILY, by=stranger, now=NOW)
        with pytest.raises(NotAllowed):
            actions.take_back_household(candidate=linh, by=stranger, now=NOW)
    with pytest.raises(Invalid):
        tell(linh, Told(partner="cat"))
    assert not Household.objects.exists()


def test_a_liaison_reads_only_after_asking_for_help_or_the_hire(linh):
    liaison, lead = cast.ingrid(), cast.user("Kari Berg", "kari@example.org", "project_lead")
    tell(linh)
    assert not queries.households_for_liaison(liaison).exists()
    tell(linh, Told(partner="comes", help_now=True))
    assert queries.households_for_liaison(liaison).get().help_asked_at == NOW
    assert not queries.households_for_liaison(lead).exists()
    assert not queries.households_for_liaison(linh.user).exists()
    privacy.restrict(candidate=linh, by=linh.user, now=NOW)
    assert not queries.households_for_liaison(liaison).exists(), "kept, and used for nothing"
    privacy.lift_restriction(candidate=linh, by=linh.user, now=NOW)
    tell(linh, Told(partner="comes"))
    assert not queries.households_for_liaison(liaison).exists()


def test_a_hire_opens_one_case_with_the_steps_of_the_way_and_of_the_family(hired):
    candidate, there, liaison = hired
    tell(candidate)
    assert actions.follow(now=NOW) == 1
    assert actions.follow(now=NOW) == 0
    assert actions.follow(now=NOW + timedelta(days=3)) == 0
    case = Case.objects.get()
    assert (case.introduction, case.owner, case.route) == (there, liaison, "eea")
    codes = set(case.steps.values_list("code", flat=True))
    assert {"notice", "move", "desk", "registration", "tax_card", "bank", "housing", "kindergarten", "school",
            "partner_work"} <= codes  # fmt: skip
    assert case.steps.get(code="desk").due_on == date(2027, 3, 1)
    assert queries.households_for_liaison(liaison).get().candidate == candidate
    assert queries.next_step(queries.cases_for_liaison(liaison).get()).code == "notice"


def test_a_hire_that_was_written_down_late_is_read_all_the_same(hired):
    actions.follow(now=NOW + timedelta(hours=20))
    Case.objects.all().delete()
    assert actions.follow(now=NOW + timedelta(hours=30)) == 1


def test_taking_back_takes_the_familys_steps_along(hired):
    candidate, _there, _liaison = hired
    tell(candidate)
    actions.follow(now=NOW)
    actions.take_back_household(candidate=candidate, by=candidate.user, now=NOW)
    assert not Step.objects.filter(code__in=rules.OF_FAMILY).exists()
    assert Step.objects.filter(code="housing").exists()


def test_leaving_the_pool_erases_a_household_that_nobody_needs(linh):
    tell(linh)
    introductions.leave_pool(candidate=linh, by=linh.user, now=NOW)
    actions.follow(now=NOW)
    assert not Household.objects.exists()
    assert not linh.consents.filter(withdrawn_at=None).exists()


def test_working_through_a_case(hired):
    candidate, _there, liaison = hired
    actions.follow(now=NOW)
    case = Case.objects.get()
    first = queries.next_step(queries.cases_for_liaison(liaison).get())
    actions.change_step(
        case=case, step_ref=first.ref, due_on=TODAY + timedelta(days=5), blocker="banking", by=liaison, now=NOW
    )
    done = actions.finish_step(case=case, step_ref=first.ref, done_on=TODAY, by=liaison, now=NOW)
    assert (done.done_on, done.blocker, done.due_on) == (TODAY, "", TODAY + timedelta(days=5))
    actions.reopen_step(case=case, step_ref=first.ref, by=liaison, now=NOW)
    assert queries.next_step(queries.own_case(candidate.user)).ref == first.ref
    for wrong in ({"done_on": TODAY + timedelta(days=1)}, {"done_on": TODAY - timedelta(days=400)}):
        with pytest.raises(Invalid):
            actions.finish_step(case=case, step_ref=first.ref, by=liaison, now=NOW, **wrong)
    with pytest.raises(NotPossible):
        actions.reopen_step(case=case, step_ref="0" * 12, by=liaison, now=NOW)
    with pytest.raises(NotAllowed):
        actions.take_over(case=case, by=candidate.user, now=NOW)
    actions.close_case(case=case, settled=True, by=liaison, now=NOW)
    with pytest.raises(NotPossible):
        actions.take_over(case=case, by=liaison, now=NOW)


def test_another_way_plans_anew_and_keeps_what_is_done(hired):
    _candidate, _there, liaison = hired
    actions.follow(now=NOW)
    case = Case.objects.get()
    move = case.steps.get(code="move")
    actions.finish_step(case=case, step_ref=move.ref, done_on=TODAY, by=liaison, now=NOW)
    actions.choose_route(case=case, route="permit", by=liaison, now=NOW)
    codes = {step.code: step.done_on for step in case.steps.all()}
    assert "permit" in codes
    assert "registration" not in codes
    assert codes["move"] == TODAY
    with pytest.raises(Invalid):
        actions.choose_route(case=case, route="teleport", by=liaison, now=NOW)


def test_a_step_of_the_family_is_not_named_where_nothing_can_be_erased(hired):
    candidate, _there, liaison = hired
    tell(candidate)
    actions.follow(now=NOW)
    case = Case.objects.get()
    step = case.steps.get(code="kindergarten")
    actions.finish_step(case=case, step_ref=step.ref, done_on=TODAY, by=liaison, now=NOW)
    assert Event.objects.get(kind="case.step_done").codes == {}
