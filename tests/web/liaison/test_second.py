"""The desk's pages: sorting otherwise, proposing and confirming, notes, comparing, progress; seen by whom."""

import re
from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kretslop.campaigns import actions as campaigns
from kretslop.screening import actions as screening
from kretslop.screening.models import Decision, DeskNote, Override, Preselection, Proposal
from tests import cast

pytestmark = pytest.mark.django_db
NOTE = "CANARY-NOTE about the move"


@pytest.fixture(scope="module")
def told(told_once):
    lead, liaison, campaign = cast.kari(), cast.ingrid(), cast.campaign()
    cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    people = [cast.diogo(campaign, name) for name in ("Amara Kalu", "Diogo Salgado", "Priya Raman")]
    people += [cast.diogo(campaign, name, years=1) for name in ("Linh Hoàng", "Tomasz Fijał")]
    screening.run_screening(campaign=campaign, by=liaison, now=timezone.now())
    return lead, liaison, cast.user("Ola Nordmann", "ola@example.org", "liaison"), campaign, people


@pytest.fixture
def desk(client, told, db):
    found = deepcopy(told)
    client.force_login(found[1])
    return found


def shown(response):
    assert response.status_code == 200
    return response.content.decode()


def page(client, name, *args, query=""):
    return shown(client.get(reverse(f"liaison:{name}", args=args) + query))


def post(client, name, *args, query="", **said):
    return shown(client.post(reverse(f"liaison:{name}", args=args) + query, said, follow=True))


def test_sorting_otherwise_is_shown_to_liaison_and_person(client, desk):
    _lead, _liaison, _other, campaign, (*_, tomasz) = desk
    whom = (tomasz.ref, campaign.ref)
    asked = page(client, "place", *whom)
    assert "The machine says: Near-miss by one." in asked
    assert asked.count("autofocus") == 1
    assert "This field is required" in shown(client.post(reverse("liaison:place", args=whom), {"group": "meets_all"}))
    assert not Override.objects.exists()
    said = {"group": "meets_all", "reason": "knows_more", "note": NOTE}
    after = post(client, "place", *whom, **said)
    assert "Tomasz Fijał is now under “Meets every must-have”, by your decision." in after
    assert "Put there by Ingrid Moen" in after
    assert "I know more than the profile tells. The machine says: Near-miss by one." in after
    assert NOTE in after
    assert "sorted by a person" in page(client, "candidates", query="?list=meets_all")
    client.force_login(tomasz.user)
    own = shown(client.get(reverse("candidate:why")))
    assert (
        "Ingrid Moen has read your profile and sorted it otherwise than the machine, under “Meets every must-have”"
        in own
    )
    assert "I know more than the profile tells" in own
    assert NOTE not in own
    client.cookies["django_language"] = "nb"
    assert "Ingrid Moen har lest profilen din" in shown(client.get(reverse("candidate:why")))


def test_two_people_on_the_pages(client, desk):
    lead, liaison, other, campaign, (amara, diogo, *_rest) = desk
    client.force_login(lead)
    plan = reverse("secretariat:plan", args=[campaign.ref])
    assert 'name="two_people"' in shown(client.get(plan))
    campaigns.change_campaign(campaign=campaign, by=lead, now=timezone.now(), two_people=True)
    box = re.search(r'<input[^>]*name="two_people"[^>]*>', shown(client.get(plan)))
    assert "checked" in box[0]
    client.force_login(liaison)
    listed = "?list=meets_all"
    after = post(client, "approve", amara.ref, campaign.ref, query=listed)
    assert "Proposed for Amara Kalu. It counts when another liaison confirms it." in after
    assert not Decision.objects.exists()
    mine = page(client, "candidate", amara.ref)
    assert "Ingrid Moen proposes to approve" in mine
    assert "You cannot be both." in mine
    assert "is on the desk again, undecided" in post(client, "take_back", amara.ref, campaign.ref)
    assert "sent back the proposal" not in page(client, "candidate", amara.ref), "taking back needs no words"
    post(client, "approve", amara.ref, campaign.ref, query=listed)
    mine = page(client, "candidate", amara.ref)
    assert reverse("liaison:confirm", args=[amara.ref, campaign.ref]) not in mine
    assert "Another liaison has to confirm this" in post(client, "confirm", amara.ref, campaign.ref)
    assert "Amara Kalu" not in page(client, "candidates", query="?list=second")
    post(client, "not_now", diogo.ref, campaign.ref, reason="too_early", note="Talk in spring")
    client.force_login(other)
    assert "Wait for a second person" in page(client, "today")
    theirs = page(client, "candidate", diogo.ref, query="?list=second")
    assert "Ingrid Moen proposes to put aside in this campaign" in theirs
    assert "Too early: cannot start in time" in theirs
    assert "Talk in spring" in theirs
    back = reverse("liaison:send_back", args=[diogo.ref, campaign.ref])
    assert back in theirs
    assert client.post(reverse("liaison:take_back", args=[diogo.ref, campaign.ref])).status_code == 404, "not theirs"
    assert "Ingrid Moen reads why, and Diogo Salgado is on the desk again" in shown(client.get(back))
    silent = client.post(back, {"answer": " "})
    assert (silent.status_code, "This field is required" in silent.content.decode()) == (422, True)
    after = post(client, "send_back", diogo.ref, campaign.ref, answer="Ask <b>him</b> first.")
    assert "is on the desk again, undecided" in after
    assert "Ola Nordmann sent back the proposal to put aside in this campaign" in after
    assert "Ask &lt;b&gt;him&lt;/b&gt; first." in after
    post(client, "hold", diogo.ref, campaign.ref, reason="talk_first")
    assert "sent back the proposal" not in page(client, "candidate", diogo.ref), "overtaken by a decision"
    confirmed = post(client, "confirm", amara.ref, campaign.ref)
    assert "Confirmed: it counts now for Amara Kalu." in confirmed
    assert "Approved by Ingrid Moen" in confirmed
    assert "Confirmed by Ola Nordmann." in confirmed
    for name in ("confirm", "send_back", "take_back"):
        assert client.post(reverse(f"liaison:{name}", args=[amara.ref, campaign.ref])).status_code == 404
    assert Proposal.objects.filter(settled_at=None).count() == 0


