"""`manage.py check_code`: everything that `make check` asks of the code before the tests run."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

BIN = Path(sys.executable).parent
CHECKS: dict[str, list[str]] = {
    "Formatting": ["ruff", "format", "--check", "--quiet", "."],
    "Lint": ["ruff", "check", "--quiet", "."],
    "Types": ["mypy", "--no-error-summary"],
    "Import contracts": ["lint-imports", "--no-logo"],
    "Templates": ["djlint", "kretslop", "--lint", "--quiet"],
    "Settings": ["python", "manage.py", "check"],
    "Translations": ["python", "manage.py", "translations", "check"],
}


class Command(BaseCommand):
    help = "Checks formatting, lint, types, import contracts, templates, settings and translations."
    requires_system_checks = ()

    def handle(self, *args: object, **options: Any) -> None:
        failed = []
        for name, (tool, *words) in CHECKS.items():
            began = time.monotonic()
            run = subprocess.run(
                [BIN / tool, *words], cwd=settings.BASE_DIR, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            self.stdout.write(f"{name}: {'failed' if run.returncode else 'good'}, {time.monotonic() - began:.1f} s")
            if run.returncode:
                failed.append(name)
                self.stdout.write(run.stdout)
        if failed:
            raise CommandError(f"Not good yet: {', '.join(failed)}")
