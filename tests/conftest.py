"""What every test stands on: a database that is left clean, and no way out to the network."""

import socket

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests talk to this machine only."""
    connect = socket.socket.connect

    def here_only(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in {"localhost", "127.0.0.1", "::1"}:
            raise AssertionError(f"A test tried to reach {host}: tests stay on this machine")
        return connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", here_only)


@pytest.fixture(autouse=True)
def _no_jobs_left(request: pytest.FixtureRequest) -> object:
    """Empty the job tables after a test that commits: Django's flush does not know them."""
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & {
        *request.fixturenames
    }
    if commits:
        request.getfixturevalue("django_db_blocker")
        with request.getfixturevalue("django_db_blocker").unblock(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers CASCADE")
