"""Signing in: by code, by password, and with no page of the library that we did not want."""

import re
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from kretslop.accounts.actions import set_password
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from tests import cast

pytestmark = pytest.mark.django_db

PAGES = (
    "account_login", "account_password_login", "account_logout", "account_inactive", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key_done",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


def newest(kind):
    return OutboxMail.objects.filter(kind=kind).latest("pk")


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_wears_our_look_in_both_languages(client, name, language):
    if name == "account_logout":
        client.force_login(cast.kari())
    html = client.get(reverse(name), headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in html
    assert "layout.css" in html


@pytest.mark.parametrize(
    "name", ["account_email", "account_change_password", "account_set_password", "socialaccount_connections"]
)
def test_pages_that_we_do_not_want_are_not_there(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_signs_up(client):
    assert client.get(reverse("account_signup"))["Location"] == "/"


def test_a_code_lets_in_and_its_mail_is_blanked_once_it_has_left(client):
    person = cast.user("Sara Bakken", "sara.bakken@example.com", language="nb")
    sent = client.post(reverse("account_login"), {"email": "SARA.bakken@example.com"})
    mail = newest("sign_in_code")
    assert mail.language == "nb"
    code = mail.context["code"]
    assert code in mail.text
    delivery.deliver(mail.pk, now=timezone.now())
    mail.refresh_from_db()
    assert (mail.text, mail.html, mail.context) == ("", "", {})
    done = client.post(sent["Location"], {"code": code, "action": "verify"})
    assert done.status_code == 302
    assert client.get("/").wsgi_request.user == person
    assert client.cookies["django_language"].value == "nb"


def test_signing_in_leads_to_the_one_portal_and_notes_the_visit(client):
    candidate = cast.diogo(cast.campaign())
    before = candidate.last_seen_at
    sent = client.post(reverse("account_login"), {"email": candidate.email})
    done = client.post(sent["Location"], {"code": newest("sign_in_code").context["code"], "action": "verify"})
    candidate.refresh_from_db()
    assert done["Location"] == reverse("candidate:home")
    assert candidate.last_seen_at > before


def test_signing_in_returns_to_the_page_that_was_asked_for(client):
    candidate = cast.diogo(cast.campaign())
    asked = client.get(reverse("candidate:profile"))
    page = client.get(asked["Location"]).content.decode()
    action = re.search(r'<form class="form" method="post" action="([^"]+)"', page).group(1)
    sent = client.post(action, {"email": candidate.email})
    done = client.post(sent["Location"], {"code": newest("sign_in_code").context["code"], "action": "verify"})
    assert done["Location"] == reverse("candidate:profile")


def test_a_new_code_can_be_asked_for(client):
    person = cast.kari()
    sent = client.post(reverse("account_login"), {"email": person.email})
    first = newest("sign_in_code").context["code"]
    client.post(sent["Location"], {"action": "resend"})
    second = newest("sign_in_code").context["code"]
    assert first != second
    client.post(sent["Location"], {"code": first, "action": "verify"})
    assert "sessionid" not in client.cookies or not client.get("/").wsgi_request.user.is_authenticated
    client.post(sent["Location"], {"code": second, "action": "verify"})
    assert client.get("/").wsgi_request.user == person


def test_a_code_that_has_run_out_is_said_so(client, settings):
    sent = client.post(reverse("account_login"), {"email": cast.kari().email})
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    code = newest("sign_in_code").context["code"]
    page = client.post(sent["Location"], {"code": code, "action": "verify"}, follow=True)
    assert "The code has run out" in page.content.decode()
    assert not page.wsgi_request.user.is_authenticated


def test_somebody_who_is_signed_in_is_led_on(client):
    client.force_login(cast.diogo(cast.campaign()).user)
    assert client.get(reverse("account_login"))["Location"] == reverse("candidate:home")


def test_too_many_codes_are_refused_alike(client):
    cast.kari()
    words = []
    for email in ("kari@example.org", "stranger@example.org"):
        for _ in range(4):
            client.cookies.clear()
            last = client.post(reverse("account_login"), {"email": email})
        words.append("Too many tries" in last.content.decode())
    assert words == [True, True]


def test_a_password_is_set_by_mail_and_lets_in(client):
    person = cast.kari()
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = newest("password_reset").context["link"]
    path = re.sub(r"^https?://[^/]+", "", link)
    form = client.get(path, follow=True)
    assert "Choose a new password" in form.content.decode()
    secret = "a long walk by the fjord"
    client.post(form.redirect_chain[-1][0], {"password1": secret, "password2": secret})
    client.logout()
    wrong = client.post(reverse("account_password_login"), {"login": person.email, "password": "not this one at all"})
    assert "do not belong together" in wrong.content.decode()
    client.post(reverse("account_password_login"), {"login": person.email, "password": secret})
    assert client.get("/").wsgi_request.user == person
    assert "does not work any more" in client.get(path, follow=True).content.decode()


def test_asking_for_a_password_tells_nobody_who_is_known(client):
    cast.kari()
    answers = []
    for email in ("kari@example.org", "stranger@example.org"):
        answer = client.post(reverse("account_reset_password"), {"email": email})
        answers.append((answer.status_code, answer["Location"], client.get(answer["Location"]).status_code))
    assert answers[0] == answers[1]


def test_a_closed_account_gets_no_code(client):
    person = cast.kari()
    person.is_active = False
    person.save()
    client.post(reverse("account_login"), {"email": person.email})
    assert not OutboxMail.objects.filter(kind="sign_in_code").exists()


def test_times_are_shown_where_the_person_is(client):
    candidate = cast.diogo(cast.campaign())
    candidate.user.time_zone = "Pacific/Auckland"
    candidate.user.save()
    seen = {}

    def look(request):
        seen["zone"] = timezone.get_current_timezone()

    from kretslop.web.middleware import local_time

    request = type("Request", (), {"user": candidate.user})()
    local_time(look)(request)
    assert seen["zone"] == ZoneInfo("Pacific/Auckland")
    candidate.user.time_zone = "Mars/Olympus"
    local_time(look)(request)
    assert seen["zone"] == timezone.get_default_timezone()


def test_a_password_that_is_too_weak_is_refused():
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        set_password(user=cast.kari(), password="kari1234", now=cast.NOW)


@pytest.mark.parametrize("kind", ["sign_in_code", "sign_in_unknown", "password_reset"])
def test_mails_are_written_in_both_languages(kind):
    from kretslop.messaging.rendering import render

    context = {"code": "ABCD-EFGH", "minutes": 15, "link": "https://example.org/reset/abc"}
    english, norwegian = (render(kind=kind, language=code, to_name="Sara", context=context) for code in ("en", "nb"))
    assert english.subject != norwegian.subject
    assert "Kretsløp" in norwegian.subject
    wanted = {"sign_in_code": "ABCD-EFGH", "sign_in_unknown": "http", "password_reset": context["link"]}[kind]
    assert wanted in english.text
    assert wanted in norwegian.text
    assert wanted in norwegian.html
