"""Importing ESCO's CSV download: what it adds, what it leaves alone, and what it says of rows that are wrong."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kretslop.taxonomy import overlay, vocabulary
from kretslop.taxonomy.esco import Known, Problem, Result, read
from kretslop.taxonomy.vocabulary import Occupation, Skill, own_skills

SKILLS = (
    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,"
    "definition,inScheme,description"
)
DIGITAL = "conceptType,conceptUri,preferredLabel,status,skillType,reuseLevel,altLabels,description,broaderConceptUri"
OCCUPATIONS = (
    "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
    "regulatedProfessionNote,scopeNote,definition,inScheme,description,code"
)
HASKELL, DRAGONS, COBOL = (f"{n}0000000-0000-4000-8000-000000000000" for n in "123")
KNOWN_SKILLS = {
    "haskell": Skill("haskell", "Haskell", "language", ("Haskell 98",), (), HASKELL),
    "cobol": Skill("cobol", "COBOL", "language", (), (), ""),
}
KNOWN_OCCUPATIONS = {
    "tester": Occupation("tester", "software tester", "tester", "testare", ("QA tester",), COBOL, "testing"),
}


def table(header: str, *rows: dict[str, str]) -> str:
    """A file of the download: cells that a row does not name are empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header.split(","), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def concept(kind: str, id: str, label: str, alternatives: str = "", **more: str) -> dict[str, str]:
    start = {"skill": "KnowledgeSkillCompetence", "occupation": "Occupation"}[kind]
    uri = f"http://data.europa.eu/esco/{kind}/{id}"
    return {"conceptType": start, "conceptUri": uri, "preferredLabel": label, "altLabels": alternatives, **more}


def imported(text: str) -> Result:
    return read(text, {"skills": Known(KNOWN_SKILLS), "occupations": Known(KNOWN_OCCUPATIONS)})


def test_a_known_skill_gets_the_labels_that_nobody_else_has():
    text = table(
        SKILLS,
        concept("skill", HASKELL, "Haskell (dataprogrammering)", "Haskell 98\nGlasgow Haskell\nCOBOL\nhask\nHaskel"),
        concept("skill", DRAGONS, "temme drager", "dragetemming"),
    )
    result = imported(text)
    assert [(label.code, label.aliases) for label in result.labels] == [
        ("haskell", "Glasgow Haskell | ?hask | =Haskel")
    ]
    assert (result.rows, result.new, result.left_out, result.problems) == (2, 0, 1, [])


def test_a_known_skill_without_an_id_gets_it_by_its_very_name():
    result = imported(table(SKILLS, concept("skill", DRAGONS, "COBOL")))
    assert [(label.code, label.esco) for label in result.labels] == [("cobol", DRAGONS)]


def test_new_skills_come_from_the_digital_collection_as_suggestions():
    text = table(DIGITAL, concept("skill", DRAGONS, "tame data dragons", "dragon taming | Haskell"))
    (label,) = imported(text).labels
    assert label.code == f"esco-{DRAGONS}"
    assert label.aliases == "?tame data dragons | ?dragon taming"


def test_new_occupations_come_from_the_groups_of_it_work():
    text = table(
        OCCUPATIONS,
        concept("occupation", DRAGONS, "dragon modeller", "data dragon keeper", iscoGroup="2512"),
        concept("occupation", HASKELL, "ship pilot", iscoGroup="3152"),
        concept("occupation", COBOL, "programvaretester", "QA tester\ntester av programvare", iscoGroup="2519"),
    )
    assert [(one.code, one.aliases, one.group) for one in imported(text).labels] == [
        (f"esco-{DRAGONS}", "dragon modeller | data dragon keeper", "software"),
        ("tester", "programvaretester | tester av programvare", ""),
    ]


def test_what_esco_has_withdrawn_is_passed_over():
    assert imported(table(SKILLS, concept("skill", HASKELL, "Old", status="deprecated"))).labels == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (concept("occupation", HASKELL, "Haskell"), "conceptType"),
        (concept("skill", "12", "Haskell"), "conceptUri"),
        (concept("skill", HASKELL, " "), "preferredLabel"),
    ],
)
def test_a_wrong_row_is_told_by_row_and_column(row: dict[str, str], column: str):
    result = imported(table(SKILLS, concept("skill", COBOL, "x"), row))
    assert [(problem.row, problem.column) for problem in result.problems] == [(3, column)]


def test_a_missing_column_and_a_torn_row_are_told():
    assert imported("conceptType,preferredLabel\n").problems == [
        Problem(1, "conceptUri", "This column is missing."),
        Problem(1, "altLabels", "This column is missing."),
    ]
    assert imported(table(SKILLS) + "KnowledgeSkillCompetence,x\n").problems[0].row == 2


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KRETSLOP_VAR", str(tmp_path))
    return tmp_path


def test_the_command_writes_once_and_the_vocabulary_reads_it(own_folder: Path, capsys: pytest.CaptureFixture[str]):
    known = next(entry for entry in own_skills().values() if entry.esco and entry.code == "haskell")
    given = own_folder / "skills_no.csv"
    given.write_text(table(SKILLS, concept("skill", known.esco, "Haskell", "programmere i Haskell")), encoding="utf-8")
    before = vocabulary._content_hash()
    call_command("import_esco", str(given), "--dry-run")
    assert overlay.imported() == []
    call_command("import_esco", str(given))
    assert [path.name for path in overlay.imported()] == ["esco_skills_all_nb.csv"]
    assert "programmere i Haskell" in vocabulary.skills.__wrapped__()["haskell"].aliases
    assert vocabulary._content_hash() != before
    call_command("import_esco", str(given))
    assert "nothing changed" in capsys.readouterr().out


def test_an_occupation_of_the_import_has_a_name_in_each_language(own_folder: Path):
    for language, label in (("en", "dragon modeller"), ("no", "dragemodellør")):
        given = own_folder / f"occupations_{language}.csv"
        given.write_text(table(OCCUPATIONS, concept("occupation", DRAGONS, label, iscoGroup="2512")), encoding="utf-8")
        call_command("import_esco", str(given))
    entry = vocabulary.occupations.__wrapped__()[f"esco-{DRAGONS}"]
    assert (entry.name, entry.name_nb, entry.name_sv, entry.group) == (
        "dragon modeller",
        "dragemodellør",
        "dragon modeller",
        "software",
    )


def test_the_command_changes_nothing_when_a_row_is_wrong(own_folder: Path):
    good, bad = own_folder / "skills_en.csv", own_folder / "skills_sv.csv"
    good.write_text(table(SKILLS), encoding="utf-8")
    bad.write_text(table(SKILLS, concept("skill", "12", "Haskell")), encoding="utf-8")
    with pytest.raises(CommandError, match=r"skills_sv.csv: row 2, conceptUri"):
        call_command("import_esco", str(good), str(bad))
    assert overlay.imported() == []


def test_the_command_asks_for_the_language(own_folder: Path):
    given = own_folder / "labels.csv"
    given.write_text(table(SKILLS), encoding="utf-8")
    with pytest.raises(CommandError, match="--language"):
        call_command("import_esco", str(given))
