"""Sends a queued mail once, after asking whether it may still be sent."""

import contextlib
import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.mime.text import MIMEText
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from kretslop.messaging import rules
from kretslop.messaging.jobs import defer_delivery
from kretslop.messaging.models import OutboxMail
from kretslop.shared.calendar_files import method_of
from kretslop.shared.transactions import action

log = logging.getLogger(__name__)  # gets a mail's reference and an error's name: an error's words may hold addresses

#: What a calendar file is called in a mail.
CALENDAR_NAME = "kretslop.ics"
#: kind -> a check that answers "" (send) or the code of the reason why not. Rooms register theirs at start-up.
_CHECKS: dict[str, Callable[[OutboxMail, datetime], str]] = {}
_FOR_ALL: list[Callable[[OutboxMail, datetime], str]] = []


def register(kind: str, may_send: Callable[[OutboxMail, datetime], str]) -> None:
    """Have `may_send(mail, now)` asked before each mail of `kind`; it returns "" or the code of a reason to stop."""
    _CHECKS[kind] = may_send


def register_for_all(may_send: Callable[[OutboxMail, datetime], str]) -> None:
    """Have `may_send(mail, now)` asked before every mail, after the kind's own check; saying it twice does no harm."""
    if may_send not in _FOR_ALL:
        _FOR_ALL.append(may_send)


def deliver(mail_id: int, *, now: datetime) -> str:
    """Send the mail if it is due and still wanted; return its state afterwards, or "gone".

    The row is `sending`, committed, before the server is spoken to: a crash in between leaves a mail that a person
    must look at (`unknown`), never a second copy. So where mails really leave, RuntimeError inside a transaction.
    """
    with transaction.atomic(durable=not settings.HERE_ONLY):
        mail = OutboxMail.objects.select_for_update().filter(pk=mail_id).first()
        if mail is None:
            return "gone"
        if mail.state != rules.QUEUED:
            return mail.state
        if mail.send_at > now:
            # The database's clock runs ahead of ours: come back when ours has caught up.
            defer_delivery(mail.pk, at=mail.send_at + (mail.send_at - now))
            return mail.state
        if why := _reason_to_stop(mail, now):
            mail.state, mail.why = rules.STOPPED, why
            if mail.holds_code or mail.passing:
                mail.blank()
            mail.save()
            return mail.state
        mail.state, mail.sending_at, mail.message_id = rules.SENDING, now, f"<{mail.ref}@{settings.MAIL_DOMAIN}>"
        mail.attempts += 1
        mail.save(update_fields=["state", "sending_at", "message_id", "attempts"])
    return _finish(mail, *_hand_over(mail), now=now)


def _reason_to_stop(mail: OutboxMail, now: datetime) -> str:
    if mail.holds_code and mail.created_at < now - timedelta(minutes=rules.CODE_MINUTES):
        return "code_too_old"
    own = _CHECKS.get(mail.kind)
    checks = [own, *_FOR_ALL] if own else _FOR_ALL
    return next(filter(None, (check(mail, now) for check in checks)), "")


def _hand_over(mail: OutboxMail) -> tuple[str, str]:
    """Speak to the mail server; return the new state and, when not sent, why."""
    server = get_connection()
    try:
        server.open()
    except Exception as error:  # whatever it is, nothing was handed over yet
        log.warning("mail %s: no connection to the mail server: %s", mail.ref, type(error).__name__)
        return rules.after_no_connection(mail.attempts), type(error).__name__
    try:
        _message(mail, server).send()
    except smtplib.SMTPRecipientsRefused as error:
        code = max(code for code, _words in error.recipients.values())
        return rules.after_refusal(code, mail.attempts, of_address=True), f"address_refused_{code}"
    except smtplib.SMTPResponseException as error:
        return rules.after_refusal(error.smtp_code, mail.attempts, of_address=False), f"refused_{error.smtp_code}"
    except (ValueError, smtplib.SMTPNotSupportedError) as error:
        log.error("mail %s: cannot be written: %s", mail.ref, type(error).__name__)
        return rules.FAILED, type(error).__name__
    except Exception as error:  # the line broke after the server may have taken it over
        log.error("mail %s: nobody knows whether it was sent: %s", mail.ref, type(error).__name__)
        return rules.UNKNOWN, type(error).__name__
    finally:
        # A server that is rude at the end has taken the mail all the same.
        with contextlib.suppress(Exception):
            server.close()
    return rules.SENT, ""


def _message(mail: OutboxMail, server: BaseEmailBackend) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [formataddr((mail.to_name, mail.to_address))],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated", **_refusal(mail)},
        connection=server,
    )
    message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        file = MIMEText(mail.calendar, "calendar", "utf-8")
        file.set_param("method", method_of(mail.calendar))
        file.add_header("Content-Disposition", "attachment", filename=CALENDAR_NAME)
        message.attach(file)
    return message


def _refusal(mail: OutboxMail) -> dict[str, str]:
    """Let mail programs say no for the reader, with one click (RFC 8058), where `context["refuse"]` names the way."""
    path = mail.context.get("refuse", "")
    if not path:
        return {}
    return {"List-Unsubscribe": f"<{settings.SITE_URL}{path}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


@action
def _finish(mail: OutboxMail, state: str, why: str, *, now: datetime) -> str:
    row = OutboxMail.objects.select_for_update().get(pk=mail.pk)
    if row.state not in (rules.SENDING, rules.UNKNOWN) or row.attempts != mail.attempts:
        return row.state  # we were so slow that a person has settled it
    row.state, row.why = state, why
    if state == rules.SENT:
        row.sent_at = now
        if row.holds_code or row.passing:
            row.blank()
    elif state == rules.QUEUED:
        row.send_at = now + timedelta(minutes=rules.wait_minutes(row.attempts))
        defer_delivery(row.pk, at=row.send_at)
    row.save()
    return row.state
