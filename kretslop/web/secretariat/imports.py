"""People from a file: the list of imports, a new one, and one import as it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.files.base import File
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRefresh

from kretslop.importing import actions, queries, rules, sorting, wording
from kretslop.importing.mapping.columns import FIELDS
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.web.doors import for_project_leads
from kretslop.web.profile.imported import words_of
from kretslop.web.secretariat.pages import back, find, frame

if TYPE_CHECKING:
    from kretslop.accounts.models import User
    from kretslop.importing.models import Import

PREVIEWED, PROBLEMS_SHOWN, PEOPLE_SHOWN = 10, 50, 50
#: While a worker is busy, the page asks again this often, in seconds.
POLL_SECONDS = 2


def viewer(request: HttpRequest) -> User:
    """Return the project lead who looks."""
    return cast("User", request.user)


def find_import(request: HttpRequest, ref: str, import_ref: str) -> Import:
    """Return an import of a campaign for a project lead; 404 for anybody else."""
    return get_object_or_404(queries.of_campaign(viewer(request), find(request, ref)), ref=import_ref)


@for_project_leads
def imports(request: HttpRequest, ref: str) -> HttpResponse:
    """List what was brought in, newest first, with how its people stand."""
    campaign = find(request, ref)
    found = list(queries.of_campaign(viewer(request), campaign).exclude(state=rules.DISCARDED)[:100])
    standings = queries.standings(found, timezone.localdate())
    rows = [
        {
            "given": each,
            "state": wording.STATES[each.state],
            "kind": wording.COLOURS.get(each.state, "neutral"),
            "standing": standings[each.pk],
        }
        for each in found
    ]
    return render(request, "secretariat/imports.html", frame(campaign, "sources") | {"rows": rows})


class FileForm(forms.Form):
    """A file of people, where it comes from, and the word that it may be passed on."""

    file = forms.FileField(
        label=_("File with people"),
        max_length=200,
        allow_empty_file=True,
        help_text=_("CSV or Excel (.xlsx), up to 50 MB and 200 000 rows; the first row holds the headings."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    source = forms.CharField(
        label=_("Where do you know these people from?"),
        max_length=200,
        help_text=_("They read these words in the mail to them. Such as: the job fair in Lisbon, May 2026."),
    )
    may_share = forms.BooleanField(
        label=_("I may pass these people's data on to the talent pool"),
        help_text=_("They know, or will be told by us within a month, and nothing forbids it."),
        error_messages={"required": _("Without this nobody's data may be brought in.")},
    )


@for_project_leads
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a file; the same file again leads to the import that is there."""
    campaign = find(request, ref)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            given, is_new = actions.take_file(
                campaign=campaign, file=cast(File, upload), file_name=upload.name or "", by=viewer(request),
                source=form.cleaned_data["source"], may_share=form.cleaned_data["may_share"], now=timezone.now(),
            )  # fmt: skip
        except Invalid as wrong:
            form.add_error(wrong.field, cast(str, wording.invalid_words(wrong.field, wrong.code)))
        except NotPossible as problem:
            form.add_error(None, cast(str, wording.NOT_POSSIBLE[problem.code]))
        else:
            if not is_new:
                messages.info(request, _("This very file is here already, so nothing was changed."))
            return back(request, "import", ref, given.ref)
    return render(request, "secretariat/new_import.html", frame(campaign, "sources") | {"form": form})


@for_project_leads
def show(request: HttpRequest, ref: str, import_ref: str) -> HttpResponse:
    """One import as it stands: busy, to be settled, to be brought in, brought in, taken back."""
    given = find_import(request, ref, import_ref)
    htmx = getattr(request, "htmx", False)
    if htmx and given.state not in rules.AT_WORK and not _is_asking(given):
        return HttpResponseClientRefresh()
    if given.state == rules.MAPPING:
        return back(request, "import_columns", ref, import_ref)
    values = frame(given.campaign, "sources") | {
        "given": given,
        "state": wording.STATES[given.state],
        "kind": wording.COLOURS.get(given.state, "neutral"),
        "poll_seconds": POLL_SECONDS,
        "notes": [wording.NOTES[code] % {"name": name} for code, name in given.notes],
    }
    if given.state in rules.AT_WORK:
        return render(request, "secretariat/import_busy.html", values)
    if given.state == rules.CHECKED:
        return render(request, "secretariat/import_checked.html", values | _checked(given))
    if given.state in (rules.COMMITTED, rules.UNDONE):
        return render(request, "secretariat/import_done.html", values | _done(request, given))
    return render(request, "secretariat/import_over.html", values | {"why": wording.WHY.get(given.why, "")})


