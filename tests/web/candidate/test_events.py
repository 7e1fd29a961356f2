"""Events as a candidate sees them: on their own clock, freely, and without anybody's name."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.events import actions
from tests import cast
from tests.events.test_rules import told

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/fjord"


@pytest.fixture
def campaign():
    return cast.campaign()


def plan(campaign, **fields):
    starts = timezone.now() + timedelta(days=7)
    values = {"starts_at": starts, "ends_at": starts + timedelta(hours=1), "invited": "both", "link": LINK, **fields}
    return actions.make_event(campaign=campaign, told=told(**values), by=cast.kari(), now=timezone.now())


def page(name, event):
    return reverse(f"candidate:{name}", args=[event.ref])


def test_a_candidate_comes_and_stays_away(client, campaign):
    person, event = cast.diogo(campaign), plan(campaign, title="Coffee and questions")
    person.user.time_zone = "Europe/Lisbon"
    person.user.save(update_fields=["time_zone"])
    client.force_login(person.user)
    assert "Coffee and questions" in client.get(reverse("candidate:home")).content.decode()
    assert "Coffee and questions" in client.get(reverse("candidate:events")).content.decode()
    before = client.get(page("event", event)).content.decode()
    assert "(time in Lisbon)" in before
    assert "Employers are invited too" in before
    assert LINK not in before + client.get(page("event_file", event)).content.decode()
    assert LINK in client.post(page("come", event), follow=True).content.decode()
    assert "I will be there" in client.post(page("stay_away", event), follow=True).content.decode()


def test_whoever_is_not_invited_finds_nothing(client, campaign):
    event = plan(campaign)
    stranger = cast.diogo(cast.campaign(cast.kari(), name="Nurses 2026"), name="Amara Kalu")
    for_employers = plan(cast.campaign(cast.kari(), name="Data 2026"), invited="employers")
    client.force_login(stranger.user)
    for each in (event, for_employers):
        for name in ("event", "event_file", "come", "stay_away"):
            ask = client.get if name in ("event", "event_file") else client.post
            assert ask(page(name, each)).status_code == 404
    assert "No event is planned for you now" in client.get(reverse("candidate:events")).content.decode()


def test_it_speaks_norwegian(client, campaign):
    client.force_login(cast.diogo(campaign).user)
    for address in (reverse("candidate:events"), page("event", plan(campaign))):
        assert '<html lang="nb"' in client.get(address, headers={"accept-language": "nb"}).content.decode()
