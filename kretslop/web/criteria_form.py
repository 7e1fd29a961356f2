"""The editor of criteria that employers and the secretariat share: rows to fill in, without JavaScript or with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kretslop.campaigns import wording
from kretslop.matching.criteria import WISHES, Criteria, CriteriaError, Criterion
from kretslop.taxonomy import vocabulary
from kretslop.web.criteria_row import Row, unit_of
from kretslop.web.criteria_rows import (
    CultureRow,
    DeskByRow,
    EducationRow,
    IndustryRow,
    LanguageRow,
    OccupationRow,
    OneOfRow,
    PlaceRow,
    SeniorityRow,
    SkillRow,
    YearsRow,
)

MOST_ROWS = 40
#: Kinds of which several can be asked for: rows left empty at first, and rows that "Add rows" adds.
REPEATED: dict[str, tuple[type[Row], int, int]] = {
    "skill": (SkillRow, 4, 3),
    "one_of": (OneOfRow, 1, 1),
    "language": (LanguageRow, 1, 2),
    "industry": (IndustryRow, 1, 2),
    "occupation": (OccupationRow, 1, 1),
    "seniority": (SeniorityRow, 1, 1),
    "culture": (CultureRow, 1, 1),
}
SINGLE: tuple[type[Row], ...] = (YearsRow, EducationRow, DeskByRow, PlaceRow)


@dataclass
class Group:
    """Rows that stand under one heading; `more` is the kind that "Add rows" adds, or "".

    `tucked`: few need it, so it is folded away while nothing stands there.
    """

    title: str
    help: str
    rows: list[Row]
    more: str = ""
    tucked: bool = False
    grown: bool = False

    @property
    def open(self) -> bool:
        return self.grown or any(row.sentence or row.errors or row.has_content() for row in self.rows)


class CriteriaEditor:
    """
    Criteria as rows of small forms; `{{ editor }}` draws them inside a page's own form.

    Args:
        data: what was posted, or None to show `criteria`. With the button "Add rows" pressed (`wants_more`) the rows
            come back as they were typed, unchecked, with empty ones added.
        criteria: what is stored, so that weights keep their points.

    `is_valid()` fills `criteria`, and is False while more rows are asked for; errors stand at their rows, and
    `{% form_errors form editor %}` sums them up.
    """

    def __init__(self, data: QueryDict | None = None, *, criteria: Criteria | None = None) -> None:
        self.criteria = criteria or Criteria()
        self.unit = unit_of([item.points for item in self.criteria.items])
        self.wants_more = data.get("more", "") if data is not None else ""
        self._general: list[str] = []
        kinds = {kind: row for kind, (row, _empty, _more) in REPEATED.items()} | {row.kind: row for row in SINGLE}
        self.by_kind = {kind: self._rows(row, data) for kind, row in kinds.items()}

    def _rows(self, row: type[Row], data: QueryDict | None) -> list[Row]:
        if data is None:
            return self._stored(row)
        found = [
            row(data, prefix=f"{row.kind}-{n}", unit=self.unit)
            for n in range(MOST_ROWS)
            if f"{row.kind}-{n}-need" in data
        ]
        if not self.wants_more:
            return found
        return self._as_typed(row, [one for one in found if one.has_changed()])

    def _stored(self, row: type[Row]) -> list[Row]:
        items = [item for item in self.criteria.items if item.kind == row.kind]
        items.sort(key=lambda item: not item.must)
        made = []
        for number, item in enumerate(items):
            one = row(initial=row.initial_of(item), prefix=f"{row.kind}-{number}", unit=self.unit)
            one.sentence, one.shown_points = wording.sentence(item), item.points
            made.append(one)
        return self._with_empty(row, made, 0)

    def _as_typed(self, row: type[Row], bound: list[Row]) -> list[Row]:
        made = []
        for number, one in enumerate(bound):
            typed = {name: one.data.get(one.add_prefix(name), "") for name in one.fields}
            again = row(initial=typed, prefix=f"{row.kind}-{number}", unit=self.unit)
            if one.is_valid() and (item := one.criterion()):
                again.sentence = wording.sentence(item)
            made.append(again)
        return self._with_empty(row, made, REPEATED[row.kind][2] if self.wants_more == row.kind else 0)

    def _with_empty(self, row: type[Row], made: list[Row], more: int) -> list[Row]:
        usual = REPEATED[row.kind][1] if row.kind in REPEATED else int(not made)
        least = int(row.kind in REPEATED and not (made and row.kind in WISHES))
        empty = max(usual - len(made), usual // 2, least) + more
        last = min(len(made) + empty, MOST_ROWS) if row.kind in REPEATED else 1
        return made + [row(prefix=f"{row.kind}-{n}", unit=self.unit) for n in range(len(made), last)]

    @property
    def rows(self) -> list[Row]:
        """Every row, in the order of the page."""
        return [row for group in self.groups for row in group.rows]

    @property
    def groups(self) -> list[Group]:
        """The rows under their headings."""
        rest = [row for kind in ("years", "education", "desk_by", "place", "occupation") for row in self.by_kind[kind]]
        return [
            Group(
                gettext("Skills"),
                gettext("Start typing and choose from the list. Empty a row to take it out."),
                self.by_kind["skill"],
                "skill",
            ),
            Group(
                gettext("One of several skills"),
                gettext("When any of them will do: whoever knows one of them meets it."),
                self.by_kind["one_of"],
                "one_of",
                tucked=True,
                grown=self.wants_more == "one_of",
            ),
            Group(
                gettext("Languages"),
                gettext("Ask for the language that the work needs, at the level it needs from the first day."),
                self.by_kind["language"],
                "language",
            ),
            Group(
                gettext("Experience, education, time and place"),
                gettext("Fill in only what matters for this post."),
                rest,
            ),
            Group(
                gettext("Industries"),
                gettext("Only if knowing the field matters from the first day: it can be learned on the job."),
                self.by_kind["industry"],
                "industry",
                tucked=True,
                grown=self.wants_more == "industry",
            ),
            Group(
                gettext("What the person would like"),
                gettext("Counts for those who wish for such a post or such an employer. Nobody is left out by it."),
                [*self.by_kind["seniority"], *self.by_kind["culture"]],
                tucked=True,
            ),
        ]

    def is_valid(self) -> bool:
        """Check every row and put them together; `criteria` holds the result when True."""
        if self.wants_more:
            return False
        asked: list[tuple[Row, Criterion]] = []
        valid = True
        for row in self.rows:
            if not row.is_valid():
                valid = False
            elif item := row.criterion():
                row.sentence = wording.sentence(item)
                asked.append((row, item))
        try:
            criteria = Criteria(tuple(item for _row, item in asked))
        except CriteriaError as problem:
            self._blame(problem, [row for row, _item in asked])
            return False
        if valid:
            self.criteria = criteria
        return valid

    @property
    def finished(self) -> Criteria:
        """What the rows that are right ask for, whatever stands in the others: for counting while somebody types."""
        found: dict[str, Criterion] = {}
        for row in self.rows:
            if row.is_bound and row.is_valid() and (item := row.criterion()):
                found.setdefault(item.key, item)
        return Criteria(tuple(found.values())) if any(row.is_bound for row in self.rows) else self.criteria

    @property
    def unfinished(self) -> int:
        """How many rows are begun and not right yet."""
        return sum(row.is_bound and not row.is_valid() for row in self.rows)

    def _blame(self, problem: CriteriaError, rows: list[Row]) -> None:
        words = wording.error_words(problem.code)
        number = problem.where.split(".")[1] if "." in problem.where else ""
        if number.isdigit() and int(number) < len(rows):
            row = rows[int(number)]
            row.add_error(row.main[0], words)
        else:
            self._general.append(words)

    def non_field_errors(self) -> list[str]:
        """What is wrong with no single row; for the error summary."""
        return self._general

    def __iter__(self) -> Iterator[BoundField]:
        """Every field, for the error summary; none while nothing has been checked."""
        for row in self.rows:
            if row.is_bound:
                yield from row

    def __str__(self) -> SafeString:
        values: dict[str, Any] = {"groups": self.groups, "skills": [one.name for one in vocabulary.skills().values()]}
        return render_to_string("shared/criteria_editor.html", values)
