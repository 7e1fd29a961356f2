"""Where a campaign's people come from: tracked links with their counts, and what people said themselves (R20)."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns import actions, steering, wording
from kretslop.shared.errors import Invalid
from kretslop.web.components.words import share
from kretslop.web.doors import for_project_leads
from kretslop.web.secretariat.pages import back, find, frame, on_form


class LinkForm(forms.Form):
    """A new tracked link."""

    channel = forms.ChoiceField(
        label=_("Where you put it"), choices=lambda: [("", _("Choose a channel")), *wording.CHANNELS.items()]
    )
    name = forms.CharField(
        label=_("What you call it"),
        max_length=80,
        help_text=_("Such as: advertisement in week 47, film on the harbour."),
    )


@for_project_leads
def sources(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the links and their counts beside the answers, and make a new link."""
    campaign = find(request, ref)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_link(campaign=campaign, by=request.user, now=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
        except Invalid as error:
            on_form(form, error)
        else:
            messages.success(request, gettext("The link is ready. Copy its address to where people will see it."))
            return back(request, "sources", ref)
    found = steering.sources_of(campaign)
    values = {
        "form": form,
        "links": [_shown(campaign, link) for link in found.links],
        "said": [(wording.CHANNELS[code], people) for code, people in found.said],
        "by_links": sum(link.registered for link in found.links),  # type: ignore[attr-defined]
        "by_words": sum(people for _code, people in found.said),
        "unknown": found.unknown,
    }
    status = 422 if form.errors else 200
    return render(request, "secretariat/sources.html", frame(campaign, "sources") | values, status=status)


def _shown(campaign: Any, link: Any) -> dict[str, Any]:
    page = reverse("public:campaign", args=(campaign.slug,))
    return {
        "link": link,
        "label": f"{link.name} ({wording.CHANNELS[link.channel]})",
        "channel": wording.CHANNELS[link.channel],
        "address": f"{settings.SITE_URL}{page}?via={link.ref}",
        "share": share(link.registered, link.visits),
    }
