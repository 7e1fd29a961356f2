"""How somebody who signs in is met: language, time zone, and the weekly mail."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kretslop.accounts.actions import choose_digest, choose_settings
from kretslop.web.doors import is_employer
from kretslop.web.profile import choices
from kretslop.web.visitor import signed_in, speak


class SettingsForm(forms.Form):
    """Language and time zone."""

    language = forms.ChoiceField(label=_("We write to you in"), choices=[("en", "English"), ("nb", "Norsk")])
    time_zone = forms.ChoiceField(label=_("Your time zone"), choices=choices.time_zones)


class WorkSettingsForm(SettingsForm):
    """The same for whoever works with introductions, and the mail of the week."""

    weekly_digest = forms.BooleanField(
        label=_("Send me a mail each week with what waits"),
        required=False,
        help_text=_("On the first working day, in numbers, without names, and only when something waits."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Language, time zone, and for those who work here the weekly mail."""
    user = signed_in(request)
    works = user.is_liaison or is_employer(user)
    kind = WorkSettingsForm if works else SettingsForm
    initial: dict[str, Any] = {"language": user.language, "time_zone": user.time_zone}
    form = kind(request.POST or None, initial=initial | {"weekly_digest": user.weekly_digest})
    if request.method == "POST" and form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        choose_settings(user=user, language=said["language"], time_zone=said["time_zone"], now=now)
        if works:
            choose_digest(user=user, wanted=said["weekly_digest"], now=now)
        with translation.override(said["language"]):
            messages.success(request, str(_("Saved. Pages, mails and times follow your choice.")))
        response = redirect("account_settings")
        speak(response, said["language"])
        return response
    return render(request, "account/settings.html", {"form": form}, status=422 if form.errors else 200)
