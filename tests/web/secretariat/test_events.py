"""The secretariat's events: planned in local time, moved, cancelled, ticked, and noted."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.events import actions
from kretslop.events.models import CampaignEvent, Place
from kretslop.messaging.models import OutboxMail
from tests import cast
from tests.events.test_rules import told

pytestmark = pytest.mark.django_db
TYPED = {
    "kind": "working_session", "title": "How we read a profile", "invited": "employers", "day": "2031-07-01",
    "begins": "10:00", "ends": "11:30", "time_zone": "Europe/Oslo", "place": "Room Fjord", "link": "", "capacity": "2",
    "words": "Bring one ad.",
}  # fmt: skip


@pytest.fixture(scope="module")
def told_world(told_once):
    lead = cast.kari()
    campaign = cast.campaign(lead)
    return lead, campaign, cast.joined(campaign), cast.diogo(campaign)


@pytest.fixture
def world(told_world, db, client):
    lead, campaign, havtech, person = deepcopy(told_world)
    client.force_login(lead)
    return lead, campaign, havtech, person


def page(name, campaign, *more):
    return reverse(f"secretariat:{name}", args=[campaign.ref, *(each.ref for each in more)])


def plan(world, *, ahead=7, **fields):
    """An event so many days from now; one of the past is planned before it."""
    lead, campaign, *_others = world
    starts = timezone.now() + timedelta(days=ahead)
    return actions.make_event(
        campaign=campaign, told=told(starts_at=starts, ends_at=starts + timedelta(hours=1), **fields), by=lead,
        now=starts - timedelta(days=1),
    )  # fmt: skip


def take(event, member):
    return actions.take_place(event=event, by=member.user, member=member, now=event.starts_at - timedelta(hours=1))


def test_a_lead_plans_an_event_on_the_events_own_clock(client, world):
    _lead, campaign, *_others = world
    assert "Nothing is planned yet" in client.get(page("events", campaign)).content.decode()
    assert client.post(page("new_event", campaign), TYPED).status_code == 302
    event = CampaignEvent.objects.get()
    assert event.starts_at == datetime(2031, 7, 1, 8, 0, tzinfo=UTC)
    shown = client.get(page("event", campaign, event)).content.decode()
    assert "Tuesday 1 July 2031, 10:00 to 11:30 (time in Oslo)" in shown
    assert "0 of 2 are taken" in shown
    client.post(page("change_event", campaign, event), {**TYPED, "time_zone": "America/New_York"})
    event.refresh_from_db()
    assert event.starts_at == datetime(2031, 7, 1, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"place": ""}, "Say where it is"),
        ({"ends": "09:00"}, "It must end after it begins"),
        ({"day": "2001-07-01"}, "Please choose a time that lies ahead"),
        ({"day": "2031-03-30", "begins": "02:30"}, "The clock leaves this time out"),
        ({"link": "ftp://x"}, "A link begins with"),
    ],
)
def test_a_fault_stands_on_its_field(client, world, wrong, words):
    answer = client.post(page("new_event", world[1]), {**TYPED, **wrong})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_cancelling_needs_words_and_tells_those_who_wanted_to_come(client, world):
    _lead, campaign, havtech, _person = world
    event = plan(world)
    take(event, havtech.recruiter)
    sure = client.get(page("cancel_event", campaign, event)).content.decode()
    assert "One person has a place" in sure
    assert client.post(page("cancel_event", campaign, event), {"why": " "}).status_code == 422
    client.post(page("cancel_event", campaign, event), {"why": "The room is flooded."})
    assert OutboxMail.objects.filter(kind="event_cancelled", to_address=havtech.recruiter.user.email).count() == 1
    shown = client.get(page("event", campaign, event)).content.decode()
    assert "The room is flooded." in shown
    again = client.post(page("cancel_event", campaign, event), {"why": "Again"})
    assert again.status_code == 422
    assert "This event is cancelled" in again.content.decode()


def test_invitations_attendance_and_notes(client, world):
    _lead, campaign, havtech, person = world
    event = plan(world, ahead=7, invited="both")
    said = client.post(page("invite_to_event", campaign, event), follow=True).content.decode()
    assert "2 invitations are on their way" in said
    past = plan(world, ahead=-1, invited="both")
    place = take(past, havtech.recruiter)
    actions.take_place(event=past, by=person.user, candidate=person, now=past.starts_at - timedelta(hours=1))
    shown = client.get(page("event", campaign, past)).content.decode()
    assert "Sara Bakken" in shown
    assert "Diogo Salgado" in shown
    ticked = {"came": [place.ref], "also": havtech.stand_in.ref}
    assert "2 people came" in client.post(page("attendance", campaign, past), ticked, follow=True).content.decode()
    assert Place.objects.filter(came=True).count() == 2
    client.post(page("event_notes", campaign, past), {"notes": "Two days are enough."})
    past.refresh_from_db()
    assert past.notes == "Two days are enough."
    early = client.post(page("attendance", campaign, event), follow=True).content.decode()
    assert "once the event has begun" in early


def test_the_calendar_file_is_a_file(client, world):
    answer = client.get(page("event_file", world[1], plan(world, title="../../x\r\nSet-Cookie: a=b")))
    assert answer["Content-Disposition"] == 'attachment; filename="kretslop.ics"'
    assert b"METHOD:PUBLISH" in answer.content


def test_another_campaigns_event_is_nowhere_here(client, world):
    lead, _campaign, *_others = world
    other = cast.campaign(lead, name="Nurses 2026")
    assert client.get(page("event", other, plan(world))).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_same_queries_for_many_events(client, world, django_assert_num_queries, rows):
    for number in range(rows):
        plan(world, ahead=7 - 14 * (number % 2))
    with django_assert_num_queries(5):
        client.get(page("events", world[1]))


@pytest.mark.parametrize("rows", [1, 2])
def test_the_same_queries_for_many_guests(client, world, django_assert_num_queries, rows):
    event = plan(world)
    for member in (world[2].recruiter, world[2].stand_in)[:rows]:
        take(event, member)
    with django_assert_num_queries(5):
        client.get(page("event", world[1], event))


def test_it_speaks_norwegian(client, world):
    event = plan(world)
    for name, more in (("events", []), ("new_event", []), ("event", [event]), ("cancel_event", [event])):
        shown = client.get(page(name, world[1], *more), headers={"accept-language": "nb"}).content.decode()
        assert '<html lang="nb"' in shown
    assert (
        "(tid i Oslo)" in client.get(page("event", world[1], event), headers={"accept-language": "nb"}).content.decode()
    )
