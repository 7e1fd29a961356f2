"""Words that a candidate should not read come back with a sentence; a hint for the liaison reaches her alone."""

from copy import deepcopy

import pytest
from django.urls import reverse

from kretslop.introductions import actions, rules
from kretslop.introductions.models import Introduction
from kretslop.shared.errors import NotPossible
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WORDS = "We need somebody who has run Kubernetes in production."


@pytest.fixture(scope="module")
def told(told_once):
    liaison, campaign = cast.ingrid(), cast.campaign()
    havtech = cast.wanted(cast.joined(campaign))
    nordlys = cast.wanted(cast.joined(campaign, "Nordlys Energi AS", "Eva Sund", "Per Dal", kind="public"))
    people = [cast.approved(campaign, liaison, name=name) for name in ("Diogo Salgado", "Amara Kalu")]
    asked = actions.introduce(candidate=people[0], wanted_profile=nordlys, by=liaison, words="", now=NOW)
    return cast.introduced(people[0], havtech, liaison), asked, people, havtech, nordlys, liaison


@pytest.fixture
def scene(client, told, db):
    scene = deepcopy(told)
    client.force_login(scene[0].participation.recruiter.user)
    return scene


@pytest.mark.parametrize(
    ("words", "said"),
    [("You are too old for our team, and that is all.", "The law forbids that as a reason"),
     ("Thank you for your interest. Best of luck!", "These words say nothing about this person")],
)  # fmt: skip
def test_the_form_says_what_is_wrong_and_keeps_the_words(client, scene, words, said):
    found = scene[0]
    sent = {"reason": "skills_missing", "words_to_candidate": words, "private_note": "", "who_else": ""}
    response = client.post(reverse("employer:decline", args=[found.ref]), sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert words in response.content.decode()
    found.refresh_from_db()
    assert found.state == rules.INTRODUCED


def test_who_else_should_see_the_person_is_for_the_liaison(client, scene):
    found, liaison = scene[0], scene[-1]
    sent = {
        "reason": "skills_missing",
        "words_to_candidate": WORDS,
        "private_note": "",
        "who_else": "Fjordbank, CANARY",
    }
    client.post(reverse("employer:decline", args=[found.ref]), sent)
    client.force_login(liaison)
    page = client.get(reverse("liaison:introduction", args=[found.ref])).content.decode()
    assert "Fjordbank, CANARY" in page
    Introduction.objects.filter(pk=found.pk).update(ended_at=NOW)
    found.release_message.leaves_at = NOW
    found.release_message.save()
    client.force_login(found.candidate.user)
    mine = client.get(reverse("candidate:home")).content.decode()
    assert "Kubernetes in production" in mine
    assert "CANARY" not in mine


def test_a_public_employer_needs_a_yes_to_its_list_of_applicants(client, scene):
    asked = scene[1]
    client.force_login(asked.candidate.user)
    assert "may have to show its list of applicants" in client.get(reverse("candidate:home")).content.decode()
    yes = reverse("candidate:consent", args=[asked.ref])
    assert "please agree to that first" in client.post(yes, follow=True).content.decode()
    asked.refresh_from_db()
    assert asked.state == rules.ASKED
    with pytest.raises(NotPossible):
        actions.consent(introduction=asked, by=asked.candidate.user, now=NOW)
    client.post(yes, {"agrees_to_public": "on"})
    asked.refresh_from_db()
    assert (asked.state, asked.consent_words) == (rules.INTRODUCED, rules.PUBLIC_CONSENT_VERSION)


def test_each_person_has_a_sentence(client, scene):
    _found, _asked, people, havtech, nordlys, liaison = scene
    client.force_login(liaison)
    address = reverse("liaison:introduce")
    chosen = {"candidate": [each.ref for each in people], "wanted": [nordlys.ref, havtech.ref]}
    assert f'name="words-{people[1].ref}"' in client.get(address, chosen).content.decode()
    client.post(address, {**chosen, "words": "For all.", f"words-{people[1].ref}": "Built a meter for 2 million."})
    made = Introduction.objects.filter(candidate=people[1]).values_list("liaison_words", flat=True)
    assert list(made) == ["Built a meter for 2 million."] * 2


def test_a_tab_that_came_too_late_goes_to_the_page_whole(client, scene):
    found = scene[0]
    actions.accept(introduction=found, by=found.participation.recruiter.user, now=NOW)
    asked = {"reason": "skills_missing", "suggest": "reason"}
    answer = client.post(reverse("employer:decline", args=[found.ref]), asked, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == reverse("employer:introduction", args=[found.ref])
