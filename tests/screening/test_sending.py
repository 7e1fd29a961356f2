"""A mail of the screening desk is held back when it is no longer true or no longer wanted."""

import pytest

from kretslop.introductions import actions as introductions
from kretslop.messaging.models import OutboxMail
from kretslop.screening import actions, sending
from kretslop.talent.models import Candidate
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def amara():
    campaign = cast.campaign(cast.kari())
    person = cast.diogo(campaign, "Amara Kalu", languages={}, languages_known=False)
    actions.ask(candidate=person, campaign=campaign, criterion="language:en", by=cast.ingrid(), now=NOW)
    return person


def test_a_question_leaves_while_it_waits_for_an_answer(amara):
    mail = OutboxMail.objects.get(kind="question")
    assert sending.may_send(mail, NOW) == ""
    actions.answer(question=amara.questions.get(), by=amara.user, value="5", now=NOW)
    assert sending.may_send(mail, NOW) == "overtaken"


def test_somebody_without_an_account_is_written_to_at_the_address_they_gave(amara):
    Candidate.objects.filter(pk=amara.pk).update(user=None, email="amara@example.net")
    campaign = amara.registrations.get().campaign
    actions.ask(candidate=amara, campaign=campaign, criterion="years", by=amara.questions.get().asked_by, now=NOW)
    actions.approve(candidate=amara, campaign=campaign, by=amara.questions.first().asked_by, now=NOW)
    mails = OutboxMail.objects.filter(kind__in=sending.KINDS, to_address="amara@example.net")
    assert {(mail.kind, mail.to_name, mail.language) for mail in mails} == {
        ("question", "Amara Kalu", "en"), ("candidate_approved", "Amara Kalu", "en"),
    }  # fmt: skip


def test_nothing_is_sent_to_somebody_who_left(amara):
    actions.approve(candidate=amara, campaign=amara.registrations.get().campaign, by=cast.ingrid(), now=NOW)
    mails = list(OutboxMail.objects.filter(kind__in=sending.KINDS))
    assert len(mails) == 2
    assert [sending.may_send(mail, NOW) for mail in mails] == ["", ""]
    introductions.leave_pool(candidate=amara, by=amara.user, now=NOW)
    assert {sending.may_send(mail, NOW) for mail in mails} == {"left_pool"}
