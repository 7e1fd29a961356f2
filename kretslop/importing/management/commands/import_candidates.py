"""Brings people in from a large file, with the same steps as the secretariat's pages."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kretslop.accounts.queries import by_email
from kretslop.campaigns.queries import public_campaign
from kretslop.importing import actions, queries, rules, tasks, wording
from kretslop.importing.models import Import
from kretslop.shared.errors import Invalid, NotPossible


class Command(BaseCommand):
    """`manage.py import_candidates FILE --campaign SLUG --by MAIL --source "…" --may-share [--commit]`."""

    help = "Bring people in from a CSV or XLSX file; they are asked before they are in the pool."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the campaign, who brings it in and from where, the columns, and whether it is meant."""
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--campaign", required=True, help="the campaign's address, such as software-engineers-2026")
        parser.add_argument("--by", required=True, help="mail address of the project lead who brings the people in")
        parser.add_argument("--source", required=True, help="where the people are known from: they are told so")
        parser.add_argument("--may-share", action="store_true", help="the people's data may be passed on to the pool")
        parser.add_argument(
            "--mapping", metavar="JSON", help='columns and their fields, {"E-post": "email"}; else guessed'
        )
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--commit", action="store_true", help="bring the people in; else only check the file")
        which.add_argument("--dry-run", action="store_true", help="only check the file, and keep nothing (the default)")

    def handle(self, **options: Any) -> None:
        """Read, settle the columns, check, and with --commit bring in."""
        lead, campaign = by_email(options["by"]), public_campaign(options["campaign"])
        if lead is None or not lead.is_project_lead:
            raise CommandError("--by must be the mail address of a project lead")
        if campaign is None:
            raise CommandError("there is no such campaign")
        path = Path(options["file"])
        try:
            with path.open("rb") as file:
                given, new = actions.take_file(
                    campaign=campaign, file=File(file, name=path.name), file_name=path.name, source=options["source"],
                    may_share=options["may_share"], by=lead, now=timezone.now(),
                )  # fmt: skip
        except OSError as error:
            raise CommandError(str(error)) from None
        except Invalid as wrong:
            raise CommandError(str(wording.invalid_words(wrong.field, wrong.code))) from None
        except NotPossible as wrong:
            raise CommandError(str(wording.NOT_POSSIBLE[wrong.code])) from None
        if not new and given.state not in (rules.MAPPING, rules.CHECKED):
            state = wording.STATES[given.state]
            self.stdout.write(f"{path.name}: the same file is here already ({state}); nothing was changed")
            return
        try:
            given = self._checked(given, options["mapping"])
            self._report(given)
            if options["commit"]:
                given = self._worked(actions.commit(given=given, by=lead, now=timezone.now()))
                self.stdout.write(f"brought in: {self._counts(given)}")
                self.stdout.write("Nobody has been written to yet: that is the campaign's page “People brought in”.")
        finally:
            if new and not options["commit"] and given.state != rules.DISCARDED:
                actions.discard(given=given, by=lead, now=timezone.now())

    def _worked(self, given: Import) -> Import:
        while tasks.step(given.pk, now=timezone.now()):
            given.refresh_from_db()
            self.stderr.write(f"\r{given.done} of {given.total}", ending="")
        given.refresh_from_db()
        return given

    def _checked(self, given: Import, mapping: str | None) -> Import:
        given = self._worked(given)
        if given.state == rules.FAILED:
            raise CommandError(str(wording.WHY[given.why]))
        settled = self._mapping(given, json.loads(mapping)) if mapping else given.mapping
        columns = {int(place): field for place, field in settled.items()}
        try:
            actions.settle_columns(given=given, mapping=columns, by=given.by, now=timezone.now())
        except Invalid as wrong:
            raise CommandError(str(wording.invalid_words(wrong.field, wrong.code))) from None
        return self._worked(given)

    def _mapping(self, given: Import, named: dict[str, str]) -> dict[str, str]:
        if lost := sorted(set(named) - set(given.header)):
            raise CommandError(f"no such column: {', '.join(lost)}")
        return {str(given.header.index(heading)): field for heading, field in named.items()}

    def _counts(self, given: Import) -> str:
        found = [f"{given.counts[name]} {name.replace('_', ' ')}" for name in rules.OUTCOMES if given.counts.get(name)]
        return ", ".join(found) or "nobody"

    def _report(self, given: Import) -> None:
        read_as = ", ".join(f"{given.header[int(place)]} → {field}" for place, field in given.mapping.items())
        self.stdout.write(f"{given.file_name}: {given.total} rows; {read_as}")
        self.stdout.write(f"would be: {self._counts(given)}")
        for code, number in sorted(given.counts["problems"].items(), key=lambda pair: -pair[1]):
            self.stdout.write(f"  {number} × {wording.PROBLEMS[code]}")
        for problem in queries.problems_of(given).filter(stops=True)[:20]:
            heading = given.header[problem.column]
            self.stdout.write(f"  row {problem.row}, {heading}: {wording.PROBLEMS[problem.code]} {problem.value!r}")
