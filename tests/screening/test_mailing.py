"""Mail about a campaign reaches who agreed and may be written to, once, after ten minutes, and can be refused."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.core import mail as post

from kretslop.campaigns import actions as campaigns
from kretslop.introductions import actions as introductions
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.privacy import actions as privacy
from kretslop.screening import mailing, rules
from kretslop.screening.models import CampaignMail, CampaignMailTo
from kretslop.screening.tasks import queue_campaign_mail
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.talent import actions as talent
from tests import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW
WORDS = {
    "en": {"subject": "A campaign for you", "text": "First part.\r\n\r\nSecond part."},
    "nb": {"subject": "En kampanje for deg", "text": "Hei fra nord."},
}
NAMES = ("Diogo Salgado", "Amara Kalu", "Priya Raman", "Linh Hoàng", "Tomasz Fijał", "Ana Costa")


@pytest.fixture(scope="module")
def told(told_once):
    liaison, first = cast.ingrid(), cast.campaign()
    people = [cast.approved(first, liaison, name=name) for name in NAMES]
    for person in people:
        privacy.choose_purpose(candidate=person, purpose="campaign_mail", yes=True, by=person.user, now=NOW)
    second = cast.campaign(cast.kari(), name="Data engineers 2027")
    return liaison, second, people


@pytest.fixture
def world(told, db):
    return deepcopy(told)


def tell(world, *, key="one", campaign=None, people=None, now=NOW, words=WORDS):
    liaison, second, everybody = world
    numbers = [each.pk for each in people or everybody]
    made = mailing.write(campaign=campaign or second, numbers=numbers, words=words, key=key, by=liaison, now=now)
    while mailing.queue_lot(made=made, now=now):
        pass
    return made


def told_names(made):
    return sorted(made.people.values_list("candidate__name", flat=True))


def test_whoever_may_not_be_written_to_is_left_out_with_a_reason(world):
    _liaison, second, (diogo, amara, priya, linh, tomasz, ana) = world
    introductions.pause_candidate(candidate=amara, months=3, by=amara.user, now=NOW)
    privacy.choose_purpose(candidate=priya, purpose="campaign_mail", yes=False, by=priya.user, now=NOW)
    privacy.restrict(candidate=linh, by=linh.user, now=NOW)
    talent.move_membership(candidate=tomasz, move="hire", by="system", now=NOW)
    cast.diogo(second, ana.name)
    found = mailing.sort_out(campaign=second, numbers=[each.pk for each in world[2]], now=NOW)
    assert found.people == [diogo]
    assert found.left_out == {"left_pool": 2, "paused": 1, "in_campaign": 1, "no_consent": 1}
    made = tell(world)
    assert told_names(made) == ["Diogo Salgado"]
    assert set(OutboxMail.objects.filter(kind="campaign_mail").values_list("to_address", flat=True)) == {diogo.email}


def test_sorting_takes_a_fixed_number_of_queries(world, django_assert_num_queries):
    for people in (world[2][:1], world[2]):
        with django_assert_num_queries(4):
            mailing.sort_out(campaign=world[1], numbers=[each.pk for each in people], now=NOW)


def test_once_for_each_campaign_and_not_too_often(world):
    diogo, amara = world[2][:2]
    assert tell(world, people=[diogo]) == tell(world, people=[diogo, amara]), "the same key is the same mail"
    assert CampaignMail.objects.count() == 1
    assert told_names(tell(world, key="two", people=[diogo, amara])) == ["Amara Kalu"]
    third = cast.campaign(cast.kari(), name="Testers 2027")
    with pytest.raises(NotPossible, match="nobody_to_tell"):
        tell(world, key="three", campaign=third, people=[diogo, amara], now=NOW + timedelta(days=29))
    later = NOW + timedelta(days=rules.MAIL_EVERY_DAYS)
    assert len(told_names(tell(world, key="four", campaign=third, people=[diogo, amara], now=later))) == 2
    with pytest.raises(NotPossible, match="nobody_to_tell"):
        tell(world, key="five", people=[diogo], now=NOW + timedelta(days=400))


def test_the_mail_waits_and_is_taken_back(world):
    liaison, _second, people = world
    made = tell(world)
    first = OutboxMail.objects.filter(kind="campaign_mail").first()
    assert delivery.deliver(first.pk, now=NOW + timedelta(minutes=9)) == "queued"
    with pytest.raises(NotAllowed):
        mailing.undo(made=made, by=cast.user("Jon Aas", "jon@example.org", "liaison"), now=NOW)
    assert mailing.undo(made=made, by=liaison, now=NOW + timedelta(minutes=9)) == len(people)
    assert set(OutboxMail.objects.filter(kind="campaign_mail").values_list("state", "why")) == {("stopped", "undone")}
    with pytest.raises(NotPossible):
        mailing.undo(made=made, by=liaison, now=NOW + timedelta(minutes=9))
    again = tell(world, key="again")
    assert again.people.count() == len(people), "what was taken back was told to nobody"
    with pytest.raises(NotPossible, match="mail_too_late"):
        mailing.undo(made=again, by=liaison, now=NOW + timedelta(minutes=10))


def test_it_is_asked_again_when_the_mail_leaves(world):
    _liaison, second, (diogo, amara, priya, linh, tomasz, ana) = world
    tell(world)
    introductions.pause_candidate(candidate=amara, months=1, by=amara.user, now=NOW)
    privacy.refuse_campaign_mail(candidate=priya, now=NOW)
    talent.move_membership(candidate=linh, move="find_job", by=linh.user, now=NOW)
    privacy.restrict(candidate=tomasz, by=tomasz.user, now=NOW)
    cast.diogo(second, ana.name)
    later = NOW + timedelta(minutes=11)
    found = {
        row.to_name.split()[0]: (delivery.deliver(row.pk, now=later), OutboxMail.objects.get(pk=row.pk).why)
        for row in OutboxMail.objects.filter(kind="campaign_mail")
    }
    assert found.pop("Diogo") == ("sent", "")
    assert found == {
        "Amara": ("stopped", "paused"), "Priya": ("stopped", "no_consent"), "Linh": ("stopped", "left_pool"),
        "Tomasz": ("stopped", "left_pool"), "Ana": ("stopped", "overtaken"),
    }  # fmt: skip
    message = post.outbox[-1]
    assert message.subject == "A campaign for you"
    assert "First part.\n\nSecond part." in message.body
    assert "?via=" in message.body
    way = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert way in message.body
    assert mailing.person_by_token(way.rpartition("/no/")[2].strip("/")) == diogo


def test_each_reads_their_own_language(world):
    diogo, amara = world[2][:2]
    amara.user.language = "nb"
    amara.user.save()
    tell(world, people=[diogo, amara])
    found = dict(OutboxMail.objects.filter(kind="campaign_mail").values_list("to_name", "subject"))
    assert found == {"Diogo Salgado": "A campaign for you", "Amara Kalu": "En kampanje for deg"}


def test_what_is_not_possible(world):
    _liaison, second, people = world
    with pytest.raises(Invalid):
        tell(world, words={**WORDS, "nb": {"subject": "x", "text": "  "}})
    with pytest.raises(NotAllowed):
        mailing.write(campaign=second, numbers=[], words=WORDS, key="x", by=people[0].user, now=NOW)
    assert not mailing.mails(people[0].user).exists()
    draft = campaigns.create_campaign(
        by=cast.kari(), name="Draft", occupation="software-developer", place="Oslo", starts_on=date(2026, 12, 1),
        deadline_on=date(2027, 1, 1), contact_name="K", contact_email="k@example.org", now=NOW,
    )  # fmt: skip
    with pytest.raises(NotPossible, match="campaign_not_open"):
        tell(world, campaign=draft)
    assert not CampaignMailTo.objects.exists()


def test_no_more_such_mail_is_said_once(world):
    diogo = world[2][0]
    for _ in range(2):
        privacy.refuse_campaign_mail(candidate=diogo, now=NOW)
    assert not diogo.consents.filter(purpose="campaign_mail", withdrawn_at__isnull=True).exists()
    assert diogo.consents.filter(purpose="pool", withdrawn_at__isnull=True).exists()
    assert mailing.person_by_token("made-up") is None


def test_the_worker_goes_on_where_it_was_and_stops_when_it_is_taken_back(world, monkeypatch):
    monkeypatch.setattr(rules, "MAIL_LOT", 2)
    liaison, second, people = world
    numbers = [each.pk for each in people]
    made = mailing.write(campaign=second, numbers=numbers, words=WORDS, key="k", by=liaison, now=NOW)
    waiting = OutboxMail.objects.filter(kind="campaign_mail")
    assert waiting.count() == 0, "nothing is written while the liaison waits"
    assert mailing.queue_lot(made=made, now=NOW)
    people[2].user = None
    people[2].save(update_fields=["user"])  # merged with somebody else meanwhile
    assert mailing.queue_lot(made=made, now=NOW)
    row = mailing.mails(liaison).get()
    assert (waiting.count(), row.told, row.to_queue) == (3, 6, 2)
    mailing.undo(made=made, by=liaison, now=NOW)
    assert not mailing.queue_lot(made=made, now=NOW)
    assert set(waiting.values_list("state", flat=True)) == {"stopped"}
    again = mailing.write(campaign=second, numbers=numbers[:2], words=WORDS, key="l", by=liaison, now=NOW)
    queue_campaign_mail(mail_id=again.pk)
    assert waiting.filter(state="queued").count() == 2
    queue_campaign_mail(mail_id=again.pk)  # a second time changes nothing
    assert waiting.filter(state="queued").count() == 2
    queue_campaign_mail(mail_id=0)
