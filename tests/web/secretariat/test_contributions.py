"""Contributions from both sides: what it costs, the order in two steps, PDF and EHF, money and credit notes."""

from copy import deepcopy

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.billing import actions, queries, rules
from kretslop.billing.models import Invoice, Order
from tests import cast
from tests.billing.test_rules import TERMS
from tests.billing.test_ubl import BUYER, SELLER, faults
from tests.web.forms import typed

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(told_once):
    lead = cast.kari()
    campaign = cast.campaign(lead)
    return lead, campaign, cast.joined(campaign, size="50-249", city="Horten")


@pytest.fixture
def world(told, db):
    return deepcopy(told)


def costly(world):
    lead, campaign, havtech = world
    now = timezone.now()
    actions.save_issuer(seller=rules.Seller(**SELLER), by=lead, now=now)
    actions.save_fees(campaign=campaign, terms=TERMS, alliance_ore=0, by=lead, now=now)
    return actions.offer(participation=havtech, by=lead, now=now)


def invoiced(world):
    lead, _campaign, havtech = world
    now = timezone.now()
    order = actions.order(order=costly(world), size="50-249", add_ons=["film"], buyer=rules.Buyer(**BUYER),
                          language="nb", by=havtech.recruiter.user, now=now)  # fmt: skip
    return actions.issue(order=order, by=lead, now=now)


def at(campaign, name, *args):
    return reverse(f"secretariat:{name}", args=[campaign.ref, *args])


def see(client, url, status=200):
    answer = client.get(url, follow=True)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_lead_decides_what_it_costs_and_sends_the_offer(client, world):
    lead, campaign, _havtech = world
    client.force_login(lead)
    assert "The campaign is free for employers" in see(client, at(campaign, "contributions"))
    data = typed(see(client, at(campaign, "fees")))
    data.update({"base": "by_size", "size_0": "5 000", "size_1": "10000,50", "size_2": "25.000,00", "size_3": "x"})
    wrong = client.post(at(campaign, "fees"), data)
    assert wrong.status_code == 422
    assert "Write an amount" in wrong.content.decode()
    data.update({"size_3": "50000", "add_on_1": "A film about you", "vat": "standard", "alliance_share": "40"})
    assert "needs a name and a price" in client.post(at(campaign, "fees"), data).content.decode()
    data["price_1"] = "15 000"
    assert client.post(at(campaign, "fees"), data).status_code == 302
    terms = queries.terms_of(campaign)
    assert terms.by_size == {"1-9": 500_000, "10-49": 1_000_050, "50-249": 2_500_000, "250+": 5_000_000}
    assert typed(see(client, at(campaign, "fees")))["size_1"] == "10000,50"
    page = see(client, at(campaign, "contributions"))
    assert "Nobody has said yet who sends the invoices" in page
    sender = {name: value for name, value in SELLER.items() if value} | {"account": "8601 11 17948"}
    assert "eleven digits" in client.post(reverse("secretariat:issuer"), sender).content.decode()
    client.post(reverse("secretariat:issuer"), sender | {"account": "8601 11 17947"})
    client.post(at(campaign, "offer"), {"participation": "all"})
    order = Order.objects.get()
    assert "Waits for an answer" in see(client, at(campaign, "order", order.ref))
    client.post(at(campaign, "take_offer_back", order.ref))
    assert client.post(at(campaign, "offer"), {"participation": "nobody"}).status_code == 404


def test_the_employer_sees_the_total_before_it_orders(client, world):
    _lead, _campaign, havtech = world
    costly(world)
    client.force_login(havtech.recruiter.user)
    url = reverse("employer:contribution")
    page = see(client, url)
    assert "25\N{NO-BREAK SPACE}000" in page
    data = typed(page)
    assert (data["name"], data["city"], data["size"]) == ("Havtech AS", "Horten", "50-249")
    data.update({"add_ons": "film", "street": "Kaia 1", "postcode": "3187", "org_number": "991 825 828"})
    assert "nine digits" in client.post(url, data).content.decode()
    data["org_number"] = "NO 991 825 827 MVA"
    sure = client.post(url, data).content.decode()
    assert "37\N{NO-BREAK SPACE}500.63" in sure
    assert Order.objects.get().state == rules.OFFERED
    assert (
        "Ordered. The invoice comes by mail."
        in client.post(url, typed(sure) | {"sure": "1"}, follow=True).content.decode()
    )
    order = Order.objects.get()
    assert (order.state, order.add_ons, order.buyer["org_number"]) == ("ordered", ["film"], "991825827")
    client.post(reverse("employer:decline_offer", args=[order.ref]))
    order.refresh_from_db()
    assert order.state == rules.ORDERED


