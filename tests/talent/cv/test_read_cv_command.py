"""`manage.py read_cv FILE… --json`."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from .files import english_cv, pdf

RESUME = {
    "basics": {"name": "Kari Berg"},
    "work": [{"name": "Havtech AS", "position": "Developer", "startDate": "2020"}],
}


def run(*arguments: str) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("read_cv", *arguments, stdout=out)
    except SystemExit as left:
        return out.getvalue(), int(left.code or 0)
    return out.getvalue(), 0


@pytest.fixture
def cvs(tmp_path: Path) -> dict[str, str]:
    files: dict[str, Any] = {
        "kari.json": json.dumps(RESUME).encode(),
        "diogo.pdf": pdf(english_cv()),
        "broken.json": b'{"basics": ',
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return {name: str(tmp_path / name) for name in files}


def test_a_list_with_one_object_per_file(cvs):
    printed, status = run(cvs["kari.json"], cvs["diogo.pdf"], "--json")
    first, second = json.loads(printed)
    assert status == 0
    assert first["file"] == cvs["kari.json"]
    assert first["readable"] is True
    assert "why" not in first
    assert first["basics"]["name"] == "Kari Berg"
    assert first["work"][0]["position"] == "Developer"
    assert second["basics"]["email"] == "diogo.salgado@example.org"
    assert second["provenance"]["basics.email"] == "page 1"
    assert second["years_of_experience"] >= 10
    assert {"warnings", "education", "languages", "skills"} <= second.keys()


def test_an_unreadable_file_is_named_and_the_others_still_printed(cvs, tmp_path):
    missing = str(tmp_path / "missing.pdf")
    printed, status = run(cvs["broken.json"], missing, cvs["kari.json"], "--json")
    broken, absent, good = json.loads(printed)
    assert status == 1
    assert (broken["readable"], broken["why"]) == (False, "broken")
    assert absent["readable"] is False
    assert good["readable"] is True


def test_a_summary_for_people(cvs):
    printed, status = run(cvs["broken.json"], cvs["diogo.pdf"])
    assert status == 1
    assert "Diogo Salgado" in printed
    assert "Senior Software Engineer, Ribeira Tech Lda" in printed
    assert "damaged" in printed
