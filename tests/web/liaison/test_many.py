"""A liaison decides about several people of a list, and undoes it; the project lead's switch shows where they work."""

from copy import deepcopy

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.screening import actions as screening
from kretslop.screening import stopping
from kretslop.screening.models import Decision, Preselection, Question
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(told_once):
    liaison, campaign = cast.ingrid(), cast.campaign()
    wanted = cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    for name in ("Diogo Salgado", "Amara Kalu"):
        cast.diogo(campaign, name)
    cast.diogo(campaign, "Priya Raman", languages={}, languages_known=False)
    screening.run_screening(campaign=campaign, by=liaison, now=timezone.now())
    return liaison, campaign, wanted.participation.recruiter.user


@pytest.fixture
def desk(client, told, db):
    liaison, campaign, recruiter = deepcopy(told)
    client.force_login(liaison)
    return liaison, campaign, recruiter


def refs(group):
    return list(Preselection.objects.filter(group=group).values_list("ref", flat=True))


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_choose_name_decide_and_undo(client, desk):
    listed = text(client.get("/liaison/candidates/?list=meets_all"))
    chosen = refs("meets_all")
    assert all(f'name="chosen" value="{ref}"' in listed for ref in chosen)
    url = reverse("liaison:decide_many") + "?list=meets_all"
    asked = text(client.get(url, {"list": "meets_all", "chosen": chosen, "verdict": "not_now"}))
    assert "Put 2 people aside" in asked
    assert "Amara Kalu" in asked
    assert not Decision.objects.exists()
    assert "Put 2 people aside" in text(client.post(url, {"chosen": chosen, "verdict": "not_now"}))  # no reason yet
    assert not Decision.objects.exists()
    after = text(client.post(url, {"chosen": chosen, "verdict": "not_now", "reason": "too_early"}, follow=True))
    assert "Not now: 2 people" in after
    assert Decision.objects.filter(current=True).count() == 2
    batch = Decision.objects.first().batch
    undone = text(client.post(reverse("liaison:undo", args=[batch]) + "?list=meets_all", follow=True))
    assert "Undone for 2 people." in undone
    assert not Decision.objects.filter(current=True).exists()
    again = text(client.post(reverse("liaison:undo", args=[batch]), follow=True))
    assert "too late" in again


def test_several_are_asked_what_nobody_knows(client, desk):
    url, chosen = reverse("liaison:decide_many"), refs("find_out")
    assert "Ask 1 person" in text(client.get(url, {"chosen": chosen, "verdict": "ask"}))
    assert not Question.objects.exists()
    assert "1 person is asked." in text(client.post(url, {"chosen": chosen, "verdict": "ask"}, follow=True))
    assert "0 people are asked." in text(client.post(url, {"chosen": chosen, "verdict": "ask"}, follow=True))
    assert Question.objects.get().criterion == "language:en"


def test_nobody_is_approved_in_bulk(client, desk):
    sent = {"chosen": refs("meets_all"), "verdict": "approved", "reason": "too_early"}
    assert "Choose some people first" in text(client.post(reverse("liaison:decide_many"), sent, follow=True))
    assert "Choose some people first" in text(client.get(reverse("liaison:decide_many"), follow=True))
    assert not Decision.objects.exists()


def test_what_was_just_decided_can_be_undone_on_every_page(client, desk):
    _liaison, campaign, _recruiter = desk
    person = Preselection.objects.filter(group="meets_all").first().candidate
    client.post(reverse("liaison:approve", args=[person.ref, campaign.ref]))
    for page in ("/liaison/", "/liaison/candidates/", f"/liaison/candidates/{person.ref}/"):
        assert f"Approved: {person.name}" in text(client.get(page))
    client.force_login(person.user)
    assert "you are approved" not in text(client.get(reverse("candidate:home")))  # it waits, as the mail does
    other = cast.user("Tor Lund", "tor@example.org", "liaison")
    client.force_login(other)
    assert "Approved:" not in text(client.get("/liaison/"))
    batch = Decision.objects.get().batch
    client.post(reverse("liaison:undo", args=[batch]))
    assert Decision.objects.get().current


def test_the_switch_is_the_project_leads_and_shows_on_the_desk(client, desk):
    liaison, campaign, recruiter = desk
    url = reverse("secretariat:automation", args=[campaign.ref])
    for stranger in (liaison, recruiter):
        client.force_login(stranger)
        assert client.get(url).status_code == 404
        assert client.post(url, {"why": "x"}).status_code == 404
    client.force_login(cast.kari())
    assert "Automatic sorting is on" in text(client.get(url))
    text(client.post(url, {"why": ""}))
    assert "Automatic sorting is stopped" in text(client.post(url, {"why": "We check a criterion."}, follow=True))
    client.force_login(liaison)
    assert "We check a criterion." in text(client.get("/liaison/"))
    refused = client.post(reverse("liaison:run_screening", args=[campaign.ref]), follow=True)
    assert "has stopped automatic sorting" in text(refused)
    client.force_login(cast.kari())
    assert "Earlier stops" in text(client.post(url, {"lift": "1"}, follow=True))
    client.force_login(liaison)
    assert "We check a criterion." not in text(client.get("/liaison/"))


def test_strangers(client, desk):
    _liaison, _campaign, recruiter = desk
    candidate = Preselection.objects.first().candidate.user
    for stranger in (recruiter, candidate, cast.kari()):
        client.force_login(stranger)
        for method, url in (
            ("get", reverse("liaison:decide_many")),
            ("post", reverse("liaison:decide_many")),
            ("post", reverse("liaison:undo", args=["x" * 12])),
        ):
            assert getattr(client, method)(url).status_code == 404


def test_in_norwegian(client, desk):
    client.cookies["django_language"] = "nb"
    assert "De du har valgt" in text(client.get("/liaison/candidates/?list=meets_all"))
    stopping.stop_automation(campaign=desk[1], by=cast.kari(), why="x", now=timezone.now())
    assert "Automatisk sortering er stoppet" in text(client.get("/liaison/"))
