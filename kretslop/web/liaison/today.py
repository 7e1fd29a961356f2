"""The desk of today: who waits for the liaison, who is back in circulation, who has been silent for too long."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kretslop.campaigns import queries as campaigns
from kretslop.insights import queries as insights
from kretslop.insights.rules import HIRED
from kretslop.insights.wording import step_words
from kretslop.introductions import desk
from kretslop.messaging.queries import needing_a_person
from kretslop.screening import queries as screening
from kretslop.screening import wording
from kretslop.talent import queries as talent
from kretslop.web import applying
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison.many import undoable
from kretslop.web.liaison.search import newly_fitted
from kretslop.web.liaison.showing import why

SHOWN = 6


@for_liaisons
@require_GET
def today(request: SignedIn) -> HttpResponse:
    """Show what is due, best and latest first; each list leads to its whole."""
    now = timezone.now()
    day = timezone.localdate(now)
    counts = screening.counts(request.user, day)
    lists = [_screening_list(request, which, counts[which], day) for which in screening.LISTS if counts[which]]
    overdue, circulation = desk.overdue(request.user, now), desk.back_in_circulation(request.user, now)
    held, silent = desk.messages_held(request.user, now), desk.silent(request.user, now)
    questions = screening.open_questions(request.user).filter(answer_due__lt=now)
    numbers = {"overdue": overdue.count(), "circulation": circulation.count(), "questions": questions.count()}
    stopped = held.filter(release_message__stopped_at__isnull=False).count()
    open_now = list(campaigns.open_campaigns())
    urgent = [which for which in ("second", "meets_all", "near_miss", "find_out", "held") if counts[which]]
    context: dict[str, Any] = {
        "undoable": undoable(request),
        "undo_query": "",
        "stops": screening.stops(request.user),
        "first_url": _first_url(lists),
        "waiting": numbers["overdue"] + numbers["circulation"] + stopped + sum(counts[which] for which in urgent),
        "now": now,
        "lists": lists,
        "counts": counts,
        "numbers": numbers,
        "overdue": overdue[:SHOWN],
        "questions": questions[:SHOWN],
        "circulation": _with_fits(request, list(circulation[:SHOWN]), now),
        "held": held[:SHOWN],
        "silent": silent[:8],
        "silent_count": silent.count(),
        "campaigns": open_now,
        "funnels": _funnels(request, open_now[:2]),
        "unscreened": screening.unscreened(request.user),
        "under_way": screening.runs_under_way(request.user),
        "lost_mailboxes": list(talent.lost_mailboxes(request.user)),
        "searches": newly_fitted(request),
        "likely": talent.likely_duplicates(request.user)[:SHOWN],
        "mails": needing_a_person()[:SHOWN],
    }
    return render(request, "liaison/today.html", context)


def _first_url(lists: list[dict[str, Any]]) -> str:
    """Return where the work begins: the first person of the first list."""
    if not lists:
        return ""
    first = lists[0]["rows"][0]["found"].candidate.ref
    return f"{reverse('liaison:candidate', args=[first])}?list={lists[0]['which']}"


def _screening_list(request: SignedIn, which: str, count: int, day: Any) -> dict[str, Any]:
    rows = [{"found": row, "why": why(row)} for row in screening.waiting(request.user, which, day)[:3]]
    return {
        "which": which,
        "title": wording.LISTS[which],
        "tag": wording.TAGS[which],
        "kind": wording.KINDS[which],
        "count": count,
        "rows": rows,
    }


def _with_fits(request: SignedIn, introductions: list[Any], now: datetime) -> list[dict[str, Any]]:
    fits = desk.next_employers(request.user, [i.candidate for i in introductions], timezone.localdate(now))
    return [{"introduction": i, "fits": fits.get(i.candidate_id, [])[:3]} for i in introductions]


def _funnels(request: SignedIn, open_campaigns: list[Any]) -> list[dict[str, Any]]:
    """Return each open campaign's steps as rows of bars; what has reached a desk is marked."""
    return [
        {
            "campaign": campaign,
            "rows": [
                (step_words(step.code), step.people, "", "now" if step.code == HIRED else "")
                for step in insights.funnel(campaign, viewer=request.user).steps
            ],
        }
        for campaign in open_campaigns
    ]


@for_liaisons
@require_POST
def run_screening(request: SignedIn, ref: str) -> HttpResponse:
    """Hold the agreed criteria against everybody registered in a campaign; a large pool is the worker's."""
    applying.apply(request, get_object_or_404(campaigns.open_campaigns(), ref=ref))
    return redirect("liaison:today")


@for_liaisons
@require_GET
def screening_progress(request: SignedIn, ref: str) -> HttpResponse:
    """How far the worker is."""
    campaign = get_object_or_404(campaigns.for_staff(request.user), ref=ref)
    return applying.progress(request, campaign, reverse("liaison:today"))
