"""Every write about contributions, as the verbs that people use."""

from kretslop.billing.actions.invoicing import credit, issue
from kretslop.billing.actions.ordering import decline_offer, offer, order, take_offer_back
from kretslop.billing.actions.paying import note_payment, remind, take_payment_back
from kretslop.billing.actions.setting import save_fees, save_issuer

__all__ = [
    "credit",
    "decline_offer",
    "issue",
    "note_payment",
    "offer",
    "order",
    "remind",
    "save_fees",
    "save_issuer",
    "take_offer_back",
    "take_payment_back",
]
