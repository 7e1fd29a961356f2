"""An employer that nobody invited asks to join; the secretariat welcomes it, lets somebody in, or says no."""

from copy import deepcopy
from datetime import timedelta

import pytest

from kretslop.campaigns import actions, alliance, rules, steering
from kretslop.campaigns.models import Invitation, SignUp
from kretslop.employers.models import Employer, Member
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
FACTS = {"name": "Lykt AS", "org_number": "974 760 673", "country": "NO", "kind": "private", "locations": "Moss, Oslo"}


@pytest.fixture(scope="module")
def told(told_once):
    lead = cast.kari()
    return lead, cast.campaign(lead), cast.user("", "nora@example.com")


@pytest.fixture
def region(told, db):
    return deepcopy(told)


def asks(campaign, **fields):
    values = {"name": "Nora Lykke", "email": "nora@example.com", "title": "Founder", "language": "en", **fields}
    facts = values.pop("facts", FACTS)
    return actions.sign_up(campaign=campaign, facts=facts, now=NOW, **values)


def waiting(campaign, nora, **fields):
    return actions.confirm_sign_up(sign_up=asks(campaign, **fields), user=nora, now=NOW)


def test_nothing_happens_before_the_address_is_confirmed(region):
    lead, campaign, nora = region
    asked = asks(campaign)
    assert not alliance.sign_ups(lead).exists()
    assert not OutboxMail.objects.exists()
    with pytest.raises(NotPossible):
        actions.approve_sign_up(sign_up=asked, by=lead, now=NOW)
    with pytest.raises(NotAllowed):
        actions.confirm_sign_up(sign_up=asked, user=lead, now=NOW)
    for _twice in range(2):
        actions.confirm_sign_up(sign_up=asked, user=nora, now=NOW)
    assert alliance.waiting_sign_ups(lead).get() == asked
    assert not alliance.sign_ups(nora).exists()
    assert OutboxMail.objects.get().to_address == lead.email


def test_a_welcome_leads_to_the_agreement(region):
    lead, campaign, nora = region
    employer = actions.approve_sign_up(sign_up=waiting(campaign, nora), by=lead, now=NOW)
    assert (employer.org_number, employer.locations) == ("974760673", ["Moss", "Oslo"])
    assert Member.objects.get(employer=employer).role == "manager"
    nora.refresh_from_db()
    assert nora.name == "Nora Lykke"
    assert not campaign.participations.exists()
    invitation = Invitation.objects.get()
    assert OutboxMail.objects.get(kind="sign_up_welcomed").context["token"] == invitation.token
    joined = actions.accept_invitation(
        invitation=invitation, user=nora, employer_fields={"name": "Other", "city": "Moss"}, signed_as="business",
        now=NOW,
    )  # fmt: skip
    assert (joined.employer.name, joined.employer.city, joined.signed_as) == ("Lykt AS", "Moss", "business")
    assert Employer.objects.count() == 1


def test_without_a_campaign_the_company_is_known_for_the_next_one(region):
    lead, campaign, nora = region
    employer = actions.approve_sign_up(sign_up=waiting(None, nora), by=lead, now=NOW)
    assert not Invitation.objects.exists()
    assert OutboxMail.objects.filter(kind="sign_up_known", to_address="nora@example.com").exists()
    assert steering.known_employers(campaign, lead).get() == employer


def test_the_same_number_is_the_same_company(region):
    lead, campaign, nora = region
    first = actions.approve_sign_up(sign_up=waiting(None, nora), by=lead, now=NOW)
    other = cast.user("", "per@example.com")
    second = waiting(campaign, other, email="per@example.com", name="Per Lykke")
    assert alliance.same_number(second) == first
    with pytest.raises(Invalid, match="taken"):
        actions.approve_sign_up(sign_up=second, by=lead, now=NOW)
    assert SignUp.objects.get(pk=second.pk).state == rules.WAITING
    actions.let_in(sign_up=second, employer=first, by=lead, now=NOW)
    assert first.members.count() == 2
    assert Employer.objects.count() == 1
    assert OutboxMail.objects.filter(kind="member_added", to_address="per@example.com").exists()
    foreign = {**FACTS, "country": "SE", "org_number": "974760673"}
    assert alliance.same_number(waiting(None, other, email="per@example.com", facts=foreign)) is None


def test_a_no_comes_with_words_once(region):
    lead, campaign, nora = region
    asked = waiting(campaign, nora)
    with pytest.raises(Invalid):
        actions.refuse_sign_up(sign_up=asked, words=" ", by=lead, now=NOW)
    with pytest.raises(NotAllowed):
        actions.refuse_sign_up(sign_up=asked, words="No.", by=nora, now=NOW)
    actions.refuse_sign_up(sign_up=asked, words="You are far away.", by=lead, now=NOW)
    assert OutboxMail.objects.get(kind="sign_up_refused").context["words"] == "You are far away."
    with pytest.raises(NotPossible):
        actions.approve_sign_up(sign_up=asked, by=lead, now=NOW)
    assert Event.objects.filter(kind="sign_up.refused").count() == 1


def test_asking_again_replaces_what_waits(region):
    lead, campaign, nora = region
    waiting(campaign, nora)
    again = waiting(campaign, nora, title="Chief")
    assert alliance.waiting_sign_ups(lead).get() == again


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "contact"),
        ({"facts": {**FACTS, "org_number": ""}}, "org_number"),
        ({"facts": {**FACTS, "org_number": "974760674"}}, "org_number"),
        ({"facts": {**FACTS, "name": " "}}, "name"),
    ],
)
def test_what_is_missing_is_named(region, fields, field):
    with pytest.raises(Invalid) as caught:
        asks(region[1], **fields)
    assert caught.value.field == field


def test_old_requests_are_deleted(region):
    lead, campaign, nora = region
    kept, refused = waiting(campaign, nora), asks(None, email="x@example.com")
    asks(campaign)
    actions.confirm_sign_up(sign_up=refused, user=cast.user("", "x@example.com"), now=NOW)
    actions.refuse_sign_up(sign_up=refused, words="No.", by=lead, now=NOW)
    assert actions.discard_old_sign_ups(now=NOW + timedelta(days=13)) == 0
    assert actions.discard_old_sign_ups(now=NOW + timedelta(days=15)) == 1
    assert actions.discard_old_sign_ups(now=NOW + timedelta(days=366)) == 1
    assert SignUp.objects.get() == kept
