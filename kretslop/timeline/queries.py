"""Reads of what happened, by subject."""

from collections.abc import Iterable

from django.db.models import QuerySet

from kretslop.timeline.models import Event
from kretslop.timeline.rules import HasRef, subject


def about(thing: HasRef) -> QuerySet[Event]:
    """Return everything that happened to `thing`, newest first. The caller is in charge of who may see it."""
    return Event.objects.filter(subjects__contains=[subject(thing)]).order_by("-at", "-pk")


def about_any(things: Iterable[HasRef]) -> QuerySet[Event]:
    """Return everything that happened to any of these, each thing once, newest first."""
    return Event.objects.filter(subjects__overlap=[subject(thing) for thing in things]).order_by("-at", "-pk")
