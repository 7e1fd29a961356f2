"""Registering: three steps on a phone, a code by mail, the same answer for everybody."""

import json
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kretslop.accounts.models import User
from kretslop.campaigns.models import Registration, RegistrationDraft
from kretslop.messaging.models import OutboxMail
from kretslop.talent.models import Candidate
from tests import cast

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
