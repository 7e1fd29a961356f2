"""A candidate sees, takes along, limits and erases what is kept about them; the ledger of consents."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kretslop.introductions import actions as introductions
from kretslop.talent.models import Candidate
from tests import cast
from tests.web.candidate.test_home import me, region, text  # noqa: F401

pytestmark = pytest.mark.django_db
PAGES = ("data", "consents", "restrict", "erase", "erase_now")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_speaks_both_languages(me, page):  # noqa: F811
    pages = {
        code: text(me.get(reverse(f"candidate:{page}"), headers={"accept-language": code})) for code in ("en", "nb")
    }
    assert all(f'<html lang="{code}"' in html for code, html in pages.items())
    assert pages["en"] != pages["nb"]


def test_everything_is_shown_and_can_be_taken_along(me, region):  # noqa: F811
    html = text(me.get(reverse("candidate:data")))
    for words in (
        "Your profile",
        "Diogo Salgado",
        "+351 900 000 000",
        "Python",
        "Your consents",
        "Kept: while you are",
    ):
        assert words in html
    pdf = me.get(reverse("candidate:copy_as_pdf"))
    assert pdf.content.startswith(b"%PDF")
    data = me.get(reverse("candidate:copy_as_json"))
    for response, ending in ((pdf, ".pdf"), (data, ".json")):
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Disposition"].rstrip('"').endswith(ending)
        assert "no-store" in response["Cache-Control"]
    assert json.loads(data.content)["tables"]["talent.Candidate"][0]["name"] == "Diogo Salgado"


def test_the_number_of_queries_is_that_of_tables(me, region, django_assert_num_queries):  # noqa: F811
    """Rows may be many; the tables are not."""
    _, havtech, fjordbank, candidate, liaison = region
    me.get(reverse("candidate:data"))
    with CaptureQueriesContext(connection) as first:
        me.get(reverse("candidate:data"))
    cast.introduced(candidate, havtech, liaison)
    cast.introduced(candidate, fjordbank, liaison)
    with django_assert_num_queries(len(first)):
        me.get(reverse("candidate:data"))


def test_the_ledger_has_a_choice_and_employers_by_name(me, region):  # noqa: F811
    _, havtech, _, candidate, liaison = region
    cast.introduced(candidate, havtech, liaison)
    html = text(me.get(reverse("candidate:consents")))
    assert "To be introduced to Havtech AS" in html
    assert "wording of 2026-11" in html
    choose = reverse("candidate:choose_consent", args=["campaign_mail"])
    assert me.get(choose).status_code == 405
    me.post(choose, {"answer": "yes"})
    assert candidate.consents.filter(purpose="campaign_mail", withdrawn_at__isnull=True).exists()
    me.post(choose, {"answer": "no"})
    assert not candidate.consents.filter(purpose="campaign_mail", withdrawn_at__isnull=True).exists()
    assert "Taken back" in text(me.get(reverse("candidate:consents")))
    assert me.post(reverse("candidate:choose_consent", args=["pool"]), {"answer": "no"}).status_code == 404


def test_limiting_the_use_and_lifting_it(me, region, client):  # noqa: F811
    candidate, liaison = region[3], region[4]
    me.post(reverse("candidate:restrict"))
    for page in ("home", "data", "availability", "restrict"):
        html = text(me.get(reverse(f"candidate:{page}")))
        assert "Your data is kept and used for nothing" in html
        assert "Let it be used again" in html
    candidate.membership.refresh_from_db()
    assert candidate.membership.state == "restricted"
    staff = type(client)()
    staff.force_login(liaison)
    assert staff.get(reverse("liaison:candidate", args=[candidate.ref])).status_code == 404
    assert "Diogo" not in staff.get(reverse("liaison:candidates")).content.decode()
    me.post(reverse("candidate:lift"))
    candidate.membership.refresh_from_db()
    assert candidate.membership.state == "waiting"
    assert me.post(reverse("candidate:lift")).status_code == 302


def test_erasing_takes_two_steps_and_signs_out(me, region):  # noqa: F811
    _, havtech, _, candidate, liaison = region
    introduction = cast.introduced(candidate, havtech, liaison)
    introductions.accept(introduction=introduction, by=havtech.participation.recruiter.user, now=cast.NOW)
    first = text(me.get(reverse("candidate:erase")))
    assert "Havtech AS" in first
    assert reverse("candidate:erase_now") in first
    assert me.post(reverse("candidate:erase")).status_code == 405
    html = me.post(reverse("candidate:erase_now"), {}).content.decode()
    assert "Please tick the box if you are sure." in html
    assert Candidate.objects.get(pk=candidate.pk).erased_at is None
    done = me.post(reverse("candidate:erase_now"), {"sure": "on"}, follow=True)
    assert "Everything about you is erased" in text(done)
    assert Candidate.objects.get(pk=candidate.pk).erased_at is not None
    assert me.get(reverse("candidate:home")).status_code == 302
    assert me.post(reverse("candidate:erase_now"), {"sure": "on"}).status_code == 302, "a second click"
