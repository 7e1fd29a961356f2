"""Three short forms: about you, what you can do, what you would like. An unknown answer is a good answer."""

from collections.abc import Sequence
from typing import Any, Self, cast

from django import forms
from django.forms import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns.wording import language_name, skill_name
from kretslop.talent.actions import MOST_SKILLS
from kretslop.taxonomy import vocabulary
from kretslop.taxonomy.finding import find_occupation
from kretslop.taxonomy.languages import SPOKEN
from kretslop.web.profile import choices
from kretslop.web.profile.industries import IndustriesForm
from kretslop.web.profile.wishes import WishesForm

Raw = dict[str, list[str]]
SKILL, YEARS, LANGUAGE = "skill-", "years-", "language-"
#: More rows than this are folded while nothing has been said in them.
_SKILLS_SHOWN = 12
ALWAYS_ASKED = ("en", "no")


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Remembering(forms.Form):
    """A form that can show what was typed before without judging it."""

    @classmethod
    def as_typed(cls, raw: Raw, **kwargs: Any) -> Self:
        """Return the form with these raw answers and no errors."""
        form = cls(MultiValueDict(raw), **kwargs)
        form._errors = forms.utils.ErrorDict()  # type: ignore[attr-defined]
        form.cleaned_data = {}
        return form

    def raw(self) -> Raw:
        """Return what was typed, to be kept as it is."""
        names = {name for name in self.fields if not isinstance(self.fields[name], forms.FileField)}
        data = cast("MultiValueDict[str, str]", self.data)
        return {name: [text[:5000] for text in data.getlist(name)][:200] for name in names if name in data}


