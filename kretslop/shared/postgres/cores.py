"""Keeps a process, and what answers it in the embedded database, on one core: for work in which the two take turns.

Neither ever runs while the other does, and to wake something on another core costs more than a short question: a
rehearsal takes a seventh less time (docs/performance.md). Where a system cannot do it, nothing happens.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_kept_to: int | None = None


def keep_to_one(number: int = 0) -> None:
    """Keep this process to one of its cores, and whatever its main thread asks the database from now on.

    Threads of its own stay there too; what answers them in the database does not, because they are there to ask at
    once. `number` chooses among the cores, for several processes beside each other.
    """
    global _kept_to
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        _kept_to = cores[number % len(cores)]
        os.sched_setaffinity(0, {_kept_to})


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this process to one core inside of the block; connections are opened and closed inside."""
    global _kept_to
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before, cores = _kept_to, os.sched_getaffinity(0)
    keep_to_one()
    try:
        yield
    finally:
        _kept_to = before
        os.sched_setaffinity(0, cores)


@contextmanager
def every_core() -> Iterator[None]:
    """Let what is started inside of the block use every core of the machine."""
    if _kept_to is None:
        yield
        return
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    try:
        yield
    finally:
        os.sched_setaffinity(0, {_kept_to})


def bring(pid: int) -> None:
    """Bring a process of the embedded database, which answers the main thread, to the core that this one keeps to."""
    if _kept_to is not None and threading.current_thread() is threading.main_thread():
        with suppress(OSError):  # it belongs to somebody else, or is gone
            os.sched_setaffinity(pid, {_kept_to})
