"""The command: files as people send them, and what is said about those that cannot be used."""

import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from manage import HERE

ROWS = """id,given_name,surname,date_of_birth,suburb,soc_sec_id
a1,Lars,Ødegård,1985-03-04,Bergen,1
a2,Lars,Odegaard,1985-03-04,Bergen,2
a3,Kari,Berg,1990-01-01,Oslo,1
"""


def run(path, capsys, *options):
    call_command("find_duplicates", str(path), "--json", *options)
    told = capsys.readouterr()
    return json.loads(told.out), told.err


def write(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


def test_a_pair_with_its_reasons(tmp_path, capsys):
    rows, notes = run(write(tmp_path, ROWS), capsys)
    assert [(row["a"], row["b"]) for row in rows] == [("a1", "a2")]
    assert sum(reason["points"] for reason in rows[0]["reasons"]) == pytest.approx(rows[0]["score"], abs=0.01)
    assert "The same date of birth" in {reason["words"] for reason in rows[0]["reasons"]}
    assert "Never used to find duplicates: soc_sec_id" in notes


def test_the_state_s_number_changes_nothing(tmp_path, capsys):
    with_it, _ = run(write(tmp_path, ROWS), capsys)
    renamed, notes = run(write(tmp_path, ROWS.replace("soc_sec_id", "shoe_size")), capsys)
    without, _ = run(write(tmp_path, "\n".join(line.rpartition(",")[0] for line in ROWS.splitlines())), capsys)
    assert with_it == renamed == without
    assert "Unknown columns, not used: shoe_size" in notes


@pytest.mark.parametrize(
    ("change", "encoding"),
    [
        (lambda text: text.replace(",", ";"), "utf-8"),
        (lambda text: text.replace(",", "\t"), "utf-8"),
        (lambda text: text, "utf-8-sig"),
        (lambda text: text, "utf-16"),
        (lambda text: text.replace("\n", "\r\n"), "utf-8"),
        (lambda text: text.replace(",", " , "), "utf-8"),
        (lambda text: "\n\n" + text, "utf-8"),
        (lambda text: text.replace("given_name,surname,date_of_birth", "Fornavn,Etternavn,Fødselsdato"), "utf-8"),
    ],
)
def test_the_same_file_in_other_clothes(tmp_path, capsys, change, encoding):
    rows, _ = run(write(tmp_path, change(ROWS), encoding), capsys)
    assert [(row["a"], row["b"]) for row in rows] == [("a1", "a2")]


def test_latin_1_is_read_and_said(tmp_path, capsys):
    rows, notes = run(write(tmp_path, ROWS, "latin-1"), capsys)
    assert len(rows) == 1
    assert "not in UTF-8" in notes


@pytest.mark.parametrize("ids", [lambda text: text.replace("id,", "shelf,", 1), lambda text: text.replace("a2", "a1")])
def test_without_usable_ids_rows_are_numbered(tmp_path, capsys, ids):
    rows, notes = run(write(tmp_path, ids(ROWS)), capsys)
    assert [(row["a"], row["b"]) for row in rows] == [("1", "2")]
    assert "called by their row" in notes


def test_broken_lines_are_said_and_the_rest_is_read(tmp_path, capsys):
    broken = ROWS + "a4,Per\na5,Per,Lien,1980-01-01,Oslo,3,what,is,this\n"
    rows, notes = run(write(tmp_path, broken), capsys)
    assert [(row["a"], row["b"]) for row in rows] == [("a1", "a2")]
    assert "more cells than there are columns: line 6" in notes
    assert "Fewer cells than columns, the missing ones are taken as empty: line 5" in notes


def test_a_quotation_mark_that_is_not_closed_swallows_nothing(tmp_path, capsys):
    rows, notes = run(write(tmp_path, ROWS.replace("a1,Lars", 'a1,"Lars')), capsys)
    assert [(row["a"], row["b"]) for row in rows] == [("a1", "a2")]
    assert "Quotation marks are not closed" in notes


def test_one_name_column_is_enough_to_begin_with(tmp_path, capsys):
    rows, notes = run(write(tmp_path, 'name,phone\nKari Tveitan,91122333\n"Tveitan, Kari",+47 91122333\n'), capsys)
    assert [(row["a"], row["b"]) for row in rows] == [("1", "2")]
    assert "Columns that the file does not have" not in notes


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"a,b\n1,2\n", "no column is known"),
        (b"id\n1\n2\n", "no column is known"),
        (b"PK\x03\x04rest", "spreadsheet or an archive"),
        (b"%PDF-1.7", "not a text file"),
        (b"\x00\x01\x02", "not a text file"),
        (b"\xff\xfea", "UTF-16"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path, content, said):
    with pytest.raises(CommandError, match=said):
        call_command("find_duplicates", str(write(tmp_path, content)), "--json")


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("find_duplicates", str(tmp_path / "nowhere.csv"))
    with pytest.raises(CommandError, match="folder"):
        call_command("find_duplicates", str(tmp_path))


def test_only_a_header(tmp_path, capsys):
    rows, notes = run(write(tmp_path, "id,given_name\n"), capsys)
    assert rows == []
    assert "no record below" in notes


def test_lines_for_people(tmp_path, capsys):
    call_command("find_duplicates", str(write(tmp_path, ROWS)))
    assert "a1  a2  The same date of birth" in capsys.readouterr().out


def test_the_command_starts_without_loading_any_app(tmp_path, capsys):
    file = write(tmp_path, ROWS)
    asked = "import sys; from manage import main; main(); sys.exit('kretslop.talent.models' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked, "find_duplicates", str(file), "--json"],
        cwd=HERE, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == run(file, capsys)[0]
