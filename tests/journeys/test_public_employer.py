"""A public employer: the candidate reads of lists of applicants and agrees first; no name is seen before it accepts."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from kretslop.introductions import actions as introductions
from tests import cast

# tests/web/employer/test_public_employer.py goes the same way, and on to the invoice, without a browser.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.soak]


def test_the_yes_to_a_public_employer(open_page, axe, fits):
    liaison, campaign = cast.ingrid(), cast.campaign()
    nordlys = cast.joined(campaign, "Nordlys Energi AS", "Silje Haugen", "Per Bakke", kind="public")
    wanted = cast.wanted(nordlys)
    cast.frozen(campaign)
    person = cast.approved(campaign, liaison)
    found = introductions.introduce(
        candidate=person, wanted_profile=wanted, by=liaison, words="Ask about the grid.", now=timezone.now()
    )

    phone = open_page(reverse("candidate:home"), user=person.user, phone=True)
    expect(phone.get_by_text("Being introduced is not an application")).to_be_visible()
    axe(phone)
    fits(phone)
    yes = phone.get_by_role("button", name="Yes, introduce me")
    yes.click()  # without the tick the browser holds it back
    found.refresh_from_db()
    assert found.state == "asked"
    phone.locator("[name=agrees_to_public]").check()
    yes.click()
    expect(phone.get_by_text("Nordlys Energi AS now sees what you can do")).to_be_visible()

    silje = open_page(reverse("employer:introduction", args=[found.ref]), user=nordlys.recruiter.user)
    assert "Salgado" not in silje.content()
    axe(silje)
    silje.get_by_role("button", name="Accept").click()
    expect(silje.get_by_role("heading", level=1)).to_contain_text("Diogo Salgado")
    axe(silje)
    fits(silje)
