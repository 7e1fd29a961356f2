"""Takes ESCO's official CSV download on top of the vocabulary."""

import re
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kretslop.taxonomy import overlay
from kretslop.taxonomy.esco import Known, Problem, Result, read
from kretslop.taxonomy.overlay import Kind
from kretslop.taxonomy.vocabulary import own_occupations, own_skills

_LANGUAGE = re.compile(r"_([a-z]{2})(?:\W.*)?\.csv$")


class Command(BaseCommand):
    """`import_esco FILE… [--language xx] [--dry-run]`: ends with 1 and changes nothing when a row cannot be read."""

    help = (
        "Take labels from ESCO's CSV download (skills, occupations, digitalSkillsCollection) on top of the vocabulary."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and their language where their names do not end in it."""
        parser.add_argument("files", nargs="+", metavar="FILE", help="skills_xx.csv, occupations_xx.csv and the like")
        parser.add_argument("--language", help="two letters, where the file's name does not say it")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")

    def handle(self, *, files: list[str], language: str | None, dry_run: bool, **options: object) -> None:
        """Read all files, then write all or none."""
        known: dict[Kind, Known] = {"skills": Known(own_skills()), "occupations": Known(own_occupations())}
        results = [(Path(name), _language(name, language), read(_text(name), known)) for name in files]
        problems = [_told(path, problem) for path, _, result in results for problem in result.problems]
        if problems:
            raise CommandError("\n".join([*problems, "Nothing was changed."]))
        for path, code, result in results:
            changed = _write(result, code, dry_run=dry_run)
            self.stdout.write(_summary(path.name, result, changed=changed))
        if not dry_run:
            self.stdout.write("Web and worker processes read the vocabulary when they start: restart them.")


def _text(name: str) -> str:
    try:
        return Path(name).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not UTF-8 text (byte {error.start})") from error


def _language(name: str, given: str | None) -> str:
    """ESCO writes "no" for the Norwegian that the vocabulary calls "nb"."""
    match = _LANGUAGE.search(Path(name).name)
    code = given or (match[1] if match else "")
    if not re.fullmatch(r"[a-z]{2}", code):
        raise CommandError(f"{name}: say its language with --language, as two letters")
    return {"no": "nb"}.get(code, code)


def _told(path: Path, problem: Problem) -> str:
    place = f"row {problem.row}" + (f", {problem.column}" if problem.column else "")
    return f"{path.name}: {place}: {problem.words}"


def _write(result: Result, language: str, *, dry_run: bool) -> bool:
    """Write the file and say whether it differs from what was there."""
    target = overlay.folder() / overlay.file_name(result.kind, result.part, language)
    text = overlay.as_csv(result.labels)
    if target.exists() and target.read_text(encoding="utf-8") == text:
        return False
    if not dry_run:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(target)
    return True


def _summary(name: str, result: Result, *, changed: bool) -> str:
    spellings = sum(len(label.aliases.split(" | ")) for label in result.labels if label.aliases)
    return (
        f"{name}: {result.rows} rows; {len(result.labels) - result.new} known {result.kind}, {result.new} new, "
        f"{spellings} further spellings, {result.left_out} left out because another entry has them; "
        + ("changed" if changed else "nothing changed")
    )
