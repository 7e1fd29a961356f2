"""A real browser on the real server: every page it opens is watched for faults."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    sync_playwright,
)

from kretslop.shared.postgres import cores
from kretslop.web import limits
from tests.conftest import chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1440, "height": 900}
AXE = Path(settings.BASE_DIR) / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
# A page of the product may answer these on purpose: not found, not possible any more, a form with a fault.
SAID_ON_PURPOSE = {404, 409, 422}


class Watch:
    """Collects what a person would not see but suffers from: script errors, blocked content, failed requests."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        context.on("response", self._response)
        context.on("request", self._request)
        context.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        # What the server answered is judged by its status, below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        page = response.request.resource_type in {"document", "xhr", "fetch"}
        if response.status >= 400 and not (page and response.status in SAID_ON_PURPOSE):
            self.faults.append(f"{response.status}: {response.request.method} {response.url}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in {"localhost", "127.0.0.1", None}:
            self.faults.append(f"left this machine: {request.url}")

    def _failed(self, request: Request) -> None:
        # Leaving a page aborts what it was still loading; that is no fault.
        if request.failure and "ERR_ABORTED" not in request.failure:
            self.faults.append(f"{request.failure}: {request.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; the ORM calls between its calls are plain and in order.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with ExitStack() as open_:
        with cores.every_core():
            playwright = open_.enter_context(sync_playwright())
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session", autouse=True)
def _little_work_for_a_form() -> Iterator[None]:
    """Let browsers prove with a tenth of the work that they are no machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "COST", limits.COST // 10)
        yield


@pytest.fixture(scope="session", autouse=True)
def _kept_by_browsers() -> Iterator[None]:
    """Let browsers keep styles and scripts, as in production; else they ask for files of a new clone on every page."""
    serve = StaticFilesHandler.serve

    def keep(self: Any, request: Any) -> Any:
        answer = serve(self, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", keep)
        yield


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert not watch.faults, "The browser met faults:\n" + "\n".join(watch.faults)


@pytest.fixture
def open_page(browser: Browser, live_server: Any, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page for one person, who has a browser of their own.

    `user` is signed in already; `phone` and `dark` choose the screen; `language` is what the browser asks for;
    without `javascript` every action must work too. Addresses may be relative.
    """
    contexts = []

    def open_page(
        path: str = "",
        *,
        user: Any = None,
        phone: bool = False,
        dark: bool = False,
        language: str = "en-GB",
        javascript: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=PHONE if phone else DESK,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            has_touch=phone,
            locale=language,
            java_script_enabled=javascript,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        watch.over(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        if path:
            page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def settled(page: Page, script: str) -> Any:
    """Return what a script says about the page that the last click leads to, not about one that is just leaving."""
    for _ in range(5):
        page.wait_for_load_state()
        try:
            return page.evaluate(script)
        except Error:
            page.wait_for_timeout(100)
    return page.evaluate(script)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Return a function that fails when axe finds a barrier on the page."""
    source = AXE.read_text(encoding="utf-8")
    # Nothing is loaded for rules about sound and about turning the screen: there is no sound, and no rule on turning.
    run = f"() => {{ {source}; return axe.run(document, {{resultTypes: ['violations'], preload: false}}); }}"

    def axe(page: Page) -> None:
        result = settled(page, run)
        found = [
            f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
            + "\n".join(f"    {node['html'][:200]}" for node in violation["nodes"][:5])
            for violation in result["violations"]
        ]
        assert not found, f"axe found barriers on {page.url}:\n" + "\n".join(found)

    return axe


@pytest.fixture(scope="session")
def fits() -> Callable[[Page], None]:
    """Return a function that fails when the page is wider than its window."""

    def fits(page: Page) -> None:
        wide, window = settled(page, "() => [document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px"

    return fits
