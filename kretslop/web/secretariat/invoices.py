"""Invoices of a campaign: issuing, files, payments and credit notes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from kretslop.billing import actions, queries, rules, ubl, wording
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.web import billed
from kretslop.web.doors import for_project_leads
from kretslop.web.kroner import KronerField
from kretslop.web.secretariat.contributions import find_order, refuse
from kretslop.web.secretariat.pages import back, find, frame


class PaymentForm(forms.Form):
    """Money that came in."""

    amount = KronerField(label=_("How much"), required=True)
    paid_on = forms.DateField(label=_("On which day"), widget=forms.DateInput)


class CreditForm(forms.Form):
    """What is taken back, and why."""

    positions = forms.TypedMultipleChoiceField(
        label=_("Which lines"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one line.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Stands on the credit note, such as: ordered twice.")
    )

    def __init__(self, *args: Any, lines: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["positions"].choices = lines  # type: ignore[attr-defined]


@for_project_leads
@require_POST
def issue(request: HttpRequest, ref: str, order_ref: str) -> HttpResponse:
    """Make the invoice for what was ordered and for new hires."""
    _campaign, found = find_order(request, ref, order_ref)
    try:
        made = actions.issue(order=found, by=request.user, now=timezone.now())  # type: ignore[arg-type]
    except NotPossible as error:
        refuse(request, error)
        return back(request, "order", ref, order_ref)
    messages.success(request, gettext("Invoice %(number)s is on its way.") % {"number": made.number})
    return back(request, "invoice", ref, made.ref)


def _find(request: HttpRequest, ref: str, invoice_ref: str) -> tuple[Any, Any]:
    campaign = find(request, ref)
    return campaign, get_object_or_404(queries.invoices_for_lead(request.user, campaign), ref=invoice_ref)  # type: ignore[arg-type]


@for_project_leads
@require_GET
def invoice(request: HttpRequest, ref: str, invoice_ref: str) -> HttpResponse:
    """One invoice or credit note: what stands on it, what came in, what was taken back."""
    campaign, found = _find(request, ref, invoice_ref)
    return _page(request, campaign, found)


def _page(request: HttpRequest, campaign: Any, found: Any, *, payment: Any = None, credit: Any = None) -> HttpResponse:
    today, is_credit = timezone.localdate(), found.kind == rules.CREDIT
    state = ("", "neutral") if is_credit else wording.INVOICE_STATES[queries.state_of(found, today)]
    left = 0 if is_credit else queries.left_of(found)
    open_lines = _open_lines(found)
    values = {
        "invoice": found,
        "employer": found.order.participation.employer,
        "heading": _title(found),
        "state": state[0],
        "kind": state[1],
        "is_credit": is_credit,
        "lines": [(line.words, wording.kroner(line.net_ore)) for line in queries.lines_of(found.lines)],
        "net": wording.kroner(found.net_ore),
        "vat": wording.kroner(found.vat_ore),
        "total": wording.kroner(found.total_ore),
        "left": wording.kroner(left),
        "owed": left,
        "too_much": wording.kroner(queries.overpaid_of(found)) if queries.overpaid_of(found) else "",
        "payments": [(each, wording.kroner(each.amount_ore)) for each in found.payments.all()],
        "reminders": list(found.reminders.all()),
        "credit_notes": [(each, wording.kroner(each.total_ore)) for each in found.credit_notes.all()],
        "payment": payment or PaymentForm(initial={"amount": left, "paid_on": today}, label_suffix="", prefix="paid"),
        "credit": credit or (CreditForm(lines=open_lines, label_suffix="", prefix="credit") if open_lines else None),
        "has_ehf": ubl.may_be_sent(found),
    }
    status = 422 if (payment and payment.errors) or (credit and credit.errors) else 200
    return render(request, "secretariat/invoice.html", frame(campaign, "contributions") | values, status=status)


def _title(invoice: Any) -> str:
    words = gettext("Credit note %(number)s") if invoice.kind == rules.CREDIT else gettext("Invoice %(number)s")
    return words % {"number": invoice.number}


def _open_lines(invoice: Any) -> list[tuple[int, str]]:
    if invoice.kind == rules.CREDIT:
        return []
    gone = queries.credited_lines(invoice)
    lines = enumerate(queries.lines_of(invoice.lines))
    return [(place, f"{line.words}, {wording.kroner(line.net_ore)}") for place, line in lines if place not in gone]


@for_project_leads
@require_POST
def paid(request: HttpRequest, ref: str, invoice_ref: str) -> HttpResponse:
    """Note money that came in."""
    campaign, found = _find(request, ref, invoice_ref)
    form = PaymentForm(request.POST, label_suffix="", prefix="paid")
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.note_payment(invoice=found, amount_ore=given["amount"], paid_on=given["paid_on"], by=request.user,  # type: ignore[arg-type]
                                 now=timezone.now())  # fmt: skip
        except Invalid as error:
            form.add_error(error.field, str(wording.problem_words(error.code)))
        except NotPossible as error:
            refuse(request, error)
            return back(request, "invoice", ref, invoice_ref)
        else:
            messages.success(request, gettext("The payment is noted."))
            return back(request, "invoice", ref, invoice_ref)
    return _page(request, campaign, found, payment=form)


@for_project_leads
@require_POST
def take_payment_back(request: HttpRequest, ref: str, payment_ref: str) -> HttpResponse:
    """A payment was noted by mistake."""
    campaign = find(request, ref)
    found = get_object_or_404(queries.payments_for_lead(request.user, campaign), ref=payment_ref)  # type: ignore[arg-type]
    try:
        actions.take_payment_back(payment=found, by=request.user, now=timezone.now())  # type: ignore[arg-type]
    except NotPossible as error:
        refuse(request, error)
    else:
        messages.success(request, gettext("The payment counts no more."))
    return back(request, "invoice", ref, found.invoice.ref)


@for_project_leads
@require_POST
def credit(request: HttpRequest, ref: str, invoice_ref: str) -> HttpResponse:
    """Take lines of an invoice back with a credit note."""
    campaign, found = _find(request, ref, invoice_ref)
    form = CreditForm(request.POST, lines=_open_lines(found), label_suffix="", prefix="credit")
    if form.is_valid():
        try:
            made = actions.credit(invoice=found, by=request.user, now=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
        except Invalid as error:
            form.add_error(error.field, str(wording.problem_words(error.code)))
        except NotPossible as error:
            refuse(request, error)
            return back(request, "invoice", ref, invoice_ref)
        else:
            messages.success(request, gettext("Credit note %(number)s is on its way.") % {"number": made.number})
            return back(request, "invoice", ref, made.ref)
    return _page(request, campaign, found, credit=form)


@for_project_leads
@require_GET
def as_pdf(request: HttpRequest, ref: str, invoice_ref: str) -> HttpResponse:
    """The document as PDF."""
    _campaign, found = _find(request, ref, invoice_ref)
    return billed.as_pdf(found)


@for_project_leads
@require_GET
def as_ehf(request: HttpRequest, ref: str, invoice_ref: str) -> HttpResponse:
    """The document as EHF, to hand to an access point."""
    _campaign, found = _find(request, ref, invoice_ref)
    if not ubl.may_be_sent(found):
        raise Http404
    return billed.as_ehf(found)
