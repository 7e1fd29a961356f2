"""The employer's part in the campaign: the agreement, who answers, what candidates read about the company."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from kretslop.accounts.rules import is_away
from kretslop.campaigns import actions as campaigns
from kretslop.campaigns import agreeing, queries, wording
from kretslop.employers import actions as employers
from kretslop.employers import wording as employer_words
from kretslop.employers.actions import IDENTITY
from kretslop.shared.errors import Invalid
from kretslop.web.company_form import HIRING, CompanyForm, hiring_fields, known
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show
from kretslop.web.employer.people import AwayForm, answers_instead


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
    colleagues = list(queries.colleagues_for(request.user).filter(employer=employer))
    context = {
        "participation": participation,
        "campaign": run,
        "employer": employer,
        "state": wording.CAMPAIGN_STATES[run.state],
        "kind": wording.colour_of(run.state),
        "signed_by": queries.signer_of(participation),
        "hiring": _hiring(participation),
        "people": _people(participation, answering, today),
        "away": AwayForm(initial={"day": request.user.away_until}, label_suffix=""),
        "is_away": is_away(request.user.away_until, today),
        "facts": _facts(employer),
        "colleagues": colleagues,
        "may_manage": queries.may_manage(colleagues, request.user),
        "instead": answers_instead(participation, request.user, today),
        "two": participation.stand_in is not None and participation.stand_in != participation.recruiter,
        "to_answer": agreeing.waits_for_answer(participation),
    }
    return show(request, "employer/campaign.html", context)


def _people(participation: Any, answering: Any, today: Any) -> list[dict[str, Any]]:
    rows, named = [], [(gettext("Recruiter"), participation.recruiter), (gettext("Stand-in"), participation.stand_in)]
    if participation.recruiter is not None and participation.recruiter == participation.stand_in:
        named = [(gettext("Recruiter and stand-in"), participation.recruiter)]
    for label, member in named:
        gone = member is not None and not member.active
        away = member is not None and not gone and is_away(member.user.away_until, today)
        rows.append(
            {
                "label": label,
                "member": member,
                "gone": gone,
                "back_on": member.user.away_until if away else None,
                "answers": member is not None and answering == member and not gone and not away,
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
        (gettext("Other places"), ", ".join(employer.locations)),
        (gettext("Work from home"), employer_words.REMOTE_POLICIES.get(employer.remote_policy, "")),
        (
            gettext("Hiring people who need a permit"),
            employer_words.PERMIT_EXPERIENCE.get(employer.permit_experience, ""),
        ),
    ]
    return [row for row in said if row[1]]


class HiringForm(forms.Form):
    """How the campaign fits the employer's own way of hiring."""

    hiring_steps, who_decides, usual_days = hiring_fields()


def _hiring(participation: Any) -> list[tuple[str, Any]]:
    days = participation.usual_days
    said = [
        (gettext("Steps"), participation.hiring_steps),
        (gettext("Who decides"), participation.who_decides),
        (gettext("Usually takes"), ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days else ""),
    ]
    return [row for row in said if row[1]]


@for_employers
@require_http_methods(["GET", "POST"])
def hiring(request: SignedIn) -> HttpResponse:
    """Say how the campaign fits the employer's own process: steps, who decides, usual days."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    initial = {name: getattr(participation, name) for name in HIRING}
    form = HiringForm(request.POST or None, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        campaigns.say_how_you_hire(
            participation=participation, by=request.user, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, gettext("Saved."))
        return redirect("employer:campaign")
    context = {"form": form, "campaign": participation.campaign}
    return show(request, "employer/campaign_hiring.html", context, status=422 if form.errors else 200)


@for_employers
@require_GET
def agreement(request: SignedIn) -> HttpResponse:
    """The agreement as it was signed: its words, who signed it, when, in which version."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    context = {
        "participation": participation,
        "employer": participation.employer,
        "campaign": participation.campaign,
        "duties": wording.duties_in(participation.agreement_version),
        "signed_by": queries.signer_of(participation),
        "signed_as": wording.SIGNED_AS[participation.signed_as] if participation.signed_as else "",
        "hiring": _hiring(participation),
    }
    return show(request, "employer/agreement.html", context)


class FactsForm(CompanyForm):
    """What an employer changes itself: everything but which company it is."""

    def __init__(self, data: QueryDict | None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        for name in IDENTITY:
            del self.fields[name]


@for_employers
@require_http_methods(["GET", "POST"])
def company(request: SignedIn) -> HttpResponse:
    """Change what candidates read about the company."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    employer = participation.employer
    form = FactsForm(request.POST or None, initial=known(employer))
    if request.method == "POST" and form.is_valid():
        try:
            employers.change_employer(employer=employer, by=request.user, now=timezone.now(), **form.facts())
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, wording.invalid_words(error.code))
        else:
            messages.success(request, gettext("Saved. Candidates read it from now on."))
            return redirect("employer:campaign")
    context = {"form": form, "employer": employer, "campaign": participation.campaign}
    return show(request, "employer/campaign_company.html", context, status=422 if form.errors else 200)
