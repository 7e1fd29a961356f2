"""Divides the lines of a CV into its sections."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .dates import find_period
from .headings import section_of
from .lines import Line

MAX_HEAD = 10
"""Lines above the first heading of a column that may hold a name and ways to reach the person."""


_OPEN_HEADING = re.compile(r"(?i)(?:\b(?:and|og|och)|&)$")


@dataclass
class Section:
    """A section by its kind ("work", "head" before the first heading) and its lines without the heading."""

    kind: str
    title: str = ""
    lines: list[Line] = field(default_factory=list)


def divide(lines: list[Line]) -> list[Section]:
    """Sections in the order of the file; the first is "head" and may be empty."""
    lines = [part for line in lines for part in _split_margin_heading(line)]
    lines = _joined_headings(lines)
    marked = [(line, _heading(line)) for line in lines]
    styles = _styles(marked)
    body = _body_size(lines)
    sections = [Section("head")]
    for index, (line, kind) in enumerate(marked):
        style = styles[index]
        if line.fresh and not kind and any(other for _, other in marked[index : index + MAX_HEAD]):
            sections.append(Section("head"))
        if kind and _fits(line, style, body, sections[-1]):
            sections.append(Section(kind, line.text))
        elif _unknown_heading(lines, index, style, body) and len(sections) > 1:
            sections.append(Section("other", line.text))
        else:
            sections[-1].lines.append(line)
    return sections


def _heading(line: Line) -> str:
    return "" if line.bullet or "\t" in line.text.strip() else section_of(line.text)


def _split_margin_heading(line: Line) -> list[Line]:
    """A heading in the margin beside the first line of its section becomes a line of its own."""
    title, tab, rest = line.text.partition("\t")
    if tab and rest and not line.bullet and (line.bold or title.isupper()) and section_of(title):
        return [replace(line, text=title), replace(line, text=rest, fresh=False, bold=False)]
    return [line]


def _joined_headings(lines: list[Line]) -> list[Line]:
    """ "EDUCATION AND" above "TRAINING" is one heading on two lines."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above and _OPEN_HEADING.search(above.text) and len(above.text) < 30 and _look(above) == _look(line):
            both = f"{above.text} {line.text}"
            if section_of(both):
                joined[-1] = replace(above, text=both)
                continue
        joined.append(line)
    return joined


def _look(line: Line) -> tuple[float, bool, bool]:
    return (line.size, line.bold, line.text.isupper())


def _heading_style(headings: list[Line]) -> tuple[float, bool, bool] | None:
    """The look that most headings share; None when they differ or the file tells no looks."""
    if not headings:
        return None
    look, count = Counter(_look(line) for line in headings).most_common(1)[0]
    return look if count >= 2 else None


def _styles(marked: list[tuple[Line, str]]) -> list[tuple[float, bool, bool] | None]:
    """The look of headings at each line: a column may have its own, otherwise that of the whole file."""
    whole = _heading_style([line for line, kind in marked if kind])
    starts = [0, *(index for index, (line, _) in enumerate(marked) if line.fresh and index), len(marked)]
    styles: list[tuple[float, bool, bool] | None] = []
    for start, stop in pairwise(starts):
        own = _heading_style([line for line, kind in marked[start:stop] if kind])
        styles += [own or whole] * (stop - start)
    return styles


def _body_size(lines: list[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _fits(line: Line, style: tuple[float, bool, bool] | None, body: float, current: Section) -> bool:
    """A heading's word inside a section, in the look of the running text, is a word of that text.

    "Projects" or "Programming" as a line of a job is plain; the headings of such a CV are larger, bold or in capitals.
    """
    if style is None or current.kind == "head" or _look(line) == style:
        return True
    size, bold, upper = style
    if size > body + 0.9 and (line.size, line.bold) == (size, bold):
        return True
    if line.size and size and line.size < size - 0.6:
        return False
    if bold and not line.bold and not line.text.isupper():
        return False
    return not (upper and not line.text.isupper() and not line.text.endswith(":"))


def _unknown_heading(lines: list[Line], index: int, style: tuple[float, bool, bool] | None, body: float) -> bool:
    """A line that looks like the headings of this CV, but whose words are not known: its section is "other"."""
    line = lines[index]
    if style is None or _look(line) != style or line.bullet or "\t" in line.text or len(line.text) > 45:
        return False
    if not any(sign.isalpha() for sign in line.text):
        return False
    size, _, upper = style
    if size and size > body + 0.9:
        return True
    near = lines[index : index + 3]
    return upper and len(line.text.split()) <= 4 and not any(find_period(other.text) for other in near)
