"""Collects what every room declares as personal data, and finds the way from each table to the person."""

from collections import deque
from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import DateField, DateTimeField, Field, FileField, JSONField, Model, Q, QuerySet, TextField

from kretslop.accounts.models import User
from kretslop.accounts.queries import has_other_roles
from kretslop.privacy.models import Merge
from kretslop.shared.personal_data import Person, PersonalData
from kretslop.talent.models import Candidate

_DEEPEST = 4  # more foreign keys than this lead to somebody else's data
_LONGEST_CODE = 60
#: A column of JSON that the writing function keeps free of words.
_CODES_ONLY = {"timeline.Event.codes"}
Table = type[Model]


def entries(model: Table) -> dict[str, PersonalData]:
    """Return the columns of a model that are about a person."""
    return getattr(model, "personal_data", {})


def tables() -> list[Table]:
    """Return every model with columns about a candidate, those that point at others first; the candidate last."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("kretslop.") and entries(m)]
    mine = [m for m in ours if not hasattr(m, "about_others") and m not in (User, Candidate)]
    # Apps are installed from the ground up, and a room's models in the order in which they need each other.
    return [*reversed(mine), Candidate]


@cache
def paths(model: Table) -> tuple[str, ...]:
    """Return every shortest chain of foreign keys to a candidate, such as `introduction__candidate`."""
    found: list[str] = []
    waiting: deque[tuple[Table, tuple[str, ...]]] = deque([(model, ())])
    while waiting:
        at, way = waiting.popleft()
        for field in at._meta.get_fields():
            target = field.related_model if field.concrete and (field.many_to_one or field.one_to_one) else None
            if target is Candidate:
                found.append("__".join((*way, field.name)))
            elif isinstance(target, type) and _leads_on(target) and len(way) + 1 < _DEEPEST:
                waiting.append((target, (*way, field.name)))
    return tuple(sorted(found))


def _leads_on(model: Table) -> bool:
    """True when a row of this model is one person's: through mails, accounts and employers a chain would go astray."""
    ours = model.__module__.startswith("kretslop.") and model is not User
    return ours and not (hasattr(model, "about_others") or hasattr(model, "of_person"))


def own_paths(model: Table) -> tuple[str, ...]:
    """Return the links to an account that say whose row it is, for a model that no candidate is reached from."""
    links = [f for f in model._meta.get_fields() if f.concrete and f.is_relation and f.related_model is User]
    return tuple(f.name for f in links if f.one_to_one or f.name == "user")


def ids_of(candidate: Candidate) -> list[int]:
    """Return the numbers of the person's rows in `Candidate`: their own, and those that were merged into it."""
    found = [candidate.pk]
    links = [f.name for f in Candidate._meta.get_fields() if f.concrete and f.related_model is Candidate]
    if links:
        merged = Q(*[Q(**{link: candidate.pk}) for link in links], _connector=Q.OR)
        found += Candidate.objects.filter(merged).values_list("pk", flat=True)
    return found


def rows(model: Table, candidate: Candidate, person: Person | None = None) -> QuerySet[Any]:
    """Return the person's rows of a model. `person` is needed where no foreign key leads to them."""
    if model is Candidate:
        return Candidate.objects.filter(pk__in=ids_of(candidate))
    if ways := paths(model):
        ids = ids_of(candidate)
        reached = Q(*[Q(**{f"{way}__in": ids}) for way in ways], _connector=Q.OR)
        return model._default_manager.filter(reached)
    if hasattr(model, "of_person"):
        return model.of_person(person or person_of(candidate))
    ways = own_paths(model)
    if candidate.user_id is None or not ways:
        return model._default_manager.none()
    return model._default_manager.filter(Q(*[Q(**{way: candidate.user_id}) for way in ways], _connector=Q.OR))


