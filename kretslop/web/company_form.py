"""The facts about an employer as a form: typed at sign-up and joining, changed later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns.rules import USUAL_DAYS_MAX
from kretslop.employers import rules, wording
from kretslop.web.profile import choices

#: What `add_employer` takes and the form asks, in the order of the page.
COMPANY = ("name", "country", "org_number", "kind", "size", "stage", "sector")
WORKPLACE = ("city", "locations", "remote_policy", "permit_experience", "about", "culture")
HIRING = ("hiring_steps", "who_decides", "usual_days")
_NOT_SAID = ("", _("Not said"))


class CompanyForm(forms.Form):
    """Which employer it is, where its people work, and how it is to work there."""

    name = forms.CharField(label=_("Company"), max_length=150)
    country = forms.ChoiceField(label=_("Country of registration"), choices=choices.countries, initial=rules.HOME)
    org_number = forms.CharField(
        label=_("Organisation number"),
        required=False,
        max_length=30,
        help_text=_("In Norway nine digits. Elsewhere the number of the company register."),
    )
    kind = forms.ChoiceField(
        label=_("What you are"),
        choices=[("private", _("A company")), ("public", _("A public employer")), ("agency", _("An agency"))],
        help_text=_("Public employers must list applicants, so candidates are told before they say yes."),
    )
    size = forms.ChoiceField(
        label=_("People who work with you"), required=False, choices=[_NOT_SAID, *wording.SIZES.items()]
    )
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[_NOT_SAID, *wording.STAGES.items()])
    sector = forms.CharField(
        label=_("Sector"), required=False, max_length=80, help_text=_("Such as: energy, health, public transport.")
    )
    city = forms.CharField(label=_("Where most of the work is"), max_length=80, required=False)
    locations = forms.CharField(
        label=_("Other places"), max_length=400, required=False, help_text=_("With commas between them.")
    )
    remote_policy = forms.ChoiceField(
        label=_("Work from home"), required=False, choices=[_NOT_SAID, *wording.REMOTE_POLICIES.items()]
    )
    permit_experience = forms.ChoiceField(
        label=_("Have you hired people who needed a permit?"),
        required=False,
        choices=[_NOT_SAID, *wording.PERMIT_EXPERIENCE.items()],
        help_text=_("It is no condition. We help with the first one."),
    )
    about = forms.CharField(
        label=_("What you do, in one or two sentences"),
        max_length=600,
        required=False,
        help_text=_("Candidates read it before they say yes to being introduced to you."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    culture = forms.CharField(
        label=_("How it is to work with you"),
        max_length=600,
        required=False,
        help_text=_("How you decide, meet and learn, and what is not perfect yet. People trust that more."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        country = cleaned.get("country") or rules.HOME
        number = rules.clean_org_number(cleaned.get("org_number", ""), country)
        if problem := rules.org_number_problem(number, country):
            self.add_error("org_number", wording.problem_words(problem))
        if len(rules.listed(cleaned.get("locations", ""))) > rules.LOCATIONS_MAX:
            self.add_error("locations", wording.problem_words("too_many"))
        return cleaned

    def facts(self) -> dict[str, str]:
        """Return what `add_employer` and `change_employer` take, of the fields that this form has."""
        return {name: self.cleaned_data[name] for name in (*COMPANY, *WORKPLACE) if name in self.fields}


def known(employer: Any) -> dict[str, str]:
    """Return what is known about an employer, as the form's first values."""
    said = {name: getattr(employer, name) for name in (*COMPANY, *WORKPLACE)}
    return said | {"locations": ", ".join(employer.locations)}


def hiring_fields() -> tuple[forms.CharField, forms.CharField, forms.IntegerField]:
    """Return the fields of `HIRING`: how the campaign fits the employer's own way of hiring."""
    return (
        forms.CharField(
            label=_("The steps of your own process"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Such as: a call with the team, a task at home, a day at the office."),
        ),
        forms.CharField(
            label=_("Who decides"), required=False, max_length=150, help_text=_("A name or a role, such as: the CTO.")
        ),
        forms.IntegerField(
            label=_("Days it usually takes"),
            required=False,
            min_value=1,
            max_value=USUAL_DAYS_MAX,
            help_text=_("From the first interview to an answer."),
        ),
    )
