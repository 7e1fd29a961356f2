"""The steps of every change of a mail address: its move, its wait, and the address itself, which can go back."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from procrastinate.contrib.django import app as jobs

from kretslop.accounts import rules
from kretslop.accounts.models import AddressChange, User
from kretslop.accounts.queries import by_email, has_other_roles
from kretslop.messaging.actions import readdress
from kretslop.shared.errors import NotPossible
from kretslop.talent import addressing_mails as mails
from kretslop.talent import seeking
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SYSTEM


def lock(change: AddressChange) -> AddressChange:
    """Return the request, locked, with its accounts."""
    rows = AddressChange.objects.select_for_update(of=("self",)).select_related("user", "other")
    return rows.get(pk=change.pk)


def move(change: AddressChange, verb: str, *, now: datetime) -> None:
    """Move a locked request on; NotPossible("address_overtaken") where its table names no such move."""
    state = rules.next_address_state(change.kind, change.state, verb)
    if state is None:
        raise NotPossible("address_overtaken")
    change.state, change.moved_at = state, now
    change.save()


def begin_wait(change: AddressChange, verb: str, *, now: datetime) -> None:
    """Tell the old address, and give it days to say no; a job tells the new one when they are over."""
    change.waits_until = now + timedelta(days=rules.WAIT_DAYS)
    move(change, verb, now=now)
    mails.send_notice(change, now=now)
    jobs.configure_task("talent.tell_about_address", schedule_at=change.waits_until).defer(change_id=change.pk)


def may_change(user: User, now: datetime) -> None:
    """NotPossible("address_changed_lately") while an earlier address may still take a change back."""
    if user.address_changes.filter(state=rules.DONE, stop_until__gt=now).exists():
        raise NotPossible("address_changed_lately")


def is_free(change: AddressChange) -> bool:
    """True while nobody has the new address but the account that gives its own in exchange, if there is one.

    Somebody who has registered with that account again since then, or acts for an employer with it, needs it.
    """
    holder = by_email(change.new_address)
    if holder is None or change.kind != rules.MERGED:
        return holder is None and change.kind != rules.MERGED
    in_use = has_other_roles(holder) or Candidate.objects.filter(user=holder).exists()
    return holder == change.other and not in_use


def put_in_force(change: AddressChange, *, by: User | None, now: datetime) -> None:
    """Put the new address in force, and tell the old one how to stop it."""
    user = change.user
    if user is None or user.email.lower() != change.old_address.lower() or not is_free(change):
        raise NotPossible("address_taken")
    may_change(user, now)
    if not Candidate.objects.filter(user=user).exists():  # merged into somebody else since
        raise NotPossible("address_overtaken")
    change.stop_until = now + timedelta(days=rules.STOP_DAYS)
    move(change, "confirm", now=now)
    write(user, change.new_address, change.other)
    readdress(old=change.old_address, new=change.new_address)
    mails.send_changed(change, now=now)
    record("candidate.address_changed", about=candidate_of(change), by=by or SYSTEM, now=now)


def take_back(change: AddressChange) -> None:
    """Give the account its old address again, after a change that was done; NotPossible when somebody else has it."""
    user = change.user
    holder = by_email(change.old_address)
    if user is None or (holder is not None and holder not in (change.other, user)):
        raise NotPossible("address_taken")
    write(user, change.old_address, holder if holder != user else None)
    readdress(old=change.new_address, new=change.old_address)


def sign_everybody_out(user: User, *, since: datetime) -> None:
    """End every session of the account, and forget its password and whatever else was added to it to sign in with."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user, created_at__gte=since).delete()


def write(user: User, new: str, other: User | None) -> None:
    """Give the account an address; the one that has it gets the account's own in exchange."""
    old = user.email
    if other is not None:
        _set(other, f"{other.ref}@exchange.invalid")  # no two may have one, at no moment
    _set(user, new)
    if other is not None:
        _set(other, old)
    for candidate in Candidate.objects.select_for_update().filter(user=user):
        candidate.email = new
        candidate.save(update_fields=["email"])
        seeking.changed([candidate])


def _set(user: User, address: str) -> None:
    user.email = address
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()


def candidate_of(change: AddressChange) -> list[Candidate]:
    """Return the candidate whose address it is; nobody for a made-up address or somebody merged away."""
    return list(Candidate.objects.filter(user=change.user)) if change.user else []
