"""One row of the criteria editor for each kind of criterion: what is typed becomes a `Criterion`."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
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

#: How much a criterion counts, in words, and how heavy each word is against the others.
WEIGHTS = (("lot", 5, _("counts a lot")), ("normal", 3, _("normal")), ("little", 1, _("a little")))
NORMAL = 3
USUAL_UNIT = 10.0
SPOKEN_FIRST = ("en", "no")
MUST, NICE = "must", "nice"


def unit_of(points: list[int]) -> float:
    """The points of one unit of weight, such that the words come closest to these points; 10 where there are none."""
    highest = max(points, default=0)
    if not highest:
        return USUAL_UNIT
    units = [highest / heavy for heavy in (NORMAL, 5, 1)]
    return min(units, key=lambda unit: sum(min(abs(own - heavy * unit) for _n, heavy, _w in WEIGHTS) for own in points))


def weight_choices(own: int, unit: float) -> list[tuple[int, Any]]:
    """The words with their points; the word nearest to `own` keeps exactly those, so that nothing shifts unasked."""
    nearest = min(WEIGHTS, key=lambda weight: abs(own - weight[1] * unit))
    return [(own if w == nearest else max(1, round(w[1] * unit)), w[2]) for w in WEIGHTS]


class Row(forms.Form):
    """One criterion, or nothing while `main` is empty; emptying it takes the criterion out."""

    kind: ClassVar[str] = ""
    main: ClassVar[tuple[str, ...]] = ()
    need = forms.ChoiceField(
        label=_("How firmly"), choices=[(NICE, _("nice to have")), (MUST, _("must-have"))], initial=NICE
    )
    points = forms.IntegerField(label=_("Weight"), min_value=0, max_value=1000, widget=forms.Select)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        prefix: str,
        initial: dict[str, Any] | None = None,
        unit: float = USUAL_UNIT,
    ) -> None:
        super().__init__(
            data, prefix=prefix, initial=initial, empty_permitted=True, use_required_attribute=False, label_suffix=""
        )
        self.order_fields([name for name in self.fields if name not in ("need", "points")])
        self.sentence, self.shown_points = "", 0
        own = str(self.data.get(self.add_prefix("points")) if self.is_bound else self.initial.get("points"))
        usual = round(NORMAL * unit)
        points = self.fields["points"]
        points.initial = usual
        known = int(own) if own.isdecimal() and len(own) < 5 else usual
        points.widget.choices = weight_choices(known, unit)  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        """Whether something is asked for; level and weight of an empty row mean nothing."""
        return any(str(self.data.get(self.add_prefix(name)) or "").strip() for name in self.main)

    def has_content(self) -> bool:
        """Whether something stands in the row, typed or stored."""
        given = self.data if self.is_bound else {self.add_prefix(name): value for name, value in self.initial.items()}
        return any(str(given.get(self.add_prefix(name)) or "").strip() for name in self.main)

    @property
    def asked(self) -> list[BoundField]:
        """What is asked for, without how firmly and how much it counts."""
        return [self[name] for name in self.fields if name not in ("need", "points")]

    def criterion(self) -> Criterion | None:
        """The criterion of a valid row; None for an empty one."""
        if not self.cleaned_data:
            return None
        values = self.values()
        return Criterion(
            self.kind, points=self.cleaned_data["points"], must=self.cleaned_data["need"] == MUST, **values
        )

    def values(self) -> dict[str, Any]:
        """The fields of the criterion that are this kind's own."""
        return {name: self.cleaned_data[name] for name in self.main}

    @classmethod
    def initial_of(cls, item: Criterion) -> dict[str, Any]:
        """What the row shows for a stored criterion."""
        own = {"level": item.level, "code": item.code, "by": item.by}
        shown = {name: value for name, value in own.items() if name in cls.base_fields and value}
        return {"need": MUST if item.must else NICE, "points": item.points, **shown}


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
