"""The front page, the landing page of a campaign, and the two notices."""

import pytest
from django.urls import reverse

from kretslop.campaigns import actions as campaigns
from tests import cast

pytestmark = pytest.mark.django_db


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("page", ["home", "privacy", "accessibility"])
def test_public_pages_speak_both_languages(client, page, language):
    cast.campaign()
    html = text(client.get(reverse(f"public:{page}"), headers={"accept-language": language}))
    assert f'<html lang="{language}"' in html
    assert "kari@example.org" in html or page == "home"


def test_the_front_page_shows_open_campaigns_and_no_others(client):
    lead = cast.kari()
    cast.campaign(lead, name="Open to all")
    campaigns.close_campaign(campaign=cast.campaign(lead, name="Closed by now"), by=lead, now=cast.NOW)
    html = text(client.get("/"))
    assert "Open to all" in html
    assert "Closed by now" not in html


def test_the_front_page_asks_the_database_as_often_for_one_campaign_as_for_three(client, django_assert_num_queries):
    lead = cast.kari()
    cast.campaign(lead)
    with django_assert_num_queries(1):
        client.get("/")
    for name in ("Nurses", "Data people"):
        cast.campaign(lead, name=name)
    with django_assert_num_queries(1):
        client.get("/")


def test_the_front_page_without_a_campaign_says_what_to_do(client):
    assert "No campaign is open just now" in text(client.get("/"))


def test_the_front_page_leads_each_person_to_their_portals(client):
    campaign = cast.campaign()
    cast.joined(campaign)
    people = {
        cast.diogo(campaign).user: ["/me/"],
        cast.user("Sara Bakken", "sara.bakken@example.com"): ["/employer/"],
        cast.user("Both Roles", "both@example.org", "liaison", "project_lead"): ["/liaison/", "/secretariat/"],
    }
    for person, addresses in people.items():
        client.force_login(person)
        html = text(client.get("/"))
        assert all(f'href="{address}"' in html for address in addresses)
    client.force_login(cast.user("New", "new@example.org"))
    assert "You are signed in, but not registered yet" in text(client.get("/"))


def test_a_campaign_says_what_happens_and_whom_to_ask(client, django_assert_num_queries):
    campaign = cast.campaign(promise="Build what keeps the region running", local_language_needed=False)
    cast.joined(campaign)
    address = reverse("public:campaign", args=[campaign.slug])
    with django_assert_num_queries(3):
        html = text(client.get(address))
    for words in ("Build what keeps", "Havtech AS", "Kari Berg", "kari@example.org", "They have 5 working days"):
        assert words in html
    cast.joined(campaign, name="Fjordbank ASA", recruiter="Jonas Vik", stand_in="Mona Lind")
    cast.joined(campaign, name="Solberg IT AS", recruiter="Ida Solberg", stand_in="Per Solberg")
    with django_assert_num_queries(3):
        client.get(address)


def test_a_draft_campaign_is_nowhere_and_a_closed_one_answers_kindly(client):
    lead = cast.kari()
    closed = cast.campaign(lead, name="Closed")
    campaigns.close_campaign(campaign=closed, by=lead, now=cast.NOW)
    html = text(client.get(reverse("public:campaign", args=[closed.slug])))
    assert "This campaign is closed" in html
    assert reverse("public:register", args=[closed.slug]) not in html
    answer = client.post(reverse("public:register", args=[closed.slug]), {"name": "X"})
    assert answer["Location"] == reverse("public:campaign", args=[closed.slug])
    fields = {name: getattr(closed, name) for name in ("occupation", "place", "starts_on", "deadline_on")}
    draft = campaigns.create_campaign(
        by=lead, now=cast.NOW, name="Draft", contact_name="Kari Berg", contact_email="kari@example.org", **fields
    )
    for name in ("campaign", "register", "register_work", "register_plans"):
        assert client.get(reverse(f"public:{name}", args=[draft.slug])).status_code == 404


def test_the_questions_come_in_the_visitors_language_or_else_in_english(client):
    lead = cast.kari()
    campaign = cast.campaign(lead)
    address = reverse("public:campaign", args=[campaign.slug])
    campaigns.save_faq(campaign=campaign, entries=[("en", "Do I need Norwegian?", "No.")], by=lead, now=cast.NOW)
    assert "Do I need Norwegian?" in text(client.get(address, headers={"accept-language": "nb"}))
    both = [("en", "Do I need Norwegian?", "No."), ("nb", "Må jeg kunne norsk?", "Nei.")]
    campaigns.save_faq(campaign=campaign, entries=both, by=lead, now=cast.NOW)
    html = text(client.get(address, headers={"accept-language": "nb"}))
    assert "Må jeg kunne norsk?" in html
    assert "Do I need Norwegian?" not in html


def test_the_privacy_notice_lists_every_kind_of_data_with_its_time(client):
    html = text(client.get(reverse("public:privacy")))
    for words in (
        "Version 2026-11",
        "Datatilsynet",
        "joint controllers",
        "36 months",
        "your CV",
        "deleted after 14 days",
    ):
        assert words in html


def test_skills_are_suggested_by_name(client):
    assert '<option value="PostgreSQL">' in text(client.get(reverse("public:skills")))
