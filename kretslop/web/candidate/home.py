"""The candidate's own page: where I stand, what happens next, who my person is; and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kretslop.campaigns.wording import evidence_sentence, group_words, sentence
from kretslop.events import queries as queries_of_events
from kretslop.introductions import queries
from kretslop.matching.explain import Result
from kretslop.screening import wording as screening
from kretslop.web import attending
from kretslop.web.candidate.standing import counted, standing_of
from kretslop.web.doors import for_candidates
from kretslop.web.visitor import own_candidate, signed_in

if TYPE_CHECKING:
    from kretslop.screening.models import Override


@for_candidates
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where I stand."""
    candidate = own_candidate(request)
    now = timezone.now()
    standing = standing_of(candidate, now=now, today=timezone.localdate(now))
    events = attending.lists(signed_in(request), list(queries_of_events.of_candidate(candidate)))
    context = {"standing": standing, "candidate": candidate, "now": now, "events": events["coming"][:3]}
    return render(request, "candidate/home.html", context)


def _placed(override: Override | None) -> dict[str, Any] | None:
    """Return who sorted otherwise than the machine, where to, and why, in words."""
    if override is None:
        return None
    return {"group": group_words(override.group), "by": override.by, "reason": screening.REASONS[override.reason]}


@for_candidates
@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """The explanation of the pre-selection, criterion by criterion, in the candidate's own words."""
    explained = []
    overrides = queries.overrides_of(signed_in(request))
    for row in queries.explanations_of(signed_in(request)):
        result = Result.from_json(row.result)
        met, of = counted(result)
        parts = [
            {
                "state": part.verdict,
                "title": sentence(part.criterion, own=True),
                "evidence": evidence_sentence(part, own=True),
                "points": "",
            }
            for part in result.parts
        ]
        unknown = sum(part.verdict == "unknown" for part in result.parts)
        explained.append(
            {"campaign": row.campaign, "at": row.at, "met": met, "of": of, "unknown": unknown, "parts": parts}
            | {"placed": _placed(overrides.get(row.campaign_id))}
        )
    return render(request, "candidate/why.html", {"explained": explained})
