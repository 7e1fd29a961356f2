"""A mail leaves once, through a real conversation with a mail server, whatever that server does."""

from datetime import timedelta

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kretslop.messaging import actions, delivery, rules
from kretslop.messaging.models import OutboxMail
from kretslop.shared.calendar_files import Appointment, calendar_file
from tests.cast import NOW

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def jobs_of(mail):
    return list(ProcrastinateJob.objects.filter(args={"mail_id": mail.pk}).order_by("pk"))


def deliver(mail, now=NOW):
    state = delivery.deliver(mail.pk, now=now)
    mail.refresh_from_db()
    assert mail.state == state
    return state


@pytest.fixture
def ask(monkeypatch):
    """Register a check for the length of a test; returns what it was asked."""
    asked = []

    def register(answer):
        def may_send(mail, now):
            asked.append((mail.pk, now))
            return answer

        monkeypatch.setitem(delivery._CHECKS, "sign_in_unknown", may_send)
        return asked

    return register


def test_a_mail_is_sent_once_as_text_and_html(server, queue, settings):
    mail = queue(name="Linh Hoàng")
    assert deliver(mail) == rules.SENT
    assert deliver(mail, NOW + MINUTE) == rules.SENT
    (taken,) = server.mails
    assert taken["Message-ID"] == f"<{mail.ref}@{settings.MAIL_DOMAIN}>"
    assert taken["Subject"] == "You asked for a way into Kretsløp"
    assert taken["To"].addresses[0].display_name == "Linh Hoàng"
    assert taken["To"].addresses[0].addr_spec == "diogo.salgado@example.com"
    assert taken["Auto-Submitted"] == "auto-generated"
    assert taken.get_body(("plain",)).get_content().startswith("Somebody, most likely you")
    assert "<!doctype html>" in taken.get_body(("html",)).get_content()
    assert (mail.sent_at, mail.sending_at, mail.attempts, mail.why) == (NOW, NOW, 1, "")


@pytest.mark.parametrize(
    "name",
    [
        'Evil" <evil@example.com>, "x',
        "Diogo\nBcc: evil@example.com",
        "a, b; <c@example.com>",
        "=?utf-8?q?x?=\r\nX-Y: z",
    ],
)
def test_a_name_adds_neither_headers_nor_people(server, queue, name):
    mail = queue(name=name)
    assert deliver(mail) == rules.SENT
    (taken,) = server.mails
    (envelope,) = server.envelopes
    assert envelope.lower() == "rcpt to:<diogo.salgado@example.com>"  # Pythons differ in how they write the verb
    assert [address.addr_spec for address in taken["To"].addresses] == ["diogo.salgado@example.com"]
    assert taken["Bcc"] is taken["X-Y"] is None


def test_a_mail_that_cannot_be_written_fails_and_says_so(server, queue):
    mail = queue(address="two\nlines@example.com")
    assert deliver(mail) == rules.FAILED
    assert mail.why
    assert server.mails == []


def test_a_check_that_says_no_stops_it_with_its_reason(server, queue, ask):
    asked = ask("overtaken")
    mail = queue()
    assert deliver(mail) == rules.STOPPED
    assert (mail.why, asked, server.mails, mail.attempts) == ("overtaken", [(mail.pk, NOW)], [], 0)


def test_the_check_is_asked_again_at_every_try(queue, ask):
    asked = ask("")
    mail = queue()
    deliver(mail)
    assert asked == [(mail.pk, NOW)]


def test_not_before_its_time(server, queue, ask):
    asked = ask("")
    mail = queue(send_at=NOW + 2 * MINUTE)
    assert deliver(mail) == rules.QUEUED
    assert asked == server.mails == []
    # A worker whose clock is late comes back when its own clock says so.
    assert [job.scheduled_at for job in jobs_of(mail)] == [NOW + 2 * MINUTE, NOW + 4 * MINUTE]
    assert deliver(mail, NOW + 2 * MINUTE) == rules.SENT


def test_where_mails_leave_nobody_delivers_inside_a_transaction(server, queue, settings):
    mail, settings.HERE_ONLY = queue(), False
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        delivery.deliver(mail.pk, now=NOW)
    assert server.mails == []


def test_a_mail_that_is_gone(db):
    assert delivery.deliver(0, now=NOW) == "gone"