class AboutForm(Remembering):
    """Step 1: who it is and how to write to them."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We send a code there, so that nobody else can open your page."),
    )
    language = forms.ChoiceField(label=_("We write to you in"), choices=[("en", "English"), ("nb", "Norsk")])
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=choices.time_zones,
        help_text=_("So that every time we name is the time where you are."),
        widget=forms.Select(attrs={"data-guess": "time-zone"}),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if data is not None:  # somebody has chosen already: the browser must not guess over it
            del self.fields["time_zone"].widget.attrs["data-guess"]


class CvForm(forms.Form):
    """A CV, which is never needed."""

    cv = forms.FileField(
        label=_("Your CV"),
        required=False,
        max_length=200,
        allow_empty_file=True,  # reading it says what to do, in words of our own
        help_text=_(
            "PDF, Word, ODT, JSON Resume, Europass or text, up to 10 MB. We read it, and you check what we fill in."
        ),
    )


def _says_something(row: tuple[BoundField, BoundField]) -> bool:
    return any(field.value() not in (None, "") or field.errors for field in row)


class WorkForm(IndustriesForm, Remembering):
    """Step 2: what they do and can. Rows of skills and languages grow with what is named."""

    occupation = forms.CharField(
        label=_("What do you work as?"),
        max_length=120,
        required=False,
        help_text=_("Write and choose the nearest from the list, such as “software developer”."),
        widget=forms.TextInput(attrs={"list": "occupations", "autocomplete": "off"}),
    )
    role_title = forms.CharField(label=_("Your present job title"), max_length=120, required=False)
    years = forms.IntegerField(label=_("Years of such work"), min_value=0, max_value=70, required=False)
    education = forms.TypedChoiceField(
        label=_("Highest education"), choices=choices.education, coerce=int, empty_value=None, required=False
    )
    suggested = forms.MultipleChoiceField(
        label=_("Does your CV also mean these?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    add_skills = forms.CharField(
        label=_("Add skills"),
        max_length=1000,
        required=False,
        help_text=_("Several at once are fine: Python, PostgreSQL, code review."),
        widget=forms.TextInput(attrs={"list": "skills", "autocomplete": "off"}),
    )
    other_skills = forms.CharField(
        label=_("Skills in your own words"),
        max_length=500,
        required=False,
        help_text=_("Names that are not in our list stay here, and your liaison reads them."),
        widget=_lines(2),
    )
    skills_complete = forms.BooleanField(
        label=_("These are all my important skills"),
        help_text=_("Leave it open if there are more: then we ask you before we conclude anything."),
        required=False,
    )
    add_language = forms.ChoiceField(label=_("Another language"), choices=choices.languages, required=False)
    add_language_level = forms.ChoiceField(
        label=_("How well you speak it"), choices=lambda: choices.language_levels(removable=False), required=False
    )
    languages_complete = forms.BooleanField(label=_("These are all my languages"), required=False)

    def __init__(
        self, data: Any = None, *, suggested: dict[str, str] | None = None, in_cv: Sequence[str] | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **kwargs)
        names = list(data or {})
        codes = [name.removeprefix(SKILL) for name in names if name.startswith(SKILL)][:MOST_SKILLS]
        known = [code for code in codes if code in vocabulary.skills()]
        if in_cv is not None:  # a draft keeps its answers without an order: what was added first, then as the CV goes
            place = {code: number for number, code in enumerate(in_cv)}
            known.sort(key=lambda code: (place.get(code, -1), skill_name(code).casefold()))
        for code in known:
            self.fields[SKILL + code] = forms.ChoiceField(
                label=skill_name(code), choices=choices.skill_levels, required=False
            )
            self.fields[YEARS + code] = forms.IntegerField(
                label=format_html('{}<span class="ds-sr-only"> ({})</span>', gettext("Years"), skill_name(code)),
                min_value=0, max_value=70, required=False,
            )  # fmt: skip
        spoken = [name.removeprefix(LANGUAGE) for name in names if name.startswith(LANGUAGE)]
        for code in dict.fromkeys([*ALWAYS_ASKED, *spoken]):
            if code in SPOKEN:
                self.fields[LANGUAGE + code] = forms.ChoiceField(
                    label=language_name(code).capitalize(),
                    choices=lambda code=code: choices.language_levels(removable=code not in ALWAYS_ASKED),
                    required=False,
                )
        waiting = {code: name for code, name in (suggested or {}).items() if SKILL + code not in self.fields}
        self.fields["suggested"].choices = list(waiting.items())  # type: ignore[attr-defined]
        if not waiting:
            del self.fields["suggested"]

    def skill_rows(self) -> list[tuple[BoundField, BoundField]]:
        """Return the level and the years of each skill named so far."""
        named = [name.removeprefix(SKILL) for name in self.fields if name.startswith(SKILL)]
        return [(self[SKILL + code], self[YEARS + code]) for code in named]

    def shown_skill_rows(self) -> list[tuple[BoundField, BoundField]]:
        """Return the first rows, and every one with something to read or to correct in it."""
        rows = self.skill_rows()
        return [row for number, row in enumerate(rows) if number < _SKILLS_SHOWN or _says_something(row)]

    def folded_skill_rows(self) -> list[tuple[BoundField, BoundField]]:
        """Return the others: of forty skills that a CV names, few people want to say something about each."""
        return [row for row in self.skill_rows()[_SKILLS_SHOWN:] if not _says_something(row)]

    def language_rows(self) -> list[BoundField]:
        """Return one select per language."""
        return [self[name] for name in self.fields if name.startswith(LANGUAGE)]

    def clean_occupation(self) -> str:
        """Return the code of the occupation; an unknown title is no error (`title_unknown` says so)."""
        typed = self.cleaned_data["occupation"].strip()
        found = find_occupation(typed) if typed else None
        self.title_unknown = typed if typed and found is None else ""
        return found.code if found else ""

    def clean_add_skills(self) -> list[str]:
        """Return the codes of the names that the vocabulary knows; `unknown_names` holds the others."""
        self.unknown_names: list[str] = []
        found = []
        for name in self.cleaned_data["add_skills"].replace(";", ",").replace("\n", ",").split(","):
            if not (name := name.strip()):
                continue
            known = vocabulary.skill_by_name(name)
            if known is None:
                self.unknown_names.append(name[:80])
            else:
                found.append(known.code)
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = [name for name in self.fields if name.startswith(SKILL)]
        if len(named) + len(cleaned.get("add_skills") or []) > MOST_SKILLS:
            self.add_error(
                "add_skills", _("%(most)s skills are as many as we can keep. Please name the most important ones.")
                % {"most": MOST_SKILLS},
            )  # fmt: skip
        return cleaned

    def grown(self) -> tuple[Raw, list[str]]:
        """Return the raw answers with what was added turned into rows, and the codes of the new skills."""
        raw, cleaned = self.raw(), self.cleaned_data
        for name in [name for name, value in raw.items() if value == [choices.REMOVE]]:
            del raw[name]
            raw.pop(YEARS + name.removeprefix(SKILL), None)
        new = [*cleaned.get("add_skills", []), *cleaned.get("suggested", [])]
        new = [code for code in dict.fromkeys(new) if SKILL + code not in self.fields]
        raw |= {SKILL + code: [""] for code in new}
        if unknown := getattr(self, "unknown_names", []):
            raw["other_skills"] = [", ".join(filter(None, [*raw.get("other_skills", []), *unknown]))[:500]]
        if title := getattr(self, "title_unknown", ""):
            before = raw.get("role_title", [])
            raw["role_title"] = before if any(before) else [title]
            raw["occupation"] = [""]
        if code := cleaned.get("add_language"):
            raw[LANGUAGE + code] = [cleaned.get("add_language_level") or ""]
        for name in ("add_skills", "suggested", "add_language", "add_language_level"):
            raw.pop(name, None)
        return raw, new


class PlansForm(WishesForm, Remembering):
    """Step 3: where they live, what they would like, and when."""

    country = forms.ChoiceField(label=_("Where do you live now?"), choices=choices.countries, required=False)
    city = forms.CharField(label=_("City"), max_length=100, required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        help_text=_(
            "With the country's code, such as +351. Only people of the alliance and employers you meet see it."
        ),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    route = forms.ChoiceField(
        label=_("How can you work in Norway?"),
        choices=choices.routes,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("It tells us how long it takes until you can start. It is never a reason to say no."),
    )
    notice_weeks = forms.IntegerField(
        label=_("Weeks of notice in your present job"), min_value=0, max_value=52, required=False
    )
    available_on = forms.DateField(
        label=_("Or the first day you could live and work here"), required=False, widget=forms.DateInput
    )
    places = forms.MultipleChoiceField(
        label=_("Where would you like to live?"),
        choices=choices.places,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    remote = forms.ChoiceField(
        label=_("How would you like to work?"),
        choices=choices.REMOTE_WISHES,
        required=False,
        widget=forms.RadioSelect,
    )
    summary = forms.CharField(
        label=_("What matters to you?"),
        max_length=1400,
        required=False,
        help_text=_("A few sentences on your work, and on what you want to do next."),
        widget=_lines(5),
    )
