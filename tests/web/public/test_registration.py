"""Registering: three steps on a phone, a code by mail, the same answer for everybody."""

import json
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kretslop.accounts.models import User
from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import Registration, RegistrationDraft
from kretslop.introductions.disclosure import take_snapshot
from kretslop.messaging.models import OutboxMail
from kretslop.talent.cv import MAX_BYTES
from kretslop.talent.models import Candidate
from tests import cast
from tests.talent.cv.hostile import locked_pdf

pytestmark = pytest.mark.django_db

ABOUT = {
    "name": "Priya Raman", "email": "priya@example.org", "language": "en", "time_zone": "Asia/Kolkata",
}  # fmt: skip
WORK = {
    "occupation": "software developer", "role_title": "Engineer", "years": "7", "education": "3",
    "skill-python": "3", "skill-postgresql": "2", "language-en": "5", "language-no": "0", "skills_complete": "on",
}  # fmt: skip
PLANS = {
    "country": "IN", "city": "Pune", "phone": "+91 20 0000 0000", "route": "permit", "notice_weeks": "8",
    "places": ["oslo", "moss"], "remote": "hybrid", "summary": "I build billing systems.", "consent": "on",
}  # fmt: skip
RESUME = {
    "basics": {
        "name": "Priya Raman",
        "email": "priya@example.org",
        "phone": "+91 20 1111",
        "location": {"city": "Pune"},
        "url": "https://priya.example.org",
        "profiles": [{"network": "GitHub", "url": "https://github.com/priya"}, {"network": "Mastodon"}],
    },
    "work": [
        {"name": "Acme", "position": "Software Developer", "startDate": "2018-01", "summary": "Python and Django."}
    ],
    "education": [{"institution": "IIT", "area": "Computing", "studyType": "Master", "endDate": "2017-06"}],
    "languages": [{"language": "English", "fluency": "C1"}],
    "skills": [{"name": "Python"}, {"name": "PostgreSQL"}],
}


@pytest.fixture
def campaign():
    cache.clear()
    return cast.campaign()


def fill(client, campaign, *, about=ABOUT, work=WORK, plans=PLANS, cv=None):
    """Go through the three steps; return the answer to the last."""
    data = {**about, **({"cv": cv} if cv else {})}
    client.post(reverse("public:register", args=[campaign.slug]), data)
    client.post(reverse("public:register_work", args=[campaign.slug]), work)
    return client.post(reverse("public:register_plans", args=[campaign.slug]), plans)


def code_in_mail():
    mail = OutboxMail.objects.filter(kind="sign_in_code").latest("pk")
    assert mail.holds_code
    return mail.context["code"]


def test_from_the_landing_page_to_the_own_page(client, campaign):
    page = client.get(reverse("public:campaign", args=[campaign.slug]))
    assert reverse("public:register", args=[campaign.slug]) in page.content.decode()
    for step in ("register",):
        assert client.get(reverse(f"public:{step}", args=[campaign.slug])).status_code == 200
    answer = fill(client, campaign)
    assert answer["Location"] == reverse("account_confirm_login_code")
    assert not Candidate.objects.exists()
    client.get(answer["Location"])
    assert not Candidate.objects.exists(), "a GET registers nobody"
    done = client.post(answer["Location"], {"code": code_in_mail(), "action": "verify"})
    assert done["Location"] == reverse("candidate:home")
    candidate = Candidate.objects.get()
    assert (candidate.name, candidate.email, candidate.years, candidate.route) == (
        "Priya Raman", "priya@example.org", 7, "permit",
    )  # fmt: skip
    assert {(row.skill, row.level) for row in candidate.skills.all()} == {("python", 3), ("postgresql", 2)}
    assert {(row.code, row.level) for row in candidate.languages.all()} == {("en", 5), ("no", 0)}
    assert candidate.user.time_zone == "Asia/Kolkata"
    assert candidate.consents.get().words_version == "2026-11"
    draft = RegistrationDraft.objects.get()
    assert draft.finished_at
    assert draft.answers == {}
    assert client.get(done["Location"]).status_code == 200


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_step_speaks_both_languages(client, campaign, language):
    client.post(reverse("public:register", args=[campaign.slug]), ABOUT)
    for step in ("register", "register_work", "register_plans"):
        page = client.get(reverse(f"public:{step}", args=[campaign.slug]), headers={"accept-language": language})
        assert f'<html lang="{language}"' in page.content.decode()


