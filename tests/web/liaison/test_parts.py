"""The desk and one person's page open in few queries; what comes a moment later is a page of its own."""

import re
from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.conversations import actions as conversations
from kretslop.introductions import actions as introducing
from kretslop.introductions import desk
from kretslop.introductions.models import Introduction
from kretslop.screening import actions as screening
from kretslop.screening import placing as screening_notes
from kretslop.talent.models import Candidate, CvFile, LikelyDuplicate
from tests import cast
from tests.web.liaison.test_pages import page, screened

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(told_once):
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead)
    havtech = cast.wanted(cast.joined(campaign))
    fjordbank = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    cast.frozen(campaign)
    return campaign, havtech, fjordbank, liaison


@pytest.fixture
def region(client, told, db):
    found = deepcopy(told)
    client.force_login(found[3])
    return found


def test_one_person_costs_the_same_however_much_is_known(client, region, django_assert_num_queries):
    """Ten queries, twelve while a list is worked through; the parts that come a moment later have their own."""
    campaign, havtech, fjordbank, liaison = region
    person, *_others = screened(campaign, liaison, "Diogo Salgado", "Amara Kalu")
    url = reverse("liaison:candidate", args=[person.ref])
    client.get(url)
    with django_assert_num_queries(12):
        client.get(url + "?list=meets_all")
    screening.approve(candidate=person, campaign=campaign, by=liaison, now=timezone.now())
    with django_assert_num_queries(12):  # decided on, and so no longer on the list
        client.get(url + "?list=meets_all")
    with django_assert_num_queries(10):
        client.get(url)
    for wanted in (havtech, fjordbank):
        cast.introduced(person, wanted, liaison)
    for words in ("Call on Friday", "Called"):
        screening_notes.note(candidate=person, words=words, by=liaison, now=timezone.now())
    with django_assert_num_queries(10):
        assert "Called" in page(client, "candidate", person.ref)
    for part, number in (("fits", 7), ("history", 10)):
        part_url = reverse(f"liaison:{part}", args=[person.ref])
        with django_assert_num_queries(number):
            whole = client.get(part_url).content.decode()
        shown = client.get(part_url, headers={"HX-Request": "true"}).content.decode()
        assert f'id="{part}"' in whole
        assert f'id="{part}"' in shown
        assert part_url in client.get(url).content.decode()


def test_the_whole_history_is_a_page_of_its_own(client, region, monkeypatch):
    campaign, havtech, _f, liaison = region
    person = cast.approved(campaign, liaison)
    cast.introduced(person, havtech, liaison)
    monkeypatch.setattr("kretslop.web.liaison.about.EVENTS", 2)
    url = reverse("liaison:history", args=[person.ref])
    few, whole = client.get(url, headers={"HX-Request": "true"}).content.decode(), page(client, "history", person.ref)
    assert few.count('class="quiet due"') == 2 < whole.count('class="quiet due"')
    assert f'href="{url}">All ' in few
    assert f'href="{url}"' not in whole


def test_files_and_a_likely_double_stand_on_the_page(client, region):
    campaign, _h, _f, liaison = region
    person, other = cast.approved(campaign, liaison), cast.diogo(campaign, "Diogo Salgado Jr")
    first, second = sorted((person, other), key=lambda each: each.pk)
    pair = LikelyDuplicate.objects.create(first=first, second=second, score=90, found_at=timezone.now())
    CvFile.objects.create(candidate=person, file="x.pdf", name="My CV.pdf", size=1, uploaded_at=timezone.now())
    shown = page(client, "candidate", person.ref)
    assert reverse("liaison:duplicate", args=[pair.ref]) in shown
    assert "My CV.pdf" in shown


def test_whoever_has_had_no_word_for_long_is_named_and_counted(client, region):
    campaign, *_others, liaison = region
    people = [cast.diogo(campaign, name) for name in ("Amara Kalu", "Priya Raman", "Linh Hoàng", "Tomasz Fijał")]
    now = timezone.now()
    long_ago = now - timedelta(days=31)
    Candidate.objects.filter(pk__in=[each.pk for each in people]).update(registered_at=now - timedelta(days=200))
    Candidate.objects.filter(pk__in=[each.pk for each in people[1:]]).update(last_contact_at=long_ago)
    Candidate.objects.filter(pk=people[2].pk).update(last_contact_at=now - timedelta(days=29))
    introducing.pause_candidate(candidate=people[3], months=1, by=people[3].user, now=now)
    assert [each.candidate_id for each in desk.silent(liaison, now)] == [people[0].pk, people[1].pk]
    shown = page(client, "beside")
    assert "Amara Kalu" in shown
    assert "Priya Raman" in shown
    assert "Linh Hoàng" not in shown
    assert "Tomasz Fijał" not in shown


def test_a_desk_with_everything_on_it_takes_twelve_queries(client, region, django_assert_num_queries):
    campaign, havtech, _f, liaison = region
    late = timezone.now() - timedelta(days=40)
    people = screened(campaign, liaison, *(f"Amara {name}" for name in "ABCDEFGH"), languages={}, languages_known=False)
    for person in people:
        screening.ask(candidate=person, campaign=campaign, criterion="language:en", by=liaison, now=late)
    silent = cast.introduced(cast.approved(campaign, liaison), havtech, liaison)
    Introduction.objects.filter(pk=silent.pk).update(next_step_due=late)
    conversations.write(candidate=people[0], by=people[0].user, words="Hello", now=late)
    client.get(reverse("liaison:today"))
    with django_assert_num_queries(12):
        text = page(client, "today")
    for heading in ("Late answers", "New messages", "Questions without an answer", "Late at Havtech AS"):
        assert heading in text
    assert ">8<" in re.sub(r"\s", "", text), "all late questions are counted, not the six that are shown"
