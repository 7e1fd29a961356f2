"""Writes to the outbox; a job joins the same transaction, so a rollback leaves neither."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.db import connection
from django.db.models.constants import OnConflict

from kretslop.accounts.models import User
from kretslop.messaging import rules
from kretslop.messaging.jobs import DELIVER, defer_delivery
from kretslop.messaging.models import OutboxMail
from kretslop.messaging.rendering import render
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.shared.jobs import with_a_job
from kretslop.shared.transactions import action
from kretslop.timeline.rules import HasRef, subject

_AT_ONCE = 500  # mails that one sweep looks after

_kept_only: ContextVar[bool] = ContextVar("kept_only", default=False)


@contextmanager
def kept_only(keep: bool = True) -> Iterator[None]:
    """Keep every mail queued inside to be read, as `simulated` ones are: for a past that is told, not lived."""
    token = _kept_only.set(keep)
    try:
        yield
    finally:
        _kept_only.reset(token)


@action
def queue(
    *,
    key: str,
    kind: str,
    to: User | None = None,
    address: str = "",
    name: str = "",
    language: str = "en",
    context: dict[str, object],
    about: Iterable[HasRef] = (),
    send_at: datetime | None = None,
    calendar: str = "",
    holds_code: bool = False,
    passing: bool = False,
    simulated: bool = False,
    now: datetime,
) -> OutboxMail:
    """Queue one mail to a user (or to an `address` with a `name`), to leave at `send_at` (default: now).

    `key` is the business key: queuing it again returns the row that is there. `context` must be JSON. A `simulated`
    mail, or one about something simulated, is kept to be read and never leaves. Of a `passing` one nothing is kept once
    it has left. `calendar` is a calendar file that goes with it.
    """
    about = list(about)
    simulated = simulated or _kept_only.get() or any(getattr(thing, "simulated", False) for thing in about)
    if to is not None:
        address, name, language = to.email, to.name, to.language
    done = render(kind=kind, language=language, to_name=name, context=context)
    mail = OutboxMail(
        key=key,
        kind=kind,
        language=language,
        to_address=address,
        to_name=" ".join(name.split()),
        subject=done.subject,
        text=done.text,
        html=done.html,
        calendar=calendar,
        context=context,
        about=[subject(thing) for thing in about],
        holds_code=holds_code,
        passing=passing,
        simulated=simulated,
        state=rules.STOPPED if simulated else rules.QUEUED,
        why="simulated" if simulated else "",
        created_at=now,
        send_at=send_at or now,
    )
    if not _insert(mail):  # whoever queued this key before, or queued it at this moment, was first
        return OutboxMail.objects.get(key=key)
    if not simulated:
        defer_delivery(mail.pk, at=mail.send_at)
    return mail


def _insert(mail: OutboxMail) -> bool:
    """Insert a mail, in one statement, unless there is one with its key; return whether it was.

    Django asks PostgreSQL for the new row's id only when a conflict is an error or an update: `get_or_create` takes
    five statements, `bulk_create` and a look at what came of it two.
    """
    fields = [field for field in OutboxMail._meta.concrete_fields if not field.primary_key]
    (made,) = OutboxMail.objects._insert(  # type: ignore[attr-defined]
        [mail], fields=fields, returning_fields=[OutboxMail._meta.pk], using=connection.alias,
        on_conflict=OnConflict.IGNORE,
    )  # fmt: skip
    if made is None:
        return False
    (mail.pk,) = made
    mail._state.adding, mail._state.db = False, connection.alias
    return True


def _lock(mail: OutboxMail) -> OutboxMail:
    return OutboxMail.objects.select_for_update().get(pk=mail.pk)


@action
def rewrite(*, mail: OutboxMail, context: dict[str, object], now: datetime) -> OutboxMail:
    """Render a mail that has not left yet again, with `context` laid over what it was queued with."""
    mail = _lock(mail)
    if mail.state != rules.QUEUED:
        raise NotPossible("mail_has_left")
    mail.context = {**mail.context, **context}
    done = render(kind=mail.kind, language=mail.language, to_name=mail.to_name, context=mail.context)
    mail.subject, mail.text, mail.html = done.subject, done.text, done.html
    mail.save(update_fields=["context", "subject", "text", "html"])
    return mail


@action
def stop(*, mail: OutboxMail, why: str, now: datetime) -> bool:
    """Keep a queued mail from leaving; False when it has left already. `why` is a code."""
    mail = _lock(mail)
    if mail.state == rules.STOPPED:
        return True
    if mail.state != rules.QUEUED:
        return False
    mail.state, mail.why = rules.STOPPED, why
    mail.save(update_fields=["state", "why"])
    return True


@action
def stop_about(*, thing: HasRef, kinds: Iterable[str], why: str, now: datetime) -> int:
    """Stop every queued mail of these kinds about `thing`; return how many. For mails that a later move overtakes."""
    return OutboxMail.objects.filter(state=rules.QUEUED, kind__in=list(kinds), about__contains=[subject(thing)]).update(
        state=rules.STOPPED, why=why
    )


@action
def readdress(*, old: str, new: str, but_about: HasRef | None = None) -> int:
    """Have mails that wait for one address leave for another; codes and secret links stay where they were sent."""
    waiting = OutboxMail.objects.filter(state=rules.QUEUED, to_address__iexact=old, holds_code=False)
    if but_about is not None:
        waiting = waiting.exclude(about__contains=[subject(but_about)])
    return waiting.update(to_address=new)


@action
def send_now(*, mail: OutboxMail, now: datetime) -> OutboxMail:
    """Let a waiting mail leave at once."""
    mail = _lock(mail)
    if mail.state != rules.QUEUED:
        raise NotPossible("mail_has_left")
    mail.send_at = now
    mail.save(update_fields=["send_at"])
    defer_delivery(mail.pk, at=now)
    return mail


@action
def settle(*, mail: OutboxMail, became: str, now: datetime) -> OutboxMail:
    """A person says what became of a mail that failed or of which nobody knows: a key of `rules.SETTLED`.

    NotPossible for any other mail, and for a failed one that is said to be sent; Invalid("became").
    """
    if became not in rules.SETTLED:
        raise Invalid("became", "unknown")
    mail, state = _lock(mail), rules.SETTLED[became]
    if mail.state not in (rules.UNKNOWN, rules.FAILED) or not rules.may_move(mail.state, state):
        raise NotPossible("mail_is_known")
    mail.state, mail.why = state, f"settled_{became}"
    if state == rules.QUEUED:
        mail.send_at, mail.attempts = now, 0
        defer_delivery(mail.pk, at=now)
    elif state == rules.SENT:
        mail.sent_at = now
    if (mail.holds_code or mail.passing) and state != rules.QUEUED:
        mail.blank()
    mail.save()
    return mail


@action
def sweep(*, now: datetime) -> int:
    """Mark mails stuck in `sending` as `unknown`, defer due mails whose job was lost, and forget old codes.

    Returns how many were deferred. Run every few minutes.
    """
    too_long_ago = now - timedelta(minutes=rules.STUCK_MINUTES)
    OutboxMail.objects.filter(state=rules.SENDING, sending_at__lt=too_long_ago).update(
        state=rules.UNKNOWN, why="worker_lost"
    )
    late = OutboxMail.objects.filter(state=rules.QUEUED, send_at__lt=too_long_ago).order_by("send_at", "pk")
    ids = list(late.select_for_update(skip_locked=True).values_list("pk", flat=True)[:_AT_ONCE])
    lost = sorted(set(ids) - with_a_job(DELIVER, "mail_id", ids))
    for pk in lost:
        defer_delivery(pk, at=now)
    _forget_codes(before=now - timedelta(minutes=rules.CODE_MINUTES))
    return len(lost)


def _forget_codes(*, before: datetime) -> None:
    codes = OutboxMail.objects.filter(holds_code=True, created_at__lt=before).exclude(text="")
    for mail in codes.exclude(state__in=(rules.QUEUED, rules.SENDING)).select_for_update(skip_locked=True)[:_AT_ONCE]:
        mail.blank()
        mail.save(update_fields=["subject", "text", "html", "context"])


@action
def forget(*, keys: Iterable[str], now: datetime) -> int:
    """Delete mails by their business keys, because the person is forgotten; one that is leaving now is emptied."""
    mails = OutboxMail.objects.filter(key__in=list(keys))
    mails.filter(state=rules.SENDING).update(subject="", text="", html="", context={}, to_address="", to_name="")
    return mails.exclude(state=rules.SENDING).delete()[0]
