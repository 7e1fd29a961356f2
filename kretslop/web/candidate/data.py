"""The candidate sees everything that is kept about them, takes a copy, limits its use, and has it erased."""

from __future__ import annotations

import json

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kretslop.privacy import actions, queries
from kretslop.privacy.copying import as_pdf, sections
from kretslop.privacy.exporting import as_json, copy_of
from kretslop.shared.errors import NotPossible
from kretslop.talent.rules import RESTRICTED
from kretslop.web.doors import for_candidates
from kretslop.web.files import attachment
from kretslop.web.limits import within
from kretslop.web.visitor import own_candidate, signed_in


class SureForm(forms.Form):
    """The second step: somebody who presses Enter by accident erases nothing."""

    sure = forms.BooleanField(
        label=_("Yes, erase everything about me. I know that it cannot be undone."),
        error_messages={"required": _("Please tick the box if you are sure. Nothing has been erased.")},
    )


@for_candidates
@require_safe
@never_cache
def data(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about the person, in words."""
    candidate = own_candidate(request)
    values = {
        "sections": sections(candidate, timezone.now()),
        "clock": queries.clock(),
        "restricted": candidate.membership.state == RESTRICTED,
    }
    return render(request, "candidate/data.html", values)


@for_candidates
@require_safe
@never_cache
def copy_as_pdf(request: HttpRequest) -> HttpResponse:
    """The copy to read."""
    if not within(request, "copy", most=20, seconds=600):
        return render(request, "429.html", status=429)
    return _download(as_pdf(own_candidate(request), timezone.now()), "application/pdf", "pdf")


@for_candidates
@require_safe
@never_cache
def copy_as_json(request: HttpRequest) -> HttpResponse:
    """The copy as data, to take elsewhere; it holds the files too."""
    if not within(request, "copy", most=20, seconds=600):
        return render(request, "429.html", status=429)
    candidate, now = own_candidate(request), timezone.now()
    found = as_json(copy_of(candidate, now), candidate=candidate, now=now)
    return _download(json.dumps(found, ensure_ascii=False, indent=2).encode(), "application/json", "json")


def _download(content: bytes, kind: str, ending: str) -> HttpResponse:
    response = attachment(content, kind, f"kretslop-{timezone.localdate()}.{ending}")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@for_candidates
def restrict(request: HttpRequest) -> HttpResponse:
    """Say what it means that data is kept without being used, and do it on a POST."""
    candidate = own_candidate(request)
    if request.method == "POST":
        actions.restrict(candidate=candidate, by=signed_in(request), now=timezone.now())
        messages.success(request, _("Your data is kept and used for nothing until you lift it."))
        return redirect("candidate:home")
    return render(request, "candidate/restrict.html", {"restricted": candidate.membership.state == RESTRICTED})


@for_candidates
@require_POST
def lift(request: HttpRequest) -> HttpResponse:
    """Let the data be used again."""
    try:
        actions.lift_restriction(candidate=own_candidate(request), by=signed_in(request), now=timezone.now())
    except NotPossible:
        messages.info(request, _("Your data was not limited. Here is how it stands."))
    else:
        messages.success(request, _("Your data may be used again. A liaison looks at your profile first."))
    return redirect("candidate:home")


@for_candidates
@require_safe
def erase(request: HttpRequest) -> HttpResponse:
    """The first step: what goes, what stays, who is told; and what else is possible."""
    candidate = own_candidate(request)
    values = {"employers": queries.who_knows_me(signed_in(request)), "clock": queries.clock(), "candidate": candidate}
    return render(request, "candidate/erase.html", values)


@for_candidates
def erase_now(request: HttpRequest) -> HttpResponse:
    """The second step: one tick, one button; afterwards nobody is signed in any more."""
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.erase(candidate=own_candidate(request), by=signed_in(request), why="asked", now=timezone.now())
        logout(request)
        return redirect("public:erased")
    return render(request, "candidate/erase_now.html", {"form": form})
