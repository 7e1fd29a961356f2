"""The gallery at /ui/: every component in every state, to look at and to test."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

LONG = "Videreutdanningsstipendsøknadsbehandlingsrådgiverstilling"
# The gallery's words are samples, not part of the product, so they stay as they are in every language.
LEVELS = [("1", "1 – has used it"), ("2", "2 – works with it unaided"), ("3", "3 – others ask them")]


class SampleForm(forms.Form):
    name = forms.CharField(label="Your name", help_text="As you would like to be called.")
    phone = forms.CharField(label="Phone", required=False)
    email = forms.EmailField(label="Mail address")
    about = forms.CharField(label=f"What would you like to do next? {LONG}", widget=forms.Textarea, max_length=300)
    country = forms.ChoiceField(label="Where you live", choices=[("", "Choose"), ("PT", "Portugal"), ("VN", "Vietnam")])
    level = forms.ChoiceField(label="Python", choices=LEVELS, widget=forms.RadioSelect, help_text="Choose one.")
    places = forms.MultipleChoiceField(
        label="Where you could work",
        choices=[("oslo", "Oslo"), ("as", "Ås"), ("home", "From home")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    start_on = forms.DateField(label="At a desk from", widget=forms.DateInput, required=False)
    posts = forms.IntegerField(label="Number of posts", min_value=1)
    cv = forms.FileField(label="Your CV", help_text="PDF or JSON Resume, up to 5 MB.", required=False)
    keep = forms.BooleanField(label="Keep my profile for 12 months", help_text="You can withdraw this at any time.")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def _criteria() -> list[dict[str, str]]:
    return [
        {"state": "met", "title": "Python, level 3", "evidence": "7 years, last used now; CV page 1", "points": "20"},
        {"state": "met", "title": "English C1", "evidence": "C2", "points": "10"},
        {"state": "unknown", "title": "Kafka", "evidence": "unknown; asked on 19 November", "points": "–"},
        {
            "state": "not_met",
            "title": "Energy domain, 3 years",
            "evidence": "2 years, smart meters",
            "points": "4 of 8",
        },
        {"state": "met", "title": LONG, "evidence": f"{LONG} {LONG}", "points": "8"},
    ]


def _journey() -> list[dict[str, str]]:
    return [
        {"state": "done", "title": "Registered", "text": "3 November"},
        {
            "state": "done",
            "title": "Approved for the pool",
            "text": "You meet 12 of 12 criteria.",
            "url": "#criteria",
            "url_label": "See why",
        },
        {
            "state": "done",
            "title": "Fjordbank said no",
            "text": "“We need Norwegian from the first day.” Nothing is lost.",
        },
        {"state": "now", "title": "We found two employers for you", "text": "Your answer is the next step."},
        {"state": "later", "title": "They answer within 5 working days", "text": "If they are late, we chase them."},
    ]


def _forecast() -> list[dict[str, str]]:
    return [
        {"state": "done", "title": "Offer", "text": "you"},
        {"state": "now", "title": "Permit", "text": "5–7 weeks"},
        {"state": "later", "title": "Move", "text": "2 weeks"},
        {"state": "later", "title": "Police, number", "text": "2 weeks"},
        {"state": "later", "title": "Desk", "text": "early February"},
    ]


def _samples() -> dict[str, Any]:
    wrong = SampleForm({"email": "diogo", "posts": "0", "level": "9", "about": "x" * 301})
    right = {"name": "Diogo Salgado", "email": "diogo@example.org", "level": "2", "places": ["oslo"], "country": "PT"}
    return {
        "long": LONG,
        "blank_form": SampleForm(auto_id="blank_%s", initial=right | {"start_on": datetime.date(2027, 2, 1)}),
        "wrong_form": wrong,
        "criteria": _criteria(),
        "journey": _journey(),
        "forecast": _forecast(),
        "funnel": [
            ("Registered", 1482),
            ("Pre-selected", 612),
            ("Approved", 96),
            ("Introduced", 88),
            ("Accepted", 41),
            ("Hired", 11, "", "now"),
        ],
        "week": [("Registered", 148), ("Pre-selected", 71), ("Approved", 33), ("Accepted", 12, "", "now")],
        "facts": [("Yusuf Demir", "34 days"), ("Chen Jia", "31 days"), ("Marta Olsen Ruiz", "30 days")],
        "chips": [
            {"label": "Everybody", "url": "?", "current": True, "count": 1482},
            {"label": "Near misses", "url": "?near", "count": 12},
            {"label": LONG, "url": "?long"},
        ],
        "kinds": ["good", "unsure", "late", "now", "info", "neutral", "forward", "brand2"],
        "page": Paginator(range(1482), 25).page(3),
        "due_on": timezone.localdate() + datetime.timedelta(days=6),
    }


def ui_gallery(request: HttpRequest) -> HttpResponse:
    """Show every component; open to anybody in the demo and in tests, otherwise to operators."""
    if not settings.HERE_ONLY and not request.user.is_staff:
        raise Http404
    messages.success(request, "Diogo is back in the pool.")
    return render(request, "gallery.html", _samples())
