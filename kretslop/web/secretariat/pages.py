"""What the pages of a campaign share: finding it for a project lead, its tabs, and an action's error in words."""

import hashlib
from typing import Any, Protocol

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kretslop.campaigns import steering, wording
from kretslop.shared.errors import Invalid, KretslopError


class Run(Protocol):
    """A campaign, as far as a page needs to know it."""

    ref: str
    name: str
    state: str


def find(request: HttpRequest, ref: str) -> Any:
    """Return the campaign with this reference for a project lead; 404 for anybody else."""
    return get_object_or_404(steering.for_lead(request.user), ref=ref)  # type: ignore[arg-type]


def frame(campaign: Run, current: str) -> dict[str, Any]:
    """Return what the frame of a campaign's page needs: the campaign, its state in words, its tabs."""
    parts = [
        ("secretariat:overview", _("Overview"), ()),
        ("secretariat:employers", _("Employers"), ()),
        ("secretariat:profiles", _("Wanted profiles"), ()),
        ("secretariat:criteria", _("Criteria"), ()),
        ("secretariat:sources", _("Sources"), ()),
        ("secretariat:events", _("Together"), ()),
        ("secretariat:questions", _("Questions and answers"), ("en",)),
        ("secretariat:contributions", _("Contributions"), ()),
        ("secretariat:plan", _("Plan"), ()),
    ]
    tabs = [
        {"label": label, "url": reverse(name, args=(campaign.ref, *more)), "current": name.endswith(f":{current}")}
        for name, label, more in parts
    ]
    return {
        "campaign": campaign,
        "tabs": tabs,
        "state_words": wording.CAMPAIGN_STATES[campaign.state],
        "state_kind": wording.colour_of(campaign.state),
    }


def on_form(form: forms.Form, error: Invalid) -> None:
    """Put an action's complaint on the field that it is about."""
    field = error.field if error.field in form.fields else None
    form.add_error(field, wording.invalid_words(error.code))


def back(request: HttpRequest, name: str, ref: str, *more: str) -> HttpResponseRedirect:
    """Send the browser to a page of the campaign."""
    return redirect(f"secretariat:{name}", ref, *more)  # type: ignore[return-value]


def refuse(request: HttpRequest, error: KretslopError) -> None:
    """Say why nothing happened."""
    messages.error(request, wording.not_possible_words(error.code))


def pictures_of(url: str) -> list[dict[str, str]]:
    """Return the addresses of a picture: dark and narrow ones with the condition for each, the usual one last."""
    language = get_language()
    conditions = [
        ("(max-width: 30rem) and (prefers-color-scheme: dark)", "dark", "narrow"),
        ("(max-width: 30rem)", "light", "narrow"),
        ("(prefers-color-scheme: dark)", "dark", "wide"),
        ("", "light", "wide"),
    ]
    return [
        {"media": media, "url": f"{url}?theme={theme}&width={width}&language={language}"}
        for media, theme, width in conditions
    ]


def svg_answer(request: HttpRequest, svg: str) -> HttpResponse:
    """Return a picture that the browser keeps until it changes."""
    tag = f'"{hashlib.sha256(svg.encode()).hexdigest()[:32]}"'
    known = tag in parse_etags(request.headers.get("If-None-Match", ""))
    answer = HttpResponseNotModified() if known else HttpResponse(svg, content_type="image/svg+xml")
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer
