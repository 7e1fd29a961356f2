"""Kretsløp's settings as tests see them; runs beside each other in one tree get a database each."""

import fcntl
import os

os.environ["KRETSLOP_TEST"] = "1"

from kretslop.settings import *  # noqa: E402, F403
from kretslop.settings import DATABASES, VAR  # noqa: E402


def _free_slot() -> str:
    """Return a number that no other run holds; the lock goes when this process does, workers inherit the number."""
    VAR.mkdir(parents=True, exist_ok=True)
    for number in range(1, 100):
        lock = (VAR / f"test-run-{number}.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        os.set_inheritable(lock.fileno(), False)
        _held.append(lock)
        return str(number)
    raise RuntimeError(f"Ninety-nine test runs hold {VAR}: is that so?")


_held: list[object] = []
if "KRETSLOP_TEST_RUN" not in os.environ:
    os.environ["KRETSLOP_TEST_RUN"] = _free_slot()
DATABASES["default"]["TEST"] = {"NAME": f"test_kretslop_{os.environ['KRETSLOP_TEST_RUN']}"}
