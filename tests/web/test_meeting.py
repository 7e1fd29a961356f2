"""Agreeing on an interview, from both sides: pages, clocks, files, and what strangers find."""

from copy import deepcopy
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from kretslop.accounts.models import User
from kretslop.introductions import actions
from kretslop.introductions.models import Interview, Introduction
from tests import cast

pytestmark = pytest.mark.django_db
OSLO, LISBON = ZoneInfo("Europe/Oslo"), ZoneInfo("Europe/Lisbon")
WHERE = {"zone": "Europe/Oslo", "minutes": "60", "place": "Strandgata 1", "link": ""}


@pytest.fixture(scope="module")
def told(told_once):
    """Diogo, an hour west of Oslo, accepted by Havtech."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    wanted = cast.wanted(cast.joined(campaign))
    candidate = cast.approved(campaign, liaison)
    User.objects.filter(pk=candidate.user_id).update(time_zone="Europe/Lisbon")
    candidate.user.refresh_from_db()
    sara = wanted.participation.recruiter.user
    found = actions.accept(introduction=cast.introduced(candidate, wanted, liaison), by=sara, now=timezone.now())
    return found, sara, candidate.user


@pytest.fixture
def scene(told, db):
    return deepcopy(told)


def wall(days: int, hour: int = 14):
    """Return a moment some days ahead, and as a clock in Oslo shows it to a form."""
    at = (timezone.now().astimezone(OSLO) + timedelta(days=days)).replace(hour=hour, minute=10, second=0, microsecond=0)
    return at, at.strftime("%Y-%m-%dT%H:%M")


def page(client, name, found, *, status=200):
    answer = client.get(reverse(name, args=[found.ref]))
    assert answer.status_code == status
    return answer.content.decode()


def offered(found, sara, *days):
    return actions.offer_times(
        introduction=found, by=sara, slots=[wall(day)[0] for day in days], minutes=60, zone=OSLO,
        place="Strandgata 1", link="", now=timezone.now(),
    )  # fmt: skip


def agreed(found, sara, diogo):
    interview = offered(found, sara, 3)
    return actions.pick_time(interview=interview, slot=interview.slots[0], by=diogo, now=timezone.now())


def test_offered_by_the_one_and_picked_by_the_other(client, scene):
    found, sara, diogo = scene
    client.force_login(sara)
    assert "Offer times" in page(client, "employer:introduction", found)
    (at, typed), (_later, other) = wall(3), wall(4)
    answer = client.post(reverse("employer:interview", args=[found.ref]), {**WHERE, "time_1": typed, "time_2": other})
    assert answer.status_code == 302
    assert "picks one of these times" in page(client, "employer:introduction", found)
    client.force_login(diogo)
    home = client.get(reverse("candidate:home")).content.decode()
    here = at.astimezone(LISBON).strftime("%H:%M")
    assert f"at {here} for you, 14:10 in Oslo" in home
    address = reverse("candidate:interview", args=[found.ref])
    form = client.get(address).content.decode()
    assert Interview.objects.get().state == "offered"  # looking changes nothing
    value = form.split('name="slot" value="')[1].split('"')[0]
    said = client.post(address, {"slot": value, "words": ""}, follow=True).content.decode()
    assert "You meet Havtech AS" in said
    assert Introduction.objects.get(pk=found.pk).state == "interview"
    client.force_login(sara)
    assert at.strftime("%A") in page(client, "employer:introduction", found)


def test_none_fits(client, scene):
    found, sara, diogo = scene
    offered(found, sara, 3, 4)
    client.force_login(diogo)
    address = reverse("candidate:interview", args=[found.ref])
    client.post(address, {"slot": "none", "words": "Mondays after four"})
    assert "looks for other times" in client.get(reverse("candidate:home")).content.decode()
    client.force_login(sara)
    text = page(client, "employer:introduction", found)
    assert "Mondays after four" in text
    assert "Mondays after four" in page(client, "employer:interview", found)


def test_moved_called_off_and_into_a_calendar(client, scene):
    found, sara, diogo = scene
    interview = agreed(found, sara, diogo)
    client.force_login(diogo)
    file = client.get(reverse("candidate:interview_file", args=[found.ref]))
    assert file["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert event["DTSTART"].dt == interview.starts_at
    client.force_login(sara)
    assert client.get(reverse("employer:interview_file", args=[found.ref])).status_code == 200
    at, typed = wall(5)
    client.post(reverse("employer:move_interview", args=[found.ref]), {**WHERE, "starts": typed})
    interview.refresh_from_db()
    assert interview.starts_at == at
    client.post(reverse("employer:call_off_interview", args=[found.ref]))
    interview.refresh_from_db()
    assert interview.state == "called_off"
    assert client.get(reverse("employer:interview_file", args=[found.ref])).status_code == 404
    assert "Offer times" in page(client, "employer:introduction", found)
    client.force_login(diogo)
    page(client, "candidate:interview", found, status=404)


def test_the_candidate_cannot_come_after_all(client, scene):
    found, sara, diogo = scene
    agreed(found, sara, diogo)
    client.force_login(diogo)
    assert "I cannot come after all" in page(client, "candidate:interview", found)
    client.post(reverse("candidate:interview", args=[found.ref]), {"slot": "none", "words": ""})
    assert Interview.objects.get().state == "none_fits"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"time_1": ""}, "This field is required"),
        ({"time_1": "tomorrow"}, "Please choose a day and a time"),
        ({"time_1": "2027-03-28T02:30"}, "this time does not exist"),
        ({"time_1": "2027-10-31T02:30"}, "this time comes twice"),
        ({"time_1": "2020-01-01T10:00"}, "at least two hours away"),
        ({"place": ""}, "Please fill this in"),
        ({"link": "javascript:alert(1)"}, "beginning with https"),
    ],
)
def test_what_is_wrong_stands_at_its_field(client, scene, said, words):
    found, sara, _diogo = scene
    client.force_login(sara)
    values = {**WHERE, "time_1": wall(3)[1], **said}
    answer = client.post(reverse("employer:interview", args=[found.ref]), values)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Interview.objects.exists()


def test_strangers_find_nothing(client, scene):
    found, sara, diogo = scene
    agreed(found, sara, diogo)
    jonas = cast.joined(found.campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl").recruiter.user
    client.force_login(jonas)
    for name in ("interview", "move_interview", "interview_file"):
        page(client, f"employer:{name}", found, status=404)
    assert client.post(reverse("employer:call_off_interview", args=[found.ref])).status_code == 404
    amara = cast.approved(found.campaign, found.introduced_by, name="Amara Kalu")
    client.force_login(amara.user)
    page(client, "candidate:interview", found, status=404)
    page(client, "candidate:interview_file", found, status=404)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_page_in_both_languages(client, scene, language):
    found, sara, diogo = scene
    User.objects.update(language=language)
    client.cookies["django_language"] = language
    offered(found, sara, 3)
    for who, name in ((sara, "employer:introduction"), (sara, "employer:interview"), (diogo, "candidate:interview")):
        client.force_login(who)
        text = page(client, name, found)
        assert ("tidspunkt" in text) == (language == "nb")
