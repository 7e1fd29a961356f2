"""Review: who waits for the employer's answer, and one profile after the other."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kretslop.campaigns import queries as campaigns
from kretslop.conversations import queries as conversations
from kretslop.introductions import disclosure, interviewing, linking, queries, rules
from kretslop.introductions.wording import PROBLEMS, STATES_FOR_EMPLOYER
from kretslop.shared.errors import NotPossible
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import act_for, acting_for, show
from kretslop.web.employer.ending import ended_words
from kretslop.web.employer.showing import answer_note, cards, profile, row
from kretslop.web.employer.undoing import undoable
from kretslop.web.interviews import shown
from kretslop.web.stages import time_in_stages

if TYPE_CHECKING:
    from kretslop.campaigns.models import Participation
    from kretslop.introductions.models import Interview, Introduction

#: So many stand in the list beside one profile.
LISTED = 40


@for_employers
@require_GET
def review(request: SignedIn) -> HttpResponse:
    """Show what waits for an answer, the most urgent first, and the first of them in full."""
    participation, now = acting_for(request), timezone.now()
    if participation is None:
        return show(request, "employer/review.html", {"stage": "not_joined", "rows": [], "undoable": None, "unread": 0})
    waiting = queries.waiting_refs(request.user, participation)
    context: dict[str, Any] = {"stage": "", "rows": []}
    context["undoable"] = undoable(request, now)
    context["unread"] = conversations.unread_for_member(request.user)
    context["to_agree"] = campaigns.version_to_agree(participation)
    if waiting:
        context["late"] = sum(due is not None and due < now for due in waiting.values())
        context |= _to_decide(request, get_introduction(request, next(iter(waiting))), list(waiting), now)
    else:
        context |= _nobody(request, participation)
    return show(request, "employer/review.html", context)


def _nobody(request: SignedIn, participation: "Participation") -> dict[str, Any]:
    """Return which of the reasons for an empty list it is: the page says what happens next."""
    going_on = queries.in_process(request.user, participation).count()
    if participation.left_at is not None:
        return {"stage": "left", "going_on": going_on}
    if not campaigns.has_wanted_profile(participation):
        return {"stage": "no_wanted_profile", "going_on": going_on}
    agreed = campaigns.version_in_force(participation.campaign) is not None
    return {"stage": "screening" if agreed else "before_criteria", "going_on": going_on}


def _to_decide(request: SignedIn, introduction: "Introduction", refs: list[str], now: datetime) -> dict[str, Any]:
    """Return what one profile among those that wait needs: its neighbours and how long the answer may take.

    Beside it stand those next to it in line; the table has everybody.
    """
    place = refs.index(introduction.ref)
    start = max(min(place - LISTED // 2, len(refs) - LISTED), 0)
    beside = queries.in_a_line(queries.to_review(request.user, introduction.participation))
    following = refs[(place + 1) % len(refs)] if len(refs) > 1 else ""
    return {
        "rows": [row(each, now) for each in beside[start : start + LISTED]],
        "profile": profile(introduction),
        "cards": cards(request, introduction),
        "note": answer_note(introduction, request.user, now),
        "position": place + 1,
        "total": len(refs),
        "before_url": reverse("employer:introduction", args=[refs[place - 1]]) if place else "",
        "skip_url": reverse("employer:introduction", args=[following]) if following else "",
        "is_last": place == len(refs) - 1,
    }


def get_introduction(request: SignedIn, ref: str) -> "Introduction":
    """Return the introduction with this reference, or a 404 for whoever may not see it."""
    found = queries.get_for_member(request.user, ref)
    if found is None:
        raise Http404
    return found


@for_employers
@require_GET
def introduction(request: SignedIn, ref: str) -> HttpResponse:
    """Show one introduction: to be decided, in process, or ended."""
    found, now = get_introduction(request, ref), timezone.now()
    act_for(request, found.participation)
    if found.state == rules.INTRODUCED:
        waiting = queries.waiting_refs(request.user, found.participation)
        context: dict[str, Any] = {"in_review": True, "undoable": undoable(request, now)}
        context |= _to_decide(request, found, list(waiting), now)
        return show(request, "employer/introduction.html", context)
    waiting_next = queries.to_review(request.user, found.participation).values_list("ref", flat=True).first()
    context = {
        "profile": profile(found),
        "undoable": undoable(request, now),
        "cards": cards(request, found),
        "line": row(found, now),
        "in_process": True,
        "stages": time_in_stages(found, [m for m in found.moves.all() if not m.undone_at], STATES_FOR_EMPLOYER, now),
        "next_url": reverse("employer:introduction", args=[waiting_next]) if waiting_next else "",
    }
    if found.state in rules.IN_PROCESS:
        context["interview"] = latest_interview(request, found, now)
        return show(request, "employer/in_process.html", context)
    context["again"] = getattr(found, "asked_again", None)
    context["may_ask_again"] = found.state in rules.ASKED_AGAIN_AFTER and found.participation.left_at is None
    context["held"] = disclosure.is_held(found, now)
    return show(request, "employer/ended.html", context | ended_words(found, request.user))


def latest_of(request: SignedIn, found: "Introduction") -> "Interview | None":
    """Return the latest interview of an introduction, or None."""
    return next(iter(queries.interviews_with(request.user, found)), None)


def latest_interview(request: SignedIn, found: "Introduction", now: datetime) -> dict[str, Any]:
    """Return what the page says of the latest interview; of none, or one that was called off, that there is none."""
    last = latest_of(request, found)
    return {"state": ""} if last is None or last.state == interviewing.CALLED_OFF else shown(last, now)


@for_employers
@require_GET
def from_mail(request: SignedIn, token: str) -> HttpResponse:
    """Lead from the link in a mail to its review; it is good for its reader alone, and for some days."""
    try:
        ref = linking.read_link(token, request.user, timezone.now())
    except NotPossible as problem:
        if problem.code == "no_link":
            raise Http404 from problem
        messages.info(request, str(PROBLEMS[problem.code]))
        return redirect("employer:review")
    return redirect("employer:introduction", ref=ref)


@for_employers
@require_GET
def cv(request: SignedIn, ref: str) -> FileResponse:
    """Serve the candidate's own file as an attachment, as long as the employer may see the contact data."""
    contact = disclosure.shown(get_introduction(request, ref)).contact
    if contact is None or contact.cv is None:
        raise Http404
    return FileResponse(contact.cv.file.open("rb"), as_attachment=True, filename=contact.cv.name)
