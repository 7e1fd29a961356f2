"""From a file to people who are asked, on the secretariat's pages."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kretslop.importing import rules
from kretslop.importing.models import Import, ImportedPerson
from kretslop.importing.tasks import step
from kretslop.messaging.models import OutboxMail
from tests import cast
from tests.importing.files import AMARA, DIOGO, people

FORM = {"source": "Fair in Lisbon, May 2026", "may_share": "on"}


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def url(name, campaign, *more):
    return reverse(f"secretariat:{name}", args=(campaign.ref, *more))


def upload(kari, campaign, data=None, name="people.csv", **changed):
    file = SimpleUploadedFile(name, people(DIOGO, AMARA) if data is None else data)
    return kari.post(url("new_import", campaign), {**FORM, "file": file, **changed})


def work():
    given = Import.objects.latest("pk")
    while step(given.pk, now=timezone.now()):
        pass
    given.refresh_from_db()
    return given


def chosen(given):
    return {f"c{place}": field for place, field in given.mapping.items()}


def to_checked(kari, campaign, data=None):
    upload(kari, campaign, data)
    given = work()
    kari.post(url("import_columns", campaign, given.ref), chosen(given))
    return work()


def to_brought_in(kari, campaign, data=None):
    given = to_checked(kari, campaign, data)
    kari.post(url("bring_in", campaign, given.ref))
    return work()


def text(answer):
    return answer.content.decode()


def test_nothing_yet_leads_to_the_first_file(kari, campaign):
    assert url("imports", campaign) in text(kari.get(url("sources", campaign)))
    assert url("new_import", campaign) in text(kari.get(url("imports", campaign)))


def test_the_whole_way(kari, campaign):
    answer = upload(kari, campaign)
    given = Import.objects.get()
    here = url("import", campaign, given.ref)
    assert answer["Location"] == here
    busy = text(kari.get(here))
    assert "being read" in busy
    assert "every 2s" in busy
    work()
    assert kari.get(here, headers={"hx-request": "true"})["HX-Refresh"] == "true"
    page = text(kari.get(here, follow=True))
    assert "What does each column hold?" in page
    assert '<option value="email" selected>' in page
    given.refresh_from_db()
    kari.post(url("import_columns", campaign, given.ref), chosen(given))
    work()
    page = text(kari.get(here))
    assert "2 people can be brought in" in page
    assert "Python 3, Django (2 years), Weaving" in page
    assert "We do not know this skill" in page
    assert not ImportedPerson.objects.exists()
    kari.post(url("bring_in", campaign, given.ref))
    assert "0 of 2" in text(kari.get(here))
    work()
    page = text(kari.get(here))
    assert "Write to 2 people" in page
    assert "Diogo" not in page
    kari.post(url("ask_imported", campaign, given.ref), {"language": "nb"})
    assert "0 of 2" in text(kari.get(here))
    work()
    assert OutboxMail.objects.filter(kind="imported", language="nb").count() == 2
    assert "Asked, no answer yet" in text(kari.get(here))
    kari.post(url("undo_import", campaign, given.ref))
    work()
    assert "This import is undone" in text(kari.get(here))
    assert not OutboxMail.objects.filter(kind="imported").exists()


def test_the_same_file_leads_to_the_import_that_is_there(kari, campaign):
    given = to_brought_in(kari, campaign)
    answer = upload(kari, campaign, name="renamed.csv")
    assert answer["Location"] == url("import", campaign, given.ref)
    assert "nothing was changed" in text(kari.get(answer["Location"]))
    assert Import.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"may_share": ""}, "Without this nobody"),
        ({"source": ""}, "This field is required"),
        ({"data": b"MZ\x00\x01"}, "neither a CSV file nor an Excel workbook"),
        ({"data": b""}, "There is nothing in the file"),
        ({"name": "people.xlsm"}, "without macros"),
    ],
)
def test_what_is_wrong_stands_at_its_field(kari, campaign, changed, words):
    assert words in text(upload(kari, campaign, **changed))
    assert not Import.objects.exists()


def test_a_file_that_cannot_be_read_says_why(kari, campaign):
    upload(kari, campaign, b"only words\n")
    page = text(kari.get(url("import", campaign, work().ref)))
    assert "There is no row with headings" in page
    assert url("new_import", campaign) in page


def test_columns_that_make_no_sense(kari, campaign):
    upload(kari, campaign)
    given = work()
    page = text(kari.post(url("import_columns", campaign, given.ref), {"c0": "name"}))
    assert "Say which column holds the mail address" in page
    assert Import.objects.get().state == rules.MAPPING


def test_problems_as_a_file_hold_no_formula(kari, campaign):
    evil = ["Diogo;=cmd|' /C calc'!A0;;;;;;;;", "Amara;@SUM(1);;;;-2+3;;;;", "Linh;linh@example.com;;;;+9;;;;"]
    given = to_checked(kari, campaign, people(*evil))
    answer = kari.get(url("import_problems", campaign, given.ref))
    rows = list(csv.reader(io.StringIO(text(answer).removeprefix("\ufeff")), delimiter=";"))
    assert rows[1][:3] == ["2", "E-post", "'=cmd|' /C calc'!A0"]
    assert [row[2] for row in rows[2:]] == ["'@SUM(1)", "'-2+3", "'+9"]
    assert "attachment" in answer["Content-Disposition"]


def test_a_second_click_and_a_step_too_early(kari, campaign):
    given = to_checked(kari, campaign)
    early = kari.post(url("undo_import", campaign, given.ref), follow=True)
    assert "moved on in the meantime" in text(early)
    kari.post(url("bring_in", campaign, given.ref))
    assert "moved on in the meantime" in text(kari.post(url("bring_in", campaign, given.ref), follow=True))
    assert "nobody left to write to" in text(kari.post(url("ask_imported", campaign, given.ref), follow=True))


def test_giving_up(kari, campaign):
    given = to_checked(kari, campaign)
    assert kari.post(url("give_up_import", campaign, given.ref))["Location"] == url("imports", campaign)
    assert "given up" in text(kari.get(url("import", campaign, given.ref)))


def test_who_did_not_answer_is_listed_and_erased(kari, campaign):
    given = to_brought_in(kari, campaign)
    kari.post(url("ask_imported", campaign, given.ref), {"language": "en"})
    work()
    ImportedPerson.objects.update(answer_due=timezone.localdate() - timedelta(days=1))
    page = text(kari.get(url("import", campaign, given.ref)))
    assert "2 people did not answer" in page
    assert "amara<wbr>.kalu@<wbr>example<wbr>.com" in page
    assert "2 people are erased" in text(kari.post(url("erase_unanswered", campaign, given.ref), follow=True))
    assert not ImportedPerson.objects.exists()


def test_as_many_queries_for_three_as_for_one(kari, campaign, django_assert_num_queries):
    to_brought_in(kari, campaign)
    with django_assert_num_queries(5):
        kari.get(url("imports", campaign))
    to_brought_in(kari, campaign, people("Linh;linh@example.com;;;;;;;;"))
    given = to_brought_in(kari, campaign, people("Priya;priya@example.com;;;;;;;;"))
    with django_assert_num_queries(5):
        assert text(kari.get(url("imports", campaign))).count("people.csv") == 3
    with django_assert_num_queries(7):
        kari.get(url("import", campaign, given.ref))


def test_strangers_find_nothing_and_both_languages_do(client, kari, campaign, lead):
    given = to_checked(kari, campaign)
    pages = [url("imports", campaign), url("new_import", campaign), url("import", campaign, given.ref),
             url("import_columns", campaign, given.ref)]  # fmt: skip
    other = cast.campaign(lead, name="Nurses")
    assert kari.get(url("import", other, given.ref)).status_code == 404
    for page in pages:
        for language, words in (("en", 'lang="en"'), ("nb", 'lang="nb"')):
            assert words in text(kari.get(page, headers={"accept-language": language}))
    client.force_login(cast.ingrid())
    assert {client.get(page).status_code for page in pages} == {404}
