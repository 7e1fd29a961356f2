"""Nothing that tells who a candidate is reaches an employer before acceptance, on any page, mail, file or error."""

import re
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from kretslop.introductions import actions as introductions
from kretslop.messaging.models import OutboxMail
from kretslop.screening import actions as screening
from kretslop.talent.actions import approve_words, keep_cv
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW
from tests.conftest import SOAK

pytestmark = pytest.mark.django_db
NAME = "Qvortrup Zanzibarsen"
CANARIES = (
    "Qvortrup", "Zanzibarsen", "zq.canary", "+47 555 01 234", "Canaryville", "canary-link", "Canary Former Employer",
    "canary-cv-file", "canary own words", "Cabo Verde",
)  # fmt: skip
LINK = re.compile(r'(?:href|action|src|hx-get|hx-post)="(/[^"#]*)"')


def candidate(campaign, liaison):
    """A person whose every identifying field holds a canary."""
    person = cast.approved(
        campaign, liaison, name=NAME, email="zq.canary@example.com", phone="+47 555 01 234", city="Canaryville",
        country="CV", summary="canary own words: I was at Canary Former Employer.",
        links=("https://example.com/canary-link",),
    )  # fmt: skip
    keep_cv(
        candidate=person, file=ContentFile(b"Canary Former Employer", name="canary-cv-file.txt"),
        name="canary-cv-file.txt", size=22, reading={"text": "Canary Former Employer"}, now=NOW,
    )  # fmt: skip
    approve_words(candidate=person, headline="Backend engineer, 7 years", summary="Knows billing.", by=liaison, now=NOW)
    screening.run_screening(campaign=campaign, by=liaison, now=NOW)
    person.refresh_from_db()
    return person


@pytest.fixture(scope="module")
def told(told_once):
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead)
    havtech = cast.wanted(cast.joined(campaign))
    fjordbank = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    cast.frozen(campaign)
    person = candidate(campaign, liaison)
    return campaign, havtech, fjordbank, person, liaison


@pytest.fixture
def region(told, db):
    return deepcopy(told)


def employer_addresses(**refs: str) -> Iterator[str]:
    """Every address of the employer's portal, with these references put in."""

    def walk(resolver: URLResolver, space: str) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, entry.namespace or space)
            elif isinstance(entry, URLPattern) and space == "employer" and entry.name:
                names = list(entry.pattern.converters)
                try:
                    yield reverse(f"employer:{entry.name}", kwargs={n: refs.get(n, refs["ref"]) for n in names})
                except NoReverseMatch:
                    raise AssertionError(f"give employer:{entry.name} a value for {names}") from None

    yield from walk(get_resolver(), "")


def everything(
    client: Client, addresses: list[str], *, follow: bool = True, fragments: bool = SOAK
) -> Iterator[tuple[str, str]]:
    """GET each address and whatever it links to (or not), in full and maybe as a fragment."""
    seen: set[str] = set()
    queue = list(addresses)
    while queue:
        address = queue.pop()
        if address in seen or address.startswith(("/static/", "/accounts/logout", "/i18n/", "/ui/")):
            continue
        seen.add(address)
        for headers in ({}, {"HX-Request": "true"}) if fragments else ({},):
            response = client.get(address, headers=headers)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            text = body.decode(errors="replace")
            yield address, text + str(response.headers) + str(response.cookies)
            if follow and response["Content-Type"].startswith("text/html"):
                queue += [link.replace("&amp;", "&") for link in LINK.findall(text)]
    assert len(seen) >= len(addresses)


def test_nothing_leaks_to_the_employer_before_acceptance(client, region):
    _campaign, havtech, _f, person, liaison = region
    introduction = cast.introduced(person, havtech, liaison)
    client.force_login(havtech.participation.recruiter.user)
    addresses = list(employer_addresses(ref=introduction.ref))
    pages = list(everything(client, addresses))
    assert any(introduction.pseudonym in said for _at, said in pages)
    assert [f"{canary} at {at}" for at, said in pages for canary in CANARIES if canary in said] == []
    assert [f"{c} at {at}" for at in addresses for said in [posted(client, at)] for c in CANARIES if c in said] == []


