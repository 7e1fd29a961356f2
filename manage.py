#!/usr/bin/env python3
"""Runs Django's commands for Kretsløp, in the project's own environment when there is one."""

import os
import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
# These never serve a site: without a configured one they run with the demo's settings.
TRY_OUT = {"demo", "find_duplicates", "find_skills", "makemigrations", "read_cv", "rehearse_campaign", "translations"}
# These read a file and ask nobody: they start without the other rooms, four times as fast.
ALONE = {"find_duplicates": "talent", "find_skills": "taxonomy", "read_cv": "talent"}


def main() -> None:
    own = HERE / ".venv" / "bin" / "python"
    if own.exists() and Path(sys.prefix).resolve() != own.parent.parent.resolve():
        os.execv(own, [str(own), *sys.argv])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kretslop.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command in TRY_OUT and not {"KRETSLOP_SECRET_KEY", "KRETSLOP_TEST"} & os.environ.keys():
        os.environ.setdefault("KRETSLOP_DEMO", "1")
    if command in ALONE:
        run_alone(command)
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def run_alone(command: str) -> None:
    """Run a command with settings and translations, but without loading any app: it may use no model."""
    from django.apps import apps

    apps.populate(())
    import_module(f"kretslop.{ALONE[command]}.management.commands.{command}").Command().run_from_argv(sys.argv)


if __name__ == "__main__":
    main()
