"""All introductions for the liaison: what is open and late, one in full, and ending the wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kretslop.campaigns.queries import answering_member
from kretslop.introductions import actions, desk, rules
from kretslop.introductions.wording import PROBLEMS, STATES_FOR_LIAISON, reason_words
from kretslop.matching.explain import Result
from kretslop.shared.errors import NotPossible
from kretslop.timeline import queries as timeline
from kretslop.web.components.words import weekday_date
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.explaining import criteria_items
from kretslop.web.liaison.showing import events_in_words
from kretslop.web.stages import time_in_stages
from kretslop.web.taking_back import take_back

if TYPE_CHECKING:
    from datetime import datetime

    from kretslop.employers.models import Member
    from kretslop.introductions.models import Introduction, Move

PER_PAGE = 40
MORE_DAYS = 2  # that a click gives a late employer
FILTERS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "open": (gettext_lazy("Open"), rules.OPEN),
    "asked": (gettext_lazy("Candidate is asked"), (rules.ASKED,)),
    "introduced": (gettext_lazy("Employer is asked"), (rules.INTRODUCED,)),
    "process": (gettext_lazy("In process"), rules.IN_PROCESS),
    "hired": (gettext_lazy("Hired"), (rules.HIRED,)),
    "ended": (gettext_lazy("Ended"), tuple(s for s in rules.ENDED if s != rules.HIRED)),
}


class EndForm(forms.Form):
    """Words to the candidate when the liaison ends an introduction."""

    words = forms.CharField(
        label=gettext_lazy("Words to the candidate"),
        required=False,
        max_length=rules.WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("They leave by mail after two working hours. You can still change or stop them."),
    )


@for_liaisons
@require_GET
def introductions(request: SignedIn) -> HttpResponse:
    """List introductions, late ones first."""
    now, which = timezone.now(), request.GET.get("state", "open")
    which = which if which in FILTERS or which in ("late", "again") else "open"
    found = desk.for_liaison(request.user)
    late = desk.overdue(request.user, now)
    again = desk.asked_again(request.user, now)
    if which == "late":
        found = late
    elif which == "again":
        found = again
    elif which in ("hired", "ended"):
        found = found.filter(state__in=FILTERS[which][1]).order_by("-ended_at", "-pk")
    else:
        found = found.filter(state__in=FILTERS[which][1]).order_by("next_step_due", "pk")
    chips = [{"label": _("Late"), "url": "?state=late", "current": which == "late", "count": late.count()}]
    chips += [{"label": label, "url": f"?state={key}", "current": which == key} for key, (label, _s) in FILTERS.items()]
    if (asked := again.count()) or which == "again":
        chips.append(
            {"label": _("Asked for again"), "url": "?state=again", "current": which == "again", "count": asked}
        )
    page = Paginator(desk.in_a_line(found), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"introduction": i, "state": STATES_FOR_LIAISON[i.state], "late": _is_late(i, now)} for i in page]
    return render(request, "liaison/introductions.html", {"chips": chips, "page": page, "rows": rows, "which": which})


def _is_late(introduction: Introduction, now: Any) -> bool:
    due = introduction.next_step_due
    return introduction.ended_at is None and due is not None and due < now


def get_introduction(request: SignedIn, ref: str) -> Introduction:
    """Return the introduction with this reference, or a 404 for whoever may not see it."""
    found = desk.for_liaison(request.user).select_related("asked_again__by", "asked_again__settled_by")
    return get_object_or_404(found, ref=ref)


@for_liaisons
@require_GET
def introduction(request: SignedIn, ref: str) -> HttpResponse:
    """Show one introduction: where it stands, whose turn it is, what was said."""
    found = get_introduction(request, ref)
    now = timezone.now()
    result = Result.from_json(found.result) if found.result else None
    made = [each for each in found.moves.all() if each.undone_at is None]
    context = {
        "introduction": found,
        "state": STATES_FOR_LIAISON[found.state],
        "is_open": found.state in rules.OPEN,
        "late": _is_late(found, now),
        "answers": answering_member(found.participation, timezone.localdate(now)),
        "stand_in": _stand_in(found),
        "again": getattr(found, "asked_again", None),
        "result": result,
        "items": criteria_items(result.parts) if result else [],
        "feedback": getattr(found, "feedback", None),
        "reason": reason_words(found.end_reason),
        "message": getattr(found, "release_message", None),
        "events": events_in_words(timeline.about(found)[:30]),
        "now": now,
        "lapses_on": actions.lapses_on(found.liaison_told_at) if found.liaison_told_at else None,
        "undoable": _may_undo(made, request, now),
        "moves": time_in_stages(found, made, STATES_FOR_LIAISON, now),
    }
    return render(request, "liaison/introduction.html", context)


def _stand_in(found: Introduction) -> Member | None:
    """Return the stand-in when it is somebody else than the recruiter: a founder may be both (R2)."""
    recruiter, stand_in = found.participation.recruiter, found.participation.stand_in
    return stand_in if stand_in and stand_in.active and stand_in != recruiter else None


def _may_undo(made: list[Move], request: SignedIn, now: datetime) -> bool:
    return any(last.by_id == request.user.pk and rules.may_undo(last.verb, last.at, now) for last in made[-1:])


@for_liaisons
@require_http_methods(["GET", "POST"])
def end(request: SignedIn, ref: str) -> HttpResponse:
    """End the wait for an answer, or take the introduction back; the candidate gets a warm word where one is due."""
    found = get_introduction(request, ref)
    if found.state not in rules.OPEN:
        messages.info(request, _("This introduction has ended already."))
        return redirect("liaison:introduction", ref=ref)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _end(found, form.cleaned_data["words"], request)
        except NotPossible as problem:
            messages.error(request, str(PROBLEMS.get(problem.code, problem)))
        else:
            messages.success(request, _("Ended. %(name)s is back in circulation.") % {"name": found.candidate.name})
        return redirect("liaison:introduction", ref=ref)
    return render(
        request, "liaison/end.html", {"introduction": found, "form": form, "asked": found.state == rules.ASKED}
    )


@for_liaisons
@require_POST
def more_time(request: SignedIn, ref: str) -> HttpResponse:
    """Give a late employer two more working days."""
    found = get_introduction(request, ref)
    try:
        given = actions.give_more_time(introduction=found, days=MORE_DAYS, by=request.user, now=timezone.now())
    except NotPossible as problem:
        messages.error(request, str(PROBLEMS.get(problem.code, problem)))
    else:
        words = {"employer": found.hirer, "day": weekday_date(given.next_step_due)}
        messages.success(request, _("%(employer)s has time until %(day)s now.") % words)
    return redirect("liaison:introduction", ref=ref)


@for_liaisons
@require_POST
def settle_asking(request: SignedIn, ref: str) -> HttpResponse:
    """Not introduce somebody again whom the employer has asked for again."""
    found = get_introduction(request, ref)
    try:
        actions.settle_asking(introduction=found, by=request.user, now=timezone.now())
    except NotPossible as problem:
        messages.error(request, str(PROBLEMS.get(problem.code, problem)))
    else:
        messages.success(request, _("Noted. %(employer)s is told nothing.") % {"employer": found.hirer})
    return redirect("liaison:introduction", ref=ref)


@for_liaisons
@require_POST
def undo(request: SignedIn, ref: str) -> HttpResponse:
    """Take back how one has just ended an introduction."""
    found = get_introduction(request, ref)
    take_back(request, found)
    return redirect("liaison:introduction", ref=ref)


def _end(found: Introduction, words: str, request: SignedIn) -> None:
    by, now = request.user, timezone.now()
    if found.state == rules.ASKED:
        actions.expire(introduction=found, by=by, now=now)
    elif found.state == rules.INTRODUCED and _is_late(found, now):
        actions.lapse(introduction=found, by=by, words_to_candidate=words, now=now)
    else:
        actions.take_back(introduction=found, by=by, words_to_candidate=words, now=now)
