"""A recruiter works through those who wait: with the keys at a desk, and on a phone without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from kretslop.introductions import rules
from kretslop.introductions.models import Introduction
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting():
    """Amara and Priya introduced to Havtech, Amara's answer due first."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    wanted = cast.wanted(cast.joined(campaign))
    found = [
        cast.introduced(cast.approved(campaign, liaison, name=name), wanted, liaison)
        for name in ("Amara Kalu", "Priya Raman")
    ]
    for days, each in enumerate(found, 2):
        Introduction.objects.filter(pk=each.pk).update(next_step_due=timezone.now() + timedelta(days=days))
    return found


def state_of(introduction):
    introduction.refresh_from_db()
    return introduction.state


def test_with_the_keys_from_one_to_the_next(open_page, axe, fits, waiting):
    amara, priya = waiting
    page = open_page(reverse("employer:review"), user=amara.participation.recruiter.user)
    axe(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**/{priya.ref}/")
    axe(page)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**/{amara.ref}/")
    page.keyboard.press("d")
    page.wait_for_url("**/decline/")
    words = page.get_by_label("Your words to the candidate")
    page.get_by_label("Norwegian is needed from the first day").check()
    expect(words).to_have_value(re.compile("Norwegian is needed"))
    words.fill("Our own words, which nobody replaces by choosing another reason.")
    with page.expect_response("**/decline/"):
        page.get_by_label("Cannot start in time").check()
    expect(words).to_have_value(re.compile("^Our own words"))
    axe(page)
    page.get_by_role("button", name="Decline and send the words").click()
    page.wait_for_url(f"**/{priya.ref}/")
    expect(page.get_by_text("Declined.")).to_be_visible()
    page.keyboard.press("a")
    page.get_by_role("heading", name="Priya Raman", level=1).wait_for()
    axe(page)
    fits(page)
    assert (state_of(amara), state_of(priya)) == (rules.DECLINED, rules.ACCEPTED)


@pytest.mark.soak  # the usual run presses the keys
def test_on_a_phone_without_javascript(open_page, fits, waiting):
    amara, priya = waiting
    page = open_page(reverse("employer:review"), user=amara.participation.stand_in.user, phone=True, javascript=False)
    fits(page)
    page.get_by_role("link", name=amara.pseudonym).click()
    fits(page)
    page.get_by_role("link", name="Decline with a reason").click()
    fits(page)
    page.get_by_label("The post has been filled").check()
    page.get_by_role("button", name="Use the suggested text").click()
    suggested = re.compile("filled before we came to you")
    expect(page.get_by_label("Your words to the candidate")).to_have_value(suggested)
    page.get_by_role("button", name="Decline and send the words").click()
    expect(page.get_by_text("Declined.")).to_be_visible()
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("button", name="An interview is agreed otherwise").click()
    fits(page)
    page.get_by_role("link", name="Hired").click()
    page.get_by_role("button", name="Report as hired").click()
    expect(page.get_by_text("Congratulations!")).to_be_visible()
    fits(page)
    assert (state_of(amara), state_of(priya)) == (rules.DECLINED, rules.HIRED)
