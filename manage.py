#!/usr/bin/env python3
"""Runs Django's commands for Kretsløp, in the project's own environment when there is one."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# These never serve a site: without a configured one they run with the demo's settings.
TRY_OUT = {"demo", "find_duplicates", "find_skills", "makemigrations", "read_cv", "rehearse_campaign", "translations"}


def main() -> None:
    own = HERE / ".venv" / "bin" / "python"
    if own.exists() and Path(sys.prefix).resolve() != own.parent.parent.resolve():
        os.execv(own, [str(own), *sys.argv])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kretslop.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command in TRY_OUT and not {"KRETSLOP_SECRET_KEY", "KRETSLOP_TEST"} & os.environ.keys():
        os.environ.setdefault("KRETSLOP_DEMO", "1")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
