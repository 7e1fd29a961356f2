"""What the campaign costs the employer: the offer, the order, invoices, and what it got for them (R11)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kretslop.billing import access, actions, queries, rules, ubl, wording
from kretslop.employers.rules import clean_org_number
from kretslop.employers.wording import SIZES
from kretslop.shared.errors import Invalid, KretslopError
from kretslop.web import billed
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show
from kretslop.web.profile import choices

BUYER = tuple(rules.Buyer.__dataclass_fields__)


class OrderForm(forms.Form):
    """What is ordered, and how invoices reach the employer."""

    size = forms.ChoiceField(label=_("How many people work for you"), choices=SIZES.items)
    add_ons = forms.MultipleChoiceField(
        label=_("What you want besides"), required=False, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(label=_("Name on the invoice"), max_length=150)
    org_number = forms.CharField(label=_("Organisation number"), max_length=30, required=False)
    street = forms.CharField(label=_("Street or box"), max_length=120)
    postcode = forms.CharField(label=_("Postcode"), max_length=12)
    city = forms.CharField(label=_("City"), max_length=80)
    country = forms.ChoiceField(label=_("Country"), choices=choices.countries)
    email = forms.EmailField(label=_("Where invoices are sent"), max_length=254)
    reference = forms.CharField(
        label=_("Your reference"), max_length=80, help_text=_("A name or a code that your bookkeepers know.")
    )
    order_number = forms.CharField(label=_("Your order number"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language of the invoice"), choices=[("nb", "Norsk"), ("en", "English")])

    def __init__(self, *args: Any, terms: rules.Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if terms.base != rules.BY_SIZE:
            del self.fields["size"]
        if not terms.add_ons:
            del self.fields["add_ons"]
        else:
            extras = [(each.code, f"{each.name}, {wording.kroner(each.ore)}") for each in terms.add_ons]
            self.fields["add_ons"].choices = extras  # type: ignore[attr-defined]

    def buyer(self) -> rules.Buyer:
        """Return whom the invoice is for; spaces in the number mean nothing."""
        given = {name: self.cleaned_data[name].strip() for name in BUYER}
        return rules.Buyer(**{**given, "org_number": clean_org_number(given["org_number"], given["country"])})


@for_employers
@require_http_methods(["GET", "POST"])
def contribution(request: SignedIn) -> HttpResponse:
    """Show the offer and take the order in two steps: first the total, then the yes."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    orders = list(queries.orders_for_member(request.user, participation))
    current, today = (orders[0] if orders else None), timezone.localdate()
    may_order = access.may_order(request.user, participation)
    context = _shown(participation, orders, today) | {"may_order": may_order}
    if current is None or current.state != rules.OFFERED or current.valid_until < today or not may_order:
        return show(request, "employer/contribution.html", context | {"form": None})
    terms = rules.Terms.from_json(current.terms)
    form = OrderForm(request.POST or None, initial=_initial(request, participation), terms=terms, label_suffix="")
    if request.method == "POST" and form.is_valid():
        if wrong := rules.wrong_buyer(form.buyer()):
            form.add_error(wrong[0], str(wording.problem_words(wrong[1])))
        elif "sure" not in request.POST:
            return show(
                request, "employer/contribution_sure.html", context | _sums(form, terms, today) | {"form": form}
            )
        elif answer := _order(request, current, form):
            return answer
    return show(request, "employer/contribution.html", context | {"form": form}, status=422 if form.errors else 200)


def _shown(participation: Any, orders: list[Any], today: Any) -> dict[str, Any]:
    current = orders[0] if orders else None
    got = queries.got_by_participation(participation.campaign)
    own = got.get(participation.pk)
    state = wording.ORDER_STATES[current.state] if current else ("", "")
    return {
        "campaign": participation.campaign,
        "employer": participation.employer,
        "order": current,
        "state": state[0],
        "kind": state[1],
        "run_out": current is not None and current.state == rules.OFFERED and current.valid_until < today,
        "costs": queries.terms_of(participation.campaign).costs_something,
        "terms": _terms(current, participation.employer.size) if current else [],
        "ordered": [(line.words or gettext("Contribution"), wording.kroner(line.net_ore))
                    for line in queries.ordered_lines(current)] if current else [],
        "invoices": [_invoice(each, today) for order in orders for each in order.invoices.all()],
        "own": own,
        "own_spent": wording.kroner(own.spent) if own else "",
        "shares": [_share(each) for each in rules.fair_share(list(got.values()))],
    }  # fmt: skip