def test_the_invoice_its_files_the_money_and_the_credit_note(client, world):
    lead, campaign, havtech = world
    invoice = invoiced(world)
    client.force_login(lead)
    page = at(campaign, "invoice", invoice.ref)
    assert "Invoice 1001" in see(client, page)
    assert client.get(at(campaign, "invoice_pdf", invoice.ref)).content.startswith(b"%PDF")
    document = client.get(at(campaign, "invoice_ehf", invoice.ref))
    assert document["Content-Disposition"] == 'attachment; filename="invoice-1001.xml"'
    assert faults(document.content) == []
    today = timezone.localdate().isoformat()
    too_much = {"paid-amount": "37500,64", "paid-paid_on": today}
    assert client.post(at(campaign, "invoice_paid", invoice.ref), too_much).status_code == 422
    client.post(at(campaign, "invoice_paid", invoice.ref), too_much | {"paid-amount": "500,63"})
    assert "NOK 37\N{NO-BREAK SPACE}000 is still owed" in see(client, page)
    client.post(at(campaign, "take_payment_back", invoice.payments.get().ref))
    assert client.post(at(campaign, "credit", invoice.ref), {"credit-reason": "x"}).status_code == 422
    client.post(at(campaign, "credit", invoice.ref), {"credit-positions": ["1"], "credit-reason": "Not made"})
    note = Invoice.objects.get(kind="credit")
    assert "It takes back of invoice 1001" in see(client, at(campaign, "invoice", note.ref))
    client.force_login(havtech.recruiter.user)
    own = see(client, reverse("employer:contribution"))
    assert "Not made" in own
    for name in ("invoice_pdf", "invoice_ehf"):
        assert client.get(reverse(f"employer:{name}", args=[note.ref])).status_code == 200


def test_nobody_sees_anothers_invoice(client, world):
    lead, campaign, _havtech = world
    invoice = invoiced(world)
    other = cast.joined(campaign, name="Fjordbank ASA", recruiter="Jonas Vik", stand_in="Eva Dahl")
    client.force_login(other.recruiter.user)
    assert "37\N{NO-BREAK SPACE}500" not in see(client, reverse("employer:contribution"))
    for name in ("invoice_pdf", "invoice_ehf"):
        assert client.get(reverse(f"employer:{name}", args=[invoice.ref])).status_code == 404
    assert client.post(reverse("employer:decline_offer", args=[invoice.order.ref])).status_code == 404
    client.force_login(lead)
    elsewhere = cast.campaign(lead, name="Data people 2026")
    assert client.get(at(elsewhere, "invoice", invoice.ref)).status_code == 404


@pytest.mark.parametrize("more", [0, 2])
def test_the_same_queries_for_many_employers(client, world, django_assert_num_queries, more):
    lead, campaign, havtech = world
    invoiced(world)
    for number in range(more):
        other = cast.joined(campaign, name=f"Firm {number} AS", recruiter="Jonas Vik", size="1-9")
        actions.offer(participation=other, by=lead, now=timezone.now())
    client.force_login(lead)
    with django_assert_num_queries(13):
        client.get(at(campaign, "contributions"))
    client.force_login(havtech.recruiter.user)
    with django_assert_num_queries(15):
        client.get(reverse("employer:contribution"))


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_page_speaks_both_languages(client, world, language):
    lead, campaign, havtech = world
    invoice = invoiced(world)
    for user in (lead, havtech.recruiter.user):
        user.language = language
        user.save(update_fields=["language"])
    client.force_login(lead)
    for url in (at(campaign, "contributions"), at(campaign, "fees"), at(campaign, "order", invoice.order.ref),
                at(campaign, "invoice", invoice.ref), reverse("secretariat:issuer")):  # fmt: skip
        page = client.get(url, headers={"accept-language": language}).content.decode()
        assert f'<html lang="{language}"' in page
        assert ("kr 37" in page) is (language == "nb" and "37\N{NO-BREAK SPACE}500" in page)
    client.force_login(havtech.recruiter.user)
    page = client.get(reverse("employer:contribution"), headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in page
