"""What the secretariat writes: plans, public questions, first talks, invitations."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kretslop.campaigns import actions, rules, steering
from kretslop.campaigns.models import CriteriaVersion, FaqEntry
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.timeline import queries as timeline
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TALK = {"company": "Havtech AS", "contact_name": "Sara Bakken", "contact_email": "sara.bakken@example.com"}


@pytest.fixture
def lead():
    return cast.kari()


@pytest.fixture
def campaign(lead):
    return cast.campaign(lead)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("occupation", "wizard", "unknown"),
        ("feedback_days", 0, "out_of_range"),
        ("feedback_days", 31, "out_of_range"),
        ("open_introductions", 21, "out_of_range"),
        ("contact_email", "", "required"),
        ("slug", "mine", "unknown"),
    ],
)
def test_a_plan_that_cannot_be_kept_changes_nothing(campaign, lead, field, value, code):
    with pytest.raises(Invalid) as wrong:
        actions.change_campaign(campaign=campaign, by=lead, now=NOW, **{field: value})
    assert (wrong.value.field, wrong.value.code) == (field, code)


def test_only_project_leads_steer(campaign):
    liaison = cast.ingrid()
    assert not steering.for_lead(liaison).exists()
    with pytest.raises(NotAllowed):
        actions.close_campaign(campaign=campaign, by=liaison, now=NOW)
    with pytest.raises(NotAllowed):
        actions.save_faq(campaign=campaign, entries=[], by=liaison, now=NOW)
    with pytest.raises(NotAllowed):
        actions.add_prospect(campaign=campaign, by=liaison, now=NOW, **TALK)


def test_one_language_of_the_questions_is_replaced_alone(campaign, lead):
    actions.save_faq(
        campaign=campaign, entries=[("en", "Why?", "So."), ("nb", "Hvorfor?", "Derfor.")], by=lead, now=NOW
    )
    actions.save_faq(campaign=campaign, entries=[("en", "How?", "Thus.")], by=lead, only="en", now=NOW)
    assert set(FaqEntry.objects.values_list("question", flat=True)) == {"How?", "Hvorfor?"}
    for entries in ([("en", " ", "So.")], [("nb", "Hva?", "Ja.")], [("en", "x" * 201, "So.")]):
        with pytest.raises(Invalid):
            actions.save_faq(campaign=campaign, entries=entries, by=lead, only="en", now=NOW)
    assert FaqEntry.objects.count() == 2
    assert timeline.about(campaign).filter(kind="faq.saved").count() == 2


def test_only_the_latest_invitation_opens_the_door(campaign, lead):
    prospect = actions.add_prospect(campaign=campaign, by=lead, now=NOW, **TALK)
    first = actions.invite(prospect=prospect, by=lead, now=NOW)
    second = actions.invite(prospect=prospect, by=lead, now=NOW + timedelta(days=1))
    sara = cast.user("Sara Bakken", "sara.bakken@example.com")
    with pytest.raises(NotPossible) as late:
        actions.accept_invitation(
            invitation=first, user=sara, employer_fields={}, signed_as="hr", now=NOW + timedelta(days=1)
        )
    assert late.value.code == "invitation_expired"
    joined = actions.accept_invitation(
        invitation=second, user=sara, employer_fields={}, signed_as="hr", now=NOW + timedelta(days=1)
    )
    assert joined.employer.name == "Havtech AS"
    assert OutboxMail.objects.get(key=f"invitation:{first.token}").state == "stopped"


def test_a_no_closes_the_invitation_and_talks_can_begin_again(campaign, lead):
    prospect = actions.add_prospect(campaign=campaign, by=lead, now=NOW, **TALK)
    invitation = actions.invite(prospect=prospect, by=lead, now=NOW)
    actions.prospect_says_no(prospect=prospect, by=lead, now=NOW)
    sara = cast.user("Sara Bakken", "sara.bakken@example.com")
    with pytest.raises(NotPossible):
        actions.accept_invitation(invitation=invitation, user=sara, employer_fields={}, signed_as="hr", now=NOW)
    prospect.refresh_from_db()
    actions.invite(prospect=prospect, by=lead, now=NOW)
    prospect.refresh_from_db()
    assert prospect.state == rules.INVITED


def test_an_employer_that_joins_late_must_agree_too(campaign, lead):
    havtech = cast.joined(campaign)
    cast.wanted(havtech)
    version = actions.propose(version=actions.draft_criteria(campaign=campaign, by=lead, now=NOW), by=lead, now=NOW)
    fjordbank = cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    version = actions.agree(version=version, participation=havtech, by=havtech.recruiter.user, now=NOW)
    assert version.state == rules.PROPOSED
    version = actions.agree(version=version, participation=fjordbank, by=fjordbank.recruiter.user, now=NOW)
    assert version.state == rules.FROZEN


def test_criteria_that_are_agreed_never_change_not_even_past_the_actions(campaign, lead):
    cast.wanted(cast.joined(campaign))
    version = cast.frozen(campaign)
    with pytest.raises(NotPossible):
        actions.edit_criteria(version=version, criteria=cast.BACKEND, by=lead, now=NOW)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        CriteriaVersion.objects.filter(pk=version.pk).update(criteria={"items": []})
    later = actions.draft_criteria(campaign=campaign, by=lead, now=NOW)
    assert (later.number, later.state) == (version.number + 1, rules.DRAFT)
    actions.edit_criteria(version=later, criteria=cast.BACKEND, by=lead, now=NOW)
