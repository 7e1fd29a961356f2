"""Before acceptance no page, fragment, header, error or mail of the employer tells who somebody is (canary values)."""

from copy import deepcopy

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from kretslop.introductions import actions, rules
from kretslop.messaging.models import OutboxMail
from kretslop.talent.actions import keep_cv
from tests import cast

pytestmark = pytest.mark.django_db
CANARIES = ("zephyrine", "quokka", "97712", "canaryville", "portfolio.example", "canarycorp", "hogwarts")
WORDS = "Thank you for letting us read your profile. We go on with others this time."


@pytest.fixture(scope="module")
def introduced(told_once):
    """A candidate whose every identifying value is a canary, introduced to Havtech with a reminder to come."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    wanted = cast.wanted(cast.joined(campaign))
    candidate = cast.approved(
        campaign, liaison, name="Zephyrine Quokka", phone="+47 977 12 345 97712", city="Canaryville"
    )
    candidate.links = ["https://portfolio.example/zephyrine"]
    candidate.summary = "I worked at CanaryCorp after Hogwarts."  # her own words, not approved for employers
    candidate.headline = "Backend engineer, seven years"
    candidate.approved_summary = "Rebuilt a billing system."
    candidate.save()
    keep_cv(
        candidate=candidate,
        file=ContentFile(b"%PDF-1.4", name="canarycorp.pdf"),
        name="Zephyrine Quokka CanaryCorp.pdf",
        size=8,
        reading={"employers": ["CanaryCorp"], "schools": ["Hogwarts"]},
        now=timezone.now(),
    )
    return cast.introduced(candidate, wanted, liaison)


@pytest.fixture
def found(introduced, db):
    return deepcopy(introduced)


def told(response):
    """Everything that a browser gets: body, headers, cookies."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    head = " ".join(f"{name}: {value}" for name, value in response.items())
    return f"{head} {response.cookies.output()} {body.decode()}".casefold()


def clean(response):
    text = told(response)
    assert [canary for canary in CANARIES if canary in text] == []
    return text


def everything(client, found):
    """Open every page of the employer and send every form, right and wrong, as far as that changes nothing."""
    for name in ("review", "process", "acting", "wanted_profiles", "campaign", "criteria"):
        clean(client.get(reverse(f"employer:{name}")))
    pages = [reverse(f"employer:{name}", args=[found.ref]) for name in ("introduction", "decline", "hire", "not_hired")]
    pages += [
        reverse("employer:cv", args=[found.ref]),
        reverse("employer:wanted_profile", args=[found.wanted_profile.ref]),
    ]
    pages += [reverse("employer:report", args=[found.ref, stage]) for stage in ("interview", "nonsense")]
    for address in pages:
        clean(client.get(address, HTTP_HX_REQUEST="true"))
        clean(client.get(address + "?q=x"))
    for name, values in (
        ("decline", {"reason": "", "words_to_candidate": "short"}),
        ("decline", {"reason": "too_junior", "words_to_candidate": "", "suggest": "reason"}),
        ("not_hired", {"reason": "terms", "words_to_candidate": WORDS}),
        ("hire", {"starts_on": ""}),
        ("hire", {"starts_on": "2027-02-01"}),
    ):
        clean(client.post(reverse(f"employer:{name}", args=[found.ref]), values, follow=True))
    clean(client.post(reverse("employer:report", args=[found.ref, "interview"]), follow=True))


def mails_are_clean(found):
    mails = OutboxMail.objects.exclude(to_address=found.candidate.email)
    assert mails.exists()
    for mail in mails:
        text = f"{mail.subject} {mail.text} {mail.html} {mail.context} {mail.to_name}".casefold()
        assert [canary for canary in CANARIES if canary in text] == []


def test_nothing_tells_who_it_is_before_acceptance(client, found):
    client.force_login(found.participation.recruiter.user)
    everything(client, found)
    found.refresh_from_db()
    assert found.state == rules.INTRODUCED
    assert found.pseudonym.casefold() in clean(client.get(reverse("employer:review")))
    mails_are_clean(found)


ENDS = ("declined", "lapsed", "withdrawn", "closed", "left", "paused", "hired_elsewhere")
#: The usual run tries one of each kind: by the employer, by the person, by a hire elsewhere; a soak tries all.
TRIED = {"declined", "withdrawn", "hired_elsewhere"}


@pytest.mark.parametrize("end", [pytest.param(end, marks=[pytest.mark.soak] * (end not in TRIED)) for end in ENDS])
def test_nothing_tells_it_after_an_end_without_acceptance(client, found, end):
    liaison, now, sara = cast.ingrid(), timezone.now(), found.participation.recruiter.user
    person = found.candidate
    if end == "declined":
        actions.decline(introduction=found, by=sara, reason="too_junior", words_to_candidate=WORDS, now=now)
    elif end == "lapsed":
        actions.lapse(introduction=found, by=liaison, now=now)
    elif end == "withdrawn":
        actions.withdraw(introduction=found, by=person.user, now=now)
    elif end == "closed":
        actions.take_back(introduction=found, by=liaison, words_to_candidate="", now=now)
    elif end == "left":
        actions.leave_pool(candidate=person, by=person.user, now=now)
    elif end == "paused":
        actions.pause_candidate(candidate=person, months=3, by=person.user, now=now)
    else:
        other = cast.wanted(cast.joined(found.campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
        sibling = cast.introduced(person, other, liaison)
        jonas = other.participation.recruiter.user
        actions.accept(introduction=sibling, by=jonas, now=now)
        actions.hire(introduction=sibling, by=jonas, starts_on=None, now=now)
    client.force_login(sara)
    for name in ("review", "process"):
        clean(client.get(reverse(f"employer:{name}")))
    for name in ("introduction", "cv", "hire"):
        clean(client.get(reverse(f"employer:{name}", args=[found.ref]), follow=True))
    for name in ("accept", "decline", "not_hired"):
        values = {"reason": "terms", "words_to_candidate": WORDS}
        clean(client.post(reverse(f"employer:{name}", args=[found.ref]), values, follow=True))
    if end != "hired_elsewhere":  # there the other employer's own mails name the person, as they may
        mails_are_clean(found)


def test_the_canaries_sing_after_acceptance(client, found):
    """Otherwise the tests above would pass on pages that show nothing at all."""
    client.force_login(found.participation.recruiter.user)
    client.post(reverse("employer:accept", args=[found.ref]))
    text = told(client.get(reverse("employer:introduction", args=[found.ref])))
    assert {canary for canary in CANARIES if canary in text} == {
        "zephyrine", "quokka", "97712", "canaryville", "portfolio.example",
    }  # fmt: skip
    assert "canarycorp" in told(client.get(reverse("employer:cv", args=[found.ref])))
