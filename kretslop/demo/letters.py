"""The mailbox's list and letters: the outbox's rows, and what was sent beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kretslop.demo import mailbox
from kretslop.messaging import rules
from kretslop.messaging.delivery import CALENDAR_NAME
from kretslop.messaging.models import OutboxMail
from kretslop.web.components.words import weekday_time

SHOWN = {
    "": Q(state__in=[rules.QUEUED, rules.SENDING, rules.SENT, rules.UNKNOWN, rules.FAILED]),
    "kept": Q(state=rules.STOPPED),
    "all": Q(),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail as the mailbox shows it."""

    ref: str
    to_name: str
    to_address: str
    subject: str
    at: datetime
    state: str
    words: str
    text: str = ""
    html: str = ""
    #: The name of the calendar file that goes with it.
    file: str = ""


def entries(*, show: str, search: str) -> list[tuple[datetime, str]]:
    """Return (moment, reference) of every mail that fits, newest first; references in the outbox are its own."""
    found = [(at, ref) for at, ref in _rows(show, search).values_list("send_at", "ref")]
    if show != "kept":
        known = set(_kept().values_list("ref", flat=True))
        strays = [mailbox.read(ref) for ref in mailbox.refs() if ref not in known]
        words = search.casefold()
        found += [(mail.at, mail.ref) for mail in strays if mail and words in f"{mail.to} {mail.subject}".casefold()]
    return sorted(found, reverse=True)


def _kept() -> QuerySet[OutboxMail]:
    """Leave out mails of which the outbox keeps nothing, such as the receipt of an erasure: the sent file has those."""
    return OutboxMail.objects.exclude(subject="")


def _rows(show: str, search: str) -> QuerySet[OutboxMail]:
    rows = _kept().filter(SHOWN.get(show, Q()))
    for word in search.split():
        rows = rows.filter(Q(to_name__icontains=word) | Q(to_address__icontains=word) | Q(subject__icontains=word))
    return rows


def listed(refs: Sequence[str]) -> list[Letter]:
    """Return the letters with these references, in this order, without their bodies."""
    fields = ("ref", "to_name", "to_address", "subject", "state", "why", "send_at", "sent_at", "calendar")
    rows = {row.ref: _from_row(row) for row in _kept().filter(ref__in=refs).only(*fields)}
    return [letter for ref in refs if (letter := rows.get(ref) or _from_file(ref)) is not None]


def letter(ref: str) -> Letter | None:
    """Return one letter with its bodies, or None; a body that the outbox has blanked comes from the sent file."""
    row = _kept().filter(ref=ref).first()
    if row is None:
        return _from_file(ref)
    sent = mailbox.read(ref) if not row.text else None
    return _from_row(row, text=sent.text if sent else row.text, html=sent.html if sent else row.html)


def _from_row(row: OutboxMail, *, text: str = "", html: str = "") -> Letter:
    at = row.sent_at or row.send_at
    words, file = _words(row, at), CALENDAR_NAME if row.calendar else ""
    return Letter(row.ref, row.to_name, row.to_address, row.subject, at, row.state, words, text, html, file)


def calendar_of(ref: str) -> str:
    """Return the calendar file that goes with a mail of the outbox, "" where there is none."""
    return OutboxMail.objects.filter(ref=ref).values_list("calendar", flat=True).first() or ""


def _from_file(ref: str) -> Letter | None:
    mail = mailbox.read(ref)
    if mail is None:
        return None
    words = _("Sent %(when)s") % {"when": weekday_time(mail.at)}
    return Letter(ref, "", mail.to, mail.subject, mail.at, rules.SENT, words, mail.text, mail.html)


def _words(row: OutboxMail, at: datetime) -> str:
    when = {"when": weekday_time(at)}
    if row.state == rules.SENT:
        return _("Sent %(when)s") % when
    if row.state == rules.QUEUED:
        return _("Leaves %(when)s") % when
    if row.state == rules.STOPPED:
        return _why(row.why)
    return {
        rules.SENDING: _("On its way"),
        rules.UNKNOWN: _("Nobody knows whether it was sent; a person must look."),
        rules.FAILED: _("Could not be sent"),
    }[row.state]


def _why(code: str) -> str:
    return {
        "simulated": _("Kept to be read, never sent: it is simulated."),
        "overtaken": _("Not sent: things had moved on."),
        "stopped_by_liaison": _("Not sent: the liaison stopped it to tell the person in another way."),
        "left_pool": _("Not sent: the person has left the pool."),
        "hired": _("Not sent: the person was hired first."),
        "taken_back": _("Not sent: the question was taken back."),
        "introduction_gone": _("Not sent: the introduction no longer exists."),
    }.get(code, _("Not sent."))
