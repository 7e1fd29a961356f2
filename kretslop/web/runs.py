"""Recorded runs of the criteria, as staff read them: the list, one run, and what computing it again finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kretslop.campaigns.queries import criteria_of
from kretslop.campaigns.wording import sentence
from kretslop.screening import queries, rules, wording
from kretslop.screening.replaying import lost_at_the_end, replay

if TYPE_CHECKING:
    from kretslop.campaigns.models import Campaign
    from kretslop.screening.models import ScreeningRun
    from kretslop.web.doors import SignedIn

PER_PAGE = 30
LISTED = 10
#: More people are computed again from the command line, which may take its time.
MOST_ON_A_PAGE = 5_000


def list_of(request: SignedIn, campaign: Campaign) -> dict[str, Any]:
    """Return a page of a campaign's runs; `?people=some` leaves out those of one person."""
    found = queries.runs(request.user, campaign)
    some = request.GET.get("people") == "some"
    page = Paginator(found.filter(people__gt=1) if some else found, PER_PAGE).get_page(request.GET.get("page"))
    chips = [
        {"label": _("All runs"), "url": "?", "current": not some},
        {"label": _("Of several people"), "url": "?people=some", "current": some},
    ]
    lost = lost_at_the_end(campaign)
    return {
        "page": page,
        "rows": [{"run": run, "said": said(run)} for run in page],
        "chips": chips,
        "lost": wording.difference_words("lost", lost) if lost else "",
    }


def said(run: ScreeningRun) -> str:
    """Say in one sentence what a run did."""
    words = ngettext(
        "The criteria were applied to %(people)s person", "The criteria were applied to %(people)s people", run.people
    )
    return words % {"people": run.people}


def one_of(request: SignedIn, campaign: Campaign, ref: str) -> dict[str, Any]:
    """Return one run in words; with a POST also what computing it again finds. 404 for another campaign's."""
    run = get_object_or_404(queries.runs(request.user, campaign), ref=ref)
    musts = {item.key: sentence(item) for item in criteria_of(run.version).items}
    steps = [
        {"words": musts.get(key, key) if key else _("Everybody in the run"), "sure": sure, "left": left}
        for key, sure, left in run.funnel
    ]
    best = run.entries.filter(position__gt=0, position__lte=LISTED).select_related("candidate").order_by("position")
    by = run.by.name if run.by else _("the system, after a change")
    return {
        "run": run,
        "said": said(run),
        "facts": [
            (_("Started by"), by),
            (_("Criteria"), _("version %(number)s") % {"number": run.version.number}),
            (_("Number in this campaign"), run.number),
            (_("Version of the pool"), run.pool),
            (_("Version of the vocabulary"), run.vocabulary),
            (_("Version of the engine"), run.engine),
            (_("Digest"), run.digest[:16]),
            *_cut_short(run),
        ],
        "groups": [(wording.TAGS[group], run.counts.get(group, 0)) for group in rules.GROUPS],
        "steps": steps,
        "best": [{"entry": each, "tag": wording.TAGS[each.group], "kind": wording.KINDS[each.group]} for each in best],
        "replay": _replayed(run) if request.method == "POST" else None,
        "too_many": run.people > MOST_ON_A_PAGE,
    }


def _cut_short(run: ScreeningRun) -> list[tuple[str, str]]:
    """Say of a run of the worker's that it did not come to its end: it was stopped, or its criteria were replaced."""
    if run.to_do is None or run.people >= run.to_do:
        return []
    words = _("%(done)s of %(all)s: some left meanwhile, or it was stopped before its end")
    return [(_("People looked at"), words % {"done": run.people, "all": run.to_do})]


def _replayed(run: ScreeningRun) -> dict[str, Any]:
    if run.people > MOST_ON_A_PAGE:
        raise Http404
    found = replay(run)
    erased = ngettext(
        "%(erased)s person has been erased since, or the months for proof are over.",
        "%(erased)s people have been erased since, or the months for proof are over.",
        found.erased,
    )
    return {
        "same": not found.differences,
        "differences": [wording.difference_words(each.code, each.where) for each in found.differences],
        "erased": erased % {"erased": found.erased} if found.erased else "",
        "same_engine": found.same_engine,
    }
