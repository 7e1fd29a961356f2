"""Employers read the proposed criteria beside their own demands, agree, or say what should change."""

from copy import deepcopy

import pytest
from django.urls import reverse
from django.utils.translation import override

from kretslop.campaigns import actions
from kretslop.campaigns.models import Agreement, CriteriaVersion
from kretslop.employers.actions import add_member
from kretslop.matching.criteria import Criteria, Criterion
from tests import cast
from tests.web.forms import typed

pytestmark = pytest.mark.django_db
PAGE = "employer:criteria"


@pytest.fixture(scope="module")
def told(told_once):
    """Two employers with a wanted profile each."""
    lead = cast.kari()
    campaign = cast.campaign(lead)
    havtech, fjordbank = cast.joined(campaign), cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    cast.wanted(havtech, posts=2)
    java = Criteria((Criterion("skill", code="java", level=3, points=1, must=True), *cast.BACKEND.items[2:]))
    cast.wanted(fjordbank, "Core banking developer", criteria=java)
    return lead, campaign, havtech, fjordbank


@pytest.fixture
def region(client, told, db):
    """The same, and Sara of Havtech is signed in."""
    lead, campaign, havtech, fjordbank = deepcopy(told)
    client.force_login(havtech.recruiter.user)
    return lead, campaign, havtech, fjordbank


def proposed(lead, campaign):
    version = actions.draft_criteria(campaign=campaign, by=lead, now=cast.NOW)
    return actions.propose(version=version, by=lead, now=cast.NOW)


def read(client):
    response = client.get(reverse(PAGE))
    assert response.status_code == 200
    return response.content.decode()


def answer(client, version, **data):
    seen = typed(read(client)).get("seen", "")
    return client.post(reverse("employer:answer_criteria", args=[version.ref]), {"seen": seen, **data}, follow=True)


def test_nothing_is_proposed_yet(client, region):
    lead, campaign, *_ = region
    assert "The criteria are not proposed yet" in read(client)
    actions.draft_criteria(campaign=campaign, by=lead, now=cast.NOW)
    shown = read(client)
    assert "draws up the criteria from the wanted profiles now" in shown
    assert "PostgreSQL" not in shown


def test_each_criterion_says_who_stands_behind_it(client, region):
    lead, campaign, *_ = region
    proposed(lead, campaign)
    shown = read(client)
    assert "Do you agree to these criteria?" in shown
    assert "1 profile, 2 of 3 posts; a must for 2" in shown
    assert "2 profiles, 3 of 3 posts; a must for 3" in shown
    assert "as you ask" in shown
    assert "you do not ask for this" in shown
    assert "Java, level 3" in shown
    assert "Core banking" not in shown


def test_what_only_the_own_profile_asks_for_is_shown(client, region):
    lead, campaign, *_ = region
    version = proposed(lead, campaign)
    actions.unpropose(version=version, by=lead, now=cast.NOW)
    fewer = Criteria(tuple(i for i in cast.BACKEND.items if i.code != "postgresql"))
    actions.edit_criteria(version=version, criteria=fewer, by=lead, now=cast.NOW)
    actions.propose(version=version, by=lead, now=cast.NOW)
    shown = read(client)
    assert "What you ask for that is not among them" in shown
    assert "PostgreSQL, level 1" in shown


def test_agree_until_all_have(client, region):
    lead, campaign, _havtech, fjordbank = region
    version = proposed(lead, campaign)
    assert "The criteria wait for your answer" in client.get(reverse("employer:wanted_profiles")).content.decode()
    shown = answer(client, version, answer="agreed").content.decode()
    assert "when every employer has agreed" in shown
    assert "1 of 2" in shown
    assert "The criteria wait for your answer" not in client.get(reverse("employer:wanted_profiles")).content.decode()
    client.force_login(fjordbank.recruiter.user)
    shown = answer(client, version, answer="agreed").content.decode()
    assert "Everybody has agreed" in shown
    assert "in force since" in shown
    version.refresh_from_db()
    assert version.state == "frozen"


def test_object_with_words_then_agree_after_all(client, region):
    lead, campaign, havtech, fjordbank = region
    version = proposed(lead, campaign)
    answer(client, version, answer="objected", words="Please take <b>CANARY</b> out.")
    given = Agreement.objects.get()
    assert (given.answer, given.by, given.participation) == ("objected", havtech.recruiter.user, havtech)
    assert "&lt;b&gt;CANARY&lt;/b&gt;" in read(client)
    client.force_login(fjordbank.recruiter.user)
    shown = read(client)
    assert "CANARY" not in shown
    assert "Wants a change" in shown
    client.force_login(havtech.recruiter.user)
    answer(client, version, answer="agreed")
    assert Agreement.objects.get().answer == "agreed"


