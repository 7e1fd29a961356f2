"""The child process: what it may not do, what it costs, and that it answers from anywhere."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kretslop.talent.cv import read_cv

ROOT = Path(__file__).resolve().parents[3]
RESUME = json.dumps({"basics": {"name": "Kari Berg"}, "work": [{"name": "Havtech AS", "startDate": "2020"}]}).encode()


def limited(statement: str) -> str:
    """What a statement prints or raises under the child's limits."""
    code = (
        "import sys, resource; from kretslop.talent.cv.child import _limit\n"
        "import socket, os, subprocess\n_limit(5)\n"
        f"try:\n    {statement}\n    print('done')\nexcept BaseException as fault:\n    print(type(fault).__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    return done.stdout.strip() or f"ended {done.returncode}"


@pytest.mark.parametrize(
    ("statement", "answer"),
    [
        ("bytearray(600 * 1024 * 1024)", "MemoryError"),
        ("bytearray(100 * 1024 * 1024)", "done"),
        ("socket.create_connection(('127.0.0.1', 9))", "PermissionError"),
        ("socket.socket(socket.AF_UNIX)", "PermissionError"),
        ("socket.getaddrinfo('example.org', 80)", "PermissionError"),
        ("subprocess.run(['true'])", "PermissionError"),
        ("os.system('true')", "PermissionError"),
        ("os.fork()", "PermissionError"),
        ("os.execv('/bin/true', ['true'])", "PermissionError"),
    ],
)
def test_limits_of_the_child(statement: str, answer: str):
    assert limited(statement) == answer


def test_the_child_cannot_write_a_file(tmp_path):
    target = tmp_path / "written"
    limited(f"open({str(target)!r}, 'w').write('x' * 100000)")
    assert not target.exists() or target.stat().st_size == 0


def test_the_child_gets_nothing_of_the_parents_environment(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setenv("SECRET_KEY", "canary")
    assert read_cv(RESUME, "cv.json").readable


def test_reading_needs_neither_django_nor_a_database():
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from kretslop.talent.cv.parsing import parse; from datetime import date\n"
        f"print(parse({RESUME!r}, 'json', date(2026, 1, 1)).years_of_experience)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "5"


def test_reading_from_threads_as_a_web_server_does():
    names: list[str] = []
    threads = [
        threading.Thread(target=lambda: names.append(read_cv(RESUME, "cv.json").fields["basics"]["name"]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == ["Kari Berg"] * 4


def test_a_json_file_loads_no_pdf_parser():
    code = (
        "import sys; from kretslop.talent.cv.parsing import parse; from datetime import date\n"
        f"parse({RESUME!r}, 'json', date(2026, 1, 1)); print('pdfminer' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "False"


def test_nothing_is_left_running():
    started = time.monotonic()
    read_cv(RESUME, "cv.json", timeout_s=0.01)
    assert time.monotonic() - started < 1
