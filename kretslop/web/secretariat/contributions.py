"""What employers contribute to a campaign (R11): the fee model, offers, orders and the budget."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kretslop.billing import actions, queries, rules, wording
from kretslop.campaigns import steering
from kretslop.employers.wording import SIZES
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.web.billed import invoice_row
from kretslop.web.doors import for_project_leads
from kretslop.web.kroner import KronerField
from kretslop.web.secretariat.pages import back, find, frame


def refuse(request: HttpRequest, error: NotPossible) -> None:
    """Say why nothing happened."""
    messages.error(request, str(wording.problem_words(error.code)))


@for_project_leads
@require_GET
def contributions(request: HttpRequest, ref: str) -> HttpResponse:
    """Who was offered what, what has come in, and what there is for marketing (R12)."""
    campaign, today = find(request, ref), timezone.localdate()
    orders = list(queries.orders_for_lead(request.user, campaign))  # type: ignore[arg-type]
    terms = queries.terms_of(campaign)
    got = queries.got_by_participation(campaign, orders)
    latest: dict[int, Any] = {}
    for order in orders:
        if order.state != rules.TAKEN_BACK:
            latest.setdefault(order.participation_id, order)
    rows = [_row(each, latest.get(each.pk), got.get(each.pk), today) for each in steering.joined(campaign)]
    budget = queries.budget(campaign, orders, today)
    values = {
        "heading": _heading(terms, rows),
        "terms": terms_words(terms),
        "costs": terms.costs_something,
        "rows": rows,
        "to_offer": sum(row["order"] is None for row in rows) if terms.costs_something else 0,
        "figures": _figures(budget),
        "shares": [share_row(each) for each in rules.fair_share(list(got.values()))],
        "has_issuer": queries.issuer_for(request.user) is not None,  # type: ignore[arg-type]
    }
    return render(request, "secretariat/contributions.html", frame(campaign, "contributions") | values)


def _heading(terms: rules.Terms, rows: list[dict[str, Any]]) -> str:
    if not terms.costs_something:
        return gettext("The campaign is free for employers")
    ordered = sum(row["order"] is not None and row["order"].state == rules.ORDERED for row in rows)
    if not ordered:
        return gettext("No employer has ordered yet")
    return ngettext("%(n)s employer has ordered", "%(n)s employers have ordered", ordered) % {"n": ordered}


def _row(participation: Any, order: Any, got: Any, today: Any) -> dict[str, Any]:
    invoices = list(order.invoices.all()) if order else []
    left = sum(queries.left_of(each) for each in invoices)
    late = any(queries.state_of(each, today) == rules.OVERDUE for each in invoices)
    state = wording.ORDER_STATES[order.state] if order else ("", "")
    return {
        "participation": participation,
        "size": SIZES.get(participation.employer.size, ""),
        "order": order,
        "state": state[0],
        "kind": state[1],
        "spent": wording.kroner(queries.spent_of(order)) if invoices else "",
        "left": wording.kroner(left) if left else "",
        "late": late,
        "introductions": got.introductions if got else 0,
        "hires": got.hires if got else 0,
    }


def _round(ore: int) -> str:
    """Return an amount in whole kroner: a figure of the overview has no room for more."""
    return wording.kroner((ore + 50) // 100 * 100)


def _figures(budget: queries.Budget) -> list[dict[str, str]]:
    return [
        {"label": gettext("For marketing"), "value": _round(budget.for_marketing),
         "against": gettext("invoiced, and what the alliance adds")},
        {"label": gettext("Ordered"), "value": _round(budget.ordered), "against": gettext("without hires")},
        {"label": gettext("Invoiced"), "value": _round(budget.invoiced),
         "against": gettext("without value added tax")},
        {"label": gettext("The alliance adds"),
         "value": _round(budget.alliance_adds + budget.alliance_share),
         "against": gettext("of it %(amount)s for employers") % {"amount": _round(budget.alliance_share)}},
        {"label": gettext("Overdue"), "value": _round(budget.overdue),
         "against": gettext("with value added tax")},
    ]  # fmt: skip


def share_row(share: rules.Share) -> dict[str, Any]:
    """Return one group of employers in words."""
    return {
        "name": wording.group_words(share.group),
        "employers": share.employers,
        "introductions": share.introductions,
        "hires": share.hires,
        "spent": wording.kroner(round(share.spent)),
    }


def terms_words(terms: rules.Terms) -> list[tuple[str, str]]:
    """Return what a fee model says, as pairs."""
    rows = [(gettext("Contribution"), str(wording.BASES[terms.base]))]
    if terms.base == rules.BY_SIZE:
        rows += [(str(SIZES[size]), wording.kroner((terms.by_size or {})[size])) for size in rules.SIZES]
    if terms.base == rules.BY_SIZE and terms.alliance_share:
        rows.append((gettext("The alliance pays of it"), f"{terms.alliance_share}\N{NO-BREAK SPACE}%"))
    rows += [(each.name, wording.kroner(each.ore)) for each in terms.add_ons]
    if terms.per_hire:
        rows.append((gettext("For each hire"), wording.kroner(terms.per_hire)))
    return [*rows, (gettext("Tax"), str(wording.VATS[terms.vat]))] if terms.costs_something else rows


class FeesForm(forms.Form):
    """What the campaign costs. Amounts are kroner without value added tax."""

    base = forms.ChoiceField(label=_("Contribution"), choices=wording.BASES.items, widget=forms.RadioSelect)
    alliance_share = forms.IntegerField(
        label=_("How many per cent of it the alliance pays"), min_value=0, max_value=100, required=False
    )
    per_hire = KronerField(label=_("For each hire"), help_text=_("Leave it empty when a hire costs nothing."))
    vat = forms.ChoiceField(label=_("Value added tax"), choices=wording.VATS.items, widget=forms.RadioSelect)
    alliance_ore = KronerField(
        label=_("What the alliance adds to the campaign"), help_text=_("Goes to marketing, beside the contributions.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, size in enumerate(rules.SIZES):
            self.fields[f"size_{number}"] = KronerField(label=SIZES[size])
        for number in range(1, rules.MOST_ADD_ONS + 1):
            label = gettext("Add-on %(number)s") % {"number": number}
            self.fields[f"add_on_{number}"] = forms.CharField(label=label, max_length=80, required=False)
            self.fields[f"price_{number}"] = KronerField(label=gettext("Its price"))

    @property
    def sizes(self) -> list[forms.BoundField]:
        """The fields of the sizes, in order."""
        return [self[f"size_{number}"] for number in range(len(rules.SIZES))]

    @property
    def extras(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of the add-ons: name and price."""
        return [(self[f"add_on_{n}"], self[f"price_{n}"]) for n in range(1, rules.MOST_ADD_ONS + 1)]

    def clean(self) -> dict[str, Any]:
        """An add-on has a name and a price, or neither."""
        given = super().clean() or self.cleaned_data
        for number in range(1, rules.MOST_ADD_ONS + 1):
            if bool(given.get(f"add_on_{number}")) != bool(given.get(f"price_{number}")):
                missing = f"price_{number}" if given.get(f"add_on_{number}") else f"add_on_{number}"
                self.add_error(missing, gettext("An add-on needs a name and a price."))
        return given

    def terms(self) -> rules.Terms:
        """Return the terms that were filled in."""
        given = self.cleaned_data
        extras = [(n, given[f"add_on_{n}"].strip(), given[f"price_{n}"]) for n in range(1, rules.MOST_ADD_ONS + 1)]
        by_size = {size: given[f"size_{number}"] for number, size in enumerate(rules.SIZES)}
        is_by_size = given["base"] == rules.BY_SIZE
        return rules.Terms(
            base=given["base"],
            by_size=by_size if is_by_size else {},
            per_hire=given["per_hire"],
            alliance_share=(given["alliance_share"] or 0) if is_by_size else 0,
            vat=given["vat"],
            add_ons=tuple(rules.AddOn(f"a{n}", name, ore) for n, name, ore in extras if name),
        )