def test_an_address_without_a_name_is_told_and_nothing_typed_is_lost(client, campaign):
    address = reverse("public:register", args=[campaign.slug])
    page = client.post(address, {**ABOUT, "name": "", "email": "priya at home"}).content.decode()
    assert "ds-error-summary" in page
    assert "priya at home" in page
    again = client.get(address).content.decode()
    assert "priya at home" in again
    assert "ds-error-summary" not in again


def test_back_keeps_what_was_typed_even_when_it_is_wrong(client, campaign):
    client.post(reverse("public:register", args=[campaign.slug]), ABOUT)
    address = reverse("public:register_work", args=[campaign.slug])
    answer = client.post(address, {**WORK, "years": "many", "back": "1"})
    assert answer["Location"] == reverse("public:register", args=[campaign.slug])
    assert 'value="many"' in client.get(address).content.decode()


def test_later_steps_lead_back_to_the_first(client, campaign):
    for step in ("register_work", "register_plans"):
        answer = client.get(reverse(f"public:{step}", args=[campaign.slug]))
        assert answer["Location"] == reverse("public:register", args=[campaign.slug])


def test_nobody_is_kept_without_a_yes(client, campaign):
    page = fill(client, campaign, plans={**PLANS, "consent": ""})
    assert page.status_code == 200
    assert "Without your yes" in page.content.decode()
    assert not OutboxMail.objects.exists()


def visible(response):
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
    return response.status_code, re.sub(r"[\w.]+@example\.(org|com)", "ADDRESS", html)


def test_a_known_and_an_unknown_address_get_the_same_answer(client, campaign):
    """Byte for byte, apart from the token against forged forms and the address itself (no enumeration)."""
    known = cast.diogo(campaign)
    answers = []
    for email in (known.email, "nobody.yet@example.com"):
        cache.clear()
        client.cookies.clear()
        sent = fill(client, campaign, about={**ABOUT, "email": email})
        code_page = client.get(sent["Location"])
        wrong = client.post(sent["Location"], {"code": "WRONG", "action": "verify"})
        answers.append((sent.status_code, sent["Location"], visible(code_page), visible(wrong)))
    assert answers[0] == answers[1]


def test_sign_in_answers_alike_too_and_mails_both(client):
    cast.user("Sara Bakken", "sara.bakken@example.com")
    answers = []
    for email in ("sara.bakken@example.com", "stranger@example.com"):
        cache.clear()
        client.cookies.clear()
        sent = client.post(reverse("account_login"), {"email": email})
        answers.append((sent.status_code, sent["Location"], visible(client.get(sent["Location"]))))
    assert answers[0] == answers[1]
    assert list(OutboxMail.objects.order_by("pk").values_list("kind", flat=True)) == ["sign_in_code", "sign_in_unknown"]


def test_somebody_elses_code_does_not_finish_my_registration(client, campaign):
    fill(client, campaign)
    client.post(reverse("account_logout"), {})
    other = cast.user("Linh Hoàng", "linh@example.org")
    answer = client.post(reverse("account_login"), {"email": other.email})
    client.post(answer["Location"], {"code": code_in_mail(), "action": "verify"})
    assert not Candidate.objects.exists()


def test_a_known_person_keeps_what_they_leave_open_now(client, campaign):
    known = cast.diogo(campaign)
    sent = fill(client, campaign, about={**ABOUT, "email": known.email}, work={"years": "0"}, plans={"consent": "on"})
    client.post(sent["Location"], {"code": code_in_mail(), "action": "verify"})
    known.refresh_from_db()
    assert Candidate.objects.count() == 1
    assert Registration.objects.count() == 1
    assert (known.years, known.city, known.route) == (0, "Porto", "eea")
    assert known.skills.filter(skill="python", level=3).exists()


