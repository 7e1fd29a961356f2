"""Asked before a mail about an event leaves: is it still so, and does the person still come?"""

from datetime import datetime

from kretslop.events import rules
from kretslop.events.models import CampaignEvent, Place
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.talent.rules import OUT_OF_POOL


def _ref(mail: OutboxMail, kind: str) -> str:
    return next((each.partition(":")[2] for each in mail.about if each.startswith(f"{kind}:")), "")


def may_send(mail: OutboxMail, now: datetime) -> str:
    """Return "" or the code of the reason to keep the mail back."""
    event = CampaignEvent.objects.filter(ref=_ref(mail, "campaignevent")).first()
    if event is None:
        return "event_gone"
    if mail.kind == "event_invitation":
        return "overtaken" if event.state == rules.CANCELLED or event.starts_at <= now else ""
    place = Place.objects.select_related("member", "candidate__membership").filter(ref=_ref(mail, "place")).first()
    if place is None:
        return "place_gone"
    if place.member is not None and not place.member.active:
        return "not_a_member"
    if place.candidate is not None and place.candidate.membership.state in OUT_OF_POOL:
        return "left_pool"
    gave_back = place.given_back_at is not None
    if mail.kind in ("event_cancelled", "event_place_back"):
        return "" if gave_back == (mail.kind == "event_place_back") else "overtaken"
    current = event.state == rules.PLANNED and mail.context.get("sequence") == event.sequence
    return "" if current and not gave_back else "overtaken"


def register() -> None:
    """Have every mail about events checked."""
    for kind in ("event_invitation", "event_place", "event_moved", "event_cancelled", "event_place_back"):
        delivery.register(kind, may_send)
