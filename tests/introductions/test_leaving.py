"""Pausing with a clock, a job found elsewhere, and coming back to the liaison's desk."""

from datetime import timedelta

import pytest

from kretslop.introductions import actions, desk, rules
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.screening import actions as screening
from kretslop.screening import lists
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.talent.queries import available
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    campaign, liaison = cast.campaign(), cast.ingrid()
    havtech = cast.wanted(cast.joined(campaign))
    fjordbank = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    cast.frozen(campaign)
    return campaign, havtech, fjordbank, liaison


def on_a_list(liaison, when):
    return any(lists.counts(liaison, when.date()).values())


@pytest.mark.parametrize("months", [1, 3, 6, 12])
def test_a_pause_ends_by_itself_on_its_day(region, months):
    campaign, havtech, _, liaison = region
    candidate = cast.approved(campaign, liaison)
    actions.pause_candidate(candidate=candidate, months=months, by=candidate.user, now=NOW)
    candidate.membership.refresh_from_db()
    back_on = candidate.membership.paused_until
    before, on = NOW + (back_on - NOW.date()) - timedelta(days=1), NOW + (back_on - NOW.date())
    with pytest.raises(NotPossible):
        actions.introduce(candidate=candidate, wanted_profile=havtech, by=liaison, words="", now=before)
    assert not available(before.date()).exists()
    assert available(on.date()).get() == candidate
    assert actions.introduce(candidate=candidate, wanted_profile=havtech, by=liaison, words="", now=on)


def test_whoever_has_a_pause_is_on_no_list_and_is_asked_nothing(region):
    campaign, _, _, liaison = region
    candidate = cast.diogo(campaign, skills=())
    screening.run_screening(campaign=campaign, by=liaison, now=NOW)
    assert on_a_list(liaison, NOW)
    asked = screening.ask(candidate=candidate, campaign=campaign, criterion="education", by=liaison, now=NOW)
    actions.pause_candidate(candidate=candidate, months=1, by=candidate.user, now=NOW)
    mail = OutboxMail.objects.get(kind="question", context__question=asked.ref)
    assert delivery.deliver(mail.pk, now=NOW) == "stopped"
    assert not on_a_list(liaison, NOW)
    with pytest.raises(NotPossible):
        screening.ask(candidate=candidate, campaign=campaign, criterion="years", by=liaison, now=NOW)
    later = NOW + timedelta(days=31)
    assert on_a_list(liaison, later)
    assert screening.ask(candidate=candidate, campaign=campaign, criterion="years", by=liaison, now=later)


def test_a_job_found_elsewhere_ends_everything_decently(region):
    campaign, havtech, fjordbank, liaison = region
    candidate = cast.approved(campaign, liaison)
    running = cast.introduced(candidate, havtech, liaison)
    actions.accept(introduction=running, by=havtech.participation.recruiter.user, now=NOW)
    asked = actions.introduce(candidate=candidate, wanted_profile=fjordbank, by=liaison, words="", now=NOW)
    with pytest.raises(NotAllowed):
        actions.found_job(candidate=candidate, by=liaison, now=NOW)
    for _ in range(2):  # twice changes nothing
        actions.found_job(candidate=candidate, by=candidate.user, now=NOW)
    running.refresh_from_db()
    asked.refresh_from_db()
    assert {running.state, asked.state} == {rules.WITHDRAWN}
    told = OutboxMail.objects.filter(kind="candidate_withdrew").values_list("to_address", flat=True)
    assert list(told) == [havtech.participation.recruiter.user.email], "who never knew of it is told nothing"
    assert (
        OutboxMail.objects.get(kind="consent_asked", about__contains=[f"introduction:{asked.ref}"]).state == "stopped"
    )
    candidate.membership.refresh_from_db()
    assert candidate.membership.state == "hired"
    assert Event.objects.filter(kind="membership.found_job").count() == 1
    assert not desk.back_in_circulation(liaison, NOW).exists()
    with pytest.raises(NotPossible):
        actions.introduce(candidate=candidate, wanted_profile=fjordbank, by=liaison, words="", now=NOW)


@pytest.mark.parametrize("away", [actions.found_job, actions.leave_pool])
def test_whoever_comes_back_is_on_the_desk_again(region, away):
    campaign, _, _, liaison = region
    candidate = cast.approved(campaign, liaison)
    screening.run_screening(campaign=campaign, by=liaison, now=NOW)
    away(candidate=candidate, by=candidate.user, now=NOW)
    assert not on_a_list(liaison, NOW)
    actions.come_back(candidate=candidate, by=candidate.user, words_version="2026-11", now=NOW)
    candidate.membership.refresh_from_db()
    assert candidate.membership.state == "waiting"
    assert on_a_list(liaison, NOW)
