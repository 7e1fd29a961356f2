"""Kretsløp's settings as tests see them; runs beside each other in one tree share a server, not a database."""

import fcntl
import os

os.environ["KRETSLOP_TEST"] = "1"

from kretslop.settings import *  # noqa: F403
from kretslop.settings import DATABASES, TEMPLATES, VAR
from kretslop.shared.postgres import server


class UndefinedVariable(str):
    """What Django prints for a variable that a template names and nobody gave; here it fails the test."""

    def __mod__(self, variable: object) -> str:
        raise AssertionError(f"A template names {variable!s}, which is not defined")


def _take_a_number() -> str:
    """Return a number that no other run holds; the lock goes when this process does, its workers inherit the number."""
    for number in range(1, 100):
        lock = (VAR / f"test-run-{number}.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        _held.append(lock)
        return str(number)
    raise RuntimeError(f"Ninety-nine test runs hold {VAR}: is that so?")


def last_one_out() -> None:
    """Stop the server unless another run still uses it; called once, by the process that took the number."""
    if not _held:
        return
    try:
        fcntl.flock(_users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    embedded = DATABASES["default"].get("EMBEDDED")
    if embedded:
        server.stop(embedded)  # type: ignore[arg-type]
    fcntl.flock(_users, fcntl.LOCK_UN)


VAR.mkdir(parents=True, exist_ok=True)
_held: list[object] = []
_users = (VAR / "test-runs.lock").open("w")
fcntl.flock(_users, fcntl.LOCK_SH)
if "KRETSLOP_TEST_RUN" not in os.environ:
    os.environ["KRETSLOP_TEST_RUN"] = _take_a_number()
DATABASES["default"]["TEST"] = {"NAME": f"test_kretslop_{os.environ['KRETSLOP_TEST_RUN']}"}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")  # type: ignore[index]
