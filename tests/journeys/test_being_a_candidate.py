"""A candidate on a phone: says yes to one employer and no to another, answers a question, pauses and comes back."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kretslop.introductions import actions as introductions
from kretslop.screening import actions as screening
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_candidate_on_a_phone(open_page, axe, fits):
    campaign = cast.campaign()
    havtech = cast.wanted(cast.joined(campaign, city="Oslo", about="Grid software."))
    fjordbank = cast.wanted(cast.joined(campaign, name="Fjordbank ASA", recruiter="Jonas Vik", stand_in="Mona Lind"))
    cast.frozen(campaign)
    ingrid = cast.ingrid()
    diogo = cast.approved(campaign, ingrid)
    screening.run_screening(campaign=campaign, by=ingrid, now=timezone.now())
    for wanted in (havtech, fjordbank):
        introductions.introduce(candidate=diogo, wanted_profile=wanted, by=ingrid, words="", now=timezone.now())
    screening.ask(candidate=diogo, campaign=campaign, criterion="skill:kafka", by=ingrid, now=timezone.now())
    page = open_page("/me/", user=diogo.user, phone=True)
    head = page.get_by_role("heading", level=1)

    def looked_at():
        axe(page)
        fits(page)

    expect(head).to_have_text("Hi Diogo, we would like to introduce you to 2 employers")
    looked_at()
    page.get_by_role("button", name="Yes, introduce me").first.click()
    expect(page.get_by_text("Havtech AS now sees what you can do")).to_be_visible()
    page.get_by_role("button", name="No, thanks").click()
    expect(head).to_have_text("Hi Diogo, we have a question for you")
    looked_at()
    page.get_by_role("link", name="Answer").click()
    expect(head).to_contain_text("How well do you know")
    looked_at()
    page.get_by_role("button", name="I do not know it").click()
    expect(head).to_have_text("An employer is reading your profile")
    page.get_by_role("link", name="See why").click()
    looked_at()
    page.goto("/me/availability/")
    looked_at()
    page.get_by_label("3 months").check()
    page.get_by_role("button", name="Take a pause").click()
    expect(head).to_have_text("You have a pause, Diogo")
    looked_at()
    page.get_by_role("button", name="End the pause now").click()
    expect(head).to_contain_text("you are approved, and we are looking")
    looked_at()
