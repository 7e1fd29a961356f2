"""The privacy notice and the accessibility statement, with version and date."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kretslop.campaigns import queries
from kretslop.campaigns.rules import DRAFT_KEPT_DAYS
from kretslop.web.inventory import collected

VERSION, CHANGED_ON = "2026-11", date(2026, 11, 21)


def _values() -> dict[str, object]:
    return {"version": VERSION, "changed_on": CHANGED_ON, "contacts": queries.public_contacts()}


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, for how long, and what they can do about it."""
    return render(request, "public/privacy.html", _values() | {"inventory": collected(), "draft_days": DRAFT_KEPT_DAYS})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the site is, what is known to be wrong, and how to tell us."""
    return render(request, "public/accessibility.html", _values())
