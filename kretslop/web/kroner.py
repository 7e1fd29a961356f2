"""A field for an amount of kroner; the form's value is whole øre."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kretslop.billing.rules import MOST_ORE

_SPACES = str.maketrans("", "", " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")


class KronerField(forms.CharField):
    """Reads `12 500`, `12500,50` and `12.500,50` alike; gives øre, 0 when left empty."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_length=20, **options)

    def prepare_value(self, value: Any) -> Any:
        """Return øre as a person would write the kroner."""
        if not isinstance(value, int):
            return value
        return f"{Decimal(value) / 100:.2f}".replace(".", ",").removesuffix(",00") if value else ""

    def clean(self, value: Any) -> Any:
        """Return øre; a ValidationError for words, a part of an øre, less than nothing or too much."""
        text = str(super().clean(value)).translate(_SPACES)
        if not text:
            return 0
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        try:
            ore = Decimal(text) * 100
        except InvalidOperation as error:
            raise forms.ValidationError(_("Write an amount, such as 12 500 or 12 500,50.")) from error
        if not ore.is_finite() or ore != ore.to_integral_value() or not 0 <= ore <= MOST_ORE:
            raise forms.ValidationError(_("Between 0 and 1 million kroner, with at most two decimals."))
        return int(ore)
