"""Reasons for a no are edited per kind of employer; what was said before keeps its words."""

from copy import deepcopy

import pytest
from django.utils.translation import override

from kretslop.introductions import actions, rules
from kretslop.introductions.models import Feedback, Reason
from kretslop.introductions.reasoning import Choice, built_in, choices_for, codes_for, is_start
from kretslop.introductions.wording import reason_words
from kretslop.shared.errors import Invalid, NotAllowed
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WORDS = "We liked your work, and need somebody who has led a team of operators before."
TEXT = {
    "en": "Thank you for the time. We need somebody on call here.",
    "nb": "Takk for tiden. Vi trenger noen på vakt her.",
}
ON_CALL = Choice("", {"en": "Cannot be on call", "nb": "Kan ikke ha vakt"}, TEXT)


@pytest.fixture(scope="module")
def told(told_once):
    """Diogo introduced to Havtech, a company, and to Nordlys, which is public."""
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead)
    havtech = cast.wanted(cast.joined(campaign))
    nordlys = cast.wanted(cast.joined(campaign, "Nordlys Energi AS", "Nora Lykke", "Per Dal", kind="public"))
    candidate = cast.approved(campaign, liaison)
    return lead, cast.introduced(candidate, havtech, liaison), cast.introduced(candidate, nordlys, liaison)


@pytest.fixture
def scene(told, db):
    return deepcopy(told)


def save(lead, *entries, kind="private", end="decline"):
    return actions.save_reasons(kind=kind, end=end, entries=entries, by=lead, now=NOW)


def test_built_in_until_somebody_edits_them_and_for_one_kind_only(scene):
    lead, havtech, nordlys = scene
    assert codes_for(havtech, "decline") == codes_for(nordlys, "decline") == rules.DECLINE_REASONS
    saved = save(lead, built_in("decline")[2], ON_CALL)
    assert saved[0].code == "too_senior"
    assert codes_for(havtech, "decline") == tuple(choice.code for choice in saved)
    assert codes_for(nordlys, "decline") == rules.DECLINE_REASONS
    assert codes_for(havtech, "not_hired") == rules.NOT_HIRED_REASONS
    by = havtech.participation.recruiter.user
    with pytest.raises(Invalid):
        actions.decline(introduction=havtech, by=by, reason="too_junior", words_to_candidate=WORDS, now=NOW)
    own = saved[1].code
    actions.decline(introduction=havtech, by=by, reason=own, words_to_candidate=WORDS, now=NOW)
    assert Feedback.objects.get().reason == own


def test_other_words_are_another_reason_and_the_old_one_is_still_read(scene):
    lead, _havtech, _nordlys = scene
    own = save(lead, built_in("decline")[0], ON_CALL)[1]
    other = Choice(own.code, {"en": "Cannot work at night", "nb": "Kan ikke jobbe natt"}, own.text)
    first, changed = save(lead, built_in("decline")[0], other)
    assert changed.code != own.code
    assert Reason.objects.get(code=own.code).retired_at == NOW
    assert reason_words(own.code) == "Cannot be on call"
    with override("nb"):
        assert (reason_words(own.code), reason_words(changed.code)) == ("Kan ikke ha vakt", "Kan ikke jobbe natt")
    # Another text for the same words is the same reason; so is one that comes back in another place.
    again = save(lead, changed._replace(text={**TEXT, "en": TEXT["en"] + " Best wishes."}), first)
    assert [choice.code for choice in again] == [changed.code, "skills_missing"]
    # Words of a built-in one changed: its code stays with those who chose it.
    mine = first._replace(words={"en": "Key skills are missing", "nb": "Viktige ferdigheter mangler"})
    assert save(lead, changed, mine)[1].code.startswith("own_")
    assert reason_words("skills_missing") == "Skills are missing"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"words": {"en": " ", "nb": "x"}}, "1-words_en", "required"),
        ({"words": {"en": "x", "nb": "x" * 81}}, "1-words_nb", "too_long"),
        ({"words": {"en": "Too old for us", "nb": "x"}}, "1-words_en", "protected"),
        ({"words": {"en": "skills are MISSING", "nb": "x"}}, "1-words_en", "twice"),
        ({"text": {"en": "Short.", "nb": TEXT["nb"]}}, "1-text_en", "too_short"),
        ({"text": {"en": TEXT["en"], "nb": "Takk for tiden. Du er for gammel til dette."}}, "1-text_nb", "protected"),
        ({"text": {"en": "Thank you. Unfortunately not a good match.", "nb": TEXT["nb"]}}, "1-text_en", "empty"),
    ],
)
def test_what_is_wrong_is_said_at_its_row(scene, change, field, code):
    lead = scene[0]
    with pytest.raises(Invalid) as wrong:
        save(lead, built_in("decline")[0], ON_CALL._replace(**change))
    assert (wrong.value.field, wrong.value.code) == (field, code)
    assert not Reason.objects.exists()


def test_who_and_how_many(scene):
    lead, havtech, _nordlys = scene
    for stranger in (havtech.introduced_by, havtech.participation.recruiter.user):
        with pytest.raises(NotAllowed):
            save(stranger, *built_in("decline"))
    with pytest.raises(Invalid):
        save(lead, ON_CALL)
    with pytest.raises(Invalid):
        save(lead, *built_in("decline"), kind="other")


@pytest.mark.parametrize("end", rules.BUILT_IN_REASONS)
def test_every_built_in_reason_can_be_saved_as_it_is(scene, end):
    lead = scene[0]
    assert save(lead, *built_in(end), end=end) == built_in(end) == choices_for("public", end)
    assert is_start(built_in(end)[0].text["nb"], built_in(end))
