"""Compares a few people of a list, criterion by criterion, with what is known of each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kretslop.campaigns.wording import sentence
from kretslop.matching.explain import Result
from kretslop.screening import queries as screening
from kretslop.screening import rules, wording
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.explaining import criteria_items
from kretslop.web.liaison.showing import list_query, profile_rows


@for_liaisons
@require_safe
def compare(request: SignedIn) -> HttpResponse:
    """Put two to four people side by side; `chosen` names their results, all of one campaign."""
    refs = list(dict.fromkeys(request.GET.getlist("chosen")))
    rows = screening.to_compare(request.user, refs)
    query = list_query(request)
    if len(rows) < 2:
        messages.info(request, _("Choose two people of the same campaign, or a few more, to compare them."))
        response = redirect("liaison:candidates")
        response["Location"] += query
        return response
    today = timezone.localdate()
    people = [
        {"row": row, "tag": wording.TAGS[row.standing], "kind": wording.KINDS[row.standing], "placed": row.placed}
        for row in rows
    ]
    context = {
        "people": people,
        "criteria": _criteria([Result.from_json(row.result) for row in rows]),
        "known": list(zip(*[_known(row.candidate, today) for row in rows], strict=True)),
        "campaign": rows[0].campaign,
        "query": query,
        "left_out": len(refs) - len(rows),
        "most": rules.MOST_COMPARED,
    }
    return render(request, "liaison/compare.html", context)


def _known(person: Any, today: Any) -> list[tuple[Any, Any]]:
    return profile_rows(person, today)


def _criteria(results: list[Result]) -> list[dict[str, Any]]:
    """Return a row for each criterion that any of them was held against, with a cell for each person."""
    items = {part.criterion.key: part.criterion for result in results for part in result.parts}
    shown = [
        {part.criterion.key: item for part, item in zip(result.parts, criteria_items(result.parts), strict=True)}
        for result in results
    ]
    return [
        {"words": sentence(item), "must": item.must, "cells": [each.get(key) for each in shown]}
        for key, item in items.items()
    ]
