"""No address of ours answers with a server error, whoever asks and whatever is posted to it."""

from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client, override_settings
from django.urls import URLResolver, get_resolver

from kretslop.ambassadors import actions as ambassadors
from kretslop.billing import actions as billing
from kretslop.billing.rules import Buyer, Seller
from kretslop.campaigns import actions as campaigns
from kretslop.employers.actions import add_employer, add_member
from kretslop.events import actions as events
from kretslop.introductions import actions as introductions
from kretslop.messaging.models import OutboxMail
from kretslop.privacy import actions as privacy
from kretslop.relocation import actions as relocation
from kretslop.relocation.models import Case
from kretslop.screening import actions as screening
from kretslop.screening import mailing, saving
from kretslop.screening.searching import Wanted
from kretslop.talent import actions as talent
from kretslop.talent import addressing
from kretslop.talent.models import LikelyDuplicate
from tests import cast
from tests.billing.test_rules import TERMS
from tests.billing.test_ubl import BUYER, SELLER
from tests.cast import NOW
from tests.conftest import SOAK
from tests.events.test_rules import told as told_event
from tests.importing.files import people as people_file
from tests.importing.steps import Bringing

PORTALS = {"public", "candidate", "employer", "liaison", "secretariat"}
Refs = dict[str, list[str]]
EMPTY: dict[str, Any] = {}
NOBODY = "a1b2c3d4e5f6"
#: What a person can paste, and what a database, a template or a calendar may choke on.
HOSTILE = "\x00<script>alert(1)</script>{{ x }} \u202eعربى 🦊 %s %(x)s 99999999999999999999 ' \\ "
LONG = HOSTILE + "å" * 50_000
#: What our pages read from the query.
QUERY = ("candidate", "language", "list", "next", "page", "participation", "q", "state", "wanted", "words")
WORDS = "Thank you for the good talk; we chose somebody with more years of Python."


