"""A candidate's mail address becomes another one: by a code, or by a person's decision when a mailbox is lost."""

import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.crypto import constant_time_compare, salted_hmac
from procrastinate.contrib.django import app as jobs

from kretslop.accounts import rules
from kretslop.accounts.models import AddressChange, User
from kretslop.accounts.queries import by_email
from kretslop.messaging.actions import readdress
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.talent import addressing_mails as mails
from kretslop.talent import seeking
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SYSTEM

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


@transaction.atomic
def ask_for_change(*, candidate: Candidate, new_address: str, by: User, now: datetime) -> AddressChange:
    """The person wants to be written to elsewhere: a code goes to the new address, whether or not it is free.

    An address that is somebody else's gets a mail that says so, and no code. NotPossible("address_changed_lately")
    while the old address may still stop the change before this one.
    """
    if candidate.user_id != by.pk:
        raise NotAllowed("not_yours")
    user = User.objects.select_for_update().get(pk=by.pk)
    if user.address_changes.filter(state=rules.DONE, stop_until__gt=now).exists():
        raise NotPossible("address_changed_lately")
    user.address_changes.filter(kind=rules.OWN, state=rules.ASKED).delete()
    change = AddressChange(
        user=user, kind=rules.OWN, old_address=user.email, new_address=new_address.strip().lower(),
        language=user.language, asked_at=now, moved_at=now,
    )  # fmt: skip
    code = "".join(secrets.choice(_LETTERS) for _ in range(8))
    taken = by_email(change.new_address) is not None
    change.code_hash = _hashed(change, secrets.token_hex() if taken else code)
    change.save()
    mails.send_code(change, "" if taken else code, now=now)
    return change


def confirm_change(*, candidate: Candidate, code: str, by: User, now: datetime) -> bool:
    """Enter the code: True when the address is changed now, False when the code was wrong.

    NotPossible when none is waiting, when it is too old, or after too many tries.
    """
    if candidate.user_id != by.pk:
        raise NotAllowed("not_yours")
    with transaction.atomic():
        waiting = AddressChange.objects.select_for_update().filter(user=by, kind=rules.OWN, state=rules.ASKED)
        change = waiting.order_by("-pk").first()
        if change is None or change.asked_at < now - timedelta(minutes=rules.CODE_MINUTES):
            raise NotPossible("address_code_too_old")
        if change.tries >= rules.CODE_TRIES:
            raise NotPossible("address_code_tried")
        given = "".join(code.split()).upper()
        if not constant_time_compare(_hashed(change, given), change.code_hash):
            change.tries += 1
            change.save(update_fields=["tries"])
            return False
        _change(change, by=by, now=now)
    return True


@transaction.atomic
def ask_for_lost(
    *, name: str, old_address: str, new_address: str, words: str, language: str, now: datetime
) -> AddressChange:
    """Somebody says that they cannot read their mailbox any more; a link goes to the new address, whoever they are."""
    old_address = old_address.strip().lower()
    theirs = (
        Candidate.objects.select_related("user").alias(lower=Lower("user__email")).filter(lower=old_address).first()
    )
    change = AddressChange.objects.create(
        user=theirs.user if theirs else None, kind=rules.LOST, old_address=old_address,
        new_address=new_address.strip().lower(),
        name=" ".join(name.split())[:150], words=words.strip()[:2000], language=language, asked_at=now, moved_at=now,
    )  # fmt: skip
    mails.send_link(change, "address_lost", "confirm", now=now)
    return change


@transaction.atomic
def confirm(*, change: AddressChange, now: datetime) -> AddressChange:
    """The button behind the link at the new address: first it proves that address, after the wait it changes it.

    The old address hears of it by a job, so that a known and an unknown one cost the same work.
    """
    change = _lock(change)
    if change.kind != rules.LOST:  # an own change is confirmed by its code
        raise NotPossible("address_overtaken")
    if change.state == rules.WAITING:
        if change.waits_until is None or change.waits_until > now:
            raise NotPossible("address_still_waits")
        _change(change, by=None, now=now)
    else:
        _move(change, "confirm", now=now)
        jobs.configure_task("talent.tell_about_address").defer(change_id=change.pk)
    return change


