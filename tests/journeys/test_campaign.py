"""One campaign clicked through by four people with four sign-ins: lead, recruiter, candidate on a phone, liaison."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from kretslop.accounts.actions import set_password
from kretslop.introductions.models import Introduction
from kretslop.messaging.models import OutboxMail
from kretslop.talent.models import Candidate
from tests import cast

PASSWORD = "grid-and-fjord-2026"
WORDS = "Your work on distributed systems is strong. We need Norwegian from the first day."
AD = """Senior Backend Engineer

About the job
We build the software that keeps the power grid in balance. You will work in a small team in Oslo or from home.

Requirements
- 5+ years of experience with Python
- Strong knowledge of PostgreSQL
- Fluent English

Nice to have
- Docker and Kubernetes
"""
CV = {
    "basics": {
        "name": "Diogo Salgado",
        "email": "diogo@example.com",
        "location": {"city": "Porto", "countryCode": "PT"},
    },
    "work": [
        {"name": "Old Employer Lda", "position": "Backend engineer", "startDate": "2018-01", "endDate": "2026-06"}
    ],
    "skills": [{"name": "Python"}, {"name": "PostgreSQL"}, {"name": "Docker"}],
    "languages": [{"language": "English", "fluency": "C1"}],
}


def work_off_jobs() -> None:
    """Do what a worker would do with the jobs that are due, mails aside: they stay in the outbox to be read."""
    for job in ProcrastinateJob.objects.filter(status="todo", task_name__startswith="screening."):
        jobs.tasks[job.task_name].func(**job.args)


def newest_mail(kind: str, address: str) -> OutboxMail:
    return OutboxMail.objects.filter(kind=kind, to_address=address).latest("created_at", "pk")


def code_for(address: str) -> str:
    found = re.search(
        r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", newest_mail("sign_in_code", address).text, re.MULTILINE
    )
    assert found, newest_mail("sign_in_code", address).text
    return found[1]


class Visitor:
    """One person with one browser; every page they come to is checked for width and barriers."""

    def __init__(self, page: Page, checks: list[Callable[[Page], None]]) -> None:
        self.page, self.checks, self.seen = page, checks, set()

    def look(self) -> None:
        """Check a page once per address."""
        path = re.sub(r"[0-9a-z_-]{12,}", "…", self.page.url.split("?")[0])
        if path not in self.seen:
            self.seen.add(path)
            self.page.wait_for_load_state("networkidle")
            for check in self.checks:
                check(self.page)

    def go(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            field = self.page.locator(f"main [name='{name}']").first
            if field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(value)
            elif field.get_attribute("type") in {"radio", "checkbox"}:
                self.page.locator(f"main [name='{name}'][value='{value}']").check()
            else:
                field.fill(value)

    def press(self, label: str) -> None:
        """Press a button or follow a link of the page's own content by its words."""
        main = self.page.get_by_role("main")
        wanted = re.compile(rf"^\s*{re.escape(label)}(\s+\S)?\s*$")  # a key may stand behind the words
        found = main.get_by_role("button", name=wanted).or_(main.get_by_role("link", name=wanted)).first
        assert found.count(), f"Nothing called “{label}” to press on {self.page.url}:\n{main.inner_text()[:3000]}"
        with self.page.expect_navigation():
            found.click()
        self.look()

    def tick(self, name: str) -> None:
        self.page.locator(f"main [name='{name}']").first.check()

    def sees(self, words: str) -> None:
        text = self.page.get_by_role("main").inner_text()
        assert words in text, f"“{words}” is not on {self.page.url}:\n{text[:3000]}"

    def sees_not(self, *words: str) -> None:
        html = self.page.content()
        for word in words:
            assert word not in html, f"“{word}” is on {self.page.url}"


@pytest.fixture
def visitor(open_page: Any, axe: Any, fits: Any) -> Callable[..., Visitor]:
    return lambda **how: Visitor(open_page(**how), [axe, fits])


def sign_in(who: Visitor, address: str) -> None:
    """By password: staff."""
    who.go("/accounts/login/password/")
    who.fill(login=address, password=PASSWORD)
    who.press("Sign in")


