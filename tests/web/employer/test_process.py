"""After acceptance: contact and CV, the stages, hired or not, and the page of everybody in process."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from kretslop.introductions import actions, rules
from kretslop.introductions.models import Feedback, Introduction
from kretslop.messaging.models import OutboxMail
from kretslop.talent.actions import keep_cv
from tests import cast

pytestmark = pytest.mark.django_db
WORDS = "We enjoyed meeting you, and chose somebody with more years in the grid."
NO = {"reason": "another_person", "words_to_candidate": WORDS, "private_note": ""}


@pytest.fixture(scope="module")
def told(told_once):
    """Diogo introduced to Havtech and Fjordbank; Sara has accepted."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    wanted = cast.wanted(cast.joined(campaign))
    other = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    candidate = cast.approved(campaign, liaison)
    found, sibling = cast.introduced(candidate, wanted, liaison), cast.introduced(candidate, other, liaison)
    sara = wanted.participation.recruiter.user
    return actions.accept(introduction=found, by=sara, now=timezone.now()), sibling


@pytest.fixture
def scene(client, told, db):
    """The same, and Sara is signed in."""
    found, sibling = deepcopy(told)
    client.force_login(found.participation.recruiter.user)
    return found, sibling


def at(name, found, *more):
    return reverse(f"employer:{name}", args=[found.ref, *more])


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_hire_says_where_and_taking_it_back_forgets_it(client, scene):
    found, _sibling = scene
    said = {"starts_on": "", "work_place": " Drammen ", "remote_share": "40"}
    shown = client.post(at("hire", found), said, follow=True).content.decode()
    assert "Drammen" in shown
    assert "40 %" in shown
    client.post(at("undo", found))
    found.refresh_from_db()
    assert (found.state, found.work_place, found.remote_share) == (rules.ACCEPTED, "", None)
    answer = client.post(at("hire", found), {**said, "remote_share": "101"})
    assert answer.status_code == 422


class TestStages:
    @pytest.mark.parametrize("stage", ["interview", "assessment", "negotiation"])
    def test_each_is_reported_with_one_click(self, client, scene, stage):
        found, _sibling = scene
        response = client.post(at("report", found, stage), follow=True)
        assert "Noted:" in response.content.decode()
        found.refresh_from_db()
        assert found.state == stage

    def test_an_unknown_stage_is_not_found(self, client, scene):
        assert client.post(at("report", scene[0], "hired")).status_code == 404

    def test_a_stage_after_the_end_says_why_not(self, client, scene):
        found, _sibling = scene
        client.post(at("hire", found), {"starts_on": ""})
        response = client.post(at("report", found, "interview"), follow=True)
        assert response.status_code == 200
        assert "Hired on" in response.content.decode()


class TestHired:
    def test_closes_the_others_and_tells_them(self, client, scene):
        found, sibling = scene
        starts = timezone.localdate() + timedelta(weeks=10)
        response = client.post(at("hire", found), {"starts_on": starts.isoformat()}, follow=True)
        assert "Congratulations!" in response.content.decode()
        found.refresh_from_db()
        sibling.refresh_from_db()
        assert (found.state, found.starts_on, sibling.state) == (rules.HIRED, starts, rules.CLOSED)
        shown = text(client, at("introduction", found))
        assert "Hired, first day on" in shown
        assert "diogo.salgado@example.com" in shown
        client.force_login(sibling.participation.recruiter.user)
        shown = text(client, at("introduction", sibling))
        assert "took another job in the region" in shown
        assert "Havtech" not in shown
        assert "Diogo" not in shown

    def test_a_second_click_is_success(self, client, scene):
        for _click in range(2):
            response = client.post(at("hire", scene[0]), {"starts_on": ""}, follow=True)
            assert "Congratulations!" in response.content.decode()
        assert OutboxMail.objects.filter(kind="hired").count() == 1

    def test_another_first_day_from_a_second_tab_is_not_called_reported(self, client, scene):
        client.post(at("hire", scene[0]), {"starts_on": ""}, follow=True)
        later = (timezone.localdate() + timedelta(days=60)).isoformat()
        shown = client.post(at("hire", scene[0]), {"starts_on": later}, follow=True).content.decode()
        assert "what you said then stands" in shown
        assert "Congratulations!" not in shown

    def test_a_day_years_away_is_asked_about(self, client, scene):
        far = date(timezone.localdate().year + 4, 1, 2).isoformat()
        response = client.post(at("hire", scene[0]), {"starts_on": far})
        assert response.status_code == 422
        assert "more than two years away" in response.content.decode()
        assert client.post(at("hire", scene[0]), {"starts_on": "soon"}).status_code == 422

    def test_nobody_is_hired_before_they_were_accepted(self, client, scene):
        _found, sibling = scene
        client.force_login(sibling.participation.recruiter.user)
        response = client.post(at("hire", sibling), {"starts_on": ""}, follow=True)
        assert "This is not possible now" in response.content.decode()
        sibling.refresh_from_db()
        assert sibling.state == rules.INTRODUCED


