"""A founder alone: asks to join, signs, makes a passkey, says whom the company looks for, and signs in again."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from kretslop.campaigns import actions
from kretslop.campaigns.models import Invitation, SignUp, WantedProfile
from kretslop.messaging.models import OutboxMail
from tests import cast
from tests.cast import NOW


@pytest.fixture
def lead(transactional_db):
    cache.clear()
    return cast.kari()


def give_a_finger(page):
    """Let the browser have a device that knows its owner."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**device, "isUserVerified": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.soak  # its steps are held by tests without a browser
def test_a_founder_alone(open_page, axe, fits, lead):
    campaign = cast.campaign(lead)
    page = open_page(reverse("public:sign_up"), phone=True)
    give_a_finger(page)
    page.get_by_label("Company", exact=True).fill("Lykt Robotics AS")
    page.get_by_label("Organisation number").fill("974 760 673")
    page.get_by_label("Your name").fill("Nora Lykke")
    page.get_by_label("Your mail address at work").fill("nora@example.com")
    page.get_by_label("Which campaign?").select_option(campaign.ref)
    fits(page)
    page.get_by_role("button", name="Ask to join").click()
    code = OutboxMail.objects.filter(kind="sign_in_code").latest("pk").context["code"]
    page.get_by_label("The code from the mail").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("with the secretariat")

    actions.approve_sign_up(sign_up=SignUp.objects.get(), by=lead, now=NOW)
    page.goto(reverse("public:invitation", args=[Invitation.objects.get().token]))
    page.get_by_role("link", name="Join the campaign").click()
    page.get_by_label("You sign as").select_option("business")
    page.get_by_label("I am the recruiter and the stand-in too").check()
    page.get_by_label("We join the campaign").check()
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Make it hard for others")
    axe(page)
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Write these codes down")
    page.get_by_role("link", name="I have written them down").click()
    page.get_by_role("link", name="Go on").click()

    page.goto(reverse("employer:new_wanted"))
    page.get_by_label("Title of the post").fill("Robot engineer")
    page.get_by_role("combobox", name="Skill").or_(page.get_by_role("textbox", name="Skill")).first.fill("Python")
    page.get_by_role("button", name="Save and submit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Robot engineer")
    assert WantedProfile.objects.get().state == "submitted"

    page.context.clear_cookies()
    page.goto(reverse("account_password_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile(reverse("employer:review") + "$"))
