"""The page on which reasons for a no are edited, and what employers choose from afterwards."""

from copy import deepcopy

import pytest
from django.urls import reverse

from kretslop.introductions.reasoning import built_in, choices_for
from tests import cast

pytestmark = pytest.mark.django_db
PAGE = "/secretariat/employers/reasons/private/decline/"


@pytest.fixture(scope="module")
def told(told_once):
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead)
    havtech = cast.wanted(cast.joined(campaign))
    return lead, cast.introduced(cast.approved(campaign, liaison), havtech, liaison)


@pytest.fixture
def scene(client, told, db):
    lead, found = deepcopy(told)
    client.force_login(lead)
    return lead, found


def sent(rows, do="save"):
    values = {"rows": len(rows), "do": do}
    for number, row in enumerate(rows):
        values[f"row{number}-code"] = row.code
        for language in ("en", "nb"):
            values[f"row{number}-words_{language}"] = row.words[language]
            values[f"row{number}-text_{language}"] = row.text[language]
    return values


def test_saved_and_chosen_from(client, scene):
    _lead, found = scene
    assert reverse("secretariat:reasons", args=["private", "decline"]) == PAGE
    assert "Skills are missing" in client.get(PAGE).content.decode()
    words = {"en": "Cannot be on call", "nb": "Kan ikke ha vakt"}
    text = {"en": "Thank you. This post needs somebody on call.", "nb": "Takk. Stillingen trenger noen på vakt."}
    rows = [built_in("decline")[1]._replace(code="", words=words, text=text), built_in("decline")[0]]
    answer = client.post(PAGE, sent(rows), follow=True)
    assert "Saved." in answer.content.decode()
    own = choices_for("private", "decline")[0].code
    client.force_login(found.participation.recruiter.user)
    decline = reverse("employer:decline", args=[found.ref])
    shown = client.get(decline).content.decode()
    assert "Cannot be on call" in shown
    assert "Too much experience" not in shown
    filled = client.post(decline, {"reason": own, "words_to_candidate": "", "suggest": "reason"}).content.decode()
    assert text["en"] in filled
    client.post(decline, {"reason": own, "words_to_candidate": text["en"] + " All the best to you."})
    client.cookies["django_language"] = "nb"
    assert "Kan ikke ha vakt" in client.get(reverse("employer:introduction", args=[found.ref])).content.decode()


@pytest.mark.parametrize(
    ("do", "first", "number"),
    [("add", "skills_missing", 8), ("remove-0", "too_junior", 6), ("down-0", "too_junior", 7)],
)
def test_buttons_change_the_list_and_save_nothing(client, scene, do, first, number):
    text = client.post(PAGE, sent(built_in("decline"), do)).content.decode()
    assert f'name="rows" value="{number}"' in text
    assert text.index(f'value="{first}"') == min(
        text.index(f'value="{each.code}"') for each in built_in("decline") if f'value="{each.code}"' in text
    )
    assert "not saved yet" in text


def test_what_is_wrong_stands_at_its_field(client, scene):
    rows = [
        built_in("decline")[0],
        built_in("decline")[1]._replace(
            text={"en": "You are too old for this post, sorry.", "nb": "Takk for tiden, og lykke til med alt videre."}
        ),
    ]
    answer = client.post(PAGE, sent(rows))
    assert answer.status_code == 422
    assert "The law forbids that" in answer.content.decode()
    assert client.post(PAGE, sent(rows[:1])).status_code == 422


def test_unknown_lists_are_not_found(client, scene):
    assert client.get("/secretariat/employers/reasons/private/other/").status_code == 404
    assert client.get("/secretariat/employers/reasons/other/decline/").status_code == 404
    assert client.post(PAGE, {"rows": "x"}).status_code == 404
