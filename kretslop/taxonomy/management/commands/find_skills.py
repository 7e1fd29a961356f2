"""Print the skills that a text names."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kretslop.taxonomy.finding import Finding, find_skills
from kretslop.taxonomy.vocabulary import skill


class Command(BaseCommand):
    """`find_skills FILE|- [--json]`: a finding a line, or a JSON list; ends with 1 when the file cannot be read."""

    help = "Print the skills that a text file names, or standard input with -."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="A text file in UTF-8, or - for standard input")
        parser.add_argument("--json", action="store_true", help="Print a JSON list")

    def handle(self, *args: object, **options: str | bool) -> None:
        findings = find_skills(_read(str(options["file"])))
        if options["json"]:
            self.stdout.write(json.dumps([_as_json(one) for one in findings], ensure_ascii=False, indent=2))
            return
        for one in findings:
            self.stdout.write(f"{one.start:>7}  {one.certainty:<9}  {one.name}  ({one.category}): {one.evidence}")


def _as_json(one: Finding) -> dict[str, str | int]:
    return {
        "skill": one.name,
        "category": one.category,
        "esco": skill(one.code).esco,
        "evidence": one.evidence,
        "start": one.start,
        "end": one.end,
        "certainty": one.certainty,
    }


def _read(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not UTF-8 text (byte {error.start})") from error
