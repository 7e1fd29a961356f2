"""`manage.py translations check|update|compile [room …]`: keeps the Norwegian catalogues whole."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kretslop.shared import translations


class Command(BaseCommand):
    help = "Checks, updates or compiles the Norwegian catalogues, all rooms' or those named."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["check", "update", "compile"])
        parser.add_argument("rooms", nargs="*", help="only these rooms")

    def handle(self, *args: object, **options: Any) -> None:
        rooms = options["rooms"] or translations.rooms()
        if unknown := sorted(set(rooms) - set(translations.rooms())):
            raise CommandError(f"No such room: {', '.join(unknown)}")
        if options["what"] == "compile":
            translations.compile_all()
        elif options["what"] == "update":
            for room in rooms:
                if waiting := translations.update(room):
                    self.stdout.write(f"{room}: {waiting} to translate in {translations.catalogue_file(room)}")
        elif found := [*(fault for room in rooms for fault in translations.faults(room)), *translations.said_twice()]:
            raise CommandError(
                "\n".join(found) + "\n`manage.py translations update` writes new strings into the catalogues."
            )
