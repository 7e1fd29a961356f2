"""After a merge: a liaison asks whether the other mail address is the one to keep."""

from datetime import datetime

from kretslop.accounts.models import AddressChange, User
from kretslop.accounts.queries import has_other_roles
from kretslop.privacy.models import Merge
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent import taking_over
from kretslop.talent.locking import locked


@action
def ask_for_other_address(*, merge: Merge, by: User, now: datetime) -> AddressChange:
    """Ask at the address of the registration that went into the other; nothing changes before both mailboxes could say.

    NotAllowed for whoever is no liaison, and for the person. NotPossible("undone_already"), "merged_since" when the
    registration was merged once more, "no_other_account" without a second account, "other_roles" when an account does
    more than being a candidate (who acts for an employer must not lose the mailbox), and what `taking_over.ask` says.
    """
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    row = Merge.objects.select_for_update(of=("self",)).select_related("away_user").get(pk=merge.pk)
    kept = locked(row.kept_id, "user")
    other = row.away_user
    if row.undone_at is not None:
        raise NotPossible("undone_already")
    if kept.merged_into_id or kept.user is None:
        raise NotPossible("merged_since")
    if other is None or not other.is_active:
        raise NotPossible("no_other_account")
    if by.pk in (kept.user.pk, other.pk):
        raise NotAllowed("not_yours")
    if has_other_roles(kept.user) or has_other_roles(other):
        raise NotPossible("other_roles")
    return taking_over.ask(user=kept.user, other=other, by=by, now=now)


@action
def refuse_other_address(*, change: AddressChange, by: User, now: datetime) -> AddressChange:
    """Take the question back, while the address is not changed; NotPossible("address_overtaken") after that."""
    if not by.is_liaison or change.user_id == by.pk:
        raise NotAllowed("liaison_only")
    return taking_over.refuse(change=change, by=by, now=now)
