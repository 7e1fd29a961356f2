"""Role by stage by channel, from the site map: whoever may not know something of a candidate learns it on no way out.

Channels: pages, fragments, files with their names, calendars, JSON, headers, cookies, redirects, error pages, what an
empty form answers, and mails, those too that an empty form makes.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from itertools import product

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kretslop.introductions import rules
from kretslop.introductions.linking import link_for
from kretslop.introductions.models import Introduction
from kretslop.messaging.models import OutboxMail
from tests import channels
from tests.channels import KINDS, PEOPLE, STAGES, planted
from tests.conftest import SOAK

pytestmark = pytest.mark.django_db
EVERYTHING = frozenset(KINDS)
#: What each role is to the introduction with Havtech and to the one with the agency's client; to all others a stranger.
POSITIONS = {
    "candidate": {"havtech": "self"}, "recruiter": {"havtech": "own"}, "stand-in": {"havtech": "own"},
    "colleague": {"havtech": "own"}, "agency": {"agency": "own"}, "client's reader": {"agency": "reader"},
    "liaison": {"havtech": "liaison", "agency": "liaison"}, "lead": {"havtech": "lead", "agency": "lead"},
}  # fmt: skip
#: Ends after which an employer reaches the person no more.
OVER = {"lose_offer", "report_not_hired", "withdraw", "take_back"}
#: The stages that the usual run looks at.
USUAL = {"introduced"}
USUAL_ROLES = {"recruiter", "other employer", "agency", "client's reader", "candidate", "other candidate", "liaison"}
#: Who is asked with every reference that there is; the others with those of the introductions and the people.
WIDELY = {"recruiter", "other employer", "candidate", "other candidate"}
#: Where each role has pages of its own; elsewhere it is asked with fewer references.
HOME = {"candidate": "me", "other candidate": "me", "liaison": "liaison", "lead": "secretariat"}
#: The demo's mailbox shows every mail, and does not exist on a real site.
LEFT_OUT = {"demo"}


def may_know(position: str, steps: set[str]) -> frozenset[str]:
    """Return what may be learned after these steps; `disclosure.py`'s rule, said again in the plainest words."""
    if position == "self":
        return EVERYTHING - {"note", "card"} - (set() if "tell" in steps else {"answer"})
    if position == "liaison":
        return EVERYTHING - {"card"}
    if position == "lead":
        return EVERYTHING - {"card", "note"}
    if position == "" or "consent" not in steps:
        return frozenset()
    known, reachable = {"pseudonym"}, {"reach", "country"}
    if position == "own":
        known, reachable = known | {"note", "card", "answer"}, reachable | {"talk"}
    if "accept" in steps:
        known |= {"name"} if steps & OVER else {"name"} | reachable
    return frozenset(known)


@pytest.fixture(scope="module")
def told(told_once):
    return channels.region()


@pytest.fixture
def world(told, db):
    return deepcopy(told)


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address of ours as the site map says it, with places for what it is about."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace not in LEFT_OUT:
                yield from routes(entry, before + str(entry.pattern))
        elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith("kretslop."):
            yield before + str(entry.pattern)


ROUTES = sorted(set(routes()))


def addresses(home: str, near: list[str], far: list[str], words: dict[str, str]) -> Iterator[str]:
    """Every address, with each reference that it may be about, or elsewhere than at home with one.

    The usual run keeps to those at home that are about introductions.
    """
    for route in ROUTES:
        is_home = route.startswith(f"{home}/")
        if not SOAK and not (is_home and ("introductions/<str:ref>/" in route or "reading/" in route)):
            continue
        places = [part for part in route.split("/") if part.startswith("<")]
        options = []
        for number, place in enumerate(places):
            name = place.strip("<>").split(":")[-1]
            refs = near if is_home else far[:1]
            options.append([words[name]] if name in words else refs if number == 0 else ["a1b2c3d4e5f6"])
        for chosen in product(*options):
            address = route
            for place, word in zip(places, chosen, strict=True):
                address = address.replace(place, word, 1)
            yield "/" + address


Heard = tuple[str, str, str, bool]  # by which way, who heard it, what was said, and whether after another step


def heard(client: Client, address: str, role: str, readers: dict[str, str]) -> Iterator[Heard]:
    """What is said to somebody who looks, reads a part of the page, or sends an empty form; nothing of it stays."""
    signed_in = deepcopy(client.cookies)
    ways = {
        "page": lambda: client.get(address),
        "fragment": lambda: client.get(address, headers={"HX-Request": "true"}),
        "form": lambda: client.post(address, {}),
    }
    shows = True
    for way, ask in ways.items():
        if way == "fragment" and not shows:
            continue  # what shows nothing has no parts
        with transaction.atomic():
            before = OutboxMail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            answer = ask()
            yield f"{way} {address}", role, said(answer), False
            if way == "form" and answer.status_code < 400:
                yield from mailed(OutboxMail.objects.filter(pk__gt=before), readers, after=True)
            transaction.set_rollback(True)
        client.cookies, shows = deepcopy(signed_in), answer.status_code == 200
        is_home = address.startswith(f"/{HOME.get(role, 'employer')}/")
        if way == "page" and (not SOAK or (not is_home and answer.status_code in {302, 404})):
            return  # the door is the same for what is sent: tests/test_house_pages.py


