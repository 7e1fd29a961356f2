"""Reads of offers, orders and invoices: a project lead's, and an employer's own."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet

from kretslop.accounts.models import User
from kretslop.billing import rules
from kretslop.billing.models import FeeModel, HireFee, Invoice, Issuer, Order, Payment
from kretslop.campaigns.models import Campaign, Participation
from kretslop.campaigns.queries import acts_for
from kretslop.introductions import rules as intro
from kretslop.introductions.models import Introduction


def seller_of(issuer: Issuer | None) -> rules.Seller | None:
    """Return the issuer as it stands on an invoice; None while nobody has said who sends them."""
    if issuer is None:
        return None
    return rules.Seller(**{name: getattr(issuer, name) for name in rules.Seller.__dataclass_fields__})


def issuer_for(user: User) -> Issuer | None:
    """Return who sends the invoices, for a project lead."""
    return Issuer.objects.filter(one=True).first() if user.is_project_lead else None


def terms_of(campaign: Campaign) -> rules.Terms:
    """Return the campaign's fee model of today; free until somebody has decided otherwise."""
    model = FeeModel.objects.filter(campaign=campaign).first()
    return rules.Terms.from_json(model.terms) if model else rules.Terms()


def alliance_adds(campaign: Campaign) -> int:
    """Return what the alliance itself adds to the campaign, in øre."""
    return FeeModel.objects.filter(campaign=campaign).values_list("alliance_ore", flat=True).first() or 0


def lines_of(kept: Iterable[Mapping[str, Any]]) -> list[rules.Line]:
    """Return lines as they were kept on an invoice."""
    names = rules.Line.__dataclass_fields__
    return [rules.Line(**{name: line[name] for name in names}) for line in kept]


def credited_lines(invoice: Invoice) -> set[int]:
    """Return the positions of the invoice's lines that credit notes have taken back."""
    return {line["of"] for note in invoice.credit_notes.all() for line in note.lines}


_PARTS = (
    Prefetch("invoices", Invoice.objects.filter(kind=rules.INVOICE).order_by("number")),
    Prefetch("invoices__credit_notes", Invoice.objects.order_by("number")),
    Prefetch("invoices__payments", Payment.objects.order_by("paid_on", "pk")),
)
_NAMES = ("participation__employer", "participation__campaign", "ordered_by")


def orders_for_lead(user: User, campaign: Campaign) -> QuerySet[Order]:
    """Return every offer and order of a campaign with its invoices, for a project lead; none for anybody else."""
    if not user.is_project_lead:
        return Order.objects.none()
    found = Order.objects.filter(participation__campaign=campaign).select_related(*_NAMES)
    return found.prefetch_related(*_PARTS).order_by("participation__employer__name", "-offered_at", "-pk")


def orders_for_member(user: User, participation: Participation) -> QuerySet[Order]:
    """Return an employer's own offers and orders, the latest first; none of another employer's."""
    found = Order.objects.filter(participation=participation, participation__in=acts_for(user)).select_related(*_NAMES)
    return found.exclude(state=rules.TAKEN_BACK).prefetch_related(*_PARTS).order_by("-offered_at", "-pk")


def invoices_for_lead(user: User, campaign: Campaign) -> QuerySet[Invoice]:
    """Return a campaign's invoices and credit notes, for a project lead."""
    if not user.is_project_lead:
        return Invoice.objects.none()
    found = Invoice.objects.filter(order__participation__campaign=campaign)
    return _whole(found)


def payments_for_lead(user: User, campaign: Campaign) -> QuerySet[Payment]:
    """Return the payments that were noted for a campaign, for a project lead."""
    if not user.is_project_lead:
        return Payment.objects.none()
    found = Payment.objects.filter(invoice__order__participation__campaign=campaign)
    return found.select_related("invoice__order")


def invoices_for_member(user: User) -> QuerySet[Invoice]:
    """Return the invoices and credit notes of the employers that `user` acts for."""
    return _whole(Invoice.objects.filter(order__participation__in=acts_for(user)))


def _whole(found: QuerySet[Invoice]) -> QuerySet[Invoice]:
    found = found.select_related("order__participation__employer", "order__participation__campaign", "credits")
    return found.prefetch_related("credit_notes", "payments", "reminders")


def paid_of(invoice: Invoice) -> int:
    """Return what has come in for an invoice, in øre."""
    return sum(each.amount_ore for each in invoice.payments.all() if each.taken_back_at is None)


def credited_of(invoice: Invoice) -> int:
    """Return what credit notes have taken back of an invoice, in øre."""
    return sum(each.total_ore for each in invoice.credit_notes.all())


