"""What somebody would like: the kind of post and of employer, fields of work, pay."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kretslop.talent import wording
from kretslop.talent.rules import SALARY_LEAST, SALARY_MOST


class WishesForm(forms.Form):
    """The part of a form that asks for wishes; all of them are free."""

    employer_wishes = forms.MultipleChoiceField(
        label=_("What kind of employer would you like?"),
        choices=wording.EMPLOYER_WISHES.items,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seniority_wishes = forms.MultipleChoiceField(
        label=_("What kind of post would you like?"),
        choices=wording.SENIORITY_WISHES.items,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    domains = forms.MultipleChoiceField(
        label=_("In which fields would you like to work?"),
        choices=wording.DOMAINS.items,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    salary_wish = forms.IntegerField(
        label=_("The pay that you hope for, in Norwegian kroner a year before tax"),
        min_value=SALARY_LEAST,
        max_value=SALARY_MOST,
        required=False,
        help_text=_("Only your liaison sees it, never an employer."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "1000"}),
    )
