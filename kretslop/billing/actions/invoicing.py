"""Invoices and credit notes: numbers without gaps, and nothing that changes afterwards."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.utils import translation

from kretslop.accounts.models import User
from kretslop.billing import rules, wording
from kretslop.billing.actions.ordering import lock
from kretslop.billing.actions.telling import tell_buyer
from kretslop.billing.models import HireFee, Invoice, Issuer, Order, Series
from kretslop.billing.queries import credited_lines, lines_of, seller_of, waiting_hires
from kretslop.campaigns.actions.campaigning import must_lead
from kretslop.campaigns.models import Campaign
from kretslop.messaging import actions as mail
from kretslop.shared.calendar import OSLO, add_working_days
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


def _next_number() -> int:
    """Return the next number of the series.

    The row stays locked until the invoice is committed, and a rollback gives the number back: so there is no gap
    (Bookkeeping Regulation section 5-1-3: a sequence that can be checked).
    """
    Series.objects.get_or_create(name="sales")
    row = Series.objects.select_for_update().get(name="sales")
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


@action
def issue(*, order: Order, by: User, now: datetime) -> Invoice:
    """Make the invoice for what was ordered and for hires since the last one, and mail its number and due date.

    What was invoiced before and not credited is not invoiced again. NotPossible: nothing to invoice, no issuer, or
    value added tax without being registered for it.
    """
    must_lead(by)
    order = lock(order)
    if order.state != rules.ORDERED:
        raise NotPossible("not_ordered")
    seller = seller_of(Issuer.objects.filter(one=True).first())
    if seller is None:
        raise NotPossible("no_issuer")
    terms = rules.Terms.from_json(order.terms)
    if terms.vat == rules.STANDARD and not seller.vat_registered:
        raise NotPossible("not_in_vat_register")
    campaign, today = order.participation.campaign, now.astimezone(OSLO).date()
    hires = waiting_hires(order, now) if terms.per_hire else []
    with translation.override(order.language):
        lines = _worded(order, terms, campaign, _billed(order))
        lines += rules.hire_lines(terms, [wording.hire_words(each.wanted_profile.title) for each in hires])
    if not lines:
        raise NotPossible("nothing_to_invoice")
    made = _write(
        order, rules.INVOICE, [asdict(line) for line in lines], rules.totals(lines, vat=terms.vat, on=today),
        seller=asdict(seller), due_on=add_working_days(today + timedelta(days=rules.PAY_DAYS), 0),
        campaign=campaign, by=by, now=now,
    )  # fmt: skip
    for each in hires:
        HireFee.objects.update_or_create(introduction=each, defaults={"invoice": made, "counted_at": now})
    _tell(made, "invoice_issued", campaign, now=now)
    record("invoice.issued", about=[made, order], by=by, now=now, codes={"number": made.number})
    return made


def _billed(order: Order) -> set[str]:
    """Return the codes of what stands on an invoice in force, hires excepted."""
    codes: set[str] = set()
    for invoice in order.invoices.filter(kind=rules.INVOICE).prefetch_related("credit_notes"):
        gone = credited_lines(invoice)
        codes |= {line["code"] for position, line in enumerate(invoice.lines) if position not in gone}
    return codes - {rules.HIRE}


def _worded(order: Order, terms: rules.Terms, campaign: Campaign, billed: set[str]) -> list[rules.Line]:
    lines = [line for line in rules.order_lines(terms, order.size, order.add_ons) if line.code not in billed]
    base = wording.base_words(campaign.name, order.size)
    return [rules.with_words(line, base) if line.code == rules.BASE else line for line in lines]


def _write(
    order: Order, kind: str, lines: list[dict[str, object]], sums: rules.Totals, *, seller: dict[str, object],
    due_on: date, campaign: Campaign, by: User, now: datetime, credits: Invoice | None = None, note: str = "",
) -> Invoice:  # fmt: skip
    return Invoice.objects.create(
        order=order,
        kind=kind,
        number=_next_number(),
        credits=credits,
        issued_on=now.astimezone(OSLO).date(),
        due_on=due_on,
        language=order.language,
        seller=seller,
        buyer=credits.buyer if credits else order.buyer,
        lines=lines,
        note=note,
        period=credits.period if credits else {
            "starts_on": campaign.starts_on.isoformat(),
            "ends_on": campaign.deadline_on.isoformat(),
            "campaign": campaign.name,
            "place": campaign.place,
        },
        vat_percent=sums.percent,
        net_ore=sums.net,
        vat_ore=sums.vat,
        total_ore=sums.total,
        issued_by=by,
        issued_at=now,
    )  # fmt: skip


@action
def credit(*, invoice: Invoice, positions: Iterable[int], reason: str, by: User, now: datetime) -> Invoice:
    """Take lines of an invoice back with a credit note of its own number (Bookkeeping Regulation section 5-2-8).

    positions: which lines, counted from 0; each can be credited once. The tax is what is left of the invoice's own
    when the last lines go, so that invoice and credit notes always come to nothing together. Invalid names a field.
    """
    must_lead(by)
    order = lock(invoice.order)
    invoice = Invoice.objects.prefetch_related("credit_notes").get(pk=invoice.pk)
    chosen = sorted(set(positions))
    gone = credited_lines(invoice)
    if invoice.kind != rules.INVOICE:
        raise NotPossible("only_invoices")
    if not reason.strip() or len(reason.strip()) > 300:
        raise Invalid("reason", "required")
    if not chosen or set(chosen) - set(range(len(invoice.lines))) or set(chosen) & gone:
        raise Invalid("positions", "unknown")
    lines = [{**invoice.lines[position], "of": position} for position in chosen]
    net = sum(line.net_ore for line in lines_of(lines))
    if len(gone) + len(chosen) == len(invoice.lines):
        vat = invoice.vat_ore - sum(each.vat_ore for each in invoice.credit_notes.all())
    else:
        vat = rules.rounded(net * invoice.vat_percent / 100) if invoice.vat_percent is not None else 0
    today = now.astimezone(OSLO).date()
    made = _write(
        order, rules.CREDIT, lines, rules.Totals(net, vat, net + vat, invoice.vat_percent), seller=invoice.seller,
        due_on=today, campaign=order.participation.campaign, by=by, now=now, credits=invoice, note=reason.strip(),
    )  # fmt: skip
    _free_hires(invoice, lines)
    mail.stop_about(thing=invoice, kinds=["invoice_reminder"], why="credited", now=now)
    _tell(made, "credit_issued", order.participation.campaign, now=now)
    record("invoice.credited", about=[made, invoice, order], by=by, now=now, codes={"number": made.number})
    return made


def _free_hires(invoice: Invoice, lines: list[dict[str, object]]) -> None:
    """Let credited hires be invoiced again; hires stand on the invoice in the order in which they were counted."""
    rows = list(HireFee.objects.filter(invoice=invoice).order_by("introduction__ended_at", "introduction_id"))
    at = [position for position, line in enumerate(invoice.lines) if line["code"] == rules.HIRE]
    waiting = {line["of"] for line in lines}
    by_position = dict(zip(at, rows, strict=False))
    HireFee.objects.filter(pk__in=[row.pk for place, row in by_position.items() if place in waiting]).update(
        invoice=None
    )


def _tell(invoice: Invoice, kind: str, campaign: Campaign, *, now: datetime) -> None:
    tell_buyer(
        invoice, kind, key=f"{kind}:{invoice.ref}", amount_ore=invoice.total_ore, campaign=campaign, now=now,
        reason=invoice.note, of=invoice.credits.number if invoice.credits else "",
    )  # fmt: skip