def plan(kari: Visitor) -> str:
    """The lead plans and opens a campaign; return its reference."""
    kari.go("/secretariat/")
    kari.press("Plan a campaign")
    start = timezone.localdate()
    kari.fill(
        name="Software engineers 2027",
        occupation="software developer",
        place="Oslo region",
        promise="Build what two million people lean on.",
        intro="Employers around the fjord look for you together.",
        starts_on=start.isoformat(),
        deadline_on=(start + timedelta(days=40)).isoformat(),
        contact_name="Kari Berg",
        contact_email="kari@example.org",
        goal_registered="100",
        goal_approved="10",
    )
    kari.press("Plan the campaign")
    found = re.search(r"/campaigns/(\w{12})/", kari.page.url)
    assert found, kari.page.url
    return found[1]


def answer_questions(kari: Visitor, campaign: str) -> None:
    kari.go(f"/secretariat/campaigns/{campaign}/questions/en/")
    kari.press("Write one of my own")
    kari.page.locator("main input[name$='question']").first.fill("Do I need a permit?")
    kari.page.locator("main textarea[name$='answer']").first.fill("It depends on your citizenship; we tell you.")
    kari.press("Save")
    kari.sees("is answered on the public page")


def invite(kari: Visitor, campaign: str) -> None:
    kari.go(f"/secretariat/campaigns/{campaign}/employers/new/")
    kari.fill(
        company="Havtech AS", contact_name="Sara Bakken", contact_role="Founder", contact_email="sara@example.com"
    )
    kari.press("Save")
    kari.press("Invite to join")
    kari.sees("The invitation to Sara Bakken is on its way")


def join(sara: Visitor) -> None:
    """The founder opens the link from the mail, shows that the address is hers, and signs for everything."""
    link = re.search(r"/join/\S+/", newest_mail("invitation", "sara@example.com").text)
    assert link
    sara.go(link[0])
    sara.press("Join: send me a code")
    sara.fill(code=code_for("sara@example.com"))
    sara.press("Go on")
    sara.fill(city="Oslo", about="Grid software, 140 people.")
    sara.tick("all_of_these")
    sara.tick("agree")
    sara.press("Join")
    assert "/employer/" in sara.page.url


def register(diogo: Visitor, slug: str) -> None:
    """Three short steps on a phone, a CV that spares typing, a code by mail."""
    diogo.go(f"/c/{slug}/")
    diogo.sees("Do I need a permit?")
    diogo.press("Register")
    diogo.fill(name="Diogo Salgado", email="diogo@example.com")
    diogo.page.set_input_files(
        "main [name='cv']", {"name": "cv.json", "mimeType": "application/json", "buffer": json.dumps(CV).encode()}
    )
    diogo.press("Save and go on")
    diogo.sees("Python")
    diogo.fill(occupation="software developer", years="8", education="3")
    diogo.press("Save and go on")
    diogo.fill(route="eea", notice_weeks="4", country="PT", city="Porto")
    diogo.tick("consent")
    diogo.press("Send, and get a code by mail")
    diogo.fill(code=code_for("diogo@example.com"))
    diogo.press("Go on")
    diogo.sees("Hi Diogo, you are registered")


@pytest.mark.django_db(transaction=True)
def test_four_people_and_one_campaign(visitor: Callable[..., Visitor]) -> None:
    lead, liaison = cast.kari(), cast.ingrid()
    for person in (lead, liaison):
        set_password(user=person, password=PASSWORD, now=timezone.now())
    kari, ingrid, sara, diogo = visitor(), visitor(), visitor(), visitor(phone=True)
    sign_in(kari, lead.email)
    campaign = plan(kari)
    answer_questions(kari, campaign)
    invite(kari, campaign)
    join(sara)
    kari.go(f"/secretariat/campaigns/{campaign}/plan/")
    kari.press("Open for registrations")
    register(diogo, "software-engineers-2027")
    work_off_jobs()
    assert Candidate.objects.get().name == "Diogo Salgado"
    assert not Introduction.objects.exists()
    assert ingrid
