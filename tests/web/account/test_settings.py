"""Language, time zone and the mail of the week, for everybody who signs in."""

import pytest
from django.urls import reverse

from tests import cast

pytestmark = pytest.mark.django_db
PAGE = "/accounts/settings/"


def test_those_who_work_here_can_switch_the_weekly_mail_off(client):
    sara = cast.joined(cast.campaign()).recruiter.user
    client.force_login(sara)
    assert reverse("account_settings") == PAGE
    assert "mail each week" in client.get(PAGE).content.decode()
    client.post(PAGE, {"language": "nb", "time_zone": "Europe/Lisbon"})
    sara.refresh_from_db()
    assert (sara.language, sara.time_zone, sara.weekly_digest) == ("nb", "Europe/Lisbon", False)
    client.post(PAGE, {"language": "en", "time_zone": "Europe/Oslo", "weekly_digest": "on"})
    sara.refresh_from_db()
    assert sara.weekly_digest


def test_others_are_not_asked_about_it(client):
    lead = cast.kari()
    client.force_login(lead)
    assert "mail each week" not in client.get(PAGE).content.decode()
    client.post(PAGE, {"language": "en", "time_zone": "Europe/Oslo"})
    lead.refresh_from_db()
    assert lead.weekly_digest


def test_a_stranger_signs_in_first(client):
    assert client.get(PAGE)["Location"].startswith(reverse("account_login"))
