"""Questions and answers of the public page (R44), in each language; every button works without scripts."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info, gettext, override
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns import actions, rules, steering, wording
from kretslop.shared.errors import Invalid
from kretslop.web.doors import for_project_leads
from kretslop.web.secretariat.faq_start import suggestions
from kretslop.web.secretariat.pages import back, find, frame

Row = dict[str, Any]
MOST = 40


class EntryForm(forms.Form):
    """One question and its answer; a suggested one must be read and confirmed before the public sees it."""

    question = forms.CharField(label=_("Question"), max_length=rules.QUESTION_MAX)
    answer = forms.CharField(label=_("Answer"), max_length=rules.ANSWER_MAX, widget=forms.Textarea(attrs={"rows": 4}))
    suggested = forms.BooleanField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("I have read this answer, and it is right for this campaign"), required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("suggested") and not given.get("confirmed"):
            self.add_error(
                "confirmed", gettext("Please read the suggested answer, change it where needed, and confirm it.")
            )
        return given


def _form(number: int, row: Row, *, check: bool) -> EntryForm:
    prefix = f"row{number}"
    if not check:
        return EntryForm(initial=row, prefix=prefix)
    data = {f"{prefix}-{name}": value for name, value in row.items() if value not in (False, "")}
    return EntryForm(data, prefix=prefix)


def _posted(request: HttpRequest) -> list[Row]:
    try:
        count = min(int(request.POST.get("rows", "0")), MOST)
    except ValueError:
        raise Http404 from None
    names = ("question", "answer", "suggested", "confirmed")
    rows = [{name: request.POST.get(f"row{number}-{name}", "") for name in names} for number in range(count)]
    flags = ("suggested", "confirmed")
    return [
        {name: (value in ("on", "True", "true") if name in flags else value) for name, value in row.items()}
        for row in rows
    ]


def _changed(rows: list[Row], do: str, fresh: Callable[[], list[Row]]) -> list[Row]:
    """Return the rows after a button that changes only their list: add, start, up-3, down-3, remove-3."""
    verb, _dash, place = do.partition("-")
    at = int(place) if place.isdigit() and int(place) < len(rows) else None
    if verb == "add" and len(rows) < MOST:
        return [*rows, {"question": "", "answer": ""}]
    if verb == "start":
        asked = {row["question"] for row in rows}
        return [*rows, *(row for row in fresh() if row["question"] not in asked)][:MOST]
    if at is None:
        return rows
    if verb == "remove":
        return rows[:at] + rows[at + 1 :]
    other = at + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
    return rows


@for_project_leads
def questions(request: HttpRequest, ref: str, language: str) -> HttpResponse:
    """Edit the questions and answers of one language; nothing is public before it is saved."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    campaign = find(request, ref)
    do = request.POST.get("do", "")
    if request.method == "POST":
        rows = _changed(_posted(request), do, lambda: _fresh(campaign, language))
    else:
        rows = [{"question": each.question, "answer": each.answer} for each in steering.faq_of(campaign, language)]
    forms_ = [_form(number, row, check=do == "save") for number, row in enumerate(rows)]
    status = 200
    if do == "save":
        valid = [form.is_valid() for form in forms_]
        if all(valid):
            entries = [(language, form.cleaned_data["question"], form.cleaned_data["answer"]) for form in forms_]
            try:
                actions.save_faq(campaign=campaign, entries=entries, by=request.user, only=language, now=timezone.now())  # type: ignore[arg-type]
            except Invalid as error:
                messages.error(request, wording.invalid_words(error.code))
            else:
                messages.success(request, gettext("The questions and answers are saved."))
                return back(request, "questions", ref, language)
        status = 422
    languages = [
        {
            "label": get_language_info(code)["name_local"].capitalize(),
            "url": reverse("secretariat:questions", args=(ref, code)),
            "current": code == language,
        }
        for code, _name in settings.LANGUAGES
    ]
    more = {
        "forms": forms_,
        "languages": languages,
        "written_in": language,
        "unsaved": bool(do),
        "most": len(forms_) >= MOST,
    }
    return render(request, "secretariat/questions.html", frame(campaign, "questions") | more, status=status)


def _fresh(campaign: Any, language: str) -> list[Row]:
    with override(language):
        return [{"question": q, "answer": a, "suggested": True} for q, a in suggestions(campaign)]
