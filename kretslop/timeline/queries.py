"""Reads of what happened, by subject."""

from django.db.models import QuerySet

from kretslop.timeline.models import Event
from kretslop.timeline.rules import HasRef, subject


def about(thing: HasRef) -> QuerySet[Event]:
    """Return everything that happened to `thing`, newest first. The caller is in charge of who may see it."""
    return Event.objects.filter(subjects__contains=[subject(thing)]).order_by("-at", "-pk")
