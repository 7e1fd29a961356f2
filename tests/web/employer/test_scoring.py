"""Score cards, sharing inside the company, the table, and up to four side by side; nothing of it leaves the company."""

from copy import deepcopy

import pytest
from django.urls import reverse

from kretslop.employers.models import Member
from kretslop.introductions import actions
from kretslop.introductions.models import ScoreCard
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import Invalid, NotAllowed
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
NAMES = ("Diogo Salgado", "Amara Kalu", "Priya Raman", "Tomasz Fijał", "Linh Hoàng")


@pytest.fixture(scope="module")
def told(told_once):
    """Five people introduced to Havtech, the first to Fjordbank too."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    wanted = cast.wanted(cast.joined(campaign))
    other = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    people = [cast.approved(campaign, liaison, name=name) for name in NAMES]
    found = [cast.introduced(each, wanted, liaison) for each in people]
    return found, cast.introduced(people[0], other, liaison), wanted.participation


@pytest.fixture
def scene(client, told, db):
    found, elsewhere, havtech = deepcopy(told)
    client.force_login(havtech.recruiter.user)
    return found, elsewhere, havtech


def at(name, *found):
    return reverse(f"employer:{name}", args=[each.ref for each in found])


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_each_member_has_a_score_card_that_the_company_reads(client, scene):
    (first, *_others), elsewhere, havtech = scene
    asked = text(client.get(at("score_card", first)))
    assert "4 · convinced us" in asked
    assert NAMES[0] not in asked
    said = {"s0": "4", "s2": "2", "takeaways": "CANARY-TAKEAWAY"}
    shown = text(client.post(at("score_card", first), said, follow=True))
    assert "6 of 8 points" in shown
    assert "CANARY-TAKEAWAY" in shown
    client.post(at("score_card", first), {**said, "s0": "3"})
    assert ScoreCard.objects.get().scores == {"skill:python": 3, "language:en": 2}
    client.force_login(havtech.stand_in.user)
    assert "CANARY-TAKEAWAY" in text(client.get(at("introduction", first)))
    client.force_login(elsewhere.participation.recruiter.user)
    assert "CANARY-TAKEAWAY" not in text(client.get(at("introduction", elsewhere)))
    assert client.get(at("score_card", first)).status_code == 404
    client.force_login(first.introduced_by)
    assert "CANARY-TAKEAWAY" not in text(client.get(reverse("liaison:introduction", args=[first.ref])))


def test_a_score_is_one_of_four_about_what_was_asked_for(scene):
    (first, *_), _elsewhere, havtech = scene
    sara = havtech.recruiter.user
    for scores in ({"skill:python": 5}, {"skill:cobol": 3}):
        with pytest.raises(Invalid):
            actions.keep_score_card(introduction=first, by=sara, scores=scores, takeaways="", now=NOW)
    with pytest.raises(NotAllowed):
        actions.keep_score_card(introduction=first, by=first.introduced_by, scores={}, takeaways="", now=NOW)


def test_a_colleague_is_asked_by_a_mail_that_names_nobody(client, scene):
    (first, *_), elsewhere, havtech = scene
    assert "Anders Lie" in text(client.get(at("share", first)))
    note = "What do you think of the years?"
    text(client.post(at("share", first), {"member": havtech.stand_in.ref, "note": note}, follow=True))
    mail = OutboxMail.objects.get(kind="review_shared")
    assert (mail.to_name, mail.state) == ("Anders Lie", "queued")
    assert note in mail.text
    assert at("introduction", first) in mail.text
    assert NAMES[0] not in mail.text + mail.subject
    stranger = elsewhere.participation.recruiter
    assert "member" in text(client.post(at("share", first), {"member": stranger.ref, "note": ""}), 422)
    with pytest.raises(NotAllowed):
        actions.share(introduction=first, by=havtech.recruiter.user, member=stranger, note="", now=NOW)


def test_whoever_is_alone_is_led_to_letting_a_colleague_in(client, scene):
    (first, *_), _elsewhere, havtech = scene
    Member.objects.filter(pk=havtech.stand_in.pk).update(active=False)
    assert reverse("employer:add_colleague") in text(client.get(at("share", first)))


def test_the_table_leads_to_two_to_four_side_by_side(client, scene, django_assert_num_queries):
    found, elsewhere, _havtech = scene
    with django_assert_num_queries(6):
        listed = text(client.get(at("review_table")))
    assert all(each.pseudonym in listed for each in found)
    assert not any(name in listed for name in NAMES)
    with django_assert_num_queries(6):
        shown = text(client.get(at("compare"), {"who": [each.ref for each in found[:4]]}))
    assert all(each.pseudonym in shown for each in found[:4])
    assert not any(name in shown for name in NAMES)
    for wrong in ([found[0].ref], [each.ref for each in found], []):
        assert client.get(at("compare"), {"who": wrong}).status_code == 302
    assert client.get(at("compare"), {"who": [found[0].ref, elsewhere.ref]}).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("en", "side by side"), ("nb", "side om side")])
def test_in_both_languages(client, scene, language, words):
    found, _elsewhere, _havtech = scene
    client.cookies["django_language"] = language
    response = client.get(
        at("compare"), {"who": [each.ref for each in found[:2]]}, headers={"Accept-Language": language}
    )
    assert words in text(response)