class TestNotHired:
    def test_with_a_reason_and_words(self, client, scene):
        found, _sibling = scene
        assert "Another person was chosen" in text(client, at("not_hired", found))
        response = client.post(at("not_hired", found), NO)
        assert response["Location"] == reverse("employer:process")
        assert Feedback.objects.get().reason == "another_person"
        shown = text(client, at("introduction", found))
        assert WORDS in shown
        assert "back in circulation" in shown
        assert "Diogo Salgado" in shown
        assert "diogo.salgado@example.com" not in shown  # who was met stays known; the contact data is not needed

    def test_a_decline_reason_does_not_fit_here(self, client, scene):
        response = client.post(at("not_hired", scene[0]), NO | {"reason": "too_junior"})
        assert response.status_code == 422
        assert not Feedback.objects.exists()

    def test_the_other_person_is_told_who_reported(self, client, scene):
        found, _sibling = scene
        client.post(at("not_hired", found), NO)
        client.force_login(found.participation.stand_in.user)
        response = client.post(at("not_hired", found), NO, follow=True)
        assert "Sara Bakken reported on" in response.content.decode()
        assert Feedback.objects.count() == 1


class TestCv:
    @pytest.fixture
    def cv(self, scene):
        file = ContentFile(b"%PDF-1.4 canary", name="cv.pdf")
        return keep_cv(
            candidate=scene[0].candidate, file=file, name="Diogo CV.pdf", size=15, reading={}, now=timezone.now()
        )

    def test_an_attachment_after_acceptance(self, client, scene, cv):
        assert at("cv", scene[0]) in text(client, at("introduction", scene[0]))
        response = client.get(at("cv", scene[0]))
        assert response["Content-Disposition"].startswith("attachment")
        assert b"".join(response.streaming_content) == b"%PDF-1.4 canary"

    def test_not_found_before_acceptance_and_after_the_end(self, client, scene, cv):
        found, sibling = scene
        client.post(at("not_hired", found), NO)
        assert client.get(at("cv", found)).status_code == 404
        client.force_login(sibling.participation.recruiter.user)
        assert client.get(at("cv", sibling)).status_code == 404

    def test_none_is_said(self, client, scene):
        assert "No CV file has been uploaded" in text(client, at("introduction", scene[0]))
        assert client.get(at("cv", scene[0])).status_code == 404


class TestProcess:
    def test_people_by_stage_and_what_is_late(self, client, scene):
        found, _sibling = scene
        shown = text(client, reverse("employer:process"))
        assert "You are getting to know one person" in shown
        assert "Arrange an interview" in shown
        Introduction.objects.filter(pk=found.pk).update(next_step_due=timezone.now() - timedelta(days=2))
        shown = text(client, reverse("employer:process"))
        assert "One next step is late" in shown
        assert "late since" in shown

    def test_ended_ones_below(self, client, scene):
        found, _sibling = scene
        client.post(at("not_hired", found), NO)
        shown = text(client, reverse("employer:process"))
        assert "Nobody is in process yet" in shown
        assert "Diogo Salgado" in shown
        assert "Not hired" in shown

    def test_a_full_stage_shows_the_first_and_leads_to_the_table(self, client, scene, monkeypatch):
        found, _sibling = scene
        monkeypatch.setattr("kretslop.web.employer.process.SHOWN", 1)
        assert "which=company" not in text(client, reverse("employer:process"))
        for_more = cast.approved(found.campaign, cast.ingrid(), name="Amara Kalu")
        actions.accept(
            introduction=cast.introduced(for_more, found.wanted_profile, cast.ingrid()),
            by=found.participation.recruiter.user,
            now=timezone.now(),
        )
        shown = text(client, reverse("employer:process"))
        assert "You are getting to know 2 people" in shown
        assert "1 to 1 of 2" in shown
        assert "which=company" in shown
        assert ("Diogo Salgado" in shown) != ("Amara Kalu" in shown)

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_page_grows_without_more_queries(self, client, scene, number, django_assert_num_queries):
        found, _sibling = scene
        liaison = cast.ingrid()
        for name in ["Amara Kalu", "Priya Raman"][: number - 1]:
            for_more = cast.approved(found.campaign, liaison, name=name)
            actions.accept(
                introduction=cast.introduced(for_more, found.wanted_profile, liaison),
                by=found.participation.recruiter.user,
                now=timezone.now(),
            )
        with django_assert_num_queries(7):
            text(client, reverse("employer:process"))

    @pytest.mark.parametrize(
        ("language", "words"), [("en", "How far have you come?"), ("nb", "Hvor langt har dere kommet?")]
    )
    def test_both_languages(self, client, scene, language, words):
        client.cookies["django_language"] = language
        assert words in text(client, at("introduction", scene[0]))
        for name in ("hire", "not_hired"):
            text(client, at(name, scene[0]))
