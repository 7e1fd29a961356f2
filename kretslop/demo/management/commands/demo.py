"""`manage.py demo`: brings up database, region, web, worker and matcher, and takes all of them down again."""

import importlib.util
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any, Protocol, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import NoReverseMatch, reverse

from kretslop.shared.postgres import server

# How long a child may take to finish what it does before it is killed: a worker whose connection broke hangs.
GRACE = 8.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Region(Protocol):
    """What kretslop/demo/region.py offers."""

    def is_loaded(self) -> bool: ...

    def load(self, *, now: datetime, progress: Callable[[str], None]) -> None: ...


class Stop(KeyboardInterrupt):
    """Somebody asked for the end: Ctrl-C, a closed terminal, or a supervisor of ours."""


class Command(BaseCommand):
    help = "Starts Kretsløp with a demo region on this machine; Ctrl-C stops all of it."
    requires_system_checks = ()

    def handle(self, *args: object, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo signs anybody in with one click: it runs with KRETSLOP_DEMO=1 only.")
        port = int(os.environ.get("PORT") or 8000)
        _refuse_a_taken_port(port)
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.starting, self.asked_to_stop = False, ""
        before = {each: signal.signal(each, self.ask_to_stop) for each in STOP_SIGNALS}
        try:
            self.bring_up(port)
            self.watch()
        except Stop as reason:
            self.say(f"Stopping ({reason}) …")
        finally:
            for each in STOP_SIGNALS:
                signal.signal(each, signal.SIG_IGN)
            self.take_down()
            for each, handler in before.items():
                signal.signal(each, handler)

    def bring_up(self, port: int) -> None:
        began = time.monotonic()
        with self.step("Database"):
            connection.ensure_connection()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            with self.step("Tables"):
                call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        region = _region()
        if region and not region.is_loaded():
            with self.step("Demo region"):
                region.load(now=datetime.now(ZoneInfo(settings.TIME_ZONE)), progress=self.say)
        connection.close()
        with self.step("Web, worker and matcher"):
            self.start("web", "-m", "gunicorn", "kretslop.wsgi", f"--bind=127.0.0.1:{port}", "--workers=2",
                       "--preload", "--worker-class=gthread", "--threads=4", "--graceful-timeout=3",
                       "--no-control-socket", "--log-level=warning")  # fmt: skip
            self.start("worker", "manage.py", "procrastinate", "--verbosity=0", "worker")
            self.start("matcher", "manage.py", "matcher")
            self.wait_for_an_answer(f"http://127.0.0.1:{port}/")
        self.say(f"\nKretsløp is ready after {time.monotonic() - began:.1f} s:  http://127.0.0.1:{port}/")
        try:
            self.say(f"Sign in with one click, in any role:  http://127.0.0.1:{port}{reverse('demo:sign_in')}")
        except NoReverseMatch:
            pass
        self.say("Ctrl-C stops everything.")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        self.say(f"{name} …")
        yield
        self.say(f"{name}: {time.monotonic() - began:.1f} s")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        # Once is enough: the way down must not be cut short by a second signal.
        for each in STOP_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        self.asked_to_stop = signal.Signals(number).name
        if not self.starting:
            raise Stop(self.asked_to_stop)

    def start(self, name: str, *words: str) -> None:
        # A signal must not fall between a child's birth and its entry in the list of those to stop.
        self.starting = True
        # A session of its own: Ctrl-C in the terminal reaches only this process, which stops the others in order.
        self.children[name] = subprocess.Popen(
            [sys.executable, *words], cwd=settings.BASE_DIR, start_new_session=True, stdin=subprocess.DEVNULL
        )
        self.starting = False
        if self.asked_to_stop:
            raise Stop(self.asked_to_stop)

    def wait_for_an_answer(self, address: str) -> None:
        give_up = time.monotonic() + 30
        while time.monotonic() < give_up:
            self.notice_a_death()
            try:
                urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        raise CommandError(f"The web process did not answer on {address} within 30 s; its messages stand above.")

    def watch(self) -> None:
        while True:
            self.notice_a_death()
            time.sleep(0.5)

    def notice_a_death(self) -> None:
        for name, child in self.children.items():
            if child.poll() is not None:
                raise CommandError(f"The {name} process ended by itself (exit {child.returncode}); stopped the rest.")

    def take_down(self) -> None:
        """Stop web, worker, matcher and the embedded database, in this order; nothing is left when this returns."""
        connection.close()
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        give_up = time.monotonic() + GRACE
        for name, child in self.children.items():
            try:
                child.wait(max(0.1, give_up - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"The {name} process did not stop in time and was killed.")
            # Its own children too, should it have died without them.
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            child.wait()
        if embedded := settings.DATABASES["default"].get("EMBEDDED"):
            server.stop(Path(str(embedded)))
        self.say("Everything is stopped.")


def _refuse_a_taken_port(port: int) -> None:
    import setup_env  # the same words as `make demo` has, which asks before it makes anything

    setup_env.refuse_a_taken_port(port)


def _region() -> Region | None:
    if importlib.util.find_spec("kretslop.demo.region") is None:
        return None
    return cast(Region, importlib.import_module("kretslop.demo.region"))
