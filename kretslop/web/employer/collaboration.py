"""The employer says how working together goes: one question after each end, a few at the evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kretslop.introductions import disclosure
from kretslop.shared.errors import KretslopError
from kretslop.surveys import actions, queries, rules, wording
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show

if TYPE_CHECKING:
    from kretslop.campaigns.models import Participation

#: So many questions stand on the page at once.
MOST = 5


class AnswerForm(forms.Form):
    """Scores of 1 to 4 for some questions, and words."""

    words = forms.CharField(
        label=_("What should we keep, what should we change?"),
        required=False,
        max_length=rules.WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The project lead reads your words with your company's name. Name no candidate."),
    )

    def __init__(self, data: Any = None, *, codes: tuple[str, ...], prefix: str) -> None:
        super().__init__(data, prefix=prefix, label_suffix="")
        for code in codes:
            self.fields[code] = forms.TypedChoiceField(
                label=str(wording.QUESTIONS[code]),
                choices=[(score, str(words)) for score, words in wording.SCALE.items()],
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": str(wording.PROBLEMS["required"])},
            )
        self.order_fields([*codes, "words"])


def waiting(request: SignedIn, participation: Participation) -> int:
    """Return how many questions wait for this employer."""
    return queries.number_to_ask(request.user, participation, timezone.now())


def _asked(request: SignedIn, participation: Participation) -> list[dict[str, Any]]:
    """Return what is asked, each with its form; the one that was posted with what was said."""
    now, posted = timezone.now(), request.POST.get("about", "")
    things: list[tuple[Any, tuple[str, ...], str, Any]] = []
    things += [(each, rules.EVALUATION, each.title, "") for each in queries.evaluations_to_ask(participation, now)]
    ended = queries.to_ask(request.user, participation, now)[:MOST]
    things += [(e, (rules.AFTER,), disclosure.listed(e).title, wording.OUTCOMES[e.state]) for e in ended]
    return [
        {
            "thing": thing,
            "title": title,
            "outcome": outcome,
            "evaluation": codes == rules.EVALUATION,
            "form": AnswerForm(request.POST if posted == thing.ref else None, codes=codes, prefix=thing.ref),
        }
        for thing, codes, title, outcome in things
    ]


@for_employers
@require_http_methods(["GET", "POST"])
def collaboration(request: SignedIn) -> HttpResponse:
    """Answer what is asked, or leave it."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    asked = _asked(request, participation)
    if request.method == "POST":
        row = next((each for each in asked if each["form"].is_bound), None)
        if row is None:
            raise Http404
        if row["form"].is_valid() and _answer(request, participation, row):
            messages.success(request, gettext("Thank you. We learn from it."))
            return redirect("employer:collaboration" if len(asked) > 1 else "employer:together")
    errors = any(row["form"].errors for row in asked)
    return show(
        request, "employer/collaboration.html", {"asked": asked, "in_together": True}, status=422 if errors else 200
    )


def _answer(request: SignedIn, participation: Participation, row: dict[str, Any]) -> bool:
    given, now = dict(row["form"].cleaned_data), timezone.now()
    words = given.pop("words")
    try:
        if row["evaluation"]:
            actions.answer_evaluation(
                participation=participation, event=row["thing"], scores=given, words=words, by=request.user, now=now
            )
        else:
            actions.answer_after(
                participation=participation, introduction=row["thing"], score=given[rules.AFTER], words=words,
                by=request.user, now=now,
            )  # fmt: skip
    except KretslopError as error:
        row["form"].add_error(None, wording.problem_words(error.code))
        return False
    return True
