"""Who is on the staff: let in, changed, out at the next click; nothing is left without somebody, one lead stays."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils.translation import override

from kretslop.campaigns import actions as campaigns
from kretslop.introductions import actions as introductions
from kretslop.messaging.models import OutboxMail
from kretslop.relocation import actions as relocation
from kretslop.relocation.models import Case
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.timeline import queries as timeline
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(told_once):
    """A lead with a company in first talks; a liaison with a campaign, two candidates and a move; another liaison."""
    kari, ingrid = cast.kari(), cast.ingrid()
    campaign = cast.campaign(kari)
    campaigns.change_campaign(campaign=campaign, by=kari, now=NOW, liaison=ingrid)
    campaigns.add_prospect(
        campaign=campaign, by=kari, company="Isbre AS", contact_name="Line", contact_email="l@example.com", now=NOW
    )
    wanted = cast.wanted(cast.joined(campaign))
    people = [cast.approved(campaign, ingrid, name=name) for name in ("Diogo Salgado", "Amara Kalu")]
    first = introductions.accept(
        introduction=cast.introduced(people[0], wanted, ingrid), by=wanted.participation.recruiter.user, now=NOW
    )
    introductions.hire(introduction=first, by=wanted.participation.recruiter.user, starts_on=NOW.date(), now=NOW)
    cast.introduced(people[1], wanted, ingrid)
    relocation.follow(now=NOW)
    jon = cast.user("Jon Aas", "jon@example.org", "liaison")
    return SimpleNamespace(kari=kari, ingrid=ingrid, jon=jon, campaign=campaign, people=people)


@pytest.fixture
def world(told, db):
    return deepcopy(told)


def change(world, user, *roles, by=None, to=None):
    return campaigns.change_staff(user=user, roles=list(roles), by=by or world.kari, to=to, now=NOW)


def test_whoever_goes_hands_over_all_that_they_answer_for(client, world):
    with pytest.raises(NotPossible, match="hand_over_first"):
        change(world, world.ingrid)
    with pytest.raises(Invalid, match="unknown"):
        change(world, world.ingrid, to=world.kari)
    client.force_login(world.ingrid)
    assert client.get(reverse("liaison:today")).status_code == 200
    change(world, world.ingrid, to=world.jon)
    assert client.get(reverse("liaison:today")).status_code == 404
    for row in (world.campaign, *world.people):
        row.refresh_from_db()
        assert row.liaison == world.jon
    assert Case.objects.get().owner == world.jon
    kinds = [event.kind for event in timeline.about(world.ingrid)]
    assert {"staff.role_taken", "staff.handed_over"} <= set(kinds)


def test_the_last_project_lead_stays_and_anybody_else_may_go(world):
    with pytest.raises(NotPossible, match="last_project_lead"):
        change(world, world.kari)
    with pytest.raises(NotPossible, match="last_project_lead"):
        change(world, world.kari, "liaison")
    second = campaigns.invite_staff(
        name="Sol Vik", email="sol@example.org", roles=["project_lead"], by=world.kari, now=NOW
    )
    assert OutboxMail.objects.get(kind="staff_role").to_address == "sol@example.org"
    with pytest.raises(NotPossible, match="hand_over_first"):
        change(world, world.kari)
    change(world, world.kari, to=second)
    with pytest.raises(NotPossible, match="last_project_lead"):
        change(world, second, by=second)
    world.kari.refresh_from_db()
    with pytest.raises(NotAllowed):
        change(world, world.jon, by=world.kari)


def test_only_a_project_lead_says_who_is_on_the_staff(client, world):
    with pytest.raises(NotAllowed):
        change(world, world.jon, "project_lead", by=world.ingrid)
    client.force_login(world.ingrid)
    for name, args in (("staff", ()), ("invite_staff", ()), ("staff_member", (world.jon.ref,))):
        assert client.get(reverse(f"secretariat:{name}", args=args)).status_code == 404
    client.force_login(world.kari)
    stranger = world.people[0].user.ref
    assert client.get(reverse("secretariat:staff_member", args=[stranger])).status_code == 404


def test_the_pages_say_who_answers_for_what_and_do_it(client, world):
    client.force_login(world.kari)
    page = client.get(reverse("secretariat:staff")).content.decode()
    address = reverse("secretariat:staff_member", args=[world.ingrid.ref])
    for words in (address, "Jon Aas", "1 campaign", "2 candidates", "1 move", "talks with 1 company"):
        assert words in page
    refused = client.post(address, {"roles": []})
    assert refused.status_code == 422
    assert "Say first who takes over." in refused.content.decode()
    assert client.post(address, {"roles": [], "to": world.jon.ref}).status_code == 302
    assert address not in client.get(reverse("secretariat:staff")).content.decode()
    own = reverse("secretariat:staff_member", args=[world.kari.ref])
    assert "Somebody must lead." in client.post(own, {"roles": ["liaison"]}).content.decode()
    invited = {"name": "Jon Aas", "email": "jon@example.org", "roles": ["project_lead"]}
    assert client.post(reverse("secretariat:invite_staff"), invited).status_code == 302
    world.jon.refresh_from_db()
    assert sorted(world.jon.staff_roles) == ["liaison", "project_lead"]
    assert client.post(reverse("secretariat:invite_staff"), {**invited, "roles": []}).status_code == 422
    with override("nb"):
        client.cookies["django_language"] = "nb"
        assert "Hvem arbeider for alliansen?" in client.get(reverse("secretariat:staff")).content.decode()