def _kept(terms: rules.Terms, alliance_ore: int) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "base": terms.base, "alliance_share": terms.alliance_share or None, "per_hire": terms.per_hire,
        "vat": terms.vat, "alliance_ore": alliance_ore,
    }  # fmt: skip
    for number, size in enumerate(rules.SIZES):
        kept[f"size_{number}"] = (terms.by_size or {}).get(size, 0)
    for each in terms.add_ons:
        place = each.code.removeprefix("a")
        kept[f"add_on_{place}"], kept[f"price_{place}"] = each.name, each.ore
    return kept


@for_project_leads
@require_http_methods(["GET", "POST"])
def fees(request: HttpRequest, ref: str) -> HttpResponse:
    """Decide what the campaign costs; offers and orders that are there keep their terms."""
    campaign = find(request, ref)
    initial = _kept(queries.terms_of(campaign), queries.alliance_adds(campaign))
    form = FeesForm(request.POST or None, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        adds = form.cleaned_data["alliance_ore"]
        try:
            actions.save_fees(campaign=campaign, terms=form.terms(), alliance_ore=adds, by=request.user,  # type: ignore[arg-type]
                              now=timezone.now())  # fmt: skip
        except Invalid as error:
            form.add_error(None, str(wording.problem_words(error.code)))
        else:
            messages.success(request, gettext("Saved. New offers follow it; those that are out stay as they are."))
            return back(request, "contributions", ref)
    values = frame(campaign, "contributions") | {"form": form}
    return render(request, "secretariat/fees.html", values, status=422 if form.errors else 200)


@for_project_leads
@require_POST
def offer(request: HttpRequest, ref: str) -> HttpResponse:
    """Send the offer to one employer, or to everybody who has none yet."""
    campaign = find(request, ref)
    joined = {each.ref: each for each in steering.joined(campaign)}
    chosen = request.POST.get("participation", "")
    if chosen != "all" and chosen not in joined:
        raise Http404
    sent = 0
    for each in joined.values() if chosen == "all" else [joined[chosen]]:
        try:
            actions.offer(participation=each, by=request.user, now=timezone.now())  # type: ignore[arg-type]
            sent += 1
        except NotPossible as error:
            if chosen != "all" or error.code != "offered_already":
                refuse(request, error)
                break
    if sent:
        said = ngettext("The offer is on its way.", "%(n)s offers are on their way.", sent) % {"n": sent}
        messages.success(request, said)
    return back(request, "contributions", ref)


def find_order(request: HttpRequest, ref: str, order_ref: str) -> tuple[Any, Any]:
    """Return a campaign and one of its orders for a project lead; 404 for anybody else."""
    campaign = find(request, ref)
    return campaign, get_object_or_404(queries.orders_for_lead(request.user, campaign), ref=order_ref)  # type: ignore[arg-type]


@for_project_leads
@require_GET
def order(request: HttpRequest, ref: str, order_ref: str) -> HttpResponse:
    """One employer's offer or order, with its invoices and what waits for one."""
    campaign, found = find_order(request, ref, order_ref)
    today = timezone.localdate()
    terms = rules.Terms.from_json(found.terms)
    state = wording.ORDER_STATES[found.state]
    is_ordered = found.state == rules.ORDERED
    values = {
        "order": found,
        "employer": found.participation.employer,
        "state": state[0],
        "kind": state[1],
        "terms": terms_words(terms),
        "lines": [(line.words or gettext("Contribution"), wording.kroner(line.net_ore))
                  for line in queries.ordered_lines(found)],
        "hires": len(queries.waiting_hires(found, timezone.now())) if is_ordered and terms.per_hire else 0,
        "invoices": [invoice_row(each, today) for each in found.invoices.all()],
        "is_ordered": is_ordered,
        "may_take_back": found.state == rules.OFFERED,
        "size": SIZES.get(found.size, ""),
    }  # fmt: skip
    return render(request, "secretariat/order.html", frame(campaign, "contributions") | values)


@for_project_leads
@require_POST
def take_back(request: HttpRequest, ref: str, order_ref: str) -> HttpResponse:
    """Take back an offer that nobody has answered."""
    _campaign, found = find_order(request, ref, order_ref)
    try:
        actions.take_offer_back(order=found, by=request.user, now=timezone.now())  # type: ignore[arg-type]
    except NotPossible as error:
        refuse(request, error)
    else:
        messages.success(request, gettext("The offer is taken back."))
    return back(request, "contributions", ref)