@pytest.fixture(scope="module")
def told(told_once: None, tmp_path_factory: Any) -> Iterator[SimpleNamespace]:
    """A campaign with introductions in several states, a question, a message, a draft and a closed campaign."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield tell()


@pytest.fixture
def world(told: SimpleNamespace, db: None) -> SimpleNamespace:
    return told


def tell() -> SimpleNamespace:
    kari, ingrid = cast.kari(), cast.ingrid()
    campaign = cast.campaign(kari)
    havtech = cast.joined(campaign)
    cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Ida Moe")
    wanted = cast.wanted(havtech)
    frozen = cast.frozen(campaign)
    sara = havtech.recruiter.user
    people = [cast.approved(campaign, ingrid, name=name) for name in ("Diogo Salgado", "Amara Kalu", "Linh Hoang")]
    waiting = cast.introduced(people[0], wanted, ingrid)
    accepted = offered(cast.introduced(people[1], wanted, ingrid), sara)
    declined = introductions.decline(
        introduction=cast.introduced(people[2], wanted, ingrid),
        by=sara, reason="local_language", words_to_candidate=WORDS, now=NOW,
    )  # fmt: skip
    asked = introductions.introduce(candidate=people[2], wanted_profile=wanted, by=ingrid, words="Again.", now=NOW)
    run = screening.run_screening(campaign=campaign, by=ingrid, now=NOW)
    open_question = screening.ask(candidate=people[0], campaign=campaign, criterion="skill:python", by=ingrid, now=NOW)
    second = cast.wanted(havtech, "Data engineer")
    draft = campaigns.draft_criteria(campaign=campaign, by=kari, now=NOW)
    prospect = campaigns.add_prospect(
        campaign=campaign,
        by=kari,
        company="Solberg IT AS",
        contact_name="Eli Sol",
        contact_email="e@example.org",
        now=NOW,
    )
    invitation = campaigns.invite(prospect=prospect, by=kari, now=NOW)
    file = SimpleUploadedFile("cv.txt", b"Python")
    cv = talent.keep_cv(candidate=people[0], file=file, name="cv.txt", size=6, reading={}, now=NOW)
    more_words, more_refs = further(campaign, wanted, people[0], kari, ingrid)
    (money_words, money_refs), (agency_words, agency_refs) = billed(campaign, havtech, kari), acting_for_others(sara)
    return SimpleNamespace(
        users={"kari": kari, "ingrid": ingrid, "sara": sara, "diogo": people[0].user},
        campaign=campaign,
        words={
            "slug": [campaign.slug], "token": [invitation.token], "stage": ["interview", "x"], "language": ["en", "xx"],
            "campaign": [campaign.ref], "cv": [cv.ref], "prospect_ref": [prospect.ref], "kind": ["private"],
            "run_ref": [run.ref], "about": [accepted.ref], "end": ["decline"],
            **more_words, **money_words, **agency_words,
        },
        refs={
            "introductions": [waiting.ref, accepted.ref, declined.ref, asked.ref],
            "questions": [open_question.ref],
            "wanted": [wanted.ref, second.ref],
            "criteria": [draft.ref, frozen.ref],
            "staff": [ingrid.ref],
            "colleagues": [havtech.recruiter.ref, havtech.stand_in.ref],
            "screening": [campaign.ref],
            "runs": [run.ref],
            "campaign-mails": [told_of(campaign, people[1], kari, ingrid)],
            "campaigns": [campaign.ref],
            "candidates": [each.ref for each in people],
            "profile": [cv.ref],
            "messages": [declined.ref],
            "mails": [OutboxMail.objects.earliest("pk").ref],
            **more_refs, **money_refs, **agency_refs, "reading": [waiting.ref],
        },
    )  # fmt: skip


def offered(introduced: Any, by: Any) -> Any:
    """Say yes to somebody, and offer a time for an interview."""
    accepted = introductions.accept(introduction=introduced, by=by, now=NOW)
    introductions.offer_times(
        introduction=accepted, by=by, slots=[NOW + timedelta(days=60)], minutes=60, zone=cast.OSLO, place="Here",
        link="", now=NOW,
    )  # fmt: skip
    return accepted


def told_of(campaign: Any, person: Any, kari: Any, ingrid: Any) -> str:
    """Tell somebody of another campaign by mail; return the mail's reference."""
    privacy.choose_purpose(candidate=person, purpose="campaign_mail", yes=True, by=person.user, now=NOW)
    other = cast.campaign(kari, name="Data engineers 2027")
    words = {language: {"subject": "Data engineers", "text": WORDS} for language in ("en", "nb")}
    return mailing.write(campaign=other, numbers=[person.pk], words=words, key="k", by=ingrid, now=NOW).ref


def further(campaign: Any, wanted: Any, diogo: Any, kari: Any, ingrid: Any) -> tuple[Refs, Refs]:
    """Tell of a move, a double, a lost mailbox, a saved search and imports; return words and references of theirs."""
    sara = wanted.participation.recruiter.user
    moved = cast.approved(campaign, ingrid, name="Priya Raman")
    introductions.hire(
        introduction=introductions.accept(introduction=cast.introduced(moved, wanted, ingrid), by=sara, now=NOW),
        by=sara, starts_on=NOW.date() + timedelta(days=60), now=NOW,
    )  # fmt: skip
    relocation.follow(now=NOW)
    move = Case.objects.get()
    twin = cast.diogo(campaign, name="Diogo Salgada", phone=diogo.phone)
    double = LikelyDuplicate.objects.create(first=diogo, second=twin, score=9, reasons=[], found_at=NOW)
    lost = addressing.ask_for_lost(
        name="Diogo Salgado", old_address=diogo.email, new_address="diogo.new@example.com", words="My phone broke.",
        language="en", now=NOW,
    )  # fmt: skip
    search = saving.save_search(by=ingrid, name="Python", wanted=Wanted(skills=(("python", 2),)), now=NOW)
    held = screening.hold(candidate=twin, campaign=campaign, reason="second_opinion", by=ingrid, now=NOW)
    bring = Bringing(campaign, kari)
    asked_by_mail = bring.asked(people_file("Priya Raman;priya.new@example.com;;;;;;;;"))
    columns = bring.take(people_file("Linh Hoàng;linh.new@example.com;;;;;;;;"))
    checked = bring.checked(people_file("Tomasz Fijał;tomasz.new@example.com;;;;;;;;"))
    facts = {"name": "Skipet AS", "country": "SE", "org_number": "5560360793"}
    asks = campaigns.sign_up(
        campaign=campaign, facts=facts, name="Nora Lykke", email="nora@example.com", language="en", now=NOW
    )
    campaigns.confirm_sign_up(sign_up=asks, user=cast.user("", asks.email), now=NOW)
    event = events.make_event(campaign=campaign, told=told_event(invited="both"), by=kari, now=NOW)
    task = ambassadors.make_task(
        campaign=campaign, kind="share_post", title="Share it", words="", channel="film", due_on=NOW.date(), by=kari,
        now=NOW,
    )  # fmt: skip
    words = {
        "event_ref": [event.ref],
        "task_ref": [task.ref],
        "step": [move.steps.earliest("pk").ref], "batch": [held.batch], "purpose": ["campaign_mail"],
        "question": ["sex"], "import_ref": [asked_by_mail.ref, columns.ref, checked.ref],
    }  # fmt: skip
    refs = {
        "asking": [asks.ref], "employers": [wanted.participation.employer.ref], "mailboxes": [lost.ref],
        "events": [event.ref], "tasks": [task.ref],
        "duplicates": [double.ref], "moves": [move.ref], "families": [moved.ref],
        "retention": [twin.ref], "search": [search.ref], "brought": [each.ref for each in asked_by_mail.people.all()],
    }  # fmt: skip
    return words, refs


