"""The employer's part in the campaign: the agreement, who answers, what candidates read about the company."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from kretslop.accounts.rules import is_away
from kretslop.campaigns import agreeing, queries, wording
from kretslop.employers import actions as employers
from kretslop.employers import wording as employer_words
from kretslop.shared.errors import Invalid
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show
from kretslop.web.employer.people import AwayForm

FACTS = ("size", "stage", "sector", "city", "remote_policy", "about")


@for_employers
@require_GET
def campaign(request: SignedIn) -> HttpResponse:
    """Everything that the employer has agreed to and told, and who is who."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    today = timezone.localdate()
    run, employer = participation.campaign, participation.employer
    answering = queries.answering_member(participation, today)
    context = {
        "participation": participation,
        "campaign": run,
        "employer": employer,
        "state": wording.CAMPAIGN_STATES[run.state],
        "kind": wording.colour_of(run.state),
        "duties": [wording.DUTIES[code] for code in wording.DUTIES],
        "signed_by": queries.signer_of(participation),
        "people": _people(participation, answering, today),
        "away": AwayForm(initial={"day": request.user.away_until}, label_suffix=""),
        "is_away": is_away(request.user.away_until, today),
        "facts": _facts(employer),
        "colleagues": list(queries.colleagues_for(request.user).filter(employer=employer)),
        "named": {member.pk for member in (participation.recruiter, participation.stand_in) if member},
        "to_answer": agreeing.waits_for_answer(participation),
    }
    return show(request, "employer/campaign.html", context)


def _people(participation: Any, answering: Any, today: Any) -> list[dict[str, Any]]:
    rows = []
    for label, member in (
        (gettext("Recruiter"), participation.recruiter),
        (gettext("Stand-in"), participation.stand_in),
    ):
        gone = member is not None and not member.active
        away = member is not None and not gone and is_away(member.user.away_until, today)
        rows.append(
            {
                "label": label,
                "member": member,
                "gone": gone,
                "back_on": member.user.away_until if away else None,
                "answers": member is not None and answering == member and not gone,
            }
        )
    return rows


def _facts(employer: Any) -> list[tuple[str, Any]]:
    """What is known about the company, in words; what is not said is left out."""
    said = [
        (gettext("Kind"), employer_words.KINDS[employer.kind]),
        (gettext("Organisation number"), employer.org_number),
        (gettext("Size"), employer_words.SIZES.get(employer.size, "")),
        (gettext("Stage"), employer_words.STAGES.get(employer.stage, "")),
        (gettext("Sector"), employer.sector),
        (gettext("City"), employer.city),
        (gettext("Work from home"), employer_words.REMOTE_POLICIES.get(employer.remote_policy, "")),
    ]
    return [row for row in said if row[1]]


class CompanyForm(forms.Form):
    """What candidates read about the company before and after they say yes."""

    about = forms.CharField(
        label=_("About you, in one or two sentences"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What your work is good for, and what is not perfect yet. People trust that more."),
    )
    city = forms.CharField(label=_("City"), required=False, max_length=80)
    sector = forms.CharField(
        label=_("Sector"), required=False, max_length=80, help_text=_("Such as: energy, health, public transport.")
    )
    size = forms.ChoiceField(label=_("Size"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    remote_policy = forms.ChoiceField(label=_("Work from home"), required=False)

    def __init__(self, data: QueryDict | None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        choices = {
            "size": employer_words.SIZES,
            "stage": employer_words.STAGES,
            "remote_policy": employer_words.REMOTE_POLICIES,
        }
        for name, words in choices.items():
            self.fields[name].choices = [("", gettext("not said")), *words.items()]  # type: ignore[attr-defined]


@for_employers
@require_http_methods(["GET", "POST"])
def company(request: SignedIn) -> HttpResponse:
    """Change what candidates read about the company."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    employer = participation.employer
    form = CompanyForm(request.POST or None, initial={name: getattr(employer, name) for name in FACTS})
    if request.method == "POST" and form.is_valid():
        try:
            employers.change_employer(employer=employer, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, wording.invalid_words(error.code))
        else:
            messages.success(request, gettext("Saved. Candidates read it from now on."))
            return redirect("employer:campaign")
    context = {"form": form, "employer": employer, "campaign": participation.campaign}
    return show(request, "employer/campaign_company.html", context, status=422 if form.errors else 200)
