"""The end of a wanted profile, or of the employer's part in a campaign: what those who still wait are told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kretslop.campaigns import queries as campaigns
from kretslop.campaigns import rules, wording
from kretslop.introductions import actions, disclosure, queries
from kretslop.introductions.wording import STATES_FOR_EMPLOYER
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show
from kretslop.web.employer.wanted import find
from kretslop.web.winding_up import WindingUpForm

#: verb -> (question, button, what is said when it is done)
CLOSINGS = {
    "fill": (
        gettext_lazy("All posts are filled. What do we tell the others?"),
        gettext_lazy("Mark as filled"),
        gettext_lazy("Marked as filled. Nobody new is matched with it."),
    ),
    "withdraw": (
        gettext_lazy("You no longer look for this. What do we tell those who wait?"),
        gettext_lazy("Withdraw it"),
        gettext_lazy("Withdrawn. Nobody new is matched with it."),
    ),
    "pause": (
        gettext_lazy("You pause the search. What do we tell those who wait?"),
        gettext_lazy("Pause it"),
        gettext_lazy("Paused. Nobody new is matched with it until you go on."),
    ),
}


def _people(found: list[Any]) -> list[tuple[str, str]]:
    """Who is open, by the name that the employer knows them by, and where they stand."""
    return [(disclosure.shown(each).title, str(STATES_FOR_EMPLOYER[each.state])) for each in found]


@for_employers
@require_http_methods(["GET", "POST"])
def close_wanted(request: SignedIn, ref: str, verb: str) -> HttpResponse:
    """Fill, withdraw or pause a wanted profile, and say what becomes of those who are open with it."""
    profile = find(request, ref)
    if verb not in CLOSINGS:
        raise Http404
    if verb not in rules.WANTED_MOVES[profile.state]:
        messages.error(request, wording.not_possible_words("move_not_possible"))
        return redirect("employer:wanted_profile", ref)
    question, button, done = CLOSINGS[verb]
    found = queries.open_with(request.user, participation=profile.participation, profile=profile)
    form = WindingUpForm(
        request.POST if request.method == "POST" else None,
        languages=queries.languages_of(found),
        end=verb,
        go_on=_("Go on with them: you still answer each one"),
        release=_("Release them: they are told, and free for the next employer"),
    )
    if request.method == "POST" and (not found or form.is_valid()):
        words = form.words() if found else None
        try:
            actions.close_profile(profile=profile, verb=verb, release_words=words, by=request.user, now=timezone.now())
        except NotPossible as error:
            messages.error(request, wording.not_possible_words(error.code))
        else:
            messages.success(request, done)
        return redirect("employer:wanted_profile", ref)
    context = {"profile": profile, "form": form, "question": question, "button_words": button, "people": _people(found)}
    return show(request, "employer/wanted_close.html", context, status=422 if form.errors else 200)


@for_employers
@require_http_methods(["GET", "POST"])
def leave(request: SignedIn) -> HttpResponse:
    """Leave the campaign: what happens, and what becomes of those who are open."""
    participation = acting_for(request)
    if participation is None or participation.left_at is not None:
        return redirect("employer:campaign")
    found = queries.open_with(request.user, participation=participation)
    form = WindingUpForm(
        request.POST if request.method == "POST" else None,
        languages=queries.languages_of(found),
        end="leave",
        go_on=_("Finish with them: you still answer each one"),
        release=_("Release them: they are told, and free for the next employer"),
    )
    if request.method == "POST" and (not found or form.is_valid()):
        words = form.words() if found else None
        try:
            actions.leave_campaign(
                participation=participation, release_words=words, by=request.user, now=timezone.now()
            )
        except (NotAllowed, NotPossible) as error:
            messages.error(request, wording.not_possible_words(error.code))
        else:
            said = _("You have left %(campaign)s. Thank you for the time that you gave it.")
            messages.success(request, said % {"campaign": participation.campaign.name})
        return redirect("employer:campaign")
    profiles = campaigns.wanted_for(request.user).filter(participation=participation, state__in=rules.WANTED_CHANGEABLE)
    context = {
        "form": form,
        "campaign": participation.campaign,
        "people": _people(found),
        "profiles": list(profiles),
    }
    return show(request, "employer/leave.html", context, status=422 if form.errors else 200)
