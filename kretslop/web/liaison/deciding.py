"""The liaison decides on one pre-selected person: approve, hold, not now, or ask about what nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kretslop.campaigns.wording import sentence
from kretslop.matching.explain import Result
from kretslop.screening import actions, confirming, lists, rules, wording
from kretslop.screening import queries as screening
from kretslop.shared.errors import KretslopError, NotPossible
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison.candidates import get_candidate
from kretslop.web.liaison.reasons import ReasonForm

if TYPE_CHECKING:
    from kretslop.talent.models import Candidate


def standing_of(request: SignedIn, person: Candidate, campaign: str) -> screening.Standing:
    """Return where a person stands in the campaign with this reference, or a 404."""
    standings = screening.standings(request.user, person)
    found = next((s for s in standings if s.campaign.ref == campaign), None)
    if found is None:
        raise Http404
    return found


def go_on(request: SignedIn, ref: str, after: str) -> HttpResponse:
    """Go on to the next person of the list that the liaison works through, or stay."""
    which = request.GET.get("list", "")
    if which not in lists.LISTS:
        return redirect("liaison:candidate", ref=ref)
    if not after:
        messages.info(request, _("That was the last one on this list."))
        return redirect("liaison:today")
    response = redirect("liaison:candidate", ref=after)
    response["Location"] += f"?list={which}"
    return response


def after_of(request: SignedIn, person: Candidate) -> str:
    """Return who comes next on the list that the liaison works through, before anything is decided."""
    which = request.GET.get("list", "")
    if which not in lists.LISTS:
        return ""
    before, after, _position, _total = lists.neighbours(request.user, which, timezone.localdate(), person)
    return after or before


@for_liaisons
@require_POST
def approve(request: SignedIn, ref: str, campaign: str) -> HttpResponse:
    """Approve the person for the pool; they are told."""
    person = get_candidate(request, ref)
    standing, after = standing_of(request, person, campaign), after_of(request, person)
    try:
        made = confirming.decide(
            candidate=person, campaign=standing.campaign, verdict=rules.APPROVED, by=request.user, now=timezone.now()
        )
    except NotPossible as problem:
        return not_possible(request, ref, problem)
    done = _("%(name)s is approved and will get a mail.")
    messages.success(request, (wording.PROPOSED if wording.is_proposal(made) else done) % {"name": person.name})
    return go_on(request, ref, after)


def not_possible(request: SignedIn, ref: str, problem: KretslopError) -> HttpResponse:
    """Say why nothing happened, and show the person again."""
    messages.error(request, str(wording.PROBLEMS.get(problem.code, problem.code)))
    return redirect("liaison:candidate", ref=ref)


def _with_reason(request: SignedIn, ref: str, campaign: str, verdict: str, words: dict[str, str]) -> HttpResponse:
    person = get_candidate(request, ref)
    standing = standing_of(request, person, campaign)
    form = ReasonForm(request.POST or None, verdict=verdict)
    if request.method == "POST" and form.is_valid():
        after = after_of(request, person)
        try:
            made = confirming.decide(
                candidate=person, campaign=standing.campaign, verdict=verdict, by=request.user, now=timezone.now(),
                **form.cleaned_data,
            )  # fmt: skip
        except NotPossible as problem:
            return not_possible(request, ref, problem)
        said = wording.PROPOSED if wording.is_proposal(made) else words["done"]
        messages.success(request, said % {"name": person.name})
        return go_on(request, ref, after)
    context = {
        "person": person,
        "form": form,
        "words": words,
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
    }
    return render(request, "liaison/reason.html", context)


@for_liaisons
@require_http_methods(["GET", "POST"])
def hold(request: SignedIn, ref: str, campaign: str) -> HttpResponse:
    """Hold the person, with a reason; they come back to the desk after some weeks."""
    words = {
        "title": _("Put on hold"),
        "explain": _("The person stays in the pool and comes back to your desk in %(days)s days.")
        % {"days": rules.REVISIT_DAYS},
        "submit": _("Put on hold"),
        "done": _("%(name)s is on hold and comes back to your desk."),
    }
    return _with_reason(request, ref, campaign, rules.HELD, words)


@for_liaisons
@require_http_methods(["GET", "POST"])
def not_now(request: SignedIn, ref: str, campaign: str) -> HttpResponse:
    """Put the person aside in this campaign, with a reason; nothing is sent and the place in the pool stays."""
    words = {
        "title": _("Not now, in this campaign"),
        "explain": _("The person stays in the pool for other campaigns. No mail is sent: write yourself if it helps."),
        "submit": _("Put aside"),
        "done": _("%(name)s is put aside for this campaign and stays in the pool."),
    }
    return _with_reason(request, ref, campaign, rules.NOT_NOW, words)


@for_liaisons
@require_POST
def ask(request: SignedIn, ref: str, campaign: str) -> HttpResponse:
    """Ask the person about a must-have that nobody knows about; only what the result calls unknown can be asked."""
    person = get_candidate(request, ref)
    standing = standing_of(request, person, campaign)
    result = Result.from_json(standing.preselection.result) if standing.preselection else None
    unknown = {part.criterion.key: part.criterion for part in result.unknowns} if result else {}
    key = request.POST.get("criterion", "")
    if key not in unknown:
        messages.error(request, _("This is known by now, so there is nothing to ask."))
        return redirect("liaison:candidate", ref=ref)
    try:
        actions.ask(candidate=person, campaign=standing.campaign, criterion=key, by=request.user, now=timezone.now())
    except NotPossible as problem:
        return not_possible(request, ref, problem)
    messages.success(
        request,
        _("Asked: %(criterion)s. The answer goes straight into the profile.") % {"criterion": sentence(unknown[key])},
    )
    return redirect("liaison:candidate", ref=ref)
