"""The recorded runs of a campaign's criteria, for the project lead."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kretslop.web import runs as showing
from kretslop.web.doors import SignedIn, for_project_leads
from kretslop.web.secretariat.pages import find, frame


@for_project_leads
@require_safe
def runs(request: SignedIn, ref: str) -> HttpResponse:
    """List the runs, the latest first."""
    campaign = find(request, ref)
    return render(request, "secretariat/runs.html", frame(campaign, "overview") | showing.list_of(request, campaign))


@for_project_leads
@require_http_methods(["GET", "HEAD", "POST"])
def run(request: SignedIn, ref: str, run_ref: str) -> HttpResponse:
    """Show one run, and whether the same came out when it was computed again; a POST does that."""
    campaign = find(request, ref)
    if request.method == "POST":
        showing.compute_again(request, campaign, run_ref)
        return redirect("secretariat:run", ref, run_ref)
    found = showing.one_of(request, campaign, run_ref)
    return render(request, "secretariat/run.html", frame(campaign, "overview") | found)
