"""What stands on and beside the desk of today and comes a moment later: pages of their own, too, without scripts."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kretslop.campaigns import queries as campaigns
from kretslop.insights import queries as insights
from kretslop.insights.rules import HIRED
from kretslop.insights.wording import step_words
from kretslop.introductions import desk
from kretslop.messaging.queries import needing_a_person
from kretslop.screening import queries as screening
from kretslop.talent import queries as talent
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison.search import newly_fitted

SHOWN, SILENT, PER_PAGE = 6, 8, 20
FUNNELS = 2
LEAVES = ("release_message__leaves_at", "release_message__stopped_at")


@for_liaisons
@require_GET
def circulation(request: SignedIn) -> HttpResponse:
    """Show who is back in circulation with the employers who fit next: the first few on the desk, else all."""
    now = timezone.now()
    few = bool(request.htmx)  # type: ignore[attr-defined]
    back = Paginator(desk.back_in_circulation(request.user, now), SHOWN if few else PER_PAGE)
    page = back.get_page(None if few else request.GET.get("page"))
    context: dict[str, Any] = {"rows": _with_fits(request, list(page), now), "page": page, "few": few, "now": now}
    if not few:  # the desk has said it
        context["stops"] = screening.stops(request.user)
    return render(request, "liaison/circulation.html", context)


def _with_fits(request: SignedIn, introductions: list[Any], now: datetime) -> list[dict[str, Any]]:
    fits = desk.next_employers(request.user, [i.candidate for i in introductions], timezone.localdate(now))
    return [{"introduction": i, "fits": fits.get(i.candidate_id, [])[:3]} for i in introductions]


@for_liaisons
@require_GET
def beside(request: SignedIn) -> HttpResponse:
    """Show what asks for a look rather than a decision: messages, mailboxes, searches, silence, doubles, mails."""
    now = timezone.now()
    silent = desk.silent(request.user, now)
    context: dict[str, Any] = {
        "now": now,
        "held": list(desk.in_a_line(desk.messages_held(request.user, now), *LEAVES)[:SHOWN]),
        "lost_mailboxes": list(talent.lost_mailboxes(request.user)),
        "searches": newly_fitted(request),
        "silent": list(silent[:SILENT]),
        "silent_count": silent.count(),
        "likely": list(talent.likely_duplicates(request.user)[:SHOWN]),
        "mails": list(needing_a_person()[:SHOWN]),
    }
    return render(request, "liaison/beside.html", context)


@for_liaisons
@require_GET
def funnels(request: SignedIn) -> HttpResponse:
    """Show how far the people of the open campaigns have come."""
    return render(request, "liaison/funnels.html", {"funnels": _funnels(request)})


def _funnels(request: SignedIn) -> list[dict[str, Any]]:
    """Return each open campaign's steps as rows of bars; what has reached a desk is marked."""
    return [
        {
            "campaign": campaign,
            "rows": [
                (step_words(step.code), step.people, "", "now" if step.code == HIRED else "")
                for step in insights.funnel(campaign, viewer=request.user).steps
            ],
        }
        for campaign in campaigns.open_campaigns()[:FUNNELS]
    ]
