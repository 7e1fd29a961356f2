"""A mail that a later move overtakes is held back at the last moment, even when nobody stopped it before."""

from copy import deepcopy
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail as left

from kretslop.introductions import actions, rules, sending
from kretslop.introductions.models import Introduction, ReleaseMessage
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.talent.models import PoolMembership
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WORDS = "Your work on distributed systems is strong. We need Norwegian from the first day."
LATER = NOW + timedelta(days=21)


@pytest.fixture(scope="module")
def told(told_once):
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead)
    havtech = cast.wanted(cast.joined(campaign))
    fjordbank = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    cast.frozen(campaign)
    return havtech, fjordbank, cast.approved(campaign, liaison), liaison


@pytest.fixture
def region(told, db):
    return deepcopy(told)


def asked(region):
    havtech, _, candidate, liaison = region
    return actions.introduce(candidate=candidate, wanted_profile=havtech, by=liaison, words="", now=NOW)


def consented(region):
    return actions.consent(introduction=asked(region), by=region[2].user, now=NOW)


def declined(region):
    sara = region[0].participation.recruiter.user
    said = {"reason": "too_junior", "words_to_candidate": WORDS, "now": NOW}
    return actions.decline(introduction=consented(region), by=sara, **said)


def accepted(region):
    sara = region[0].participation.recruiter.user
    return actions.accept(introduction=consented(region), by=sara, now=NOW)


def hired(region):
    sara = region[0].participation.recruiter.user
    return actions.hire(introduction=accepted(region), by=sara, starts_on=None, now=NOW)


def deliver(kind):
    """Deliver the only mail of a kind as if nobody had stopped it in time; return its state and why."""
    mail = OutboxMail.objects.get(kind=kind)
    OutboxMail.objects.filter(pk=mail.pk).update(state="queued", why="")
    delivery.deliver(mail.pk, now=LATER)
    mail.refresh_from_db()
    return mail.state, mail.why


BEFORE = {
    "consent_asked": asked,
    "introduced": consented,
    "feedback_reminder": consented,
    "feedback_stand_in": consented,
    "accepted": accepted,
    "released": declined,
    "hired": hired,
}


EMPLOYERS = ("introduced", "feedback_reminder", "feedback_stand_in")


@pytest.mark.parametrize(("kind", "begin"), BEFORE.items())
def test_a_mail_that_is_still_true_leaves(region, kind, begin):
    begin(region)
    assert deliver(kind) == ("sent", "")
    assert len(left.outbox) == 1


TRUE_IN = {
    "consent_asked": {rules.ASKED},
    "introduced": {rules.INTRODUCED},
    "feedback_reminder": {rules.INTRODUCED},
    "feedback_stand_in": {rules.INTRODUCED},
    "accepted": {*rules.IN_PROCESS, rules.HIRED, rules.NOT_HIRED},
    "released": {rules.DECLINED, rules.LAPSED, rules.NOT_HIRED, rules.CLOSED},
    "hired": {rules.HIRED},
}


def test_every_kind_in_every_state(region):
    """Each kind leaves in the states in which it is true, in no other."""
    introduction = hired(region)
    for state in rules.STATES:
        ended = None if state in rules.OPEN else NOW
        Introduction.objects.filter(pk=introduction.pk).update(state=state, ended_at=ended)
        for kind, true_in in TRUE_IN.items():
            to = "sara.bakken@example.com" if kind in EMPLOYERS else region[2].email
            mail = OutboxMail(kind=kind, about=[f"introduction:{introduction.ref}"], to_address=to)
            assert sending.may_send(mail, LATER) == ("" if state in true_in else "overtaken"), (kind, state)


@pytest.mark.parametrize("kind", ["consent_asked", "accepted", "released", "hired"])
def test_nothing_reaches_somebody_who_has_left_the_pool(region, kind):
    BEFORE[kind](region)
    PoolMembership.objects.update(state="left")
    assert deliver(kind) == ("stopped", "left_pool")
    assert left.outbox == []


def test_leaving_the_pool_holds_back_the_question(region):
    asked(region)
    actions.leave_pool(candidate=region[2], by=region[2].user, now=NOW)
    assert OutboxMail.objects.get(kind="consent_asked").state == "stopped"
    assert deliver("consent_asked") == ("stopped", "overtaken")


def test_an_answer_holds_back_the_reminders(region):
    declined(region)
    for kind in ("introduced", "feedback_reminder", "feedback_stand_in"):
        assert OutboxMail.objects.get(kind=kind).why == "overtaken"
        assert deliver(kind) == ("stopped", "overtaken")
    assert left.outbox == []


def test_a_stopped_warm_message_stays(region):
    introduction = declined(region)
    ReleaseMessage.objects.filter(introduction=introduction).update(stopped_at=NOW)
    assert deliver("released") == ("stopped", "stopped_by_liaison")


def test_a_pause_holds_back_the_question(region):
    asked(region)
    actions.pause_candidate(candidate=region[2], months=3, by=region[2].user, now=NOW)
    assert deliver("consent_asked") == ("stopped", "overtaken")


@pytest.mark.parametrize("kind", ["introduced", "feedback_reminder"])
def test_a_recruiter_who_has_left_the_employer_reads_nothing_more(region, kind):
    introduction = consented(region)
    introduction.employer.members.filter(user__name="Sara Bakken").update(active=False)
    assert deliver(kind) == ("stopped", "not_a_member")
    assert deliver("feedback_stand_in") == ("sent", "")


def test_a_mail_about_nothing_we_know_stays(region):
    asked(region)
    OutboxMail.objects.filter(kind="consent_asked").update(about=["introduction:000000000000"])
    assert deliver("consent_asked") == ("stopped", "introduction_gone")


def test_every_kind_of_mail_about_introductions_is_asked_about():
    folder = Path(sending.__file__).parent / "templates" / "mail"
    kinds = {path.stem for path in folder.glob("*.txt")}
    assert len(kinds) >= 10
    # The mail of the week is about no introduction: it asks whether somebody still wants it.
    assert {kind for kind in kinds if delivery._CHECKS.get(kind) is not sending.may_send} == {"weekly_digest"}
    assert delivery._CHECKS["weekly_digest"] is sending.may_send_digest
