"""Pausing, leaving and coming back; the page has words for every state."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.introductions import actions as introductions
from kretslop.introductions.models import Introduction
from tests import cast
from tests.web.candidate.test_home import me, region, text  # noqa: F401

pytestmark = pytest.mark.django_db


def test_a_pause_and_its_end(me, region):  # noqa: F811
    membership = region[3].membership
    cast.introduced(region[3], region[1], region[4])
    assert me.get(reverse("candidate:pause")).status_code == 405
    assert "Please choose how long." in me.post(reverse("candidate:pause"), {}).content.decode()
    me.post(reverse("candidate:pause"), {"months": "3"})
    membership.refresh_from_db()
    assert membership.paused_until > timezone.localdate()
    html = text(me.get("/me/"))
    assert "Because you took a pause." in html
    assert "You have a pause, Diogo" in html
    assert "End the pause now" in html
    assert "You have a pause until" in text(me.get(reverse("candidate:availability")))
    me.post(reverse("candidate:resume"))
    membership.refresh_from_db()
    assert membership.paused_until is None


@pytest.mark.parametrize("months", ["2", "0", "-1", "x", "1000"])
def test_only_the_offered_lengths(me, region, months):  # noqa: F811
    assert me.post(reverse("candidate:pause"), {"months": months}).status_code == 200
    region[3].membership.refresh_from_db()
    assert region[3].membership.paused_until is None


def test_leaving_and_coming_back_with_a_new_yes(me, region):  # noqa: F811
    candidate = region[3]
    assert me.get(reverse("candidate:leave")).status_code == 405
    me.post(reverse("candidate:leave"))
    candidate.membership.refresh_from_db()
    assert candidate.membership.state == "left"
    assert "You have left the talent pool" in text(me.get("/me/"))
    me.post(reverse("candidate:leave"))
    assert "Without your yes" in me.post(reverse("candidate:come_back"), {}).content.decode()
    me.post(reverse("candidate:come_back"), {"consent": "on"})
    candidate.membership.refresh_from_db()
    assert candidate.membership.state == "waiting"
    assert candidate.consents.filter(withdrawn_at__isnull=True).count() == 1
    html = text(me.get(reverse("candidate:consents")))
    assert html.count("To be in the region") == 2


def test_a_job_found_elsewhere_and_the_way_back(me, region):  # noqa: F811
    candidate = region[3]
    assert "I have found a job" in text(me.get(reverse("candidate:availability")))
    assert me.get(reverse("candidate:found_job")).status_code == 405
    me.post(reverse("candidate:found_job"))
    html = text(me.get("/me/"))
    assert "thank you for telling us" in html
    assert "Congratulations on your new job, Diogo" in html
    assert "You have found a job" in html
    assert "Would you like to be introduced again?" in text(me.get(reverse("candidate:availability")))
    me.post(reverse("candidate:come_back"), {"consent": "on"})
    candidate.membership.refresh_from_db()
    assert candidate.membership.state == "waiting"


def test_hired(me, region):  # noqa: F811
    _, havtech, _, candidate, liaison = region
    recruiter = havtech.participation.recruiter.user
    introduction = cast.introduced(candidate, havtech, liaison)
    introductions.accept(introduction=introduction, by=recruiter, now=timezone.now())
    assert "Havtech AS wants to meet you" in text(me.get("/me/"))
    introductions.report_interview(introduction=introduction, by=recruiter, now=timezone.now())
    assert "You and Havtech AS have met" in text(me.get("/me/"))
    introductions.hire(introduction=introduction, by=recruiter, starts_on=None, now=timezone.now())
    assert "You and Havtech AS have met" in text(me.get("/me/")), "it can still be taken back"
    Introduction.objects.update(ended_at=timezone.now() - timedelta(minutes=10))
    html = text(me.get("/me/"))
    assert "Congratulations on your new job, Diogo" in html
    assert "Havtech AS hired you" in html
    assert 'aria-current="step"' not in html, "it is the end of the way, not a step on it"


def test_a_no_after_the_interview_shows_nothing_before_its_time(me, region):  # noqa: F811
    _, havtech, _, candidate, liaison = region
    recruiter = havtech.participation.recruiter.user
    introduction = cast.introduced(candidate, havtech, liaison)
    introductions.accept(introduction=introduction, by=recruiter, now=timezone.now())
    introductions.report_interview(introduction=introduction, by=recruiter, now=timezone.now())
    introductions.report_negotiation(introduction=introduction, by=recruiter, now=timezone.now())
    before = text(me.get("/me/"))
    introductions.report_not_hired(
        introduction=introduction, by=recruiter, reason="terms", now=timezone.now(),
        words_to_candidate="We could not meet your wishes on salary this year.",
    )  # fmt: skip
    assert strip(text(me.get("/me/"))) == strip(before)


def strip(html):
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)


def test_waiting_held_and_not_now(client, region):  # noqa: F811
    from kretslop.screening import actions as screening

    campaign, liaison = region[0], region[4]
    person = cast.diogo(campaign, name="Amara Kalu")
    client.force_login(person.user)
    assert "Hi Amara, you are registered, and a person will read your profile" in text(client.get("/me/"))
    screening.hold(
        candidate=person, campaign=campaign, by=liaison, reason="talk_first", note="CANARY-NOTE", now=timezone.now()
    )
    question = screening.ask(
        candidate=person, campaign=campaign, criterion="language:no", by=liaison, now=timezone.now()
    )
    html = text(client.get("/me/"))
    assert html.index("We have asked you something") < html.index("A person reads your profile")
    screening.answer(question=question, by=person.user, value="2", now=timezone.now())
    html = text(client.get("/me/"))
    assert "Ingrid has read your profile and wants to know a little more" in html
    assert "CANARY-NOTE" not in html
    screening.set_aside(
        candidate=person, campaign=campaign, by=liaison, reason="misses_must", note="CANARY-NOTE", now=timezone.now()
    )
    html = text(client.get("/me/"))
    assert "This campaign is not the right one for you just now" in html
    assert "CANARY-NOTE" not in html


def test_somebody_with_an_account_but_no_registration_is_led_on(client):
    client.force_login(cast.user("New", "new@example.org"))
    assert client.get("/me/").status_code == 404
    assert "not registered yet" in client.get("/").content.decode()


def test_settings_change_language_and_time_zone(me, region):  # noqa: F811
    user = region[3].user
    me.post(reverse("candidate:settings"), {"language": "nb", "time_zone": "Europe/Lisbon"})
    user.refresh_from_db()
    assert (user.language, user.time_zone) == ("nb", "Europe/Lisbon")
    assert '<html lang="nb"' in text(me.get("/me/"))
    bad = me.post(reverse("candidate:settings"), {"language": "xx", "time_zone": "Mars/Olympus"})
    assert bad.status_code == 200


def test_the_explanation_is_in_the_candidates_own_words(me, region):  # noqa: F811
    html = text(me.get(reverse("candidate:why")))
    assert "You meet 4 of 4 criteria." in html
    assert "Python, level 2 – I work with it unaided" in html


def test_the_page_asks_the_database_as_often_for_one_introduction_as_for_three(
    me,  # noqa: F811
    region,  # noqa: F811
    django_assert_num_queries,
):
    campaign, havtech, fjordbank, candidate, liaison = region
    third = cast.wanted(cast.joined(campaign, name="Solberg IT AS", recruiter="Ida Solberg", stand_in="Per Solberg"))
    introductions.introduce(candidate=candidate, wanted_profile=havtech, by=liaison, words="", now=timezone.now())
    with django_assert_num_queries(10):
        me.get("/me/")
    for wanted in (fjordbank, third):
        introductions.introduce(candidate=candidate, wanted_profile=wanted, by=liaison, words="", now=timezone.now())
    with django_assert_num_queries(10):
        me.get("/me/")
