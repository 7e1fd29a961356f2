"""A person's own copy of everything the inventory has about them, as data and as words."""

import base64
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import FileField, Model, QuerySet

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign, RegistrationDraft, WantedProfile
from kretslop.employers.models import Employer
from kretslop.introductions import disclosure
from kretslop.introductions.models import Feedback, Introduction, Move, ReleaseMessage
from kretslop.messaging import rules as mail
from kretslop.messaging.models import OutboxMail
from kretslop.privacy import inventory
from kretslop.shared.personal_data import Person
from kretslop.talent.models import Candidate
from kretslop.timeline.models import Event

#: Links from a row that say what it is about, and lead to nobody's data.
_NAMED = (Employer, Campaign, WantedProfile)
_AFTER_THE_END = ("decided_at", "ended_at", "end_reason", "state_since")
VERSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One table's rows about the person: column names to values, as the model declares them."""

    model: type[Model]
    rows: list[dict[str, Any]]


def copy_of(candidate: Candidate, now: datetime) -> list[Part]:
    """Return every table that holds something about the person, with what they may know now.

    Left out, and said so in the copy: private notes of the liaison and of employers. An employer's no, and what belongs
    to it, is there as soon as the person is told (`disclosure.has_been_told`).
    """
    person = inventory.person_of(candidate)
    untold = _untold(candidate, now)
    found = []
    # The person first, then what they did and what became of it; the long lists of mails and events last.
    inner = [model for model in reversed(inventory.tables()) if model not in (OutboxMail, Event)]
    tables: list[type[Model]] = [User, *inner, OutboxMail, Event]
    for model in tables:
        rows = _rows(model, candidate, person, untold)
        values = [_values(model, row, untold) for row in rows]
        if values:
            found.append(Part(model, values))
    return found


def _untold(candidate: Candidate, now: datetime) -> dict[int, Introduction]:
    mine = Introduction.objects.select_related("release_message").filter(candidate__in=inventory.ids_of(candidate))
    return {each.pk: each for each in mine if disclosure.is_untold(each, now)}


def _rows(model: type[Model], candidate: Candidate, person: Person, untold: dict[int, Introduction]) -> QuerySet[Any]:
    if model is User:
        return User.objects.filter(candidate=candidate)
    rows = inventory.rows(model, candidate, person).order_by("pk")
    links = [f.name for f in model._meta.get_fields() if f.concrete and f.is_relation and f.related_model in _NAMED]
    if model in (Feedback, ReleaseMessage):
        return rows.exclude(introduction__in=untold).select_related("introduction__employer", "introduction__client")
    if model is Move:
        for each in untold.values():
            rows = rows.exclude(introduction=each, at__gte=each.ended_at)
        return rows
    if model is OutboxMail:
        # Mails to others about the person, and what waits to be sent, are not mails to them.
        own = {*person.addresses, candidate.email.lower()}
        return rows.filter(address__in=own, state=mail.SENT).exclude(text="")
    if model is Event:
        for each in untold.values():
            rows = rows.exclude(subjects__contains=[f"introduction:{each.ref}"], at__gte=each.ended_at)
            rows = rows.exclude(kind="candidate.released", at__gte=each.ended_at)
    if model is Introduction:
        links.append("client")
    return rows.select_related(*links) if links else rows


def _values(model: type[Model], row: Any, untold: dict[int, Introduction]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in model._meta.get_fields():
        if field.concrete and field.is_relation and field.related_model in _NAMED:
            named = getattr(row, field.name)
            values[field.name] = str(named) if named else ""
    if model in (Introduction, Feedback, ReleaseMessage):
        values["employer"] = row.hirer if model is Introduction else row.introduction.hirer
    for name, entry in inventory.entries(model).items():
        if entry.export:
            values[name] = getattr(row, name)
    if model is Introduction and row.pk in untold:
        values |= dict.fromkeys(_AFTER_THE_END)
        values["state"] = "accepted" if row.accepted_at else "introduced"
    if model is RegistrationDraft:
        values["answers"] = {step: said for step, said in row.answers.items() if isinstance(said, dict)}
    return values


def as_json(parts: list[Part], *, candidate: Candidate, now: datetime) -> dict[str, Any]:
    """Return the copy as plain JSON values, by table and column; files as base64 of what they hold."""
    tables = {part.model._meta.label: [_plain_row(part.model, row) for row in part.rows] for part in parts}
    return {"version": VERSION, "made_at": now.isoformat(), "reference": candidate.ref, "tables": tables}


def _plain_row(model: type[Model], row: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(model, name, value) for name, value in row.items()}


def _plain(model: type[Model], name: str, value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):  # such as the times offered for an interview
        return [_plain(model, name, each) for each in value]
    if any(isinstance(f, FileField) and f.name == name for f in model._meta.get_fields()):
        return _content(value) if value else ""
    return value


def _content(file: Any) -> str:
    try:
        with file.open("rb") as opened:
            return base64.b64encode(opened.read()).decode()
    except FileNotFoundError:
        return ""
