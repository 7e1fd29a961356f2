"""First talks, invitations and who joined."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from kretslop.campaigns.models import Invitation, Prospect
from kretslop.employers.actions import add_employer
from kretslop.messaging.models import OutboxMail
from tests import cast
from tests.cast import NOW

TALK = {
    "company": "Havtech AS",
    "contact_name": "Sara Bakken",
    "contact_email": "sara.bakken@example.com",
    "next_step": "Send the duties",
    "next_step_due": "2020-01-02",
}


@pytest.fixture
def url(campaign):
    return reverse("secretariat:employers", args=(campaign.ref,))


def talk(kari, url, **changed):
    kari.post(url + "new/", TALK | changed)
    return Prospect.objects.order_by("-pk").first()


def test_nobody_yet(kari, url):
    page = kari.get(url).content.decode()
    assert "Find the employers for this campaign" in page
    assert url + "new/" in page


def test_first_talks_are_noted_and_overdue_ones_marked(kari, url):
    prospect = talk(kari, url)
    page = kari.get(url).content.decode()
    assert "Send the duties" in page
    assert "overdue since" in page
    answer = kari.post(f"{url}{prospect.ref}/", TALK | {"notes": "Wants three people.", "next_step_due": ""})
    assert answer.status_code == 302
    prospect.refresh_from_db()
    assert (prospect.notes, prospect.next_step_due) == ("Wants three people.", None)
    assert "no date yet" in kari.get(url).content.decode()


def test_what_is_missing_is_said(kari, url):
    page = kari.post(url + "new/", TALK | {"contact_email": "sara", "company": ""}).content.decode()
    assert "#id_contact_email" in page
    assert "#id_company" in page
    assert not Prospect.objects.exists()


def test_a_known_employer_can_be_picked(kari, url):
    employer = add_employer(name="Nordlys Energi AS", kind="public", now=NOW)
    assert "Nordlys Energi AS" in kari.get(url + "new/").content.decode()
    prospect = talk(kari, url, company="", employer=employer.ref)
    assert (prospect.employer, prospect.company) == (employer, "Nordlys Energi AS")
    kari.get(url)  # reads the message away
    assert "Nordlys Energi AS" not in kari.get(url + "new/").content.decode()


def test_inviting_shows_the_link_and_a_second_one_replaces_the_first(kari, url):
    prospect = talk(kari, url)
    page = f"{url}{prospect.ref}/"
    kari.post(page + "invite/", {"language": "nb"})
    first = Invitation.objects.get()
    assert (first.language, first.email) == ("nb", "sara.bakken@example.com")
    assert f"/join/{first.token}/" in kari.get(page).content.decode()
    mail = OutboxMail.objects.get(kind="invitation")
    assert mail.subject == "Vil Havtech AS være med i «Software engineers 2026»?"
    kari.post(page + "invite/", {"language": "en"})
    mail.refresh_from_db()
    assert mail.state == "stopped"
    shown = kari.get(page).content.decode()
    assert f"/join/{first.token}/" not in shown
    assert "Does not hold any more" in shown
    assert f"/join/{Invitation.objects.latest('pk').token}/" in shown


def test_a_no_ends_the_invitation(kari, url):
    prospect = talk(kari, url)
    kari.post(f"{url}{prospect.ref}/invite/", {"language": "en"})
    answer = kari.post(f"{url}{prospect.ref}/said-no/", follow=True).content.decode()
    assert "does not take part this time" in answer
    assert Invitation.objects.get().declined_at
    again = kari.post(f"{url}{prospect.ref}/said-no/", follow=True).content.decode()
    assert "changed in the meantime" in again


def test_another_campaigns_prospect_is_not_found(kari, url, lead):
    prospect = talk(kari, url)
    other = reverse("secretariat:employers", args=(cast.campaign(lead, name="Nurses").ref,))
    assert kari.get(f"{other}{prospect.ref}/").status_code == 404
    assert kari.post(f"{other}{prospect.ref}/invite/").status_code == 404


def test_who_joined_and_what_waits_for_them(kari, campaign, url, monkeypatch):
    wanted = cast.wanted(cast.joined(campaign), posts=3)
    cast.joined(campaign, "Solberg IT AS", "Mona Dahl", "Mona Dahl", kind="agency")
    liaison = cast.ingrid()
    cast.introduced(cast.approved(campaign, liaison), wanted, liaison)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=10))
    page = kari.get(url).content.decode()
    assert "2 employers have joined" in page
    assert "Sara Bakken" in page
    assert "1 (3)" in page
    assert "1 overdue, 3 working days late" in page, "due on Tuesday 17 November, looked at on Friday 20"
    assert "Agency" in page


def test_as_many_queries_for_three_as_for_one(kari, campaign, url, django_assert_num_queries):
    cast.wanted(cast.joined(campaign))
    talk(kari, url)
    with django_assert_num_queries(9):
        kari.get(url)
    for name in ("Fjordbank ASA", "Solberg IT AS"):
        cast.wanted(cast.joined(campaign, name, f"{name[:5]} Vik", f"{name[:5]} Dahl"))
        talk(kari, url, company=name, next_step_due=str(date(2030, 1, 1)))
    with django_assert_num_queries(9):
        kari.get(url)
