"""Asked before each mail of the screening desk leaves: is it still true, and does the person still want it?"""

from datetime import datetime

from kretslop.campaigns.rules import OPEN
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.screening import mailing
from kretslop.screening.models import CampaignMail, Question
from kretslop.shared.calendar import OSLO
from kretslop.talent.models import Candidate
from kretslop.talent.rules import APPROVED, OUT_OF_POOL, WAITING, is_paused

KINDS = ("question", "candidate_approved", mailing.KIND)


def may_send(mail: OutboxMail, now: datetime) -> str:
    """Return "" or the code of the reason to keep the mail back."""
    ref = next((s.partition(":")[2] for s in mail.about if s.startswith("candidate:")), "")
    found = Candidate.objects.select_related("membership").filter(ref=ref).first()
    if found is None:
        return "candidate_gone"
    if found.membership.state in OUT_OF_POOL:
        return "left_pool"
    if mail.kind == mailing.KIND:
        return _may_tell(mail, found, now)
    if mail.kind == "candidate_approved":
        return "" if found.membership.state == APPROVED else "overtaken"
    if is_paused(found.membership.paused_until, now.astimezone(OSLO).date()):
        return "paused"
    waits = Question.objects.filter(ref=mail.context.get("question", ""), answered_at__isnull=True).exists()
    return "" if waits and found.membership.state in (WAITING, APPROVED) else "overtaken"


def _may_tell(mail: OutboxMail, found: Candidate, now: datetime) -> str:
    """Ask again what was asked when the mail was written, but for the mails about campaigns: this is the one."""
    made = CampaignMail.objects.select_related("campaign").filter(ref=mail.context.get("mail", "")).first()
    if made is None or made.undone_at is not None or made.campaign.state != OPEN:
        return "overtaken"
    return mailing.why_not_told(found, made.campaign, now)


def register() -> None:
    """Have every kind of mail of the screening desk checked."""
    for kind in KINDS:
        delivery.register(kind, may_send)
