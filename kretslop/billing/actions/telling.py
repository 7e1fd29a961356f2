"""Mails to whoever pays: about an invoice, in its language, once for each key."""

from datetime import datetime

from django.utils import translation

from kretslop.billing import wording
from kretslop.billing.models import Invoice
from kretslop.campaigns.models import Campaign
from kretslop.messaging import actions as mail
from kretslop.messaging.rendering import day_in_words


def tell_buyer(
    invoice: Invoice, kind: str, *, key: str, amount_ore: int, campaign: Campaign, now: datetime, **more: object
) -> None:
    """Queue a mail of `kind` with number, amount, due day, seller and campaign, and what `more` its template names."""
    with translation.override(invoice.language):
        amount = wording.kroner(amount_ore)
    mail.queue(
        key=key,
        kind=kind,
        address=invoice.buyer["email"],
        name=invoice.buyer["name"],
        language=invoice.language,
        context={
            "number": invoice.number,
            "amount": amount,
            "due": day_in_words(invoice.due_on, invoice.language),
            "seller": invoice.seller["name"],
            "campaign": campaign.name,
            **more,
        },
        about=[invoice],
        simulated=campaign.simulated,
        now=now,
    )