def acting_for_others(sara: Any) -> tuple[Refs, Refs]:
    """Tell of an agency for which Sara acts too, with a client and somebody who reads along; words and references."""
    agency = add_employer(name="Solberg IT AS", kind="agency", now=NOW)
    add_member(employer=agency, user=sara, role="manager", by=sara, now=NOW)
    contact = {"contact_name": "Ingvild Aune", "contact_email": "ingvild@example.com"}
    client = campaigns.add_client(agency=agency, by=sara, name="Fjell AS", org_number="712345675", now=NOW, **contact)
    reader = campaigns.let_read(client=client, name="Rune Fjell", email="rune@example.com", by=sara, now=NOW)
    return {"agency": [agency.ref]}, {"clients": [client.ref], "readers": [reader.ref]}


def billed(campaign: Any, havtech: Any, kari: Any) -> tuple[Refs, Refs]:
    """Tell of a contribution: offered, ordered, invoiced, and a part of it paid; return words and references."""
    billing.save_issuer(seller=Seller(**SELLER), by=kari, now=NOW)
    billing.save_fees(campaign=campaign, terms=TERMS, alliance_ore=0, by=kari, now=NOW)
    order = billing.order(
        order=billing.offer(participation=havtech, by=kari, now=NOW), size="50-249", add_ons=["film"],
        buyer=Buyer(**BUYER), language="nb", by=havtech.recruiter.user, now=NOW,
    )  # fmt: skip
    invoice = billing.issue(order=order, by=kari, now=NOW)
    paid = billing.note_payment(invoice=invoice, amount_ore=100, paid_on=NOW.date(), by=kari, now=NOW)
    words = {"order_ref": [order.ref], "invoice_ref": [invoice.ref], "payment_ref": [paid.ref]}
    return words, {"contribution": [order.ref], "invoices": [invoice.ref]}


