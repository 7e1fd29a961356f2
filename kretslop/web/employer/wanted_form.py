"""The form of a wanted profile: its own fields, and the criteria beside them."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns import wording
from kretslop.web.criteria_rows import occupation_choices

ITSELF = "itself"


class ProfileForm(forms.Form):
    """What the post is; what somebody must bring stands in the criteria."""

    title = forms.CharField(
        label=_("Title of the post"), max_length=120, help_text=_("Such as: Backend developer, payments.")
    )
    occupation = forms.ChoiceField(label=_("Occupation"), required=False)
    posts = forms.IntegerField(label=_("How many people do you look for?"), min_value=1, max_value=500, initial=1)
    seniority = forms.ChoiceField(label=_("Seniority"), required=False)
    place = forms.CharField(
        label=_("Place of work"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"list": "place-names", "autocomplete": "off"}),
    )
    remote = forms.ChoiceField(label=_("Where the work is done"), required=False)
    about = forms.CharField(
        label=_("About the post"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Candidates read it when we ask them: what the work is for, the team, what is not perfect yet."),
    )

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        nothing = ("", gettext("not said"))
        said = {"seniority": wording.SENIORITY, "remote": wording.REMOTE_WORK}
        for name, words in said.items():
            choices = [(code, capfirst(str(each))) for code, each in words.items()]
            self.fields[name].choices = [nothing, *choices]  # type: ignore[attr-defined]
        self.fields["occupation"].choices = [nothing, *occupation_choices()]  # type: ignore[attr-defined]

    def ask_whom(self, agency: str, clients: dict[str, str], chosen: str = "") -> "ProfileForm":
        """Have an agency say who would hire: a client by ref and name, or itself; no answer is presumed."""
        choices = [("", gettext("Please choose")), *clients.items(), (ITSELF, agency)]
        self.fields["whom"] = forms.ChoiceField(
            label=gettext("Who would hire?"),
            choices=choices,
            help_text=gettext("Candidates say yes to this company by name, so it cannot be changed after submitting."),
        )
        self.initial.setdefault("whom", chosen)
        return self

    def said(self, clients: dict[str, Any]) -> dict[str, Any]:
        """Return what the actions take, with the client in place of its ref."""
        told = dict(self.cleaned_data)
        whom = told.pop("whom", None)
        if whom is not None:
            told |= {"client": clients.get(whom), "for_itself": whom == ITSELF}
        return told

    @classmethod
    def as_typed(cls, data: QueryDict) -> "ProfileForm":
        """The form with what was typed, unchecked: more rows are asked for first."""
        return cls(initial={name: data.get(name, "") for name in (*cls.base_fields, "whom")})
