"""For whom somebody acts: chosen once, remembered, and never two companies mixed."""

import pytest
from django.urls import reverse

from kretslop.employers.actions import add_member
from kretslop.introductions import queries
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]


@pytest.fixture
def region():
    cast.kari()
    campaign = cast.campaign()
    havtech, fjordbank = cast.joined(campaign), cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    return campaign, havtech, fjordbank


def test_one_employer_needs_no_choice(client, region):
    _campaign, havtech, _fjordbank = region
    client.force_login(havtech.recruiter.user)
    shown = client.get(reverse("employer:review")).content.decode()
    assert "Havtech AS" in shown
    assert reverse("employer:acting") not in shown


def test_somebody_who_acts_for_two_switches_and_stays(client, region):
    _campaign, havtech, fjordbank = region
    sara = havtech.recruiter.user
    add_member(employer=fjordbank.employer, user=sara, role="recruiter", by=cast.kari(), now=cast.NOW)
    client.force_login(sara)
    assert reverse("employer:acting") in client.get(reverse("employer:review")).content.decode()
    response = client.post(reverse("employer:acting"), {"participation": fjordbank.ref})
    assert response.status_code == 302
    for _again in range(2):
        response = client.get(reverse("employer:review"))
        assert response.context["acting"] == fjordbank
    assert "Nobody waits for an answer" in client.get(reverse("employer:acting")).content.decode()


def test_nobody_acts_for_a_stranger(client, region):
    _campaign, havtech, fjordbank = region
    client.force_login(havtech.recruiter.user)
    assert client.post(reverse("employer:acting"), {"participation": fjordbank.ref}).status_code == 404
    assert client.get(reverse("employer:review")).context["acting"] == havtech


def test_a_choice_is_forgotten_with_the_membership(client, region):
    _campaign, havtech, fjordbank = region
    sara = havtech.recruiter.user
    member = add_member(employer=fjordbank.employer, user=sara, role="recruiter", by=cast.kari(), now=cast.NOW)
    client.force_login(sara)
    client.post(reverse("employer:acting"), {"participation": fjordbank.ref})
    member.active = False
    member.save()
    assert client.get(reverse("employer:review")).context["acting"] == havtech


def test_the_choice_says_who_waits(client, region):
    campaign, havtech, fjordbank = region
    liaison = cast.ingrid()
    wanted = cast.wanted(havtech)
    cast.introduced(cast.approved(campaign, liaison), wanted, liaison)
    sara = havtech.recruiter.user
    assert queries.waiting_by_participation(sara) == {havtech.pk: 1}
    assert queries.waiting_by_participation(fjordbank.recruiter.user) == {}
    client.force_login(sara)
    assert "1 person waits for an answer" in client.get(reverse("employer:acting")).content.decode()
