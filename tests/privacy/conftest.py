"""A person whose rows stand in every table that the flow fills: two employers that know them, a no, mails, a draft."""

from copy import deepcopy
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile

from kretslop.campaigns import actions as campaigns
from kretslop.events import actions as events
from kretslop.importing.models import Import, ImportedPerson
from kretslop.introductions import actions as introductions
from kretslop.messaging import actions as mail
from kretslop.screening import actions as screening
from kretslop.screening import placing, saving
from kretslop.screening.models import CampaignMail
from kretslop.screening.searching import Wanted
from kretslop.shared.refs import new_ref
from kretslop.talent.actions import keep_cv
from kretslop.talent.models import Candidate
from tests import cast
from tests.cast import NOW
from tests.events.test_rules import told as told_event

WORDS = "Your work on distributed systems is strong. We need Norwegian from the first day."


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(scope="module")
def told(told_once):
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead)
    havtech = cast.wanted(cast.joined(campaign))
    fjordbank = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    nordlys = cast.wanted(cast.joined(campaign, "Nordlys Energi AS", "Eva Ness", "Per Ness"))
    cast.frozen(campaign)
    events.make_event(campaign=campaign, told=told_event(invited="candidates"), by=lead, now=NOW)
    return SimpleNamespace(
        lead=lead, liaison=liaison, campaign=campaign, havtech=havtech, fjordbank=fjordbank, nordlys=nordlys
    )


@pytest.fixture
def region(told, db):
    return deepcopy(told)


def in_every_table(region, name: str) -> Candidate:
    """Havtech accepted the person, Fjordbank said no with a note, Nordlys reads the anonymous profile."""
    person = cast.approved(region.campaign, region.liaison, name=name, summary=f"I am {name}.")
    keep_cv(
        candidate=person, file=ContentFile(f"the CV of {name}".encode(), name="cv.txt"), name=f"{name}.txt", size=9,
        reading={"text": name}, now=NOW,
    )  # fmt: skip
    screening.run_screening(campaign=region.campaign, by=region.liaison, now=NOW)
    placing.place(
        candidate=person, campaign=region.campaign, group="not_now", by=region.liaison, reason="misread",
        note=f"Ask {name}", now=NOW,
    )  # fmt: skip
    screening.hold(
        candidate=person, campaign=region.campaign, by=region.liaison, reason="talk_first", note=f"Call {name}", now=NOW
    )
    screening.approve(candidate=person, campaign=region.campaign, by=region.liaison, now=NOW)
    accepted = cast.introduced(person, region.havtech, region.liaison)
    sara = region.havtech.participation.recruiter.user
    introductions.accept(introduction=accepted, by=sara, now=NOW)
    introductions.offer_times(
        introduction=accepted, by=sara, slots=[NOW + timedelta(days=3)], minutes=60, zone=cast.OSLO, place="Here",
        link="", now=NOW,
    )  # fmt: skip
    declined = cast.introduced(person, region.fjordbank, region.liaison)
    introductions.decline(
        introduction=declined, by=region.fjordbank.participation.recruiter.user, reason="local_language",
        words_to_candidate=WORDS, private_note=f"We know {name}.", now=NOW,
    )  # fmt: skip
    cast.introduced(person, region.nordlys, region.liaison)
    saving.save_search(by=region.liaison, name="English", wanted=Wanted(languages=(("en", 1),)), now=NOW)
    CampaignMail.objects.create(
        key=new_ref(), campaign=region.campaign, by=region.liaison, words={}, written_at=NOW, leaves_at=NOW
    )
    brought_by = Import.objects.create(
        campaign=region.campaign, by=region.lead, source="A fair", content_hash=person.ref, created_at=NOW,
        state_since=NOW,
    )  # fmt: skip
    ImportedPerson.objects.create(brought_by=brought_by, row=2, email_hash=person.ref, candidate=person, created_at=NOW)
    EmailAddress.objects.create(user=person.user, email=person.email, primary=True, verified=True)
    campaigns.save_draft(
        campaign=region.campaign, draft=None, answers={"about": {"email": [person.email.title()], "name": [name]}},
        language="en", cv=ContentFile(f"a draft of {name}".encode(), name="d.txt"), cv_name=f"{name}.txt", now=NOW,
    )  # fmt: skip
    mail.queue(
        key=f"sign_in_unknown:{person.ref}",
        kind="sign_in_unknown",
        address=person.email.upper(),
        name=name,
        context={},
        now=NOW,
    )
    person.refresh_from_db()
    return person


@pytest.fixture
def person(region):
    return in_every_table(region, "Diogo Salgado")
