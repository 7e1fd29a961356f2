"""The switch that stops automatic sorting in a campaign, with who, when and why."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kretslop.screening import queries as screening
from kretslop.screening import stopping
from kretslop.web.doors import SignedIn, for_project_leads
from kretslop.web.secretariat.pages import back, find, frame


class StopForm(forms.Form):
    """Why the machine may not sort people now."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Liaisons read it on their pages. Name no candidate."),
    )


@for_project_leads
@require_http_methods(["GET", "POST"])
def automation(request: SignedIn, ref: str) -> HttpResponse:
    """Stop automatic sorting with a reason, or let it go on."""
    campaign = find(request, ref)
    form = StopForm(request.POST if request.method == "POST" and "lift" not in request.POST else None)
    if request.method == "POST" and "lift" in request.POST:
        stopping.lift_stop(campaign=campaign, by=request.user, now=timezone.now())
        words = _("Automatic sorting goes on. The liaison applies the criteria to whoever came meanwhile.")
        messages.success(request, words)
        return back(request, "automation", ref)
    if form.is_valid():
        stopping.stop_automation(campaign=campaign, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Automatic sorting is stopped."))
        return back(request, "automation", ref)
    history = screening.stops_of(campaign)
    stopped = next((each for each in history if each.lifted_at is None), None)
    known = {"form": form, "stopped": stopped, "history": [each for each in history if each.lifted_at]}
    return render(request, "secretariat/automation.html", frame(campaign, "overview") | known)
