"""An employer asks again for somebody whom it turned down; whatever the person chose, it is answered alike."""

from copy import deepcopy
from datetime import timedelta

import pytest

from kretslop.introductions import actions, desk, rules
from kretslop.introductions.models import AskedAgain, Introduction
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.talent.models import PoolMembership
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WORDS = "Your work on distributed systems is strong. We need Norwegian from the first day."
LATER = NOW + timedelta(hours=1)


@pytest.fixture(scope="module")
def told(told_once):
    campaign, liaison = cast.campaign(), cast.ingrid()
    havtech = cast.wanted(cast.joined(campaign))
    there = cast.introduced(cast.approved(campaign, liaison), havtech, liaison)
    sara = havtech.participation.recruiter.user
    return actions.decline(introduction=there, by=sara, reason="local_language", words_to_candidate=WORDS, now=NOW)


@pytest.fixture
def scene(told, db):
    declined = deepcopy(told)
    return declined, declined.participation.recruiter.user, declined.introduced_by


def test_the_liaison_hears_of_it_once_and_may_introduce_the_person_anew(scene):
    declined, sara, ingrid = scene
    for words in ("We have a second post.", "Once more."):
        actions.ask_again(introduction=declined, by=sara, words=words, now=LATER)
    assert AskedAgain.objects.get().words == "We have a second post."
    (mail,) = OutboxMail.objects.filter(kind="asked_again")
    assert mail.to_address == ingrid.email
    assert "We have a second post." in mail.text
    assert list(desk.asked_again(ingrid, LATER)) == [declined]
    assert list(desk.asked_again(sara, LATER)) == []
    again = actions.introduce(
        candidate=declined.candidate, wanted_profile=declined.wanted_profile, by=ingrid, words="", now=LATER
    )
    assert again.pseudonym != declined.pseudonym
    assert desk.numbers(ingrid, LATER)["again"] == 1  # asked in the same moment
    Introduction.objects.filter(pk=again.pk).update(asked_at=LATER + timedelta(minutes=1))
    assert desk.numbers(ingrid, LATER)["again"] == 0


def test_a_liaison_settles_it_and_nobody_is_told(scene):
    declined, sara, ingrid = scene
    with pytest.raises(NotPossible):
        actions.settle_asking(introduction=declined, by=ingrid, now=LATER)
    actions.ask_again(introduction=declined, by=sara, now=LATER)
    with pytest.raises(NotAllowed):
        actions.settle_asking(introduction=declined, by=sara, now=LATER)
    before = OutboxMail.objects.count()
    for _twice in range(2):
        actions.settle_asking(introduction=declined, by=ingrid, now=LATER)
    assert OutboxMail.objects.count() == before
    assert list(desk.asked_again(ingrid, LATER)) == []


@pytest.mark.parametrize("state", ["left", "hired", "restricted"])
def test_whatever_became_of_the_person_the_employer_is_answered_alike(scene, state):
    declined, sara, ingrid = scene
    PoolMembership.objects.filter(candidate=declined.candidate).update(state=state)
    assert actions.ask_again(introduction=declined, by=sara, now=LATER).pk
    assert list(desk.asked_again(ingrid, LATER)) == []


def test_only_the_employers_people_ask_and_not_after_a_step_back(scene):
    declined, sara, _ingrid = scene
    with pytest.raises(NotAllowed):
        actions.ask_again(introduction=declined, by=declined.candidate.user, now=LATER)
    with pytest.raises(Invalid):
        actions.ask_again(introduction=declined, by=sara, words="x" * (rules.WHO_ELSE_MAX + 1), now=LATER)
    Introduction.objects.filter(pk=declined.pk).update(state=rules.WITHDRAWN)
    with pytest.raises(NotPossible):
        actions.ask_again(introduction=declined, by=sara, now=LATER)


def test_taking_the_no_back_takes_the_wish_with_it(scene):
    declined, sara, _ingrid = scene
    soon = NOW + timedelta(minutes=3)
    actions.ask_again(introduction=declined, by=sara, now=soon)
    actions.undo(introduction=declined, by=sara, now=soon)
    assert not AskedAgain.objects.exists()
    assert OutboxMail.objects.get(kind="asked_again").state == "stopped"


def test_a_message_is_not_sent_early_while_the_no_can_be_taken_back(scene):
    declined, sara, ingrid = scene
    soon = NOW + timedelta(minutes=3)
    message = actions.send_release_now(introduction=declined, by=ingrid, now=soon)
    message.mail.refresh_from_db()
    assert message.leaves_at == message.mail.send_at == NOW + timedelta(minutes=rules.UNDO_MINUTES)
    actions.undo(introduction=declined, by=sara, now=soon)
    declined.refresh_from_db()
    assert declined.state == rules.INTRODUCED


def test_what_the_candidate_was_told_in_person_cannot_be_taken_back(scene):
    declined, sara, ingrid = scene
    soon = NOW + timedelta(minutes=3)
    actions.stop_release(introduction=declined, by=ingrid, now=soon)
    actions.tell_in_person(introduction=declined, by=ingrid, now=soon)
    with pytest.raises(NotPossible, match="too_late"):
        actions.undo(introduction=declined, by=sara, now=soon)