def left_of(invoice: Invoice) -> int:
    """Return what is still owed, in øre; nothing below 0."""
    return max(0, invoice.total_ore - paid_of(invoice) - credited_of(invoice))


def overpaid_of(invoice: Invoice) -> int:
    """Return what has to be paid back, in øre: money that came in for what a credit note then took back."""
    return max(0, paid_of(invoice) + credited_of(invoice) - invoice.total_ore)


def state_of(invoice: Invoice, today: date) -> str:
    """Return how an invoice stands (`rules.INVOICE_STATES`)."""
    return rules.state_of(
        total=invoice.total_ore, paid=paid_of(invoice), credited=credited_of(invoice), due_on=invoice.due_on,
        today=today,
    )  # fmt: skip


def overdue_invoices(today: date) -> list[Invoice]:
    """Return every invoice that should have been paid before `today` and is not, the oldest first."""
    late = Invoice.objects.filter(kind=rules.INVOICE, due_on__lt=today).order_by("due_on", "number")
    return [each for each in late.prefetch_related("payments", "credit_notes", "reminders") if left_of(each)]


def waiting_hires(order: Order, now: datetime) -> list[Introduction]:
    """Return the employer's hires in the campaign that stand on no invoice in force, in the order they happened.

    One that may still be taken back (`introductions.rules.UNDO_MINUTES`) waits: an invoice cannot be.
    """
    sure = now - timedelta(minutes=intro.UNDO_MINUTES)
    hired = Introduction.objects.filter(participation=order.participation_id, state=intro.HIRED, ended_at__lte=sure)
    billed = HireFee.objects.filter(invoice__isnull=False).values("introduction_id")
    return list(hired.exclude(pk__in=billed).select_related("wanted_profile").order_by("ended_at", "pk"))


class Budget(NamedTuple):
    """Where a campaign's money comes from, in øre without value added tax; it is earmarked for marketing (R12)."""

    ordered: int
    invoiced: int
    alliance_share: int
    alliance_adds: int
    overdue: int

    @property
    def for_marketing(self) -> int:
        """Return what can be spent: what was invoiced and not credited, and what the alliance adds."""
        return self.invoiced + self.alliance_share + self.alliance_adds


def budget(campaign: Campaign, orders: Iterable[Order], today: date) -> Budget:
    """Return the campaign's budget from its orders (`orders_for_lead`)."""
    ordered = invoiced = share = overdue = 0
    for order in orders:
        if order.state != rules.ORDERED:
            continue
        ordered += sum(line.net_ore for line in ordered_lines(order))
        for invoice in order.invoices.all():
            gone = credited_lines(invoice)
            kept = [line for place, line in enumerate(lines_of(invoice.lines)) if place not in gone]
            invoiced += sum(line.net_ore for line in kept)
            share += sum(line.alliance_ore for line in kept)
            overdue += left_of(invoice) if state_of(invoice, today) == rules.OVERDUE else 0
    return Budget(ordered, invoiced, share, alliance_adds(campaign), overdue)


def ordered_lines(order: Order) -> tuple[rules.Line, ...]:
    """Return what was ordered, hires left out; nothing for an offer."""
    if order.state != rules.ORDERED:
        return ()
    return rules.order_lines(rules.Terms.from_json(order.terms), order.size, order.add_ons)


def spent_of(order: Order) -> int:
    """Return what stands on an order's invoices and was not credited, in øre without tax."""
    spent = 0
    for invoice in order.invoices.all():
        gone = credited_lines(invoice)
        spent += sum(line.net_ore for place, line in enumerate(lines_of(invoice.lines)) if place not in gone)
    return spent


def got_by_participation(campaign: Campaign, orders: Iterable[Order] | None = None) -> dict[int, rules.Got]:
    """Return what each employer got and paid for, by the key of its participation; `orders` when they are at hand.

    Introductions that the employer has seen are counted. The caller is in charge of who may see them.
    """
    seen = Q(introductions__isnull=False) & ~Q(introductions__state__in=intro.UNSEEN_BY_EMPLOYER)
    rows = Participation.objects.filter(campaign=campaign).annotate(
        seen=Count("introductions", filter=seen & Q(introductions__introduced_at__isnull=False)),
        hired=Count("introductions", filter=Q(introductions__state=intro.HIRED)),
    )
    if orders is None:
        orders = Order.objects.filter(participation__campaign=campaign).prefetch_related(*_PARTS)
    spent = {order.participation_id: spent_of(order) for order in orders if order.state == rules.ORDERED}
    return {
        key: rules.Got(size, introductions, hires, spent.get(key, 0))
        for key, size, introductions, hires in rows.values_list("pk", "employer__size", "seen", "hired").order_by("pk")
    }
