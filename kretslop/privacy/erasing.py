"""Takes a person out of every table, file, queue and session, driven by the inventory; what is counted stays."""

from collections import Counter
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import PROTECT, FileField, ForeignKey, ForeignObjectRel, Model, Q

from kretslop.accounts.models import User
from kretslop.accounts.queries import has_other_roles
from kretslop.messaging import rules as mail
from kretslop.messaging.models import OutboxMail
from kretslop.privacy import inventory
from kretslop.talent.models import Candidate

#: Words that no account can have: Django refuses an address at this name, so that it is nobody's.
NOBODY = "erased.invalid"


def erase_rows(candidate: Candidate) -> Counter[str]:
    """Erase what the inventory says, in the caller's transaction; return how many rows of each table were touched.

    The candidate must be locked, and nothing of theirs open. Files go when the transaction is committed.
    """
    person = inventory.person_of(candidate)
    accounts = [each for each in (candidate.user, *inventory.merged_accounts(candidate)) if each is not None]
    # Collected before anything is changed: a blanked address leads nowhere any more.
    found = {
        model: list(inventory.rows(model, candidate, person).values_list("pk", flat=True))
        for model in inventory.tables()
    }
    _forget_jobs({*person.addresses, *person.subjects})
    not_left = (mail.QUEUED, mail.FAILED, mail.UNKNOWN)
    OutboxMail.objects.filter(pk__in=found[OutboxMail], state__in=not_left).update(state=mail.STOPPED, why="erased")
    for model, ids in found.items():
        if ids:
            _erase(model, ids)
    for user in accounts:
        _let_go(candidate, user)
    return Counter({model._meta.label: len(ids) for model, ids in found.items() if ids})


def _erase(model: type[Model], ids: list[Any]) -> None:
    _delete_files(model, ids)
    rows = model._default_manager.filter(pk__in=ids)
    if not inventory.is_kept(model):
        rows.delete()
    elif names := inventory.erased_columns(model):
        if model is Candidate:
            rows.update(user=None, liaison=None)
        rows.update(**inventory.blanks(model, names))


def _delete_files(model: type[Model], ids: list[Any]) -> None:
    for field in model._meta.get_fields():
        if isinstance(field, FileField):
            for name in model._default_manager.filter(pk__in=ids).exclude(**{field.name: ""}).values_list(field.name):
                transaction.on_commit(partial(field.storage.delete, *name))


def _forget_jobs(words: set[str]) -> None:
    """Delete jobs that name the person in their arguments; what runs at this moment finds nothing left."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status <> 'doing' AND EXISTS"
            " (SELECT 1 FROM unnest(%s::text[]) AS word WHERE position(word IN lower(args::text)) > 0)",
            [sorted(words)],
        )


def _let_go(candidate: Candidate, user: User) -> None:
    """End the account, unless it is somebody's for another role too: then only the candidate is gone from it."""
    if has_other_roles(user):
        return
    _forget_sessions(user)
    if _is_needed(user):
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
        user.email, user.name, user.is_active, user.last_login = f"{user.ref}@{NOBODY}", "", False, None
        user.language, user.time_zone, user.away_until = "en", "Europe/Oslo", None
        user.set_unusable_password()
        user.save()
    else:
        user.delete()


def _is_needed(user: User) -> bool:
    """Take the account out of what may do without it; True when a row is left that may not."""
    needed = False
    # Hidden ones too: a link that nobody reads backwards holds the account as well.
    relations = [each for each in User._meta.get_fields(include_hidden=True) if each.auto_created and not each.concrete]
    for field in (each.field for each in relations if isinstance(each, ForeignObjectRel)):
        if not isinstance(field, ForeignKey) or not field.model.__module__.startswith("kretslop."):
            continue
        rows = field.model._default_manager.filter(Q(**{field.name: user.pk}))
        if field.null:
            rows.update(**{field.name: None})
        elif field.remote_field.on_delete is PROTECT and rows.exists():
            needed = True
    return needed


def _forget_sessions(user: User) -> None:
    """Delete every session of the account: their content is signed, not encrypted, and holds more than its number."""
    own = [each.pk for each in Session.objects.iterator() if each.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=own).delete()
