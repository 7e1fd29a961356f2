"""Who reads what when, and who is told: never the words in a mail, never an employer before it has accepted."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kretslop.conversations import actions, queries, rules, sending
from kretslop.conversations.models import Message, Reading
from kretslop.introductions import actions as introductions
from kretslop.messaging.models import OutboxMail
from kretslop.privacy.exporting import copy_of
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
EVIL = "<script>alert(1)</script> {{ 7|add:7 }} [x](javascript:alert(1)) \u202e ' OR 1=1 --\nsecond line"


@pytest.fixture(scope="module")
def told(told_once):
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead, liaison=liaison)
    wanted = cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    person = cast.approved(campaign, liaison)
    person.liaison = liaison
    person.save(update_fields=["liaison"])
    return liaison, person, cast.introduced(person, wanted, liaison)


@pytest.fixture
def world(told, db):
    return deepcopy(told)


def accepted(introduction):
    return introductions.accept(introduction=introduction, by=sara(introduction), now=NOW + timedelta(hours=1))


def sara(introduction):
    return introduction.participation.recruiter.user


def say(person, by, words, introduction=None, hours=2):
    return actions.write(
        candidate=person, introduction=introduction, by=by, words=words, now=NOW + timedelta(hours=hours)
    )


def test_the_candidate_and_the_liaison_talk_alone(world):
    liaison, person, introduction = world
    say(person, person.user, "May I bring my cello?")
    say(person, liaison, "Yes, of course.")
    assert [m.side for m in queries.messages_for(person.user, person, None)] == ["candidate", "liaison"]
    assert not queries.messages_for(sara(introduction), person, None)
    with pytest.raises(NotAllowed):
        say(person, sara(introduction), "Let me in")
    mails = OutboxMail.objects.filter(kind="message_waits").order_by("pk")
    assert [mail.to_address for mail in mails] == ["ingrid@example.org", "diogo.salgado@example.com"]
    for mail in mails:
        assert "cello" not in mail.text + mail.html + mail.subject
        assert "course" not in mail.text + mail.html + str(mail.context)
        assert "Diogo" not in mail.subject


def test_an_employer_joins_after_acceptance_and_reads_nothing_from_before(world):
    liaison, person, introduction = world
    with pytest.raises(NotPossible, match="not_in_touch"):
        say(person, person.user, "Too early", introduction)
    with pytest.raises(NotAllowed):
        say(person, sara(introduction), "Too early", introduction)
    assert not queries.introductions_of_member(sara(introduction))
    introduction = accepted(introduction)
    Message.objects.create(
        candidate=person, introduction=introduction, side=rules.LIAISON, by=liaison, words="canary of before", at=NOW
    )
    say(person, person.user, "Hello Sara", introduction)
    seen = queries.messages_for(sara(introduction), person, introduction)
    assert [message.words for message in seen] == ["Hello Sara"]
    assert {m.to_address for m in OutboxMail.objects.filter(kind="message_waits")} == {
        "ingrid@example.org",
        "sara.bakken@example.com",
    }
    assert queries.unread_by_introduction(sara(introduction), [introduction]) == {introduction.pk: 1}


def test_an_end_shows_only_when_the_person_is_told(world, client):
    _liaison, person, introduction = world
    introduction = accepted(introduction)
    say(person, sara(introduction), "Welcome", introduction)
    introductions.report_not_hired(
        introduction=introduction, by=sara(introduction), reason="another_person",
        words_to_candidate="We chose somebody with more of the cloud in their work.", private_note="",
        now=NOW + timedelta(hours=3),
    )  # fmt: skip
    introduction.refresh_from_db()
    with pytest.raises(NotAllowed):
        say(person, sara(introduction), "Are you there?", introduction, hours=3)
    say(person, person.user, "Are you there?", introduction, hours=3)
    assert OutboxMail.objects.filter(kind="message_waits").last().to_address == "ingrid@example.org"
    introduction = type(introduction).objects.get(pk=introduction.pk)
    with pytest.raises(NotPossible, match="not_in_touch"):
        say(person, person.user, "Are you there?", introduction, hours=48)
    client.force_login(sara(introduction))
    assert client.get(reverse("employer:conversation", args=[introduction.ref])).status_code == 404


def test_one_mail_until_it_is_read_and_none_for_who_has_read(world):
    liaison, person, _introduction = world
    for number in range(3):
        say(person, person.user, f"Question {number}")
    mail = OutboxMail.objects.get(kind="message_waits")
    assert sending.may_send(mail, NOW) == ""
    actions.mark_read(candidate=person, by=liaison, now=NOW + timedelta(hours=3))
    assert sending.may_send(mail, NOW) == "read"
    say(person, person.user, "One more", hours=4)
    assert OutboxMail.objects.filter(kind="message_waits").count() == 2
    assert [line.unread for line in queries.lines_for_liaison(liaison)] == [1]
    assert queries.lines_for_liaison(person.user) == []


def test_limits(world):
    _liaison, person, _introduction = world
    for words, code in (("  ", "required"), ("x" * 3001, "too_long")):
        with pytest.raises(Invalid, match=code):
            say(person, person.user, words)
    for number in range(rules.MOST_AN_HOUR):
        say(person, person.user, str(number))
    with pytest.raises(NotPossible, match="too_many"):
        say(person, person.user, "Again")
    assert say(person, person.user, "An hour later", hours=4)
    person.membership.state = "restricted"
    person.membership.save()
    with pytest.raises(NotPossible, match="restricted"):
        say(person, _liaison, "Hello", hours=5)


def test_it_is_in_the_persons_copy_and_goes_with_them(world):
    liaison, person, _introduction = world
    say(person, liaison, "canary for the copy")
    kept = {part.model._meta.label: part.rows for part in copy_of(person, NOW)}
    assert kept["conversations.Message"][0]["words"] == "canary for the copy"
    assert Reading._meta.label in kept


def pages(person, introduction):
    return {
        person.user: [reverse("candidate:messages"), reverse("candidate:conversation", args=[introduction.ref])],
        sara(introduction): [reverse("employer:conversation", args=[introduction.ref])],
        person.liaison: [
            reverse("liaison:conversations"),
            reverse("liaison:conversation", args=[person.ref]),
            reverse("liaison:conversation_about", args=[person.ref, introduction.ref]),
        ],
    }


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_page_bears_hostile_words_in_both_languages(client, world, language):
    _liaison, person, introduction = world
    introduction = accepted(introduction)
    person = introduction.candidate
    say(person, person.user, EVIL)
    say(person, person.user, EVIL, introduction)
    for user, addresses in pages(person, introduction).items():
        user.language = language
        user.save(update_fields=["language"])
        client.force_login(user)
        for address in addresses:
            answer = client.get(address, headers={"accept-language": language})
            text = answer.content.decode()
            assert answer.status_code == 200
            assert "<script>alert(1)" not in text
            assert f'<html lang="{language}"' in text
    assert "second line" in text


def test_writing_and_reading_without_javascript(client, world):
    _liaison, person, introduction = world
    introduction = accepted(introduction)
    address = reverse("employer:conversation", args=[introduction.ref])
    client.force_login(sara(introduction))
    assert client.post(address, {"words": " "}).status_code == 422
    assert client.post(address, {"words": "Shall we meet?"}, follow=True).status_code == 200
    assert "Shall we meet?" in client.get(address).content.decode()
    client.force_login(person.user)
    own = reverse("candidate:conversation", args=[introduction.ref])
    home = client.get(reverse("candidate:messages")).content.decode()
    assert own in home
    assert "I have read it" in client.get(own).content.decode()
    assert "I have read it" in client.get(own).content.decode()  # a GET changes nothing
    assert client.post(own, {"read": "1"}, headers={"HX-Request": "true"}).status_code == 204
    assert "I have read it" not in client.get(own).content.decode()


def test_strangers_find_nothing(client, world):
    _liaison, _person, introduction = world
    introduction = accepted(introduction)
    other = cast.joined(introduction.campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    client.force_login(sara_of(other))
    assert client.get(reverse("employer:conversation", args=[introduction.ref])).status_code == 404
    stranger = cast.diogo(introduction.campaign, name="Amara Kalu")
    client.force_login(stranger.user)
    assert client.post(reverse("candidate:conversation", args=[introduction.ref]), {"words": "x"}).status_code == 404


def sara_of(participation):
    return participation.recruiter.user


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_queries_for_many_messages(client, world, count):
    _liaison, person, introduction = world
    introduction = accepted(introduction)
    now = timezone.now()
    for number in range(count):
        actions.write(candidate=person, introduction=introduction, by=person.user, words=str(number), now=now)
        actions.write(candidate=person, by=person.user, words=str(number), now=now)
    counts = []
    for user, addresses in pages(person, introduction).items():
        client.force_login(user)
        for address in addresses:
            with CaptureQueriesContext(connection) as queried:
                client.get(address)
            counts.append(len(queried))
    assert counts == [9, 6, 9, 7, 8, 11]


def waiting(user):
    rows, number = queries.waiting_for_liaison(user, most=1)
    assert len(rows) == min(number, 1)
    return number


def test_what_waits_for_the_liaison_stands_on_the_desk_until_it_is_read_or_answered(client, world):
    liaison, person, introduction = world
    other = cast.user("Per Dahl", "per.dahl@example.org", "liaison")
    client.force_login(liaison)
    today = reverse("liaison:today")
    say(person, person.user, "May I bring my cello?")
    text = client.get(today).content.decode()
    assert "New messages" in text
    assert "cello" not in text
    assert reverse("liaison:conversation", args=[person.ref]) in text
    assert (waiting(liaison), waiting(other), waiting(person.user)) == (1, 0, 0)
    introduction = accepted(introduction)
    say(person, sara(introduction), "When can you come?", introduction, hours=3)
    rows, number = queries.waiting_for_liaison(liaison, most=5)
    assert [(row.introduction, row.hirer) for row in rows] == [("", ""), (introduction.ref, "Havtech AS")]
    assert number == 2
    actions.mark_read(candidate=person, introduction=None, by=liaison, now=NOW + timedelta(hours=4))
    assert waiting(liaison) == 1
    say(person, liaison, "On Monday, I hope.", introduction, hours=5)
    assert waiting(liaison) == 0
    assert "New messages" not in client.get(today).content.decode()
    say(person, person.user, "One more thing", hours=6)
    assert waiting(liaison) == 1
    say(person, other, "I answer for Ingrid.", hours=7)
    assert waiting(liaison) == 0


def test_somebody_without_a_liaison_waits_for_all_of_them(world):
    liaison, person, _introduction = world
    person.liaison = None
    person.save(update_fields=["liaison"])
    say(person, person.user, "Hello?")
    assert waiting(liaison) == waiting(cast.user("Per Dahl", "per.dahl@example.org", "liaison")) == 1
