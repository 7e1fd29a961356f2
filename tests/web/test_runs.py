"""Recorded runs on pages: who may see them, what they say, and what computing one again finds."""

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kretslop.privacy import actions as privacy
from kretslop.screening import actions as screening
from kretslop.screening import replaying, tasks
from kretslop.screening.actions import recomputing
from kretslop.screening.models import RunEntry, RunReplay
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
PORTALS = ("secretariat", "liaison")


@pytest.fixture(scope="module")
def told(told_once):
    lead, liaison, campaign = cast.kari(), cast.ingrid(), cast.campaign()
    cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    people = [cast.diogo(campaign, name) for name in ("Diogo Salgado", "Amara Kalu", "Priya Raman", "Tomasz Fijał")]
    people.append(cast.diogo(campaign, "Linh Hoàng", years=1))
    run = screening.run_screening(campaign=campaign, by=liaison, now=NOW)
    screening.screen_candidate(candidate=people[0], campaign=campaign, now=NOW)
    return {"secretariat": lead, "liaison": liaison}, campaign, people, run


@pytest.fixture
def record(told, db):
    return deepcopy(told)


def shown(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("portal", PORTALS)
@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_list_and_one_run(client, record, portal, language):
    users, campaign, _people, run = record
    client.force_login(users[portal])
    client.cookies["django_language"] = language
    url = reverse(f"{portal}:run", args=[campaign.ref, run.ref])
    listed = shown(client.get(reverse(f"{portal}:runs", args=[campaign.ref])))
    assert url in listed
    some = shown(client.get(reverse(f"{portal}:runs", args=[campaign.ref]), {"people": "some"}))
    assert url in some
    page = shown(client.get(url))
    if language == "en":
        assert "The criteria were applied to 5 people" in listed
        assert "to 1 person" in listed
        assert "to 1 person" not in some
        assert "Ingrid Moen" in page
        assert "version 1" in page
        assert "Who remains after each must-have" in page
    else:
        assert "Kriteriene ble brukt på 5 personer" in listed
        assert "Hvem som er igjen etter hvert krav" in page
    assert "Diogo Salgado" in page
    assert ("/liaison/candidates/" in page) == (portal == "liaison")
    assert run.digest[:16] in page


@pytest.mark.parametrize("portal", PORTALS)
def test_strangers_and_other_campaigns(client, record, portal):
    users, campaign, people, run = record
    for stranger in (people[0].user, cast.user("Jonas Vik", "jonas@example.com")):
        client.force_login(stranger)
        for name, args in (("runs", [campaign.ref]), ("run", [campaign.ref, run.ref])):
            assert client.get(reverse(f"{portal}:{name}", args=args)).status_code == 404
    client.force_login(users[portal])
    assert client.get(reverse(f"{portal}:run", args=[campaign.ref, "nosuchrun000"])).status_code == 404
    assert client.get(reverse(f"{portal}:runs", args=["nosuchcampai"])).status_code == 404


def test_computing_it_again_says_what_it_finds(client, record):
    users, campaign, people, run = record
    client.force_login(users["liaison"])
    url = reverse("liaison:run", args=[campaign.ref, run.ref])
    assert "Computed again: the same" not in shown(client.get(url))
    assert client.post(url).url == url
    page = shown(client.get(url))
    assert "Computed again: the same" in page
    assert "Ingrid Moen had it computed again on" in page
    privacy.erase(candidate=people[4], by=people[4].user, why="asked", now=NOW)
    page = shown(client.post(url, follow=True))
    assert "Computed again: the same" in page
    assert "1 person had been erased by then" in page
    assert "erased since<" in page
    mark = RunEntry.objects.filter(run=run, position=1).get().mark
    RunEntry.objects.filter(run=run, mark=mark).update(score=99)
    page = shown(client.post(url, follow=True))
    assert "Something is not as it was recorded" in page
    assert mark in page


@pytest.mark.parametrize("portal", PORTALS)
@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_run_of_many_is_computed_again_by_the_worker(client, record, portal, language, monkeypatch):
    monkeypatch.setattr(recomputing, "AT_ONCE", 1)
    monkeypatch.setattr(replaying, "LOT", 2)
    users, campaign, _people, run = record
    client.force_login(users[portal])
    client.cookies["django_language"] = language
    url = reverse(f"{portal}:run", args=[campaign.ref, run.ref])
    page = shown(client.post(url, follow=True))
    assert ("0 of 5" if language == "en" else "0 av 5") in page
    assert 'hx-select="#again"' in page
    assert 'method="post" action="' + url not in page, "nothing to start while it is under way"
    screening.replay_lot(replay=RunReplay.objects.get(), now=NOW)
    assert ("2 of 5" if language == "en" else "2 av 5") in shown(client.get(url))
    tasks.replay_run.func(RunReplay.objects.get().pk)
    page = shown(client.get(url))
    assert ("Computed again: the same" if language == "en" else "Regnet ut på nytt: det samme") in page
    assert 'hx-select="#again"' not in page
    RunReplay.objects.update(ended_at=None, broken_off_at=NOW, people=2)
    page = shown(client.get(url))
    assert ("after 2 of 5 people" if language == "en" else "etter 2 av 5 personer") in page


def test_of_very_many_differences_some_are_named(client, record):
    users, campaign, _people, run = record
    client.force_login(users["liaison"])
    found = [*(["entry", f"mark{number:08}"] for number in range(25)), ["digest", ""]]
    RunReplay.objects.create(run=run, by=None, at=NOW, engine="x", people=5, differences=found, ended_at=NOW)
    page = shown(client.get(reverse("liaison:run", args=[campaign.ref, run.ref])))
    assert "mark00000002" in page
    assert "mark00000003" not in page
    assert "and 22 more like this" in page
    assert "The digest over the whole run does not hold" in page
    assert "It was computed again on" in page


def test_queries_do_not_grow_with_people_or_runs(client, record):
    users, campaign, people, run = record
    client.force_login(users["liaison"])
    urls = [reverse("liaison:runs", args=[campaign.ref]), reverse("liaison:run", args=[campaign.ref, run.ref])]
    few = [counted(client, url) for url in urls]
    for person in people:
        screening.screen_candidate(candidate=person, campaign=campaign, now=NOW)
    again = screening.run_screening(campaign=campaign, by=users["liaison"], now=NOW)
    urls[1] = reverse("liaison:run", args=[campaign.ref, again.ref])
    assert [counted(client, url) for url in urls] == few


def counted(client, url):
    with CaptureQueriesContext(connection) as queries:
        shown(client.get(url))
    return len(queries)