def test_an_objection_that_asks_for_what_the_law_protects_is_looked_at_first(client, region):
    lead, campaign, *_ = region
    version = proposed(lead, campaign)
    wish = "We only want a young developer, under 35 years old."
    held = answer(client, version, answer="objected", words=wish)
    assert held.status_code == 422
    shown = held.content.decode()
    assert "Please look at these words" in shown
    assert "The Working Environment Act, section 13-1" in shown
    assert typed(shown)["words"].strip() == wish
    assert not Agreement.objects.exists()
    answer(client, version, fair="1", words=wish)
    assert Agreement.objects.get().words == wish
    client.force_login(lead)
    page = client.get(reverse("secretariat:criteria", args=[campaign.ref])).content.decode()
    assert "Please look at these words" in page, "the project lead reads the law beside it"


@pytest.mark.parametrize(("words", "said"), [("", "required"), ("   ", "required"), ("x" * 1001, "at most 1000")])
def test_an_objection_needs_words_and_keeps_them(client, region, words, said):
    lead, campaign, *_ = region
    response = answer(client, proposed(lead, campaign), answer="objected", words=words)
    assert response.status_code == 422
    shown = response.content.decode()
    assert said in shown
    assert typed(shown)["words"].strip() == words.strip()
    assert not Agreement.objects.exists()


def test_an_answer_to_criteria_that_changed_meanwhile_does_not_count(client, region):
    lead, campaign, *_ = region
    version = proposed(lead, campaign)
    seen = typed(read(client))["seen"]
    actions.unpropose(version=version, by=lead, now=cast.NOW)
    address = reverse("employer:answer_criteria", args=[version.ref])
    assert client.post(address, {"seen": seen, "answer": "agreed"}).status_code == 404
    actions.edit_criteria(version=version, criteria=cast.BACKEND, by=lead, now=cast.NOW)
    actions.propose(version=version, by=lead, now=cast.NOW)
    shown = client.post(address, {"seen": seen, "answer": "agreed"}, follow=True).content.decode()
    assert "have changed since you opened the page" in shown
    assert not Agreement.objects.exists()


def test_an_answer_after_everybody_agreed(client, region):
    lead, campaign, havtech, fjordbank = region
    version = proposed(lead, campaign)
    seen = typed(read(client))["seen"]
    for each in (havtech, fjordbank):
        actions.agree(version=version, participation=each, by=each.recruiter.user, now=cast.NOW)
    address = reverse("employer:answer_criteria", args=[version.ref])
    shown = client.post(address, {"seen": seen, "answer": "objected", "words": "No."}, follow=True).content.decode()
    assert "not waiting for answers any more" in shown
    assert set(Agreement.objects.values_list("answer", flat=True)) == {"agreed"}


def test_another_campaigns_criteria_are_not_there(client, region):
    lead, *_ = region
    other = cast.campaign(lead, name="Nurses 2027")
    nordlys = cast.joined(other, "Nordlys Energi AS", "Nils Berg", "Eva Lund")
    cast.wanted(nordlys)
    version = proposed(lead, other)
    address = reverse("employer:answer_criteria", args=[version.ref])
    assert client.post(address, {"answer": "agreed"}).status_code == 404
    assert "not proposed yet" in read(client)


def test_somebody_who_acts_elsewhere_now_answers_for_nobody(client, region):
    lead, campaign, havtech, _fjordbank = region
    version = proposed(lead, campaign)
    other = cast.campaign(lead, name="Nurses 2027")
    nordlys = cast.joined(other, "Nordlys Energi AS", "Nils Berg", "Eva Lund")
    sara = havtech.recruiter.user
    add_member(employer=nordlys.employer, user=sara, role="recruiter", by=lead, now=cast.NOW)
    client.post(reverse("employer:acting"), {"participation": nordlys.ref})
    response = client.post(reverse("employer:answer_criteria", args=[version.ref]), {"answer": "agreed"}, follow=True)
    assert "You act in another campaign now" in response.content.decode()
    assert not Agreement.objects.exists()


def test_candidates_do_not_read_criteria(client, region):
    lead, campaign, *_ = region
    version = proposed(lead, campaign)
    client.force_login(cast.diogo(campaign).user)
    assert client.get(reverse(PAGE)).status_code == 404
    assert client.post(reverse("employer:answer_criteria", args=[version.ref]), {"answer": "agreed"}).status_code == 404


def test_the_version_in_force_stands_beside_the_next(client, region):
    lead, campaign, *_ = region
    cast.frozen(campaign)
    proposed(lead, campaign)
    shown = read(client)
    assert "Version 2" in shown
    assert "The version that is in force until then" in shown
    assert CriteriaVersion.objects.filter(state="frozen").get().number == 1


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_asks_the_same_for_two_employers_and_for_four(client, region, more, django_assert_num_queries):
    lead, campaign, havtech, _fjordbank = region
    for number in range(more):
        cast.wanted(cast.joined(campaign, f"Employer {number}", f"Ann {number}", f"Bo {number}"))
        cast.wanted(havtech, f"Profile {number}")
    proposed(lead, campaign)
    with django_assert_num_queries(9):
        read(client)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_both_languages(client, region, language):
    lead, campaign, *_ = region
    client.cookies["django_language"] = language
    with override(language):  # ends with the language of the tests
        shown = read(client)
        proposed(lead, campaign)
        shown += read(client)
    assert ("Er du enig i disse kriteriene?" in shown) == (language == "nb")
