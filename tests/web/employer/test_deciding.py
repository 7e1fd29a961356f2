"""The first answer: accept, or decline with a reason, words and a private note; and what a late-comer is told."""

import re
from copy import deepcopy
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from kretslop.introductions import actions, rules
from kretslop.introductions.models import Feedback, Introduction
from kretslop.introductions.reasoning import built_in, is_start
from kretslop.introductions.wording import SUGGESTIONS, suggestion
from kretslop.messaging.models import OutboxMail
from tests import cast

pytestmark = pytest.mark.django_db
WORDS = "Your work on distributed systems is strong. We need Norwegian from the first day."
NO = {"reason": "local_language", "words_to_candidate": WORDS, "private_note": "PRIVATE-CANARY"}


@pytest.fixture(scope="module")
def told(told_once):
    """Two people introduced to Havtech."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    wanted = cast.wanted(cast.joined(campaign))
    found = [
        cast.introduced(cast.approved(campaign, liaison, name=name), wanted, liaison)
        for name in ("Amara Kalu", "Priya Raman")
    ]
    for days, each in enumerate(found, 2):
        Introduction.objects.filter(pk=each.pk).update(next_step_due=timezone.now() + timedelta(days=days))
    return found


@pytest.fixture
def scene(client, told, db):
    """The same, and Sara is signed in."""
    found = deepcopy(told)
    client.force_login(found[0].participation.recruiter.user)
    return found


@pytest.fixture
def sara(scene):
    return scene[0].participation.recruiter.user


@pytest.fixture
def anders(scene):
    return scene[0].participation.stand_in.user


def at(name, found):
    return reverse(f"employer:{name}", args=[found.ref])


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


class TestAccept:
    def test_shows_who_it_is_and_tells_the_candidate(self, client, scene):
        found = scene[0]
        response = client.post(at("accept", found), follow=True)
        shown = response.content.decode()
        assert "Accepted." in shown
        for value in ("Amara Kalu", "amara.kalu@example.com", "+351 900 000 000", "Porto, Portugal"):
            assert value in shown
        assert "tel:+351900000000" in shown
        found.refresh_from_db()
        assert found.state == rules.ACCEPTED
        assert OutboxMail.objects.filter(kind="accepted").count() == 1
        assert at("introduction", scene[1]) in shown  # the next one that waits

    def test_a_second_click_is_success(self, client, scene):
        client.post(at("accept", scene[0]))
        response = client.post(at("accept", scene[0]))
        assert "Accepted." in said(response)
        assert OutboxMail.objects.filter(kind="accepted").count() == 1

    def test_a_get_changes_nothing(self, client, scene):
        assert client.get(at("accept", scene[0])).status_code == 405


class TestDecline:
    def test_leads_to_the_next_one(self, client, scene, sara):
        response = client.post(at("decline", scene[0]), NO)
        assert response.status_code == 302
        assert response["Location"] == at("introduction", scene[1])
        assert "two working hours" in said(response)
        feedback = Feedback.objects.get()
        assert (feedback.reason, feedback.words_to_candidate) == ("local_language", WORDS)
        assert (feedback.private_note, feedback.by) == ("PRIVATE-CANARY", sara)
        assert client.post(at("decline", scene[1]), NO)["Location"] == reverse("employer:review")

    def test_the_private_note_goes_to_nobody_else(self, client, scene):
        client.post(at("decline", scene[0]), NO)
        assert "PRIVATE-CANARY" in client.get(at("introduction", scene[0])).content.decode()
        mails = " ".join(f"{m.subject} {m.text} {m.context}" for m in OutboxMail.objects.all())
        assert "PRIVATE-CANARY" not in mails
        client.force_login(scene[0].candidate.user)
        assert "PRIVATE-CANARY" not in client.get(reverse("candidate:home")).content.decode()

    def test_the_page_says_who_reads_what_and_when(self, client, scene):
        shown = client.get(at("decline", scene[0])).content.decode()
        assert "two working hours" in shown
        assert "A talent liaison may change a word" in shown
        assert "reads this site in English" in shown
        assert "Never shown to the candidate or to other employers" in shown

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"reason": ""}, "id_reason"),
            ({"reason": "nationality"}, "id_reason"),
            ({"words_to_candidate": "No."}, "id_words_to_candidate"),
            ({"words_to_candidate": " " * 30}, "id_words_to_candidate"),
            ({"words_to_candidate": "a" * 1501}, "id_words_to_candidate"),
            ({"private_note": "a" * 1501}, "id_private_note"),
        ],
    )
    def test_what_is_wrong_stands_at_its_field(self, client, scene, change, field):
        response = client.post(at("decline", scene[0]), NO | change)
        assert response.status_code == 422
        shown = response.content.decode()
        assert f"{field}_error" in shown
        assert not Feedback.objects.exists()

    def test_a_second_click_is_success_and_one_feedback(self, client, scene):
        client.post(at("decline", scene[0]), NO)
        response = client.post(at("decline", scene[0]), NO)
        assert "Declined." in said(response)
        assert Feedback.objects.count() == 1
        assert OutboxMail.objects.filter(kind="released").count() == 1


class TestSomebodyWasQuicker:
    def test_other_words_from_a_second_tab_are_not_called_sent(self, client, scene):
        client.post(at("decline", scene[0]), NO, follow=True)
        response = client.post(at("decline", scene[0]), {**NO, "words_to_candidate": "Other words, from a second tab."})
        assert "your first words stand" in said(response)
        assert "Your words reach the candidate" not in said(response)
        assert Feedback.objects.get().words_to_candidate == WORDS

    def test_the_other_person_is_told_who_declined(self, client, scene, anders):
        client.post(at("decline", scene[0]), NO)
        client.force_login(anders)
        for response in (
            client.post(at("decline", scene[0]), NO, follow=True),
            client.get(at("decline", scene[0]), follow=True),
            client.post(at("accept", scene[0]), follow=True),
        ):
            assert "Sara Bakken declined this on" in response.content.decode()
        assert Feedback.objects.count() == 1

    def test_the_other_person_is_told_who_accepted(self, client, scene, anders):
        client.post(at("accept", scene[0]))
        client.force_login(anders)
        assert "Sara Bakken accepted this on" in said(client.post(at("decline", scene[0]), NO))
        assert "Sara Bakken accepted this on" in said(client.post(at("accept", scene[0])))

    def test_between_reading_and_clicking(self, client, scene, anders, sara, monkeypatch):
        """The page was loaded while it was open; the action meets it decided."""
        actions.decline(introduction=scene[0], by=anders, now=timezone.now(), **NO)
        stale = Introduction.objects.select_related("participation", "candidate").get(pk=scene[0].pk)
        stale.state, stale.decided_by, stale.ended_at = rules.INTRODUCED, None, None
        fresh = iter([stale])
        from kretslop.web.employer import deciding

        kept = deciding.get_introduction
        monkeypatch.setattr(deciding, "get_introduction", lambda request, ref: next(fresh, None) or kept(request, ref))
        response = client.post(at("decline", scene[0]), NO)
        assert response.status_code == 302
        assert "Anders Lie declined this on" in said(response)

    def test_a_candidate_who_stepped_back_is_not_named(self, client, scene):
        found = scene[0]
        actions.withdraw(introduction=found, by=found.candidate.user, reason="other_job", now=timezone.now())
        for verb, values in (("accept", {}), ("decline", NO)):
            response = client.post(at(verb, found), values, follow=True)
            shown = response.content.decode()
            assert "The candidate stepped back on" in shown
            assert "Amara" not in shown
            assert "another job" not in shown.casefold()

    @pytest.mark.parametrize("why", ["pause", "leave"])
    def test_why_somebody_stepped_back_stays_with_them(self, client, scene, why):
        candidate = scene[0].candidate
        if why == "pause":
            actions.pause_candidate(candidate=candidate, months=3, by=candidate.user, now=timezone.now())
        else:
            actions.leave_pool(candidate=candidate, by=candidate.user, now=timezone.now())
        shown = client.get(at("introduction", scene[0])).content.decode()
        assert "The candidate stepped back on" in shown
        assert "circulation" not in shown
        assert "pause" not in shown.casefold()
        assert "Left the pool" not in shown

    def test_silence_is_said_as_what_it_is(self, client, scene):
        found = scene[0]
        actions.lapse(introduction=found, by=cast.ingrid(), now=timezone.now())
        assert "No answer came in time" in client.get(at("introduction", found)).content.decode()


class TestSuggestedText:
    @pytest.mark.parametrize("reason", [*rules.DECLINE_REASONS, *rules.NOT_HIRED_REASONS])
    def test_every_reason_has_one_of_a_fitting_length_in_both_languages(self, reason):
        texts = {suggestion(reason, language) for language in ("en", "nb")}
        assert len(texts) == 2
        assert all(rules.WORDS_MIN <= len(text) <= rules.WORDS_MAX for text in texts)
        assert all(any(is_start(text, built_in(end)) for end in rules.BUILT_IN_REASONS) for text in texts)

    def test_no_suggestion_for_no_reason(self):
        assert suggestion("nationality", "en") == ""
        assert set(SUGGESTIONS) == {*rules.DECLINE_REASONS, *rules.NOT_HIRED_REASONS, *rules.LOST_REASONS}

    def test_without_javascript_a_button_fills_it_in(self, client, scene):
        values = {"reason": "too_senior", "words_to_candidate": "", "private_note": "kept", "suggest": "replace"}
        response = client.post(at("decline", scene[0]), values)
        shown = response.content.decode()
        assert response.status_code == 200
        assert suggestion("too_senior", "en") in shown
        assert "kept" in shown
        assert re.search(r'value="too_senior"[^>]* checked', shown)
        assert not Feedback.objects.exists()

    def test_choosing_another_reason_keeps_what_somebody_wrote(self, client, scene):
        values = {"reason": "too_senior", "words_to_candidate": WORDS, "suggest": "reason"}
        shown = client.post(at("decline", scene[0]), values, HTTP_HX_REQUEST="true").content.decode()
        assert WORDS in shown
        assert "<html" not in shown
        values["words_to_candidate"] = suggestion("too_junior", "en")
        shown = client.post(at("decline", scene[0]), values, HTTP_HX_REQUEST="true").content.decode()
        assert suggestion("too_senior", "en") in shown

    def test_it_is_written_in_the_candidates_language(self, client, scene):
        reader = scene[0].candidate.user
        reader.language = "nb"
        reader.save()
        values = {"reason": "too_senior", "words_to_candidate": "", "suggest": "reason"}
        shown = client.post(at("decline", scene[0]), values).content.decode()
        assert suggestion("too_senior", "nb") in shown
        assert "reads this site in Norwegian" in shown