def test_a_refused_connection_is_tried_again_with_growing_pauses_and_then_fails(queue, settings, server):
    settings.EMAIL_PORT = 1  # nobody listens there
    mail, now, waits = queue(), NOW, []
    while deliver(mail, now) == rules.QUEUED:
        job = jobs_of(mail)[-1]
        assert job.scheduled_at == mail.send_at, "no job comes back for it"
        waits.append((mail.send_at - now) // MINUTE)
        assert deliver(mail, mail.send_at - MINUTE / 2) == rules.QUEUED
        assert mail.attempts == len(waits), "tried before its time"
        now = mail.send_at
    assert waits == [rules.wait_minutes(n) for n in range(1, rules.MOST_ATTEMPTS)]
    assert (mail.state, mail.why) == (rules.FAILED, "ConnectionRefusedError")
    assert server.mails == []


def test_after_an_outage_it_leaves_with_the_same_message_id(queue, settings, server):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    mail = queue()
    deliver(mail)
    first = mail.message_id
    settings.EMAIL_PORT = port
    assert deliver(mail, NOW + MINUTE) == rules.SENT
    assert server.message_ids() == [first]


@pytest.mark.parametrize(
    ("step", "answer", "state", "why"),
    [
        ("CONNECT", "554 go away", rules.QUEUED, "SMTPConnectError"),
        ("CONNECT", "break", rules.QUEUED, "SMTPServerDisconnected"),
        ("MAIL", "421 too busy", rules.QUEUED, "refused_421"),
        ("MAIL", "550 who are you", rules.QUEUED, "refused_550"),
        ("RCPT", "550 no such person", rules.FAILED, "address_refused_550"),
        ("RCPT", "450 come back later", rules.QUEUED, "address_refused_450"),
        ("DATA", "451 not now", rules.QUEUED, "refused_451"),
        ("END", "452 disk full", rules.QUEUED, "refused_452"),
        ("END", "554 looks like spam", rules.QUEUED, "refused_554"),
        ("DATA", "break", rules.UNKNOWN, "SMTPServerDisconnected"),
        ("END", "break", rules.UNKNOWN, "SMTPServerDisconnected"),
        ("QUIT", "break", rules.SENT, ""),
        ("QUIT", "500 what", rules.SENT, ""),
    ],
)
def test_whatever_the_server_says(server, queue, step, answer, state, why):
    server.answers[step] = answer
    mail = queue()
    assert deliver(mail) == state
    assert mail.why == why
    server.answers.clear()
    again = deliver(mail, NOW + MINUTE)
    if state == rules.QUEUED:
        assert again == rules.SENT
    else:
        assert again == state, "left its end by itself"
    assert len(server.mails) == len(set(server.message_ids())) <= 1


def test_a_server_that_hangs_after_data_leaves_it_unknown(server, queue, settings):
    settings.EMAIL_TIMEOUT, server.pause = 0.2, 0.6
    mail = queue()
    assert deliver(mail) == rules.UNKNOWN
    server.pause = 0
    assert deliver(mail, NOW + MINUTE) == rules.UNKNOWN
    assert len(server.mails) == 1


def test_a_crash_between_sending_and_sent_is_unknown_and_never_sent_again(server, queue, monkeypatch):
    mail = queue()
    monkeypatch.setattr(delivery, "_finish", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        delivery.deliver(mail.pk, now=NOW)
    monkeypatch.undo()
    assert deliver(mail, NOW + MINUTE) == rules.SENDING
    assert actions.sweep(now=NOW + 9 * MINUTE) == 0
    assert deliver(mail, NOW + 9 * MINUTE) == rules.SENDING
    actions.sweep(now=NOW + 11 * MINUTE)
    assert deliver(mail, NOW + 12 * MINUTE) == rules.UNKNOWN
    assert mail.why == "worker_lost"
    assert actions.sweep(now=NOW + 60 * MINUTE) == 0
    assert len(server.mails) == 1


def test_a_mail_sent_late_is_not_taken_for_stuck(queue, monkeypatch):
    """What counts is when sending began, not when the mail was due."""
    mail, late = queue(), NOW + 300 * MINUTE
    seen = []

    def meanwhile(_mail):
        actions.sweep(now=late)
        seen.append(OutboxMail.objects.get(pk=mail.pk).state)
        return rules.SENT, ""

    monkeypatch.setattr(delivery, "_hand_over", meanwhile)
    assert deliver(mail, late) == rules.SENT
    assert seen == [rules.SENDING]


def test_a_worker_believed_dead_still_says_what_it_knows(queue, monkeypatch):
    mail = queue()

    def slowly(_mail):
        actions.sweep(now=NOW + 20 * MINUTE)
        return rules.SENT, ""

    monkeypatch.setattr(delivery, "_hand_over", slowly)
    assert deliver(mail) == rules.SENT


def test_but_a_person_who_has_settled_it_has_the_last_word(queue, monkeypatch):
    mail = queue()

    def slowly(_mail):
        actions.sweep(now=NOW + 20 * MINUTE)
        actions.settle(mail=mail, became="reached_otherwise", now=NOW + 20 * MINUTE)
        return rules.QUEUED, "refused_451"

    monkeypatch.setattr(delivery, "_hand_over", slowly)
    assert deliver(mail) == rules.STOPPED


def test_a_code_is_forgotten_once_it_has_left(server, queue):
    mail = queue(kind="sign_in_code", context={"code": "KRT-4711", "minutes": 15}, holds_code=True)
    assert "KRT-4711" in mail.subject + mail.text
    deliver(mail)
    assert "KRT-4711" in server.mails[0]["Subject"]
    row = OutboxMail.objects.filter(pk=mail.pk).values().get()
    assert "KRT-4711" not in repr(row)
    assert (mail.subject, mail.html, mail.text) == ("Your code for Kretsløp: …", "", "")


def test_a_code_that_is_too_old_stays_here_and_is_forgotten(server, queue):
    mail = queue(kind="sign_in_code", context={"code": "KRT-4711", "minutes": 15}, holds_code=True)
    assert deliver(mail, NOW + 61 * MINUTE) == rules.STOPPED
    assert (mail.why, mail.text, mail.context, server.mails) == ("code_too_old", "", {}, [])


def test_ordinary_words_stay(server, queue):
    mail = queue()
    deliver(mail)
    assert "way into" in mail.subject
    assert mail.text


def test_a_calendar_file_goes_with_a_mail(server, queue):
    starts = NOW + timedelta(days=3)
    about = Appointment("event-1", 1, starts, starts + timedelta(hours=1), "Møte om kriterier")
    mail = queue(calendar=calendar_file(about, method="REQUEST", now=NOW))
    assert deliver(mail) == rules.SENT
    (taken,) = server.mails
    (file,) = taken.iter_attachments()
    assert file.get_content_type() == "text/calendar"
    assert file["Content-Type"].params["method"] == "REQUEST"
    assert file.get_filename() == "kretslop.ics"
    assert "SUMMARY:Møte om kriterier" in file.get_content()
    mail.blank()
    assert mail.calendar == ""
