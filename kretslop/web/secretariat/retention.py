"""How long the alliance keeps what, and whom the clock of retention has come near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kretslop.privacy import actions, queries, rules
from kretslop.privacy.wording import setting_problem, step_words
from kretslop.shared.errors import Invalid
from kretslop.web.doors import for_project_leads
from kretslop.web.visitor import signed_in

if TYPE_CHECKING:
    from kretslop.privacy.queries import Case

PER_PAGE = 50


class RetentionForm(forms.Form):
    """Months and days; what is possible is said by `privacy.rules.problem`."""

    months = forms.IntegerField(
        label=_("Months without a sign-in, until a profile is erased"),
        min_value=rules.MONTHS_ALLOWED[0],
        max_value=rules.MONTHS_ALLOWED[1],
        help_text=_("From 3 to 12. People agreed to no more than 12."),
    )
    first = forms.IntegerField(label=_("First reminder, days before"), min_value=5, max_value=120)
    second = forms.IntegerField(label=_("Second reminder, days before"), min_value=5, max_value=120)
    third = forms.IntegerField(label=_("Last reminder, days before"), min_value=5, max_value=120)
    proof_months = forms.IntegerField(
        label=_("Months for which it is kept what was decided, without names and words"),
        min_value=rules.PROOF_ALLOWED[0],
        max_value=rules.PROOF_ALLOWED[1],
        help_text=_("From 12 to 36."),
    )


@for_project_leads
def retention(request: HttpRequest) -> HttpResponse:
    """The settings, and the list of what would happen when, and why."""
    user, now, kept = signed_in(request), timezone.now(), queries.clock()
    days = dict(zip(("first", "second", "third"), kept.remind_days, strict=True))
    initial = {"months": kept.months, "proof_months": kept.proof_months, **days}
    form = RetentionForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and _save(request, form):
        messages.success(request, _("Saved. A day that somebody was told already is not moved forward."))
        return redirect("secretariat:retention")
    cases = queries.announced(user, now)
    page = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    values = {
        "form": form,
        "changed": queries.settings_for(user),
        "page": page,
        "rows": [_row(case) for case in page],
        "waiting": sum(case.step.kind == rules.HELD for case in cases),
    }
    return render(request, "secretariat/retention.html", values)


def _save(request: HttpRequest, form: RetentionForm) -> bool:
    said = form.cleaned_data
    try:
        actions.change_settings(
            months=said["months"],
            remind_days=[said["first"], said["second"], said["third"]],
            proof_months=said["proof_months"],
            by=signed_in(request),
            now=timezone.now(),
        )
    except Invalid as wrong:
        field = "first" if wrong.field == "remind_days" else wrong.field
        form.add_error(field, setting_problem(wrong.field, wrong.code))
        return False
    return True


def _row(case: Case) -> dict[str, Any]:
    words, kind, why = step_words(case.step)
    held = case.step.kind == rules.HELD
    return {
        "candidate": case.candidate,
        "step": words,
        "kind": kind,
        "why": why,
        "on": case.step.on,
        "told": len(case.told),
        "url": reverse("secretariat:decide_erasure", args=[case.candidate.ref]) if held else "",
    }


@for_project_leads
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, ref: str) -> HttpResponse:
    """What waits for a person: the project lead erases, after having looked; doing nothing keeps the profile."""
    now = timezone.now()
    case = queries.case_for_lead(signed_in(request), ref, now)
    if case is None:
        raise Http404
    if request.method == "POST":
        actions.erase(candidate=case.candidate, by=signed_in(request), why=rules.BY_LEAD, now=now)
        messages.success(request, _("Erased. A receipt is on its way to the person."))
        return redirect("secretariat:retention")
    return render(request, "secretariat/decide_erasure.html", _row(case) | {"case": case})
