"""The reasons for a no from which employers of one kind choose, with a text to start from in each language."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kretslop.employers import wording as employers
from kretslop.introductions import actions, rules
from kretslop.introductions.reasoning import Choice, choices_for
from kretslop.introductions.wording import DOUBTS, ENDS
from kretslop.shared.errors import Invalid
from kretslop.web.doors import SignedIn, for_project_leads
from kretslop.web.secretariat.rows import Row, changed, posted

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
NAMES = ("code", *(f"{part}_{language}" for part in ("words", "text") for language in LANGUAGES))
PROBLEMS = {
    **DOUBTS,
    "required": _("Please fill this in."),
    "twice": _("This reason stands in the list already."),
    "too_long": _("Please say it in fewer words."),
}


class ReasonForm(forms.Form):
    """One reason in each language, and how an answer to a candidate may begin."""

    code = forms.CharField(required=False, widget=forms.HiddenInput)
    words_en = forms.CharField(label=_("Reason, in English"), max_length=rules.REASON_WORDS_MAX)
    words_nb = forms.CharField(label=_("Reason, in Norwegian"), max_length=rules.REASON_WORDS_MAX)
    text_en = forms.CharField(
        label=_("Text to start from, in English"), max_length=rules.WORDS_MAX, widget=forms.Textarea(attrs={"rows": 4})
    )
    text_nb = forms.CharField(
        label=_("Text to start from, in Norwegian"),
        max_length=rules.WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _row(choice: Choice) -> Row:
    said: Row = {"code": choice.code}
    for language in LANGUAGES:
        said |= {f"words_{language}": choice.words[language], f"text_{language}": choice.text.get(language, "")}
    return said


def _choice(row: Row) -> Choice:
    by = {part: {language: row[f"{part}_{language}"] for language in LANGUAGES} for part in ("words", "text")}
    return Choice(row["code"], by["words"], by["text"])


def _form(number: int, row: Row, *, check: bool) -> ReasonForm:
    prefix = f"row{number}"
    if not check:
        return ReasonForm(initial=row, prefix=prefix)
    return ReasonForm({f"{prefix}-{name}": value for name, value in row.items()}, prefix=prefix)


@for_project_leads
@require_http_methods(["GET", "POST"])
def reasons(request: SignedIn, kind: str, end: str) -> HttpResponse:
    """Edit the reasons of one kind of employer at one end; nothing changes before it is saved."""
    if kind not in employers.KINDS or end not in rules.BUILT_IN_REASONS:
        raise Http404
    do = request.POST.get("do", "")
    rows = [_row(choice) for choice in choices_for(kind, end)]
    if request.method == "POST":
        sent = posted(request, NAMES, most=rules.REASONS_MOST)
        rows = changed(sent, do, most=rules.REASONS_MOST, blank=dict.fromkeys(NAMES, ""))
    forms_ = [_form(number, row, check=do == "save") for number, row in enumerate(rows)]
    if do == "save" and sum(form.is_valid() for form in forms_) == len(forms_):
        try:
            entries = [_choice(form.cleaned_data) for form in forms_]
            actions.save_reasons(kind=kind, end=end, entries=entries, by=request.user, now=timezone.now())
        except Invalid as wrong:
            _refuse(request, forms_, wrong)
        else:
            messages.success(request, gettext("Saved. Feedback that was given before keeps its words."))
            return redirect("secretariat:reasons", kind, end)
    context = {
        "forms": forms_,
        "unsaved": bool(do),
        "most": len(forms_) >= rules.REASONS_MOST,
        "kind": kind,
        "end": end,
    }
    context |= {"kinds": _chips(employers.KINDS, kind, lambda code: (code, end))}
    context |= {"ends": _chips(ENDS, end, lambda code: (kind, code)), "end_words": ENDS[end]}
    return render(request, "secretariat/reasons.html", context, status=422 if do == "save" else 200)


def _chips(words: Any, current: str, address: Any) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse("secretariat:reasons", args=address(code)), "current": code == current}
        for code, label in words.items()
    ]


def _refuse(request: SignedIn, forms_: list[ReasonForm], wrong: Invalid) -> None:
    """Say what is wrong at the field of its row, or above the list."""
    number, _dash, field = wrong.field.partition("-")
    if field and number.isdigit():
        forms_[int(number)].add_error(field, str(PROBLEMS.get(wrong.code, PROBLEMS["required"])))
    else:
        words = gettext("Please keep between %(least)s and %(most)s reasons.")
        messages.error(request, words % {"least": rules.REASONS_LEAST, "most": rules.REASONS_MOST})
