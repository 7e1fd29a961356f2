"""The secretariat's pages in a real browser: no barrier, nothing too wide, nothing blocked."""

import pytest
from django.urls import reverse

from kretslop.campaigns import actions as campaigns
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def region():
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead, goal_approved=120)
    havtech = cast.wanted(cast.joined(campaign), posts=3)
    cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    talk = {"company": "Nordlys Energi AS", "contact_name": "Per Dal", "contact_email": "per@example.com"}
    campaigns.invite(prospect=campaigns.add_prospect(campaign=campaign, by=lead, now=NOW, **talk), by=lead, now=NOW)
    campaigns.draft_criteria(campaign=campaign, by=lead, now=NOW)
    cast.introduced(cast.approved(campaign, liaison), havtech, liaison)
    return campaign


@pytest.mark.parametrize(("phone", "dark"), [pytest.param(False, False, marks=pytest.mark.soak), (True, True)])
def test_every_page_holds(open_page, axe, fits, region, phone, dark):
    page = open_page(user=cast.kari(), phone=phone, dark=dark)
    prospect = region.prospects.get()
    addresses = [reverse("secretariat:campaigns"), reverse("secretariat:new")]
    addresses += [
        reverse(f"secretariat:{name}", args=(region.ref,))
        for name in (
            "overview",
            "employers",
            "new_prospect",
            "profiles",
            "persona",
            "criteria",
            "edit_criteria",
            "plan",
        )
    ]
    addresses += [
        reverse("secretariat:questions", args=(region.ref, "en")),
        reverse("secretariat:prospect", args=(region.ref, prospect.ref)),
    ]
    for address in addresses:
        page.goto(address)
        axe(page)
        fits(page)


def test_the_picture_is_seen(open_page, region):
    page = open_page(reverse("secretariat:overview", args=(region.ref,)), user=cast.kari())
    picture = page.locator("picture img")
    assert picture.evaluate("image => image.complete && image.naturalWidth") > 300
    assert "Registered: 1" in picture.get_attribute("alt")


@pytest.mark.soak
def test_a_campaign_is_planned_without_scripts(open_page, db):
    page = open_page(reverse("secretariat:campaigns"), user=cast.kari(), javascript=False)
    page.get_by_role("link", name="Plan a campaign").first.click()
    page.get_by_label("Which profile").fill("software developer")
    page.get_by_label("Name of the campaign").fill("Software engineers 2027")
    page.get_by_label("Place", exact=True).fill("Oslo region")
    page.get_by_label("Starts on").fill("2027-01-11")
    page.get_by_label("Deadline for registering").fill("2027-03-05")
    page.get_by_role("button", name="Plan the campaign").click()
    page.get_by_role("heading", name="Planned to start on Monday 11 January 2027").wait_for()
    page.get_by_role("link", name="Questions and answers").click()
    page.get_by_role("button", name="Start from eleven questions").click()
    page.get_by_role("heading", name="Your changes are not saved yet").wait_for()
    for box in page.get_by_label("I have read this answer").all():
        box.check()
    page.get_by_role("button", name="Save").last.click()
    page.get_by_role("heading", name="11 questions are answered on the public page").wait_for()
