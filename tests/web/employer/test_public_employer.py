"""A public employer from the candidate's yes to the invoice for a hire, through the pages alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.billing import actions as billing
from kretslop.billing import rules
from kretslop.billing.models import Invoice
from kretslop.introductions import actions as introductions
from kretslop.introductions.models import Introduction
from kretslop.messaging.models import OutboxMail
from tests import cast
from tests.billing.test_rules import TERMS
from tests.billing.test_ubl import BUYER, SELLER
from tests.web.forms import typed

pytestmark = pytest.mark.django_db


def test_from_the_warning_to_the_invoice(client):
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead, liaison=liaison)
    nordlys = cast.joined(campaign, "Nordlys Energi AS", "Silje Haugen", "Per Bakke", kind="public", size="250+")
    wanted = cast.wanted(nordlys)
    cast.frozen(campaign)
    person = cast.approved(campaign, liaison)
    found = introductions.introduce(
        candidate=person, wanted_profile=wanted, by=liaison, words="Ask about the grid.", now=timezone.now()
    )
    assert "Being introduced is no application" in OutboxMail.objects.get(kind="consent_asked").text
    client.force_login(person.user)
    assert "Being introduced is not an application" in client.get(reverse("candidate:home")).content.decode()
    consent = reverse("candidate:consent", args=[found.ref])
    assert client.post(consent, {"agrees_to_public": "on"}).status_code == 302

    client.force_login(nordlys.recruiter.user)
    talk = reverse("employer:conversation", args=[found.ref])
    assert "Diogo" not in client.get(reverse("employer:introduction", args=[found.ref])).content.decode()
    assert client.get(talk).status_code == 404
    client.post(reverse("employer:accept", args=[found.ref]))
    client.post(talk, {"words": "Welcome to Nordlys."})
    hire = reverse("employer:hire", args=[found.ref])
    client.post(hire, typed(client.get(hire).content.decode()))
    client.force_login(person.user)
    assert "Welcome to Nordlys." in client.get(reverse("candidate:conversation", args=[found.ref])).content.decode()

    now = timezone.now()
    billing.save_issuer(seller=rules.Seller(**SELLER), by=lead, now=now)
    billing.save_fees(campaign=campaign, terms=TERMS, alliance_ore=0, by=lead, now=now)
    order = billing.offer(participation=nordlys, by=lead, now=now)
    client.force_login(nordlys.recruiter.user)
    url = reverse("employer:contribution")
    data = typed(client.get(url).content.decode()) | {
        "street": "Havna 2", "postcode": "9008", "city": "Tromsø", "org_number": BUYER["org_number"], "sure": "1",
    }  # fmt: skip
    assert client.post(url, data).status_code == 302
    # Ten minutes later: a hire that may still be taken back is not invoiced.
    Introduction.objects.filter(pk=found.pk).update(ended_at=now - timedelta(minutes=11))
    client.force_login(lead)
    answer = client.post(reverse("secretariat:issue", args=[campaign.ref, order.ref]), follow=True).content.decode()
    assert "A hire in the campaign" in answer or "En ansettelse i kampanjen" in answer
    assert "Diogo" not in answer
    assert Invoice.objects.get().net_ore == 3_000_000 + TERMS.per_hire
