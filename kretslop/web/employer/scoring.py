"""A score card for each member, sharing with a colleague, the table of all who wait, and up to four side by side."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kretslop.campaigns import queries as campaigns
from kretslop.campaigns.wording import sentence
from kretslop.introductions import actions, disclosure, queries, rules
from kretslop.introductions.wording import SCORES
from kretslop.shared.errors import NotAllowed
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import act_for, acting_for, show
from kretslop.web.employer.review import get_introduction
from kretslop.web.employer.showing import card_words, fit, profile, row

if TYPE_CHECKING:
    from kretslop.introductions.models import Introduction
    from kretslop.matching.criteria import Criterion

NOTE_MAX = 500
PER_PAGE = 50


class ScoreForm(forms.Form):
    """One score for each criterion of the wanted profile, and what to remember."""

    def __init__(self, *args: Any, criteria: list["Criterion"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {f"s{number}": criterion.key for number, criterion in enumerate(criteria)}
        choices = [("", gettext_lazy("Not judged")), *SCORES.items()]
        for name, criterion in zip(self.keys, criteria, strict=True):
            label = sentence(criterion)
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=choices, coerce=int, empty_value=None, required=False
            )
        self.fields["takeaways"] = forms.CharField(
            label=gettext_lazy("Key takeaways"),
            required=False,
            max_length=rules.WORDS_MAX,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def scores(self) -> dict[str, int]:
        """Return the scores that were given, by criterion."""
        given = {key: self.cleaned_data[name] for name, key in self.keys.items()}
        return {key: score for key, score in given.items() if score}


class ShareForm(forms.Form):
    """Which colleague is asked, and what."""

    member = forms.ChoiceField(label=gettext_lazy("Colleague"))
    note = forms.CharField(
        label=gettext_lazy("What would you like to know?"),
        required=False,
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@for_employers
@require_http_methods(["GET", "POST"])
def score_card(request: SignedIn, ref: str) -> HttpResponse:
    """Fill in one's own score card."""
    found = get_introduction(request, ref)
    act_for(request, found.participation)
    result = disclosure.shown(found).result
    criteria = [part.criterion for part in result.parts] if result else []
    own = next((card for card in queries.score_cards(request.user, [found]) if card.by_id == request.user.pk), None)
    initial: dict[str, Any] = {"takeaways": own.takeaways if own else ""}
    form = ScoreForm(request.POST or None, criteria=criteria)
    for name, key in form.keys.items():
        initial[name] = own.scores.get(key, "") if own else ""
    form.initial = initial
    if request.method == "POST" and form.is_valid():
        actions.keep_score_card(
            introduction=found, by=request.user, scores=form.scores(), takeaways=form.cleaned_data["takeaways"],
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Saved. Only your company reads it."))
        return redirect("employer:introduction", ref=ref)
    context = {"form": form, "ref": ref, "who": disclosure.listed(found), **_where(found)}
    return show(request, "employer/score_card.html", context, status=422 if form.errors else 200)


@for_employers
@require_http_methods(["GET", "POST"])
def share(request: SignedIn, ref: str) -> HttpResponse:
    """Ask a colleague to look at a candidate too."""
    found = get_introduction(request, ref)
    act_for(request, found.participation)
    everybody = campaigns.colleagues_for(request.user).filter(employer=found.employer_id).exclude(user=request.user)
    form = ShareForm(request.POST or None, label_suffix="")
    form.fields["member"].choices = [(each.ref, str(each.user)) for each in everybody]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        member = get_object_or_404(everybody, ref=form.cleaned_data["member"])
        note = form.cleaned_data["note"]
        try:
            actions.share(introduction=found, by=request.user, member=member, note=note, now=timezone.now())
        except NotAllowed as problem:
            raise Http404 from problem
        messages.success(request, _("%(name)s gets a mail with the way to this page.") % {"name": member.user})
        return redirect("employer:introduction", ref=ref)
    context = {"form": form, "ref": ref, "who": disclosure.listed(found), "anybody": bool(everybody), **_where(found)}
    return show(request, "employer/share.html", context, status=422 if form.errors else 200)


def _where(found: "Introduction") -> dict[str, bool]:
    return {"in_review": found.state == rules.INTRODUCED, "in_process": found.state != rules.INTRODUCED}


@for_employers
@require_GET
def table(request: SignedIn) -> HttpResponse:
    """Show everybody who waits as a table, to choose up to four for a comparison."""
    participation, now = acting_for(request), timezone.now()
    waiting = queries.in_a_table(queries.to_review(request.user, participation)) if participation else ()
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"line": row(each, now), "fit": fit(each)} for each in page]
    context = {"rows": rows, "page": page, "most": rules.COMPARED_MOST, "in_review": True}
    return show(request, "employer/review_table.html", context)


@for_employers
@require_GET
def compare(request: SignedIn) -> HttpResponse:
    """Show two to four candidates side by side, criterion by criterion."""
    refs = list(dict.fromkeys(request.GET.getlist("who")))
    if not 2 <= len(refs) <= rules.COMPARED_MOST:
        messages.info(request, _("Choose 2 to %(most)s people to compare.") % {"most": rules.COMPARED_MOST})
        return redirect("employer:review_table")
    found = list(queries.with_profiles(queries.for_member(request.user).filter(ref__in=refs)))
    if len(found) != len(refs):
        raise Http404
    people = [profile(each) for each in sorted(found, key=lambda each: refs.index(each.ref))]
    given: dict[str, list[dict[str, Any]]] = {each.ref: [] for each in found}
    for card in queries.score_cards(request.user, found):
        given[next(each.ref for each in found if each.pk == card.introduction_id)].append(card_words(card))
    context = {"people": people, "lines": _lines(people), "cards": [given[each.ref] for each in people]}
    return show(request, "employer/compare.html", context | {"in_review": True})


def _lines(people: Iterable[Any]) -> list[dict[str, Any]]:
    """Return one line per fact and criterion that any of the people has, with a cell for each of them."""
    people = list(people)
    facts = [[dict(each.rows) for each in people], [{i["title"]: i for i in each.items} for each in people]]
    rows = [
        {"title": title, "cells": [{"text": one.get(title, "–")} for one in facts[0]]}
        for title in dict.fromkeys(name for one in facts[0] for name in one)
    ]
    titles = dict.fromkeys(name for one in facts[1] for name in one)
    return rows + [{"title": title, "cells": [_cell(one.get(title)) for one in facts[1]]} for title in titles]


def _cell(item: dict[str, Any] | None) -> dict[str, Any]:
    kinds = {"met": "good", "not_met": "late", "unknown": "unsure"}
    words = {"met": _("met"), "not_met": _("not met"), "unknown": _("not known yet")}
    if item is None:
        return {"text": _("not asked for")}
    return {"text": item["evidence"], "tag": words[item["state"]], "kind": kinds[item["state"]]}
