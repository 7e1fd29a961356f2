"""Candidates for the liaison: the list, one person with everything known, the words that employers read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kretslop.introductions import desk
from kretslop.screening import lists, wording
from kretslop.screening import queries as screening
from kretslop.shared.errors import Invalid
from kretslop.talent import actions as talent_actions
from kretslop.talent import queries as talent
from kretslop.talent import rules
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison.many import undoable
from kretslop.web.liaison.showing import explained, line, list_query, profile_rows, with_states

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kretslop.talent.models import Candidate

PER_PAGE = 40
STATES = {
    "waiting": gettext_lazy("Waiting"),
    "approved": gettext_lazy("Approved"),
    "hired": gettext_lazy("Hired"),
    "left": gettext_lazy("Left the pool"),
}


class WordsForm(forms.Form):
    """What employers read before they know who it is."""

    headline = forms.CharField(
        label=gettext_lazy("One line"),
        max_length=160,
        help_text=gettext_lazy("Such as: Backend engineer, 7 years, fintech and energy. No name, employer or place."),
    )
    summary = forms.CharField(
        label=gettext_lazy("Some sentences"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Employers read this before they know who it is, so leave out whatever tells it."),
    )


@for_liaisons
@require_GET
def candidates(request: SignedIn) -> HttpResponse:
    """List people by where they wait or stand, or by words."""
    which, words = request.GET.get("list", ""), request.GET.get("q", "").strip()[:100]
    today = timezone.localdate()
    chips: list[dict[str, Any]] = [{"label": _("Everybody"), "url": "?", "current": not which}]
    counts = lists.counts(request.user, today)
    chips += [
        {"label": wording.LISTS[name], "url": f"?list={name}", "current": which == name, "count": counts[name]}
        for name in lists.LISTS
        if name != "second" or counts[name] or which == name
    ]
    chips += [{"label": label, "url": f"?list={name}", "current": which == name} for name, label in STATES.items()]
    screened = which in lists.LISTS
    if screened:
        rows: Any = lists.waiting(request.user, which, today)
        if words:
            rows = rows.filter(candidate__name__icontains=words)
    else:
        rows = talent.for_staff(request.user)
        if which in STATES:
            rows = rows.filter(membership__state=which)
        if words:
            rows = talent.known_by(rows, words)
        rows = talent.numbers_of(rows)
    pages = Paginator(rows, PER_PAGE)
    if screened and not words:
        pages.count = counts[which]  # type: ignore[method-assign]  # the same number, already counted
    page = pages.get_page(request.GET.get("page"))
    people = [] if screened else talent.by_numbers(request.user, page.object_list)
    context = {
        "chips": chips,
        "which": which,
        "words": words,
        "page": page,
        "undoable": undoable(request),
        "undo_query": list_query(request),
        "stops": screening.stops(request.user),
        "screened": screened,
        "progress": progress_of(which, counts.get(which, 0)),
        "first_url": _first_url(page.object_list[0].candidate.ref, which) if screened and page.object_list else "",
        "rows": [line(row) for row in page] if screened else people,
        "likely": talent.likely_duplicates(request.user).count(),
        "title": wording.LISTS.get(which) or STATES.get(which) or _("Candidates"),
        "tag": wording.TAGS.get(which, ""),
        "kind": wording.KINDS.get(which, "neutral"),
    }
    return render(request, "liaison/candidates.html", context)


def _first_url(ref: str, which: str) -> str:
    return f"{reverse('liaison:candidate', args=[ref])}?list={which}"


def progress_of(which: str, waiting: int) -> dict[str, int]:
    """Return how far a list has come today, on which so many still wait; without a list nothing."""
    if which not in lists.LISTS:
        return {}
    done = lists.done_today(which, timezone.now())
    total = done + waiting
    return {"done": done, "total": total, "percent": done * 100 // total if total else 0}


def get_candidate(request: SignedIn, ref: str) -> Candidate:
    """Return the candidate with this reference, or a 404 for whoever may not see them."""
    return get_object_or_404(talent.with_facts(talent.for_staff(request.user)), ref=ref)


def _known(request: SignedIn) -> QuerySet[Candidate]:
    return talent.with_more(request.user, talent.with_facts(talent.for_staff(request.user)))


@for_liaisons
@require_GET
def candidate(request: SignedIn, ref: str) -> HttpResponse:
    """Show one person: explanation, decisions, introductions, next employers, what happened."""
    today, which = timezone.localdate(), request.GET.get("list", "")
    try:
        person = get_object_or_404(_known(request), ref=ref)
    except Http404:
        if (merged := talent.merged_into(request.user, ref)) is None:
            raise
        return redirect("liaison:candidate", ref=merged.ref)
    before, after, position, total = "", "", 0, 0
    if which in lists.LISTS:
        before, after, position, total = lists.neighbours(request.user, which, today, person)
    query = list_query(request)
    standings = [explained(standing) for standing in screening.standings(request.user, person)]
    context = {
        "person": person,
        "undoable": undoable(request),
        "undo_query": query,
        "stops": [each.standing.stop for each in standings if each.standing.stop],
        "paused": rules.is_paused(person.membership.paused_until, today),
        "which": which,
        "query": query,
        "before_url": reverse("liaison:candidate", args=[before]) + query if before else "",
        "after_url": reverse("liaison:candidate", args=[after]) + query if after else "",
        "progress": progress_of(which, total),
        "notes": screening.notes_of(request.user, person),
        "position": position,
        "total": total,
        "standings": standings,
        "introductions": with_states(desk.in_a_line(desk.of_candidate(request.user, person))),
        "profile": profile_rows(person, today),
    }
    return render(request, "liaison/candidate.html", context)


@for_liaisons
@require_GET
def cv(request: SignedIn, ref: str, cv: str) -> FileResponse:
    """Serve a candidate's own file as an attachment."""
    found = get_candidate(request, ref).cv_files.filter(ref=cv).first()
    if found is None:
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)


@for_liaisons
@require_http_methods(["GET", "POST"])
def words(request: SignedIn, ref: str) -> HttpResponse:
    """Settle what employers read before they know who it is."""
    person = get_candidate(request, ref)
    initial = {"headline": person.headline, "summary": person.approved_summary or person.summary}
    form = WordsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            talent_actions.approve_words(candidate=person, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Invalid as wrong:
            form.add_error(wrong.field, _("This tells who it is: a name, an address, a link or a number."))
        else:
            messages.success(request, _("Saved. This is what employers read from the next introduction on."))
            return redirect("liaison:candidate", ref=ref)
    return render(request, "liaison/words.html", {"person": person, "form": form})


@for_liaisons
@require_POST
def contacted(request: SignedIn, ref: str) -> HttpResponse:
    """Note that the liaison was in touch with the person."""
    person = get_candidate(request, ref)
    talent_actions.note_contact(candidate=person, by=request.user, now=timezone.now())
    messages.success(request, _("Noted: you were in touch with %(name)s today.") % {"name": person.name})
    return redirect("liaison:candidate", ref=ref)
