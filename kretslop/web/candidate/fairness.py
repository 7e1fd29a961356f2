"""The candidate answers three questions that are only counted, or takes the answers back."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kretslop.fairness import actions, queries, rules, wording
from kretslop.web.doors import for_candidates
from kretslop.web.visitor import own_candidate, signed_in


def _question(name: str) -> forms.ChoiceField:
    choices = [*wording.ANSWERS[name].items(), ("", _("I would rather not say"))]
    return forms.ChoiceField(
        label=wording.QUESTIONS[name],  # type: ignore[arg-type]
        required=False,
        choices=choices,
        widget=forms.RadioSelect,
        initial="",
    )


class FairnessForm(forms.Form):
    """Three questions; each may stay open."""

    sex = _question("sex")
    age_band = _question("age_band")
    country_group = _question("country_group")
    consent = forms.BooleanField(
        label=_("Yes, count my answers, without my name"),
        error_messages={"required": _("Without your yes we may not count your answers.")},
    )


@for_candidates
def fairness(request: HttpRequest) -> HttpResponse:
    """The three questions, with why they are asked."""
    known = queries.own_answers(signed_in(request))
    form = FairnessForm(
        request.POST if request.method == "POST" else None, initial={**known, "consent": True} if known else {}
    )
    if request.method == "POST" and form.is_valid():
        answers = {name: form.cleaned_data[name] for name in rules.QUESTIONS}
        actions.answer(candidate=own_candidate(request), **answers, by=signed_in(request), now=timezone.now())
        if any(answers.values()):
            messages.success(request, _("Thank you. Your answers are counted, and you can take them back at any time."))
        else:
            messages.success(request, _("Nothing is kept: you have left every question open."))
        return redirect("candidate:fairness")
    values = {"form": form, "known": known, "words_version": rules.WORDS_VERSION}
    return render(request, "candidate/fairness.html", values, status=422 if form.errors else 200)


@for_candidates
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Withdraw the consent: the answers are erased at once."""
    actions.take_back(candidate=own_candidate(request), by=signed_in(request), now=timezone.now())
    messages.success(request, _("Erased. Your answers are no longer counted."))
    return redirect("candidate:fairness")
