"""How one signs in to the pages of employers and staff: a passkey, or a password with an authenticator app."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django import forms
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kretslop.accounts import actions
from kretslop.employers import queries as employers
from kretslop.web.account import strength
from kretslop.web.limits import within
from kretslop.web.portals import start_page
from kretslop.web.visitor import signed_in

_NEXT = "strong_next"
TRIES, MINUTES = 10, 15


class PasswordForm(forms.Form):
    """The password that the person has."""

    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class NewPasswordForm(forms.Form):
    """A first password, twice."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> None:
        if self.cleaned_data.get("password") != self.cleaned_data.get("again"):
            self.add_error("again", _("The two are not the same."))


@login_required
@never_cache
def secure(request: HttpRequest) -> HttpResponse:
    """What this person has, and the next step; on to where they were going once it is enough."""
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        request.session[_NEXT] = wanted
    user = signed_in(request)
    has = strength.factors(user)
    values = {
        "strong": strength.is_strong(request),
        "has": has,
        "has_any": bool(has["totp"] or has["webauthn"]),
        "has_password": user.has_usable_password(),
        "onward": onward(request),
        "read_by": employers.impersonations_of(user),
    }
    return render(request, "account/secure.html", values)


def onward(request: HttpRequest) -> str:
    """Return where the person was going when the door asked for more."""
    return str(request.session.get(_NEXT) or start_page(signed_in(request)))


def _done(request: HttpRequest) -> HttpResponse:
    """Go on: to the recovery codes when they are new, else to where the person was going."""
    if strength.is_strong(request):
        return redirect(request.session.pop(_NEXT, "") or start_page(signed_in(request)))
    return redirect("account_secure")


def _again(request: HttpRequest) -> HttpResponse:
    """Too long ago: sign in once more before something changes."""
    logout(request)
    messages.info(request, _("Please sign in once more before you change how you sign in."))
    return redirect(f"{reverse('account_login')}?next={reverse('account_secure')}")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Enter the password beside the second factor, or choose a first one."""
    user = signed_in(request)
    if not user.has_usable_password():
        return _first_password(request)
    form = PasswordForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        if not within(request, f"password:{user.pk}", most=TRIES, seconds=MINUTES * 60):
            return render(request, "429.html", status=429)
        if user.check_password(form.cleaned_data["password"]):
            record_authentication(request, user, method="password", reauthenticated=True)
            strength.settle(request, user)
            return _done(request)
        form.add_error("password", _("This is not your password."))
    status = 422 if form.errors else 200
    return render(request, "account/password.html", {"form": form, "first": False}, status=status)


def _first_password(request: HttpRequest) -> HttpResponse:
    if not strength.is_fresh(request):
        return _again(request)
    user = signed_in(request)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_password(user=user, password=form.cleaned_data["password"], now=timezone.now())
        except ValidationError as weak:
            form.add_error("password", weak)
        else:
            update_session_auth_hash(request, user)
            record_authentication(request, user, method="password", reauthenticated=True)
            strength.settle(request, user)
            messages.success(request, gettext("Your password is saved."))
            return _done(request)
    status = 422 if form.errors else 200
    return render(request, "account/password.html", {"form": form, "first": True}, status=status)


def _guarded(request: HttpRequest, view: Any, *, adds: str = "", **kwargs: Any) -> HttpResponseBase:
    """Call one of allauth's pages for somebody who has just shown who they are, and weigh the session again.

    What was added a moment ago counts: whoever typed the app's code, or held the key, has shown that it is theirs.
    """
    if not strength.is_fresh(request):
        return _again(request)
    before = {each.pk for rows in strength.factors(signed_in(request)).values() for each in rows}
    response: HttpResponseBase = view(request, **kwargs)
    if adds and any(each.pk not in before for each in strength.factors(signed_in(request))[adds]):
        record_authentication(request, signed_in(request), method="mfa", type=adds, reauthenticated=True)
        strength.settle(request, signed_in(request))
    return response


@login_required
@never_cache
def add_app(request: HttpRequest) -> HttpResponseBase:
    """Add an authenticator app, beside a password."""
    if not signed_in(request).has_usable_password():
        return redirect("account_password")
    return _guarded(request, totp.activate_totp, adds="totp")


@login_required
@never_cache
def add_passkey(request: HttpRequest) -> HttpResponseBase:
    """Add a passkey: a telephone, a computer or a key that says who one is."""
    return _guarded(request, webauthn.add_webauthn, adds="webauthn")


@login_required
@never_cache
def remove_app(request: HttpRequest) -> HttpResponseBase:
    """Take the authenticator app away."""
    return _guarded(request, totp.deactivate_totp)


@login_required
@never_cache
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a passkey away."""
    return _guarded(request, webauthn.remove_webauthn, pk=pk)


@login_required
@never_cache
def recovery_codes(request: HttpRequest) -> HttpResponseBase:
    """Read the codes for a day without the app, to be kept on paper."""
    return _guarded(request, recovery.view_recovery_codes)


@login_required
@never_cache
def new_recovery_codes(request: HttpRequest) -> HttpResponseBase:
    """Make new codes; the old ones no longer count."""
    return _guarded(request, recovery.generate_recovery_codes)
