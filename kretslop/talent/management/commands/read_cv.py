"""Reads CV files and prints what was found in them."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from kretslop.talent.cv import MAX_BYTES, Reading, read_cv, wording
from kretslop.talent.cv.reading import refusal


class Command(BaseCommand):
    """`manage.py read_cv FILE… [--json]`; exit status 1 when a file could not be read, the others still printed."""

    help = "Read CV files (PDF, DOCX, ODT, JSON Resume, Europass XML, plain text) and print what was found."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and the choice between JSON and a summary for people."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print a list, one object per file")

    def handle(self, *, files: list[str], as_json: bool, **options: Any) -> None:
        """Read every file, print, and leave with 1 if any was not readable."""
        readings = [(name, _read(name)) for name in files]
        if as_json:
            rows = [{"file": name, **reading.to_json()} for name, reading in readings]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            for name, reading in readings:
                self.stdout.write(_summary(name, reading))
        if not all(reading.readable for _, reading in readings):
            sys.exit(1)


def _read(name: str) -> Reading:
    path = Path(name)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return refusal("missing")
    return read_cv(data, path.name)


def _summary(name: str, reading: Reading) -> str:
    if not reading.readable:
        return f"{name}: {wording.why(reading.why)}"
    basics = reading.fields["basics"]
    lines = [f"{name}: {basics.get('name', '–')} · {basics.get('email', '–')} · {basics.get('phone', '–')}"]
    for job in reading.fields["work"]:
        period = f"{job.get('startDate', '')}–{job.get('endDate', '')}"
        lines.append(f"  {job.get('position', '–')}, {job.get('name', '–')} ({period})")
    lines += [f"  {row.get('studyType', '–')}, {row.get('institution', '–')}" for row in reading.fields["education"]]
    lines.append("  " + ", ".join(skill["name"] for skill in reading.fields["skills"]))
    lines += [f"  {wording.warning(code)}" for code in reading.warnings]
    return "\n".join(lines)
