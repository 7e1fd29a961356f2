"""Criteria as rows of a form that works without scripts: for a campaign's criteria and for a wanted profile alike."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns import wording
from kretslop.matching import places
from kretslop.matching.criteria import LEVELLED, Criteria, CriteriaError, Criterion
from kretslop.matching.facts import CEFR
from kretslop.taxonomy import vocabulary
from kretslop.taxonomy.languages import SPOKEN
from kretslop.web.components.entries import form_errors

MUST, NICE = "must", "nice"
WEIGHT, MOST_WEIGHT = 10, 1000
MORE_ROWS = 3
NOTHING = Criteria()
_SINGLE = ("years", "education", "desk_by", "place", "occupation")


def _weight() -> forms.IntegerField:
    return forms.IntegerField(label=_("Weight"), min_value=0, max_value=MOST_WEIGHT, initial=WEIGHT)


def _need() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How needed"), choices=[(MUST, _("Must have")), (NICE, _("Nice to have"))], initial=NICE
    )


class SkillRow(forms.Form):
    """A skill by its name, with the level asked for."""

    code = forms.CharField(
        label=_("Skill"), max_length=80, widget=forms.TextInput(attrs={"list": "skills", "autocomplete": "off"})
    )
    level = forms.TypedChoiceField(
        label=_("Level"), coerce=int, choices=[(n, words) for n, words in wording.LEVELS.items()], initial=2
    )
    need = _need()
    weight = _weight()

    def clean_code(self) -> str:
        skill = vocabulary.skill_by_name(self.cleaned_data["code"])
        if skill is None:
            raise forms.ValidationError(gettext("We do not know this skill. Please choose one from the list."))
        return skill.code


class LanguageRow(forms.Form):
    """A spoken language with its level on the European scale."""

    code = forms.ChoiceField(label=_("Language"))
    level = forms.TypedChoiceField(label=_("Level"), coerce=int, choices=list(enumerate(CEFR, 1)), initial=4)
    need = _need()
    weight = _weight()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted((capfirst(wording.language_name(code)), code) for code in SPOKEN)
        choices = [("", gettext("Choose")), *((code, name) for name, code in names)]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]


class SingleForm(forms.Form):
    """What can be asked for once: years, education, a day at a desk, places, the occupation; empty is not asked for."""

    years = forms.IntegerField(label=_("Years of such work, at least"), min_value=1, max_value=LEVELLED["years"])
    education = forms.TypedChoiceField(label=_("Education, at least"), coerce=int, empty_value=None)
    desk_by = forms.DateField(label=_("Needed at a desk by"), widget=forms.DateInput)
    place = forms.MultipleChoiceField(label=_("Places"), widget=forms.CheckboxSelectMultiple)
    remote_ok = forms.BooleanField(label=_("Remote work is fine"))
    occupation = forms.ChoiceField(label=_("Works as"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _SINGLE:
            self.fields[f"{name}_need"], self.fields[f"{name}_weight"] = _need(), _weight()
        for field in self.fields.values():
            field.required = False
        nothing = ("", gettext("No matter"))
        levels = [(n, capfirst(str(words))) for n, words in wording.EDUCATION.items()]
        known = {code: places.name_of(code) for code in (*places.NAMES, *(self.initial.get("place") or ()))}
        jobs = sorted((capfirst(wording.occupation_name(code)), code) for code in vocabulary.occupations())
        self.fields["education"].choices = [nothing, *levels]  # type: ignore[attr-defined]
        self.fields["place"].choices = list(known.items())  # type: ignore[attr-defined]
        self.fields["occupation"].choices = [nothing, *((code, name) for name, code in jobs)]  # type: ignore[attr-defined]

    def criteria(self) -> Iterable[Criterion]:
        """Give the criteria that are filled in."""
        given = self.cleaned_data
        for kind in _SINGLE:
            must = given[f"{kind}_need"] == MUST
            weight = given[f"{kind}_weight"]
            item = Criterion(kind, must=must, points=WEIGHT if weight is None else weight)
            value = given[kind]
            if kind == "place" and (value or given["remote_ok"]):
                yield replace(item, places=tuple(value), remote_ok=given["remote_ok"])
            elif kind == "occupation" and value:
                yield replace(item, code=value)
            elif kind == "desk_by" and value:
                yield replace(item, by=value)
            elif kind in ("years", "education") and value:
                yield replace(item, level=value)


class CriteriaEditor:
    """
    All rows together. Give `data` (a POST) or `criteria`; `more` adds empty skill rows to what was posted.

    In a view: `editor = CriteriaEditor(request.POST or None, criteria=kept)`, then `editor.is_valid()` and
    `editor.criteria`. In its template, inside the form: `{% include "shared/criteria_rows.html" %}`; a submit button
    named `more` asks for more rows.
    """

    def __init__(
        self, data: Any = None, *, criteria: Criteria = NOTHING, prefix: str = "c", more: bool = False
    ) -> None:
        skill_rows = forms.formset_factory(SkillRow, extra=MORE_ROWS, can_delete=True, max_num=60)
        language_rows = forms.formset_factory(LanguageRow, extra=1, can_delete=True, max_num=20)
        if data is not None and more:
            data = data.copy()
            for name, count in (("skills", MORE_ROWS), ("languages", 1)):
                key = f"{prefix}-{name}-TOTAL_FORMS"
                data[key] = str(int(data[key]) + count) if data.get(key, "").isdigit() else "0"
        self._asked_for_more = more
        rows = {kind: [_row(item) for item in criteria.items if item.kind == kind] for kind in ("skill", "language")}
        self.skills: BaseFormSet = skill_rows(data, initial=rows["skill"], prefix=f"{prefix}-skills")
        self.languages: BaseFormSet = language_rows(data, initial=rows["language"], prefix=f"{prefix}-languages")
        self.single = SingleForm(data, initial=_once(criteria), prefix=f"{prefix}-once")
        self.skill_names = sorted((skill.name for skill in vocabulary.skills().values()), key=str.casefold)
        self.criteria = criteria

    @property
    def forms(self) -> list[forms.Form]:
        """Every form of the editor, in the order of the page."""
        return [*self.skills.forms, *self.languages.forms, self.single]

    def is_valid(self) -> bool:
        """True when the rows make criteria, which then stand in `criteria`; False while more rows are asked for."""
        if self._asked_for_more:
            return False
        valid = [part.is_valid() for part in (self.skills, self.languages, self.single)]
        if not all(valid):
            return False
        items = [*_items(self.skills, "skill"), *_items(self.languages, "language"), *self.single.criteria()]
        try:
            self.criteria = Criteria(tuple(items))
        except CriteriaError as error:
            self.single.add_error(None, wording.error_words(error.code))
            return False
        return True

    def summary(self) -> SafeString | str:
        """The error summary over all rows, for the top of the page."""
        if self._asked_for_more or not self.single.is_bound:
            return ""
        return form_errors(*self.forms)

    def once(self) -> list[dict[str, Any]]:
        """The single criteria as rows of bound fields, for the template."""
        return [
            {"value": self.single[kind], "need": self.single[f"{kind}_need"], "weight": self.single[f"{kind}_weight"]}
            for kind in ("years", "education", "desk_by", "occupation")
        ]


def _row(item: Criterion) -> dict[str, Any]:
    code = wording.skill_name(item.code) if item.kind == "skill" else item.code
    return {"code": code, "level": item.level, "need": MUST if item.must else NICE, "weight": item.points}


def _once(criteria: Criteria) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in criteria.items:
        if item.kind in _SINGLE:
            value = {"place": list(item.places), "desk_by": item.by, "occupation": item.code}.get(item.kind, item.level)
            found |= {item.kind: value, f"{item.kind}_need": MUST if item.must else NICE}
            found |= {f"{item.kind}_weight": item.points}
            if item.kind == "place":
                found["remote_ok"] = item.remote_ok
    return found


def _items(rows: BaseFormSet, kind: str) -> Iterable[Criterion]:
    for form in rows.forms:
        given = form.cleaned_data
        if given.get("code") and not given.get("DELETE"):
            yield Criterion(kind, given["code"], given["level"], points=given["weight"], must=given["need"] == MUST)