class Names(HTMLParser):
    """Collect what a page lets one send: the names of text fields, and what each choice offers."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self.chosen: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name, kind = values.get("name", ""), values.get("type", "text")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and values.get("value"):
            self.chosen[self._select] = values["value"]
        elif tag == "textarea" or (tag == "input" and kind in {"text", "email", "date", "number", "search", "tel"}):
            self.texts.add(name)
        elif tag in {"input", "button"} and name:
            self.chosen[name] = values.get("value") or "on"


def names_of(answer: HttpResponseBase) -> Names:
    found = Names()
    if "html" in answer.get("Content-Type", "") and not answer.streaming:
        found.feed(answer.content.decode())
    return found


def addresses(world: SimpleNamespace) -> Iterator[str]:
    """Every address of the portals, with every thing that it may be about, and with one that is about nothing."""

    def walk(resolver: URLResolver, before: str) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                if entry.namespace in PORTALS:
                    yield from walk(entry, before + str(entry.pattern))
                continue
            route = before + str(entry.pattern)
            places = [part for part in route.split("/") if part.startswith("<")]
            options = [list(values_for(route, place.strip("<>").split(":")[-1])) for place in places]
            for chosen in product(*options):
                address = route
                for place, word in zip(places, chosen, strict=True):
                    address = address.replace(place, word, 1)
                yield "/" + address

    def values_for(route: str, name: str) -> list[str]:
        if name in world.words:
            return [*few(world.words[name]), "nothing"]
        room = route.split("<str:ref>")[0].rstrip("/").split("/")[-1]
        room = {"cv": "profile"}.get(room, room)
        # One that waits and one that was accepted show an employer different pages.
        return [*few(world.refs[room], 2 if room == "introductions" else 1), NOBODY, *(["%00"] if SOAK else [])]

    def few(those: list[str], most: int = 1) -> list[str]:
        """The usual run asks about the first of each; test_channel_matrix has the states of an introduction."""
        return those if SOAK else those[:most]

    yield from walk(get_resolver(), "")


def answer(client: Client, method: str, address: str, data: dict[str, Any] | None = None) -> HttpResponseBase:
    """Ask once; whatever it changed is rolled back, so that the next one finds the world as it was."""
    cache.clear()
    with transaction.atomic():
        answered = getattr(client, method)(address, data or {})
        transaction.set_rollback(True)
    return answered


def is_about_something(address: str) -> bool:
    return not {"nothing", NOBODY, "%00"} & set(address.split("/"))


def tries(shown: HttpResponseBase) -> Iterator[tuple[str, dict[str, Any]]]:
    """What to send to an address after its page was shown: poison to a form, nothing to all others; all in a soak."""
    names = names_of(shown) if shown.status_code == 200 else Names()
    if SOAK or not names.texts:
        yield "post", {}
    if names.texts or names.chosen:
        yield "post", {**names.chosen, **dict.fromkeys(names.texts, HOSTILE)}
        if SOAK:
            yield "get", dict.fromkeys(QUERY, HOSTILE)
            yield "post", {**names.chosen, **dict.fromkeys(names.texts, "99999999999999999999")}
            yield "post", dict.fromkeys([*names.texts, *names.chosen], LONG)


@pytest.mark.django_db
@pytest.mark.usefixtures("plain_not_found")
@pytest.mark.parametrize(
    # A stranger is sent to sign in before anything is read: tests/test_house_pages.py asks every address once.
    "who",
    [pytest.param("stranger", marks=pytest.mark.soak), "kari", "ingrid", "sara", "diogo"],
)
def test_no_address_answers_with_a_server_error(client: Client, world: SimpleNamespace, who: str) -> None:
    client.raise_request_exception = False
    portal = {"kari": "/secretariat/", "ingrid": "/liaison/", "sara": "/employer/", "diogo": "/me/"}.get(who, "/")
    if who != "stranger":
        client.force_login(world.users[who])
    broken, seen = [], 0
    for address in addresses(world):
        if not address.startswith(portal):
            continue
        shown = answer(client, "get", address)
        seen += shown.status_code == 200
        # What is not there for one who looks is not there for one who sends either; a soak run asks.
        sent = [("get", EMPTY), *(tries(shown) if SOAK or is_about_something(address) else ())]
        answers = [shown, *(answer(client, method, address, data) for method, data in sent[1:])]
        broken += [
            f"{method} {address} {str(data)[:60]}: {each.status_code} {getattr(each, 'exc_info', '')}"
            for each, (method, data) in zip(answers, sent, strict=True)
            if each.status_code >= 500
        ]
    assert seen > 4
    assert not broken, "\n".join(broken)


@pytest.mark.django_db
def test_a_null_character_is_dropped_from_what_is_sent(client: Client, world: SimpleNamespace) -> None:
    client.force_login(world.users["ingrid"])
    assert "Diogo Salgado" in client.get("/liaison/candidates/?q=Dio%00go").content.decode()
