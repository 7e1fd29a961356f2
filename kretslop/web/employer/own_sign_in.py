"""A manager sets up, or ends, the sign-in with the company's own accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kretslop.campaigns import actions, own_sign_in, wording
from kretslop.campaigns.queries import colleagues_for, may_manage
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.web.account.company import address_back
from kretslop.web.account.openid.checking import discover
from kretslop.web.account.openid.fetching import Unreachable
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show
from kretslop.web.limits import within

if TYPE_CHECKING:
    from kretslop.employers.models import CompanySignIn

TRIES, MINUTES = 20, 15


class OwnSignInForm(forms.Form):
    """What a provider gives to whoever registers an application there; the address is asked at once."""

    issuer = forms.CharField(
        label=_("Address of the sign-in (issuer)"),
        max_length=300,
        help_text=_("Such as https://login.example.no. What it publishes is read when you save."),
    )
    client_id = forms.CharField(label=_("What we are called there (client ID)"), max_length=200)
    secret = forms.CharField(
        label=_("Secret (client secret)"),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Empty keeps the one that we have; a public client with PKCE has none."),
    )
    domains = forms.CharField(
        label=_("Mail domains"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One on each line: the domain of your own address, and what lies below it."),
    )

    def clean_issuer(self) -> str:
        issuer: str = self.cleaned_data["issuer"].strip()
        try:
            discover(issuer)
        except Unreachable as error:
            raise ValidationError(wording.invalid_words(f"issuer_{error}")) from error
        return issuer

    def clean_domains(self) -> list[str]:
        return [each for line in self.cleaned_data["domains"].splitlines() for each in line.replace(",", " ").split()]


@for_employers
@require_http_methods(["GET", "POST"])
def set_up(request: SignedIn) -> HttpResponse:
    """Say where the company's people sign in; the secretariat approves it before it opens anything."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    employer = participation.employer
    if not may_manage(colleagues_for(request.user).filter(employer=employer), request.user):
        raise Http404
    found = own_sign_in.of_employer(employer)
    if request.method == "POST" and "off" in request.POST and found is not None:
        actions.switch_off_own_sign_in(sign_in=found, by=request.user, now=timezone.now())
        messages.success(request, gettext("Switched off. Whoever came in this way is out at the next click."))
        return redirect("employer:own_sign_in")
    sent = request.method == "POST"
    if sent and not within(request, "own_sign_in", most=TRIES, seconds=MINUTES * 60):
        return show(request, "429.html", {}, status=429)
    form = OwnSignInForm(request.POST if sent else None, initial=_initial(found), label_suffix="")
    if sent and form.is_valid() and _save(request, form, employer):
        return redirect("employer:own_sign_in")
    context = {
        "form": form,
        "found": found,
        "employer": employer,
        "state": wording.OWN_SIGN_IN_STATES[found.state] if found else "",
        "kind": wording.colour_of(found.state) if found else "",
        "back_there": address_back(request, employer),
    }
    return show(request, "employer/own_sign_in.html", context, status=422 if form.errors else 200)


def _initial(found: CompanySignIn | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {"issuer": found.issuer, "client_id": found.client_id, "domains": "\n".join(found.domains)}


def _save(request: SignedIn, form: OwnSignInForm, employer: Any) -> bool:
    """Keep it and say what follows; False when an error stands on the form now."""
    try:
        actions.set_up_own_sign_in(employer=employer, by=request.user, now=timezone.now(), **form.cleaned_data)
    except Invalid as error:
        form.add_error(error.field, wording.invalid_words(error.code))
    except NotAllowed as error:
        form.add_error(None, wording.not_possible_words(error.code))
    else:
        messages.success(request, gettext("Saved. It opens nothing before the secretariat has approved it."))
        return True
    return False
