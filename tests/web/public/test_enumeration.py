"""A known and an unknown address cost the same work, statement by statement: the time of an answer tells nothing."""

import re
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kretslop.messaging.models import OutboxMail
from tests import cast
from tests.web.public.test_registration import ABOUT, PLANS, WORK

pytestmark = pytest.mark.django_db


def shape(sql):
    """Return a statement without its values."""
    sql = re.sub(r"_django_curs_\w+", "?", sql)
    return re.sub(r"\s+", " ", re.sub(r"'(?:[^']|'')*'|\b\d+\b|\"s\d+_x\d+\"|s\d+_x\d+", "?", sql))


def work_of(send):
    """Return the statements that a request makes, as shapes, and how often a mail was rendered."""
    cache.clear()
    with (
        CaptureQueriesContext(connection) as caught,
        mock.patch(
            "kretslop.messaging.actions.render",
            wraps=__import__("kretslop.messaging.rendering", fromlist=["render"]).render,
        ) as render,
    ):
        answer = send()
    assert answer.status_code in {200, 302}
    return [shape(query["sql"]) for query in caught], render.call_count


def registering(campaign, email):
    client = Client()
    client.post(reverse("public:register", args=[campaign.slug]), {**ABOUT, "email": email})
    client.post(reverse("public:register_work", args=[campaign.slug]), WORK)
    return lambda: client.post(reverse("public:register_plans", args=[campaign.slug]), PLANS)


def test_registering():
    campaign = cast.campaign()
    known = cast.diogo(campaign).email
    first, second = (work_of(registering(campaign, email)) for email in (known, "nobody.yet@example.com"))
    assert first == second
    assert first[1] == 1


@pytest.mark.parametrize("page", ["account_login", "account_reset_password"])
def test_signing_in_and_a_new_password(page):
    known = cast.kari().email
    first, second = (
        work_of(lambda email=email: Client().post(reverse(page), {"email": email}))
        for email in (known, "nobody.yet@example.com")
    )
    assert first == second
    assert first[1] == 1


def test_the_link_to_go_on_later():
    campaign = cast.campaign()
    known = cast.diogo(campaign).email
    works = []
    for email in (known, "nobody.yet@example.com"):
        client = Client()
        client.post(reverse("public:register", args=[campaign.slug]), {**ABOUT, "email": email})
        address = reverse("public:register_work", args=[campaign.slug])
        works.append(work_of(lambda c=client, a=address: c.post(a, {**WORK, "later": "1"})))
    assert works[0] == works[1]
    assert OutboxMail.objects.filter(kind="registration_saved").count() == 2
