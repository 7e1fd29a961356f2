"""Django's PostgreSQL backend; the first connection starts the embedded server when the settings ask for it."""

from pathlib import Path
from threading import Lock
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base

from kretslop.shared.postgres import server

OLDEST = 15
_STARTING = Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """Understands EMBEDDED (the server's folder) and THROW_AWAY (fast and unsafe) beside Django's own settings."""

    def get_connection_params(self) -> dict[str, Any]:
        folder = self.settings_dict.get("EMBEDDED")
        if folder and not self.settings_dict["HOST"]:
            with _STARTING:  # the first requests of a process come at once; its threads share these settings
                if not self.settings_dict["HOST"]:
                    self.settings_dict.update(
                        server.start(
                            Path(folder),
                            database=self.settings_dict["BASE_NAME"],
                            throw_away=bool(self.settings_dict.get("THROW_AWAY")),
                        )
                    )
        return super().get_connection_params()

    def check_database_version_supported(self) -> None:
        if self.pg_version < OLDEST * 10000:
            found = f"{self.pg_version // 10000}.{self.pg_version % 10000}"
            raise ImproperlyConfigured(
                f"DATABASE_URL points at PostgreSQL {found}; Kretsløp needs {OLDEST} or newer. "
                "Without DATABASE_URL it brings its own."
            )
        super().check_database_version_supported()
