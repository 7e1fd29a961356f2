"""Imported people are asked once, answer or are forgotten, and a no is remembered without the address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kretslop.importing import actions, queries, rules, sending
from kretslop.importing.models import ImportedPerson
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import NotPossible
from kretslop.timeline.models import Event
from tests import cast
from tests.importing.files import AMARA, DIOGO, people

pytestmark = pytest.mark.django_db


def person(name="Diogo Salgado"):
    return ImportedPerson.objects.get(name=name)


def test_each_is_asked_once_with_where_we_know_them_from(bring):
    given = bring.asked()
    mail = OutboxMail.objects.get(to_address="diogo.salgado@example.com")
    assert "Fair in Lisbon, May 2026" in mail.text
    assert f"/brought/{person().ref}/" in mail.text
    assert "GDPR" in mail.text
    assert (person().state, person().answer_due) == ("asked", timezone.localdate(cast.NOW) + timedelta(days=30))
    with pytest.raises(NotPossible, match="nobody_to_ask"):
        actions.ask(given=given, language="en", by=bring.lead, now=cast.NOW)
    assert OutboxMail.objects.filter(kind="imported").count() == 2


def test_mails_leave_slowly(bring, monkeypatch):
    monkeypatch.setattr(rules, "ASKED_PER_HOUR", 2)
    monkeypatch.setattr(rules, "ASK_BATCH", 2)
    now = cast.NOW
    given = bring.committed(people(DIOGO, AMARA, "Linh;linh@example.com;;;;;;;;"))
    bring.worked(actions.ask(given=given, language="nb", by=bring.lead, now=cast.NOW))
    waits = [mail.send_at - now for mail in OutboxMail.objects.order_by("send_at")]
    assert waits == [timedelta(0), timedelta(0), timedelta(hours=1)]


def test_a_no_erases_at_once_and_is_never_asked_again(bring):
    bring.asked()
    gone = person()
    assert actions.refuse(person=gone, now=cast.NOW)
    assert not actions.refuse(person=gone, now=cast.NOW)
    gone.refresh_from_db()
    assert (gone.state, gone.name, gone.email, gone.told) == ("refused", "", "", {})
    assert not OutboxMail.objects.filter(to_address="diogo.salgado@example.com").exists()
    again = bring.committed(people(DIOGO))
    assert again.counts["refused_before"] == 1
    assert not ImportedPerson.objects.filter(email="diogo.salgado@example.com").exists()


def test_registering_settles_what_a_file_said(bring, campaign):
    given = bring.asked()
    came = person()
    candidate = cast.diogo(campaign)
    assert actions.note_registered(candidate=candidate, now=cast.NOW)
    assert not actions.note_registered(candidate=candidate, now=cast.NOW)
    came.refresh_from_db()
    assert (came.state, came.candidate, came.told, came.brought_by) == ("registered", candidate, {}, given)
    assert Event.objects.filter(kind="candidate.came_from_import").count() == 1
    assert not actions.note_registered(candidate=cast.diogo(campaign, name="Tomasz Fijał"), now=cast.NOW)


def test_a_mail_is_held_back_when_it_is_no_longer_true(bring, campaign):
    bring.asked()
    mail = OutboxMail.objects.get(to_address="diogo.salgado@example.com")
    assert sending.may_send(mail, cast.NOW) == ""
    cast.diogo(campaign)
    assert sending.may_send(mail, cast.NOW) == "in_the_pool"
    other = OutboxMail.objects.get(to_address="amara.kalu@example.com")
    ImportedPerson.objects.filter(name="Amara Kalu").delete()
    assert delivery.deliver(other.pk, now=timezone.now()) == "stopped"


def test_who_does_not_answer_is_listed_then_erased(bring):
    given = bring.asked()
    today = timezone.localdate(cast.NOW)
    assert queries.standings([given], today)[given.pk].late == 0
    assert actions.erase_unanswered(given=given, by=bring.lead, now=cast.NOW) == 0
    later = cast.NOW + timedelta(days=31)
    assert queries.standings([given], timezone.localdate(later))[given.pk].late == 2
    assert actions.erase_unanswered(given=given, by=bring.lead, now=later) == 2
    assert not ImportedPerson.objects.exists()
    assert not OutboxMail.objects.filter(kind="imported").exists()


@pytest.mark.parametrize(("days", "left"), [(0, 2), (29, 2), (31, 0)])
def test_nobody_is_kept_without_being_told(bring, days, left):
    given = bring.committed()
    actions.forget_old(now=cast.NOW + timedelta(days=days))
    given.refresh_from_db()
    assert ImportedPerson.objects.count() == left
    assert (given.state, given.rows.name) == ("committed", ""), "the file is gone with the last row"


@pytest.mark.parametrize(("days", "state"), [(29, "checked"), (31, "discarded")])
def test_a_file_that_nobody_brings_in_is_deleted(bring, days, state):
    given = bring.checked()
    actions.forget_old(now=cast.NOW + timedelta(days=days))
    given.refresh_from_db()
    assert (given.state, bool(given.rows.name), given.problems.exists()) == (state, days < 30, days < 30)


def test_a_no_is_forgotten_after_three_years(bring):
    bring.asked()
    actions.refuse(person=person(), now=cast.NOW)
    actions.forget_old(now=cast.NOW + timedelta(days=rules.REFUSED_KEPT_DAYS + 1))
    assert not ImportedPerson.objects.exists()


@pytest.mark.parametrize(("days", "left"), [(59, 2), (61, 0)])
def test_silence_is_no_consent(bring, days, left):
    bring.asked()
    actions.forget_old(now=cast.NOW + timedelta(days=days))
    assert ImportedPerson.objects.count() == left


def test_the_night_settles_who_registered_in_between(bring, campaign):
    bring.asked()
    cast.diogo(campaign)
    assert actions.forget_old(now=cast.NOW)["settled"] == 1
    assert ImportedPerson.objects.get(state="registered").candidate.name == "Diogo Salgado"


def test_strangers_read_nothing(bring, campaign):
    bring.committed()
    assert not queries.of_campaign(cast.ingrid(), campaign).exists()
    assert queries.person_by_ref(person().ref) is None, "nobody has been written to yet"