def test_a_signed_in_person_needs_no_code_and_cannot_name_another_address(client, campaign):
    person = cast.user("Priya Raman", "priya@example.org")
    client.force_login(person)
    answer = fill(client, campaign, about={**ABOUT, "email": "kari@example.org"})
    assert answer["Location"] == reverse("candidate:home")
    assert Candidate.objects.get().user == person
    assert not OutboxMail.objects.filter(kind="sign_in_code").exists()


def test_somebody_in_the_pool_joins_another_campaign_with_one_click(client, campaign):
    candidate = cast.diogo(campaign)
    other = cast.campaign(cast.kari(), name="Data people 2026")
    client.force_login(candidate.user)
    address = reverse("public:register_again", args=[other.slug])
    assert address in client.get(reverse("public:campaign", args=[other.slug])).content.decode()
    assert client.get(address).status_code == 405
    client.post(address)
    assert candidate.registrations.count() == 2


def test_wrong_codes_run_out(client, campaign):
    sent = fill(client, campaign)
    right = code_in_mail()
    for _ in range(3):
        last = client.post(sent["Location"], {"code": "NO", "action": "verify"})
    assert last.status_code == 302
    client.post(sent["Location"], {"code": right, "action": "verify"})
    assert not Candidate.objects.exists()


def test_a_registration_whose_code_ran_out_is_finished_by_signing_in(client, campaign, settings):
    sent = fill(client, campaign)
    timeout, settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT, -1
    client.post(sent["Location"], {"code": code_in_mail(), "action": "verify"})
    assert not Candidate.objects.exists()
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = timeout
    sent = client.post(reverse("account_login"), {"email": ABOUT["email"]})
    done = client.post(sent["Location"], {"code": code_in_mail(), "action": "verify"})
    assert done["Location"] == reverse("candidate:home")
    assert Candidate.objects.get().name == "Priya Raman"


def test_a_cv_prefills_the_later_steps_and_says_where_from(client, campaign):
    cv = SimpleUploadedFile("resume.json", json.dumps(RESUME).encode(), "application/json")
    client.post(reverse("public:register", args=[campaign.slug]), {**ABOUT, "cv": cv})
    page = client.get(reverse("public:register_work", args=[campaign.slug])).content.decode()
    assert "read from your CV" in page
    assert "skill-python" in page
    assert 'value="software developer"' in page
    client.post(reverse("public:register_work", args=[campaign.slug]), {**WORK, "skill-python": "4"})
    last = reverse("public:register_plans", args=[campaign.slug])
    assert "https://github.com/priya\nhttps://priya.example.org</textarea>" in client.get(last).content.decode()
    wrong = client.post(last, {**PLANS, "links": "javascript:alert(1)"}).content.decode()
    assert "is not the address of a page" in wrong
    sent = client.post(last, {**PLANS, "links": "github.com/priya"})
    client.post(sent["Location"], {"code": code_in_mail(), "action": "verify"})
    candidate = Candidate.objects.get()
    assert candidate.cv_files.get().name == "resume.json"
    python = candidate.skills.get(skill="python")
    assert (python.source, python.level) == ("cv", 4)
    assert candidate.links == ["https://github.com/priya"]
    assert not RegistrationDraft.objects.get().cv


