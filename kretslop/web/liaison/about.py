"""What stands on one person's page and comes a moment later: pages of their own, too, with more than the first few."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kretslop.introductions import desk
from kretslop.privacy import queries as privacy
from kretslop.talent import queries as talent
from kretslop.timeline import queries as timeline
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison.candidates import get_candidate
from kretslop.web.liaison.showing import events_in_words, questions_in_words

FITS, EVENTS, PER_PAGE = 12, 15, 50


@for_liaisons
@require_GET
def fits(request: SignedIn, ref: str) -> HttpResponse:
    """Show the wanted profiles that a person may be introduced for, best first: the first few on their page, or all."""
    person, today = get_candidate(request, ref), timezone.localdate()
    found = desk.next_employers(request.user, [person], today, everything=True).get(person.pk, [])
    few = bool(request.htmx)  # type: ignore[attr-defined]
    context = {"person": person, "fits": found[:FITS] if few else found, "more": len(found) if few else 0}
    return render(request, "liaison/fits.html", context | {"left_out": few and len(found) > FITS})


@for_liaisons
@require_GET
def history(request: SignedIn, ref: str) -> HttpResponse:
    """Show what was asked of a person and what happened to them: the latest on their page, else page by page."""
    person = get_candidate(request, ref)
    few = bool(request.htmx)  # type: ignore[attr-defined]
    happened = Paginator(timeline.about_any(talent.rows_of(person)), EVENTS if few else PER_PAGE)
    page = happened.get_page(None if few else request.GET.get("page"))
    context = {
        "person": person,
        "few": few,
        "page": page,
        "events": events_in_words(page.object_list),
        "questions": questions_in_words(person.questions.order_by("-asked_at")),
        "merges": privacy.merges(request.user).filter(kept=person),
    }
    return render(request, "liaison/history.html", context)
