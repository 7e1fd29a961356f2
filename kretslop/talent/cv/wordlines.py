"""Builds lines from the paragraphs and tables of a word processor's file."""

from dataclasses import replace

from .headings import section_of
from .lines import Line, clean, without_bullet


def heading_size(level: int) -> float:
    """A size in points that puts headings of a file without sizes into their order; level 0 is the title."""
    return 20.0 - 2.0 * min(level, 4)


class Page:
    """The page that is being read, as far as the file tells; counts empty lines as gaps."""

    def __init__(self) -> None:
        self.number = 1
        self.fresh = False
        """True until the next line: it does not go on from the one before, which stood in a box."""
        self._gap = 0.0

    def lines(self, text: str, *, size: float = 0.0, bold: bool = False, bullet: bool = False) -> list[Line]:
        """The lines of one paragraph; none for an empty one."""
        made = []
        for row in text.split("\n"):
            words, sign = without_bullet(clean(row))
            if not words:
                self._gap += 1.0
                continue
            place = f"page {self.number}"
            made.append(Line(words, place, size, bold, gap=self._gap, bullet=bullet or sign, fresh=self.fresh))
            self._gap, self.fresh = 0.0, False
        return made


def table_row(cells: list[list[Line]]) -> list[Line]:
    """One row of a table: columns of a page one after the other, cells of a list joined by tabs."""
    cells = [cell for cell in cells if cell]
    if len(cells) > 1 and sum(any(section_of(line.text) for line in cell) and len(cell) > 3 for cell in cells) > 1:
        return [line for cell in cells for line in (replace(cell[0], fresh=cell is not cells[0]), *cell[1:])]
    if not cells:
        return []
    first = replace(cells[0][0], text="\t".join(cell[0].text for cell in cells))
    return [first, *(line for cell in cells for line in cell[1:])]
