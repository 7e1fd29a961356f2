"""Changing the mail address on the pages; links with one button; the liaison's decision about a lost mailbox."""

import pytest
from django.urls import reverse

from kretslop.accounts.models import AddressChange
from kretslop.messaging.models import OutboxMail
from kretslop.talent import addressing
from kretslop.talent.addressing_mails import token_of
from tests import cast

pytestmark = pytest.mark.django_db
LOST = {
    "name": "Diogo Salgado", "old_address": "diogo.salgado@example.com", "new_address": "new@example.org",
    "words": "I registered in October from Porto.",
}  # fmt: skip


@pytest.fixture
def diogo():
    return cast.diogo(cast.campaign())


def text(response, status=200):
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_from_the_settings_to_the_new_address(client, diogo):
    client.force_login(diogo.user)
    address = reverse("candidate:address")
    assert address in text(client.get(reverse("candidate:settings")))
    assert address in text(client.get(reverse("candidate:profile_about")))
    assert "This is your address already" in text(client.post(address, {"address": diogo.email.upper()}))
    answer = client.post(address, {"address": "new@example.org"})
    assert answer["Location"] == reverse("candidate:address_code")
    assert "This is not the code" in text(client.post(answer["Location"], {"code": "WRONG"}))
    code = OutboxMail.objects.get(kind="address_code").context["code"]
    done = client.post(answer["Location"], {"code": code}, follow=True)
    assert "From now on we write to your new address" in text(done)
    again = client.post(address, {"address": "third@example.org"})
    assert "changed a few days ago" in text(again)


def test_a_free_and_a_taken_address_are_answered_alike(client, diogo):
    client.force_login(diogo.user)
    free, taken = (
        client.post(reverse("candidate:address"), {"address": each}, follow=True)
        for each in ("new@example.org", cast.ingrid().email)
    )
    assert strip(free) == strip(taken)


def strip(response):
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())


def test_a_link_is_opened_without_effect_and_its_button_stops_the_change(client, diogo):
    old = diogo.email
    change = addressing.ask_for_change(candidate=diogo, new_address="new@example.org", by=diogo.user, now=cast.NOW)
    link = reverse("public:address", args=[token_of(change, "stop")])
    assert "Stop the change" in text(client.get(link))
    assert AddressChange.objects.get().state == "asked"
    assert "answered already" in text(client.post(link, follow=True))
    assert "This link does not work" in text(client.get(reverse("public:address", args=["made-up"])), 404)
    diogo.refresh_from_db()
    assert diogo.email == old


def test_a_lost_mailbox_on_the_pages(client, diogo):
    liaison = cast.ingrid()
    form = reverse("public:address_lost")
    assert form in text(client.get(reverse("account_login")))
    assert "two addresses are the same" in text(client.post(form, {**LOST, "new_address": LOST["old_address"]}))
    assert "Look in your mail" in text(client.post(form, LOST, follow=True))
    change = AddressChange.objects.get()
    link = reverse("public:address", args=[token_of(change, "confirm")])
    assert "Is this your mail address?" in text(client.get(link))
    assert "A person reads what you wrote" in text(client.post(link, follow=True))
    client.force_login(liaison)
    request = reverse("liaison:lost_mailbox", args=[change.ref])
    assert request in text(client.get(reverse("liaison:beside")))
    page = text(client.get(request))
    assert "I registered in October from Porto." in page
    assert "Software engineers 2026" in page
    client.force_login(diogo.user)
    assert client.get(request).status_code == 404
    client.force_login(liaison)
    assert "7 days to say no" in text(client.post(request, {"decision": "same"}, follow=True))
    assert client.get(request).status_code == 404
    assert "Use this mail address from now on?" in text(client.get(link))


def test_known_and_unknown_addresses_are_answered_alike(client, diogo):
    answers = [
        strip(client.post(reverse("public:address_lost"), {**LOST, "old_address": each}, follow=True))
        for each in (diogo.email, "nobody@example.org")
    ]
    assert answers[0] == answers[1]


def test_somebody_unknown_can_only_be_refused(client, diogo):
    change = addressing.ask_for_lost(
        name="X", old_address="nobody@example.org", new_address="x@example.org", words="?", language="en", now=cast.NOW
    )
    addressing.confirm(change=change, now=cast.NOW)
    client.force_login(cast.ingrid())
    request = reverse("liaison:lost_mailbox", args=[change.ref])
    assert "It is the same person" not in text(client.get(request))
    assert "nothing to change" in text(client.post(request, {"decision": "same"}, follow=True))
    assert "told kindly" in text(client.post(request, {"decision": "refuse"}, follow=True))


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_pages_speak_both_languages(client, diogo, language):
    change = addressing.ask_for_change(candidate=diogo, new_address="new@example.org", by=diogo.user, now=cast.NOW)
    pages = [reverse("public:address_lost")]
    pages += [reverse("public:address", args=[token_of(change, purpose)]) for purpose in ("stop", "confirm")]
    for page in pages:
        assert f'<html lang="{language}"' in text(client.get(page, headers={"accept-language": language}))
    client.force_login(diogo.user)
    for name in ("address", "address_code"):
        page = client.get(reverse(f"candidate:{name}"), headers={"accept-language": language})
        assert f'<html lang="{language}"' in text(page)
