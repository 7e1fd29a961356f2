"""The other mail address of somebody who was registered twice becomes theirs, and goes back when the two part again."""

from datetime import datetime

from django.db.models import QuerySet

from kretslop.accounts import rules
from kretslop.accounts.models import AddressChange, User
from kretslop.accounts.queries import by_email
from kretslop.messaging.actions import readdress
from kretslop.shared.errors import NotPossible
from kretslop.shared.transactions import action
from kretslop.talent import addressing_mails as mails
from kretslop.talent.addressing_steps import candidate_of, is_free, lock, may_change, move, sign_everybody_out, write
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record


@action
def ask(*, user: User, other: User, by: User, now: datetime) -> AddressChange:
    """Ask the mailbox of `other` whether its address is the one from now on; `privacy` says who may ask for whom.

    NotPossible("address_asked") while such a request goes on, "address_changed_lately" while an earlier change can
    still be stopped, "address_taken" when the other account is in use.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    may_change(user, now)
    if going_on(user).exists():
        raise NotPossible("address_asked")
    change = AddressChange(
        user=user, other=other, kind=rules.MERGED, old_address=user.email, new_address=other.email,
        language=user.language, decided_by=by, asked_at=now, moved_at=now,
    )  # fmt: skip
    if not is_free(change):
        raise NotPossible("address_taken")
    change.save()
    mails.send_link(change, "address_merged", "confirm", now=now, liaison=by.name)
    record("candidate.other_address_asked", about=candidate_of(change), by=by, now=now)
    return change


@action
def refuse(*, change: AddressChange, by: User, now: datetime) -> AddressChange:
    """A liaison takes the request back; whoever has said yes already is told."""
    change = lock(change)
    if change.kind != rules.MERGED:
        raise NotPossible("address_overtaken")
    had_confirmed = change.state == rules.WAITING
    move(change, "refuse", now=now)
    if had_confirmed:
        mails.send_refusal(change, by, now=now)
    record("candidate.other_address_refused", about=candidate_of(change), by=by, now=now)
    return change


@action
def part(*, user: User | None, other: User, theirs: str, about: Candidate, since: datetime, now: datetime) -> bool:
    """Two people again: `other` gets `theirs`, its own address, back, and `user` the one that it had given for it.

    What waits for `theirs` to be sent goes along with `user`, but for mails `about` the one who parts. Requests that go
    on end. Whoever signed in to `user` since then is signed out. True when an address went back.
    """
    changes = AddressChange.objects.select_for_update().filter(kind=rules.MERGED, other=other)
    for change in changes.filter(state__in=(*rules.ADDRESS_GOES_ON, rules.DONE)):
        move(change, "stop", now=now)
    other = User.objects.select_for_update().get(pk=other.pk)
    holder = by_email(theirs)
    if holder not in (None, user) or other.email.lower() == theirs.lower():
        return False
    given = other.email
    write(holder or other, given if holder else theirs, other if holder else None)
    if holder is not None:
        readdress(old=theirs, new=given, but_about=about)
        sign_everybody_out(holder, since=since)
    for each in filter(None, (holder, other)):
        mails.send_given_back(each, now=now)
    return True


def going_on(user: User) -> QuerySet[AddressChange]:
    """Return the request to take over another address that this account waits for, if there is one."""
    return user.address_changes.filter(kind=rules.MERGED, state__in=rules.ADDRESS_GOES_ON)
