"""A liaison works through 40 people with the keyboard alone: approves, holds, puts aside, notes, goes back."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from kretslop.campaigns.models import Registration
from kretslop.screening import actions as screening
from kretslop.screening.models import Decision, DeskNote
from kretslop.talent.models import Candidate, CandidateLanguage, CandidateSkill, PoolMembership
from tests import cast
from tests.conftest import SOAK

pytestmark = pytest.mark.django_db(transaction=True)
#: The way is the same for fewer; all forty in a soak run.
PEOPLE, EVERY = (40, 10) if SOAK else (8, 4)


@pytest.fixture
def desk():
    """Forty people who meet everything: one registered by hand, the others copies of the rows, made at once."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    first = cast.diogo(campaign, "Diogo Salgado")
    copies = {}
    for model in (Candidate, PoolMembership, CandidateSkill, CandidateLanguage, Registration):
        rows = [first] if model is Candidate else list(model.objects.filter(candidate=first))
        made = []
        for n in range(1, PEOPLE):
            for row in rows:
                new = model(**{f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields})
                new.pk = None
                if hasattr(new, "ref"):
                    new.ref = model._meta.get_field("ref").get_default()
                if model is Candidate:
                    new.user, new.name, new.email = None, f"Person {n:02}", f"person{n}@example.com"
                else:
                    new.candidate = copies[n]
                made.append(new)
        model.objects.bulk_create(made)
        if model is Candidate:
            copies = dict(enumerate(made, 1))
    screening.run_screening(campaign=campaign, by=liaison, now=timezone.now())
    return liaison


def test_forty_people_by_keyboard(open_page, axe, fits, desk):
    page = open_page(reverse("liaison:today"), user=desk)
    page.keyboard.press("w")
    expect(page.get_by_text(f"0 of {PEOPLE} done today")).to_be_visible()
    axe(page)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text(f"2 of {PEOPLE}", exact=True)).to_be_visible()
    page.keyboard.press("m")
    page.keyboard.type("Call on Friday.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Noted.")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    for done in range(1, PEOPLE + 1):
        if done % EVERY == 0:
            held = done // EVERY % 2
            page.keyboard.press("h" if held else "n")
            page.wait_for_url("**/hold/**" if held else "**/not-now/**")
            # The browser sets the focus with its first picture, which may come after the page is loaded.
            expect(page.locator("main input[type=radio]:focus")).to_have_count(1)
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("a")
        if done < PEOPLE:
            page.get_by_text(f"{done} of {PEOPLE} done today").wait_for()
    page.wait_for_url("**/liaison/")
    expect(page.get_by_text("That was the last one on this list.")).to_be_visible()
    fits(page)
    verdicts = list(Decision.objects.filter(current=True).values_list("verdict", flat=True))
    assert [verdicts.count(each) for each in ("approved", "held", "not_now")] == ([36, 2, 2] if SOAK else [6, 1, 1])
    assert DeskNote.objects.get().words == "Call on Friday."
