"""A mail of the screening desk is held back when it is no longer true or no longer wanted."""

import pytest

from kretslop.introductions import actions as introductions
from kretslop.messaging.models import OutboxMail
from kretslop.screening import actions, sending
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


def test_nothing_is_sent_to_somebody_who_left(amara):
    actions.approve(candidate=amara, campaign=amara.registrations.get().campaign, by=cast.ingrid(), now=NOW)
    mails = list(OutboxMail.objects.filter(kind__in=sending.KINDS))
    assert len(mails) == 2
    assert [sending.may_send(mail, NOW) for mail in mails] == ["", ""]
    introductions.leave_pool(candidate=amara, by=amara.user, now=NOW)
    assert {sending.may_send(mail, NOW) for mail in mails} == {"left_pool"}