def test_notes_are_the_liaisons_own(client, desk):
    _lead, liaison, other, _campaign, (amara, *_rest) = desk
    assert NOTE in post(client, "note", amara.ref, words=NOTE)
    assert "A note needs words" in post(client, "note", amara.ref, words=" ")
    ref = DeskNote.objects.get().ref
    client.force_login(other)
    assert NOTE in page(client, "candidate", amara.ref)
    assert client.post(reverse("liaison:note", args=[amara.ref]), {"forget": ref}).status_code == 404
    client.force_login(amara.user)
    assert NOTE not in shown(client.get(reverse("candidate:home")))
    client.force_login(liaison)
    assert "The note is gone." in post(client, "note", amara.ref, forget=ref)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_side_by_side(client, desk, language):
    _lead, _liaison, _other, _campaign, people = desk
    client.cookies["django_language"] = language
    refs = list(Preselection.objects.order_by("-score", "ref").values_list("ref", flat=True))
    listed = page(client, "candidates", query="?list=meets_all")
    assert f'formaction="{reverse("liaison:compare")}"' in listed
    url = reverse("liaison:compare")
    few = shown(client.get(url, {"chosen": refs[2:4], "list": "meets_all"}))
    assert sum(person.name in few for person in people) == 2
    assert "?list=meets_all" in few
    all_of_them = shown(client.get(url, {"chosen": refs}))
    assert sum(person.name in all_of_them for person in people) == 4
    if language == "en":
        assert "2 people side by side" in few
        assert "At most 4 people of one campaign" in all_of_them
        assert "Not met" in few
        assert "Choose two people" in shown(client.get(url, {"chosen": refs[:1]}, follow=True))
    counts = []
    for chosen in (refs[:2], refs[:4]):
        with CaptureQueriesContext(connection) as queries:
            shown(client.get(url, {"chosen": chosen}))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_progress_and_where_the_work_begins(client, desk):
    _lead, _liaison, _other, campaign, (amara, *_rest) = desk
    first = page(client, "today")
    assert "Work through them" in first
    listed = page(client, "candidates", query="?list=meets_all")
    assert "0 of 3 done today" in listed
    assert "Begin with the first" in listed
    assert "1 of 3 done today" in post(client, "approve", amara.ref, campaign.ref, query="?list=meets_all")


def test_strangers(client, desk):
    lead, _liaison, _other, campaign, (amara, *_rest) = desk
    who = (amara.ref, campaign.ref)
    for stranger in (lead, amara.user, cast.user("Jonas Vik", "jonas@example.com")):
        client.force_login(stranger)
        assert client.get(reverse("liaison:compare")).status_code == 404
        assert client.get(reverse("liaison:place", args=who)).status_code == 404
        for name, args in (("confirm", who), ("send_back", who), ("take_back", who), ("note", who[:1])):
            assert client.post(reverse(f"liaison:{name}", args=args)).status_code == 404
