"""A candidate's mail address becomes another one: by a code, or by a person's decision when a mailbox is lost."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.crypto import constant_time_compare, salted_hmac
from procrastinate.contrib.django import app as jobs

from kretslop.accounts import rules
from kretslop.accounts.models import AddressChange, User
from kretslop.accounts.queries import by_email
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent import addressing_mails as mails
from kretslop.talent.addressing_steps import (
    begin_wait,
    candidate_of,
    is_free,
    lock,
    may_change,
    move,
    put_in_force,
    sign_everybody_out,
    take_back,
)
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SYSTEM

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


@action
def ask_for_change(*, candidate: Candidate, new_address: str, by: User, now: datetime) -> AddressChange:
    """The person wants to be written to elsewhere: a code goes to the new address, whether or not it is free.

    An address that is somebody else's gets a mail that says so, and no code. NotPossible("address_changed_lately")
    while the old address may still stop the change before this one.
    """
    if candidate.user_id != by.pk:
        raise NotAllowed("not_yours")
    user = User.objects.select_for_update().get(pk=by.pk)
    may_change(user, now)
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
        put_in_force(change, by=by, now=now)
    return True


@action
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


@action
def confirm(*, change: AddressChange, now: datetime) -> AddressChange:
    """The button behind the link at the new address: first it proves that address, after the wait it changes it.

    What the old address hears of a lost mailbox leaves by a job, so that a known and an unknown one cost the same work.
    """
    change = lock(change)
    if change.kind == rules.OWN:  # is confirmed by its code
        raise NotPossible("address_overtaken")
    if change.state == rules.WAITING:
        if change.waits_until is None or change.waits_until > now:
            raise NotPossible("address_still_waits")
        put_in_force(change, by=None, now=now)
    elif change.kind == rules.MERGED:
        begin_wait(change, "confirm", now=now)
    else:
        move(change, "confirm", now=now)
        jobs.configure_task("talent.tell_about_address").defer(change_id=change.pk)
    return change


@action
def decide(*, change: AddressChange, same_person: bool, by: User, now: datetime) -> AddressChange:
    """The liaison is sure whose lost mailbox it is, or is not, or knows nobody of that address: a no is told alike.

    After a yes nothing changes before the old address has had days to say no.
    """
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    change = lock(change)
    if change.kind != rules.LOST:
        raise NotPossible("address_overtaken")
    if same_person and (change.user is None or not is_free(change)):
        raise NotPossible("address_not_known" if change.user is None else "address_taken")
    change.decided_by = by
    if same_person:
        begin_wait(change, "grant", now=now)
    else:
        move(change, "refuse", now=now)
        mails.send_refusal(change, by, now=now)
    if about := candidate_of(change):
        record(
            "candidate.lost_address_granted" if same_person else "candidate.lost_address_refused",
            about=about, by=by, now=now,
        )  # fmt: skip
    return change


@action
def stop(*, change: AddressChange, now: datetime) -> AddressChange:
    """Whoever reads the old mailbox says no: a change that is done is undone, and everybody is signed out."""
    change = lock(change)
    if change.state == rules.STOPPED:
        return change
    was_done = change.state == rules.DONE
    if was_done and (change.stop_until is None or change.stop_until < now):
        raise NotPossible("address_too_late")
    move(change, "stop", now=now)
    if was_done and change.user is not None:
        take_back(change)
        sign_everybody_out(change.user, since=change.asked_at)
    if about := candidate_of(change):
        record("candidate.address_change_stopped", about=about, by=SYSTEM, now=now)
    return change


@action
def tell(*, change_id: int, now: datetime) -> None:
    """What the job tells: the old address that somebody asks, or the new one that the wait is over."""
    change = AddressChange.objects.select_related("user").filter(pk=change_id).first()
    if change is None or change.user is None:
        return
    if change.state == rules.REVIEW:
        mails.send_notice(change, now=now)
    elif change.state == rules.WAITING and change.waits_until is not None and change.waits_until <= now:
        mails.send_link(change, "address_finish", "confirm", now=now)


@action
def forget_old_requests(*, now: datetime) -> int:
    """Delete requests that nobody confirmed and those that have ended, some days later; return how many."""
    ended = (rules.ASKED, rules.DONE, rules.STOPPED, rules.REFUSED)
    old = now - timedelta(days=rules.REQUEST_KEPT_DAYS)
    return AddressChange.objects.filter(state__in=ended, moved_at__lt=old).delete()[0]


def _hashed(change: AddressChange, code: str) -> str:
    return salted_hmac("talent.addressing", f"{change.ref}:{code}", algorithm="sha256").hexdigest()
