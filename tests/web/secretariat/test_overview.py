"""The overview that a project lead shows to a mayor."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from kretslop.screening import actions as screening
from kretslop.screening import stopping
from kretslop.web.components.words import weekday_time
from tests import cast
from tests.cast import NOW


@pytest.fixture
def url(campaign):
    return reverse("secretariat:overview", args=(campaign.ref,))


@pytest.fixture
def approved(campaign):
    liaison = cast.ingrid()
    return [cast.approved(campaign, liaison, name=f"Person {number}") for number in range(3)]


def test_a_draft_shows_the_way_to_the_first_screening(kari, campaign, url):
    page = kari.get(url).content.decode()
    assert "The way to the first screening" in page
    assert reverse("secretariat:employers", args=(campaign.ref,)) in page


def test_nobody_yet_says_what_to_share(kari, campaign, url):
    page = kari.get(url).content.decode()
    assert "Nobody has registered yet" in page
    assert f"/c/{campaign.slug}/" in page
    assert "funnel.svg" not in page


def test_it_says_where_the_campaign_is_going(kari, campaign, url, approved, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    page = kari.get(url).content.decode()
    assert "Too early to tell: 3 people are approved so far" in page
    assert "goal 120" in page
    assert "Week 6 of 11" in page
    assert "too few to tell" in page


def test_the_picture_stands_beside_its_table(kari, campaign, url, approved):
    page = kari.get(url).content.decode()
    assert 'alt="Bars from registered to hired. Registered: 3;' in page
    assert "<caption" in page
    assert "The same in numbers" in page
    assert len(re.findall("funnel.svg", page)) == 4


def test_the_picture_is_kept_until_its_numbers_change(kari, campaign, url, approved):
    picture = kari.get(url + "funnel.svg?theme=dark&width=narrow")
    assert picture["Content-Type"] == "image/svg+xml"
    assert "default-src" in picture["Content-Security-Policy"]
    assert (
        kari.get(url + "funnel.svg?theme=dark&width=narrow", headers={"if-none-match": picture["ETag"]}).status_code
        == 304
    )
    cast.diogo(campaign)
    assert (
        kari.get(url + "funnel.svg?theme=dark&width=narrow", headers={"if-none-match": picture["ETag"]}).status_code
        == 200
    )
    assert kari.get(url + "funnel.svg?theme=neon").status_code == 404


def test_as_many_queries_for_many_people_as_for_one(kari, campaign, url, django_assert_num_queries):
    liaison = cast.ingrid()
    cast.approved(campaign, liaison)
    with django_assert_num_queries(15):
        kari.get(url)
    for number in range(3):
        cast.approved(campaign, liaison, name=f"Person {number}")
    with django_assert_num_queries(15):
        kari.get(url)


def test_no_candidate_is_named(kari, campaign, url, approved):
    wanted = cast.wanted(cast.joined(campaign))
    cast.introduced(approved[0], wanted, cast.ingrid())
    screening.hold(
        candidate=approved[1], campaign=campaign, by=cast.ingrid(), reason="find_out", now=NOW + timedelta(1)
    )
    for address in ("", "employers/", "profiles/", "persona/", "criteria/"):
        page = kari.get(url + address).content.decode()
        for person in approved:
            assert person.name not in page
            assert person.email not in page


def test_a_stop_of_sorting_is_told_with_who_since_when_why_and_what_it_means(kari, campaign, url):
    cast.diogo(campaign)
    cast.joined(campaign)
    kari.post(url + "criteria/draft/")
    places = (url, url + "runs/", url + "fairness/", url + "criteria/", reverse("secretariat:campaigns"))
    for place in places:
        assert "topped" not in kari.get(place).content.decode(), place
    why = "We look at the level of Norwegian."
    stopping.stop_automation(campaign=campaign, by=cast.kari(), why=why, now=NOW)
    lifting = reverse("secretariat:automation", args=(campaign.ref,))
    for place in places[:4]:
        page = kari.get(place).content.decode()
        assert f"Kari Berg stopped it on {weekday_time(NOW)}: “{why}”" in page, place
        assert "nobody who registers or changes their profile is sorted" in page, place
        assert f'href="{lifting}"' in page, place
    assert "Sorting stopped" in kari.get(places[4]).content.decode()
    kari.cookies["django_language"] = "nb"
    assert "Kari Berg stoppet den" in kari.get(url).content.decode()
