"""Sends a queued mail once, after asking whether it may still be sent."""

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from kretslop.messaging import rules
from kretslop.messaging.models import OutboxMail

log = logging.getLogger(__name__)

#: kind -> a check that answers "" (send) or the code of the reason why not. Rooms register theirs at start-up.
_CHECKS: dict[str, Callable[[OutboxMail, datetime], str]] = {}
# The connection broke before the server took the message over: trying again cannot double it.
_NOT_TAKEN = (
    ConnectionRefusedError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPSenderRefused,
    OSError,
)


def register(kind: str, may_send: Callable[[OutboxMail, datetime], str]) -> None:
    """Have `may_send(mail, now)` asked before each mail of `kind`; it returns "" or the code of a reason to stop."""
    _CHECKS[kind] = may_send


def deliver(mail_id: int, *, now: datetime) -> str:
    """Send the mail if it is due and still wanted; return its state afterwards.

    The row is `sending`, committed, before the server is spoken to: a crash in between leaves a mail that a person
    must look at (`unknown`), never a second copy.
    """
    with transaction.atomic():
        mail = OutboxMail.objects.select_for_update().filter(pk=mail_id).first()
        if mail is None or mail.state != rules.QUEUED or mail.send_at > now:
            return mail.state if mail else "gone"
        check = _CHECKS.get(mail.kind)
        if why := check(mail, now) if check else "":
            mail.state, mail.why = rules.STOPPED, why
            mail.save(update_fields=["state", "why"])
            return mail.state
        mail.state, mail.message_id = rules.SENDING, f"<{mail.ref}@{settings.MAIL_DOMAIN}>"
        mail.attempts += 1
        mail.save(update_fields=["state", "message_id", "attempts"])
    _finish(mail, *_hand_over(mail), now=now)
    return mail.state


def _hand_over(mail: OutboxMail) -> tuple[str, str]:
    """Speak to the mail server; return the new state and, when not sent, why."""
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [formataddr((mail.to_name, mail.to_address))],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(mail.html, "text/html")
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused:
        return rules.FAILED, "address_refused"
    except _NOT_TAKEN as error:
        if isinstance(error, (TimeoutError, smtplib.SMTPServerDisconnected)):
            return rules.UNKNOWN, type(error).__name__
        return (rules.QUEUED if mail.attempts < rules.MOST_ATTEMPTS else rules.FAILED), type(error).__name__
    except Exception as error:  # whatever a mail backend raises, the row must say so
        log.exception("mail %s: nobody knows whether it was sent", mail.ref)
        return rules.UNKNOWN, type(error).__name__
    return rules.SENT, ""


def _finish(mail: OutboxMail, state: str, why: str, *, now: datetime) -> None:
    mail.state, mail.why = state, why
    if state == rules.SENT:
        mail.sent_at = now
        if mail.holds_code:
            mail.text = mail.html = ""
            mail.context = {}
    elif state == rules.QUEUED:
        mail.send_at = now + timedelta(minutes=rules.wait_minutes(mail.attempts))
    mail.save(update_fields=["state", "why", "sent_at", "text", "html", "context", "send_at"])
