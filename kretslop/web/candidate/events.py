"""Events for candidates: what comes, a place at it, the calendar file."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from kretslop.events import actions, queries
from kretslop.talent import queries as talent
from kretslop.web import attending
from kretslop.web.doors import for_candidates
from kretslop.web.visitor import signed_in


@for_candidates
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """The events to which a candidate is invited."""
    user = signed_in(request)
    return render(request, "candidate/events.html", attending.lists(user, list(queries.for_candidate(user))))


@for_candidates
@require_safe
def event(request: HttpRequest, ref: str) -> HttpResponse:
    """One event: when, where, what for, and whether one comes."""
    user = signed_in(request)
    found = get_object_or_404(queries.for_candidate(user), ref=ref)
    place = queries.own_places(user, [found]).get(found.pk)
    return render(request, "candidate/event.html", {"row": attending.shown(found, place)})


@for_candidates
@require_POST
def come(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a place."""
    user = signed_in(request)
    found = get_object_or_404(queries.for_candidate(user), ref=ref)
    act = partial(actions.take_place, event=found, by=user, candidate=talent.for_user(user), now=timezone.now())
    attending.answer(request, act, attending.waits_words)
    return redirect("candidate:event", ref)


@for_candidates
@require_POST
def wait(request: HttpRequest, ref: str) -> HttpResponse:
    """Stand in line for a place."""
    user = signed_in(request)
    found = get_object_or_404(queries.for_candidate(user), ref=ref)
    act = partial(actions.wait_for_place, event=found, by=user, candidate=talent.for_user(user), now=timezone.now())
    attending.answer(request, act, attending.waits_words)
    return redirect("candidate:event", ref)


@for_candidates
@require_POST
def stay_away(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the place back."""
    user = signed_in(request)
    found = get_object_or_404(queries.for_candidate(user), ref=ref)
    act = partial(attending.give_back, user, found)
    attending.answer(request, act, attending.given_back_words)
    return redirect("candidate:event", ref)


@for_candidates
@require_GET
def calendar_file(request: HttpRequest, ref: str) -> HttpResponse:
    """The event as a calendar file; the meeting's link is in it for whoever has a place."""
    user = signed_in(request)
    found = get_object_or_404(queries.for_candidate(user), ref=ref)
    has_place = queries.has_place(user, found)
    return attending.as_file(found, page=request.build_absolute_uri(".."), with_link=has_place)
