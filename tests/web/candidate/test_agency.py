"""What a candidate reads about an agency names the client too, whom they said yes to: on every page, mail and file."""

from copy import deepcopy
from datetime import timedelta
from html import unescape
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.conversations import actions as conversations
from kretslop.introductions import actions as introductions
from kretslop.messaging.models import OutboxMail
from tests import cast
from tests.cast import NOW
from tests.web.employer.test_agencies import for_client, named

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(told_once):
    """An agency has introduced somebody to its client and said yes to them."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    solberg = cast.joined(campaign, "Solberg IT AS", "Erik Solberg", "Tone Solberg", kind="agency")
    by = solberg.recruiter.user
    fjellvann = named(solberg.employer, by, "Fjellvann Sensor AS", about="We measure mountain lakes.")
    candidate = cast.approved(campaign, liaison)
    asked = cast.introduced(candidate, for_client(solberg, fjellvann), liaison)
    accepted = introductions.accept(introduction=asked, by=by, now=NOW)
    return SimpleNamespace(liaison=liaison, by=by, candidate=candidate, introduction=accepted)


@pytest.fixture
def world(told, db):
    return deepcopy(told)


@pytest.fixture
def look(client, world):
    """Read pages of the candidate, the introduction's own ones by their reference."""

    def read_them(*names):
        found = []
        for name in names:
            own = name in ("interview", "conversation", "withdraw", "interview_file")
            answer = client.get(reverse(f"candidate:{name}", args=[world.introduction.ref] if own else []))
            assert answer.status_code == 200, name
            found.append(unescape(answer.content.decode()))
        return found

    return read_them


def test_wherever_the_candidate_reads_of_the_agency_it_is_named_with_its_client(client, world, look):
    """From the question to the end: every page and mail, every interview, and what goes into the calendar."""
    introduction, person = world.introduction, world.candidate.user
    client.force_login(person)
    now, place = timezone.now(), {"minutes": 60, "place": "Storgata 1", "link": "", "zone": ZoneInfo("Europe/Oslo")}
    times = [now + timedelta(days=3), now + timedelta(days=4)]
    conversations.write(candidate=world.candidate, introduction=introduction, by=world.by, words="Hello", now=now)

    def offer():
        return introductions.offer_times(introduction=introduction, by=world.by, slots=times, now=now, **place)

    interview = offer()
    said = look("home", "interview", "conversation", "messages", "withdraw")
    introductions.refuse_times(interview=interview, words="Ill", by=person, now=now)
    said += look("home")
    interview = offer()
    introductions.pick_time(interview=interview, slot=interview.slots[0], by=person, now=now)
    said += look("home", "interview", "interview_file")
    introductions.report_not_hired(
        introduction=introduction, by=world.by, reason="skills_in_depth", private_note="", now=now,
        words_to_candidate="Your work on sensors is strong, and somebody else had built just this before.",
    )  # fmt: skip
    introductions.send_release_now(introduction=introduction, by=world.liaison, now=now)
    said += look("home", "consents", "data", "messages", "conversation")
    mails = OutboxMail.objects.filter(to_address=person.email)
    assert {"interview_offered", "interview_agreed", "interview_called_off", "accepted"} <= {m.kind for m in mails}
    said += [mail.subject + mail.text + mail.calendar for mail in mails]
    hirer, times_named = "Fjellvann Sensor AS, through Solberg IT AS", 0
    for text in said:
        text = text.replace("\r\n ", "").replace("\\,", ",")
        rest = text.replace(hirer, "").replace("Solberg IT AS is an agency that acts for", "")
        assert "Solberg IT" not in rest, rest[rest.index("Solberg IT") - 200 :][:300]
        times_named += hirer in text
    assert times_named > 12
