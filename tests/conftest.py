"""What every test stands on: a clean database, whole templates, and no way out to the network."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from django.http import HttpRequest, HttpResponseNotFound
from django.template.base import Template
from django.test import TransactionTestCase
from django.test.client import ClientMixin
from django.test.utils import _TestState, instrumented_test_render
from django.utils import timezone, translation
from pytest_django.plugin import blocking_manager_key

from kretslop.shared import translations
from kretslop.shared.postgres import cores, template
from kretslop.shared.readiness import leave_alone_what_is_loaded
from kretslop.web.account import strength
from tests import database, retelling
from tests.retelling import story

#: The first draws the same pages without a window's own parts, in two thirds of the time.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

ENGINE = Path(settings.BASE_DIR) / "kretslop" / "matching" / "engine"
SOAK = bool(os.environ.get("KRETSLOP_SOAK"))

PHASES = [phase for phase in hypothesis.Phase if phase is not hypothesis.Phase.explain]
hypothesis.settings.register_profile("usual", max_examples=30, deadline=None, phases=PHASES)
hypothesis.settings.register_profile("soak", max_examples=2000, deadline=None)
hypothesis.settings.load_profile("soak" if SOAK else "usual")


def chromium() -> str | None:
    """Return the browser for the journeys, if this machine has one."""
    return os.environ.get("KRETSLOP_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


@contextmanager
def compiling() -> Iterator[None]:
    """In a new clone, compile the matching's loops meanwhile: both workers would, and wait for it."""
    there = {path.name.partition(".")[0] for path in (ENGINE / "__pycache__").glob("*.nbi")}
    if there >= {"filling", "one", "kernels"}:  # or something else has needed a few of them
        yield
        return
    with subprocess.Popen([sys.executable, "-m", "kretslop.matching.engine"], cwd=settings.BASE_DIR):
        yield


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        translations.compile_all()
        with compiling(), config.stash[blocking_manager_key].unblock():
            template.make_template()
    else:
        cores.keep_to_one(int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw")))
    connection.settings_dict["TEST"]["TEMPLATE"] = template.name_of_template()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `make soak` runs, and the journeys (the last line says so) where there is no browser."""
    long = [item for item in items if item.get_closest_marker("soak") and not SOAK]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in set(long)]
    journeys = [item for item in items if "journeys" in item.path.parts]
    for item in journeys:
        item.add_marker("journey")
    # What takes longest begins first, so that no worker is left alone with it at the end.
    items.sort(key=lambda item: "journeys" not in item.path.parts)
    if journeys and not chromium():
        config.hook.pytest_deselected(items=journeys)
        items[:] = [item for item in items if item not in journeys]


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays: let the collector of cycles look only at what comes after it, and seldom."""
    leave_alone_what_is_loaded(100_000, 20, 50)


def _journeys_were_asked_for(config: pytest.Config) -> bool:
    journeys = config.rootpath / "tests" / "journeys"
    asked = [config.invocation_params.dir / argument.split("::")[0] for argument in config.args]
    return any(path == journeys or path in journeys.parents or journeys in path.parents for path in asked)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    from tests.settings import last_one_out

    last_one_out()
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter and not chromium() and _journeys_were_asked_for(config):
        reporter.write_line(
            "THE BROWSER JOURNEYS DID NOT RUN: there is no Chromium. On Debian: apt-get install "
            "chromium-headless-shell. Elsewhere: KRETSLOP_CHROMIUM=/path/to/chromium make test",
            red=True,
            bold=True,
        )


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Let tests talk to this machine only."""
    connect = socket.socket.connect

    def here_only(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in {"localhost", "127.0.0.1", "::1"}:
            raise AssertionError(f"A test tried to reach {host}: tests stay on this machine")
        return connect(self, address)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", here_only)
        yield


@pytest.fixture(scope="module")
def told_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let a fixture of a whole file write what its tests begin with; each test is rolled back to there.

    A test takes a deep copy of the rows, because it may change them.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def _signed_in_with_all_that_is_asked_for() -> Iterator[None]:
    """Let `force_login` stand for a second factor too; tests/web/account/test_securing.py goes the real way."""

    def sign_in(self: Any, user: Any, backend: str | None = None) -> None:
        # What `login` does to a new session, with one row written instead of three, and nobody told of it.
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = backend or settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        strength.begin(session)
        with story.unheard():
            session.save()
        request = HttpRequest()
        request.session = session
        self._set_login_cookies(request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientMixin, "_login", sign_in)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Have the cast's story begin in the new database."""
    story.emptied()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    story.allowed = retelling.WATCHED_BY.isdisjoint(_asked_for(item))


def _asked_for(item: pytest.Item) -> set[str]:
    """Return the fixtures that a test of ours names, and its own fixtures; not those that libraries use."""
    known: Any = getattr(item, "_fixtureinfo", None)
    if known is None:
        return set()
    ours = [each for each in chain(*known.name2fixturedefs.values()) if each.func.__module__.startswith("tests")]
    return set(known.argnames).union(*(each.argnames for each in ours))


@pytest.fixture(scope="session", autouse=True)
def _quick() -> Iterator[None]:
    """Empty tables quickly after tests that commit, and keep no copy of what every template was given."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", database.flush_everything)
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: (database.empty(), story.emptied()))
        patch.setattr(Template, "_render", getattr(_TestState, "saved_data").template_render)  # noqa: B009
        retelling.follow(patch)
        yield


@pytest.fixture(autouse=True)
def _in_the_usual_language_and_zone() -> Iterator[None]:
    """A request leaves its language and time zone behind in the thread: the next test begins with the usual ones."""
    yield
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture
def plain_not_found() -> Iterator[None]:
    """Answer "not found" without a page around it, for tests that ask hundreds of times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kretslop.urls.handler404", lambda request, exception: HttpResponseNotFound(), raising=False)
        yield


@pytest.fixture
def contexts() -> Iterator[None]:
    """Let answers have the `context` that their templates were given, as Django's own tests do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", instrumented_test_render)
        yield
