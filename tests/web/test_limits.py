"""The proof of work: one answer counts once, a made-up one never, and without it the limit is stricter."""

import base64
import json

import altcha
import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.urls import reverse

from kretslop.web import limits

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _easy(monkeypatch):
    cache.clear()  # a test that committed may have counted before us
    monkeypatch.setattr(limits, "COST", 1)


def solved():
    task = altcha.Challenge.from_dict(limits.challenge())
    return altcha.Payload(task, altcha.solve_challenge(task)).to_base64()


def asked(payload=""):
    return RequestFactory().post("/", {"altcha": payload} if payload else {})


def changed(payload, **parameters):
    given = json.loads(base64.b64decode(payload))
    given["challenge"]["parameters"] |= parameters
    return base64.b64encode(json.dumps(given).encode()).decode()


def test_an_answer_counts_once_in_whatever_form_it_comes():
    payload = solved()
    again = base64.b64encode(json.dumps(json.loads(base64.b64decode(payload)), indent=1).encode()).decode()
    assert limits.proved(asked(payload))
    assert not limits.proved(asked(payload))
    assert not limits.proved(asked(again))


def test_a_task_of_our_own_making_is_refused():
    own = altcha.create_challenge("PBKDF2/SHA-256", 1, hmac_secret="guess")
    assert not limits.proved(asked(altcha.Payload(own, altcha.solve_challenge(own)).to_base64()))
    assert not limits.proved(asked(changed(solved(), expiresAt=9_999_999_999)))
    assert not limits.proved(asked(changed(solved(), keyPrefix="")))


def test_an_answer_that_is_too_old_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "LIFE", -1)
    assert not limits.proved(asked(solved()))


@pytest.mark.parametrize("counter", ["x", -1, 2**40, None, [], 1.5])
def test_a_true_task_with_a_hostile_answer_is_refused(counter):
    given = json.loads(base64.b64decode(solved()))
    given["solution"]["counter"] = counter
    assert not limits.proved(asked(base64.b64encode(json.dumps(given).encode()).decode()))


@pytest.mark.parametrize("words", ["", "x", "e30=", "W10=", "ImEi", "null", "A" * 5000])
def test_what_is_no_answer_is_refused(words):
    assert not limits.proved(asked(words))


def test_without_it_the_limit_is_stricter():
    assert limits.UNPROVED < limits.PROVED
    assert [limits.may_mail(asked(), "code") for _ in range(limits.UNPROVED + 1)] == [True] * limits.UNPROVED + [False]
    assert limits.may_mail(asked(solved()), "code")


def test_the_task_is_fresh_for_every_page(client):
    first, second = (client.get(reverse("public:proof")) for _ in range(2))
    assert first.json()["parameters"]["nonce"] != second.json()["parameters"]["nonce"]
    assert "no-store" in first.headers["Cache-Control"]
    assert "altcha-widget" in client.get(reverse("account_login")).content.decode()
