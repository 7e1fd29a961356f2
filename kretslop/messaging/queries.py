"""Reads of the outbox."""

from django.db.models import QuerySet

from kretslop.messaging import rules
from kretslop.messaging.models import OutboxMail
from kretslop.timeline.rules import HasRef, subject


def about(thing: HasRef) -> QuerySet[OutboxMail]:
    """Return the mails about `thing`, newest first. The caller is in charge of who may see them."""
    return OutboxMail.objects.filter(about__contains=[subject(thing)]).order_by("-created_at", "-pk")


def needing_a_person() -> QuerySet[OutboxMail]:
    """Return mails of which nobody knows whether they were sent, and those that failed: for staff only."""
    return OutboxMail.objects.filter(state__in=[rules.UNKNOWN, rules.FAILED]).order_by("send_at", "pk")
