"""One campaign clicked through by four people with four sign-ins: lead, recruiter, candidate on a phone, liaison."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Page
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from kretslop.accounts.actions import set_password
from kretslop.campaigns.models import Campaign
from kretslop.introductions.models import Introduction
from kretslop.messaging.models import OutboxMail
from kretslop.talent.models import Candidate
from kretslop.web.account import strength
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


#: These are held against axe in journeys of their own; here only their width is looked at.
CHECKED_ELSEWHERE = ("/secretariat/", "/employer/wanted/", "/employer/criteria/", "/register/", "/me/", "/accounts/")


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

    def __init__(self, page: Page, axe: Callable[[Page], None], fits: Callable[[Page], None], origin: str) -> None:
        self.page, self.axe, self.fits, self.origin = page, axe, fits, origin
        self.seen: set[str] = set()

    def look(self) -> None:
        """Check a page once per address."""
        path = re.sub(r"[0-9a-z_-]{12,}", "…", self.page.url.split("?")[0])
        if path not in self.seen:
            self.seen.add(path)
            self.fits(self.page)
            if not path.removeprefix(self.origin).startswith(CHECKED_ELSEWHERE):
                self.axe(self.page)

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
def visitor(open_page: Any, axe: Any, fits: Any, live_server: Any) -> Callable[..., Visitor]:
    return lambda **how: Visitor(open_page(**how), axe, fits, live_server.url)


def sign_in(who: Visitor, address: str, home: str) -> None:
    """By password: staff."""
    who.go("/accounts/login/password/")
    who.fill(login=address, password=PASSWORD)
    who.press("Sign in")
    secured(who, home)


def secured(who: Visitor, home: str = "/employer/") -> None:
    """Let the session stand for a second factor; test_founder goes the real way."""
    key = next(each["value"] for each in who.page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME)
    session = SessionStore(key)
    strength.begin(session)
    session.save()
    who.go(home)


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
    sara.fill(org_number="974760673", city="Oslo", about="Grid software, 140 people.", signed_as="business")
    sara.tick("all_of_these")
    sara.tick("agree")
    sara.press("Join")
    secured(sara)


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
    levels = {"skill-python": "3", "skill-postgresql": "3", "language-en": "5"}
    diogo.fill(occupation="backend developer", years="8", education="3", **levels)
    diogo.press("Save and go on")
    diogo.fill(route="eea", notice_weeks="4", country="PT", city="Porto")
    diogo.tick("consent")
    diogo.press("Send, and get a code by mail")
    diogo.fill(code=code_for("diogo@example.com"))
    diogo.press("Go on")
    diogo.sees("Hi Diogo, you are registered")


def want(sara: Visitor) -> None:
    """The founder pastes an ad, checks what was read from it, and submits."""
    sara.go("/employer/wanted/ad/")
    sara.fill(text=AD)
    sara.press("Read the ad")
    sara.sees("This is what we read in your ad")
    sara.sees("Python")
    sara.press("Save and submit")


def agree(kari: Visitor, sara: Visitor, jonas: Visitor, campaign: str) -> None:
    """A draft from what both employers want; screening starts only when both have agreed."""
    kari.go(f"/secretariat/campaigns/{campaign}/criteria/")
    kari.press("Draw up a draft")
    kari.press("Propose to every employer")
    sara.go("/employer/criteria/")
    sara.press("Agree")
    kari.go(f"/secretariat/campaigns/{campaign}/criteria/")
    kari.sees_not("Start the first screening")
    jonas.go("/employer/criteria/")
    jonas.press("Agree")
    kari.go(f"/secretariat/campaigns/{campaign}/criteria/")
    kari.sees("is agreed by all and in force")


def approve(ingrid: Visitor) -> None:
    """The liaison reads the explanation, approves, and writes what employers may read."""
    ingrid.go("/liaison/")
    ingrid.sees("Diogo Salgado")
    ingrid.press("Review")
    ingrid.sees("English at")
    ingrid.press("Approve")
    ingrid.go(f"/liaison/candidates/{Candidate.objects.get().ref}/")
    ingrid.press("Write it")
    ingrid.fill(headline="Backend engineer, 8 years, Python and PostgreSQL", summary="Has run a billing system.")
    ingrid.press("Save")


def introduce(ingrid: Visitor, employer: str) -> None:
    ingrid.go(f"/liaison/introduce/?candidate={Candidate.objects.get().ref}")
    ingrid.page.locator("main li", has_text=employer).locator("[name=wanted]").check()
    ingrid.fill(words="Ask about the migration weekend.")
    ingrid.press("Ask the candidates")


def decline(jonas: Visitor) -> None:
    jonas.go("/employer/")
    jonas.sees("Backend engineer, 8 years, Python and PostgreSQL")
    jonas.sees_not("Salgado", "diogo@example.com", "Porto", "Old Employer")
    jonas.press("Decline with a reason")
    jonas.fill(reason="local_language", words_to_candidate=WORDS, private_note="Above our budget.")
    jonas.press("Decline and send the words")
    jonas.sees_not("Salgado")


def past_taking_back(state: str) -> None:
    """For ten minutes an end can be taken back, and the candidate does not read of it: let them be over."""
    Introduction.objects.filter(state=state).update(ended_at=timezone.now() - timedelta(minutes=10))


def release(ingrid: Visitor, diogo: Visitor) -> None:
    """Diogo is back at once; the message waits for the liaison, and his page changes when it leaves."""
    diogo.go("/me/")
    diogo.sees_not("Fjordbank ASA said no")
    ingrid.go("/liaison/")
    ingrid.page.get_by_text("declined by Fjordbank ASA").wait_for()
    ingrid.sees("Havtech AS")
    ingrid.press("Read message")
    ingrid.sees_not("Above our budget")
    ingrid.fill(words=WORDS + " Ask us again in a year.")
    ingrid.press("Save the words")
    past_taking_back("declined")
    ingrid.press("Send now")
    diogo.go("/me/")
    diogo.sees("Fjordbank ASA said no")
    diogo.sees("Ask us again in a year.")
    diogo.sees_not("Above our budget")


def hire(sara: Visitor) -> None:
    """Havtech accepts, learns the name, meets the person and hires."""
    sara.go("/employer/")
    sara.sees_not("Salgado", "Fjordbank")
    sara.press("Accept")
    sara.sees("Diogo Salgado")
    sara.sees("diogo@example.com")
    sara.press("An interview is agreed otherwise")
    sara.press("Hired")
    sara.fill(starts_on=(timezone.localdate() + timedelta(days=60)).isoformat())
    sara.press("Report as hired")


@pytest.mark.django_db(transaction=True)
def test_four_people_and_one_campaign(visitor: Callable[..., Visitor]) -> None:
    lead, liaison = cast.kari(), cast.ingrid()
    set_password(user=lead, password=PASSWORD, now=timezone.now())
    kari, ingrid, sara, diogo = visitor(), visitor(user=liaison), visitor(), visitor(phone=True)

    sign_in(kari, lead.email, "/secretariat/")
    campaign = plan(kari)
    answer_questions(kari, campaign)
    invite(kari, campaign)
    join(sara)
    want(sara)
    fjordbank = cast.wanted(cast.joined(Campaign.objects.get(), "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    jonas = visitor(user=fjordbank.participation.recruiter.user)
    agree(kari, sara, jonas, campaign)
    kari.go(f"/secretariat/campaigns/{campaign}/plan/")
    kari.press("Open for registrations")

    register(diogo, "software-engineers-2027")
    work_off_jobs()
    approve(ingrid)
    introduce(ingrid, "Fjordbank ASA")
    diogo.go("/me/")
    diogo.press("Yes, introduce me")
    decline(jonas)
    release(ingrid, diogo)

    introduce(ingrid, "Havtech AS")
    diogo.go("/me/")
    diogo.press("Yes, introduce me")
    hire(sara)
    past_taking_back("hired")
    diogo.go("/me/")
    diogo.sees("Congratulations on your new job, Diogo")
    kari.go(f"/secretariat/campaigns/{campaign}/")
    kari.sees("1 after a no elsewhere")
    assert Introduction.objects.filter(state="hired").count() == 1
