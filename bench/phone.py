"""What registering costs on a phone far away: bytes, requests and seconds of each page, up to the person's own one.

    python bench/phone.py http://127.0.0.1:8000 --kilobytes 50 --latency 2000

Registers an invented person with a long CV in the first open campaign of a running demo, in a real browser whose
network is as slow as said (by default the slow 3G of Chromium's own tools). A demo sends style sheets and scripts as
they lie in the tree; docs/performance.md says how a real site was measured. Prints for each page what came over the
line, when its first byte came, when there was something to see, and when all of it was there.
"""

import argparse
import re
import secrets
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
SKILLS = (
    "Kubernetes, Terraform, Go, Python, PostgreSQL, Apache Kafka, Prometheus, Grafana, AWS, Azure, ArgoCD, Helm, "
    "Docker, Django, FastAPI, React, TypeScript, Redis, RabbitMQ, Elasticsearch, GraphQL, Node.js, Ansible, C++, C#, "
    "Unity, Lua, Jenkins, Git, MySQL, MongoDB, Java, Spring, Oracle, Hibernate, Maven, Linux, Perl, Rust, Scala"
)
CV = f"""Marisol Etxeberria
Principal platform engineer
Bilbao, Spain

EXPERIENCE
Principal Platform Engineer, Iberia Renovables
March 2021 – present
Staff Engineer, Formas
January 2012 – February 2021

LANGUAGES
Spanish: native
English: C1

SKILLS
{SKILLS}
"""
TIMES = """() => {
  const [page] = performance.getEntriesByType('navigation');
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return [page.responseStart, paint ? paint.startTime : 0, page.loadEventEnd];
}"""


class Line:
    """A slow line to one browser: counts what comes over it until the page is told of."""

    def __init__(self, page: Page, kilobytes: int, latency: int) -> None:
        self.page, self.came, self.cached = page, dict[str, int](), set[str]()
        tools: Any = page.context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": latency,
            "downloadThroughput": kilobytes * 1000, "uploadThroughput": kilobytes * 1000,
        })  # fmt: skip
        tools.on("Network.loadingFinished", self._finished)
        tools.on("Network.requestServedFromCache", lambda event: self.cached.add(event["requestId"]))

    def _finished(self, event: dict[str, Any]) -> None:
        self.came[event["requestId"]] = int(event["encodedDataLength"])

    def tell(self, name: str) -> int:
        self.page.wait_for_load_state("load")
        self.page.wait_for_timeout(2500)  # what scripts fetch when the page is there
        first, seen, loaded = (value / 1000 for value in self.page.evaluate(TIMES))
        sizes = [size for request, size in self.came.items() if request not in self.cached and size]
        print(f"{name:24} {sum(sizes) / 1000:6.1f} kB in {len(sizes):2} · first byte {first:4.1f} s · "
              f"seen {seen:4.1f} s · whole {loaded:4.1f} s", flush=True)  # fmt: skip
        self.came.clear()
        return sum(sizes)


def send(page: Page, leads_to: str) -> None:
    page.locator("main form button[type=submit]:not([name])").first.click()
    page.wait_for_url(leads_to)


def code_for(browser: Browser, base: str, address: str) -> str:
    """Return the code that the demo's mailbox holds for an address."""
    page = browser.new_page()
    for _ in range(30):
        page.goto(f"{base}/mailbox/")
        letter = page.locator("main li", has_text=address).locator("a[href^='/mailbox/']")
        if letter.count():
            letter.first.click()
            page.wait_for_load_state()
            words = " ".join(frame.locator("body").inner_text() for frame in page.frames)
            return re.findall(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", words)[0]
        time.sleep(1)
    raise SystemExit("The demo's worker has sent no code.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", help="where the demo runs")
    parser.add_argument("--kilobytes", type=int, default=50, help="a second, each way")
    parser.add_argument("--latency", type=int, default=2000, help="milliseconds before each answer")
    given = parser.parse_args()
    base, address = given.base.rstrip("/"), f"far.{secrets.token_hex(4)}@example.org"
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, CHROMIUMS))), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, locale="en-GB")
        page.set_default_timeout(120_000)
        page.goto(base)
        campaign = page.locator("main a[href^='/c/']").first.get_attribute("href")
        page.goto("about:blank")
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
        cv = Path(folder) / "cv.txt"
        cv.write_text(CV, encoding="utf-8")
        line = Line(page, given.kilobytes, given.latency)
        page.goto(f"{base}{campaign}")
        total = line.tell("landing page")
        page.locator("a[href*=register]").first.click()
        page.wait_for_url("**/register/")
        total += line.tell("step 1")
        page.set_input_files("[name=cv]", cv)
        page.locator("main form button[type=submit]").first.click()
        page.get_by_text("Marisol").or_(page.locator("[name=name][value^=Marisol]")).first.wait_for()
        total += line.tell("step 1, the CV read")
        page.fill("[name=email]", address)
        send(page, "**/register/w*/")
        total += line.tell("step 2, forty skills")
        send(page, "**/plans/")
        total += line.tell("step 3")
        page.check("[name=consent]")
        send(page, "**/code/**")
        total += line.tell("code")
        page.fill("[name=code]", code_for(browser, base, address))
        page.locator("[name=code]").press("Enter")
        page.wait_for_url("**/me/**")
        total += line.tell("own page")
        print(f"{total / 1000:.1f} kB in all")
        browser.close()


if __name__ == "__main__":
    main()
