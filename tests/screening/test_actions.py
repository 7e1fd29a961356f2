"""Pre-selection sorts and explains; a person decides; questions fill what nobody knows."""

import pytest

from kretslop.accounts.models import User
from kretslop.campaigns import actions as campaigns
from kretslop.messaging.models import OutboxMail
from kretslop.screening import actions, lists, queries
from kretslop.screening.models import Decision, Preselection
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.talent.actions import SkillAnswer
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def campaign():
    lead = cast.kari()
    made = cast.campaign(lead)
    cast.wanted(cast.joined(made))
    return made


def test_nothing_is_screened_before_everybody_agreed(campaign):
    cast.diogo(campaign)
    with pytest.raises(NotPossible) as refused:
        actions.run_screening(campaign=campaign, by=cast.ingrid(), now=NOW)
    assert refused.value.code == "criteria_not_agreed"
    assert not Preselection.objects.exists()


def test_a_run_sorts_everybody_and_loses_nobody(campaign):
    liaison = cast.ingrid()
    cast.frozen(campaign)
    cast.diogo(campaign)
    cast.diogo(campaign, "Amara Kalu", languages={}, languages_known=False)
    cast.diogo(campaign, "Priya Raman", skills=(SkillAnswer("python", 1),))
    cast.diogo(campaign, "Linh Hoàng", skills=(), years=1)
    run = actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    groups = dict(Preselection.objects.values_list("candidate__name", "group"))
    assert groups == {
        "Diogo Salgado": "meets_all",
        "Amara Kalu": "find_out",
        "Priya Raman": "near_miss",
        "Linh Hoàng": "not_now",
    }
    assert sum(run.counts.values()) == 4
    assert sum(lists.counts(liaison, TODAY).values()) == 4


def test_a_second_run_replaces_results_and_keeps_decisions(campaign):
    liaison = cast.ingrid()
    cast.frozen(campaign)
    candidate = cast.approved(campaign, liaison)
    actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    assert Preselection.objects.count() == 1
    assert candidate.decisions.get().verdict == "approved"
    assert lists.counts(liaison, TODAY)["meets_all"] == 0


def test_changed_criteria_must_be_agreed_again_and_screen_again(campaign):
    liaison, lead = cast.ingrid(), cast.kari()
    first = cast.frozen(campaign)
    cast.diogo(campaign)
    actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    second = campaigns.draft_criteria(campaign=campaign, by=lead, now=NOW)
    campaigns.propose(version=second, by=lead, now=NOW)
    actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    assert Preselection.objects.get().version == first
    participation = campaign.participations.get()
    campaigns.agree(version=second, participation=participation, by=participation.recruiter.user, now=NOW)
    assert list(queries.unscreened(liaison)) == [campaign]
    actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    assert Preselection.objects.get().version == second
    assert not queries.unscreened(liaison)


@pytest.mark.parametrize("act", [actions.hold, actions.set_aside])
def test_nobody_is_held_or_put_aside_without_a_reason(campaign, act):
    candidate = cast.diogo(campaign)
    with pytest.raises(Invalid) as wrong:
        act(candidate=candidate, campaign=campaign, by=cast.ingrid(), reason="", now=NOW)
    assert wrong.value.field == "reason"
    assert not Decision.objects.exists()


def test_only_a_liaison_decides(campaign):
    candidate = cast.diogo(campaign)
    for stranger in (candidate.user, cast.kari(), campaign.participations.get().recruiter.user):
        with pytest.raises(NotAllowed):
            actions.approve(candidate=candidate, campaign=campaign, by=stranger, now=NOW)
        assert not queries.preselections(candidate.user).exists()


def test_one_decision_is_in_force_and_the_older_ones_stay(campaign):
    liaison = cast.ingrid()
    candidate = cast.diogo(campaign)
    actions.hold(candidate=candidate, campaign=campaign, by=liaison, reason="talk_first", now=NOW)
    actions.approve(candidate=candidate, campaign=campaign, by=liaison, now=NOW)
    actions.approve(candidate=candidate, campaign=campaign, by=liaison, now=NOW)
    assert list(candidate.decisions.order_by("pk").values_list("verdict", "current")) == [
        ("held", False),
        ("approved", True),
    ]
    candidate.membership.refresh_from_db()
    assert candidate.membership.state == "approved"


def test_an_answer_changes_the_profile_and_the_group(campaign):
    liaison = cast.ingrid()
    cast.frozen(campaign)
    amara = cast.diogo(campaign, "Amara Kalu", languages={}, languages_known=False)
    actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    asked = actions.ask(candidate=amara, campaign=campaign, criterion="language:en", by=liaison, now=NOW)
    again = actions.ask(candidate=amara, campaign=campaign, criterion="language:en", by=liaison, now=NOW)
    assert again == asked
    with pytest.raises(NotAllowed):
        actions.answer(question=asked, by=liaison, value="5", now=NOW)
    with pytest.raises(Invalid):
        actions.answer(question=asked, by=amara.user, value="9", now=NOW)
    actions.answer(question=asked, by=amara.user, value="5", now=NOW)
    assert Preselection.objects.get(candidate=amara).group == "meets_all"
    with pytest.raises(NotPossible):
        actions.answer(question=asked, by=amara.user, value="2", now=NOW)


def test_a_no_is_an_answer_too(campaign):
    liaison = cast.ingrid()
    cast.frozen(campaign)
    amara = cast.diogo(campaign, "Amara Kalu", languages={}, languages_known=False)
    asked = actions.ask(candidate=amara, campaign=campaign, criterion="language:en", by=liaison, now=NOW)
    actions.answer(question=asked, by=amara.user, value="0", now=NOW)
    assert Preselection.objects.get(candidate=amara).group == "near_miss"


@pytest.mark.parametrize(("account", "language", "hello"), [(True, "nb", "Hei Diogo"), (False, "en", "Hi Diogo")])
def test_mails_speak_the_persons_language_with_and_without_an_account(campaign, account, language, hello):
    liaison = cast.ingrid()
    cast.frozen(campaign)
    person = cast.diogo(campaign, languages={}, languages_known=False)
    User.objects.filter(pk=person.user_id).update(language="nb")
    if not account:
        person.user = None
        person.save(update_fields=["user"])
    actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    actions.ask(candidate=person, campaign=campaign, criterion="language:en", by=liaison, now=NOW)
    actions.approve(candidate=person, campaign=campaign, by=liaison, now=NOW)
    mails = OutboxMail.objects.filter(to_address=person.email, kind__in=["question", "candidate_approved"])
    assert [(mail.language, mail.to_name) for mail in mails] == [(language, person.name)] * 2
    assert all(hello in mail.text for mail in mails)
