"""The desk of today: who waits for the liaison, who is back in circulation, who has been silent for too long."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kretslop.campaigns import queries as campaigns
from kretslop.conversations import queries as conversations
from kretslop.introductions import desk
from kretslop.screening import lists, wording
from kretslop.screening import queries as screening
from kretslop.web import applying
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison.many import undoable
from kretslop.web.liaison.showing import line

SHOWN, FIRST = 6, 3
WHO_ANSWERS = (
    "candidate__email", "participation__recruiter__user__name", "participation__recruiter__user__email",
    "participation__stand_in__user__name",
)  # fmt: skip


@for_liaisons
@require_GET
def today(request: SignedIn) -> HttpResponse:
    """Show what is due, best and latest first; each list leads to its whole."""
    now = timezone.now()
    day = timezone.localdate(now)
    first = lists.first_of(request.user, day, FIRST)
    counts = {which: number for which, (number, _rows) in first.items()}
    numbers = desk.numbers(request.user, now)
    overdue = desk.in_a_line(desk.overdue(request.user, now), *WHO_ANSWERS)
    shown = [_screening_list(which, number, rows) for which, (number, rows) in first.items() if rows]
    urgent = [which for which in ("second", "meets_all", "near_miss", "find_out", "held") if counts[which]]
    questions, late = screening.late_questions(request.user, now, most=SHOWN)
    unread, unread_number = conversations.waiting_for_liaison(request.user, most=SHOWN)
    context: dict[str, Any] = {
        "undoable": undoable(request),
        "undo_query": "",
        "stops": screening.stops(request.user),
        "first_url": _first_url(shown),
        "waiting": sum(numbers.values()) + sum(counts[which] for which in urgent) + unread_number,
        "now": now,
        "lists": shown,
        "counts": counts,
        "numbers": numbers | {"questions": late, "unread": unread_number},
        "unread": unread,
        "overdue": list(overdue[:SHOWN]) if numbers["overdue"] else [],
        "questions": questions,
        "campaigns": campaigns.open_campaigns(),
        "unscreened": screening.unscreened(request.user),
        "under_way": screening.runs_under_way(request.user),
    }
    return render(request, "liaison/today.html", context)


def _first_url(shown: list[dict[str, Any]]) -> str:
    """Return where the work begins: the first person of the first list."""
    if not shown:
        return ""
    first = shown[0]["rows"][0]["found"].candidate.ref
    return f"{reverse('liaison:candidate', args=[first])}?list={shown[0]['which']}"


def _screening_list(which: str, count: int, found: list[Any]) -> dict[str, Any]:
    return {
        "which": which,
        "title": wording.LISTS[which],
        "tag": wording.TAGS[which],
        "kind": wording.KINDS[which],
        "count": count,
        "rows": [line(row) for row in found],
    }


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
