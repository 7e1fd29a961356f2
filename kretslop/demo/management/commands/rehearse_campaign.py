"""`manage.py rehearse_campaign`: a whole campaign on real ads and developers, in a database of its own."""

import json
import time
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kretslop.demo.rehearsal import report, staging
from kretslop.demo.rehearsal.database import own_database
from kretslop.demo.rehearsal.reading import Unusable
from kretslop.shared.readiness import leave_alone_what_is_loaded

#: The rehearsal ran, and some lines of the input had to be left out or kept as drafts.
SOME_LEFT_OUT = 3


class Command(BaseCommand):
    help = (
        "Runs a whole campaign on real job ads and real developers, through the same actions as the pages, and prints "
        "its funnel. Nothing is mailed; the database is its own. Ends with 0, with 1 when the input cannot be used, "
        "with 3 when some lines of it could not."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ads", type=Path, required=True, help="JSON lines: one ad each, its text in “lines”")
        parser.add_argument("--developers", type=Path, required=True, help="CSV of the Stack Overflow survey")
        parser.add_argument("--seed", type=int, default=1, help="same seed, same funnel (default 1)")
        parser.add_argument("--keep", action="store_true", help="keep the database, to be looked at with `make demo`")
        parser.add_argument("--json", action="store_true", help="print the result as JSON; progress goes to stderr")

    def handle(self, *args: object, **options: Any) -> None:
        say = self.stderr.write if options["json"] else self.stdout.write
        leave_alone_what_is_loaded(50_000, 20, 50)
        began, now = time.monotonic(), datetime.now(ZoneInfo(settings.TIME_ZONE))
        try:
            given = staging.Input(options["ads"], options["developers"])
        except Unusable as error:
            raise CommandError(str(error)) from error
        for problem in given.problems:
            self.stderr.write(str(problem))
        with own_database(keep=options["keep"], now=now) as name:
            found = staging.rehearse(given, seed=options["seed"], now=now, progress=lambda line: say(line))
        if not found.is_finished:
            raise CommandError(f"The rehearsal ended while somebody still waits: {found.waiting}")
        seconds = time.monotonic() - began
        if options["json"]:
            self.stdout.write(json.dumps(found.to_json(), indent=2, ensure_ascii=False))
        else:
            self.stdout.write(report.in_words(found))
        say(f"\nDone in {seconds:.0f} s. " + _what_now(name, kept=options["keep"]))
        if any(problem.loses for problem in given.problems):
            raise SystemExit(SOME_LEFT_OUT)


def _what_now(name: str, *, kept: bool) -> str:
    if kept:
        return f"To look at it: KRETSLOP_DATABASE={name} make demo"
    return "Its database is gone; with --keep it stays, to be looked at."
