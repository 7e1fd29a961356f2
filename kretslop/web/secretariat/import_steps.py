"""The steps of an import that a project lead takes: columns, bringing in, asking, taking back, erasing."""

import csv
import io
from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kretslop.importing import actions, queries, rules, sorting, wording
from kretslop.importing.mapping.columns import FIELDS
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.web.doors import for_project_leads
from kretslop.web.files import attachment
from kretslop.web.secretariat.imports import find_import, viewer
from kretslop.web.secretariat.pages import back, frame

#: A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ColumnsForm(forms.Form):
    """One choice per column of the file, with what its first rows hold."""

    def __init__(self, data: Any, *, header: list[str], samples: list[list[str]], mapping: dict[int, str]) -> None:
        super().__init__(data)
        choices = [("", wording.COLUMN_NOT_KEPT), *((name, wording.FIELDS[name]) for name in FIELDS)]
        for place, heading in enumerate(header):
            seen = list(dict.fromkeys(row[place] for row in samples if place < len(row) and row[place]))
            self.fields[f"c{place}"] = forms.ChoiceField(
                label=heading or gettext("Column %(number)s") % {"number": place + 1},
                help_text=" · ".join(value[:40] for value in seen[:3]) or gettext("empty in the first rows"),
                choices=choices,
                required=False,
                initial=mapping.get(place, ""),
            )

    def mapping(self) -> dict[int, str]:
        """Return the chosen fields by their column's place."""
        return {int(name[1:]): field for name, field in self.cleaned_data.items() if field}


@for_project_leads
def columns(request: HttpRequest, ref: str, import_ref: str) -> HttpResponse:
    """Settle what each column means; whatever is left out is not kept."""
    given = find_import(request, ref, import_ref)
    if given.state not in (rules.MAPPING, rules.CHECKED):
        return back(request, "import", ref, import_ref)
    samples = [row.cells for row in sorting.batch_of(given, 0, 5)]
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        header=given.header, samples=samples, mapping=sorting.mapping_of(given),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle_columns(given=given, mapping=form.mapping(), by=viewer(request), now=timezone.now())
        except Invalid as wrong:
            form.add_error(None, cast(str, wording.invalid_words(wrong.field, wrong.code)))
        except NotPossible as problem:
            messages.error(request, str(wording.NOT_POSSIBLE[problem.code]))
            return back(request, "import", ref, import_ref)
        else:
            return back(request, "import", ref, import_ref)
    values = {
        "given": given,
        "form": form,
        "notes": [wording.NOTES[code] % {"name": name} for code, name in given.notes],
    }
    return render(request, "secretariat/import_columns.html", frame(given.campaign, "sources") | values)


def harmless(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


@for_project_leads
@require_safe
def problems(request: HttpRequest, ref: str, import_ref: str) -> HttpResponse:
    """Give what could not be read as a CSV file, by row and column."""
    given = find_import(request, ref, import_ref)
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";")
    lines.writerow(map(str, (_("Row"), _("Column"), _("What stands there"), _("What is wrong"), _("Row left out"))))
    for each in queries.problems_of(given):
        left_out = gettext("yes") if each.stops else gettext("no")
        cells = (given.header[each.column], each.value, str(wording.PROBLEMS[each.code]))
        lines.writerow([each.row, *map(harmless, cells), left_out])
    # The mark at the start tells Excel that it is UTF-8.
    return attachment("\ufeff" + out.getvalue(), "text/csv; charset=utf-8", "problems.csv")


def _step(request: HttpRequest, ref: str, import_ref: str, step: Callable[..., Any], **more: Any) -> HttpResponse:
    given = find_import(request, ref, import_ref)
    try:
        step(given=given, by=viewer(request), now=timezone.now(), **more)
    except NotPossible as problem:
        messages.error(request, str(wording.NOT_POSSIBLE[problem.code]))
    return back(request, "import", ref, import_ref)


@for_project_leads
@require_POST
def bring_in(request: HttpRequest, ref: str, import_ref: str) -> HttpResponse:
    """Bring in every row that can be."""
    return _step(request, ref, import_ref, actions.commit)


@for_project_leads
@require_POST
def ask(request: HttpRequest, ref: str, import_ref: str) -> HttpResponse:
    """Write to everybody who was not written to yet."""
    language = request.POST.get("language", "")
    chosen = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return _step(request, ref, import_ref, actions.ask, language=chosen)


@for_project_leads
@require_POST
def undo(request: HttpRequest, ref: str, import_ref: str) -> HttpResponse:
    """Take the whole import back."""
    return _step(request, ref, import_ref, actions.undo)


@for_project_leads
@require_POST
def give_up(request: HttpRequest, ref: str, import_ref: str) -> HttpResponse:
    """Give up an import that has brought nobody in."""
    _step(request, ref, import_ref, actions.discard)
    return back(request, "imports", ref)


@for_project_leads
@require_POST
def erase(request: HttpRequest, ref: str, import_ref: str) -> HttpResponse:
    """Erase those who did not answer in time."""
    given = find_import(request, ref, import_ref)
    erased = actions.erase_unanswered(given=given, by=viewer(request), now=timezone.now())
    words = ngettext("%(n)s person is erased.", "%(n)s people are erased.", erased) % {"n": erased}
    messages.success(request, words)
    return back(request, "import", ref, import_ref)
