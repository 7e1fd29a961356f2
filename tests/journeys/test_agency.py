"""An agency: takes part by its own word, names a client, and somebody says yes to the client by name."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from kretslop.accounts.models import User
from kretslop.campaigns.models import WantedProfile
from kretslop.employers.actions import add_employer, add_member
from kretslop.introductions import actions as introductions
from kretslop.introductions.models import Introduction
from tests import cast
from tests.cast import NOW


@pytest.fixture
def erik(transactional_db):
    """Somebody who runs an agency that takes part in nothing yet."""
    cache.clear()
    cast.kari()
    user = cast.user("Erik Solberg", "erik@example.com")
    agency = add_employer(name="Solberg IT AS", kind="agency", city="Oslo", now=NOW)
    add_member(employer=agency, user=user, role="manager", by=user, now=NOW)
    return user


@pytest.mark.soak  # its steps are held by tests without a browser
def test_an_agency(open_page, axe, fits, erik):
    liaison, campaign = cast.ingrid(), cast.campaign()
    page = open_page(reverse("employer:clients"), user=erik, phone=True)
    page.get_by_role("link", name="Read more and take part").click()
    page.get_by_label("You sign as").select_option(label="Business manager")
    page.get_by_label("We take part with this profile").check()
    page.get_by_role("button", name="Take part").click()
    expect(page.get_by_text("You take part.")).to_be_visible()
    page.goto(reverse("employer:new_client"))
    page.get_by_label("Company", exact=True).fill("Fjellvann Sensor AS")
    page.get_by_label("Organisation number").fill("712 345 675")
    page.get_by_label("Name", exact=True).fill("Ingvild Aune")
    page.get_by_label("Mail address").fill("ingvild@example.com")
    fits(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add somebody").click()
    page.get_by_label("Name", exact=True).fill("Rune Fjell")
    page.get_by_label("Mail address").fill("rune@example.com")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("button", name="Remove Rune Fjell")).to_be_visible()
    fits(page)
    axe(page)
    page.goto(reverse("employer:new_wanted"))
    page.get_by_label("Who would hire?").select_option(label="Fjellvann Sensor AS")
    page.get_by_label("Title of the post").fill("Sensor engineer")
    page.get_by_role("combobox", name="Skill").or_(page.get_by_role("textbox", name="Skill")).first.fill("Python")
    page.get_by_role("button", name="Save and submit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sensor engineer")

    candidate = cast.approved(campaign, liaison)
    wanted = WantedProfile.objects.get()
    introductions.introduce(candidate=candidate, wanted_profile=wanted, by=liaison, words="Knows lakes.", now=NOW)
    asked = open_page(reverse("candidate:home"), user=candidate.user, phone=True)
    expect(asked.get_by_text("Fjellvann Sensor AS would be your employer.")).to_be_visible()
    fits(asked)
    asked.get_by_role("button", name="Yes, introduce me").click()
    expect(asked.get_by_role("button", name="Yes, introduce me")).to_have_count(0)

    reads = open_page(reverse("employer:client_reading"), user=User.objects.get(email="rune@example.com"))
    reads.locator("main li a").first.click()
    reads.get_by_label("Key takeaways").fill("Please ask about pressure sensors.")
    reads.get_by_role("button", name="Save").click()
    expect(reads.get_by_text("Saved. Solberg IT AS reads it.")).to_be_visible()
    axe(reads)

    page.goto(reverse("employer:review"))
    page.goto(reverse("employer:introduction", args=[Introduction.objects.get().ref]))
    expect(page.get_by_text("Please ask about pressure sensors.")).to_be_visible()
    page.get_by_role("button", name="Accept").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(candidate.name)
    assert Introduction.objects.get().state == "accepted"
