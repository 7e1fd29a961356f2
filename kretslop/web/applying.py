"""Applying the agreed criteria, as both staff portals show it: done at once, or under way in the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRefresh

from kretslop.screening import actions, queries, wording
from kretslop.shared.errors import NotPossible

if TYPE_CHECKING:
    from kretslop.campaigns.models import Campaign
    from kretslop.web.doors import SignedIn


def apply(request: SignedIn, campaign: Campaign) -> None:
    """Start a run and say what comes of it, or why not."""
    try:
        run = actions.apply_criteria(campaign=campaign, by=request.user, now=timezone.now())
    except NotPossible as problem:
        messages.error(request, str(wording.PROBLEMS[problem.code]))
        return
    if run.under_way:
        messages.info(request, gettext("The criteria are being applied. You can leave this page: the work goes on."))
    else:
        messages.success(request, wording.screened(run.people))


def progress(request: SignedIn, campaign: Campaign, home: str) -> HttpResponse:
    """How far the run of a campaign is, for a page that looks again by itself; the whole page anew when it is over."""
    run = queries.runs_under_way(request.user).filter(campaign=campaign).first()
    if not getattr(request, "htmx", False):
        return redirect(home)
    if run is None:
        return HttpResponseClientRefresh()
    return render(request, "runs/_under_way.html", {"run": run, "progress_url": request.path, "home": home})
