"""The candidate pauses, leaves the pool, and comes back."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kretslop.campaigns.rules import POOL_WORDS_VERSION
from kretslop.introductions import actions
from kretslop.privacy import actions as privacy
from kretslop.shared.errors import NotPossible
from kretslop.talent.rules import PAUSE_MONTHS, is_paused
from kretslop.web.doors import for_candidates
from kretslop.web.visitor import own_candidate, signed_in

NOT_NOW = _("That is not possible just now. Here is how it stands.")


class PauseForm(forms.Form):
    months = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        choices=lambda: [
            (months, ngettext("%(months)s month", "%(months)s months", months) % {"months": months})
            for months in PAUSE_MONTHS
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how long.")},
    )


class ReturnForm(forms.Form):
    consent = forms.BooleanField(
        label=_("Yes, keep my profile in the region's talent pool for 12 months"),
        error_messages={"required": _("Without your yes we may not keep your profile.")},
    )


def _page(request: HttpRequest, **forms_with_errors: forms.Form) -> HttpResponse:
    membership = own_candidate(request).membership
    values = {
        "membership": membership,
        "paused": is_paused(membership.paused_until, timezone.localdate()),
        "pause_form": PauseForm(),
        "return_form": ReturnForm(),
        "words_version": POOL_WORDS_VERSION,
        **forms_with_errors,
    }
    return render(request, "candidate/availability.html", values)


@for_candidates
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What the person can choose now."""
    return _page(request)


@for_candidates
@require_POST
def pause(request: HttpRequest) -> HttpResponse:
    """Pause for 1, 3, 6 or 12 months."""
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _page(request, pause_form=form)
    actions.pause_candidate(
        candidate=own_candidate(request),
        months=form.cleaned_data["months"],
        by=signed_in(request),
        now=timezone.now(),
    )
    messages.success(request, _("You have a pause. You are back by yourself when it ends, or earlier if you want."))
    return redirect("candidate:home")


@for_candidates
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """End the pause."""
    actions.resume_candidate(candidate=own_candidate(request), by=signed_in(request), now=timezone.now())
    messages.success(request, _("Welcome back. We look for employers who fit you again."))
    return redirect("candidate:home")


@for_candidates
@require_POST
def found_job(request: HttpRequest) -> HttpResponse:
    """A job found elsewhere: thanks, and nothing more is asked."""
    try:
        actions.found_job(candidate=own_candidate(request), by=signed_in(request), now=timezone.now())
    except NotPossible:
        messages.info(request, NOT_NOW)
    else:
        messages.success(request, _("Congratulations, and thank you for telling us. We ask nothing more of you."))
    return redirect("candidate:home")


@for_candidates
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Leave the pool: what runs ends, nothing more is sent."""
    try:
        privacy.leave_pool(candidate=own_candidate(request), by=signed_in(request), now=timezone.now())
    except NotPossible:
        messages.info(request, NOT_NOW)
    else:
        messages.success(request, _("You have left the pool. Thank you for having been with us."))
    return redirect("candidate:home")


@for_candidates
@require_POST
def come_back(request: HttpRequest) -> HttpResponse:
    """Return to the pool, or from a job, with a new consent."""
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, return_form=form)
    try:
        actions.come_back(
            candidate=own_candidate(request),
            by=signed_in(request),
            words_version=POOL_WORDS_VERSION,
            now=timezone.now(),
        )
    except NotPossible:
        messages.info(request, NOT_NOW)
    else:
        messages.success(request, _("Welcome back. A liaison looks at your profile before any introduction."))
    return redirect("candidate:home")
