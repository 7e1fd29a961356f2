"""Interviews: the candidate picks a time, or says that none fits."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from kretslop.introductions import actions, interviewing, queries, rules
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.web.candidate.answering import BEING_CLOSED
from kretslop.web.doors import SignedIn, for_candidates
from kretslop.web.files import calendar_entry
from kretslop.web.interviews import problem_words, shown, when

if TYPE_CHECKING:
    from kretslop.introductions.models import Interview

NONE = "none"


class PickForm(forms.Form):
    """One of the times, or none and when it would fit."""

    slot = forms.ChoiceField(label=_("Which time fits you?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("If none fits: when would it?"),
        required=False,
        max_length=interviewing.ANSWER_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The employer reads this."),
    )

    def __init__(self, *args: Any, slots: list[tuple[str, str]], none: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [*slots, (NONE, none)]  # type: ignore[attr-defined]


def _own(request: SignedIn, ref: str) -> Interview:
    """Return the interview that the person sees for one of their introductions, or a 404."""
    for found in queries.interviews_of(request.user, timezone.now()).values():
        if found.introduction.ref == ref:
            return found
    raise Http404


@for_candidates
@require_http_methods(["GET", "POST"])
def interview(request: SignedIn, ref: str) -> HttpResponse:
    """Pick one of the times, say that none fits, or that the agreed one no longer does."""
    found, now = _own(request, ref), timezone.now()
    said = shown(found, now)
    if said["state"] in ("held", interviewing.NONE_FITS) and request.method == "GET":
        return redirect("candidate:home")
    agreed = said["state"] == interviewing.AGREED
    none = gettext("I cannot come after all") if agreed else gettext("None of them fits")
    slots = [(found.starts_at.isoformat(), said["at"])] if agreed and found.starts_at else said["slots"]
    form = PickForm(request.POST or None, slots=slots, none=none, initial={"slot": slots[0][0] if agreed else ""})
    answer = _answer(request, found, form) if request.method == "POST" and form.is_valid() else None
    if answer is not None:
        return answer
    context = {"form": form, "interview": said, "introduction": found.introduction, "agreed": agreed}
    return render(request, "candidate/interview.html", context, status=422 if form.errors else 200)


def _answer(request: SignedIn, found: Interview, form: PickForm) -> HttpResponse | None:
    slot, now = form.cleaned_data["slot"], timezone.now()
    employer = {"employer": found.introduction.hirer}
    try:
        if slot == NONE:
            actions.refuse_times(interview=found, words=form.cleaned_data["words"], by=request.user, now=now)
            said = gettext("%(employer)s is told, and offers you other times.") % employer
        else:
            picked = actions.pick_time(interview=found, slot=datetime.fromisoformat(slot), by=request.user, now=now)
            assert picked.starts_at is not None
            words = gettext("You meet %(employer)s %(at)s. A mail brings it into your calendar.")
            said = words % {**employer, "at": when(picked.starts_at, picked.zone)}
    except NotPossible:
        messages.info(request, BEING_CLOSED)
    except Invalid as wrong:
        form.add_error(wrong.field, problem_words(wrong.code))
        return None
    else:
        messages.success(request, said)
    return redirect("candidate:home")


@for_candidates
@require_GET
def interview_file(request: SignedIn, ref: str) -> HttpResponse:
    """The agreed interview as a file for one's own calendar."""
    found = _own(request, ref)
    if found.state != interviewing.AGREED:
        raise Http404
    about = found.introduction
    return calendar_entry(
        actions.calendar_for(about, found, rules.CANDIDATE, language=request.user.language, now=timezone.now())
    )