HOSTILE = {
    "empty.pdf": (lambda: b"", "This file is empty"),
    "large.pdf": (lambda: b"%PDF-1.4\n" + b"0" * MAX_BYTES, "larger than 10 MB"),
    "locked.pdf": (locked_pdf, "protected by a password"),
    "not a cv.pdf": (lambda: b"%PDF-1.4\n%%EOF", "seems to be damaged"),
    "evil.pdf": (lambda: b"MZ\x90\x00" + b"\0" * 200, "could not read this type"),
    "entities.xml": (lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "for safety reasons"),
    "words.json": (lambda: b'{"hello": "world"}', "no work, education or skills"),
    "../../etc/passwd": (lambda: b"root:x:0:0", "could not read this type"),
    "broken.docx": (lambda: b"PK\x03\x04broken", "seems to be damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_cv_never_loses_the_registration(client, campaign, name):
    make, words = HOSTILE[name]
    cv = SimpleUploadedFile(name.replace("/", "_"), make(), "application/pdf")
    answer = client.post(reverse("public:register", args=[campaign.slug]), {**ABOUT, "cv": cv}, follow=True)
    assert answer.request["PATH_INFO"] == reverse("public:register_work", args=[campaign.slug])
    assert words in answer.content.decode()
    client.post(reverse("public:register_work", args=[campaign.slug]), WORK)
    sent = client.post(reverse("public:register_plans", args=[campaign.slug]), PLANS)
    done = client.post(sent["Location"], {"code": code_in_mail(), "action": "verify"})
    assert done["Location"] == reverse("candidate:home")
    assert Candidate.objects.get().name == "Priya Raman"


def test_an_unreadable_cv_is_kept_and_said_kindly(client, campaign):
    cv = SimpleUploadedFile("letter.json", b'{"hello": "world"}', "application/json")
    client.post(reverse("public:register", args=[campaign.slug]), {**ABOUT, "cv": cv})
    page = client.get(reverse("public:register_work", args=[campaign.slug])).content.decode()
    assert "Your file is kept" in page
    assert RegistrationDraft.objects.get().cv_name == "letter.json"


def test_too_many_saves_are_turned_away_politely(client, campaign, monkeypatch):
    monkeypatch.setattr("kretslop.web.public.registration._SAVES", 2)
    address = reverse("public:register", args=[campaign.slug])
    statuses = [client.post(address, ABOUT).status_code for _ in range(4)]
    assert statuses == [302, 302, 429, 429]


def test_a_draft_stays_in_its_own_browser(client, campaign, django_user_model):
    from django.test import Client

    client.post(reverse("public:register", args=[campaign.slug]), {**ABOUT, "name": "CANARY-PERSON"})
    stranger = Client()
    page = stranger.get(reverse("public:register", args=[campaign.slug])).content.decode()
    assert "CANARY-PERSON" not in page
    assert User.objects.filter(name="CANARY-PERSON").count() == 0


def test_wishes_are_kept_and_are_for_the_liaison_alone(client, campaign):
    wishes = {"employer_wishes": ["start_up"], "domains": ["energy", "health"], "salary_wish": "850000"}
    sent = fill(client, campaign, plans={**PLANS, **wishes})
    client.post(sent["Location"], {"code": code_in_mail(), "action": "verify"})
    candidate = Candidate.objects.get()
    assert (candidate.employer_wishes, candidate.domains) == (["start_up"], ["energy", "health"])
    assert candidate.salary_wish == 850_000
    assert "850" in client.get(reverse("candidate:profile")).content.decode()
    kept = str(take_snapshot(candidate, today=cast.NOW.date()))
    assert not any(words in kept for words in ("start_up", "energy", "850000"))


def test_how_somebody_heard_of_it_is_asked_only_when_no_link_has_told(client, campaign):
    link = campaigns.add_link(campaign=campaign, channel="film", name="Harbour", by=cast.kari(), now=cast.NOW)
    register = reverse("public:register", args=[campaign.slug])
    plans = reverse("public:register_plans", args=[campaign.slug])
    client.post(register, ABOUT)
    assert "How did you hear of us?" in client.get(plans).content.decode()
    client.post(f"{register}?via={link.ref}", ABOUT)
    assert "How did you hear of us?" not in client.get(plans).content.decode()
    sent = fill(client, campaign, plans={**PLANS, "heard_from": "friend"})
    client.post(sent["Location"], {"code": code_in_mail(), "action": "verify"})
    registration = Registration.objects.get()
    assert (registration.link, registration.heard_from) == (link, "")


def test_an_answer_on_how_they_heard_of_it_is_kept(client, campaign):
    sent = fill(client, campaign, plans={**PLANS, "heard_from": "friend"})
    client.post(sent["Location"], {"code": code_in_mail(), "action": "verify"})
    assert Registration.objects.get().heard_from == "friend"


def test_name_and_address_are_not_asked_when_the_cv_says_them(client, campaign):
    register = reverse("public:register", args=[campaign.slug])
    cv = SimpleUploadedFile("resume.json", json.dumps(RESUME).encode(), "application/json")
    answer = client.post(register, {**ABOUT, "name": "", "email": "", "cv": cv})
    assert answer["Location"] == register
    page = client.get(register).content.decode()
    assert 'value="Priya Raman"' in page
    assert 'value="priya@example.org"' in page
    assert "ds-error-summary" not in page
