"""Moves for the liaison: who was hired and comes, step by step, and whose family asks for help."""

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
from django.views.decorators.http import require_POST, require_safe

from kretslop.campaigns.wording import language_name
from kretslop.relocation import actions, queries, rules, wording
from kretslop.routes.wording import ROUTES, route_words
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.web.doors import SignedIn, for_liaisons

if TYPE_CHECKING:
    from datetime import date

    from kretslop.relocation.models import Case, Household, Step

PER_PAGE = 40
LISTS: dict[str, Any] = {
    "open": gettext_lazy("Under way"),
    "mine": gettext_lazy("Mine"),
    "late": gettext_lazy("Late"),
    "ended": gettext_lazy("Ended"),
}


class StepForm(forms.Form):
    """When a step is due, and what holds it up."""

    due_on = forms.DateField(label=gettext_lazy("Due on"))
    blocker = forms.ChoiceField(
        label=gettext_lazy("What holds it up"),
        required=False,
        choices=[("", gettext_lazy("Nothing")), *wording.BLOCKERS.items()],
    )


class RouteForm(forms.Form):
    """By which way the person may work in Norway."""

    route = forms.ChoiceField(label=gettext_lazy("The way into the country"), choices=list(ROUTES.items()))


@for_liaisons
@require_safe
def moves(request: SignedIn) -> HttpResponse:
    """List moves, those that wait longest first, and the families that ask for help before a hire."""
    today, which = timezone.localdate(), request.GET.get("list", "open")
    which = which if which in LISTS else "open"
    found = queries.cases_for_liaison(request.user, which=which, today=today)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    families = queries.households_for_liaison(request.user).exclude(candidate__membership__state="hired")
    context = {
        "chips": [{"label": words, "url": f"?list={name}", "current": name == which} for name, words in LISTS.items()],
        "page": page,
        "rows": [_row(case, today) for case in page],
        "families": families[:PER_PAGE],
        "which": which,
    }
    return render(request, "liaison/moves.html", context)


def _row(case: Case, today: date) -> dict[str, Any]:
    step = queries.next_step(case) if case.state == rules.OPEN else None
    return {
        "case": case,
        "step": wording.STEPS[step.code] if step else wording.CASE_STATES[case.state] if case.closed_at else "",
        "due_on": step.due_on if step else None,
        "late": step is not None and step.due_on < today,
        "blocker": wording.BLOCKERS[step.blocker] if step and step.blocker else "",
    }


def get_move(request: SignedIn, ref: str) -> Case:
    """Return the move with this reference, or a 404 for whoever may not see it."""
    return get_object_or_404(queries.cases_for_liaison(request.user), ref=ref)


@for_liaisons
@require_safe
def move(request: SignedIn, ref: str) -> HttpResponse:
    """One move: its steps, what comes next, and the household if the person told of one."""
    case, today = get_move(request, ref), timezone.localdate()
    following = queries.next_step(case)
    household = queries.households_for_liaison(request.user).filter(candidate=case.candidate_id).first()
    return render(
        request,
        "liaison/move.html",
        {
            "case": case,
            "steps": [_step_row(step, following, today) for step in case.steps.all()],
            "is_open": case.state == rules.OPEN,
            "state": wording.CASE_STATES[case.state],
            "route": route_words(case.route),
            "route_form": RouteForm(initial={"route": case.route}),
            "tight": queries.is_tight(case),
            "household": household_rows(household),
            "mine": case.owner_id == request.user.pk,
        },
    )


def _step_row(step: Step, following: Step | None, today: date) -> dict[str, Any]:
    done = step.done_on is not None
    return {
        "step": step,
        "title": wording.STEPS[step.code],
        "who": wording.ACTORS[step.who],
        "blocker": wording.BLOCKERS[step.blocker] if step.blocker else "",
        "done": done,
        "next": step == following,
        "late": not done and step.due_on < today,
    }


