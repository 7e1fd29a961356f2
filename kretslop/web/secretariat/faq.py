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
from kretslop.web.flagging import any_protected, flags
from kretslop.web.secretariat.faq_start import suggestions
from kretslop.web.secretariat.pages import back, find, frame
from kretslop.web.secretariat.rows import Row, changed, posted

MOST = 40
FLAGS = ("suggested", "confirmed")


class EntryForm(forms.Form):
    """One question and its answer; a suggested one must be read and confirmed before the public sees it."""

    question = forms.CharField(label=_("Question"), max_length=rules.QUESTION_MAX)
    answer = forms.CharField(label=_("Answer"), max_length=rules.ANSWER_MAX, widget=forms.Textarea(attrs={"rows": 4}))
    suggested = forms.BooleanField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("I have read this answer, and it is right for this campaign"), required=False
    )

    @property
    def flagged(self) -> dict[str, Any]:
        """What the words ask for that the law protects: an answer tells thousands of people who is wanted."""
        found = flags(self["question"].value() or "", self["answer"].value() or "")
        return {"flags": found, "protected": any_protected(found)}

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


def _started(rows: list[Row], fresh: Callable[[], list[Row]]) -> list[Row]:
    """Return the rows with those suggested ones that do not ask the same."""
    asked = {row["question"] for row in rows}
    return [*rows, *(row for row in fresh() if row["question"] not in asked)]


@for_project_leads
def questions(request: HttpRequest, ref: str, language: str) -> HttpResponse:
    """Edit the questions and answers of one language; nothing is public before it is saved."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    campaign = find(request, ref)
    do = request.POST.get("do", "")
    if request.method == "POST":
        sent = posted(request, ("question", "answer", *FLAGS), flags=FLAGS, most=MOST)
        rows = changed(
            sent, do, most=MOST, blank={"question": "", "answer": ""},
            start=lambda: _started(sent, lambda: _fresh(campaign, language)),
        )  # fmt: skip
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
