"""The form for a decision that needs a reason, about one person or several."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kretslop.screening import rules, wording


class FirstFocused(forms.RadioSelect):
    """Radio buttons of which the first has the focus: arrows choose, Enter sends."""

    def create_option(self, name: str, value: Any, label: Any, selected: Any, index: int, **more: Any) -> Any:  # type: ignore[override]
        made = super().create_option(name, value, label, selected, index, **more)
        if index == 0:
            made["attrs"]["autofocus"] = True
        return made


def note_field() -> forms.CharField:
    """Return the field for a note that staff read."""
    return forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For you and your colleagues. The person can ask to read it."),
    )


class ReasonForm(forms.Form):
    """Why somebody is not approved now; only staff read it."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why"), widget=FirstFocused,
        error_messages={"required": gettext_lazy("Please choose a reason.")},
    )  # fmt: skip
    note = note_field()

    def __init__(self, *args: Any, verdict: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = wording.reason_choices(rules.REASONS[verdict])  # type: ignore[attr-defined]
