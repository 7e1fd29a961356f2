"""`manage.py replay_screening RUN`: computes a recorded run again and says whether anything is not as recorded."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kretslop.campaigns.models import Campaign
from kretslop.screening.models import ScreeningRun
from kretslop.screening.replaying import lost_at_the_end, replay
from kretslop.screening.wording import difference_words


class Command(BaseCommand):
    help = "Recompute a recorded run with the reference and the engine; exit status 1 when something differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", nargs="?", help="the run's reference")
        parser.add_argument("--campaign", help="every run of the campaign with this reference, from the first one on")

    def handle(self, *args: object, **options: Any) -> None:
        runs = ScreeningRun.objects.filter(number__isnull=False).select_related("campaign", "version", "by")
        if options["campaign"]:
            runs = runs.filter(campaign__ref=options["campaign"]).order_by("number")
        elif options["run"]:
            runs = runs.filter(ref=options["run"])
        else:
            raise CommandError("Name a run, or a campaign with --campaign.")
        if not runs:
            raise CommandError(_none(options["campaign"]))
        differs = False
        for run in runs:
            found = replay(run)
            differs |= bool(found.differences)
            erased = f", {found.erased} erased since" if found.erased else ", nobody erased since"
            verdict = "DIFFERS" if found.differences else "the same with the reference and the engine"
            self.stdout.write(f"{run.ref}  run {run.number}, {found.people} people{erased}: {verdict}")
            if not found.same_engine:
                self.stdout.write("  recorded by another version of the engine than this one")
            for each in found.differences:
                self.stdout.write(f"  {difference_words(each.code, each.where)}")
        if differs:
            sys.exit(1)


def _none(campaign: str | None) -> str:
    found = Campaign.objects.filter(ref=campaign).first() if campaign else None
    if found and (lost := lost_at_the_end(found)):
        return difference_words("lost", lost)
    return "There is no such recorded run."
