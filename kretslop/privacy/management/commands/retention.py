"""`./manage.py retention --dry-run [--json]`: what the clock of retention would do now, and why."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kretslop.privacy import actions, queries, rules


class Command(BaseCommand):
    help = "Say what the clock of retention would do now, and why; without --dry-run, do it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="list only; nothing is changed")
        parser.add_argument("--json", action="store_true", help="print a list of objects (with --dry-run)")

    def handle(self, *args: object, **options: Any) -> None:
        """Print one line or object per person whom the clock concerns now: reference only, no names."""
        now = timezone.now()
        if not options["dry_run"]:
            done = actions.run_retention(now=now)
            words = ", ".join(
                f"{kind}: {done[kind]}" for kind in (rules.REMIND, rules.ERASE, rules.HELD, "proof", "mails")
            )
            self.stdout.write(words)
            return
        found = [
            {
                "candidate": case.candidate.ref,
                "step": case.step.kind,
                "why": case.step.why or ("not_signed_in" if case.step.kind == rules.REMIND else ""),
                "on": case.step.on.isoformat(),
                "last_signed_in": case.candidate.last_seen_at.date().isoformat(),
                "reminders": [{"names": told.promised_on.isoformat(), "mail": told.state} for told in case.told],
            }
            for case in queries.due(now)
        ]
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2))
            return
        for each in found:
            words = f"{each['step']:<7} {each['why']:<18} last signed in {each['last_signed_in']}, on {each['on']}"
            self.stdout.write(f"{each['candidate']}  {words}")
        self.stdout.write(f"{len(found)} due; nothing was changed")
