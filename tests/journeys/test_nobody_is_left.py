"""A recruiter goes on holiday and nobody waits for it; a no becomes a hire elsewhere."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from kretslop.accounts.models import User
from kretslop.introductions import rules
from kretslop.introductions.models import Introduction
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Your work on billing is strong; this post needs somebody who has run a grid at night."


@pytest.fixture
def scene():
    """Diogo is introduced to Havtech, whose answer is late; Fjordbank looks for somebody like him too."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    havtech = cast.wanted(cast.joined(campaign))
    fjordbank = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    found = cast.introduced(cast.approved(campaign, liaison), havtech, liaison)
    Introduction.objects.update(next_step_due=timezone.now() - timedelta(days=2))
    User.objects.filter(pk=found.candidate.user_id).update(time_zone="Europe/Lisbon")
    return found, havtech.participation, fjordbank.participation, liaison


@pytest.mark.soak  # its steps are held by tests without a browser
def test_a_recruiter_goes_on_holiday(open_page, axe, fits, scene):
    found, havtech, _fjordbank, liaison = scene
    steps = reverse("employer:next_steps")
    sara = open_page(reverse("employer:campaign"), user=havtech.recruiter.user)
    back = timezone.localdate() + timedelta(days=14)
    sara.get_by_label("I am back on").fill(back.isoformat())
    sara.get_by_role("button", name="Save").click()
    sara.get_by_role("button", name="I am here again").wait_for()
    # What is late is the stand-in's now, and so is what comes in the meantime.
    cast.introduced(cast.approved(found.campaign, liaison, name="Amara Kalu"), found.wanted_profile, liaison)
    anders = open_page(steps, user=havtech.stand_in.user, phone=True)
    expect(anders.get_by_role("heading", level=1)).to_have_text("2 next steps are yours")
    expect(anders.get_by_text("Until then you answer.")).to_be_visible()
    axe(anders)
    fits(anders)
    anders.get_by_role("link", name="Overdue").click()
    anders.get_by_role("link", name=found.pseudonym).click()
    anders.get_by_role("button", name="Accept").click()
    expect(anders.get_by_text("Accepted.")).to_be_visible()
    sara.goto(steps)
    expect(sara.get_by_role("heading", level=1)).to_have_text("No next step is yours now")
    # She is back, and with her the work.
    sara.goto(reverse("employer:campaign"))
    sara.get_by_role("button", name="I am here again").click()
    sara.goto(steps)
    expect(sara.get_by_role("heading", level=1)).to_have_text("2 next steps are yours")
    expect(sara.get_by_role("link", name="Diogo Salgado")).to_be_visible()


@pytest.mark.soak  # test_campaign goes from a no to a hire elsewhere, with fewer steps between
def test_a_no_becomes_a_hire_elsewhere(open_page, axe, fits, scene):
    found, havtech, fjordbank, liaison = scene
    sara = open_page(reverse("employer:decline", args=[found.ref]), user=havtech.recruiter.user)
    sara.get_by_label("Skills are missing").check()
    sara.get_by_label("Your words to the candidate").fill(WORDS)
    sara.get_by_role("button", name="Decline and send the words").click()
    expect(sara.get_by_text("Declined.")).to_be_visible()
    # The liaison sees him at once, with who fits next, and asks him about them.
    ingrid = open_page(reverse("liaison:today"), user=liaison)
    expect(ingrid.get_by_text("declined by Havtech AS")).to_be_visible()
    ingrid.get_by_role("link", name="Introduce", exact=True).click()
    ingrid.get_by_label("Fjordbank ASA").check()
    ingrid.get_by_role("button", name="Ask the candidates").click()
    ingrid.wait_for_load_state()
    diogo = open_page(reverse("candidate:home"), user=found.candidate.user, phone=True)
    expect(diogo.get_by_text("Havtech AS said no")).to_have_count(0)  # his words leave in two working hours
    diogo.get_by_role("button", name="Yes, introduce me").click()
    second = Introduction.objects.latest("pk")
    # Fjordbank learns nothing of Havtech, says yes, and offers a time; he picks it by his own clock.
    jonas = open_page(reverse("employer:review"), user=fjordbank.recruiter.user, javascript=False)
    assert "Havtech" not in jonas.content()
    jonas.get_by_role("button", name="Accept").click()
    jonas.get_by_role("link", name="Offer times", exact=True).click()
    at = (timezone.now() + timedelta(days=4)).strftime("%Y-%m-%dT14:10")
    jonas.get_by_label("Time 1").fill(at)
    jonas.get_by_label("Place").fill("Strandgata 1")
    jonas.get_by_role("button", name="Offer these times").click()
    diogo.goto(reverse("candidate:interview", args=[second.ref]))
    diogo.get_by_label("at 13:10 for you, 14:10 in Oslo").check()
    axe(diogo)
    fits(diogo)
    diogo.get_by_role("button", name="Send").click()
    expect(diogo.get_by_role("heading", level=1)).to_have_text("You meet Fjordbank ASA")
    fits(diogo)
    # From the board to the end, which asks what belongs to it.
    jonas.goto(reverse("employer:process"))
    jonas.get_by_text("Move").click()
    jonas.get_by_role("link", name="Hired").click()
    jonas.get_by_role("button", name="Report as hired").click()
    expect(jonas.get_by_text("Congratulations!")).to_be_visible()
    second.refresh_from_db()
    found.refresh_from_db()
    assert (found.state, second.state) == (rules.DECLINED, rules.HIRED)
