"""The liaison's search: a plain address, searches that are kept, and a list that selects nobody by route."""

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kretslop.screening import pooling, ranking, saving, stopping
from kretslop.screening.models import SavedSearch
from kretslop.screening.searching import Wanted
from kretslop.talent.actions import SkillAnswer
from kretslop.web.liaison.offering import skills_in
from tests import cast

pytestmark = pytest.mark.django_db
URL = "/liaison/search/"


@pytest.fixture(scope="module")
def told(told_once):
    liaison, campaign = cast.ingrid(), cast.campaign()
    people = [cast.approved(campaign, liaison, name=name) for name in ("Diogo Salgado", "Amara Kalu")]
    return liaison, campaign, people


@pytest.fixture
def pool(client, told, db):
    liaison, campaign, people = deepcopy(told)
    client.force_login(liaison)
    return liaison, campaign, people


def shown(client, query="", status=200):
    response = client.get(URL + query)
    assert response.status_code == status
    return response.content.decode()


def test_an_address_finds_people_and_leads_to_an_introduction(client, pool):
    _liaison, campaign, (_diogo, amara) = pool
    cast.diogo(campaign, "Priya Raman", skills=(SkillAnswer("python", 1),))
    page = shown(client, "?skills=Python+2,+postgresql&place=oslo&language=en&language_level=4&state=approved")
    assert "2 people fit" in page
    assert "Diogo Salgado" in page
    assert f'name="candidate" value="{amara.ref}"' in page
    assert "Priya Raman" not in page
    assert "Nobody fits this search" in shown(client, "?words=zebra")
    assert "Fill in at least one field" in shown(client, "?words=")


def test_a_skill_that_nobody_knows_is_answered_with_words(client, pool):
    page = shown(client, "?skills=Pythonn")
    assert "We do not know “Pythonn”" in page
    assert "people fit" not in page


@pytest.mark.parametrize(
    ("words", "skills", "left"),
    [
        ("kubernetes", ["kubernetes"], ""),
        (" K8s ", ["kubernetes"], ""),
        ("Kubernetis", ["kubernetes"], ""),
        ("go", ["go"], ""),
        ("smidig utvikling", ["agile"], ""),
        ("java kubernetis oslo", ["java", "kubernetes"], "oslo"),
        ("go to market", [], "go to market"),
        ("engineer", [], "engineer"),
        ("", [], ""),
    ],
)
def test_words_that_are_skills(words, skills, left):
    assert skills_in(words) == (skills, left)


def test_a_word_that_is_a_skill_is_offered_as_one_with_how_many_fit(client, pool):
    _liaison, campaign, _people = pool
    page = shown(client, "?words=Pythn+portugal&state=approved")
    assert "Nobody fits this search" in page
    assert "Pythn" in skills_in("Pythn portugal")[1], "too short a word to be sure of"
    cast.diogo(campaign, "Priya Raman", skills=(SkillAnswer("kubernetes", 2),))
    page = shown(client, "?words=kubernetis&state=waiting")
    assert "Nobody fits this search" in page
    assert "Search for the skill Kubernetes instead: 1 person" in page
    query = "?state=waiting&amp;skills=Kubernetes+1"
    assert f'href="{URL}{query}"' in page
    assert "1 person fits" in (found := shown(client, query.replace("&amp;", "&")))
    assert "Priya Raman" in found
    assert "is a skill" not in found, "it is searched for already"
    assert "Nobody fits by the skill either" in shown(client, "?words=cobol")
    both = shown(client, "?words=python+postgres+zebra&skills=python")
    assert "Search for the skill PostgreSQL instead: 2 people" in both
    assert "“zebra” is left out then: nobody fits with it." in both
    client.cookies["django_language"] = "nb"
    assert "Søk etter ferdigheten Kubernetes i stedet: 1 person<" in shown(client, "?words=k8s")
    assert "Søk etter ferdighetene Python, PostgreSQL i stedet: 2 personer<" in shown(client, "?words=python+postgres")


@pytest.mark.parametrize("part", ["route=eea", "country=PT"])
def test_a_list_by_route_or_country_selects_nobody(client, pool, part):
    page = shown(client, f"?{part}")
    assert "2 people fit" in page
    assert "A list for help, not for choosing" in page
    assert 'name="candidate"' not in page
    assert "Introduce those" not in page


