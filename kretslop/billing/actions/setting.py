"""Who sends invoices, and what a campaign costs."""

from dataclasses import asdict
from datetime import datetime

from kretslop.accounts.models import User
from kretslop.billing import rules
from kretslop.billing.models import FeeModel, Issuer
from kretslop.campaigns.actions.campaigning import must_lead
from kretslop.campaigns.models import Campaign
from kretslop.shared.errors import Invalid
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


@action
def save_issuer(*, seller: rules.Seller, by: User, now: datetime) -> Issuer:
    """Say who sends the invoices from now on; invoices that are there stay as they are. Invalid names a field."""
    must_lead(by)
    if wrong := rules.wrong_seller(seller):
        raise Invalid(*wrong)
    issuer, _made = Issuer.objects.update_or_create(one=True, defaults={**asdict(seller), "changed_at": now})
    record("issuer.saved", about=[by], by=by, now=now)
    return issuer


@action
def save_fees(*, campaign: Campaign, terms: rules.Terms, alliance_ore: int, by: User, now: datetime) -> FeeModel:
    """Decide what employers contribute to the campaign; offers and orders that are there keep their terms.

    alliance_ore: what the alliance itself adds to the campaign, in øre. Invalid names a field.
    """
    must_lead(by)
    if field := rules.wrong_terms(terms):
        raise Invalid(field, "unknown")
    if not 0 <= alliance_ore <= rules.MOST_ORE:
        raise Invalid("alliance_ore", "unknown")
    kept = {"terms": terms.to_json(), "alliance_ore": alliance_ore, "changed_at": now}
    model, _made = FeeModel.objects.update_or_create(campaign=campaign, defaults=kept)
    record("fees.saved", about=[campaign], by=by, now=now, codes={"base": terms.base})
    return model
