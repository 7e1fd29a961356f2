"""A mailbox that is lost, and the pages with one button behind the links about a change of address."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kretslop.accounts.rules import MERGED, WAIT_DAYS
from kretslop.shared.errors import NotPossible
from kretslop.talent import addressing
from kretslop.talent.addressing_mails import change_by_token
from kretslop.talent.wording import address_problem
from kretslop.web.limits import may_mail


class LostForm(forms.Form):
    """What somebody can tell who cannot read their mail any more."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    old_address = forms.EmailField(label=_("The mail address that you registered with"), max_length=254)
    new_address = forms.EmailField(
        label=_("The mail address that you can read"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    words = forms.CharField(
        label=_("What only you would know"),
        max_length=2000,
        help_text=_(
            "Such as: when and in which campaign you registered, your phone number, the employers we asked you about."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("old_address", "").lower() == given.get("new_address", "-").lower():
            self.add_error("new_address", _("The two addresses are the same."))
        return given


@never_cache
def lost(request: HttpRequest) -> HttpResponse:
    """Ask for help with a lost mailbox; the answer is the same for every address, and a person decides."""
    form = LostForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not may_mail(request, "lost"):
            return render(request, "429.html", status=429)
        addressing.ask_for_lost(language=get_language() or "en", now=timezone.now(), **form.cleaned_data)
        said = _("Look in your mail: please confirm that we reach you there. Then a person reads what you wrote.")
        messages.success(request, said)
        return redirect("account_login")
    return render(request, "public/address_lost.html", {"form": form, "days": WAIT_DAYS})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, token: str) -> HttpResponse:
    """Show one button; opening the page changes nothing, because mail scanners open links."""
    found = change_by_token(token)
    if found is None:
        return render(request, "public/address_gone.html", status=404)
    change, purpose = found
    if request.method == "POST":
        try:
            said = _stop(change) if purpose == "stop" else _confirm(change)
        except NotPossible as problem:
            messages.info(request, address_problem(problem.code))
        else:
            messages.success(request, said)
        return redirect("account_login")
    asked = {
        "purpose": purpose,
        "waited": change.state == "waiting",
        "merged": change.kind == MERGED,
        "days": WAIT_DAYS,
    }
    return render(request, "public/address.html", asked)


def _stop(change: Any) -> str:
    addressing.stop(change=change, now=timezone.now())
    return gettext("Stopped. This mail address counts, and everybody is signed out. Sign in to look at your page.")


def _confirm(change: Any) -> str:
    change = addressing.confirm(change=change, now=timezone.now())
    if change.state == "done":
        return gettext("From now on we write to your new address, and you sign in with it.")
    if change.kind == MERGED:
        return gettext("Thank you. The other address has some days to say no; then you get a mail with one more click.")
    return gettext("Thank you. A person reads what you wrote, and you hear from us by mail.")
