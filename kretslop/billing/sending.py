"""Asked before a mail about money leaves: is it still true?"""

from datetime import datetime

from kretslop.billing import rules
from kretslop.billing.models import Invoice, Order
from kretslop.billing.queries import left_of
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail


def _ref(mail: OutboxMail, kind: str) -> str:
    return next((each.partition(":")[2] for each in mail.about if each.startswith(f"{kind}:")), "")


def may_remind(mail: OutboxMail, now: datetime) -> str:
    """Return "" while something is owed, or the code of the reason to keep the reminder back."""
    invoice = Invoice.objects.prefetch_related("payments", "credit_notes").filter(ref=_ref(mail, "invoice")).first()
    return "" if invoice is not None and left_of(invoice) else "paid"


def may_offer(mail: OutboxMail, now: datetime) -> str:
    """Return "" while the offer waits for an answer."""
    return "" if Order.objects.filter(ref=_ref(mail, "order"), state=rules.OFFERED).exists() else "overtaken"


def register() -> None:
    """Have reminders and offers checked."""
    delivery.register("invoice_reminder", may_remind)
    delivery.register("contribution_offer", may_offer)
