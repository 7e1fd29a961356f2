"""A job ad becomes a draft; what cannot be read is said, and what was pasted is kept."""

import json
from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from kretslop.campaigns import queries
from kretslop.campaigns.models import WantedProfile
from tests import cast
from tests.web.forms import typed

pytestmark = pytest.mark.django_db
AD = """Senior Backend Developer

We build the systems that balance the power grid, and we are looking for 3 developers.

Requirements:
- At least 5 years of experience with Python
- You must know PostgreSQL well
- English at C1 level
- Experience with Docker or Podman

Nice to have:
- Kubernetes

We offer a hybrid workplace, with home office two days per week.
"""
FINNISH = """Ohjelmistokehittäjä

Etsimme kokenutta ohjelmistokehittäjää tiimiimme Helsinkiin. Sinulla on vahva osaaminen Pythonista ja Reactista sekä
kokemusta pilvipalveluista. Arvostamme hyviä viestintätaitoja, halua oppia uutta ja kykyä työskennellä itsenäisesti
osana monitaitoista joukkuetta. Tarjoamme joustavan työajan, hyvät edut ja mukavan työyhteisön keskellä kaupunkia.
"""


@pytest.fixture(scope="module")
def told(told_once):
    cast.kari()
    return cast.joined(cast.campaign())


@pytest.fixture
def havtech(client, told, db):
    participation = deepcopy(told)
    client.force_login(participation.recruiter.user)
    return participation


def paste(client, text="", **more):
    return client.post(reverse("employer:paste_ad"), {"text": text, **more}, follow=True)


def test_an_ad_becomes_a_draft_with_its_words(client, havtech):
    response = paste(client, AD)
    profile = WantedProfile.objects.get()
    assert response.redirect_chain == [(reverse("employer:edit_wanted", args=[profile.ref]), 302)]
    assert (profile.state, profile.title, profile.posts) == ("draft", "Senior Backend Developer", 3)
    assert (profile.seniority, profile.remote, profile.source_ad) == ("senior", "hybrid", AD)
    criteria = {item.key: item for item in queries.criteria_of(profile).items}
    assert criteria["skill:python"].must
    assert criteria["skill:postgresql"].must
    assert not criteria["skill:kubernetes"].must
    assert criteria["years"].level == 5
    assert criteria["language:en"].level == 5
    shown = response.content.decode()
    assert "This is what we read in your ad" in shown
    assert "You must know PostgreSQL well" in shown
    assert typed(shown)["title"] == "Senior Backend Developer"
    data = typed(shown)
    data["submit"] = "1"
    client.post(reverse("employer:edit_wanted", args=[profile.ref]), data)
    profile.refresh_from_db()
    assert profile.state == "submitted"
    assert set(queries.criteria_of(profile).items) == set(criteria.values())


def test_an_ad_in_a_language_that_we_do_not_read(client, havtech):
    shown = paste(client, FINNISH).content.decode()
    profile = WantedProfile.objects.get()
    assert "We cannot read ads in" in shown
    assert "Etsimme kokenutta" in shown
    assert profile.source_ad.split() == FINNISH.split()
    assert queries.criteria_of(profile).musts == ()


def test_an_ad_that_is_too_long_is_kept_in_the_form(client, havtech):
    text = "CANARY " + "We need Python. " * 3200
    response = paste(client, text)
    assert response.status_code == 422
    shown = response.content.decode()
    assert "longer than 40,000 characters" in shown
    assert typed(shown)["text"] == text
    assert not WantedProfile.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is no text yet"),
        ("   \n", "There is no text yet"),
        ('{"a": 1}', "no job ad in it"),
        ("{", "no job ad in it"),
    ],
)
def test_what_is_no_ad(client, havtech, text, said):
    response = paste(client, text)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not WantedProfile.objects.exists()


def test_words_that_the_law_protects(client, havtech):
    shown = paste(client, AD + "\nYou must be a Norwegian citizen, under 35 years old.\n").content.decode()
    assert "These words ask for a nationality." in shown
    assert "Working Environment Act" in shown
    assert "<q>You must be a Norwegian citizen, under 35 years old.</q>" in shown
    keys = {item.key for item in queries.criteria_of(WantedProfile.objects.get()).items}
    assert not [key for key in keys if "citizen" in key or "age" in key.split(":")]


def feed(**properties):
    inner = {"title": "Systemutvikler", "properties": {"jobtitle": "Systemutvikler", **properties}}
    return json.dumps({"uuid": "1", "ad_content": json.dumps(inner)})


def test_a_record_of_the_public_job_feed(client, havtech):
    text = feed(adtext="<p>Vi søker deg som har:</p><ul><li>Minst 3 års erfaring med Java</li></ul>", positioncount="2")
    paste(client, text)
    profile = WantedProfile.objects.get()
    assert (profile.title, profile.posts) == ("Systemutvikler", 2)
    assert "skill:java" in {item.key for item in queries.criteria_of(profile).items}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_in_the_encodings_that_people_have(client, havtech, encoding):
    text = AD + "Søknadsfrist: snarest. Vi gleder oss til å høre fra deg.\n"
    paste(client, file=SimpleUploadedFile("ad.txt", text.encode(encoding)))
    assert "høre fra deg" in WantedProfile.objects.get().source_ad


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n\x00\x01\x81", "We cannot read this file"),
        (b"We need Python. " * 70_000, "longer than 40,000 characters"),
        (b"We need Python. " * 3_000, "longer than 40,000 characters"),
    ],
    ids=["a PDF", "a megabyte", "too long"],
)
def test_a_file_that_we_cannot_take(client, havtech, content, said):
    response = paste(client, file=SimpleUploadedFile("ad.txt", content))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not WantedProfile.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> Developer\n\nRequirements:\n- You must know Python <img src=x onerror=alert(1)>\n"
        * 3,
        feed(jobtitle="Utvikler \x00 \ud800", adtext="<script>alert(1)</script> Du må kunne Python \x00 \udfff godt."),
        "{" * 3000,
        '{"ad_content": ' + "[" * 3000,
    ],
    ids=["tags", "characters that no database keeps", "brackets", "deep JSON"],
)
def test_a_hostile_ad(client, havtech, text):
    response = paste(client, text)
    assert response.status_code in (200, 422)
    assert "<script>alert" not in response.content.decode()
    assert "<img src=x" not in response.content.decode()


@pytest.mark.parametrize("language", ["en", "nb"])
def test_both_languages(client, havtech, language):
    client.cookies["django_language"] = language
    with override(language):  # ends with the language of the tests
        shown = paste(client, FINNISH).content.decode()
    assert ("Vi kan ikke lese annonser på" in shown) == (language == "nb")


def test_nobody_without_a_campaign_pastes(client, havtech):
    profile_count = WantedProfile.objects.count()
    havtech.delete()
    response = paste(client, AD)
    assert "You have not joined a campaign yet" in response.content.decode()
    assert WantedProfile.objects.count() == profile_count
