"""The demo's region: every state of the flow, told once, and the same for the same moment."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from kretslop.ambassadors.models import TakenTask
from kretslop.billing.models import Invoice
from kretslop.campaigns.models import Campaign, CriteriaVersion, FaqEntry, Participation, Prospect, WantedProfile
from kretslop.conversations.models import Message
from kretslop.demo import cast, crowd, doorstep, region, second
from kretslop.events.models import CampaignEvent, Place
from kretslop.introductions import rules
from kretslop.introductions.models import Introduction, ReleaseMessage
from kretslop.messaging.models import OutboxMail
from kretslop.screening.models import CampaignMail, Decision, Preselection, Question
from kretslop.surveys.models import CollaborationAnswer
from kretslop.talent.models import Candidate, Consent, LikelyDuplicate, PoolMembership
from tests.conftest import SOAK

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")
#: A Saturday evening: nobody works, and a demo is started all the same.
NOW = datetime(2026, 11, 21, 21, 30, tzinfo=OSLO)
#: Fewer people than the demo has, and fewer in each state; all of them in a soak run.
COUNT, IN_EACH_STATE = (region.COUNT, 99) if SOAK else (80, 1)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load once for the whole file, in a transaction that is rolled back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(region, "COUNT", COUNT)
            fewer = tuple(replace(each, count=min(each.count, IN_EACH_STATE)) for each in crowd.STANDINGS)
            patch.setattr(crowd, "STANDINGS", fewer)
            patch.setattr("kretslop.demo.mailbox.folder", lambda: tmp_path_factory.mktemp("mailbox"))
            region.load(now=NOW, progress=lambda line: None)
            said = []
            region.load(now=NOW, progress=said.append)
        yield said
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _with_the_region(loaded, db):
    pass


def test_a_second_load_does_nothing(loaded):
    assert loaded == []
    assert Candidate.objects.count() == COUNT


def test_every_state_of_the_flow_is_there():
    assert set(Introduction.objects.values_list("state", flat=True)) == {*rules.STATES} - {rules.CLOSED}
    assert set(Preselection.objects.values_list("group", flat=True)) == {
        "meets_all",
        "near_miss",
        "find_out",
        "not_now",
    }
    assert set(Decision.objects.values_list("verdict", flat=True)) == {"approved", "held", "not_now"}
    assert set(PoolMembership.objects.values_list("state", flat=True)) == {"waiting", "approved", "hired", "left"}
    assert PoolMembership.objects.filter(paused_until__gt=NOW.date()).exists()
    assert set(Campaign.objects.values_list("state", flat=True)) == {"draft", "open", "closed"}
    assert set(Prospect.objects.values_list("state", flat=True)) == {"talking", "invited", "joined", "said_no"}
    assert Question.objects.filter(answered_at=None).exists()
    assert Question.objects.exclude(answered_at=None).exists()


def test_the_open_campaign_has_twelve_employers_and_criteria_that_all_agreed_on():
    campaign = Campaign.objects.filter(state="open").first()
    assert Participation.objects.filter(campaign=campaign).count() == 12
    assert WantedProfile.objects.filter(participation__campaign=campaign).count() >= 20
    versions = CriteriaVersion.objects.filter(campaign=campaign)
    assert dict(versions.values_list("number", "state")) == {1: "superseded", 2: "frozen"}
    assert versions.get(number=2).agreements.filter(answer="agreed").count() == 12
    asked = Counter(FaqEntry.objects.filter(campaign=campaign).values_list("language", flat=True))
    assert asked == {"en": 11, "nb": 11}


def test_nothing_lies_in_the_future_but_what_is_due():
    assert not Introduction.objects.filter(state_since__gt=NOW).exists()
    assert not Candidate.objects.filter(registered_at__gt=NOW).exists()
    assert not OutboxMail.objects.filter(sent_at__gt=NOW).exists()


def test_some_answers_are_due_on_the_next_working_day_and_some_are_late():
    open_now = Introduction.objects.filter(state=rules.INTRODUCED)
    assert open_now.filter(next_step_due__lt=NOW).exists()
    assert open_now.filter(next_step_due__range=(NOW, NOW + timedelta(days=3))).exists()


def test_the_crowds_mails_are_kept_and_the_casts_are_sent():
    assert OutboxMail.objects.filter(simulated=True, state="sent").count() == 0
    assert OutboxMail.objects.filter(simulated=True).count() > COUNT
    assert OutboxMail.objects.filter(to_address=cast.DIOGO.email, state="sent", kind="consent_asked").count() == 3
    assert OutboxMail.objects.filter(state="queued", kind="released", send_at__gt=NOW).count() >= 2


def introduction_of(answers, employer):
    return Introduction.objects.get(candidate__email=answers.email, employer__name=employer)


def test_the_named_stories():
    declined = introduction_of(cast.DIOGO, "Fjordbank ASA")
    assert (declined.state, declined.end_reason) == ("declined", "local_language")
    assert {introduction_of(cast.DIOGO, name).state for name in ("Havtech AS", "Kystdata AS")} == {"asked"}
    late = introduction_of(cast.TOMASZ, "Nordlys Energi AS")
    assert late.state == "introduced"
    assert late.next_step_due < NOW
    held = Decision.objects.get(candidate__email=cast.AMARA.email, current=True)
    assert (held.verdict, held.reason) == ("held", "find_out")
    assert Question.objects.get(candidate__email=cast.AMARA.email).criterion == "language:no"
    near = Preselection.objects.get(candidate__email=cast.PRIYA.email)
    missing = [part for part in near.result["parts"] if part["criterion"]["must"] and part["verdict"] == "not_met"]
    assert near.group == "near_miss"
    assert [(part["criterion"]["code"], part["have"]) for part in missing] == [("react", 2)]
    linh = introduction_of(cast.LINH, "Havtech AS")
    assert linh.state == "not_hired"
    assert ReleaseMessage.objects.get(introduction=linh).leaves_at > NOW


def test_some_have_not_heard_from_a_person_for_a_month():
    silent = Candidate.objects.filter(membership__state="approved", last_contact_at__lt=NOW - timedelta(days=30))
    assert {cast.YUSUF.name, cast.CHEN.name} <= set(silent.values_list("name", flat=True))


def test_everybody_on_the_doorstep_has_a_home():
    guests = [*doorstep.staff(), *doorstep.employers(NOW), *doorstep.candidates(NOW)]
    homes = Counter(doorstep.home_of(guest.user) for guest in guests)
    portals = {"secretariat:campaigns", "liaison:today", "employer:review", "candidate:home"}
    assert set(homes) == portals | {"employer:client_reading"}
    assert len({guest.user.pk for guest in guests}) == len(guests)
    assert homes["candidate:home"] >= 8
    assert guests[-homes["candidate:home"]].user.email == cast.DIOGO.email


def test_a_second_campaign_was_told_of_and_somebody_is_there_twice():
    told = CampaignMail.objects.get()
    assert told.campaign.state == "open"
    assert 0 < told.people.count() <= second.TOLD_ALREADY
    agreed = Consent.objects.filter(purpose="campaign_mail", withdrawn_at__isnull=True)
    assert agreed.count() > told.people.count()
    pair = LikelyDuplicate.objects.get()
    assert {pair.first.email, pair.second.email} == {cast.TOMASZ.email, second.AGAIN.email}


def test_working_together_is_told():
    assert {event.kind for event in CampaignEvent.objects.all()} == {
        "info_session", "working_session", "meet_up", "evaluation",
    }  # fmt: skip
    assert Place.objects.filter(came=True).count() == 10
    assert Place.objects.filter(waiting=True).count() == 1
    assert Place.objects.filter(candidate__isnull=False).exists()
    assert TakenTask.objects.filter(done_at__isnull=False).exists()
    assert CollaborationAnswer.objects.exists()
    assert Message.objects.filter(introduction__isnull=False).exists()
    assert {invoice.payments.exists() for invoice in Invoice.objects.all()} == {True, False}
