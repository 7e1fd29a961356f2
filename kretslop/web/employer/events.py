"""Events for an employer's people: what comes, a place at it, the calendar file."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kretslop.events import access, actions, queries
from kretslop.web import attending
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import show


@for_employers
@require_GET
def event(request: SignedIn, ref: str) -> HttpResponse:
    """One event: when, where, what for, and whether one comes."""
    found = get_object_or_404(queries.for_member(request.user), ref=ref)
    place = queries.own_places(request.user, [found]).get(found.pk)
    return show(request, "employer/event.html", {"row": attending.shown(found, place)})


@for_employers
@require_POST
def come(request: SignedIn, ref: str) -> HttpResponse:
    """Take a place."""
    found = get_object_or_404(queries.for_member(request.user), ref=ref)
    act = partial(
        actions.take_place,
        event=found,
        by=request.user,
        member=access.member_of(request.user, found),
        now=timezone.now(),
    )
    attending.answer(request, act, attending.waits_words)
    return redirect("employer:event", ref)


@for_employers
@require_POST
def wait(request: SignedIn, ref: str) -> HttpResponse:
    """Stand in line for a place."""
    found = get_object_or_404(queries.for_member(request.user), ref=ref)
    act = partial(
        actions.wait_for_place,
        event=found,
        by=request.user,
        member=access.member_of(request.user, found),
        now=timezone.now(),
    )
    attending.answer(request, act, attending.waits_words)
    return redirect("employer:event", ref)


@for_employers
@require_POST
def stay_away(request: SignedIn, ref: str) -> HttpResponse:
    """Give the place back."""
    found = get_object_or_404(queries.for_member(request.user), ref=ref)
    act = partial(attending.give_back, request.user, found)
    attending.answer(request, act, attending.given_back_words)
    return redirect("employer:event", ref)


@for_employers
@require_GET
def calendar_file(request: SignedIn, ref: str) -> HttpResponse:
    """The event as a calendar file; the meeting's link is in it for whoever has a place."""
    found = get_object_or_404(queries.for_member(request.user), ref=ref)
    has_place = queries.has_place(request.user, found)
    return attending.as_file(found, page=request.build_absolute_uri(".."), with_link=has_place)
