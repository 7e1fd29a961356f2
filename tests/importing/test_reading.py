"""From files as people save them to rows of text; hostile ones are refused before a parser sees them."""

import io
import zipfile

import pytest

from kretslop.importing import rules
from kretslop.importing.reading import delimited, gate, sheet, table
from kretslop.importing.reading.faults import UnreadableError
from tests.importing.files import day, formula, workbook

TEXT = "Navn;E-post\r\nÅse Ødegård;ase@example.com\r\n"


def csv_rows(data):
    return list(delimited.rows(io.BytesIO(data)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_encodings(encoding):
    assert csv_rows(TEXT.encode(encoding)) == [(1, ["Navn", "E-post"]), (2, ["Åse Ødegård", "ase@example.com"])]


@pytest.mark.parametrize("sign", ";,\t|")
def test_delimiters(sign):
    lines = [["Name", "Skills", "Note"], ["A", "x", "one"], ["B", "y", "two"]]
    data = "\n".join(sign.join(line) for line in lines).encode()
    assert [row for _, row in csv_rows(data)] == lines


def test_a_comma_inside_cells_does_not_win_over_the_semicolon():
    data = b"Name;Languages;City\nA;English, Norwegian, German;Oslo\nB;English, Polish, Thai;Oslo\n"
    assert csv_rows(data)[1][1] == ["A", "English, Norwegian, German", "Oslo"]


def test_quotes_line_breaks_and_excels_own_first_line():
    data = b'sep=;\nName;Note\n"Berg; Kari";"one\ntwo ""three"""\n'
    assert csv_rows(data) == [(1, ["Name", "Note"]), (2, ["Berg; Kari", 'one\ntwo "three"'])]


def test_binary_rubbish_is_no_table():
    with pytest.raises(UnreadableError, match="wrong_type"):
        csv_rows(bytes(range(1, 256)) * 50)


def test_a_workbook_as_people_see_it():
    rows = [
        ["Name", "Phone", "From", "Sum", "Code", "Share"],
        ["Kari", 4712345678, day(46054), formula("1+1", 2), "00123", 0.5],
        ["Ola", 4.7123456789e10, day(46054.5), "=cmd()", "7", -3],
    ]
    data = workbook(("Old", [["x", "y"], ["1", "2"]], True), ("People", rows, False), ("More", [["z"]], False))
    notes = []
    found = list(sheet.rows(io.BytesIO(data), notes))
    assert found[1] == (2, ["Kari", "4712345678", "2026-02-01", "2", "00123", "0.5"])
    assert found[2] == (3, ["Ola", "47123456789", "2026-02-01 12:00", "=cmd()", "7", "-3"])
    assert notes == [("other_sheet", "More"), ("hidden_sheet", "Old")]


def test_cells_merged_downwards_hold_for_each_row():
    rows = [["Name", "City"], ["Kari", "Oslo"], ["Ola", ""], ["Per", ""], ["Ida", "Moss"]]
    data = workbook(("P", rows, False), merged=["B2:B4"])
    assert [row[1] for _, row in sheet.rows(io.BytesIO(data), [])] == ["City", "Oslo", "Oslo", "Oslo", "Moss"]


def test_the_header_is_the_first_row_that_looks_like_one():
    rows = [
        (1, ["", ""]),
        (2, ["Fair in Lisbon", ""]),
        (4, ["Name", "Mail", ""]),
        (5, ["", "", ""]),
        (6, ["A", " b\u00a0c\x00 ", "x"]),
    ]
    assert list(table.with_header(rows)) == [(4, ["Name", "Mail"]), (6, ["A", "b c"])]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "no_header"),
        ([(1, ["only"])], "no_header"),
        ([(1, ["Name", "Mail"])], "no_rows"),
        ([(1, ["", ""])], "no_header"),
    ],
)
def test_tables_without_people(rows, why):
    with pytest.raises(UnreadableError, match=why):
        list(table.with_header(rows))


def test_too_many_rows(monkeypatch):
    monkeypatch.setattr(table, "MAX_ROWS", 2)
    with pytest.raises(UnreadableError, match="too_many_rows"):
        list(table.with_header([(n, ["a", "b"]) for n in range(1, 5)]))


def test_a_table_can_be_read_on_from_any_row():
    out = io.BytesIO()
    assert table.write([(1, ["Navn", "By"]), (2, ["Åse\nX", "Ås"]), (3, ["B", "C"])], out) == 2
    rows = list(table.read(out))
    assert [row.cells for row in rows] == [["Navn", "By"], ["Åse\nX", "Ås"], ["B", "C"]]
    assert list(table.read(out, rows[1].next_offset)) == rows[2:]


def gate_says(data, name):
    with pytest.raises(UnreadableError) as refused:
        gate.format_of(io.BytesIO(data), name, len(data))
    return refused.value.why


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 5_000_000)
    return out.getvalue()


GOOD = workbook(("P", [["Name", "Mail"], ["A", "a@example.com"]], False))


def test_what_the_gate_lets_in():
    assert gate.format_of(io.BytesIO(GOOD), "People.XLSX", len(GOOD)) == "xlsx"
    assert gate.format_of(io.BytesIO(TEXT.encode("utf-16")), "a.csv", 10) == "csv"


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "a.csv", "empty"),
        (b"\xef\xbb\xbf \r\n", "a.csv", "empty"),
        (b"Name;Mail", "a.exe", "wrong_type"),
        (b"Name;Mail", "a.xlsx", "wrong_type"),
        (GOOD, "a.csv", "wrong_type"),
        (b"%PDF-1.7", "a.csv", "wrong_type"),
        (b"Name;Mail", "a.xls", "other_workbook"),
        (GOOD, "a.xlsm", "other_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a.xlsx", "encrypted"),
        (GOOD[:-30], "a.xlsx", "broken"),
        (b"PK\x03\x04nothing", "a.xlsx", "broken"),
        (bomb(), "a.xlsx", "hostile"),
        (workbook(("P", [["a", "b"]], False), more=[("xl/vbaProject.bin", b"x")]), "a.xlsx", "macros"),
        (workbook(("P", [["a", "b"]], False), more=[("../out.xml", b"x")]), "a.xlsx", "hostile"),
        (workbook(("P", [["a", "b"]], False), more=[(f"x/{n}", b"") for n in range(1001)]), "a.xlsx", "hostile"),
    ],
)  # fmt: skip
def test_what_the_gate_refuses(data, name, why):
    assert gate_says(data, name) == why


def test_too_large():
    with pytest.raises(UnreadableError, match="too_large"):
        gate.format_of(io.BytesIO(TEXT.encode()), "a.csv", rules.MAX_BYTES + 1)


@pytest.mark.parametrize("state", rules.STATES)
def test_every_state_has_its_moves(state):
    assert set(rules.MOVES[state].values()) <= set(rules.STATES)
    assert (state in rules.AT_WORK) == ("finish" in rules.MOVES[state])
    assert rules.next_state(state, "fly") is None
