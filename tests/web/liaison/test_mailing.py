"""Telling people about a campaign: who gets it is shown first, two clicks send once, and a link says no for good."""

from copy import deepcopy
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kretslop.messaging.models import OutboxMail
from kretslop.privacy import actions as privacy
from kretslop.screening import mailing
from kretslop.screening.models import CampaignMail
from kretslop.screening.tasks import queue_campaign_mail
from tests import cast

pytestmark = pytest.mark.django_db
NEW = "/liaison/campaign-mails/new/?query=" + quote("skills=python 2&state=approved")
LIST = "/liaison/campaign-mails/"
FORM = {"subject_en": "Hi", "text_en": "In English.", "subject_nb": "Hei", "text_nb": "På norsk.", "key": "abc"}


@pytest.fixture(scope="module")
def told(told_once):
    liaison, first = cast.ingrid(), cast.campaign()
    people = [cast.approved(first, liaison, name=name) for name in ("Diogo Salgado", "Amara Kalu", "Priya Raman")]
    for person in people[:2]:
        privacy.choose_purpose(candidate=person, purpose="campaign_mail", yes=True, by=person.user, now=cast.NOW)
    return liaison, cast.campaign(cast.kari(), name="Data engineers 2027"), people


@pytest.fixture
def pool(client, told, db):
    world = deepcopy(told)
    client.force_login(world[0])
    return world


def address(campaign, new=NEW):
    return f"{new}&campaign={campaign.ref}"


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_from_a_search_to_the_outbox_and_back(client, pool):
    _liaison, campaign, _people = pool
    found = text(client.get("/liaison/search/?skills=python+2&state=approved"))
    assert reverse("liaison:new_campaign_mail") in found
    page = text(client.get(address(campaign)))
    assert "2 people can be told about Data engineers 2027" in page
    assert "without a yes to mail about campaigns" in page
    assert "New campaign: Data engineers 2027" in page
    assert "Ny kampanje: Data engineers 2027" in page
    assert 'name="send"' not in page, "nothing is sent unseen"
    page = text(client.post(address(campaign), {**FORM, "look": "1"}))
    assert "In English." in page
    assert "På norsk." in page
    assert "Send to 2 people" in page
    assert not OutboxMail.objects.filter(kind="campaign_mail").exists()
    for _click in range(2):
        assert client.post(address(campaign), {**FORM, "send": "1"})["Location"] == LIST
    made = CampaignMail.objects.get()
    page = text(client.get(LIST))
    assert "You can leave this page" in page
    assert 'hx-trigger="every 2s"' in page
    queue_campaign_mail(mail_id=made.pk)
    assert OutboxMail.objects.filter(kind="campaign_mail", state="queued").count() == 2
    page = text(client.get(LIST))
    assert "hx-trigger" not in page
    assert "Data engineers 2027" in page
    assert "Take it back" in page
    client.post(reverse("liaison:undo_campaign_mail", args=[made.ref]))
    assert OutboxMail.objects.filter(kind="campaign_mail", state="stopped").count() == 2
    assert "taken back" in text(client.get(LIST))


def test_those_who_were_chosen(client, pool):
    _liaison, campaign, people = pool
    chosen = f"/liaison/campaign-mails/new/?candidate={people[0].ref}&candidate={people[2].ref}"
    assert "1 person can be told about" in text(client.get(address(campaign, chosen)))
    assert "/search/" in client.get("/liaison/campaign-mails/new/?candidate=nobody")["Location"]


@pytest.mark.parametrize("query", ["route=eea", "country=PT&skills=python", ""])
def test_a_list_by_route_or_country_and_no_search_tell_nobody(client, pool, query):
    assert client.post(f"/liaison/campaign-mails/new/?query={quote(query)}", {**FORM, "send": "1"}).status_code == 302
    assert not CampaignMail.objects.exists()
    assert "about a campaign" not in text(client.get("/liaison/search/?route=eea"))


def test_something_missing_is_said_and_nothing_is_sent(client, pool):
    page = text(client.post(address(pool[1]), {**FORM, "text_nb": "", "send": "1"}))
    assert "ds-error-summary" in page
    assert not CampaignMail.objects.exists()


def test_nobody_else_finds_the_pages(client, pool):
    _liaison, campaign, people = pool
    made = mailing.write(
        campaign=campaign, numbers=[people[0].pk], words={code: {"subject": "s", "text": "t"} for code in ("en", "nb")},
        key="k", by=pool[0], now=cast.NOW,
    )  # fmt: skip
    client.force_login(people[0].user)
    for url in (NEW, LIST):
        assert client.get(url).status_code == 404
    assert client.post(reverse("liaison:undo_campaign_mail", args=[made.ref])).status_code == 404


@pytest.mark.parametrize("language", ["en", "nb"])
def test_both_languages_and_a_fixed_number_of_queries(client, pool, language):
    liaison, campaign, people = pool
    client.cookies["django_language"] = language
    counts = []
    for number in (1, 2):
        refs = "&".join(f"candidate={each.ref}" for each in people[:number])
        with CaptureQueriesContext(connection) as one:
            text(client.get(address(campaign, f"/liaison/campaign-mails/new/?{refs}")))
        mailing.write(
            campaign=campaign, numbers=[people[number - 1].pk], key=str(number), by=liaison, now=cast.NOW,
            words={code: {"subject": "s", "text": "t"} for code in ("en", "nb")},
        )  # fmt: skip
        with CaptureQueriesContext(connection) as two:
            page = text(client.get(LIST))
        counts.append((len(one), len(two)))
    assert counts[0] == counts[1]
    assert ("Mails about campaigns" if language == "en" else "E-post om kampanjer") in page


def test_the_link_says_no_without_signing_in_and_opening_it_does_nothing(client, pool, settings):
    person = pool[2][0]
    client.logout()
    address = reverse("public:no_campaign_mail", args=[mailing.refusal_token(person)])
    agrees = person.consents.filter(purpose="campaign_mail", withdrawn_at__isnull=True)
    page = text(client.get(address))
    assert "No more such mails" in page
    assert person.name.split()[0] not in page
    assert agrees.exists()
    one_click = type(client)(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert "You get no more mail about campaigns" in text(one_click)
    assert not agrees.exists()
    text(client.post(address))
    text(client.post(address + "x"), 404)
    text(client.get(reverse("public:no_campaign_mail", args=["made-up"])), 404)
