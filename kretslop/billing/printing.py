"""An invoice or credit note as PDF, in its own language."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from kretslop.billing import rules, wording
from kretslop.billing.models import Invoice
from kretslop.billing.queries import lines_of
from kretslop.employers.rules import HOME

TEMPLATE = Path(__file__).parent / "typst" / "invoice.typ"


def as_pdf(invoice: Invoice) -> bytes:
    """Return the document as a PDF; the same invoice gives the same bytes, whoever fetches it whenever.

    It holds what the Bookkeeping Regulation asks of a sales document (sections 5-1-1 and 5-1-2).
    """
    with translation.override(invoice.language):
        data = _data(invoice)
    pdf = typst.compile(
        str(TEMPLATE), sys_inputs={"data": json.dumps(data)}, format="pdf", ignore_system_fonts=True,
        timestamp=int(invoice.issued_at.timestamp()),
    )  # fmt: skip
    assert isinstance(pdf, bytes)
    return pdf


def file_name(invoice: Invoice, ending: str) -> str:
    """Return the file's name: what it is and its number, nothing else."""
    return f"{'credit-note' if invoice.kind == rules.CREDIT else 'invoice'}-{invoice.number}.{ending}"


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _data(invoice: Invoice) -> dict[str, Any]:
    buyer, seller, credits = rules.Buyer(**invoice.buyer), rules.Seller(**invoice.seller), invoice.credits
    titles = gettext("Credit note %(number)s") if credits else gettext("Invoice %(number)s")
    facts = [(gettext("Date"), _day(invoice.issued_on))]
    if credits:
        facts.append((gettext("Takes back of invoice"), f"{credits.number}, {_day(credits.issued_on)}"))
        facts.append((gettext("Reason"), invoice.note))
    else:
        facts.append((gettext("To be paid by"), _day(invoice.due_on)))
    facts.append((gettext("Your reference"), buyer.reference))
    if buyer.order_number:
        facts.append((gettext("Your order number"), buyer.order_number))
    facts.append((gettext("For"), f"{invoice.period['campaign']}, {invoice.period['place']}"))
    days = (date.fromisoformat(invoice.period[name]) for name in ("starts_on", "ends_on"))
    facts.append((gettext("Period"), " – ".join(_day(day) for day in days)))
    return {
        "language": invoice.language,
        "title": titles % {"number": invoice.number},
        "seller": _seller_lines(seller),
        "seller_name": seller.name,
        "buyer": _buyer_lines(buyer),
        "facts": facts,
        "heads": [gettext("What for"), gettext("Number"), gettext("Price"), gettext("The alliance pays"),
                  gettext("Amount")],
        "lines": [_line(line) for line in lines_of(invoice.lines)],
        "sums": _sums(invoice),
        "pay": [] if credits else [
            (gettext("Bank account"), _account(seller.account)),
            (gettext("Write this number"), str(invoice.number)),
        ],
        "footer": f"{seller.name} · {seller.email}",
    }  # fmt: skip


def _seller_lines(seller: rules.Seller) -> list[str]:
    number = f"{seller.org_number} MVA" if seller.vat_registered else seller.org_number
    lines = [seller.street, f"{seller.postcode} {seller.city}"]
    lines.append(gettext("Organisation number %(number)s") % {"number": number})
    return [*lines, "Foretaksregisteret"] if seller.in_business_register else lines


def _buyer_lines(buyer: rules.Buyer) -> list[str]:
    abroad = "" if buyer.country == HOME else buyer.country
    lines = [buyer.name, buyer.street, f"{buyer.postcode} {buyer.city}", abroad, buyer.org_number]
    return [line for line in lines if line]


def _account(number: str) -> str:
    return f"{number[:4]} {number[4:6]} {number[6:]}"


def _line(line: rules.Line) -> list[str]:
    alliance = f"{wording.kroner(-line.alliance_ore)} ({line.alliance_share} %)" if line.alliance_ore else ""
    return [line.words, str(line.quantity), wording.kroner(line.unit_ore), alliance, wording.kroner(line.net_ore)]


def _sums(invoice: Invoice) -> list[tuple[str, str]]:
    if invoice.vat_percent is None:
        tax = gettext("Outside value added tax")
    else:
        shown = number_format(invoice.vat_percent.normalize().quantize(1), 0)
        percent = shown if invoice.vat_percent % 1 == 0 else number_format(invoice.vat_percent, 2)
        tax = gettext("Value added tax, %(percent)s %%") % {"percent": percent}
    last = gettext("Credited") if invoice.kind == rules.CREDIT else gettext("To pay")
    return [
        (gettext("Without value added tax"), wording.kroner(invoice.net_ore)),
        (tax, wording.kroner(invoice.vat_ore)),
        (last, wording.kroner(invoice.total_ore)),
    ]
