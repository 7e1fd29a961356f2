"""What all rows of the criteria editor share: how firmly something is asked for, and how much it counts."""

from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kretslop.matching.criteria import Criterion

#: How much a criterion counts, in words, and how heavy each word is against the others.
WEIGHTS = (("lot", 5, _("counts a lot")), ("normal", 3, _("normal")), ("little", 1, _("a little")))
NORMAL = 3
USUAL_UNIT = 10.0
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
