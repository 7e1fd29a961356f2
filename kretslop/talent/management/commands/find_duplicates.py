"""Reads a CSV file of people and prints the pairs that are probably one person."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from kretslop.talent.duplicates import Found, find, wording
from kretslop.talent.duplicates.reading import NotUsable, read


class Command(BaseCommand):
    """`manage.py find_duplicates FILE.csv [--json]`; what was noticed about the file goes to standard error."""

    help = "Find the records of a CSV file that probably describe the same person, with reasons."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and the choice between JSON and lines for people."""
        parser.add_argument("file", metavar="FILE.csv")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print a list, one object per pair")

    def handle(self, *, file: str, as_json: bool, **options: Any) -> None:
        """Read, find, print."""
        try:
            table = read(Path(file))
        except NotUsable as error:
            raise CommandError(f"{file}: {error}") from error
        for note in table.notes:
            self.stderr.write(f"{file}: {note}")
        found = find(table.records)
        names = [record.id for record in table.records]
        with translation.override("en"):
            if as_json:
                rows = [_row(pair, names) for pair in found]
                self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            else:
                self.stdout.write(
                    "\n".join(_line(pair, names) for pair in found) or "No two records look like one person."
                )


def _row(pair: Found, names: list[str]) -> dict[str, Any]:
    """Return one pair; the points of its reasons add up to its score."""
    return {
        "a": names[pair.first],
        "b": names[pair.second],
        "score": pair.score,
        "reasons": [
            {"about": reason.about, "found": reason.found, "points": reason.points, "words": wording.reason(reason)}
            for reason in pair.reasons
        ],
    }


def _line(pair: Found, names: list[str]) -> str:
    best = sorted(pair.reasons, key=lambda reason: -reason.points)[:3]
    return f"{pair.score:6.1f}  {names[pair.first]}  {names[pair.second]}  {'; '.join(wording.reason(r) for r in best)}"
