"""Partner and family, and the fairness questions: given, changed, taken back, by their own person only."""

import pytest
from django.urls import reverse

from kretslop.fairness.models import FairnessAnswer
from kretslop.relocation.models import Household
from tests.web.candidate.test_home import me, region, text  # noqa: F401

pytestmark = pytest.mark.django_db
TOLD = {
    "partner": "comes", "partner_field": "Nurse in a ward", "partner_wish": "work", "first_language": "pt",
    "second_language": "pt", "partner_words": "", "small_children": "1", "school_children": "", "older_children": "",
    "housing": "rent", "bedrooms": "2", "housing_words": "Near a tram", "consent": "on",
}  # fmt: skip
ANSWERED = {"sex": "woman", "age_band": "", "country_group": "asia", "consent": "on"}


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("page", ["family", "fairness"])
def test_both_languages(me, page, language):  # noqa: F811
    assert f'<html lang="{language}"' in text(
        me.get(reverse(f"candidate:{page}"), headers={"accept-language": language})
    )


def test_telling_changing_and_taking_back(me, region):  # noqa: F811
    address = reverse("candidate:family")
    html = text(me.get(address))
    assert "Employers never see it" in html
    assert "Erase it now" not in html
    assert me.post(address, TOLD)["Location"] == address
    household = Household.objects.get()
    assert (household.partner_languages, household.small_children, household.school_children) == (["pt"], 1, None)
    assert household.help_asked_at is None
    html = text(me.get(address))
    assert "Nurse in a ward" in html
    me.post(address, {**TOLD, "partner_field": "Teacher", "help_now": "on"})
    household.refresh_from_db()
    assert household.partner_field == "Teacher"
    assert household.help_asked_at is not None
    back = reverse("candidate:take_back_family")
    assert me.get(back).status_code == 405
    me.post(back)
    assert not Household.objects.exists()
    assert "Teacher" not in text(me.get(address))


@pytest.mark.parametrize("wrong", [{"consent": ""}, {"small_children": "12"}, {"partner": "x"}, {"housing": "x"}])
def test_what_is_wrong_is_said_and_nothing_is_kept(me, wrong):  # noqa: F811
    answer = me.post(reverse("candidate:family"), {**TOLD, **wrong})
    assert answer.status_code == 422
    assert not Household.objects.exists()


def test_fairness_is_answered_and_taken_back(me):  # noqa: F811
    address = reverse("candidate:fairness")
    assert "Erase my answers now" not in text(me.get(address))
    assert me.post(address, ANSWERED)["Location"] == address
    assert FairnessAnswer.objects.get().country_group == "asia"
    assert "Erase my answers now" in text(me.get(address))
    assert me.post(address, {**ANSWERED, "consent": ""}).status_code == 422
    me.post(reverse("candidate:take_back_fairness"))
    assert not FairnessAnswer.objects.exists()
    html = text(me.post(address, {"consent": "on"}, follow=True))
    assert "Nothing is kept" in html


def test_the_profile_leads_there_and_shows_nothing_of_it(me):  # noqa: F811
    me.post(reverse("candidate:family"), TOLD)
    me.post(reverse("candidate:fairness"), ANSWERED)
    html = text(me.get(reverse("candidate:profile")))
    assert reverse("candidate:family") in html
    assert reverse("candidate:fairness") in html
    assert "Nurse in a ward" not in html
    assert "To get help for partner and family" in text(me.get(reverse("candidate:consents")))
