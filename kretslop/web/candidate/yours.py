"""The candidate's language and time zone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from kretslop.accounts.actions import choose_settings
from kretslop.web.account.settings import SettingsForm
from kretslop.web.doors import for_candidates
from kretslop.web.visitor import signed_in, speak


@for_candidates
def settings(request: HttpRequest) -> HttpResponse:
    """Language and time zone."""
    user = signed_in(request)
    form = SettingsForm(
        request.POST if request.method == "POST" else None,
        initial={"language": user.language, "time_zone": user.time_zone},
    )
    if request.method == "POST" and form.is_valid():
        choose_settings(user=user, now=timezone.now(), **form.cleaned_data)
        language = form.cleaned_data["language"]
        with translation.override(language):
            messages.success(request, str(_("Saved. Pages, mails and times follow your choice.")))
        response = redirect("candidate:home")
        speak(response, language)
        return response
    return render(request, "candidate/settings.html", {"form": form})
