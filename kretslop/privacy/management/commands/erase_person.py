"""`./manage.py erase_person REF --by ADDRESS`: erase somebody who asked by mail or in person and cannot sign in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kretslop.accounts.queries import by_email
from kretslop.privacy import actions, rules
from kretslop.shared.errors import NotAllowed
from kretslop.talent.models import Candidate


class Command(BaseCommand):
    help = "Erase a candidate who asked for it by mail or in person. It cannot be undone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ref", help="the candidate's reference, as in the address of the liaison's page")
        parser.add_argument("--by", required=True, help="mail address of the project lead who has made sure who asks")
        parser.add_argument("--yes", action="store_true", help="do not ask whether this is meant")

    def handle(self, *args: object, **options: Any) -> None:
        """Erase, and say how to find the receipt; a CommandError says why nothing was done."""
        candidate = Candidate.objects.filter(ref=options["ref"], erased_at__isnull=True).first()
        lead = by_email(options["by"])
        if candidate is None:
            raise CommandError("There is no candidate with this reference.")
        if lead is None:
            raise CommandError("Nobody has this mail address.")
        if not options["yes"] and input(f"Erase {candidate.name} for good? Type yes: ") != "yes":
            raise CommandError("Nothing was erased.")
        try:
            actions.erase(candidate=candidate, by=lead, why=rules.ASKED_OTHERWISE, now=timezone.now())
        except NotAllowed:
            raise CommandError("Only a project lead may, and nobody for themselves: they have a page for it.") from None
        self.stdout.write("Erased; a receipt goes to the person.")
