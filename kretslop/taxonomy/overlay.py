"""Labels that an alliance imported from ESCO on top of the vocabulary, as readable files beside its database."""

import csv
import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

Kind = Literal["skills", "occupations"]
NEW = "esco-"
"""How the codes of concepts begin that only ESCO names; the rest of the code is ESCO's id."""


@dataclass(frozen=True)
class Label:
    """One concept in one language: `code` is the vocabulary's own or a new one, `aliases` as `data/README.md` says."""

    code: str
    esco: str
    name: str
    aliases: str
    group: str = ""


def folder() -> Path:
    """Give the folder of the imported files: `vocabulary` under `KRETSLOP_VAR`, one of their own for tests."""
    var = os.environ.get("KRETSLOP_VAR") or Path(__file__).resolve().parents[2] / "var"
    return Path(var) / ("test-vocabulary" if os.environ.get("KRETSLOP_TEST") else "vocabulary")


def file_name(kind: Kind, part: str, language: str) -> str:
    """Give the file that holds a part ("all", "digital") of a kind in a language."""
    return f"esco_{kind}_{part}_{language}.csv"


def as_csv(labels: list[Label]) -> str:
    """Give the labels as the text of a file, in the order of their codes: the same labels, the same file."""
    names = [field.name for field in fields(Label)]
    lines = [names, *([getattr(label, name) for name in names] for label in sorted(labels, key=lambda one: one.code))]
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) + "\n" for line in lines)


def labels(kind: Kind) -> list[tuple[str, Label]]:
    """Give (language, label) for everything imported of a kind, English first, so that its names come first."""
    found = []
    for path in imported():
        if path.name.startswith(f"esco_{kind}_"):
            language = path.stem.rpartition("_")[2]
            with path.open(encoding="utf-8", newline="") as file:
                found += [(language, Label(**row)) for row in csv.DictReader(file)]
    return sorted(found, key=lambda pair: (pair[0] != "en", pair[0], pair[1].code))


def imported() -> list[Path]:
    """Give the imported files, in a fixed order; none before the first import."""
    return sorted(folder().glob("esco_*.csv"))
