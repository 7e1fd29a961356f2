"""Asked before a mail about an event leaves: is it still so, and does the person still come?"""

from datetime import datetime

from kretslop.events import rules
from kretslop.events.models import CampaignEvent, Place
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.talent.models import Candidate, Consent
from kretslop.talent.rules import CAMPAIGN_MAIL, OUT_OF_POOL

KINDS = (
    "event_invitation", "event_for_you", "event_place", "event_place_yours", "event_moved", "event_reminder",
    "event_cancelled", "event_place_back",
)  # fmt: skip


def _ref(mail: OutboxMail, kind: str) -> str:
    return next((each.partition(":")[2] for each in mail.about if each.startswith(f"{kind}:")), "")


def may_send(mail: OutboxMail, now: datetime) -> str:
    """Return "" or the code of the reason to keep the mail back."""
    event = CampaignEvent.objects.filter(ref=_ref(mail, "campaignevent")).first()
    if event is None:
        return "event_gone"
    if mail.kind in ("event_invitation", "event_for_you"):
        over = event.state == rules.CANCELLED or event.starts_at <= now
        return "overtaken" if over else "" if mail.kind == "event_invitation" else _still_agrees(mail)
    place = Place.objects.select_related("member", "candidate__membership").filter(ref=_ref(mail, "place")).first()
    if place is None:
        return "place_gone"
    if place.member is not None and not place.member.active:
        return "not_a_member"
    if place.candidate is not None and place.candidate.membership.state in OUT_OF_POOL:
        return "left_pool"
    gave_back = place.given_back_at is not None
    if place.waiting and mail.kind != "event_cancelled":
        return "overtaken"
    if mail.kind in ("event_cancelled", "event_place_back"):
        return "" if gave_back == (mail.kind == "event_place_back") else "overtaken"
    current = event.state == rules.PLANNED and mail.context.get("sequence") == event.sequence
    return "" if current and not gave_back else "overtaken"


def _still_agrees(mail: OutboxMail) -> str:
    person = Candidate.objects.select_related("membership").filter(ref=_ref(mail, "candidate")).first()
    if person is None or person.membership.state in OUT_OF_POOL:
        return "left_pool"
    agreed = Consent.objects.filter(candidate=person, purpose=CAMPAIGN_MAIL, withdrawn_at__isnull=True)
    return "" if agreed.exists() else "no_consent"


def register() -> None:
    """Have every mail about events checked."""
    for kind in KINDS:
        delivery.register(kind, may_send)
