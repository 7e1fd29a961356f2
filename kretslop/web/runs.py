"""Recorded runs of the criteria, as staff read them: the list, one run, and what computing it again finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kretslop.campaigns.queries import criteria_of
from kretslop.campaigns.wording import sentence
from kretslop.screening import actions, queries, rules, wording
from kretslop.screening.replaying import lost_at_the_end

if TYPE_CHECKING:
    from kretslop.campaigns.models import Campaign
    from kretslop.screening.models import RunReplay, ScreeningRun
    from kretslop.web.doors import SignedIn

PER_PAGE = 30
LISTED = 10
#: So many differences of one kind are named; whoever needs all of them has the command.
NAMED = 3


def list_of(request: SignedIn, campaign: Campaign) -> dict[str, Any]:
    """Return a page of a campaign's runs, and who stopped sorting; `?people=some` leaves out those of one person."""
    found = queries.runs(request.user, campaign)
    some = request.GET.get("people") == "some"
    page = Paginator(found.filter(people__gt=1) if some else found, PER_PAGE).get_page(request.GET.get("page"))
    chips = [
        {"label": _("All runs"), "url": "?", "current": not some},
        {"label": _("Of several people"), "url": "?people=some", "current": some},
    ]
    lost = lost_at_the_end(campaign)
    return {
        "stops": queries.stops(request.user, campaign),
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
    """Return one run in words, and what computing it again has found. 404 for another campaign's."""
    run = _find(request, campaign, ref)
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
        "replay": _replayed(queries.replay_of(request.user, run)),
    }


def compute_again(request: SignedIn, campaign: Campaign, ref: str) -> None:
    """Compute a run again, or have the worker do it; the run's page says what comes of it."""
    actions.replay_run(run=_find(request, campaign, ref), by=request.user, now=timezone.now())


def _find(request: SignedIn, campaign: Campaign, ref: str) -> ScreeningRun:
    return get_object_or_404(queries.runs(request.user, campaign), ref=ref)


def _cut_short(run: ScreeningRun) -> list[tuple[str, str]]:
    """Say of a run of the worker's that it did not come to its end: it was stopped, or its criteria were replaced."""
    if run.to_do is None or run.people >= run.to_do:
        return []
    words = _("%(done)s of %(all)s: some left meanwhile, or it was stopped before its end")
    return [(_("People looked at"), words % {"done": run.people, "all": run.to_do})]


def _replayed(found: RunReplay | None) -> dict[str, Any] | None:
    if found is None:
        return None
    erased = ngettext(
        "%(erased)s person had been erased by then, or the months for proof were over.",
        "%(erased)s people had been erased by then, or the months for proof were over.",
        found.erased,
    )
    kinds: dict[str, list[str]] = {}
    for code, where in found.differences:
        kinds.setdefault(code, []).append(where)
    told = []
    for code, where in kinds.items():
        told += [wording.difference_words(code, each) for each in where[:NAMED]]
        if (more := len(where) - NAMED) > 0:
            told.append(ngettext("and %(more)s more like this", "and %(more)s more like this", more) % {"more": more})
    return {
        "found": found,
        "by": found.by.name if found.by else "",
        "same": not found.differences,
        "differences": told,
        "erased": erased % {"erased": found.erased} if found.erased else "",
    }
