"""Asked before every mail leaves: was the person erased, or is their data kept without being used?"""

from datetime import datetime

from django.db.models.functions import Lower

from kretslop.employers.models import Member
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.privacy.models import Announcement, Merge
from kretslop.talent.models import Candidate
from kretslop.talent.rules import RESTRICTED

#: What somebody is told about their own data, whatever else stands still.
REMINDER, RECEIPT, MERGED = "retention_reminder", "erasure_receipt", "registrations_merged"
TO_EMPLOYER = ("person_erased", "person_withdrew")
ALWAYS = (REMINDER, RECEIPT, *TO_EMPLOYER)


def may_send(mail: OutboxMail, now: datetime) -> str:
    """Return "" or the code of the reason to keep any mail back that goes to a candidate."""
    if mail.holds_code or mail.kind in ALWAYS:
        return ""
    refs = [each.partition(":")[2] for each in mail.about if each.startswith("candidate:")]
    if not refs:
        return ""
    people = Candidate.objects.annotate(address=Lower("email"), account=Lower("user__email"))
    for found in people.filter(ref__in=refs).select_related("membership"):
        if found.erased_at is not None:
            return "erased"
        if found.membership.state == RESTRICTED and mail.to_address.lower() in (found.address, found.account):
            return "restricted"
    return ""


def may_remind(mail: OutboxMail, now: datetime) -> str:
    """Return "" while the reminder is still true: the person has not signed in since, and is still there."""
    told = Announcement.objects.select_related("candidate").filter(mail=mail).first()
    if told is None or told.candidate.erased_at is not None:
        return "erased"
    return "" if told.candidate.last_seen_at == told.seen_at else "signed_in"


def may_tell_employer(mail: OutboxMail, now: datetime) -> str:
    """Return "" while whoever is written to still acts for an employer."""
    found = Member.objects.filter(active=True, user__email=mail.to_address).exists()
    return "" if found else "not_a_member"


def may_tell_merged(mail: OutboxMail, now: datetime) -> str:
    """Return "" while the two registrations are still merged."""
    found = Merge.objects.filter(ref=mail.key.split(":")[1], undone_at__isnull=True).exists()
    return "" if found else "overtaken"


def register() -> None:
    """Have every mail checked, and each kind of this room by its own rule."""
    delivery.register_for_all(may_send)
    delivery.register(REMINDER, may_remind)
    delivery.register(MERGED, may_tell_merged)
    for kind in TO_EMPLOYER:
        delivery.register(kind, may_tell_employer)
