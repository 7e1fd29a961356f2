"""Signing in with a company's own account: which company, there, and back; asked again at each click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kretslop.campaigns import actions, own_sign_in, wording
from kretslop.shared.errors import NotPossible
from kretslop.web.account import strength
from kretslop.web.account.openid import checking
from kretslop.web.account.openid.fetching import Unreachable
from kretslop.web.limits import within
from kretslop.web.visitor import signed_in

if TYPE_CHECKING:
    from kretslop.accounts.models import User
    from kretslop.employers.models import CompanySignIn, Employer

#: In the session: what was asked of a company's sign-in and waits for its answer.
_ASKED = "company_asked"
#: Steps from one address on the net within so many minutes: an office shares one, and each makes us ask somewhere else.
TRIES, MINUTES = 120, 15


class AddressForm(forms.Form):
    """The mail address at work: its domain says which company it is."""

    email = forms.EmailField(
        label=_("Your mail address at work"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We look at what stands after the @ only."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def company_sign_in(request: HttpRequest) -> HttpResponse:
    """Say which company; a link leads on to its sign-in, because a form must not lead away from this site."""
    form = AddressForm(request.POST if request.method == "POST" else None, label_suffix="")
    found = None
    if request.method == "POST" and form.is_valid():
        if not within(request, "company", most=TRIES, seconds=MINUTES * 60):
            return render(request, "429.html", status=429)
        found = own_sign_in.for_address(form.cleaned_data["email"])
        if found is None:
            words = gettext("We know of no sign-in for addresses at %(domain)s. Please use another way.")
            domain = form.cleaned_data["email"].rpartition("@")[2]
            form.add_error("email", words % {"domain": domain})
    start = reverse("account_company_start", args=[found.employer.ref]) if found else ""
    if start and (onward := _safe(request.GET.get("next", ""))):
        start += "?" + urlencode({"next": onward})
    values = {"form": form, "found": found, "start": start}
    return render(request, "account/company.html", values, status=422 if form.errors else 200)


def _safe(address: str) -> str:
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def _found(ref: str) -> CompanySignIn:
    found = own_sign_in.in_use(ref)
    if found is None:
        raise Http404
    return found


def address_back(request: HttpRequest, employer: Employer) -> str:
    """Return the address to which the company sends people back: one of its own, so that no other can answer for it."""
    return request.build_absolute_uri(reverse("account_company_back", args=[employer.ref]))


@never_cache
@require_GET
def company_start(request: HttpRequest, ref: str) -> HttpResponse:
    """Lead on to the company's sign-in, with values that only this browser knows."""
    found = _found(ref)
    if not within(request, "company", most=TRIES, seconds=MINUTES * 60):
        return render(request, "429.html", status=429)
    try:
        provider = checking.discover(found.issuer)
    except Unreachable:
        return _failed(request, gettext("Your company's sign-in does not answer at the moment."))
    asked = checking.ask(found.ref, _safe(request.GET.get("next", "")))
    request.session[_ASKED] = asked.kept()
    there = checking.address_to(provider, asked, client_id=found.client_id, back=address_back(request, found.employer))
    return HttpResponseRedirect(there)


@never_cache
@require_GET
def company_back(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Read the company's answer, which counts once and in the browser that asked, and sign in whom it names."""
    found = _found(ref)
    kept = request.session.pop(_ASKED, None)
    asked = checking.Asked(**kept) if kept else None
    given = request.GET
    if (
        asked is None
        or asked.sign_in != found.ref
        or not checking.belongs(asked, given.get("state", ""))
        or given.get("iss", found.issuer) != found.issuer
        or not given.get("code")
    ):
        return _failed(request, wording.not_possible_words("sign_in_failed"))
    if not within(request, "company", most=TRIES, seconds=MINUTES * 60):
        return render(request, "429.html", status=429)
    try:
        claims = checking.redeem(
            checking.discover(found.issuer), asked, code=given["code"], client_id=found.client_id,
            secret=own_sign_in.secret_of(found), back=address_back(request, found.employer),
        )  # fmt: skip
        user = actions.recognise(
            sign_in=found, subject=claims.subject, email=claims.email, is_verified=claims.is_verified,
            now=timezone.now(),
        )  # fmt: skip
    except (Unreachable, checking.Untrue):
        return _failed(request, wording.not_possible_words("sign_in_failed"))
    except NotPossible as error:
        return _failed(request, wording.not_possible_words(error.code))
    return _sign_in(request, user, found, claims, asked.onward)


def _failed(request: HttpRequest, words: str) -> HttpResponse:
    messages.warning(request, words)
    return redirect("account_company")


def _sign_in(
    request: HttpRequest, user: User, found: CompanySignIn, claims: checking.Claims, onward: str
) -> HttpResponseBase:
    """Sign in: strongly when the company has asked for two factors, else with one of ours on top."""
    if request.user.is_authenticated:
        logout(request)  # what was shown as somebody else, or in another way, does not add up with this
    record_authentication(request, user, method=strength.COMPANY)
    request.session[strength.COMPANY] = found.ref
    if not claims.is_strong:
        response: HttpResponseBase = perform_login(request, Login(user=user, redirect_url=onward or None))
        return response
    adapter = get_adapter(request)
    adapter.login(request, user)
    strength.begin(request.session)
    answered: HttpResponseBase = adapter.post_login(
        request, user, email_verification="none", signal_kwargs=None, email=None, signup=False, redirect_url=onward
    )
    return answered


def is_over(request: HttpRequest) -> bool:
    """True when a session began at a company that may no longer open this account."""
    ref = str(request.session.get(strength.COMPANY, ""))
    return bool(ref) and request.user.is_authenticated and not own_sign_in.still_opens(ref, signed_in(request))
