"""The industries that somebody has worked in, with whole years in each: a short list of figures, all of them free."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from kretslop.talent.rules import MOST_YEARS
from kretslop.talent.wording import DOMAINS

INDUSTRY = "industry-"


class IndustriesForm(forms.Form):
    """The part of a form that asks for industries; a figure left open is unknown."""

    industries_complete = forms.BooleanField(
        label=_("I have worked in no other industry"), required=False,
        help_text=_("Leave it open if there are more: then we ask you before we conclude anything."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, words in DOMAINS.items():
            self.fields[INDUSTRY + code] = forms.IntegerField(
                label=str(words), min_value=0, max_value=MOST_YEARS, required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip

    def industry_rows(self) -> list[BoundField]:
        """Return one figure per industry."""
        return [self[name] for name in self.fields if name.startswith(INDUSTRY)]

    def names_an_industry(self) -> bool:
        """True when a figure or an error stands there, so that the list is shown open."""
        return any(row.value() or row.errors for row in self.industry_rows())


def industries_of(cleaned: Mapping[str, Any]) -> dict[str, int]:
    """Return the whole years of each industry with a figure."""
    return {code: years for code in DOMAINS if (years := cleaned.get(INDUSTRY + code)) is not None}


def industries_raw(industries: Mapping[str, int], known: bool) -> dict[str, list[str]]:
    """Return stored industries as the form shows them."""
    raw = {INDUSTRY + code: [str(years)] for code, years in industries.items()}
    return raw | ({"industries_complete": ["on"]} if known else {})
