"""People who are perhaps registered twice: the list, both side by side, merging them, and undoing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from kretslop.privacy import actions
from kretslop.privacy import queries as privacy
from kretslop.privacy.actions.merging import CHOICES, UNDO_DAYS
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.talent import queries as talent
from kretslop.talent import rules, seeking
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison import comparing

if TYPE_CHECKING:
    from kretslop.talent.models import LikelyDuplicate

PER_PAGE = 30
LISTS = {
    rules.LIKELY_OPEN: gettext_lazy("Not answered"),
    rules.LIKELY_NOT_SAME: gettext_lazy("Not the same"),
    rules.LIKELY_MERGED: gettext_lazy("Merged"),
}


@for_liaisons
@require_GET
def duplicates(request: SignedIn) -> HttpResponse:
    """List the pairs that wait for an answer, and those that have one."""
    which = request.GET.get("list", "")
    which = which if which in LISTS else rules.LIKELY_OPEN
    pairs = talent.likely_duplicates(request.user, which)
    page = Paginator(pairs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "which": which,
        "page": page,
        "rows": [{"pair": pair, "why": comparing.main_reasons(pair)} for pair in page],
        "chips": [{"label": label, "url": f"?list={name}", "current": which == name} for name, label in LISTS.items()],
    }
    return render(request, "liaison/duplicates.html", context)


def get_pair(request: SignedIn, ref: str) -> LikelyDuplicate:
    """Return the pair with this reference, or a 404 for whoever may not see it."""
    return get_object_or_404(talent.likely_duplicates(request.user, *LISTS), ref=ref)


@for_liaisons
@require_GET
def duplicate(request: SignedIn, ref: str) -> HttpResponse:
    """Show both side by side, or how they were merged."""
    pair = get_pair(request, ref)
    merge = privacy.merge_of(request.user, pair)
    context = {
        "pair": pair,
        "reasons": comparing.reasons(pair),
        "fields": comparing.fields(pair.first, pair.second),
        "sides": comparing.sides(request.user, pair.first, pair.second),
        "merge": merge,
        "addresses": privacy.other_address(merge) if merge else None,
        "may_undo": merge is not None and comparing.may_undo(merge.undo_until),
        "undo_days": UNDO_DAYS,
        "not_same": pair.state == rules.LIKELY_NOT_SAME,
    }
    return render(request, "liaison/duplicate.html", context)


@for_liaisons
@require_POST
def merge(request: SignedIn, ref: str) -> HttpResponse:
    """Merge the two: which one stays, and for each field whose value."""
    pair = get_pair(request, ref)
    keep = request.POST.get("keep", "")
    other = "second" if keep == pair.first.ref else "first"
    from_other = frozenset(name for name in CHOICES if request.POST.get(name) == other)
    try:
        made = actions.merge(likely=pair, keep=keep, from_other=from_other, by=request.user, now=timezone.now())
    except Invalid:
        messages.error(request, _("Choose which of the two stays."))
    except NotAllowed:
        messages.error(request, _("This is about yourself. Ask another liaison."))
    except NotPossible as problem:
        messages.error(request, comparing.problem_words(problem.code))
    else:
        messages.success(request, _("Merged. You can undo it for %(days)s days.") % {"days": UNDO_DAYS})
        return redirect("liaison:candidate", ref=made.kept.ref)
    return redirect("liaison:duplicate", ref=ref)


@for_liaisons
@require_POST
def not_same(request: SignedIn, ref: str) -> HttpResponse:
    """Say that these are two people; the pair does not come back."""
    try:
        seeking.say_not_same(likely=get_pair(request, ref), by=request.user, now=timezone.now())
    except NotPossible as problem:
        messages.error(request, comparing.problem_words(problem.code))
        return redirect("liaison:duplicate", ref=ref)
    messages.success(request, _("Noted: two people. You will not be asked about them again."))
    return redirect("liaison:duplicates")


@for_liaisons
@require_POST
def ask_again(request: SignedIn, ref: str) -> HttpResponse:
    """Take "not the same" back."""
    try:
        seeking.ask_again(likely=get_pair(request, ref), by=request.user, now=timezone.now())
    except NotPossible as problem:
        messages.error(request, comparing.problem_words(problem.code))
    return redirect("liaison:duplicate", ref=ref)


@for_liaisons
@require_POST
def undo(request: SignedIn, ref: str) -> HttpResponse:
    """Make two people of them again."""
    pair = get_pair(request, ref)
    merge = privacy.merge_of(request.user, pair)
    try:
        if merge is None:
            raise NotPossible("undone_already")
        actions.undo_merge(merge=merge, by=request.user, now=timezone.now())
    except NotAllowed:
        messages.error(request, _("This is about yourself. Ask another liaison."))
    except NotPossible as problem:
        messages.error(request, comparing.problem_words(problem.code))
    else:
        messages.success(request, _("Undone. They are two again, as they were."))
    return redirect("liaison:duplicate", ref=ref)
