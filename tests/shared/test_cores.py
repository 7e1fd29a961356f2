"""A process and what answers it in the database take turns on one core, and go back to all of them afterwards."""

import os
import threading

import psutil
import pytest
from django.db import connection

from kretslop.shared.postgres.cores import every_core, one_core

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux lets a process choose its cores"),
]


def answering() -> tuple[set[int], set[int]]:
    """Return the cores of what answers this thread, over a new connection, and those of the whole server."""
    connection.close()
    connection.ensure_connection()
    answers = psutil.Process(connection.connection.info.backend_pid)
    return set(answers.cpu_affinity()), set(answers.parent().cpu_affinity())


@pytest.fixture(autouse=True)
def _a_connection_as_before():
    before = os.sched_getaffinity(0)
    yield
    connection.close()
    assert os.sched_getaffinity(0) == before


def test_both_keep_to_one_core_and_go_back():
    before = os.sched_getaffinity(0)
    with one_core():
        (core,) = os.sched_getaffinity(0)
        assert core in before
        assert answering()[0] == {core}
        with every_core():
            assert len(os.sched_getaffinity(0)) == os.cpu_count()
        assert os.sched_getaffinity(0) == {core}


def test_what_answers_other_threads_may_run_at_once():
    found = []
    with one_core():
        thread = threading.Thread(target=lambda: (found.append(answering()), connection.close()))
        thread.start()
        thread.join()
    ((answers, server),) = found
    assert answers == server