def household_rows(household: Household | None) -> list[tuple[Any, Any]]:
    """Return what somebody told of their household as pairs of word and value; what they left open is left out."""
    if household is None:
        return []
    rows = [
        (_("Partner"), wording.PARTNERS_FOR_LIAISON.get(household.partner)),
        (_("Occupation or field"), household.partner_field),
        (_("Wishes for"), wording.WISHES.get(household.partner_wish)),
        (_("Works in"), ", ".join(language_name(code) for code in household.partner_languages)),
        (_("In their own words"), household.partner_words),
        (_("Children of 0 to 5 years"), household.small_children),
        (_("Children of 6 to 15 years"), household.school_children),
        (_("Children of 16 to 18 years"), household.older_children),
        (_("Home"), wording.HOUSINGS.get(household.housing)),
        (_("Bedrooms"), household.bedrooms),
        (_("About the home"), household.housing_words),
    ]
    return [(word, value) for word, value in rows if value not in (None, "")]


@for_liaisons
@require_safe
def family(request: SignedIn, ref: str) -> HttpResponse:
    """What somebody told who asks for help before a hire."""
    household = get_object_or_404(queries.households_for_liaison(request.user), candidate__ref=ref)
    return render(
        request,
        "liaison/family.html",
        {"person": household.candidate, "asked_at": household.help_asked_at, "household": household_rows(household)},
    )


@for_liaisons
def change_step(request: SignedIn, ref: str, step: str) -> HttpResponse:
    """Another day, or what holds a step up."""
    case = get_move(request, ref)
    found = get_object_or_404(case.steps.all(), ref=step)
    form = StepForm(
        request.POST if request.method == "POST" else None, initial={"due_on": found.due_on, "blocker": found.blocker}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_step(case=case, step_ref=step, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Invalid as wrong:
            form.add_error(wrong.field if wrong.field in form.fields else None, wording.problem_words(wrong.code))
        except NotPossible as why:
            return _no(request, why, ref)
        else:
            messages.success(request, _("Saved."))
            return redirect("liaison:move", ref)
    context = {"case": case, "title": wording.STEPS[found.code], "form": form}
    return render(request, "liaison/move_step.html", context, status=422 if form.errors else 200)


@for_liaisons
@require_POST
def finish_step(request: SignedIn, ref: str, step: str) -> HttpResponse:
    """A step is done today."""
    return _do(request, ref, lambda case: actions.finish_step(
        case=case, step_ref=step, done_on=timezone.localdate(), by=request.user, now=timezone.now()
    ))  # fmt: skip


@for_liaisons
@require_POST
def reopen_step(request: SignedIn, ref: str, step: str) -> HttpResponse:
    """A step was not done after all."""
    return _do(
        request, ref, lambda case: actions.reopen_step(case=case, step_ref=step, by=request.user, now=timezone.now())
    )


@for_liaisons
@require_POST
def take_over(request: SignedIn, ref: str) -> HttpResponse:
    """I look after this move from now on."""
    return _do(request, ref, lambda case: actions.take_over(case=case, by=request.user, now=timezone.now()))


@for_liaisons
@require_POST
def choose_route(request: SignedIn, ref: str) -> HttpResponse:
    """By which way the person may work here: the steps follow from it."""
    route = request.POST.get("route", "")
    return _do(
        request, ref, lambda case: actions.choose_route(case=case, route=route, by=request.user, now=timezone.now())
    )


@for_liaisons
@require_POST
def close(request: SignedIn, ref: str) -> HttpResponse:
    """The person has settled in, or does not move after all."""
    settled = request.POST.get("settled") == "1"
    return _do(
        request, ref, lambda case: actions.close_case(case=case, settled=settled, by=request.user, now=timezone.now())
    )


def _do(request: SignedIn, ref: str, act: Any) -> HttpResponse:
    case = get_move(request, ref)
    try:
        act(case)
    except (Invalid, NotPossible) as why:
        return _no(request, why, ref)
    messages.success(request, _("Saved."))
    return redirect("liaison:move", ref)


def _no(request: SignedIn, why: Invalid | NotPossible, ref: str) -> HttpResponse:
    messages.error(request, wording.problem_words(why.code))
    return redirect("liaison:move", ref)
