"""Introduce one or several candidates to one or several employers, with a sentence for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kretslop.campaigns import queries as campaigns
from kretslop.introductions import actions, desk
from kretslop.introductions.wording import PROBLEMS
from kretslop.shared.errors import KretslopError, NotPossible
from kretslop.talent import queries as talent
from kretslop.web.doors import SignedIn, for_liaisons

if TYPE_CHECKING:
    from kretslop.talent.models import Candidate

MOST_PEOPLE, MOST_WORDS = 20, 600


@for_liaisons
@require_http_methods(["GET", "POST"])
def introduce(request: SignedIn) -> HttpResponse:
    """Choose who is introduced to whom, say why, and ask the candidates. `candidate` and `wanted` may repeat."""
    chosen = request.POST if request.method == "POST" else request.GET
    refs = chosen.getlist("candidate")[:MOST_PEOPLE]
    people = list(talent.with_facts(talent.for_staff(request.user).filter(ref__in=refs)).order_by("name", "pk"))
    wanted_refs = set(chosen.getlist("wanted"))
    words = chosen.get("words", "").strip()
    own = {person.pk: chosen.get(f"words-{person.ref}", "").strip() for person in people}
    error = ""
    if request.method == "POST":
        if not people:
            error = _("Choose at least one candidate.")
        elif not wanted_refs:
            error = _("Choose at least one wanted profile.")
        else:
            try:
                return _introduce(request, people, wanted_refs, words, own)
            except KretslopError as problem:
                error = capfirst(str(PROBLEMS.get(problem.code, problem)))
    fits = desk.next_employers(request.user, people, timezone.localdate(), everything=True)
    context = {
        "people": people,
        "rows": _profiles(fits, wanted_refs, len(people)),
        "words": words,
        "sentences": [(person, own[person.pk]) for person in people] if len(people) > 1 else [],
        "error": error,
        "most_words": MOST_WORDS,
        "available": [p.ref for p in talent.available(timezone.localdate()).filter(pk__in=[p.pk for p in people])],
    }
    return render(request, "liaison/introduce.html", context, status=422 if error else 200)


def _profiles(fits: dict[int, list[desk.Fit]], chosen: set[str], people: int) -> list[dict[str, Any]]:
    """Return each wanted profile with how well the chosen people fit it, best first."""
    rows: dict[str, dict[str, Any]] = {}
    for found in fits.values():
        for fit in found:
            row = rows.setdefault(fit.wanted.ref, {"wanted": fit.wanted, "percents": [], "before": set(), "groups": []})
            row["percents"].append(fit.percent)
            row["groups"].append(fit.result.group)
            row["before"] |= {fit.before} - {""}
    for ref, row in rows.items():
        row["checked"] = ref in chosen
        row["percent"] = sum(row["percents"]) // len(row["percents"])
        row["fitting"] = sum(group == "meets_all" for group in row["groups"])
        row["of"] = people
    return sorted(
        rows.values(), key=lambda row: (not row["checked"], -row["fitting"], -row["percent"], row["wanted"].title)
    )


def _introduce(
    request: SignedIn, people: list[Candidate], wanted_refs: set[str], words: str, own: dict[int, str]
) -> HttpResponse:
    wanted = list(campaigns.wanted_now().filter(ref__in=wanted_refs))
    if not wanted:
        raise NotPossible("profile_not_open")
    if len(wanted) < len(wanted_refs):
        messages.warning(
            request, _("A wanted profile that you had chosen is not open any more: nobody is asked for it.")
        )
    made, refused = actions.introduce_many(
        candidates=people,
        wanted_profiles=wanted,
        by=request.user,
        words=words,
        words_for=own,
        now=timezone.now(),
    )
    if made:
        said = ngettext(
            "%(count)s person is asked now. The employer sees nothing before the answer is yes.",
            "%(count)s introductions are prepared. The candidates are asked; no employer sees anything before a yes.",
            len(made),
        )
        messages.success(request, said % {"count": len(made)})
    for person, profile, code in refused:
        messages.warning(
            request,
            _("%(name)s to %(employer)s: %(why)s")
            % {"name": person.name, "employer": profile.hirer, "why": PROBLEMS[code]},
        )
    if len(people) == 1:
        return redirect("liaison:candidate", ref=people[0].ref)
    return redirect("liaison:introductions")