def said(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace") + str(answer.headers) + str(answer.cookies)


def mailed(mails, readers: dict[str, str], *, after: bool = False) -> Iterator[Heard]:
    for mail in mails:
        text = f"{mail.subject} {mail.text} {mail.html} {mail.calendar} {mail.context}"
        if mail.to_address in readers:
            yield f"mail {mail.kind}", readers[mail.to_address], text, after


def everything_heard(world, there, now) -> Iterator[Heard]:
    far = [row.ref for where in PEOPLE for row in (there[where], world.people[where])]
    near = [*channels.refs_about(world.people["havtech"], there["havtech"]), *far[2:]] if SOAK else far[::2]
    cv = world.people["havtech"].cv_files.get().ref
    words = {
        "slug": world.campaign.slug, "campaign": world.campaign.ref, "cv": cv, "about": there["havtech"].ref,
        "stage": "interview", "language": "en", "verb": "withdraw", "question": "sex", "purpose": "campaign_mail",
        "kind": "private", "end": "decline", "token": link_for(there["havtech"], world.users["recruiter"], now),
    }  # fmt: skip
    readers = {user.email: role for role, user in world.users.items() if user}
    for role, user in world.users.items():
        if not SOAK and role not in USUAL_ROLES:
            continue
        client = Client()
        if user is not None:
            client.force_login(user)
        home = HOME.get(role, "employer")
        for address in addresses(home, near if role in WIDELY else far if SOAK else far[::2], far, words):
            yield from heard(client, address, role, readers)
    written = OutboxMail.objects.exclude(state="stopped")
    # What waits for a person who may still be told otherwise is not said yet.
    yield from mailed(written.exclude(to_address=world.users["candidate"].email, send_at__gt=now), readers)


def known_by(world, steps: dict[str, set[str]]) -> dict[tuple[str, str], frozenset[str]]:
    return {
        (role, where): may_know(POSITIONS.get(role, {}).get(where, ""), steps[where])
        for role in world.users
        for where in PEOPLE
    }


def steps_now(there) -> set[str]:
    """Which steps have been taken, as the rows stand at this moment."""
    row = Introduction.objects.get(pk=there.pk)
    over = row.state in rules.ENDED and row.state != rules.HIRED
    facts = {"consent": row.introduced_at, "accept": row.accepted_at, "withdraw": over}
    return {step for step, holds in facts.items() if holds}


@pytest.mark.parametrize(
    "stage", [each if each in USUAL else pytest.param(each, marks=pytest.mark.soak) for each in STAGES]
)
def test_nobody_learns_what_they_may_not_know(world, monkeypatch, stage):
    now = channels.looks_at(stage)
    there = {where: channels.bring(world, where, stage) for where in PEOPLE}
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    plants = [
        (where, kind, word)
        for where in PEOPLE
        for kind, word in {**planted(where), "pseudonym": there[where].pseudonym}.items()
    ]
    known = known_by(world, {where: set(STAGES[stage]) for where in PEOPLE})
    assert {*POSITIONS, *HOME, *WIDELY, *USUAL_ROLES} <= world.users.keys()
    leaks, learned = [], defaultdict(set)
    for way, role, text, after in everything_heard(world, there, now):
        # An empty form can be a whole answer, such as the candidate's yes: its mails are of the stage after it.
        known_now = known_by(world, {where: steps_now(there[where]) for where in PEOPLE}) if after else known
        for where, kind, word in plants:
            if text.count(word) == text.count(f"{word}</option>"):
                continue  # a list of all countries tells nothing of anybody
            learned[role].add(kind)
            if kind not in known_now[role, where]:
                leaks.append(f"{role} learns {kind} of {where} by {way}")
    assert not leaks, "\n".join(leaks)
    # What leaked would be found: whoever may know it is told by the same addresses.
    assert "name" in learned["liaison"]
    assert known["recruiter", "havtech"] & {"name", "reach", "pseudonym"} <= learned["recruiter"]
    assert known["client's reader", "agency"] & {"name", "reach", "pseudonym"} <= learned["client's reader"]


def test_every_state_and_portal_is_in_the_matrix():
    done = {verb for steps in STAGES.values() for verb in steps} | {"close", "agree_interview"}  # take_back, pick_time
    assert {verb for moves in rules.MOVES.values() for verb in moves} <= done
    assert {route.split("/")[0] for route in ROUTES} >= {"me", "employer", "liaison", "secretariat", "c", "accounts"}
