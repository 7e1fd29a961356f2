"""The outbox: queued once, changed only before it leaves, and swept after crashes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kretslop.messaging import actions, delivery, queries, rules
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.shared.refs import new_ref
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def jobs():
    return ProcrastinateJob.objects.filter(task_name="messaging.deliver").count()


def thing(**fields):
    return SimpleNamespace(ref=new_ref(), **fields)


def test_the_same_key_is_queued_once(queue):
    first, second = queue(), queue(context={"other": 1}, address="somebody.else@example.com")
    assert first.pk == second.pk
    assert second.to_address == "diogo.salgado@example.com"
    assert (OutboxMail.objects.count(), jobs()) == (1, 1)


def in_threads(work, count=2):
    """Run `work(n)` in threads that start together, each with a connection of its own; return what they answered."""
    together = Barrier(count)

    def run(number):
        together.wait(10)
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_queue_one_mail_and_one_job(queue):
    for number in range(10):
        pks = in_threads(lambda _, number=number: queue(key=f"race:{number}").pk, 4)
        assert len(set(pks)) == 1
    assert (OutboxMail.objects.count(), jobs()) == (10, 10)


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_it_once(queue, server):
    for number in range(5):
        mail = queue(key=f"race:{number}")
        in_threads(lambda _, mail=mail: delivery.deliver(mail.pk, now=NOW), 3)
    assert len(server.mails) == len(set(server.message_ids())) == 5


@pytest.mark.django_db(transaction=True)
def test_stopping_and_sending_at_once_is_one_or_the_other(queue, server):
    for number in range(10):
        mail, taken = queue(key=f"race:{number}"), len(server.mails)
        stopped, state = in_threads(
            lambda me, mail=mail: (
                delivery.deliver(mail.pk, now=NOW) if me else actions.stop(mail=mail, why="overtaken", now=NOW)
            )
        )
        mail.refresh_from_db()
        assert mail.state == (rules.STOPPED if stopped else rules.SENT)
        assert state == mail.state
        assert len(server.mails) - taken == (0 if stopped else 1)


@pytest.mark.django_db(transaction=True)
def test_rewriting_and_sending_at_once_never_mixes_words(queue, server):
    for number in range(10):
        mail = queue(
            key=f"race:{number}", kind="sign_in_code", context={"code": "first-words", "minutes": 15}, holds_code=False
        )

        def work(me, mail=mail):
            if me:
                return delivery.deliver(mail.pk, now=NOW)
            try:
                actions.rewrite(mail=mail, context={"code": "other-words"}, now=NOW)
            except NotPossible:
                return "late"
            return "rewritten"

        rewritten, _ = in_threads(work)
        expected = "other-words" if rewritten == "rewritten" else "first-words"
        taken = server.mails[-1]
        assert expected in taken["Subject"]
        assert expected in taken.get_body(("plain",)).get_content()
        assert expected in OutboxMail.objects.get(pk=mail.pk).text


def test_a_rollback_leaves_neither_mail_nor_job(queue):
    @transaction.atomic
    def decide():
        queue()
        assert (OutboxMail.objects.count(), jobs()) == (1, 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        decide()
    assert (OutboxMail.objects.count(), jobs()) == (0, 0)


def test_a_user_is_written_to_in_their_language():
    amara = cast.user("Amara Kalu", "amara.kalu@example.com", language="nb")
    mail = actions.queue(key="k", kind="sign_in_unknown", to=amara, context={}, now=NOW)
    assert (mail.language, mail.to_address, mail.to_name) == ("nb", "amara.kalu@example.com", "Amara Kalu")
    assert "Du ba om" in mail.subject


@pytest.mark.parametrize("how", [{"simulated": True}, {"about": [thing(simulated=True)]}])
def test_a_mail_about_something_simulated_never_leaves(queue, server, how):
    mail = queue(**how)
    assert (mail.state, mail.why, jobs()) == (rules.STOPPED, "simulated", 0)
    assert delivery.deliver(mail.pk, now=NOW) == rules.STOPPED
    with pytest.raises(NotPossible):
        actions.send_now(mail=mail, now=NOW)
    with pytest.raises(NotPossible):
        actions.settle(mail=mail, became="again", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMail.objects.update(state=rules.QUEUED)
    assert server.mails == []


def test_stop_and_rewrite_only_before_it_leaves(queue, server):
    mail = queue(kind="sign_in_code", context={"code": "1", "minutes": 15})
    assert "Your code for Kretsløp: 2" in actions.rewrite(mail=mail, context={"code": "2"}, now=NOW).subject
    delivery.deliver(mail.pk, now=NOW)
    assert not actions.stop(mail=mail, why="overtaken", now=NOW)
    for move in (actions.send_now, lambda **k: actions.rewrite(context={}, **k)):
        with pytest.raises(NotPossible):
            move(mail=mail, now=NOW)
    other = queue(key="other")
    assert actions.stop(mail=other, why="overtaken", now=NOW)
    assert actions.stop(mail=other, why="again", now=NOW)
    other.refresh_from_db()
    assert other.why == "overtaken"


def test_only_waiting_mails_of_the_kind_about_the_thing_are_stopped(queue, server):
    one, other = thing(), thing()
    sent = queue("sent", about=[one])
    delivery.deliver(sent.pk, now=NOW)
    waiting, elsewhere = queue("waiting", about=[other, one]), queue("elsewhere", about=[other])
    kind = queue("kind", about=[one], kind="sign_in_code", context={"code": "1", "minutes": 15})
    assert actions.stop_about(thing=one, kinds=["sign_in_unknown"], why="overtaken", now=NOW) == 1
    states = {mail.key: mail.state for mail in OutboxMail.objects.all()}
    assert states == {"sent": "sent", "waiting": "stopped", "elsewhere": "queued", "kind": "queued"}
    assert list(queries.about(one)) == [kind, waiting, sent]
    assert list(queries.about(other)) == [elsewhere, waiting]


def test_send_now_does_not_wait_for_the_old_job(queue, server):
    mail = queue(send_at=NOW + 60 * MINUTE)
    actions.send_now(mail=mail, now=NOW)
    assert ProcrastinateJob.objects.order_by("-pk").first().scheduled_at == NOW
    assert delivery.deliver(mail.pk, now=NOW) == rules.SENT


def test_the_sweep_finds_mails_whose_job_was_lost_and_only_those(queue):
    lost, kept, early = queue("lost"), queue("kept"), queue("early", send_at=NOW + 60 * MINUTE)
    ProcrastinateJob.objects.filter(args__mail_id__in=[lost.pk, early.pk]).delete()
    assert actions.sweep(now=NOW + 9 * MINUTE) == 0
    assert actions.sweep(now=NOW + 11 * MINUTE) == 1
    assert ProcrastinateJob.objects.filter(args__mail_id=lost.pk).count() == 1
    assert ProcrastinateJob.objects.filter(args__mail_id=kept.pk).count() == 1
    assert actions.sweep(now=NOW + 16 * MINUTE) == 0, "a second job for the same mail"


def test_the_sweep_forgets_old_codes_whatever_became_of_them(queue):
    code = {"kind": "sign_in_code", "context": {"code": "KRT-4711", "minutes": 15}, "holds_code": True}
    for key, state in (("a", rules.FAILED), ("b", rules.UNKNOWN), ("c", rules.STOPPED)):
        OutboxMail.objects.filter(pk=queue(key, **code).pk).update(state=state)
    actions.sweep(now=NOW + 30 * MINUTE)
    assert OutboxMail.objects.filter(text__contains="KRT-4711").count() == 3
    actions.sweep(now=NOW + 61 * MINUTE)
    assert [row for row in OutboxMail.objects.values() if "KRT-4711" in repr(row)] == []


@pytest.mark.parametrize(
    ("state", "became", "then"),
    [
        (rules.UNKNOWN, "sent", rules.SENT),
        (rules.UNKNOWN, "reached_otherwise", rules.STOPPED),
        (rules.UNKNOWN, "again", rules.QUEUED),
        (rules.FAILED, "reached_otherwise", rules.STOPPED),
        (rules.FAILED, "again", rules.QUEUED),
        (rules.FAILED, "sent", None),
        (rules.SENT, "again", None),
        (rules.QUEUED, "again", None),
        (rules.QUEUED, "reached_otherwise", None),
        (rules.SENDING, "sent", None),
        (rules.SENDING, "again", None),
        (rules.STOPPED, "again", None),
    ],
)
def test_a_person_settles_what_nobody_knows(queue, server, state, became, then):
    mail = queue()
    OutboxMail.objects.filter(pk=mail.pk).update(state=state, attempts=12, sent_at=NOW)
    before, later = jobs(), NOW + 60 * MINUTE
    if then is None:
        with pytest.raises(NotPossible):
            actions.settle(mail=mail, became=became, now=later)
        assert OutboxMail.objects.get(pk=mail.pk).state == state
        return
    assert actions.settle(mail=mail, became=became, now=later).state == then
    assert jobs() - before == (1 if then == rules.QUEUED else 0)
    if then == rules.QUEUED:
        assert delivery.deliver(mail.pk, now=later) == rules.SENT
        assert len(server.mails) == 1
    assert not queries.needing_a_person().exists()


def test_a_word_nobody_knows_is_refused(queue):
    with pytest.raises(Invalid):
        actions.settle(mail=queue(), became="lost", now=NOW)


def test_failed_and_unknown_mails_need_a_person(queue):
    for state in rules.STATES:
        OutboxMail.objects.filter(pk=queue(state).pk).update(state=state, sent_at=NOW)
    assert {mail.state for mail in queries.needing_a_person()} == {rules.UNKNOWN, rules.FAILED}
