"""The project lead sets how long what is kept, sees whom the clock comes near, and decides what waits."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.messaging.models import OutboxMail
from kretslop.privacy import actions, queries
from kretslop.privacy.models import Announcement
from kretslop.talent.models import Candidate
from tests import cast

pytestmark = pytest.mark.django_db
SAID = {"months": "9", "first": "40", "second": "20", "third": "5", "proof_months": "24"}


@pytest.fixture
def lead():
    return cast.kari()


@pytest.fixture
def page(client, lead):
    client.force_login(lead)
    return client


def away(campaign, name, days):
    """Somebody who has not signed in for so many days."""
    person = cast.diogo(campaign, name=name)
    Candidate.objects.filter(pk=person.pk).update(last_seen_at=timezone.now() - timedelta(days=days))
    return Candidate.objects.get(pk=person.pk)


def test_the_settings(page):
    address = reverse("secretariat:retention")
    html = page.get(address).content.decode()
    assert "Nobody has been away for long" in html
    assert page.post(address, SAID).status_code == 302
    assert (queries.clock().months, queries.clock().remind_days) == (9, (40, 20, 5))
    assert "Changed by Kari Berg" in " ".join(page.get(address).content.decode().split())
    html = page.post(address, SAID | {"months": "24"}).content.decode()
    assert "less than or equal to 12" in html
    html = page.post(address, SAID | {"second": "38"}).content.decode()
    assert "at least 5 days between two reminders" in html
    assert queries.clock().remind_days == (40, 20, 5)


def test_the_list_and_its_queries(page, lead, django_assert_max_num_queries, django_assert_num_queries):
    campaign = cast.campaign(lead)
    away(campaign, "Diogo Salgado", 400)
    away(campaign, "Priya Raman", 20)
    address = reverse("secretariat:retention")
    page.get(address)
    with django_assert_max_num_queries(20) as first:
        html = page.get(address, headers={"accept-language": "nb"}).content.decode()
    assert "Diogo Salgado" in html
    assert "Påminnelse sendes nå" in html
    assert "Priya Raman" not in html
    for name in ("Amara Kalu", "Linh Hoang"):
        away(campaign, name, 500)
    with django_assert_num_queries(len(first)):
        assert "Amara Kalu" in page.get(address).content.decode()


def test_what_waits_is_a_persons_to_decide(page, lead):
    person = away(cast.campaign(lead), "Diogo Salgado", 400)
    address = reverse("secretariat:decide_erasure", args=[person.ref])
    assert page.get(address).status_code == 404
    for number in (1, 2, 3):
        mail = OutboxMail.objects.create(
            key=f"r{number}", kind="retention_reminder", language="en", to_address=person.email, subject="x", text="x",
            html="x", state="failed", created_at=cast.NOW, send_at=cast.NOW,
        )  # fmt: skip
        Announcement.objects.create(
            candidate=person, number=number, seen_at=person.last_seen_at, promised_on=timezone.localdate(), mail=mail,
            at=cast.NOW,
        )  # fmt: skip
    actions.run_retention(now=timezone.now())
    html = " ".join(page.get(reverse("secretariat:retention")).content.decode().split())
    assert "One erasure waits for a person" in html
    assert address in html
    assert "Shall the profile of Diogo Salgado be erased?" in page.get(address).content.decode()
    page.post(address)
    assert Candidate.objects.get(pk=person.pk).erased_at is not None
    assert page.post(address).status_code == 404
