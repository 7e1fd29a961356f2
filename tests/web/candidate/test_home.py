"""The candidate's own page: every state in plain words, and nothing before its time."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.introductions import actions as introductions
from kretslop.introductions.models import Introduction
from tests import cast

pytestmark = pytest.mark.django_db

PAGES = (
    "home", "why", "availability", "profile", "profile_about", "profile_work", "profile_plans", "profile_cv",
    "settings", "consents",
)  # fmt: skip
WORDS = "We need Norwegian from the first day. Your work on distributed systems is strong."


@pytest.fixture
def region(told, db):
    return deepcopy(told)


@pytest.fixture
def me(client, region):
    client.force_login(region[3].user)
    return client


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_speaks_both_languages(me, page, language):
    html = text(me.get(reverse(f"candidate:{page}"), headers={"accept-language": language}))
    assert f'<html lang="{language}"' in html


def test_a_request_asks_for_a_yes_or_no(me, region):
    _, havtech, _, candidate, liaison = region
    asked = introductions.introduce(
        candidate=candidate, wanted_profile=havtech, by=liaison, words="", now=timezone.now()
    )
    html = text(me.get(reverse("candidate:home")))
    assert "Hi Diogo, we would like to introduce you to an employer" in html
    assert "Havtech AS, Oslo" in html
    assert "Grid software, 140 people." in html
    me.get(reverse("candidate:consent", args=[asked.ref]))
    asked.refresh_from_db()
    assert asked.state == "asked", "a GET changes nothing"
    me.post(reverse("candidate:consent", args=[asked.ref]))
    asked.refresh_from_db()
    assert asked.state == "introduced"
    html = text(me.get(reverse("candidate:home")))
    assert "Havtech AS now sees what you can do" in html
    assert "Havtech AS is reading your profile" in html


def test_an_employers_no_shows_only_when_the_warm_message_has_left(me, region):
    _, havtech, _, candidate, liaison = region
    introduction = cast.introduced(candidate, havtech, liaison)
    before = text(me.get(reverse("candidate:home")))
    introductions.decline(
        introduction=introduction, by=havtech.participation.recruiter.user, reason="local_language",
        words_to_candidate=WORDS, private_note="CANARY-NOTE", now=timezone.now(),
    )  # fmt: skip
    held = text(me.get(reverse("candidate:home")))
    assert strip(held) == strip(before), "nothing on the page may tell that a decision has been made"
    Introduction.objects.filter(pk=introduction.pk).update(ended_at=timezone.now() - timedelta(minutes=11))
    introductions.send_release_now(introduction=introduction, by=liaison, now=timezone.now() - timedelta(seconds=1))
    after = text(me.get(reverse("candidate:home")))
    assert "Havtech AS said no" in after
    assert "distributed systems is strong" in after
    assert "back in the pool" in after
    assert "CANARY-NOTE" not in after


def test_the_path_says_by_when_of_each_employer(me, region):
    _, havtech, _, candidate, liaison = region
    found = cast.introduced(candidate, havtech, liaison)
    sara = havtech.participation.recruiter.user
    introductions.accept(introduction=found, by=sara, now=timezone.now())
    assert text(me.get(reverse("candidate:home"))).count("They have your name and address, and write to you.") == 2
    Introduction.objects.update(accepted_at=timezone.now() - timedelta(days=30))
    late = "They are late with the next step. Write to us: we ask them, and you get an answer by"
    assert text(me.get(reverse("candidate:home"))).count(late) == 2


def test_a_late_employers_no_moves_no_day_before_it_is_told(me, region):
    """The liaison gave more time, the employer says no: until the warm message has left the page says the same."""
    _, havtech, _, candidate, liaison = region
    introduction = cast.introduced(candidate, havtech, liaison)
    Introduction.objects.filter(pk=introduction.pk).update(next_step_due=timezone.now() - timedelta(hours=1))
    late = text(me.get(reverse("candidate:home")))
    assert "They are late, and we ask them, not you. You hear from us by" in late
    introduction = introductions.give_more_time(introduction=introduction, days=3, by=liaison, now=timezone.now())
    before = text(me.get(reverse("candidate:home")))
    assert "They answer by" in before
    introductions.decline(
        introduction=introduction, by=havtech.participation.recruiter.user, reason="local_language",
        words_to_candidate=WORDS, private_note="", now=timezone.now(),
    )  # fmt: skip
    assert strip(text(me.get(reverse("candidate:home")))) == strip(before)


def strip(html):
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)
