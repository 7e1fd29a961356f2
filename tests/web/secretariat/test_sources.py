"""Where people come from: links to copy, counts beside answers."""

import pytest
from django.conf import settings
from django.urls import reverse

from kretslop.campaigns import actions
from kretslop.campaigns.models import Registration, TrackedLink
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return cast.campaign()


def page_of(campaign):
    return reverse("secretariat:sources", args=[campaign.ref])


def add(campaign, name):
    return actions.add_link(campaign=campaign, channel="linkedin", name=name, by=cast.kari(), now=cast.NOW)


def test_a_lead_makes_a_link_and_copies_its_address(client, campaign):
    client.force_login(cast.kari())
    assert "There is no link yet" in client.get(page_of(campaign)).content.decode()
    answer = client.post(page_of(campaign), {"channel": "film", "name": "Film on the harbour"})
    assert answer.status_code == 302
    link = TrackedLink.objects.get()
    page = client.get(page_of(campaign)).content.decode()
    assert f"{settings.SITE_URL}/c/{campaign.slug}/?via={link.ref}" in page
    again = client.post(page_of(campaign), {"channel": "film", "name": "Film on the harbour"})
    assert again.status_code == 422
    assert "Another one has this already" in again.content.decode()


def test_others_find_nothing(client, campaign):
    client.force_login(cast.ingrid())
    assert client.get(page_of(campaign)).status_code == 404


@pytest.mark.parametrize("language", ["en", "nb"])
def test_it_speaks_both_languages(client, campaign, language):
    client.force_login(cast.user("Kari Berg", "kari@example.org", "project_lead", language=language))
    add(campaign, "Week 47")
    page = client.get(page_of(campaign), headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("links", [1, 3])
def test_the_same_queries_for_many_links(client, campaign, django_assert_num_queries, links):
    for number in range(links):
        add(campaign, f"Week {number}")
    client.force_login(cast.kari())
    with django_assert_num_queries(6):
        client.get(page_of(campaign))


def test_from_the_link_to_the_registration_without_a_cookie(client, campaign):
    link = add(campaign, "Week 47")
    address = f"{reverse('public:campaign', args=[campaign.slug])}?via={link.ref}"
    page = client.get(address)
    assert f"/register/?via={link.ref}" in page.content.decode()
    assert set(client.cookies) <= {"csrftoken"}
    client.head(address)
    client.get(address, headers={"sec-purpose": "prefetch"})
    link.refresh_from_db()
    assert link.visits == 1
    candidate = cast.diogo(campaign)
    other = cast.campaign(name="Data people 2026")
    theirs = add(other, "Week 48")
    client.force_login(candidate.user)
    again = reverse("public:register_again", args=[other.slug])
    assert (
        f"{again}?via={theirs.ref}"
        in client.get(f"{reverse('public:campaign', args=[other.slug])}?via={theirs.ref}").content.decode()
    )
    client.post(f"{again}?via={theirs.ref}")
    assert Registration.objects.get(campaign=other).link == theirs
