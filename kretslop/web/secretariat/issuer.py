"""Who sends the invoices: the alliance as a legal person, with its bank account."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kretslop.billing import actions, queries, rules, wording
from kretslop.shared.errors import Invalid
from kretslop.web.doors import for_project_leads


class IssuerForm(forms.Form):
    """What must stand on an invoice about its sender."""

    name = forms.CharField(label=_("Name"), max_length=150)
    org_number = forms.CharField(label=_("Organisation number"), max_length=15, help_text=_("Nine digits."))
    street = forms.CharField(label=_("Street or box"), max_length=120)
    postcode = forms.CharField(label=_("Postcode"), max_length=10)
    city = forms.CharField(label=_("City"), max_length=80)
    email = forms.EmailField(label=_("Mail address for questions"), max_length=254)
    account = forms.CharField(label=_("Bank account"), max_length=20, help_text=_("Eleven digits."))
    vat_registered = forms.BooleanField(label=_("Is in the register of value added tax"), required=False)
    in_business_register = forms.BooleanField(
        label=_("Is in Foretaksregisteret"), required=False, help_text=_("Companies limited by shares always are.")
    )


@for_project_leads
@require_http_methods(["GET", "POST"])
def issuer(request: HttpRequest) -> HttpResponse:
    """Show and change who sends the invoices; those that are issued stay as they are."""
    kept = queries.issuer_for(request.user)  # type: ignore[arg-type]
    initial = {name: getattr(kept, name) for name in IssuerForm.base_fields} if kept else {}
    form = IssuerForm(request.POST or None, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        for name in ("org_number", "account"):
            given[name] = "".join(letter for letter in given[name] if letter not in " .\N{NO-BREAK SPACE}")
        try:
            actions.save_issuer(seller=rules.Seller(**given), by=request.user, now=timezone.now())  # type: ignore[arg-type]
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, str(wording.problem_words(error.code)))
        else:
            messages.success(request, gettext("Saved. The next invoice says so."))
            return redirect("secretariat:campaigns")
    return render(request, "secretariat/issuer.html", {"form": form}, status=422 if form.errors else 200)
