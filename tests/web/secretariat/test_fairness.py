"""The fairness page: what it says without answers and with them, its pictures, and that it names nobody."""

from datetime import datetime

import pytest
from django.urls import reverse

from kretslop.insights import charts
from tests.cast import OSLO
from tests.insights.test_fairness import BEFORE, approve, people_of

TODAY = datetime(2026, 11, 11, 9, 0, tzinfo=OSLO)


@pytest.fixture
def url(campaign):
    return reverse("secretariat:fairness", args=[campaign.ref])


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY)


def text(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def answered(campaign):
    people = people_of(campaign, women=40, men=44, now=BEFORE)
    approve(campaign, None, [*people[:12], *people[40:74]])
    return people


@pytest.mark.parametrize("language", ["en", "nb"])
def test_without_answers_it_says_so(kari, url, language):
    html = text(kari.get(url, headers={"accept-language": language}))
    assert ("Too few answers to tell" if language == "en" else "For få svar") in html
    assert "<picture" not in html


def test_a_few_answers_are_not_numbered(kari, url, campaign):
    people_of(campaign, women=2, men=2)
    assert "Fewer than 5 of 4 registered people have answered" in text(kari.get(url))


@pytest.mark.parametrize("language", ["en", "nb"])
def test_groups_are_compared_and_nobody_is_named(kari, url, answered, language):
    html = text(kari.get(url, headers={"accept-language": language}))
    said = ("comes less far, hardly by chance", "12 of 40", "34 of 44") if language == "en" else ("12 av 40",)
    assert all(words in html for words in said)
    assert not any(each.name in html or each.ref in html for each in answered)


def test_the_picture(kari, url, campaign, answered):
    picture = reverse("secretariat:ratios_picture", args=[campaign.ref, "sex"])
    assert picture in text(kari.get(url))
    answer = kari.get(picture)
    assert answer["Content-Type"] == "image/svg+xml"
    assert kari.get(picture, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert "style" not in answer.content.decode()
    for wrong in (picture + "?theme=pink", reverse("secretariat:ratios_picture", args=[campaign.ref, "age_band"])):
        assert kari.get(wrong).status_code == 404


def test_points_lie_where_the_ratio_says():
    rows = (charts.Ratio("Approved", "Woman", 0.5, 0.25, 0.75), charts.Ratio("Hired", "Woman", 3.0, 1.0, 9.0))
    spec = charts.ratios_spec(rows, "light", "wide")
    values = next(layer for layer in spec["layer"] if len(layer["data"]["values"]) == 2)["data"]["values"]
    assert [value["ratio"] for value in values] == [0.5, charts.WIDEST]
    assert [value["high"] for value in values] == [0.75, charts.WIDEST]


def test_as_many_queries_for_many_as_for_few(kari, url, campaign, django_assert_num_queries):
    people_of(campaign, women=2, men=2)
    with django_assert_num_queries(15):
        kari.get(url)
    people_of(campaign, women=40, men=40, first=100)
    with django_assert_num_queries(15):
        kari.get(url)


def test_a_liaison_does_not_find_it(client, campaign, url):
    client.force_login(campaign.liaison)
    assert client.get(url).status_code == 404
