"""For which employer, in which campaign, somebody acts now: remembered in the session, never two mixed."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kretslop.accounts.rules import is_away
from kretslop.campaigns import agencies
from kretslop.campaigns import queries as campaigns
from kretslop.introductions import queries as introductions
from kretslop.web.doors import SignedIn, for_employers

if TYPE_CHECKING:
    from kretslop.accounts.models import User
    from kretslop.campaigns.models import Participation

SESSION_KEY = "acts_for"


def choices(request: HttpRequest) -> "list[Participation]":
    """Return every participation the person may act for, open campaigns first; one query per request."""
    known: list[Participation] | None = getattr(request, "acting_choices", None)
    if known is None:
        known = list(campaigns.participations_of(request.user))  # type: ignore[arg-type]
        request.acting_choices = known  # type: ignore[attr-defined]
    return known


def acting_for(request: HttpRequest) -> "Participation | None":
    """Return the participation the person acts for now: the one chosen, or the first of `choices`; None without any."""
    possible = choices(request)
    chosen = request.session.get(SESSION_KEY)
    return next((each for each in possible if each.ref == chosen), possible[0] if possible else None)


def act_for(request: HttpRequest, participation: "Participation") -> None:
    """Remember for which employer and campaign the person acts from now on; the caller has checked that they may."""
    if request.session.get(SESSION_KEY) != participation.ref:
        request.session[SESSION_KEY] = participation.ref


def show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Render a page of this portal: adds what the frame needs.

    `acting` and `may_switch`; a page about one introduction says with `in_review` or `in_process` where it belongs.
    """
    frame = {
        "acting": acting_for(request),
        "may_switch": len(choices(request)) > 1,
        "is_agency": _is_agency(request),
        "stands_in": _stands_in(request),
        "in_review": False,
        "in_process": False,
        "in_together": False,
    }
    return render(request, template, frame | context, status=status)


def _is_agency(request: HttpRequest) -> bool:
    """True when the person acts for an agency now; whoever takes part in nothing yet may be of one, too."""
    participation = acting_for(request)
    if participation is not None:
        return participation.employer.kind == "agency"
    return agencies.agencies_of(request.user).exists()  # type: ignore[arg-type]


def _stands_in(request: HttpRequest) -> "User | None":
    """Return the recruiter who is away while the person answers in their place, or None."""
    participation = acting_for(request)
    if participation is None or participation.recruiter is None or participation.stand_in is None:
        return None
    recruiter, today = participation.recruiter.user, timezone.localdate()
    stands_in = participation.stand_in.user == request.user != recruiter
    return recruiter if stands_in and is_away(recruiter.away_until, today) else None


@for_employers
@require_http_methods(["GET", "POST"])
def acting(request: SignedIn) -> HttpResponse:
    """Choose for which employer and campaign to act."""
    if request.method == "POST":
        mine = campaigns.participations_of(request.user)
        participation = get_object_or_404(mine, ref=request.POST.get("participation", ""))
        act_for(request, participation)
        names = {"employer": participation.employer.name, "campaign": participation.campaign.name}
        messages.success(request, _("You act for %(employer)s in %(campaign)s now.") % names)
        return redirect("employer:review")
    waiting = introductions.waiting_by_participation(request.user)
    rows = [{"participation": each, "waiting": waiting.get(each.pk, 0)} for each in choices(request)]
    return show(request, "employer/acting.html", {"rows": rows})
