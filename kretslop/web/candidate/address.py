"""The candidate changes their mail address: a code at the new one, and a word to the old one."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kretslop.accounts.rules import STOP_DAYS
from kretslop.shared.errors import NotPossible
from kretslop.talent import addressing
from kretslop.talent.wording import address_problem
from kretslop.web.doors import for_candidates
from kretslop.web.limits import within
from kretslop.web.visitor import own_candidate, signed_in


class AddressForm(forms.Form):
    address = forms.EmailField(
        label=_("Your new mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code from the mail"),
        max_length=20,
        help_text=_("Capital or small letters do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


@for_candidates
def address(request: HttpRequest) -> HttpResponse:
    """Ask for a code at the new address; the answer is the same whether or not the address is free."""
    user = signed_in(request)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["address"].strip().lower()
        if new == user.email.lower():
            form.add_error("address", _("This is your address already."))
        elif not within(request, "address", most=10, seconds=3600):
            return render(request, "429.html", status=429)
        else:
            me = own_candidate(request)
            try:
                addressing.ask_for_change(candidate=me, new_address=new, by=user, now=timezone.now())
            except NotPossible as problem:
                form.add_error(None, address_problem(problem.code))
            else:
                return redirect("candidate:address_code")
    return render(request, "candidate/address.html", {"form": form, "email": user.email, "days": STOP_DAYS})


@for_candidates
def address_code(request: HttpRequest) -> HttpResponse:
    """Enter the code."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = signed_in(request)
        candidate = own_candidate(request)
        try:
            right = addressing.confirm_change(
                candidate=candidate, code=form.cleaned_data["code"], by=user, now=timezone.now()
            )
        except NotPossible as problem:
            messages.warning(request, address_problem(problem.code))
            return redirect("candidate:address")
        if right:
            messages.success(request, _("From now on we write to your new address, and you sign in with it."))
            return redirect("candidate:profile")
        form.add_error("code", _("This is not the code that we sent. Please look at the newest mail from us."))
    return render(request, "candidate/address_code.html", {"form": form})