def outcomes(given: Import) -> list[tuple[Any, int]]:
    """Return what became of the rows, or would become of them, in words; nothing that did not happen."""
    return [(wording.OUTCOMES[name], given.counts[name]) for name in rules.OUTCOMES if given.counts.get(name)]


def _checked(given: Import) -> dict[str, Any]:
    counts = given.counts
    found = queries.problems_of(given)
    return {
        "outcomes": outcomes(given),
        "usable": counts.get(rules.ADDED, 0) + counts.get(rules.CHANGED, 0),
        "problem_kinds": sorted(
            ((wording.PROBLEMS[code], number) for code, number in counts["problems"].items()), key=lambda pair: -pair[1]
        ),
        "problems": [
            {"row": each.row, "column": given.header[each.column], "words": wording.PROBLEMS[each.code],
             "value": each.value, "stops": each.stops}
            for each in found[:PROBLEMS_SHOWN]
        ],
        "problems_shown": PROBLEMS_SHOWN,
        "any_problem": found.exists(),
        **_preview(given),
    }  # fmt: skip


def _preview(given: Import) -> dict[str, Any]:
    """Return the first rows as they will be stored, each with its problems."""
    used = set(given.mapping.values())
    shown = [name for name in FIELDS if name in used and name not in ("name", "first_name", "last_name", "email")]
    rows = []
    for each in sorting.sort_rows(given, sorting.batch_of(given, 0, PREVIEWED)):
        words = words_of(each.person.told)
        rows.append(
            {
                "number": each.row.number,
                "name": each.person.name,
                "email": each.person.email,
                "cells": [words.get(name, "") for name in shown],
                "problems": [f"{wording.PROBLEMS[p.code]}: {p.value}" if p.value else wording.PROBLEMS[p.code]
                             for p in each.person.problems],
                "outcome": wording.OUTCOMES[each.outcome],
                "left_out": each.outcome not in (rules.ADDED, rules.CHANGED),
            }
        )  # fmt: skip
    return {"shown_fields": [wording.FIELDS[name] for name in shown], "preview": rows}


def _is_asking(given: Import) -> bool:
    return (
        given.state == rules.COMMITTED
        and given.asked_since is not None
        and queries.people_of(given, rules.NEW, timezone.localdate()).exists()
    )


def _done(request: HttpRequest, given: Import) -> dict[str, Any]:
    today = timezone.localdate()
    standing = queries.standings([given], today)[given.pk]
    registered = queries.people_of(given, rules.REGISTERED, today)
    late = Paginator(queries.people_of(given, "late", today), PEOPLE_SHOWN).get_page(request.GET.get("page"))
    return {
        "outcomes": outcomes(given),
        "standing": standing,
        "people": sum((standing.new, standing.asked, standing.registered, standing.refused)),
        "asking": given.asked_since is not None and standing.new > 0 and given.state == rules.COMMITTED,
        "asked_share": (standing.asked, standing.asked + standing.new),
        "tell_by": given.state_since + timedelta(days=rules.TELL_WITHIN_DAYS),
        "registered": registered[:PEOPLE_SHOWN],
        "late": late,
        "languages": [
            {"code": code, "name": get_language_info(code)["name_local"].capitalize()} for code in ("en", "nb")
        ],
        "per_hour": rules.ASKED_PER_HOUR,
        "undo_url": reverse("secretariat:undo_import", args=[given.campaign.ref, given.ref]),
    }
