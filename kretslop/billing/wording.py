"""Amounts, states and the words on an invoice."""

from decimal import Decimal

from django.utils.formats import get_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kretslop.billing import rules
from kretslop.employers.wording import SIZES

Words = str | Promise

ORDER_STATES: dict[str, tuple[Words, str]] = {
    rules.OFFERED: (_("Offered"), "unsure"),
    rules.ORDERED: (_("Ordered"), "good"),
    rules.DECLINED: (_("Said no"), "neutral"),
    rules.TAKEN_BACK: (_("Taken back"), "neutral"),
}
INVOICE_STATES: dict[str, tuple[Words, str]] = {
    rules.OPEN: (_("To be paid"), "info"),
    rules.OVERDUE: (_("Overdue"), "late"),
    rules.PAID: (_("Paid"), "good"),
    rules.CREDITED: (_("Credited"), "neutral"),
}
BASES: dict[str, Words] = {
    rules.FREE: _("Free for employers"),
    rules.BY_SIZE: _("A contribution by company size"),
}
VATS: dict[str, Words] = {
    rules.STANDARD: _("Value added tax is added"),
    rules.OUTSIDE: _("Outside value added tax"),
}
PROBLEMS: dict[str, Words] = {
    "campaign_is_free": _("This campaign is free. Decide what it costs first."),
    "offered_already": _("There is an offer or an order already."),
    "offer_is_answered": _("The offer has been answered or taken back already."),
    "offer_has_run_out": _("The offer has run out. Ask your contact for a new one."),
    "not_ordered": _("Nothing has been ordered yet."),
    "no_issuer": _("First say who sends the invoices."),
    "not_in_vat_register": _("Value added tax can be added only by a sender that is in the register for it."),
    "nothing_to_invoice": _("Everything that was ordered has been invoiced."),
    "only_invoices": _("This can be done with invoices only."),
    "taken_back_already": _("That has been taken back already."),
    "required": _("Please fill this in."),
    "unknown": _("This cannot be. Please look again."),
    "org_number_wrong": _("These are not the nine digits of a Norwegian organisation number."),
    "account_wrong": _("These are not the eleven digits of a Norwegian bank account."),
    "more_than_owed": _("More than nothing, and no more than is owed."),
    "day_wrong": _("Between the day of the invoice and today."),
}


def problem_words(code: str) -> Words:
    """Return why something did not work."""
    return PROBLEMS.get(code, _("That is not possible now."))


def kroner(ore: int) -> str:
    """Return an amount as people write it in the language in use: 1250050 gives `NOK 12 500.50`."""
    whole, _point, rest = f"{Decimal(ore) / 100:,.2f}".partition(".")
    shown = whole.replace(",", "\N{NO-BREAK SPACE}").replace("-", "\N{MINUS SIGN}")
    if rest != "00":
        shown += str(get_format("DECIMAL_SEPARATOR")) + rest
    # Translators: an amount of Norwegian kroner.
    return gettext("NOK %(amount)s") % {"amount": shown}


def base_words(campaign: str, size: str) -> str:
    """Return what the contribution by size is called on an invoice."""
    return gettext("Contribution to %(campaign)s, %(size)s") % {"campaign": campaign, "size": SIZES[size]}


def hire_words(title: str) -> str:
    """Return what a hire is called on an invoice: by the post, never by the person."""
    return gettext("A hire in the campaign: %(title)s") % {"title": title}


def group_words(group: str) -> Words:
    """Return what a group of employers is called."""
    if group == "others":
        return _("Employers of other sizes")
    return SIZES.get(group, _("All employers"))
