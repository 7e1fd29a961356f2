"""The list of campaigns and the plan of each."""

import pytest
from django.urls import reverse

from kretslop.campaigns.models import Campaign
from tests import cast

HOME = reverse("secretariat:campaigns")
NEW = reverse("secretariat:new")
PLAN = {
    "occupation": "software developer",
    "name": "Software engineers 2027",
    "place": "Oslo region",
    "promise": "Work that matters, a life outside.",
    "starts_on": "2027-01-11",
    "deadline_on": "2027-03-05",
    "contact_name": "Kari Berg",
    "contact_email": "kari@example.org",
    "goal_registered": "2000",
    "goal_approved": "120",
    "feedback_days": "5",
    "consent_days": "5",
    "open_introductions": "3",
}


def test_nothing_yet_leads_to_the_first(kari):
    page = kari.get(HOME)
    assert "Plan your first campaign" in page.content.decode()
    assert NEW in page.content.decode()


def test_planning_one(kari):
    assert kari.get(NEW).status_code == 200
    answer = kari.post(NEW, PLAN)
    campaign = Campaign.objects.get()
    assert answer["Location"] == reverse("secretariat:overview", args=(campaign.ref,))
    assert (campaign.occupation, campaign.state, campaign.liaison) == ("software-developer", "draft", None)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("occupation", "wizard", "We do not know this occupation"),
        ("deadline_on", "2026-01-01", "must not be earlier than the start"),
        ("feedback_days", "31", "30"),
        ("contact_name", "", "This field is required"),
    ],
)
def test_what_is_wrong_stands_at_its_field(kari, field, value, words):
    page = kari.post(NEW, PLAN | {field: value})
    assert words in page.content.decode()
    assert f"#id_{field}" in page.content.decode(), "the summary leads to the field"
    assert not Campaign.objects.exists()


def test_an_alias_is_enough(kari):
    kari.post(NEW, PLAN | {"occupation": "back-end engineer"})
    assert Campaign.objects.get().occupation == "backend-developer"


def test_closing_asks_what_becomes_of_those_who_wait(kari, campaign):
    liaison = cast.ingrid()
    wanted = cast.wanted(cast.joined(campaign))
    waiting = cast.introduced(cast.approved(campaign, liaison), wanted, liaison)
    address = reverse("secretariat:close", args=(campaign.ref,))
    assert "1 person still waits" in kari.get(address).content.decode()
    assert kari.post(address, {"what": "release", "words_en": "No."}).status_code == 422
    kari.post(address, {"what": "release", "words_en": "The campaign has ended, and we wish you well."})
    waiting.refresh_from_db()
    assert waiting.end_reason == "campaign_ended"


def test_changing_opening_and_closing(kari, campaign, lead):
    url = reverse("secretariat:plan", args=(campaign.ref,))
    liaison = cast.ingrid()
    assert "software developer" in kari.get(url).content.decode()
    answer = kari.post(url, PLAN | {"name": "Renamed", "liaison": liaison.ref})
    assert answer.status_code == 302
    campaign.refresh_from_db()
    assert (campaign.name, campaign.slug, campaign.liaison) == ("Renamed", "software-engineers-2026", liaison)
    kari.post(reverse("secretariat:close", args=(campaign.ref,)))
    campaign.refresh_from_db()
    assert campaign.state == "closed"
    again = kari.post(reverse("secretariat:close", args=(campaign.ref,)), follow=True)
    assert "changed in the meantime" in again.content.decode()
    kari.post(reverse("secretariat:open", args=(campaign.ref,)))
    campaign.refresh_from_db()
    assert campaign.state == "open"


def test_as_many_queries_for_three_as_for_one(kari, campaign, lead, django_assert_num_queries):
    with django_assert_num_queries(8):
        kari.get(HOME)
    for number in range(2):
        cast.campaign(lead, name=f"Nurses {number}")
    with django_assert_num_queries(8):
        page = kari.get(HOME)
    assert "3 campaigns are running" in page.content.decode()


@pytest.mark.parametrize(
    "address",
    ["", "plan/", "questions/en/", "employers/", "employers/new/", "profiles/", "persona/", "criteria/", "funnel.svg"],
)
def test_strangers_find_nothing_and_both_languages_do(client, campaign, lead, address):
    url = reverse("secretariat:overview", args=(campaign.ref,)) + address
    for stranger in (cast.ingrid(), cast.joined(campaign).recruiter.user):
        client.force_login(stranger)
        assert client.get(url).status_code == 404
    client.force_login(lead)
    for language in ("en", "nb"):
        assert client.get(url, headers={"accept-language": language}).status_code == 200
    assert client.get(url.replace(campaign.ref, "nosuchref000")).status_code == 404


def test_a_draft_is_previewed_by_project_leads_alone(kari, client):
    kari.post(NEW, PLAN)
    campaign = Campaign.objects.get()
    public = reverse("public:campaign", args=(campaign.slug,))
    assert public in kari.get(reverse("secretariat:overview", args=(campaign.ref,))).content.decode()
    page = kari.get(public).content.decode()
    assert "A preview that only project leads see" in page
    assert reverse("public:register", args=(campaign.slug,)) not in page
    client.force_login(cast.ingrid())
    assert client.get(public).status_code == 404
    client.logout()
    assert client.get(public).status_code == 404