@transaction.atomic
def grant(*, change: AddressChange, by: User, now: datetime) -> AddressChange:
    """The liaison is sure whose request it is; nothing changes before the old address has had days to say no."""
    change = _lock(change)
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    if change.user is None or by_email(change.new_address) is not None:
        raise NotPossible("address_not_known" if change.user is None else "address_taken")
    change.decided_by, change.waits_until = by, now + timedelta(days=rules.WAIT_DAYS)
    _move(change, "grant", now=now)
    mails.send_notice(change, now=now)
    jobs.configure_task("talent.tell_about_address", schedule_at=change.waits_until).defer(change_id=change.pk)
    _note(change, "candidate.lost_address_granted", by=by, now=now)
    return change


@transaction.atomic
def refuse(*, change: AddressChange, by: User, now: datetime) -> AddressChange:
    """The liaison is not sure, or knows nobody of that address; the answer is the same."""
    change = _lock(change)
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    change.decided_by = by
    _move(change, "refuse", now=now)
    mails.send_refusal(change, by, now=now)
    if change.user is not None:
        _note(change, "candidate.lost_address_refused", by=by, now=now)
    return change


@transaction.atomic
def stop(*, change: AddressChange, now: datetime) -> AddressChange:
    """Whoever reads the old mailbox says no: a change that is done is undone, and everybody is signed out."""
    change = _lock(change)
    if change.state == rules.STOPPED:
        return change
    if change.state == rules.DONE and (change.stop_until is None or change.stop_until < now):
        raise NotPossible("address_too_late")
    was_done = change.state == rules.DONE
    if was_done and by_email(change.old_address) is not None:
        raise NotPossible("address_taken")
    _move(change, "stop", now=now)
    if was_done and change.user is not None:
        _write(change.user, change.new_address, change.old_address)
        change.user.set_unusable_password()  # ends every session, whoever is signed in
        change.user.save(update_fields=["password"])
    if change.user is not None:
        _note(change, "candidate.address_change_stopped", by=None, now=now)
    return change


@transaction.atomic
def tell(*, change_id: int, now: datetime) -> None:
    """What the job tells: the old address that somebody asks, or the new one that the wait is over."""
    change = AddressChange.objects.select_related("user").filter(pk=change_id).first()
    if change is None or change.user is None:
        return
    if change.state == rules.REVIEW:
        mails.send_notice(change, now=now)
    elif change.state == rules.WAITING and change.waits_until is not None and change.waits_until <= now:
        mails.send_link(change, "address_finish", "confirm", now=now)


@transaction.atomic
def forget_old_requests(*, now: datetime) -> int:
    """Delete requests that nobody confirmed and those that have ended, some days later; return how many."""
    ended = (rules.ASKED, rules.DONE, rules.STOPPED, rules.REFUSED)
    old = now - timedelta(days=rules.REQUEST_KEPT_DAYS)
    return AddressChange.objects.filter(state__in=ended, moved_at__lt=old).delete()[0]


def _lock(change: AddressChange) -> AddressChange:
    return AddressChange.objects.select_for_update(of=("self",)).select_related("user").get(pk=change.pk)


def _move(change: AddressChange, verb: str, *, now: datetime) -> None:
    state = rules.next_address_state(change.kind, change.state, verb)
    if state is None:
        raise NotPossible("address_overtaken")
    change.state, change.moved_at = state, now
    change.save()


def _change(change: AddressChange, *, by: User | None, now: datetime) -> None:
    """Put the new address in force, and tell the old one how to stop it."""
    user = change.user
    if user is None or user.email.lower() != change.old_address or by_email(change.new_address) is not None:
        raise NotPossible("address_taken")
    change.stop_until = now + timedelta(days=rules.STOP_DAYS)
    _move(change, "confirm", now=now)
    _write(user, change.old_address, change.new_address)
    mails.send_changed(change, now=now)
    _note(change, "candidate.address_changed", by=by, now=now)


def _write(user: User, old: str, new: str) -> None:
    candidate = Candidate.objects.select_for_update().get(user=user)
    user.email = candidate.email = new
    user.save(update_fields=["email"])
    candidate.save(update_fields=["email"])
    seeking.changed([candidate])
    EmailAddress.objects.filter(user=user).delete()
    readdress(old=old, new=new)


def _note(change: AddressChange, kind: str, *, by: User | None, now: datetime) -> None:
    record(kind, about=[Candidate.objects.get(user=change.user)], by=by or SYSTEM, now=now)


def _hashed(change: AddressChange, code: str) -> str:
    return salted_hmac("talent.addressing", f"{change.ref}:{code}", algorithm="sha256").hexdigest()
