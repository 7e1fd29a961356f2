"""A person whom a file named: sees nothing before the code, says no with one click, or registers with what was told."""

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from kretslop.importing import actions, tasks
from kretslop.importing.models import ImportedPerson
from kretslop.messaging.models import OutboxMail
from kretslop.talent.models import Candidate
from tests import cast
from tests.importing.files import DIOGO, HEADER, people
from tests.web.forms import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(db):
    return cast.campaign()


@pytest.fixture
def person(campaign, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    data = people(DIOGO.replace(";Met at", ";github.com/diogo;Met at"), header=f"{HEADER};Lenke".replace(
        ";Kommentar;Lenke", ";Lenke;Kommentar"))  # fmt: skip
    given, _new = actions.take_file(
        campaign=campaign, file=ContentFile(data, name="x.csv"), file_name="x.csv", source="Fair in Lisbon",
        may_share=True, by=campaign.imports.model._meta.get_field("by").related_model.objects.get(), now=cast.NOW,
    )  # fmt: skip

    def work():
        while tasks.step(given.pk, now=cast.NOW):
            pass
        given.refresh_from_db()

    work()
    mapping = {int(place): field for place, field in given.mapping.items()}
    actions.settle_columns(given=given, mapping=mapping, by=given.by, now=cast.NOW)
    work()
    actions.commit(given=given, by=given.by, now=cast.NOW)
    work()
    actions.ask(given=given, language="en", by=given.by, now=cast.NOW)
    work()
    return ImportedPerson.objects.get()


def url(name, person):
    return reverse(f"public:{name}", args=[person.ref])


def text(answer):
    return answer.content.decode()


def test_the_link_shows_nothing_of_the_person_and_changes_nothing(client, person):
    page = text(client.get(url("imported", person)))
    assert "Fair in Lisbon" in page
    for secret in ("Diogo", "diogo.salgado", "Weaving", "900 000"):
        assert secret not in page
    person.refresh_from_db()
    assert person.state == "asked"
    assert client.get(url("refuse_imported", person)).status_code == 405
    assert client.get(reverse("public:imported", args=["nosuchref000"])).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("en", "May we keep you"), ("nb", "Kan vi ha deg")])
def test_both_languages(client, person, language, words):
    assert words in text(client.get(url("imported", person), headers={"accept-language": language}))


def test_a_no_deletes_everything(client, person):
    assert "is deleted" in text(client.post(url("refuse_imported", person), follow=True))
    person.refresh_from_db()
    assert (person.state, person.name, person.told) == ("refused", "", {})
    assert "everything is deleted" in text(client.post(url("refuse_imported", person), follow=True))


def test_registering_with_what_was_told(client, person, campaign):
    asked = client.post(url("code_for_imported", person))
    code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", OutboxMail.objects.get(kind="sign_in_code").subject + " " +
                     OutboxMail.objects.get(kind="sign_in_code").text)[0]  # fmt: skip
    assert client.post(asked["Location"], {"code": code})["Location"] == url("imported", person)
    page = text(client.get(url("imported", person)))
    assert "Python 3, Django (2 years), Weaving" in page
    assert "Met at a fair" in page
    start = client.post(url("begin_imported", person))
    assert start["Location"] == reverse("public:register", args=[campaign.slug])
    assert not Candidate.objects.exists()
    for step in ("register", "register_work", "register_plans"):
        here = reverse(f"public:{step}", args=[campaign.slug])
        values = dict(typed(client.get(here).content.decode()).lists())
        answer = client.post(here, {**values, "consent": "on"})
        assert answer.status_code == 302, text(answer)
    candidate = Candidate.objects.get()
    assert {(row.skill, row.level, row.years) for row in candidate.skills.all()} == {
        ("python", 3, None), ("django", None, 2),
    }  # fmt: skip
    assert (candidate.country, candidate.years, candidate.links) == ("PT", 7, ["https://github.com/diogo"])
    assert "Weaving" in candidate.summary
    assert "fair" not in candidate.summary
    person.refresh_from_db()
    assert (person.state, person.candidate, person.told) == ("registered", candidate, {})
    assert "You have registered already" in text(client.get(url("imported", person)))


def test_somebody_else_who_is_signed_in_sees_nothing(client, person, campaign):
    client.force_login(cast.diogo(campaign, name="Amara Kalu").user)
    assert "Weaving" not in text(client.get(url("imported", person)))
    client.post(url("begin_imported", person))
    assert not ImportedPerson.objects.filter(state="registered").exists()


def test_a_closed_campaign_can_still_be_said_no_to(client, person, campaign):
    type(campaign).objects.update(state="closed")
    page = text(client.get(url("imported", person)))
    assert "takes no registrations now" in page
    assert url("code_for_imported", person) not in page
    assert url("refuse_imported", person) in page
