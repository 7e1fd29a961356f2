"""The candidate's language and time zone, and the overview of consents."""

from django import forms
from django.conf import settings as site
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kretslop.accounts.actions import choose_settings
from kretslop.introductions import queries
from kretslop.talent import queries as talent
from kretslop.web.doors import for_candidates
from kretslop.web.profile import choices


class SettingsForm(forms.Form):
    language = forms.ChoiceField(label=_("We write to you in"), choices=[("en", "English"), ("nb", "Norsk")])
    time_zone = forms.ChoiceField(label=_("Your time zone"), choices=choices.time_zones)


@for_candidates
def settings(request: HttpRequest) -> HttpResponse:
    """Language and time zone."""
    user = request.user
    form = SettingsForm(request.POST or None, initial={"language": user.language, "time_zone": user.time_zone})  # type: ignore[union-attr]
    if request.method == "POST" and form.is_valid():
        choose_settings(user=user, now=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
        language = form.cleaned_data["language"]
        with translation.override(language):
            messages.success(request, str(_("Saved. Pages, mails and times follow your choice.")))
        response = redirect("candidate:home")
        response.set_cookie(
            site.LANGUAGE_COOKIE_NAME, language, secure=site.LANGUAGE_COOKIE_SECURE,
            httponly=site.LANGUAGE_COOKIE_HTTPONLY, samesite=site.LANGUAGE_COOKIE_SAMESITE,
        )  # fmt: skip
        return response
    return render(request, "candidate/settings.html", {"form": form})


@for_candidates
@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    """What the person has agreed to: the pool, and each employer by name."""
    introduced = [each for each in queries.for_candidate(request.user) if each.introduced_at]  # type: ignore[arg-type]
    values = {"consents": list(talent.own_consents(request.user)), "introduced": introduced}  # type: ignore[arg-type]
    return render(request, "candidate/consents.html", values)
