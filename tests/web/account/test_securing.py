"""Employers and staff need a passkey, or a password with an app; a strong session ends; a role ends at once."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kretslop.accounts.models import User
from kretslop.messaging.models import OutboxMail
from kretslop.web.account import strength
from tests import cast

pytestmark = pytest.mark.django_db
PASSWORD = "three plain words here"
SECURE, DESK = "/accounts/secure/", "/liaison/"


@pytest.fixture
def browser():
    cache.clear()
    return Client()


def by_code(browser, user):
    """Sign in with a code by mail."""
    browser.post(reverse("account_login"), {"email": user.email})
    code = OutboxMail.objects.filter(kind="sign_in_code").latest("pk").context["code"]
    return browser.post(reverse("account_confirm_login_code"), {"code": code, "action": "verify"})


def app_code(user):
    """Return what the app of this person shows now."""
    wrapped = Authenticator.objects.get(user=user, type="totp").wrap()
    secret = totp.decrypt(wrapped.instance.data["secret"])
    return shows(secret)


def shows(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def with_app(browser, user):
    """Choose a password and add an app, in a session that a code opened."""
    by_code(browser, user)
    browser.post(reverse("account_password"), {"password": PASSWORD, "again": PASSWORD})
    secret = browser.get(reverse("mfa_activate_totp")).content.decode().split("<code")[1].split(">")[1].split("<")[0]
    return browser.post(reverse("mfa_activate_totp"), {"code": shows(secret)})


def by_password(browser, user):
    return browser.post(reverse("account_password_login"), {"login": user.email, "password": PASSWORD})


def test_a_code_alone_opens_no_page_about_people(browser):
    ingrid = cast.ingrid()
    by_code(browser, ingrid)
    asked = browser.get(DESK + "?late=1")
    assert asked["Location"] == f"{SECURE}?next=%2Fliaison%2F%3Flate%3D1"
    assert "two minutes, once" in browser.get(asked["Location"]).content.decode()
    assert browser.get("/secretariat/").status_code == 404  # and no word about other portals


def test_a_candidate_needs_a_code_only(browser):
    diogo = cast.diogo(cast.campaign())
    by_code(browser, diogo.user)
    assert browser.get(reverse("candidate:home")).status_code == 200


@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_password_and_an_app(browser, language):
    ingrid = cast.user("Ingrid Moen", "ingrid@example.org", "liaison", language=language)
    by_code(browser, ingrid)
    browser.get(DESK)
    assert browser.get(reverse("mfa_activate_totp"))["Location"] == reverse("account_password")
    short = browser.post(reverse("account_password"), {"password": "short", "again": "short"})
    assert short.status_code == 422
    assert browser.post(reverse("account_password"), {"password": PASSWORD, "again": "other"}).status_code == 422
    browser.post(reverse("account_password"), {"password": PASSWORD, "again": PASSWORD})
    page = browser.get(reverse("mfa_activate_totp")).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert "<style" not in page
    secret = page.split("<code")[1].split(">")[1].split("<")[0]
    wrong = browser.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert wrong.status_code == 200
    assert not Authenticator.objects.exists()
    codes = browser.post(reverse("mfa_activate_totp"), {"code": shows(secret)}, follow=True).content.decode()
    assert codes.count("<li><code>") == 10
    assert browser.get(DESK).status_code == 200
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert browser.get(SECURE).status_code == 200


def test_the_next_time(browser):
    ingrid = cast.ingrid()
    with_app(browser, ingrid)
    later = Client()
    assert by_password(later, ingrid)["Location"] == reverse("mfa_authenticate")
    assert later.get(DESK)["Location"].startswith("/accounts/login/")
    cache.clear()
    later.post(reverse("mfa_authenticate"), {"code": app_code(ingrid)})
    assert later.get(DESK).status_code == 200


def test_a_code_by_mail_and_the_app_still_ask_for_the_password(browser):
    ingrid = cast.ingrid()
    with_app(browser, ingrid)
    cache.clear()
    later = Client()
    by_code(later, ingrid)
    later.post(reverse("mfa_authenticate"), {"code": app_code(ingrid)})
    assert later.get(DESK)["Location"].startswith(SECURE)
    assert later.post(reverse("account_password"), {"password": "wrong words here"}).status_code == 422
    assert later.post(reverse("account_password"), {"password": PASSWORD})["Location"] == DESK
    assert later.get(DESK).status_code == 200


def test_a_password_alone_is_not_enough(browser):
    ingrid = cast.ingrid()
    ingrid.set_password(PASSWORD)
    ingrid.save()
    by_password(browser, ingrid)
    assert browser.get(DESK)["Location"].startswith(SECURE)


def test_a_recovery_code_opens_once(browser):
    ingrid = cast.ingrid()
    page = with_app(browser, ingrid)
    page = browser.get(page["Location"]).content.decode()
    code = page.split("<li><code>")[1].split("<")[0]
    for status in (200, 302):
        cache.clear()
        later = Client()
        by_password(later, ingrid)
        later.post(reverse("mfa_authenticate"), {"code": code})
        assert later.get(DESK).status_code == status


def test_guessing_the_password_ends(browser):
    ingrid = cast.ingrid()
    with_app(browser, ingrid)
    answers = [browser.post(reverse("account_password"), {"password": "wrong"}).status_code for _time in range(11)]
    assert answers[-1] == 429


@pytest.mark.parametrize(("key", "age"), [(strength.SEEN, strength.IDLE + 1), (strength.SINCE, strength.WHOLE + 1)])
def test_a_strong_session_ends(client, key, age):
    client.force_login(cast.ingrid())
    session = client.session
    session[key] = int(time.time()) - age
    session.save()
    gone = client.get(DESK)
    assert gone["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_a_click_keeps_it_open_without_a_write_each_time(client, django_assert_num_queries):
    client.force_login(cast.ingrid())
    session = client.session
    session[strength.SEEN] = int(time.time()) - 3600
    session.save()
    client.get(SECURE)
    assert time.time() - client.session[strength.SEEN] < 60


@pytest.mark.parametrize("name", ["account_password", "mfa_add_webauthn"])
def test_nothing_is_changed_in_a_session_of_yesterday(browser, name):
    by_code(browser, cast.ingrid())
    session = browser.session
    session["account_authentication_methods"][0]["at"] -= strength.FRESH + 1
    session.save()
    assert browser.get(reverse(name))["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in browser.session


def test_a_passkey_is_offered_and_rubbish_refused(browser):
    ingrid = cast.ingrid()
    by_code(browser, ingrid)
    page = browser.get(reverse("mfa_add_webauthn")).content.decode()
    assert '"publicKey"' in page
    for rubbish in ("", "{}", '{"id": "x"}', "no json"):
        answer = browser.post(reverse("mfa_add_webauthn"), {"credential": rubbish, "passwordless": "on"})
        assert answer.status_code == 200
    assert not Authenticator.objects.exists()
    asked = Client().get(reverse("mfa_login_webauthn"), headers={"x-requested-with": "XMLHttpRequest"})
    assert "challenge" in asked.json()["request_options"]["publicKey"]


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(client):
    havtech = cast.joined(cast.campaign())
    sara, ingrid = havtech.recruiter.user, cast.ingrid()
    client.force_login(sara)
    assert client.get("/employer/").status_code == 200
    havtech.employer.members.filter(user=sara).update(active=False)
    assert client.get("/employer/").status_code == 404
    client.force_login(ingrid)
    User.objects.filter(pk=ingrid.pk).update(staff_roles=[])
    assert client.get(DESK).status_code == 404
    User.objects.filter(pk=ingrid.pk).update(staff_roles=["liaison"], is_active=False)
    assert client.get(DESK)["Location"].startswith("/accounts/login/")


def test_where_one_came_from_must_be_here(browser):
    by_code(browser, cast.ingrid())
    browser.get(SECURE, {"next": "https://example.net/"})
    assert "example.net" not in browser.get(SECURE).content.decode()
