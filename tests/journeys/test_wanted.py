"""A recruiter with ten minutes: from a job ad to a submitted profile and agreed criteria, with scripts and without."""

import re
from contextlib import suppress

import pytest
from django.urls import reverse
from playwright.sync_api import Error, expect

from kretslop.campaigns import actions
from kretslop.campaigns.models import CriteriaVersion, WantedProfile
from tests import cast
from tests.web.employer.test_ads import AD


@pytest.fixture
def havtech(transactional_db):
    cast.kari()
    return cast.joined(cast.campaign(), about="We make ships quiet.", city="Horten", size="50-249")


def paste(page):
    page.get_by_role("link", name="Paste a job ad").click()
    page.get_by_label("The text of the ad").fill(AD)
    page.get_by_role("button", name="Read the ad").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This is what we read in your ad")


@pytest.mark.soak  # with scripts it is a part of test_campaign; without, of tests/web/employer/test_wanted.py
@pytest.mark.parametrize("javascript", [True, False])
def test_from_an_ad_to_a_submitted_profile(open_page, havtech, javascript):
    page = open_page(reverse("employer:wanted_profiles"), user=havtech.recruiter.user, javascript=javascript)
    paste(page)
    page.get_by_label("Title of the post").fill("Grid developer")
    rows = page.get_by_role("textbox", name="Skill").or_(page.get_by_role("combobox", name="Skill"))
    before = rows.count()
    page.get_by_role("button", name=re.compile("Add rows.*Skills")).click()
    expect(rows).to_have_count(before + 3)
    rows.last.fill("Kafka")
    expect(page.get_by_label("Title of the post")).to_have_value("Grid developer")
    page.get_by_role("button", name="Save and submit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Grid developer")
    expect(page.get_by_text("Kafka, level 2")).to_be_visible()
    assert WantedProfile.objects.get().state == "submitted"


def test_enter_saves_and_adds_no_rows(open_page, havtech):
    page = open_page(reverse("employer:new_wanted"), user=havtech.recruiter.user)
    page.get_by_label("Title of the post").fill("Grid developer")
    page.get_by_label("Title of the post").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Grid developer")
    assert WantedProfile.objects.get().state == "draft"


def test_an_answer_that_comes_late_is_not_shown(open_page, havtech, watch):
    page, held = open_page(reverse("employer:new_wanted"), user=havtech.recruiter.user), []

    def answer(route):
        held.append(route)
        if len(held) == 2:
            route.fulfill(body="<p>the newer count</p>", content_type="text/html")

    page.route("**/wanted/**", answer)
    for level in ("2", "3"):
        with page.expect_request(lambda request: request.method == "POST"):
            page.get_by_label("Years in such work").fill(level)
    expect(page.locator("#effect")).to_have_text("the newer count")
    with suppress(Error):  # the page has given it up by now
        held[0].fulfill(body="<p>the older count</p>", content_type="text/html")
    page.wait_for_timeout(200)
    expect(page.locator("#effect")).to_have_text("the newer count")
    assert len(held) == 2
    watch.faults[:] = [fault for fault in watch.faults if "htmx:" not in fault]  # htmx says that it gave one up


@pytest.mark.soak  # test_campaign agrees too
def test_agree_to_the_criteria(open_page, havtech):
    cast.wanted(havtech)
    lead = cast.kari()
    version = actions.draft_criteria(campaign=havtech.campaign, by=lead, now=cast.NOW)
    actions.propose(version=version, by=lead, now=cast.NOW)
    page = open_page(reverse("employer:wanted_profiles"), user=havtech.recruiter.user)
    page.get_by_role("link", name="Read the criteria").click()
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("in force since")
    assert CriteriaVersion.objects.get().state == "frozen"


@pytest.fixture
def addresses(havtech):
    """Every page of this part of the portal, with something on it."""
    cast.wanted(havtech)
    cast.wanted(havtech, "A very long title of a post that says everything about the work, the team and the tools")
    lead, by = cast.kari(), havtech.recruiter.user
    flagged = actions.add_wanted_profile(
        participation=havtech, criteria=cast.BACKEND, by=by, now=cast.NOW, title="Draft", about="Kun menn kan søke."
    )
    version = actions.draft_criteria(campaign=havtech.campaign, by=lead, now=cast.NOW)
    actions.propose(version=version, by=lead, now=cast.NOW)
    plain = [
        "wanted_profiles",
        "new_wanted",
        "paste_ad",
        "criteria",
        "campaign",
        "company",
        "people",
        "add_colleague",
        "away",
    ]
    return [
        *(reverse(f"employer:{name}") for name in plain),
        *(reverse(f"employer:{name}", args=[flagged.ref]) for name in ("wanted_profile", "edit_wanted")),
    ]


@pytest.mark.soak  # test_campaign looks at most of them
@pytest.mark.parametrize(("phone", "dark"), [(True, False), (False, True)])
def test_every_page_fits_and_has_no_barrier(open_page, havtech, addresses, axe, fits, phone, dark):
    page = open_page(user=havtech.recruiter.user, phone=phone, dark=dark)
    for address in addresses:
        page.goto(address)
        axe(page)
        fits(page)
