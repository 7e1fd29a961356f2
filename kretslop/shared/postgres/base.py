"""Django's PostgreSQL backend; the first connection starts the embedded server when the settings ask for it."""

from pathlib import Path
from threading import Lock
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base

from kretslop.shared.postgres import cores, server

OLDEST = 15
_STARTING = Lock()
#: How many tables of a query PostgreSQL tries in every order. An introduction is read with a dozen tables, each by its
#: key: with the usual 8 PostgreSQL thinks for up to 50 ms about an order that is right as it is written; with 4, for 4.
#: And no query of a page runs long enough to be worth compiling first, as many servers otherwise do.
PLANNING = ("-c join_collapse_limit=4", "-c from_collapse_limit=4", "-c jit=off")


class DatabaseWrapper(base.DatabaseWrapper):
    """Understands EMBEDDED (the server's folder) and THROW_AWAY (fast and unsafe) beside Django's own settings."""

    def get_connection_params(self) -> dict[str, Any]:
        folder = self.settings_dict.get("EMBEDDED")
        if folder and not self.settings_dict["HOST"]:
            # The first requests of a process come at once, and its threads share these settings. What a server starts
            # with, all that answer for it have.
            with _STARTING, cores.every_core():
                if not self.settings_dict["HOST"]:
                    self.settings_dict.update(
                        server.start(
                            Path(folder),
                            database=self.settings_dict["BASE_NAME"],
                            throw_away=bool(self.settings_dict.get("THROW_AWAY")),
                        )
                    )
        given = super().get_connection_params()
        return given | {"options": " ".join(filter(None, [given.get("options"), *PLANNING]))}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        made = super().get_new_connection(conn_params)
        if self.settings_dict.get("EMBEDDED"):
            cores.bring(made.info.backend_pid)
        return made

    def check_database_version_supported(self) -> None:
        if self.pg_version < OLDEST * 10000:
            found = f"{self.pg_version // 10000}.{self.pg_version % 10000}"
            raise ImproperlyConfigured(
                f"DATABASE_URL points at PostgreSQL {found}; Kretsløp needs {OLDEST} or newer. "
                "Without DATABASE_URL it brings its own."
            )
        super().check_database_version_supported()
