"""The privacy notice and the accessibility statement, with version and date."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kretslop.campaigns import queries
from kretslop.campaigns.rules import DRAFT_KEPT_DAYS
from kretslop.privacy.queries import clock
from kretslop.privacy.wording import collected

VERSION, CHANGED_ON = "2026-11b", date(2026, 11, 22)


def _values() -> dict[str, object]:
    return {"version": VERSION, "changed_on": CHANGED_ON, "contacts": queries.public_contacts()}


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, for how long, and what they can do about it."""
    kept = clock()
    values = {"inventory": collected(kept), "clock": kept, "draft_days": DRAFT_KEPT_DAYS}
    return render(request, "public/privacy.html", _values() | values)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Where somebody lands who had everything erased: they are nobody here any more."""
    return render(request, "public/erased.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the site is, what is known to be wrong, and how to tell us."""
    return render(request, "public/accessibility.html", _values())
