"""`manage.py matcher`: holds the pool as bitmaps and matches again whoever, or whatever, has changed."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from kretslop.screening import pooling
from kretslop.screening.matcher import Matcher


class Command(BaseCommand):
    help = "Keeps matching in step with every change; stop it in any way, it starts again from the database alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=1.0, help="seconds between looks at the database")
        parser.add_argument("--once", action="store_true", help="take one step and end")

    def handle(self, *args: object, **options: Any) -> None:
        if outdated := pooling.mark_outdated():
            self.stdout.write(f"{outdated} entries were made by older code or data and are made again.")
        matcher = Matcher()
        while True:
            began = time.perf_counter()
            matched = matcher.step(now=timezone.now())
            if options["once"] or (matched and options["verbosity"] > 1):
                took = time.perf_counter() - began
                self.stdout.write(f"Pool version {matcher.version}: {matched} people matched again in {took:.2f} s.")
            if options["once"]:
                return
            time.sleep(options["every"])