def _terms(order: Any, size: str) -> list[tuple[str, str]]:
    """What the offer says, for this employer: its own size only, when it is known."""
    terms = rules.Terms.from_json(order.terms)
    rows = []
    if terms.base == rules.BY_SIZE:
        own = [size] if size in rules.SIZES else rules.SIZES
        rows += [(str(SIZES[each]), wording.kroner((terms.by_size or {})[each])) for each in own]
        if terms.alliance_share:
            rows.append((gettext("The alliance pays of it"), f"{terms.alliance_share}\N{NO-BREAK SPACE}%"))
    rows += [(each.name, wording.kroner(each.ore)) for each in terms.add_ons]
    if terms.per_hire:
        rows.append((gettext("For each hire, when it happens"), wording.kroner(terms.per_hire)))
    return [*rows, (gettext("Tax"), str(wording.VATS[terms.vat]))]


def _share(share: rules.Share) -> dict[str, Any]:
    return {
        "name": wording.group_words(share.group),
        "employers": share.employers,
        "introductions": share.introductions,
        "hires": share.hires,
        "spent": wording.kroner(round(share.spent)),
    }


def _invoice(invoice: Any, today: Any) -> dict[str, Any]:
    return billed.invoice_row(invoice, today) | {"has_ehf": ubl.may_be_sent(invoice)}


def _initial(request: SignedIn, participation: Any) -> dict[str, Any]:
    employer = participation.employer
    return {
        "size": employer.size, "name": employer.name, "org_number": employer.org_number, "city": employer.city,
        "country": employer.country, "email": request.user.email, "reference": request.user.name, "language": "nb",
    }  # fmt: skip


def _sums(form: OrderForm, terms: rules.Terms, today: Any) -> dict[str, Any]:
    given = form.cleaned_data
    lines = rules.order_lines(terms, given.get("size", ""), given.get("add_ons", []))
    sums = rules.totals(lines, vat=terms.vat, on=today)
    rows = [(line.words or gettext("Contribution, the alliance's part taken off"), wording.kroner(line.net_ore))
            for line in lines]  # fmt: skip
    if sums.vat:
        rows.append((gettext("Value added tax"), wording.kroner(sums.vat)))
    return {"sums": [*rows, (gettext("To pay"), wording.kroner(sums.total))], "total": wording.kroner(sums.total),
            "per_hire": wording.kroner(terms.per_hire) if terms.per_hire else ""}  # fmt: skip


def _order(request: SignedIn, current: Any, form: OrderForm) -> HttpResponse | None:
    given = form.cleaned_data
    try:
        actions.order(
            order=current, size=given.get("size", current.size), add_ons=given.get("add_ons", []), buyer=form.buyer(),
            language=given["language"], by=request.user, now=timezone.now(),
        )  # fmt: skip
    except Invalid as error:
        form.add_error(error.field if error.field in form.fields else None, str(wording.problem_words(error.code)))
        return None
    except KretslopError as error:
        messages.error(request, str(wording.problem_words(error.code)))
    else:
        messages.success(request, gettext("Ordered. The invoice comes by mail."))
    return redirect("employer:contribution")


@for_employers
@require_POST
def decline(request: SignedIn, ref: str) -> HttpResponse:
    """The employer does not want the offer."""
    participation = acting_for(request)
    if participation is None:
        raise Http404
    found = get_object_or_404(queries.orders_for_member(request.user, participation), ref=ref)
    try:
        actions.decline_offer(order=found, by=request.user, now=timezone.now())
    except KretslopError as error:
        messages.error(request, str(wording.problem_words(error.code)))
    else:
        messages.success(request, gettext("You said no to the offer. Your contact sees it."))
    return redirect("employer:contribution")


@for_employers
@require_GET
def as_pdf(request: SignedIn, ref: str) -> HttpResponse:
    """An invoice or credit note as PDF."""
    found = get_object_or_404(queries.invoices_for_member(request.user), ref=ref)
    return billed.as_pdf(found)


@for_employers
@require_GET
def as_ehf(request: SignedIn, ref: str) -> HttpResponse:
    """An invoice or credit note as EHF."""
    found = get_object_or_404(queries.invoices_for_member(request.user), ref=ref)
    if not ubl.may_be_sent(found):
        raise Http404
    return billed.as_ehf(found)
