"""Going on later: a link by mail, and the page with one button that it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kretslop.campaigns import actions, rules
from kretslop.campaigns.resuming import address_of, draft_by_token
from kretslop.web import limits, registering

if TYPE_CHECKING:
    from kretslop.campaigns.models import Campaign, RegistrationDraft


def send_link(request: HttpRequest, campaign: Campaign, draft: RegistrationDraft) -> HttpResponse:
    """Mail the link; the answer is the same for every address."""
    if not address_of(draft):
        messages.error(request, _("We need your mail address first, so that we can send you the link."))
        return redirect("public:register", campaign.slug)
    if not limits.may_mail(request, "resume"):
        messages.error(request, _("Too many links were asked for. What you have written is saved in this browser."))
        return redirect("public:campaign", campaign.slug)
    actions.send_resume_link(draft=draft, now=timezone.now())
    said = _("Saved. We send you a link by mail. It works for %(days)s days, on any device.")
    messages.success(request, said % {"days": rules.DRAFT_KEPT_DAYS})
    return redirect("public:campaign", campaign.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Open the saved registration in this browser; only the button does it, because mail scanners open links."""
    draft = draft_by_token(token)
    if draft is None or draft.campaign.slug != slug:
        return render(request, "public/resume_gone.html", {"slug": slug}, status=404)
    if request.method == "POST":
        registering.remember(request, draft)
        return redirect(f"public:{_furthest(draft)}", slug)
    return render(request, "public/resume.html", {"campaign": draft.campaign, "token": token})


def _furthest(draft: RegistrationDraft) -> str:
    """Return the name of the step that comes next."""
    if "work" in draft.answers and any(any(values) for values in draft.answers.get("work", {}).values()):
        return "register_plans" if "plans" in draft.answers else "register_work"
    return "register_work"


@never_cache
@require_safe
def challenge(request: HttpRequest) -> JsonResponse:
    """A task for the browser's proof of work."""
    return JsonResponse(limits.challenge())
