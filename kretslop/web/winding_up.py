"""The question that comes before an end: what are the people told who are still waiting? Shared by the portals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kretslop.introductions import rules
from kretslop.introductions.kindness import doubt
from kretslop.introductions.wording import DOUBTS, parting

GO_ON, RELEASE = "go_on", "release"
_IN_ENGLISH, _IN_NORWEGIAN = _("To those who read English"), _("To those who read Norwegian")


class WindingUpForm(forms.Form):
    """Go on with the open introductions, or release these people with words in each language that one of them reads.

    `end` is one of `wording.PARTINGS`.
    """

    what = forms.ChoiceField(label=_("What becomes of them?"), widget=forms.RadioSelect)

    def __init__(self, data: Any, *, languages: list[str], end: str, go_on: Any, release: Any) -> None:
        super().__init__(data, initial={"what": GO_ON}, label_suffix="")
        self.fields["what"].choices = [(GO_ON, go_on), (RELEASE, release)]  # type: ignore[attr-defined]
        self.languages = languages
        for language in languages:
            self.fields[f"words_{language}"] = forms.CharField(
                label=_IN_NORWEGIAN if language == "nb" else _IN_ENGLISH,
                required=False,
                initial=parting(end, language),
                widget=forms.Textarea(attrs={"rows": 7}),
                help_text=_("Only if they are released. A talent liaison may change a word before it leaves."),
            )

    def clean(self) -> None:
        if self.cleaned_data.get("what") != RELEASE:
            return
        for language in self.languages:
            name = f"words_{language}"
            long = len(self.cleaned_data.get(name, "").strip())
            if not rules.WORDS_MIN <= long <= rules.WORDS_MAX:
                said = _("Between %(least)s and %(most)s characters, please.")
                self.add_error(name, str(said) % {"least": rules.WORDS_MIN, "most": rules.WORDS_MAX})
            elif code := doubt(self.cleaned_data[name]):
                self.add_error(name, str(DOUBTS[code]))

    def words(self) -> dict[str, str] | None:
        """Return the words by language for everybody who is released, None when all go on."""
        if self.cleaned_data["what"] != RELEASE:
            return None
        return {language: self.cleaned_data[f"words_{language}"] for language in self.languages}
