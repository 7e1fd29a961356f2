"""Keeps a mail back that somebody has not agreed to, or no longer agrees to, at the moment when it would leave."""

from datetime import datetime
from functools import partial

from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.talent.models import Consent


def needs_consent(kind: str, purpose: str) -> None:
    """Have each mail of `kind` asked whether its candidate's yes to `purpose` is in force; said at a room's start-up.

    The mail must be `about` the candidate. A yes that is taken back thus holds for what is queued, too.
    """
    delivery.register(kind, partial(_agrees, purpose))


def _agrees(purpose: str, mail: OutboxMail, now: datetime) -> str:
    refs = [each.partition(":")[2] for each in mail.about if each.startswith("candidate:")]
    in_force = Consent.objects.filter(candidate__ref__in=refs, purpose=purpose, withdrawn_at__isnull=True)
    return "" if in_force.exists() else "no_consent"
