"""Staff read as somebody of an employer: a reason, half an hour, no write, a banner, and a trace."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.employers.actions import impersonate
from kretslop.employers.models import Impersonation
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
REASON = "Sara called and cannot find the criteria."


@pytest.fixture
def begun(client):
    lead = cast.kari()
    havtech = cast.joined(cast.campaign(lead))
    client.force_login(lead)
    sara = havtech.recruiter
    address = reverse("secretariat:read_as", args=[havtech.employer.ref, sara.ref])
    assert client.post(address, {"reason": "short"}).status_code == 422
    assert not Impersonation.objects.exists()
    assert client.post(address, {"reason": REASON})["Location"] == reverse("employer:review")
    return havtech


def test_the_pages_are_read_and_nothing_is_written(client, begun):
    html = client.get(reverse("employer:campaign")).content.decode()
    assert "You read as Sara Bakken of Havtech AS" in html
    assert "Nothing can be changed" in client.get("/secretariat/").content.decode()
    assert client.get("/me/").status_code == 404
    for address in (reverse("employer:away"), reverse("secretariat:new"), reverse("account_password")):
        assert client.post(address, {"day": "2030-01-01"}).status_code == 403
    assert client.get(reverse("employer:cv", args=["a1b2c3d4e5f6"])).status_code == 403
    begun.recruiter.user.refresh_from_db()
    assert begun.recruiter.user.away_until is None


def test_it_ends_by_a_click_and_is_on_record(client, begun):
    client.post(reverse("stop_reading_as"))
    assert client.get(reverse("employer:review")).status_code == 404
    kinds = Event.objects.filter(kind__startswith="impersonation").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["impersonation.begun", "impersonation.ended"]
    client.force_login(begun.recruiter.user)
    told = client.get(reverse("account_secure")).content.decode()
    assert REASON in told
    assert "Kari Berg" in told


@pytest.mark.parametrize("end", ["time", "role", "member"])
def test_it_ends_by_itself(client, begun, end):
    if end == "time":
        Impersonation.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    elif end == "role":
        type(begun.recruiter.user).objects.filter(email="kari@example.org").update(staff_roles=[])
    else:
        begun.employer.members.update(active=False)
    assert client.get(reverse("employer:review")).status_code == 404
    assert "reads_as" not in client.session


def test_half_an_hour_with_a_reason_for_project_leads_alone(begun):
    found = Impersonation.objects.get()
    assert found.ends_at - found.begun_at == timedelta(minutes=30)
    for by in (cast.ingrid(), begun.stand_in.user):
        with pytest.raises(NotAllowed):
            impersonate(member=begun.recruiter, reason=REASON, by=by, now=NOW)
    with pytest.raises(Invalid):
        impersonate(member=begun.recruiter, reason=" ", by=cast.kari(), now=NOW)
