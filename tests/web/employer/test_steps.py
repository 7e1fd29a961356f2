"""Next steps with an owner and a day, links from mails, conversations in a list, and moving a card."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.conversations import actions as talk
from kretslop.introductions import actions
from kretslop.introductions.linking import link_for, read_link
from kretslop.introductions.models import Introduction
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import NotPossible
from tests import cast

pytestmark = pytest.mark.django_db
LIST = "/employer/next-steps/"


@pytest.fixture(scope="module")
def told(told_once):
    """Diogo waits for Havtech's answer; Amara is accepted there; Linh waits for Fjordbank."""
    liaison, campaign, now = cast.ingrid(), cast.campaign(), timezone.now()
    havtech = cast.wanted(cast.joined(campaign))
    fjordbank = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    sara = havtech.participation.recruiter.user
    waiting = cast.introduced(cast.approved(campaign, liaison), havtech, liaison)
    accepted = cast.introduced(cast.approved(campaign, liaison, name="Amara Kalu"), havtech, liaison)
    accepted = actions.accept(introduction=accepted, by=sara, now=now)
    other = cast.introduced(cast.approved(campaign, liaison, name="Linh Hoang"), fjordbank, liaison)
    Introduction.objects.filter(pk=waiting.pk).update(
        next_step_due=now - timedelta(days=2), state_since=now - timedelta(days=9)
    )
    return waiting, accepted, other, sara


@pytest.fixture
def scene(client, told, db):
    found = deepcopy(told)
    client.force_login(found[3])
    return found


def text(client, address, **more):
    answer = client.get(address, **more)
    assert answer.status_code == 200
    return answer.content.decode()


def test_mine_my_companys_and_overdue(client, scene):
    waiting, accepted, other, sara = scene
    mine = text(client, LIST)
    assert "2 next steps are yours" in mine
    assert "Amara Kalu" in mine
    assert waiting.pseudonym in mine
    assert "9 days" in mine
    assert "Diogo" not in mine  # the employer has not said yes to him
    assert other.pseudonym not in mine
    late = text(client, LIST + "?which=late")
    assert waiting.pseudonym in late
    assert "Amara Kalu" not in late
    # The candidate picks a time: that step is not Sara's any more, but her company's.
    at = timezone.now() + timedelta(days=3)
    actions.offer_times(
        introduction=accepted, by=sara, slots=[at], minutes=60, zone=cast.OSLO, place="x", link="", now=timezone.now()
    )
    assert "Amara Kalu" not in text(client, LIST)
    company = text(client, LIST + "?which=company")
    assert "The candidate picks a time" in company
    # Away: everything is the stand-in's, late work too, and comes back with her.
    sara.away_until = timezone.localdate() + timedelta(days=5)
    sara.save()
    assert "No next step is yours" in text(client, LIST)
    client.force_login(waiting.participation.stand_in.user)
    assert waiting.pseudonym in text(client, LIST)


def test_as_many_queries_for_one_as_for_three(client, scene, django_assert_num_queries):
    def count():
        with django_assert_num_queries(10):
            text(client, LIST + "?which=company")

    text(client, LIST)
    count()
    liaison = scene[0].introduced_by
    for name in ("Tomasz Fijal", "Priya Raman"):
        person = cast.approved(scene[0].campaign, liaison, name=name)
        cast.introduced(person, scene[0].wanted_profile, liaison)
    count()


def test_a_link_from_a_mail_is_for_its_reader_alone_and_ends(client, scene):
    waiting, _accepted, _other, sara = scene
    (mail,) = OutboxMail.objects.filter(kind="feedback_reminder", about__contains=[f"introduction:{waiting.ref}"])
    address = mail.text.split("/employer/from-mail/")[1].split()[0]
    address = f"/employer/from-mail/{address}"
    page = reverse("employer:introduction", args=[waiting.ref])
    assert client.get(address)["Location"] == page
    client.logout()
    asked = client.get(address)
    assert asked["Location"].startswith(reverse("account_login"))
    shown = text(client, asked["Location"])
    assert waiting.pseudonym not in shown
    assert waiting.ref not in shown
    client.force_login(waiting.participation.stand_in.user)
    assert "sent to somebody else" in client.get(address, follow=True).content.decode()
    client.force_login(sara)
    assert client.get(address[:-3] + "/").status_code == 404
    now = timezone.now()
    token = link_for(waiting, sara, now)
    assert read_link(token, sara, now + timedelta(days=13)) == waiting.ref
    with pytest.raises(NotPossible, match="link_is_over"):
        read_link(token, sara, now + timedelta(days=15))


def test_conversations_in_a_list_unread_first(client, scene):
    _waiting, accepted, _other, sara = scene
    page = reverse("employer:conversations")
    assert "Nobody has written yet" in text(client, page)
    by = accepted.candidate.user
    talk.write(candidate=accepted.candidate, introduction=accepted, by=by, words="When do we meet?", now=timezone.now())
    assert "One conversation has something new" in text(client, reverse("employer:review"))
    listed = text(client, page)
    assert "1 new message" in listed
    assert "When do we meet?" not in listed
    talk.mark_read(candidate=accepted.candidate, introduction=accepted, by=sara, now=timezone.now())
    assert "Nobody waits for an answer" in text(client, page)
    client.force_login(scene[2].participation.recruiter.user)
    assert "Amara" not in text(client, page)


def test_a_card_is_moved_from_the_board_and_taken_back(client, scene):
    _waiting, accepted, _other, _sara = scene
    board = text(client, reverse("employer:process"))
    move = reverse("employer:report", args=[accepted.ref, "assessment"])
    assert move in board
    # An end asks for its reason on a page of its own.
    assert reverse("employer:not_hired", args=[accepted.ref]) in board
    answer = client.post(move, {"next": "board"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("employer:process")
    assert reverse("employer:undo", args=[accepted.ref]) in answer.content.decode()
    client.post(reverse("employer:undo", args=[accepted.ref]))
    accepted.refresh_from_db()
    assert accepted.state == "accepted"


def test_time_in_each_stage_never_begins_before_the_candidates_yes(client, scene):
    _waiting, accepted, _other, _sara = scene
    shown = text(client, reverse("employer:introduction", args=[accepted.ref]))
    assert "Time in each stage" in shown
    assert "is asked" not in shown
