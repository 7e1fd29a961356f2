"""An employer or agency that nobody invited asks to join: what it means, one form, a code by mail, then the wait."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kretslop.campaigns import actions, queries, rules
from kretslop.campaigns.wording import duties_in
from kretslop.shared.errors import Invalid
from kretslop.web import joining
from kretslop.web.account.codes import send_code
from kretslop.web.company_form import CompanyForm
from kretslop.web.limits import may_mail
from kretslop.web.visitor import signed_in


class SignUpForm(CompanyForm):
    """The company, the campaign, and who asks."""

    campaign = forms.ChoiceField(label=_("Which campaign?"), required=False)
    contact = forms.CharField(label=_("Your name"), max_length=150)
    title = forms.CharField(label=_("Your job title"), max_length=100, required=False)
    email = forms.EmailField(
        label=_("Your mail address at work"), max_length=254, help_text=_("We send a code there, to know it is you.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.campaigns = {each.ref: each for each in queries.open_campaigns()}
        self.fields["org_number"].required = True
        self.fields["campaign"].choices = [  # type: ignore[attr-defined]
            *((ref, each.name) for ref, each in self.campaigns.items()),
            ("", _("None of these: write to us when the next one begins")),
        ]


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Say what joining means and take the request; known and unknown companies and addresses are answered alike."""
    known = {"email": signed_in(request).email, "contact": signed_in(request).name} if _is_in(request) else {}
    form = SignUpForm(request.POST if request.method == "POST" else None, initial={"country": "NO", **known})
    if request.method == "POST" and form.is_valid():
        if not may_mail(request, "sign_up"):
            return render(request, "429.html", status=429)
        return _send(request, form)
    status = 422 if form.errors else 200
    return render(
        request, "public/sign_up.html", {"form": form, "duties": duties_in(rules.AGREEMENT_VERSION)}, status=status
    )


def _is_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)


def _send(request: HttpRequest, form: SignUpForm) -> HttpResponse:
    said, now, language = form.cleaned_data, timezone.now(), get_language() or "nb"
    try:
        found = actions.sign_up(
            campaign=form.campaigns.get(said["campaign"]),
            facts=form.facts(),
            name=said["contact"],
            email=said["email"],
            title=said["title"],
            language=language,
            now=now,
        )
    except Invalid as error:  # what the form has let through and the rules do not
        form.add_error(error.field if error.field in form.fields else None, _("Please look at this again."))
        return render(
            request, "public/sign_up.html", {"form": form, "duties": duties_in(rules.AGREEMENT_VERSION)}, status=422
        )
    joining.remember(request, found)
    if _is_in(request) and signed_in(request).email.lower() == found.email:
        return redirect(joining.finish(request, signed_in(request), now=now))
    if _is_in(request):
        messages.warning(request, _("You are signed in with another address. Sign out first, or use that address."))
        return redirect("public:sign_up")
    if not send_code(request, email=found.email, language=language, time_zone="Europe/Oslo", now=now):
        messages.error(request, _("Too many codes were asked for. Please wait some minutes and try again."))
        return redirect("public:sign_up")
    return redirect("account_confirm_login_code")


@require_safe
@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    """The request waits: who answers, and when."""
    return render(request, "public/sign_up_sent.html")
