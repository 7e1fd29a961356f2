"""A real worker process, killed while it speaks to a real mail server: nothing is lost, nothing leaves twice."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from kretslop.messaging import rules
from kretslop.messaging.models import OutboxMail

pytestmark = pytest.mark.django_db(transaction=True)
SOAK = bool(os.environ.get("KRETSLOP_SOAK"))
MAILS, KILLS = (400, 12) if SOAK else (12, 1)


@contextmanager
def worker(server):
    """Start `manage.py procrastinate worker` on the test's database; it is killed at the end, if it still lives."""
    at = connection.get_connection_params()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.messaging.worker_settings",
        "DATABASE_URL": f"postgresql://{at['user']}@/{at['dbname']}?host={quote(at['host'])}&port={at['port']}",
        "KRETSLOP_SMTP_HOST": "127.0.0.1",
        "KRETSLOP_SMTP_PORT": str(server.port),
        "KRETSLOP_SMTP_PLAIN": "1",
    }
    words = [sys.executable, "-m", "django", "procrastinate", "worker", "--fetch-job-polling-interval", "0.2"]
    child = subprocess.Popen(words, cwd=settings.BASE_DIR, env=environment, stdin=subprocess.DEVNULL)
    try:
        yield child
    finally:
        child.kill()
        child.wait(10)


def wait_until(true, child, seconds=30.0):
    give_up = time.monotonic() + seconds
    while not true():
        assert child.poll() is None, "the worker ended by itself"
        assert time.monotonic() < give_up, f"nothing happened within {seconds} s"
        time.sleep(0.02)


def states():
    return list(OutboxMail.objects.order_by("pk").values_list("state", flat=True))


def let_the_dead_worker_be_noticed():
    """Make a minute without a sign of life, and ten minutes of sending, of the time since the kill."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '2 minutes'")
        cursor.execute("UPDATE messaging_outboxmail SET sending_at = sending_at - interval '11 minutes'")
    for task in ("messaging.retry_stalled", "messaging.sweep"):
        with suppress(AlreadyEnqueued):  # a worker defers them by the clock as well
            app.configure_task(task).defer(timestamp=0)


def test_a_killed_worker_loses_nothing_and_doubles_nothing(server, queue):
    for number in range(MAILS):
        queue(f"killed:{number}", now=timezone.now())
    for _ in range(KILLS):
        server.pause = 0.5
        with worker(server) as child:
            # Just taken by the mail server, which has not said so yet: the worst moment.
            wait_until(server.taking.is_set, child)
            child.send_signal(signal.SIGKILL)
            child.wait(10)
        assert states().count(rules.SENDING) == 1
        server.pause = 0
        let_the_dead_worker_be_noticed()
        if SOAK:  # otherwise the worker below is the one that comes after
            taken = len(server.mails)
            with worker(server) as child:
                wait_until(lambda taken=taken: len(server.mails) > taken or rules.QUEUED not in states(), child)
    with worker(server) as child:
        let_the_dead_worker_be_noticed()
        wait_until(lambda: not {rules.QUEUED, rules.SENDING} & set(states()), child, 120)
    end = states()
    assert end.count(rules.SENT) + end.count(rules.UNKNOWN) == MAILS
    assert KILLS <= end.count(rules.UNKNOWN) <= 2 * KILLS
    ids = server.message_ids()
    assert len(ids) == len(set(ids)), "a mail left twice"
    sent = set(OutboxMail.objects.filter(state=rules.SENT).values_list("message_id", flat=True))
    assert sent <= set(ids), "a mail is said to be sent that never left"
