"""Money that comes in, and friendly reminders when it does not."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from kretslop.accounts.models import User
from kretslop.billing import rules
from kretslop.billing.actions.telling import tell_buyer
from kretslop.billing.models import Invoice, Payment, Reminder
from kretslop.billing.queries import left_of, overdue_invoices
from kretslop.campaigns.actions.campaigning import must_lead
from kretslop.messaging import actions as mail
from kretslop.shared.calendar import OSLO, working_days_between
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SYSTEM


@action
def note_payment(*, invoice: Invoice, amount_ore: int, paid_on: date, by: User, now: datetime) -> Payment:
    """Note money that came in for an invoice; Invalid for more than is owed, nothing, or a day to come."""
    must_lead(by)
    invoice = _lock(invoice)
    if invoice.kind != rules.INVOICE:
        raise NotPossible("only_invoices")
    if not 0 < amount_ore <= left_of(invoice):
        raise Invalid("amount", "more_than_owed")
    if not invoice.issued_on <= paid_on <= now.astimezone(OSLO).date():
        raise Invalid("paid_on", "day_wrong")
    made = Payment.objects.create(invoice=invoice, paid_on=paid_on, amount_ore=amount_ore, noted_by=by, noted_at=now)
    if left_of(invoice) == 0:
        mail.stop_about(thing=invoice, kinds=["invoice_reminder"], why="paid", now=now)
    record("invoice.paid", about=[invoice, invoice.order], by=by, now=now)
    return made


def _lock(invoice: Invoice) -> Invoice:
    return Invoice.objects.select_for_update(of=("self",)).select_related("order").get(pk=invoice.pk)


@action
def take_payment_back(*, payment: Payment, by: User, now: datetime) -> Payment:
    """A payment was noted by mistake; the note stays, and counts no more."""
    must_lead(by)
    invoice = _lock(payment.invoice)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if payment.taken_back_at is not None:
        raise NotPossible("taken_back_already")
    payment.taken_back_at = now
    payment.save(update_fields=["taken_back_at"])
    record("invoice.payment_taken_back", about=[invoice], by=by, now=now)
    return payment


def remind(*, now: datetime) -> int:
    """Write the reminders that are due, each at most once; return how many. A job of every working morning."""
    return sum(_remind(invoice, now) for invoice in overdue_invoices(now.astimezone(OSLO).date()))


def _remind(invoice: Invoice, now: datetime) -> bool:
    today = now.astimezone(OSLO).date()
    late = working_days_between(invoice.due_on, today)
    try:
        with transaction.atomic():
            invoice = _lock(invoice)
            sent = invoice.reminders.count()
            left = left_of(invoice)
            if not left or not rules.reminder_due(working_days_late=late, sent=sent):
                return False
            Reminder.objects.create(invoice=invoice, number=sent + 1, sent_at=now)
            tell_buyer(
                invoice, "invoice_reminder", key=f"invoice_reminder:{invoice.ref}:{sent + 1}", amount_ore=left,
                campaign=invoice.order.participation.campaign, now=now, account=invoice.seller["account"],
                email=invoice.seller["email"],
            )  # fmt: skip
            record("invoice.reminded", about=[invoice], by=SYSTEM, now=now, codes={"number": sent + 1})
    except IntegrityError:  # another worker was quicker
        return False
    return True
