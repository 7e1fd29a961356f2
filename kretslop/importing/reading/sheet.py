"""Reads the first visible sheet of a workbook row by row; values only, formulas as they were last worked out."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from kretslop.importing.reading.faults import UnreadableError


def rows(file: BinaryIO, notes: list[tuple[str, str]]) -> Iterator[tuple[int, list[str]]]:
    """Give each row with its number; what was left out (other sheets, hidden ones) is added to `notes`."""
    try:
        book = CalamineWorkbook.from_filelike(file)
        visible = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
        hidden = [each.name for each in book.sheets_metadata if each.visible != SheetVisibleEnum.Visible]
        sheets = ((name, book.get_sheet_by_name(name)) for name in visible)
        name, sheet = next(((name, sheet) for name, sheet in sheets if sheet.height), ("", None))
    except PasswordError:
        raise UnreadableError("encrypted") from None
    except (CalamineError, OSError, ValueError):
        raise UnreadableError("broken") from None
    if sheet is None:
        raise UnreadableError("empty")
    notes.extend(("other_sheet", other) for other in visible if other != name)
    notes.extend(("hidden_sheet", other) for other in hidden)
    yield from _filled(sheet)


def _filled(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """Give the rows; cells merged downwards all have the value of the first, as whoever made the sheet sees them."""
    left = (sheet.start or (0, 0))[1]
    merged = [area for area in sheet.merged_cell_ranges or [] if area[1][0] > area[0][0]]
    ends = {(top, column - left): bottom for (top, column), (bottom, _right) in merged}
    carried: dict[int, tuple[int, str]] = {}
    for number, row in enumerate(sheet.iter_rows()):
        cells = [as_text(cell) for cell in row]
        for column, (last, value) in list(carried.items()):
            if number > last:
                del carried[column]
            else:
                cells[column] = value
        for column, value in enumerate(cells):
            if (number, column) in ends:
                carried[column] = (ends[number, column], value)
        yield number + 1, cells


def as_text(cell: Any) -> str:
    """Return a cell as text: days as 2027-02-01, whole numbers without a point (a telephone number is stored so)."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    return str(cell)
