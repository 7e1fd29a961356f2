"""The form for links to somebody's work."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from kretslop.web.profile.forms import Remembering


class LinksForm(Remembering):
    """Work that a person wants to show, after an employer has said yes."""

    links = forms.CharField(
        label=_("Links to your work"),
        required=False,
        max_length=3000,
        help_text=_("One address on each line. An employer sees them only after you both have said yes."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_links(self) -> tuple[str, ...]:
        check = URLValidator(schemes=["http", "https"])
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()][:10]
        addresses = [line if "://" in line else f"https://{line}" for line in lines]
        for address in addresses:
            try:
                if len(address) > 300:
                    raise forms.ValidationError("")
                check(address)
            except forms.ValidationError:
                raise forms.ValidationError(
                    _("“%(address)s” is not the address of a page."), params={"address": address[:80]}
                ) from None
        return tuple(addresses)
