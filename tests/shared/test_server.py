"""The embedded server starts once for many, survives a crash, and stops when told."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from kretslop.shared.postgres import server

START = """
import sys; from pathlib import Path; from kretslop.shared.postgres import server
address = server.start(Path(sys.argv[1]), database="region")
print(server.running(Path(sys.argv[1]).resolve()).pid, address["HOST"], address["PORT"], address["USER"], flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A server's folder that was used and is at rest; PostgreSQL takes longer to make one than to copy it."""
    folder = tmp_path_factory.mktemp("made") / "pg"
    child, _address = starter(folder)
    child.communicate("")
    return folder


@pytest.fixture
def folder(tmp_path, made):
    subprocess.run(["cp", "-a", str(made), str(tmp_path / "pg")], check=True)
    yield tmp_path / "pg"
    server.stop(tmp_path / "pg")


def starter(folder):
    child = subprocess.Popen(
        [sys.executable, "-c", START, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return child, child.stdout.readline().split()


def ask(address, sql):
    _pid, host, port, user = address
    with psycopg.connect(host=host, port=int(port), user=user, dbname="region", autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None


def test_several_processes_share_one_server_and_the_last_one_stops_it(tmp_path):
    folder = tmp_path / "pg"  # which the first of them makes
    with ThreadPoolExecutor(3) as pool:
        started = list(pool.map(starter, [folder] * 3))
    assert len({tuple(address) for child, address in started}) == 1
    for number, (child, _address) in enumerate(started):
        assert server.running(folder.resolve()) is not None, f"stopped after {number} of 3"
        child.communicate("")
        assert child.returncode == 0
    assert server.running(folder.resolve()) is None


@pytest.mark.soak
def test_a_crash_of_the_server_is_repaired(folder):
    child, address = starter(folder)
    ask(address, "CREATE TABLE kept AS SELECT 7 AS n")
    os.kill(int(address[0]), signal.SIGKILL)
    child.kill()
    child.communicate()
    other, again = starter(folder)
    assert again[0] != address[0]
    assert ask(again, "SELECT n FROM kept") == 7
    other.communicate("")


def test_a_foreign_process_with_the_old_number_is_no_server(folder):
    child, _address = starter(folder)
    child.communicate("")
    assert server.running(folder.resolve()) is None
    # The machine was restarted, and the server's number now belongs to this test.
    (folder / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}\n1\n5432\n{folder}\n\n1 1\nready\n")
    assert server.running(folder.resolve()) is None
    other, again = starter(folder)
    assert ask(again, "SELECT 1") == 1
    other.communicate("")


@pytest.mark.soak
def test_stop_takes_the_server_away_from_those_who_use_it(folder):
    child, _address = starter(folder)
    assert server.stop(folder)
    assert server.running(folder.resolve()) is None
    assert not server.stop(folder)
    child.communicate("")
