"""The liaison decides about several people of a list at once, asks several, and undoes what was just decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kretslop.screening import asking, rules, undoing, wording
from kretslop.screening import queries as screening
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison.reasons import ReasonForm
from kretslop.web.liaison.showing import list_query

ASK = "ask"


def undoable(request: SignedIn) -> dict[str, Any] | None:
    """Return what was just decided, in words, while it can be undone."""
    last = undoing.last(request.user, timezone.now())
    if last is None:
        return None
    verdict = wording.VERDICTS[last.verdict]
    words = ngettext("%(verdict)s: %(name)s", "%(verdict)s: %(people)s people", last.people)
    return {"batch": last.batch, "words": words % {"verdict": verdict, "name": last.name, "people": last.people}}


def _list(request: SignedIn) -> str:
    return reverse("liaison:candidates") + list_query(request)


@for_liaisons
@require_http_methods(["GET", "POST"])
def decide_many(request: SignedIn) -> HttpResponse:
    """Name those who were chosen, take one reason for all of them, and decide; or ask each what is not known."""
    sent = request.POST if request.method == "POST" else request.GET
    chosen = list(
        screening.preselections(request.user).filter(ref__in=sent.getlist("chosen")).order_by("-score", "ref")
    )
    verdict = sent.get("verdict", "")
    if not chosen or verdict not in (*rules.IN_BULK, ASK):
        messages.info(request, _("Choose some people first."))
        return redirect(_list(request))
    form = None if verdict == ASK else ReasonForm(request.POST or None, verdict=verdict)
    if request.method == "POST" and form is None:
        return _ask(request, chosen)
    if form is not None and form.is_valid():
        done = undoing.decide_many(
            chosen=chosen, verdict=verdict, by=request.user, now=timezone.now(), **form.cleaned_data
        )
        if left := len(chosen) - done:
            words = ngettext(
                "%(left)s person has left the pool or has a job, and was left out.",
                "%(left)s people have left the pool or have a job, and were left out.",
                left,
            )
            messages.info(request, words % {"left": left})
        return redirect(_list(request))
    context = {"chosen": chosen, "verdict": verdict, "form": form, "back": _list(request)}
    return render(request, "liaison/many.html", context | {"title": _title(verdict, len(chosen))})


def _title(verdict: str, people: int) -> str:
    if verdict == rules.HELD:
        words = ngettext("Put %(people)s person on hold", "Put %(people)s people on hold", people)
    elif verdict == rules.NOT_NOW:
        words = ngettext(
            "Put %(people)s person aside, in this campaign", "Put %(people)s people aside, in this campaign", people
        )
    else:
        words = ngettext(
            "Ask %(people)s person what we do not know", "Ask %(people)s people what we do not know", people
        )
    return words % {"people": people}


def _ask(request: SignedIn, chosen: list[Any]) -> HttpResponse:
    now, questions = timezone.now(), []
    day = timezone.localdate(now)
    for campaign in {row.campaign_id: row.campaign for row in chosen}.values():
        people = [row.candidate for row in chosen if row.campaign_id == campaign.pk]
        rested = [each for each in people if screening.may_be_asked(each, day)]
        questions += asking.ask_unknowns(campaign=campaign, candidates=rested, by=request.user, now=now)
    asked = len({question.candidate_id for question in questions})
    words = ngettext("%(asked)s person is asked.", "%(asked)s people are asked.", asked)
    messages.success(request, words % {"asked": asked})
    return redirect(_list(request))


@for_liaisons
@require_POST
def undo(request: SignedIn, batch: str) -> HttpResponse:
    """Take back what was just decided."""
    try:
        done = undoing.undo(batch=batch, by=request.user, now=timezone.now())
    except (NotPossible, NotAllowed):
        messages.error(request, str(wording.PROBLEMS["too_late"]))
    else:
        words = ngettext("Undone for %(done)s person.", "Undone for %(done)s people.", done)
        messages.success(request, words % {"done": done})
    return redirect(_list(request))
