"""The candidate tells of partner and family for help with the move, and takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kretslop.campaigns.wording import language_name
from kretslop.relocation import actions, queries, rules, wording
from kretslop.shared.errors import Invalid
from kretslop.taxonomy.languages import SPOKEN
from kretslop.web.components.words import weekday_date
from kretslop.web.doors import for_candidates
from kretslop.web.visitor import own_candidate, signed_in

if TYPE_CHECKING:
    from kretslop.relocation.models import Case, Household

_OPEN = ("", _("Not said"))


def _languages() -> list[tuple[str, str]]:
    named = sorted(((code, language_name(code)) for code in SPOKEN), key=lambda pair: pair[1].lower())
    return [("", str(_OPEN[1])), *((code, name[:1].upper() + name[1:]) for code, name in named)]


class FamilyForm(forms.Form):
    """Everything may stay open but the consent."""

    partner = forms.ChoiceField(
        label=_("Do you come with a partner?"), required=False, choices=[_OPEN, *wording.PARTNERS.items()]
    )
    partner_field = forms.CharField(
        label=_("Your partner's occupation or field"),
        required=False,
        max_length=120,
        help_text=_("Such as nurse, teacher or marketing. No name, please."),
    )
    partner_wish = forms.ChoiceField(
        label=_("What does your partner wish for?"), required=False, choices=[_OPEN, *wording.WISHES.items()]
    )
    first_language = forms.ChoiceField(label=_("Your partner works in"), required=False, choices=_languages)
    second_language = forms.ChoiceField(label=_("And in"), required=False, choices=_languages)
    partner_words = forms.CharField(
        label=_("Something else about work or studies"),
        required=False,
        max_length=rules.WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    small_children = forms.IntegerField(
        label=_("Children of 0 to 5 years"), required=False, min_value=0, max_value=rules.MOST_CHILDREN
    )
    school_children = forms.IntegerField(
        label=_("Children of 6 to 15 years"), required=False, min_value=0, max_value=rules.MOST_CHILDREN
    )
    older_children = forms.IntegerField(
        label=_("Children of 16 to 18 years"), required=False, min_value=0, max_value=rules.MOST_CHILDREN
    )
    housing = forms.ChoiceField(
        label=_("Do you want to rent or to buy?"), required=False, choices=[_OPEN, *wording.HOUSINGS.items()]
    )
    bedrooms = forms.IntegerField(
        label=_("How many bedrooms do you need?"), required=False, min_value=0, max_value=rules.MOST_ROOMS
    )
    housing_words = forms.CharField(
        label=_("What matters to you about where you live"),
        required=False,
        max_length=rules.WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    help_now = forms.BooleanField(
        label=_("A talent liaison may read this now and help me before I have a job"), required=False
    )
    consent = forms.BooleanField(
        label=_("Yes, keep this to help me and my family with the move. My partner knows about it."),
        error_messages={"required": _("Without your yes we may not keep this.")},
    )


def told(data: dict[str, Any]) -> rules.Told:
    """Return the form's clean answers as plain values."""
    values = {name: data[name] for name in rules.Told.__dataclass_fields__ if name != "partner_languages"}
    spoken = (data["first_language"], data["second_language"])
    return rules.Told(**values, partner_languages=tuple(code for code in dict.fromkeys(spoken) if code))


def _initial(household: Household | None) -> dict[str, Any]:
    if household is None:
        return {}
    spoken = [*household.partner_languages, "", ""]
    names = set(rules.Told.__dataclass_fields__) - {"partner_languages", "help_now"}
    return {
        **{name: getattr(household, name) for name in names},
        "first_language": spoken[0],
        "second_language": spoken[1],
        "help_now": household.help_asked_at is not None,
        "consent": True,
    }


@for_candidates
def family(request: HttpRequest) -> HttpResponse:
    """What the person has told of partner, children and home, and their move when there is one."""
    household = queries.own_household(signed_in(request))
    form = FamilyForm(request.POST if request.method == "POST" else None, initial=_initial(household))
    if request.method == "POST" and form.is_valid():
        try:
            actions.tell_household(
                candidate=own_candidate(request),
                told=told(form.cleaned_data),
                by=signed_in(request),
                now=timezone.now(),
            )
        except Invalid as wrong:
            form.add_error(wrong.field if wrong.field in form.fields else None, wording.problem_words(wrong.code))
        else:
            messages.success(request, _("Saved. You can change it or take it back at any time."))
            return redirect("candidate:family")
    case = queries.own_case(signed_in(request))
    values = {
        "form": form,
        "household": household,
        "words_version": rules.WORDS_VERSION,
        "case": case,
        "steps": _steps(case) if case else [],
    }
    return render(request, "candidate/family.html", values, status=422 if form.errors else 200)


def _steps(case: Case) -> list[dict[str, Any]]:
    """Return the steps of the person's own move: done, the next one, later ones."""
    following = queries.next_step(case)
    rows = []
    for step in case.steps.all():
        if step.done_on:
            state, text = "done", weekday_date(step.done_on)
        else:
            state = "now" if step == following else "later"
            said = _("By %(day)s: %(who)s")
            text = str(said) % {"day": weekday_date(step.due_on), "who": wording.OWN_ACTORS[step.who]}
        rows.append({"state": state, "title": wording.OWN_STEPS[step.code], "text": text})
    return rows


@for_candidates
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Withdraw the consent: what was told is erased at once."""
    actions.take_back_household(candidate=own_candidate(request), by=signed_in(request), now=timezone.now())
    messages.success(request, _("Erased. Nobody can read it any more."))
    return redirect("candidate:family")
