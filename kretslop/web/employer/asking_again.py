"""The employer asks for somebody again to whom it had said no, or had not answered."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kretslop.introductions import actions, disclosure, rules
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import act_for, show
from kretslop.web.employer.deciding import refused
from kretslop.web.employer.review import get_introduction


class AgainForm(forms.Form):
    """What has changed since."""

    words = forms.CharField(
        label=_("What has changed?"),
        required=False,
        max_length=rules.WHO_ELSE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: a second post, in which English is enough. Only your talent liaison reads it."),
    )


@for_employers
@require_http_methods(["GET", "POST"])
def ask_again(request: SignedIn, ref: str) -> HttpResponse:
    """Say what follows, and ask."""
    found = get_introduction(request, ref)
    act_for(request, found.participation)
    if found.state not in rules.ASKED_AGAIN_AFTER:
        return redirect("employer:introduction", ref=ref)
    form = AgainForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_again(introduction=found, by=request.user, words=form.cleaned_data["words"], now=timezone.now())
        except NotAllowed as problem:
            raise Http404 from problem
        except NotPossible as problem:
            return refused(request, ref, problem)
        messages.success(request, gettext("Your talent liaison is told. After a yes, the person stands in your list."))
        return redirect("employer:introduction", ref=ref)
    context = {"form": form, "ref": ref, "who": disclosure.listed(found), "in_process": True}
    return show(request, "employer/ask_again.html", context, status=422 if form.errors else 200)
