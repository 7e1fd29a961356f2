"""Wanted profiles and the persona that they add up to."""

import pytest
from django.urls import reverse

from kretslop.campaigns.models import Persona
from tests import cast


@pytest.fixture
def url(campaign):
    return reverse("secretariat:profiles", args=(campaign.ref,))


@pytest.fixture
def persona(campaign):
    return reverse("secretariat:persona", args=(campaign.ref,))


def test_nothing_yet(kari, url, persona):
    assert "There is no wanted profile yet" in kari.get(url).content.decode()
    assert "Nothing to count yet" in kari.get(persona).content.decode()


def test_profiles_with_posts_and_musts(kari, campaign, url):
    cast.wanted(cast.joined(campaign), posts=3)
    page = kari.get(url).content.decode()
    assert "1 wanted profile for 3 posts" in page
    assert "Python, level 2" in page


def test_the_persona_counts_posts_and_keeps_words(kari, campaign, persona):
    cast.wanted(cast.joined(campaign, stage="scale_up"), posts=3, seniority="senior")
    cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl", stage="mature"), posts=1)
    page = kari.get(persona).content.decode()
    assert "Counted in posts: 4 posts at 2 employers." in page
    assert 'width="75.00%"' in page, "three of four posts want a senior; lengths are true"
    assert "They never screen, rank or exclude anybody" in page
    kari.post(persona, {"name": "Marta", "words": "Seven years in Porto, wants snow."})
    assert Persona.objects.get().counts["posts"] == 4
    assert "The campaign speaks to Marta" in kari.get(persona).content.decode()


def test_words_of_the_persona_are_looked_at(kari, campaign, persona):
    kari.post(persona, {"name": "Marta", "words": "Marta is curious. We want young developers."})
    page = kari.get(persona).content.decode()
    assert "Please look at these words" in page
    assert "We want young developers." in page
    kari.post(persona, {"name": "Marta", "words": "Seven years in Porto, two children, wants snow."})
    assert "Please look at these words" not in kari.get(persona).content.decode(), "who she is asks for nothing"


def test_as_many_queries_for_three_as_for_one(kari, campaign, url, django_assert_num_queries):
    first = cast.joined(campaign)
    cast.wanted(first)
    with django_assert_num_queries(4):
        kari.get(url)
    cast.wanted(first, title="Two")
    cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    with django_assert_num_queries(4):
        kari.get(url)
