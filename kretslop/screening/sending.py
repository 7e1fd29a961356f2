"""Asked before each mail of the screening desk leaves: is it still true, and does the person still want it?"""

from datetime import datetime

from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.screening.models import Question
from kretslop.shared.calendar import OSLO
from kretslop.talent.models import Candidate
from kretslop.talent.rules import APPROVED, OUT_OF_POOL, WAITING, is_paused

KINDS = ("question", "candidate_approved")


def may_send(mail: OutboxMail, now: datetime) -> str:
    """Return "" or the code of the reason to keep the mail back."""
    ref = next((s.partition(":")[2] for s in mail.about if s.startswith("candidate:")), "")
    found = Candidate.objects.select_related("membership").filter(ref=ref).first()
    if found is None:
        return "candidate_gone"
    if found.membership.state in OUT_OF_POOL:
        return "left_pool"
    if mail.kind == "candidate_approved":
        return "" if found.membership.state == APPROVED else "overtaken"
    if is_paused(found.membership.paused_until, now.astimezone(OSLO).date()):
        return "paused"
    waits = Question.objects.filter(ref=mail.context.get("question", ""), answered_at__isnull=True).exists()
    return "" if waits and found.membership.state in (WAITING, APPROVED) else "overtaken"


def register() -> None:
    """Have every kind of mail of the screening desk checked."""
    for kind in KINDS:
        delivery.register(kind, may_send)
