"""One row of the criteria editor for each kind of criterion: what is typed becomes a `Criterion`."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns import wording
from kretslop.matching.criteria import LEVELLED, MOST_OF, Criterion
from kretslop.matching.facts import CEFR
from kretslop.matching.places import code_of, name_of
from kretslop.matching.protected import ground
from kretslop.talent.wording import DOMAINS, EMPLOYER_WISHES
from kretslop.taxonomy import vocabulary
from kretslop.taxonomy.languages import SPOKEN
from kretslop.taxonomy.near_misses import names_like
from kretslop.web.criteria_row import NICE, Row

SPOKEN_FIRST = ("en", "no")


def _no_protected(text: str) -> None:
    if ground(text):
        raise ValidationError(wording.error_words("protected"))


class SkillRow(Row):
    kind, main = "skill", ("name",)
    name = forms.CharField(
        label=_("Skill"), max_length=80, widget=forms.TextInput(attrs={"list": "skill-names", "autocomplete": "off"})
    )
    level = forms.TypedChoiceField(label=_("Level"), coerce=int, initial=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(n, f"{n} – {words}") for n, words in wording.LEVELS.items()]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """The skill's code; an unknown name is an error that offers names like it."""
        return _skill_code(self.cleaned_data["name"])

    def values(self) -> dict[str, Any]:
        return {"code": self.cleaned_data["name"], "level": self.cleaned_data["level"]}

    @classmethod
    def initial_of(cls, item: Criterion) -> dict[str, Any]:
        return super().initial_of(item) | {"name": wording.skill_name(item.code)}


def _skill_code(typed: str) -> str:
    """The code of a skill by its name; an unknown name is an error that offers names like it."""
    _no_protected(typed)
    if found := vocabulary.skill_by_name(typed):
        return found.code
    near = names_like(typed)
    if not near:
        raise ValidationError(
            gettext("We do not know “%(typed)s”. Please choose a name from the list.") % {"typed": typed}
        )
    words = {"typed": typed, "names": gettext(" or ").join(near)}
    raise ValidationError(gettext("We do not know “%(typed)s”. Did you mean %(names)s?") % words)


class OneOfRow(Row):
    kind, main = "one_of", ("names",)
    names = forms.CharField(
        label=_("One of these skills"), max_length=200, help_text=_("Parted by commas, such as: Java, Kotlin, Scala.")
    )
    level = forms.TypedChoiceField(label=_("Level"), coerce=int, initial=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(n, f"{n} – {words}") for n, words in wording.LEVELS.items()]  # type: ignore[attr-defined]

    def clean_names(self) -> tuple[str, ...]:
        """The codes of two to six skills."""
        typed = [name.strip() for name in self.cleaned_data["names"].split(",") if name.strip()]
        codes = tuple(dict.fromkeys(_skill_code(name) for name in typed))
        if not 2 <= len(codes) <= MOST_OF:
            raise ValidationError(wording.error_words("not_one_of"))
        return codes

    def values(self) -> dict[str, Any]:
        return {"codes": self.cleaned_data["names"], "level": self.cleaned_data["level"]}

    @classmethod
    def initial_of(cls, item: Criterion) -> dict[str, Any]:
        return super().initial_of(item) | {"names": ", ".join(wording.skill_name(code) for code in item.codes)}


class IndustryRow(Row):
    kind, main = "industry", ("code",)
    code = forms.ChoiceField(label=_("Has worked in"))
    level = forms.IntegerField(label=_("Years there, at least"), min_value=1, max_value=LEVELLED["industry"], initial=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", gettext("does not matter")), *DOMAINS.items()]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {"code": self.cleaned_data["code"], "level": self.cleaned_data["level"]}


class WishRow(Row):
    """Something the person would like: it may count for them, and is never demanded."""

    main = ("code",)
    need = forms.ChoiceField(choices=[(NICE, _("nice to have"))], initial=NICE, widget=forms.HiddenInput)
    code = forms.ChoiceField()


class SeniorityRow(WishRow):
    kind = "seniority"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = gettext("The post we offer")
        words = [(code, capfirst(str(each))) for code, each in wording.SENIORITY.items()]
        self.fields["code"].choices = [("", gettext("does not matter")), *words]  # type: ignore[attr-defined]


class CultureRow(WishRow):
    kind = "culture"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = gettext("The employer we are")
        self.fields["code"].choices = [("", gettext("does not matter")), *EMPLOYER_WISHES.items()]  # type: ignore[attr-defined]


class LanguageRow(Row):
    kind, main = "language", ("code",)
    code = forms.ChoiceField(label=_("Language"))
    level = forms.TypedChoiceField(label=_("Level"), coerce=int, initial=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted((wording.language_name(code).capitalize(), code) for code in SPOKEN)
        known.sort(key=lambda pair: SPOKEN_FIRST.index(pair[1]) if pair[1] in SPOKEN_FIRST else len(SPOKEN_FIRST))
        stored = self.initial.get("code") or ""
        extra = [(stored, wording.language_name(stored))] if stored and stored not in SPOKEN else []
        self.fields["code"].choices = [("", "–"), *extra, *((code, name) for name, code in known)]  # type: ignore[attr-defined]
        levels = [(n, gettext("%(cefr)s or better") % {"cefr": name}) for n, name in enumerate(CEFR, 1)]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {"code": self.cleaned_data["code"], "level": self.cleaned_data["level"]}


class YearsRow(Row):
    kind, main = "years", ("level",)
    level = forms.IntegerField(label=_("Years in such work, at least"), min_value=1, max_value=LEVELLED["years"])


class EducationRow(Row):
    kind, main = "education", ("level",)
    level = forms.TypedChoiceField(label=_("Education, at least"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [("", gettext("does not matter")), *wording.EDUCATION.items()]  # type: ignore[attr-defined]


class DeskByRow(Row):
    kind, main = "desk_by", ("by",)
    by = forms.DateField(
        label=_("At a desk by"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        error_messages={"invalid": gettext_lazy("Please give a date, such as 2027-03-01.")},
        help_text=_("The day counts, not the passport: we work out how long each way into the country takes."),
    )


class PlaceRow(Row):
    kind, main = "place", ("places", "remote_ok")
    places = forms.CharField(
        label=_("Place, or several"), required=False, max_length=200, help_text=_("Such as: Oslo, Bærum.")
    )
    remote_ok = forms.BooleanField(label=_("or remotely"), required=False)

    def clean_places(self) -> tuple[str, ...]:
        """The codes of the places; a name without a letter is an error."""
        typed = [name.strip() for name in self.cleaned_data["places"].split(",") if name.strip()]
        for name in typed:
            if not code_of(name):
                raise ValidationError(gettext("“%(name)s” is not a place.") % {"name": name})
        return tuple(dict.fromkeys(code_of(name) for name in typed))

    @classmethod
    def initial_of(cls, item: Criterion) -> dict[str, Any]:
        names = ", ".join(name_of(code) for code in item.places)
        return super().initial_of(item) | {"places": names, "remote_ok": item.remote_ok}


class OccupationRow(Row):
    kind, main = "occupation", ("code",)
    code = forms.ChoiceField(label=_("Works as"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", gettext("does not matter")), *occupation_choices()]  # type: ignore[attr-defined]


def occupation_choices() -> list[tuple[str, str]]:
    """Every occupation by its name in the language in use."""
    found = [(code, wording.occupation_name(code)) for code in vocabulary.occupations()]
    return sorted(found, key=lambda pair: pair[1].casefold())
