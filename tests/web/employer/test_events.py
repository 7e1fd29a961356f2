"""Events as an employer's people see them: numbers, never names; the link for those with a place."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.events import actions
from tests import cast
from tests.events.test_rules import told

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/fjord"


@pytest.fixture(scope="module")
def told_world(told_once):
    lead = cast.kari()
    campaign = cast.campaign(lead)
    havtech = cast.joined(campaign)
    fjordbank = cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    return lead, campaign, havtech, fjordbank, cast.diogo(campaign, name="Qvortrup Zanzibarsen")


@pytest.fixture
def world(told_world, db, client):
    found = deepcopy(told_world)
    client.force_login(found[2].recruiter.user)
    return found


def plan(world, *, ahead=7, **fields):
    lead, campaign, *_others = world
    starts = timezone.now() + timedelta(days=ahead)
    values = {"starts_at": starts, "ends_at": starts + timedelta(hours=1), "link": LINK, **fields}
    return actions.make_event(campaign=campaign, told=told(**values), by=lead, now=starts - timedelta(days=1))


def page(name, event):
    return reverse(f"employer:{name}", args=[event.ref])


def test_a_recruiter_comes_and_stays_away(client, world):
    event = plan(world, title="How we read", capacity=1)
    assert "How we read" in client.get(reverse("employer:together")).content.decode()
    before = client.get(page("event", event)).content.decode()
    assert LINK not in before
    assert LINK not in client.get(page("event_file", event)).content.decode()
    assert "I will be there" in before
    after = client.post(page("come", event), follow=True).content.decode()
    assert LINK in after
    assert LINK in client.get(page("event_file", event)).content.decode()
    client.force_login(world[3].recruiter.user)
    assert "Every place is taken" in client.get(page("event", event)).content.decode()
    refused = client.post(page("come", event), follow=True).content.decode()
    assert "Every place is taken. Stand in line" in refused
    client.post(page("stay_away", event))
    client.force_login(world[2].recruiter.user)
    assert "I will be there" in client.post(page("stay_away", event), follow=True).content.decode()


def test_whoever_waits_gets_the_place_that_is_given_back(client, world):
    event = plan(world, capacity=1)
    client.post(page("come", event))
    client.force_login(world[3].recruiter.user)
    waits = client.post(page("wait_for_place", event), follow=True).content.decode()
    for words in ("You wait for a place.", "You are the first in line.", "I wait no longer"):
        assert words in waits
    assert LINK not in waits + client.get(page("event_file", event)).content.decode()
    assert "You wait for a place" in client.get(reverse("employer:together")).content.decode()
    client.force_login(world[3].stand_in.user)
    client.post(page("wait_for_place", event))
    assert "One person stands before you in line." in client.get(page("event", event)).content.decode()
    assert "You wait no longer." in client.post(page("stay_away", event), follow=True).content.decode()
    client.force_login(world[2].recruiter.user)
    client.post(page("stay_away", event))
    client.force_login(world[3].recruiter.user)
    has_one = client.get(page("event", event)).content.decode()
    assert LINK in has_one
    assert "A mail has brought it into your calendar" in has_one


def test_nobody_of_an_employer_learns_who_else_comes(client, world):
    _lead, _campaign, _havtech, fjordbank, person = world
    event = plan(world, invited="both", ahead=1)
    when = event.starts_at - timedelta(hours=2)
    actions.take_place(event=event, by=person.user, candidate=person, now=when)
    actions.take_place(event=event, by=fjordbank.recruiter.user, member=fjordbank.recruiter, now=when)
    for name in ("event", "event_file"):
        said = client.get(page(name, event)).content.decode()
        assert not any(word in said for word in ("Qvortrup", "Zanzibarsen", "Jonas", "Fjordbank"))
    assert "Qvortrup" not in client.get(reverse("employer:together")).content.decode()


def test_notes_are_for_those_who_had_a_place(client, world):
    lead, _campaign, havtech, *_others = world
    event = plan(world, ahead=-1)
    actions.save_notes(event=event, notes="Two days are enough.", by=lead, now=timezone.now())
    assert "Two days are enough." not in client.get(page("event", event)).content.decode()
    actions.take_place(
        event=event, by=havtech.recruiter.user, member=havtech.recruiter, now=event.starts_at - timedelta(hours=1)
    )
    assert "Two days are enough." in client.get(page("event", event)).content.decode()


def test_what_one_is_not_invited_to_is_nowhere(client, world):
    lead, *_others = world
    for_candidates = plan(world, invited="candidates")
    other = cast.campaign(lead, name="Nurses 2026")
    elsewhere = plan((lead, other))
    for event in (for_candidates, elsewhere):
        for name in ("event", "event_file", "come", "stay_away"):
            ask = client.get if name in ("event", "event_file") else client.post
            assert ask(page(name, event)).status_code == 404
    assert for_candidates.title not in client.get(reverse("employer:together")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_same_queries_for_many_events(client, world, django_assert_num_queries, rows):
    for number in range(rows):
        plan(world, ahead=7 - 14 * (number % 2))
    with django_assert_num_queries(12):
        client.get(reverse("employer:together"))


def test_it_speaks_norwegian(client, world):
    event = plan(world)
    for address in (reverse("employer:together"), page("event", event)):
        assert '<html lang="nb"' in client.get(address, headers={"accept-language": "nb"}).content.decode()
