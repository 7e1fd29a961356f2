"""An invited employer reads what joining means, joins with the invited address only, and names its people."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import Participation, Prospect
from kretslop.employers.models import Employer
from kretslop.messaging.models import OutboxMail
from tests import cast

pytestmark = pytest.mark.django_db

FACTS = {
    "name": "Havtech AS", "country": "NO", "signed_as": "hr", "usual_days": "20",
    "org_number": "123456785", "kind": "private", "size": "50-249", "city": "Oslo",
    "about": "Grid software.", "title": "HR manager", "recruiter_name": "Sara Bakken",
    "recruiter_email": "sara.bakken@example.com", "stand_in_name": "Anders Lie",
    "stand_in_email": "anders.lie@example.com", "agree": "on",
}  # fmt: skip


@pytest.fixture
def invitation():
    cache.clear()
    lead = cast.kari()
    prospect = campaigns.add_prospect(
        campaign=cast.campaign(lead), by=lead, now=timezone.now(), company="Havtech AS", contact_name="Hilde Dahl",
        contact_email="hilde@example.com",
    )  # fmt: skip
    return campaigns.invite(prospect=prospect, by=lead, now=timezone.now())


def address(name, invitation):
    return reverse(f"public:{name}", args=[invitation.token])


def enter(client, invitation):
    """Press join, and enter the code that came by mail."""
    sent = client.post(address("sign_invitation", invitation))
    code = OutboxMail.objects.filter(kind="sign_in_code").latest("pk")
    assert code.to_address == "hilde@example.com"
    return client.post(sent["Location"], {"code": code.context["code"], "action": "verify"})


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_invitation_explains_itself_and_signs_nobody_up(client, invitation, language):
    html = client.get(address("invitation", invitation), headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in html
    assert "Havtech AS" in html
    assert html.count("<li><strong>") == 5
    client.get(address("sign_invitation", invitation))
    client.get(address("decline_invitation", invitation))
    assert Prospect.objects.get().state == "invited"
    assert not OutboxMail.objects.filter(kind="sign_in_code").exists()


def test_joining(client, invitation):
    landed = enter(client, invitation)
    assert landed["Location"] == address("sign_invitation", invitation)
    assert client.get(landed["Location"]).status_code == 200
    done = client.post(landed["Location"], FACTS)
    assert done["Location"] == reverse("employer:review")
    participation = Participation.objects.get()
    assert participation.employer.name == "Havtech AS"
    assert (participation.signed_as, participation.usual_days) == ("hr", 20)
    assert participation.recruiter.user.email == "sara.bakken@example.com"
    assert participation.stand_in.user.email == "anders.lie@example.com"
    assert "Your company has joined" in client.get(address("invitation", invitation)).content.decode()
    assert client.post(address("sign_invitation", invitation), FACTS)["Location"] == address("invitation", invitation)
    assert Participation.objects.count() == 1


def test_nobody_joins_without_saying_as_what_they_sign(client, invitation):
    landed = enter(client, invitation)
    for said in ("", "boss"):
        refused = client.post(landed["Location"], FACTS | {"signed_as": said})
        assert 'aria-invalid="true"' in refused.content.decode()
    assert not Participation.objects.exists()


def test_a_founder_may_be_all_of_them(client, invitation):
    enter(client, invitation)
    client.post(
        address("sign_invitation", invitation),
        {
            "name": "One AS",
            "country": "NO",
            "org_number": "974760673",
            "kind": "private",
            "signed_as": "business",
            "all_of_these": "on",
            "agree": "on",
        },
    )
    participation = Participation.objects.get()
    assert participation.recruiter == participation.stand_in
    assert participation.recruiter.user.email == "hilde@example.com"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"agree": ""}, "You join by ticking this."),
        ({"recruiter_name": "", "recruiter_email": ""}, "Please name the recruiter"),
        ({"stand_in_email": ""}, "Please give both the name and the address"),
        ({"org_number": "12"}, "nine digits"),
        ({"org_number": ""}, "This field is required"),
        ({"name": ""}, "required"),
    ],
)
def test_what_is_missing_is_said_and_nobody_joins(client, invitation, change, words):
    enter(client, invitation)
    html = client.post(address("sign_invitation", invitation), FACTS | change).content.decode()
    assert words in html
    assert not Participation.objects.exists()


def test_a_taken_organisation_number_leaves_nothing_behind(client, invitation):
    cast.joined(invitation.prospect.campaign, name="Other AS", org_number="123456785")
    enter(client, invitation)
    html = client.post(address("sign_invitation", invitation), FACTS).content.decode()
    assert "Another employer has this number already" in html
    assert Employer.objects.count() == 1


def test_somebody_else_cannot_join(client, invitation):
    client.force_login(cast.user("Linh Hoàng", "linh@example.org"))
    assert "You are signed in as somebody else" in client.get(address("invitation", invitation)).content.decode()
    assert client.post(address("sign_invitation", invitation), FACTS)["Location"] == address("invitation", invitation)
    assert not Participation.objects.exists()


def test_saying_no(client, invitation):
    client.post(address("decline_invitation", invitation))
    assert Prospect.objects.get().state == "said_no"
    assert "You have said no, thank you" in client.get(address("invitation", invitation)).content.decode()
    client.post(address("decline_invitation", invitation))
    client.post(address("sign_invitation", invitation))
    assert not OutboxMail.objects.filter(kind="sign_in_code").exists()


def test_an_old_invitation_and_a_made_up_one(client, invitation):
    invitation.expires_on = timezone.localdate() - timedelta(days=1)
    invitation.save()
    assert "This invitation is too old" in client.get(address("invitation", invitation)).content.decode()
    client.post(address("decline_invitation", invitation))
    assert Prospect.objects.get().state == "invited"
    for name in ("invitation", "sign_invitation"):
        assert client.get(reverse(f"public:{name}", args=["made-up"])).status_code == 404