def test_a_search_is_kept_counted_and_forgotten(client, pool):
    liaison, campaign, _people = pool
    saved = {"query": "skills=python+2&language=en&language_level=4&free_now=on", "name": "Python", "notes": "on"}
    assert client.post(f"{URL}save/", saved).status_code == 302
    kept = SavedSearch.objects.get(by=liaison)
    assert kept.wanted == {"skills": [["python", 2]], "languages": [["en", 4]], "free_now": True}
    assert "2 people fit now" in shown(client)
    cast.diogo(campaign, "Priya Raman")
    saving.look_at_all(now=timezone.now())
    assert "New in your searches" in client.get(reverse("liaison:beside")).content.decode()
    page = shown(client)
    assert "1 is new" in page
    link = next(part.split('"')[0] for part in page.split('href="')[1:] if f"saved={kept.ref}" in part)
    followed = client.get(link.replace("&amp;", "&")).content.decode()
    assert "3 people fit" in followed
    assert "1 newly fits “Python”" in followed
    client.post(f"{URL}{kept.ref}/seen/")
    assert "New in your searches" not in client.get(reverse("liaison:beside")).content.decode()
    client.post(f"{URL}{kept.ref}/forget/")
    assert not SavedSearch.objects.exists()


def test_saving_without_a_name_says_so_and_keeps_the_search(client, pool):
    response = client.post(f"{URL}save/", {"query": "words=x", "name": ""})
    assert response["Location"].endswith("?words=x")
    assert not SavedSearch.objects.exists()


def test_strangers_and_colleagues(client, pool):
    liaison, _campaign, (diogo, _amara) = pool
    kept = saving.save_search(by=liaison, name="Mine", wanted=Wanted(words="x"), now=timezone.now())
    other = cast.user("Tor Lund", "tor@example.org", "liaison")
    addresses = [("post", f"{URL}{kept.ref}/seen/"), ("post", f"{URL}{kept.ref}/forget/")]
    client.force_login(other)
    for method, url in addresses:
        assert getattr(client, method)(url).status_code == 404
    assert "Mine" not in shown(client)
    for stranger in (diogo.user, cast.kari()):
        client.force_login(stranger)
        for method, url in [*addresses, ("get", URL), ("post", f"{URL}save/")]:
            assert getattr(client, method)(url).status_code == 404, (url, stranger)
    assert SavedSearch.objects.get() == kept


@pytest.mark.parametrize(("query", "most"), [("", 7), ("?state=approved", 10)])
def test_the_page_costs_the_same_for_one_and_for_many(client, pool, query, most):
    liaison, campaign, _people = pool

    def cost():
        with CaptureQueriesContext(connection) as queries:
            shown(client, query)
        return len(queries)

    saving.save_search(by=liaison, name="0", wanted=Wanted(words="x"), now=timezone.now())
    few = cost()
    for number in (1, 2):
        cast.approved(campaign, liaison, name=f"Ada {number}")
        saving.save_search(by=liaison, name=str(number), wanted=Wanted(words="x"), now=timezone.now())
    assert cost() == few <= most


def test_in_norwegian(client, pool):
    client.cookies["django_language"] = "nb"
    assert "Hvem ser du etter?" in shown(client)
    assert "2 personer passer" in shown(client, "?skills=python")


def test_people_are_ordered_by_how_well_they_fit_a_wanted_profile(client, pool):
    """The page asks the database at that moment: no matcher has to have run."""
    _liaison, campaign, _people = pool
    havtech = cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    weak = cast.diogo(campaign, "Priya Raman", skills=(SkillAnswer("python", 1),))
    pooling.catch_up(today=timezone.localdate())
    page = shown(client, f"?best_for={havtech.ref}")
    assert "3 people fit" in page
    assert "The 3 who fit “Backend engineer” of Havtech AS best" in page
    assert page.index("Amara Kalu") < page.index("Priya Raman")
    assert page.index("Diogo Salgado") < page.index("Priya Raman")
    assert "Meets every must-have" in page
    assert " of 100 points" in page
    narrowed = shown(client, f"?skills=python+2&best_for={havtech.ref}")
    assert "The 2 who fit" in narrowed
    assert weak.name not in narrowed
    by_country = shown(client, f"?country=PT&best_for={havtech.ref}")
    assert "A list for help, not for choosing" in by_country
    assert " of 100 points" not in by_country
    stopping.stop_automation(campaign=campaign, by=cast.kari(), why="Something looks wrong", now=timezone.now())
    assert "Fill in at least one field" in shown(client, f"?best_for={havtech.ref}")
    assert ranking.best_first(havtech.participation.recruiter.user, havtech, Wanted(), timezone.now()).places == []
