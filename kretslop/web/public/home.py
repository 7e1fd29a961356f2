"""The front page and the landing page of each campaign."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kretslop.campaigns import actions, queries, rules, steering
from kretslop.campaigns.wording import occupation_name
from kretslop.privacy import queries as privacy
from kretslop.web.doors import is_candidate
from kretslop.web.portals import portals_of
from kretslop.web.visitor import signed_in


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, show the open campaigns, and lead a signed-in person on."""
    portals = portals_of(signed_in(request)) if request.user.is_authenticated else []
    alone = request.user.is_authenticated and not portals
    merged = alone and privacy.merged_into(signed_in(request)) is not None
    context = {"campaigns": list(queries.open_campaigns()), "portals": portals, "merged": merged}
    return render(request, "public/home.html", context)


@require_safe
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a campaign: its promise, who joins, what happens to you, who to ask. A draft: to leads alone."""
    found = queries.public_campaign(slug) or _planned(request, slug)
    if found is None:
        raise Http404
    via = _via(request, found)
    known = request.user.is_authenticated and is_candidate(signed_in(request))
    values = {
        "campaign": found,
        "is_open": found.state == rules.OPEN,
        "is_preview": found.state == rules.DRAFT,
        "past_deadline": found.deadline_on < timezone.localdate(),
        "occupation": occupation_name(found.occupation),
        "employers": queries.joined_employers(found),
        "faq": queries.faq_in(found, get_language() or "en"),
        "via": via,
        "known": known,
        "registered": known and queries.registrations_of(signed_in(request)).filter(campaign=found).exists(),
        "others": [] if found.state == rules.OPEN else list(queries.open_campaigns()),
    }
    return render(request, "public/campaign.html", values)


def _via(request: HttpRequest, campaign: Any) -> str:
    """Count a visit by a tracked link, and return what carries the link on to the registration, without a cookie.

    What a browser fetches beforehand is no visit. The number is a statistic: opening the page changes nothing else.
    """
    link = queries.link_by_ref(request.GET.get("via", ""), campaign)
    if link is None:
        return ""
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        actions.count_visit(link=link, now=timezone.now())
    return f"?via={link.ref}"


def _planned(request: HttpRequest, slug: str) -> Any:
    """Find a campaign that is not open yet, for a project lead who looks at it beforehand."""
    if not request.user.is_authenticated:
        return None
    return steering.for_lead(request.user).filter(slug=slug).first()  # type: ignore[arg-type]
