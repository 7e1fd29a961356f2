"""Reads ESCO's official CSV download, in any language, and says what it adds to the vocabulary."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kretslop.taxonomy.aliases import spelling
from kretslop.taxonomy.overlay import NEW, Kind, Label
from kretslop.taxonomy.vocabulary import Occupation, Skill

CONCEPTS = {"KnowledgeSkillCompetence": "skills", "Occupation": "occupations"}
NEEDED = ("conceptType", "conceptUri", "preferredLabel", "altLabels")
ICT_GROUPS = {"133": "management", "25": "software", "35": "operations"}
"""ISCO-08 groups of IT work, and the broader group here: managers, professionals, technicians."""
_URI = re.compile(r"http://data\.europa\.eu/esco/(skill|occupation)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_MOST_PROBLEMS = 50


@dataclass(frozen=True)
class Problem:
    """What is wrong at a row (1 is the header) and a column."""

    row: int
    column: str
    words: str


@dataclass
class Result:
    """What a file would bring: its labels, how many concepts are new, and what was left out."""

    kind: Kind
    part: str
    labels: list[Label] = field(default_factory=list)
    rows: int = 0
    new: int = 0
    left_out: int = 0
    """Labels that already belong to another entry."""
    problems: list[Problem] = field(default_factory=list)


class Known:
    """The vocabulary as it is without this import: who has which ESCO id and which spelling."""

    def __init__(self, entries: dict[str, Skill] | dict[str, Occupation]) -> None:
        self.by_esco = {entry.esco: code for code, entry in entries.items() if entry.esco}
        self.without_id = {code for code, entry in entries.items() if not entry.esco}
        self.owner: dict[str, str] = {}
        for code, entry in entries.items():
            names = (
                entry.name,
                *getattr(entry, "name_nb", "").split(" | "),
                *getattr(entry, "name_sv", "").split(" | "),
            )
            for text in (*filter(None, names), *map(spelling, entry.aliases)):
                self.owner.setdefault(_key(text), code)


def read(text: str, known: dict[Kind, Known]) -> Result:
    """Read one file of the download: `skills_xx.csv`, `occupations_xx.csv` or `digitalSkillsCollection_xx.csv`.

    Skills that the vocabulary does not know are taken from the collection of digital skills only, as suggestions;
    occupations that it does not know only from the ISCO groups of IT work. Problems are told, never raised.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    header = rows.fieldnames or []
    missing = [name for name in NEEDED if name not in header]
    if missing:
        return Result("skills", "all", problems=[Problem(1, name, "This column is missing.") for name in missing])
    kind: Kind = "occupations" if "iscoGroup" in header else "skills"
    result = Result(kind, "digital" if "broaderConceptUri" in header else "all")
    for number, row in _numbered(rows, result):
        if label := _label(row, number, result, known[kind]):
            result.labels.append(label)
    return result


def _numbered(rows: "csv.DictReader[str]", result: Result) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        for number, row in enumerate(rows, 2):
            result.rows += 1
            if None in row or None in row.values():
                result.problems.append(Problem(number, "", "The row has more or fewer cells than the header."))
            else:
                yield number, row
            if len(result.problems) >= _MOST_PROBLEMS:
                return
    except csv.Error as fault:
        result.problems.append(Problem(result.rows + 2, "", f"This is not CSV: {fault}."))


def _label(row: dict[str, str], number: int, result: Result, known: Known) -> Label | None:
    """Give what the row adds, or None for a concept that is not ours, is withdrawn or has a problem."""
    match = _URI.fullmatch(row["conceptUri"].strip())
    problem = None
    if CONCEPTS.get(row["conceptType"].strip()) != result.kind:
        problem = Problem(number, "conceptType", f"“{row['conceptType'][:40]}” does not belong among {result.kind}.")
    elif match is None or match[1] != result.kind.removesuffix("s"):
        problem = Problem(
            number, "conceptUri", f"“{row['conceptUri'][:80]}” is not the address of one of ESCO's {result.kind}."
        )
    elif not row["preferredLabel"].strip():
        problem = Problem(number, "preferredLabel", "The name is empty.")
    if problem or match is None:
        result.problems += [problem] if problem else []
        return None
    if row.get("status", "released").strip() not in ("released", ""):
        return None
    name = _plain(row["preferredLabel"])
    code = known.by_esco.get(match[2]) or _by_name(name, known)
    group = next(
        (ours for isco, ours in ICT_GROUPS.items() if row.get("iscoGroup", "").lstrip("C").startswith(isco)), ""
    )
    if code is None and not (group or result.part == "digital"):
        return None
    if code is None and _key(name) in known.owner:
        result.left_out += 1
        return None
    result.new += code is None
    aliases = _spellings(row, name, code, result, known)
    return Label(code or NEW + match[2], match[2], name, " | ".join(aliases), group if code is None else "")


def _by_name(name: str, known: Known) -> str | None:
    """Give the entry of this very name that has no ESCO id yet."""
    code = known.owner.get(_key(name))
    return code if code in known.without_id else None


def _spellings(row: dict[str, str], name: str, code: str | None, result: Result, known: Known) -> list[str]:
    """Give the labels that nobody else has, written as the vocabulary writes aliases."""
    kept: dict[str, str] = {}
    for text in (name, *map(_plain, re.split(r"\n| \| ", f"{row['altLabels']}\n{row.get('hiddenLabels') or ''}"))):
        owner = known.owner.get(_key(text))
        if not text or (len(text) > 80 and text != name) or not any(map(str.isalpha, text)) or (code and owner == code):
            continue
        if owner:
            result.left_out += 1
        else:
            kept.setdefault(_key(text), text)
    if result.kind == "occupations":
        return list(kept.values())
    return [_with_rule(text, new=code is None) for text in kept.values()]


def _with_rule(text: str, *, new: bool) -> str:
    """A single word in small letters is too often another word, and a new concept nobody has tried: suggestions."""
    if new or (" " not in text and (text.islower() or len(text) < 4)):
        return "?" + text
    return text if " " in text else "=" + text


def _plain(text: str) -> str:
    """The label without the bracket that ESCO tells it apart by: "Java (computer programming)"."""
    return re.sub(r"\s+", " ", re.sub(r"\s*\([^()]*\)\s*$", "", text.replace("|", " "))).strip(" =!~?-")


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