def person_of(candidate: Candidate) -> Person:
    """Return what leads to the person where no foreign key does: addresses, and references of all of their rows.

    An account that is also a colleague's or an employer's is looked for by reference only: its other mails are not
    about the candidate.
    """
    subjects = set()
    for model in tables():
        if (paths(model) or model is Candidate) and has_ref(model):
            name = model.__name__.lower()
            subjects |= {f"{name}:{ref}" for ref in rows(model, candidate).values_list("ref", flat=True)}
    user = candidate.user
    addresses: set[str] = set()
    if user is None or not has_other_roles(user):
        addresses = {each.email for each in Candidate.objects.filter(pk__in=ids_of(candidate))}
    if user is not None and not has_other_roles(user):
        subjects.add(f"user:{user.ref}")
        addresses |= {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    for other in merged_accounts(candidate):
        if not has_other_roles(other):
            subjects.add(f"user:{other.ref}")
            addresses |= {other.email, *EmailAddress.objects.filter(user=other).values_list("email", flat=True)}
    return Person(frozenset(address.lower() for address in addresses if address), frozenset(subjects))


def merged_accounts(candidate: Candidate) -> list[User]:
    """Return the accounts of whoever was merged with this person: their candidate moved, the sign-in stayed."""
    merged = Merge.objects.filter(kept__in=ids_of(candidate), undone_at__isnull=True)
    return list(User.objects.filter(pk__in=merged.values("away_user"), candidate__isnull=True))


def has_ref(model: Table) -> bool:
    """True when the timeline may name a model's rows."""
    return any(field.name == "ref" for field in model._meta.get_fields())


def is_kept(model: Table) -> bool:
    """True when erasure leaves the row, because some of its columns are proof or counted."""
    return any(entry.fate != "erased" for entry in entries(model).values())


def blanks(model: Table, names: list[str]) -> dict[str, Any]:
    """Return the empty value for each of these columns."""
    return {name: _empty(model._meta.get_field(name)) for name in names}  # type: ignore[arg-type]


def _empty(field: Field) -> Any:  # type: ignore[type-arg]
    if field.null:
        return None
    if isinstance(field, JSONField):
        return field.get_default() if field.has_default() else {}
    if field.has_default() and not isinstance(field, FileField):
        return field.get_default()
    return 0 if field.get_internal_type().endswith(("IntegerField", "SmallIntegerField")) else ""


def erased_columns(model: Table) -> list[str]:
    """Return the columns of which erasure leaves nothing."""
    return [name for name, entry in entries(model).items() if entry.fate == "erased"]


def faults(model: Table) -> list[str]:
    """Return what is wrong with a model's declarations, in a sentence each; nothing when erasure can do as told."""
    if not entries(model) or hasattr(model, "about_others"):
        return []
    found = []
    if model not in (User, Candidate) and not (paths(model) or hasattr(model, "of_person") or own_paths(model)):
        found.append("no foreign key leads to a candidate: add `of_person`, or say in `about_others` whose data it is")
    for name, entry in entries(model).items():
        field: Any = model._meta.get_field(name)
        if entry.fate == "erased":
            if is_kept(model) and not field.null and isinstance(field, DateField):
                found.append(f"{name} cannot be emptied: let it be null, or say on_erasure='counted'")
            if is_kept(model) and field.unique:
                found.append(f"{name} is unique and cannot be emptied: say on_erasure='counted' if it tells nothing")
        elif _may_hold_words(model, field):
            found.append(f"{name} may hold words and cannot be kept after erasure")
    if any(e.fate == "proof" for e in entries(model).values()) and not times(model):
        found.append("proof without a time would be kept for ever")
    return found


def _may_hold_words(model: Table, field: Any) -> bool:
    if isinstance(field, JSONField):
        return f"{model._meta.label}.{field.name}" not in _CODES_ONLY
    too_long = not field.choices and (getattr(field, "max_length", None) or 0) > _LONGEST_CODE
    return too_long or isinstance(field, TextField | FileField)


def times(model: Table) -> list[str]:
    """Return the columns that say how old a row is: `kept_since`, or every moment of it, or else every day."""
    if since := getattr(model, "kept_since", ""):
        return [since]
    dates = [f for f in model._meta.get_fields() if isinstance(f, DateField)]  # a DateTimeField is one too
    return [f.name for f in dates if isinstance(f, DateTimeField)] or [f.name for f in dates]
