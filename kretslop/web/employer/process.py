"""In process: the people whom the employer accepted, by stage, and how far each has come."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from kretslop.introductions import actions, queries, rules
from kretslop.introductions.wording import STATES_FOR_EMPLOYER
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show
from kretslop.web.employer.deciding import refused
from kretslop.web.employer.review import get_introduction
from kretslop.web.employer.showing import is_late, row
from kretslop.web.employer.undoing import undoable

if TYPE_CHECKING:
    from kretslop.introductions.models import Introduction

ENDED_PER_PAGE = 20
#: So many stand in a stage of the board, the next due first; the table of next steps has everybody.
SHOWN = 12
Act = Callable[..., "Introduction"]
#: The stages that are reported with one click.
STAGES: dict[str, tuple[Act, Any]] = {
    "interview": (actions.report_interview, _("Noted: interview. Tell us how it went when you have met.")),
    "assessment": (actions.report_assessment, _("Noted: assessment.")),
    "negotiation": (actions.report_negotiation, _("Noted: you negotiate. Say so here when you have agreed.")),
}


@for_employers
@require_GET
def process(request: SignedIn) -> HttpResponse:
    """Show the accepted people by stage, what is due, and those that have ended."""
    participation, now = acting_for(request), timezone.now()
    open_now = list(queries.in_a_line(queries.in_process(request.user, participation))) if participation else []
    columns = [
        {
            "title": STATES_FOR_EMPLOYER[stage],
            "number": len(there),
            "rows": [row(each, now) for each in there[:SHOWN]],
            "moves": [(to, STATES_FOR_EMPLOYER[to]) for to in STAGES if to != stage],
        }
        for stage in rules.IN_PROCESS
        for there in [[each for each in open_now if each.state == stage]]
    ]
    ended: Any = queries.in_a_line(queries.ended_with(request.user, participation)) if participation else []
    page: Page[Introduction] = Paginator(ended, ENDED_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "undoable": undoable(request, now),
        "columns": columns,
        "number": len(open_now),
        "late": sum(is_late(each, now) for each in open_now),
        "page": page,
        "ended": [row(each, now) for each in page],
    }
    return show(request, "employer/process.html", context)


@for_employers
@require_POST
def report(request: SignedIn, ref: str, stage: str) -> HttpResponse:
    """Report that the person has come to a stage."""
    found = get_introduction(request, ref)
    if stage not in STAGES:
        raise Http404
    act, done = STAGES[stage]
    try:
        act(introduction=found, by=request.user, now=timezone.now())
    except NotAllowed as problem:
        raise Http404 from problem
    except NotPossible as problem:
        return refused(request, ref, problem)
    messages.success(request, done)
    if request.POST.get("next") == "board":
        return redirect("employer:process")
    return redirect("employer:introduction", ref=ref)
