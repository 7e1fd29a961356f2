"""The secretariat's page of the alliance: who asks to join, the answer, each employer with its people."""

import pytest
from django.urls import reverse

from kretslop.campaigns import actions
from kretslop.campaigns.models import SignUp
from kretslop.employers.models import Employer
from kretslop.introductions import actions as introductions
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
NUMBERS = ("974760673", "889640782", "974761076")


def asking(campaign, number=NUMBERS[0], name="Lykt <AS>", email="nora@example.com"):
    facts = {"name": name, "org_number": number, "country": "NO", "kind": "agency", "culture": "We meet on Mondays."}
    asked = actions.sign_up(campaign=campaign, facts=facts, name="Nora Lykke", email=email, language="en", now=NOW)
    return actions.confirm_sign_up(sign_up=asked, user=cast.user("", email), now=NOW)


def look(client, name="alliance", *args, language="en"):
    answer = client.get(reverse(f"secretariat:{name}", args=args), headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "nb"])
def test_with_nobody_and_with_somebody(kari, campaign, language):
    assert "/join/" in look(kari, language=language)
    asked = asking(campaign)
    havtech = cast.joined(campaign)
    html = look(kari, language=language)
    for said in ("Lykt &lt;AS&gt;", "Havtech AS", asked.ref, havtech.employer.ref):
        assert said in html
    one = look(kari, "sign_up", asked.ref, language=language)
    assert "We meet on Mondays." in one
    assert "nora@example.com" in one
    assert "Sara Bakken" in look(kari, "employer", havtech.employer.ref, language=language)


def test_welcome(kari, campaign):
    asked = asking(campaign)
    answer = kari.post(reverse("secretariat:sign_up", args=[asked.ref]), follow=True)
    assert "is welcome" in answer.content.decode()
    assert Employer.objects.get().name == "Lykt <AS>"
    assert "Welcomed" in look(kari, "sign_up", asked.ref)
    again = kari.post(reverse("secretariat:sign_up", args=[asked.ref]), follow=True)
    assert "answered already" in again.content.decode()
    assert Employer.objects.count() == 1


def test_a_known_number_is_said_and_the_person_let_in(kari, campaign):
    havtech = cast.joined(campaign, org_number=NUMBERS[0]).employer
    asked = asking(campaign, name="Havtech")
    twin = asking(campaign, email="other@example.com")
    html = look(kari, "sign_up", asked.ref)
    assert "in the alliance already" in html
    assert twin.ref in html
    kari.post(reverse("secretariat:sign_up", args=[asked.ref]))
    assert Employer.objects.get() == havtech
    assert havtech.members.filter(user__email="nora@example.com", active=True).exists()


def test_a_no_needs_words(kari, campaign):
    asked = asking(campaign)
    address = reverse("secretariat:sign_up", args=[asked.ref])
    assert kari.post(address, {"no": "1", "words": ""}).status_code == 422
    kari.post(address, {"no": "1", "words": "You are far away."})
    assert SignUp.objects.get().state == "refused"
    assert "You are far away." in look(kari, "sign_up", asked.ref)


def test_strangers_and_unconfirmed_requests_find_nothing(kari, client, campaign):
    facts = {"name": "Lykt AS", "org_number": NUMBERS[0], "country": "NO"}
    typed = actions.sign_up(campaign=None, facts=facts, name="N", email="n@example.com", language="en", now=NOW)
    assert kari.get(reverse("secretariat:sign_up", args=[typed.ref])).status_code == 404
    assert kari.get(reverse("secretariat:employer", args=["a1b2c3d4e5f6"])).status_code == 404


def test_the_list_reads_a_fixed_number_of_queries(kari, campaign, django_assert_num_queries):
    cast.joined(campaign)
    asking(campaign)
    with django_assert_num_queries(QUERIES):
        look(kari)
    cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    asking(campaign, NUMBERS[1], "Two", "two@example.com")
    asking(campaign, NUMBERS[2], "Three", "three@example.com")
    with django_assert_num_queries(QUERIES):
        look(kari)


QUERIES = 6


def change(client, employer, **facts):
    given = {"name": employer.name, "country": "NO", "org_number": employer.org_number, "kind": employer.kind, **facts}
    return client.post(reverse("secretariat:change_employer", args=[employer.ref]), given)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_slip_at_signing_up_is_corrected(kari, campaign, language):
    employer = cast.joined(campaign).employer
    address = reverse("secretariat:change_employer", args=[employer.ref])
    assert address in look(kari, "employer", employer.ref, language=language)
    shown = look(kari, "change_employer", employer.ref, language=language)
    assert 'name="kind"' in shown
    assert 'name="culture"' not in shown, "what candidates read is the employer's own"
    answer = change(kari, employer, name="Havtech Offshore AS", kind="public")
    assert answer["Location"] == reverse("secretariat:employer", args=[employer.ref])
    employer.refresh_from_db()
    assert (employer.name, employer.kind, employer.about) == ("Havtech Offshore AS", "public", employer.about)
    assert change(kari, employer, org_number="123").status_code == 422


def test_the_kind_stays_while_profiles_or_candidates_rest_on_it(kari, campaign):
    wanted = cast.wanted(cast.joined(campaign))
    employer, liaison = wanted.participation.employer, cast.ingrid()
    assert "an agency says it otherwise" in change(kari, employer, kind="agency").content.decode()
    introductions.introduce(
        candidate=cast.approved(campaign, liaison), wanted_profile=wanted, by=liaison, words="", now=NOW
    )
    assert "That has to end first" in change(kari, employer, kind="public").content.decode()
    assert change(kari, employer, name="Havtech Offshore AS").status_code == 302
    employer.refresh_from_db()
    assert (employer.name, employer.kind) == ("Havtech Offshore AS", "private")


def test_only_a_project_lead_corrects_it(client, campaign):
    employer = cast.joined(campaign).employer
    for user in (cast.ingrid(), employer.members.first().user):
        client.force_login(user)
        assert change(client, employer, kind="public").status_code == 404