def posted(client: Client, address: str) -> str:
    """What an empty form gets for an answer; what it may have done is undone."""
    with transaction.atomic():
        said = client.post(address, {}).content.decode(errors="replace")
        transaction.set_rollback(True)
    return said


@pytest.mark.parametrize("decide", ["", "refuse"])
def test_an_employer_never_learns_of_whom_the_candidate_did_not_agree_to(client, region, decide):
    _campaign, havtech, _f, person, liaison = region
    asked = introductions.introduce(candidate=person, wanted_profile=havtech, by=liaison, words="Good.", now=NOW)
    if decide:
        introductions.refuse(introduction=asked, by=person.user, now=NOW)
    client.force_login(havtech.participation.recruiter.user)
    addresses = [at for at in employer_addresses(ref=asked.ref) if SOAK or not decide or asked.ref in at]
    pages = list(everything(client, addresses, follow=SOAK))
    assert [at for at, said in pages if asked.pseudonym in said or any(c in said for c in CANARIES)] == []
    assert client.get(reverse("employer:introduction", args=[asked.ref])).status_code == 404
    assert not OutboxMail.objects.filter(to_address=havtech.participation.recruiter.user.email, kind="introduced")


def test_strangers_get_nothing_but_a_404(client, region):
    _campaign, havtech, fjordbank, person, liaison = region
    introduction = cast.introduced(person, havtech, liaison)
    other = cast.approved(_campaign, liaison, name="Another Person")
    for stranger in (fjordbank.participation.recruiter.user, other.user):
        client.force_login(stranger)
        for address in employer_addresses(ref=introduction.ref):
            if introduction.ref in address:
                for response in (client.get(address), client.post(address, {})):
                    # 405 is the answer to any GET of an address that only takes a form: it tells nothing.
                    assert response.status_code in {404, 405}, address
                    assert not any(c in response.content.decode() for c in (*CANARIES, introduction.pseudonym))


def test_mails_and_the_timeline_tell_nothing(region):
    _campaign, havtech, fjordbank, person, liaison = region
    first = cast.introduced(person, havtech, liaison)
    second = cast.introduced(person, fjordbank, liaison)
    introductions.withdraw(introduction=second, by=person.user, now=NOW)
    introductions.accept(introduction=first, by=havtech.participation.recruiter.user, now=NOW)
    employers = [m.user.email for p in (havtech, fjordbank) for m in p.participation.employer.members.all()]
    mails = OutboxMail.objects.filter(to_address__in=employers)
    assert mails.count() >= 4
    for mail in mails:
        said = f"{mail.subject} {mail.text} {mail.html} {mail.context}"
        assert not any(canary in said for canary in CANARIES), mail.kind
    for event in Event.objects.all():
        assert not any(canary in f"{event.subjects} {event.codes} {event.actor}" for canary in CANARIES)


def test_the_employers_private_note_stays_with_the_employer(client, region):
    _campaign, havtech, fjordbank, person, liaison = region
    introduction = cast.introduced(person, havtech, liaison)
    introductions.decline(
        introduction=introduction, by=havtech.participation.recruiter.user, reason="too_junior", now=NOW,
        words_to_candidate="Thank you for your time; we need more years.", private_note="CANARY-PRIVATE-NOTE",
    )  # fmt: skip
    again = cast.introduced(person, fjordbank, liaison)
    client.force_login(person.user)
    assert not [at for at, said in everything(client, ["/me/"]) if "CANARY-PRIVATE-NOTE" in said]
    client.force_login(fjordbank.participation.recruiter.user)
    addresses = list(employer_addresses(ref=again.ref))
    seen = list(everything(client, addresses, follow=SOAK))
    assert not [at for at, said in seen if "CANARY-PRIVATE-NOTE" in said or ("Havtech" in said and again.ref in at)]
    assert not OutboxMail.objects.filter(html__contains="CANARY-PRIVATE-NOTE").exists()
