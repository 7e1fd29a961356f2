"""The page on which an employer asks to join: one form, a code, the wait; a visitor learns nothing about others."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from kretslop.campaigns.models import SignUp
from kretslop.messaging.models import OutboxMail
from tests import cast
from tests.web.public.test_enumeration import work_of

pytestmark = pytest.mark.django_db
ASKED = {
    "name": "Lykt AS", "country": "NO", "org_number": "974760673", "kind": "private", "city": "Moss",
    "contact": "Nora Lykke", "email": "nora@example.com", "campaign": "",
}  # fmt: skip
PAGE = "/join/"


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()


def code():
    return OutboxMail.objects.filter(kind="sign_in_code").latest("pk").context["code"]


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_page_says_what_joining_means(client, language):
    html = client.get(PAGE, headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in html
    assert html.count("<li><strong>") == 5
    assert PAGE in client.get("/").content.decode()


def test_asking_and_confirming(client):
    campaign = cast.campaign()
    answer = client.post(PAGE, {**ASKED, "campaign": campaign.ref, "culture": "We meet on Mondays."})
    assert answer["Location"] == reverse("account_confirm_login_code")
    assert SignUp.objects.get().state == "typed"
    done = client.post(answer["Location"], {"code": code(), "action": "verify"})
    assert done["Location"] == reverse("public:sign_up_sent")
    assert "within three working days" in client.get(done["Location"]).content.decode()
    asked = SignUp.objects.get()
    assert (asked.state, asked.campaign, asked.facts["culture"]) == ("waiting", campaign, "We meet on Mondays.")
    again = client.post(PAGE, {**ASKED, "campaign": ""})
    assert again["Location"] == reverse("public:sign_up_sent")


def test_somebody_elses_code_confirms_nothing(client, django_user_model):
    client.post(PAGE, ASKED)
    client.force_login(cast.user("Per Lie", "per@example.com"))
    client.get(reverse("public:sign_up_sent"))
    client.post(PAGE, {**ASKED, "org_number": "889640782"})
    assert set(SignUp.objects.values_list("state", flat=True)) == {"typed"}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"org_number": "974760674"}, "org_number"),
        ({"org_number": ""}, "org_number"),
        ({"country": "SE", "org_number": "x"}, "org_number"),
        ({"email": "no address"}, "email"),
        ({"locations": ",".join("abcdefghijk")}, "locations"),
        ({"campaign": "somethingelse"}, "campaign"),
    ],
)
def test_what_is_wrong_stands_on_its_field(client, contexts, fields, wrong):
    answer = client.post(PAGE, {**ASKED, **fields})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [wrong]
    assert not SignUp.objects.exists()


def test_known_and_unknown_companies_and_addresses_cost_the_same(client, django_db_blocker):
    havtech = cast.joined(cast.campaign(), org_number="974760673")
    known = {**ASKED, "email": havtech.recruiter.user.email}
    unknown = {**ASKED, "org_number": "889640782", "email": "nobody.yet@example.com"}
    first, second = (work_of(lambda data=data: type(client)().post(PAGE, data)) for data in (known, unknown))
    assert first == second


def test_a_visitor_who_asks_too_often_is_turned_away(client):
    answers = [client.post(PAGE, ASKED).status_code for _time in range(6)]
    assert answers[-1] == 429
