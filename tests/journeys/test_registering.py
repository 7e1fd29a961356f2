"""A busy engineer registers on a phone, from the landing page to the own page, with a CV and without JavaScript."""

import json

import pytest
from playwright.sync_api import expect

from kretslop.messaging.models import OutboxMail
from kretslop.talent.models import Candidate
from tests import cast
from tests.web.public.test_registration import RESUME

pytestmark = pytest.mark.django_db(transaction=True)


def the_code():
    return OutboxMail.objects.filter(kind="sign_in_code").latest("pk").context["code"]


def test_registering_on_a_phone(open_page, axe, fits, tmp_path):
    campaign = cast.campaign(promise="Build the systems that keep the region running")
    page = open_page(f"/c/{campaign.slug}/", phone=True)
    axe(page)
    fits(page)
    page.get_by_role("link", name="Register", exact=True).click()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator(".ds-error-summary")).to_be_focused()
    axe(page)
    page.get_by_label("Your name").fill("Priya Raman")
    page.get_by_label("Your mail address").fill("priya@example.org")
    cv = tmp_path / "resume.json"
    cv.write_text(json.dumps(RESUME))
    page.get_by_label("Your CV").set_input_files(str(cv))
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_label("Years of such work")).not_to_have_value("")
    expect(page.get_by_text("read from your CV").first).to_be_visible()
    page.get_by_label("Python", exact=True).select_option("3")
    page.get_by_label("Add skills").fill("Kotlin, Frobnicate")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("We do not know Frobnicate")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("I need a work permit").check()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Python", exact=True)).to_have_value("3")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_label("I need a work permit")).to_be_checked()
    axe(page)
    fits(page)
    page.get_by_label("Yes, keep my profile").check()
    expect(page.locator("input[name=altcha]")).not_to_have_value("")  # the browser has done its proof of work
    page.get_by_role("button", name="Send, and get a code by mail").click()
    axe(page)
    page.get_by_label("The code from the mail").fill(the_code())
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hi Priya, you are registered")
    axe(page)
    fits(page)
    candidate = Candidate.objects.get()
    assert set(candidate.skills.values_list("skill", "level")) >= {("python", 3), ("kotlin", None)}
    assert "Frobnicate" in candidate.summary
    assert candidate.cv_files.count() == 1


@pytest.mark.soak
def test_registering_without_javascript(open_page):
    campaign = cast.campaign()
    page = open_page(f"/c/{campaign.slug}/register/", phone=True, javascript=False)
    page.get_by_label("Your name").fill("Linh Hoàng")
    page.get_by_label("Your mail address").fill("linh@example.org")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Yes, keep my profile").check()
    page.get_by_role("button", name="Send, and get a code by mail").click()
    page.get_by_label("The code from the mail").fill(the_code().lower())
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hi Linh")
