"""The recorded runs of a campaign's criteria, for the liaison."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kretslop.campaigns import queries as campaigns
from kretslop.web import runs as showing
from kretslop.web.doors import SignedIn, for_liaisons


@for_liaisons
@require_safe
def runs(request: SignedIn, campaign: str) -> HttpResponse:
    """List the runs, the latest first."""
    found = get_object_or_404(campaigns.for_staff(request.user), ref=campaign)
    return render(request, "liaison/runs.html", {"campaign": found} | showing.list_of(request, found))


@for_liaisons
@require_http_methods(["GET", "HEAD", "POST"])
def run(request: SignedIn, campaign: str, ref: str) -> HttpResponse:
    """Show one run, and whether the same came out when it was computed again; a POST does that."""
    found = get_object_or_404(campaigns.for_staff(request.user), ref=campaign)
    if request.method == "POST":
        showing.compute_again(request, found, ref)
        return redirect("liaison:run", campaign, ref)
    return render(request, "liaison/run.html", {"campaign": found} | showing.one_of(request, found, ref))
