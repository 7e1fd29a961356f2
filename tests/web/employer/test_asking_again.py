"""A way back after a no: the employer asks, the liaison reads it and chooses."""

from copy import deepcopy

import pytest
from django.urls import reverse

from kretslop.introductions import actions
from kretslop.introductions.models import Introduction
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WORDS = "Your work on distributed systems is strong. We need Norwegian from the first day."


@pytest.fixture(scope="module")
def told(told_once):
    campaign, liaison = cast.campaign(), cast.ingrid()
    havtech = cast.wanted(cast.joined(campaign))
    cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    there = cast.introduced(cast.approved(campaign, liaison), havtech, liaison)
    sara = havtech.participation.recruiter.user
    return actions.decline(introduction=there, by=sara, reason="local_language", words_to_candidate=WORDS, now=NOW)


@pytest.fixture
def declined(told, db):
    return deepcopy(told)


def test_from_the_employers_button_to_the_liaisons_desk(client, declined):
    sara, ingrid, page = declined.participation.recruiter.user, declined.introduced_by, declined.ref
    client.force_login(sara)
    ask = reverse("employer:ask_again", args=[page])
    assert ask in client.get(reverse("employer:introduction", args=[page])).content.decode()
    asked = client.post(ask, {"words": "A second post, in English."}, follow=True).content.decode()
    assert "You asked for this person again on" in asked
    assert ask not in asked
    assert declined.candidate.name not in asked
    client.force_login(ingrid)
    assert "An employer asks for somebody again" in client.get(reverse("liaison:today")).content.decode()
    listed = client.get(reverse("liaison:introductions") + "?state=again").content.decode()
    assert declined.candidate.name in listed
    one = client.get(reverse("liaison:introduction", args=[page])).content.decode()
    assert "A second post, in English." in one
    assert "Introduce again" in one
    settled = client.post(reverse("liaison:settle_asking", args=[page]), follow=True).content.decode()
    assert "not to introduce them again" in settled
    client.force_login(declined.candidate.user)
    assert "second post" not in client.get(reverse("candidate:home")).content.decode()


def test_strangers_and_other_ends_find_no_such_page(client, declined):
    ask = reverse("employer:ask_again", args=[declined.ref])
    client.force_login(cast.user("Jonas Vik", "jonas.vik@example.org"))
    assert client.get(ask).status_code == client.post(ask).status_code == 404
    assert client.post(reverse("liaison:settle_asking", args=[declined.ref])).status_code == 404
    client.force_login(declined.participation.recruiter.user)
    Introduction.objects.filter(pk=declined.pk).update(state="withdrawn")
    assert client.post(ask, {"words": ""}).status_code == 302
    assert not Introduction.objects.filter(asked_again__isnull=False).exists()


def test_in_norwegian(client, declined):
    sara = declined.participation.recruiter.user
    sara.language = "nb"
    sara.save()
    client.force_login(sara)
    page = client.get(reverse("employer:ask_again", args=[declined.ref]), headers={"accept-language": "nb"})
    assert "på nytt?" in page.content.decode()
