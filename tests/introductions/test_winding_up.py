"""Filled, withdrawn, paused; an employer that leaves; a campaign that ends; a recruiter who is away."""

from copy import deepcopy
from datetime import date, timedelta

import pytest

from kretslop.accounts.models import User
from kretslop.campaigns import actions as campaigns
from kretslop.campaigns import queries
from kretslop.campaigns.models import Campaign, Participation, WantedProfile
from kretslop.introductions import actions, rules
from kretslop.introductions.models import Introduction, ReleaseMessage
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WORDS = {"en": "Thank you. The post is filled, and we wish you well."}


@pytest.fixture(scope="module")
def told(told_once):
    campaign, liaison = cast.campaign(), cast.ingrid()
    havtech = cast.wanted(cast.joined(campaign))
    cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    people = [cast.approved(campaign, liaison, name=name) for name in ("Diogo Salgado", "Amara Kalu", "Priya Raman")]
    asked = actions.introduce(candidate=people[0], wanted_profile=havtech, by=liaison, words="", now=NOW)
    waiting, accepted = (cast.introduced(each, havtech, liaison) for each in people[1:])
    accepted = actions.accept(introduction=accepted, by=havtech.participation.recruiter.user, now=NOW)
    return havtech, [asked, waiting, accepted]


@pytest.fixture
def region(told, db):
    havtech, found = deepcopy(told)
    return havtech, havtech.participation, havtech.participation.recruiter.user, found


def states(found):
    return [Introduction.objects.get(pk=each.pk).state for each in found]


def released(found):
    return [OutboxMail.objects.filter(kind="released", key=f"released:{each.ref}").count() for each in found]


@pytest.mark.parametrize(
    ("verb", "state", "asked"),
    [("fill", "filled", "closed"), ("withdraw", "withdrawn", "closed"), ("pause", "paused", "asked")],
)
def test_an_end_of_a_profile_lets_those_go_on_whom_the_employer_knows(region, verb, state, asked):
    havtech, _participation, sara, found = region
    profile = actions.close_profile(profile=havtech, verb=verb, release_words=None, by=sara, now=NOW)
    assert profile.state == state
    assert states(found) == [asked, "introduced", "accepted"]
    assert released(found) == [int(asked == "closed"), 0, 0]
    assert profile not in queries.wanted_now()


def test_everybody_is_released_with_the_employers_words(region):
    havtech, _participation, sara, found = region
    actions.close_profile(profile=havtech, verb="fill", release_words=WORDS, by=sara, now=NOW)
    assert states(found) == ["closed"] * 3
    assert released(found) == [1, 1, 1]
    said = {each.introduction_id: each.words for each in ReleaseMessage.objects.all()}
    assert said[found[1].pk] == WORDS["en"]
    assert said[found[0].pk] == ""  # the employer never heard of them: its words are not for them
    mails = {each.about[0].partition(":")[2]: each.text for each in OutboxMail.objects.filter(kind="released")}
    assert "They never heard of you." in mails[found[0].ref]
    assert "This is what they want you to know" in mails[found[1].ref]
    ends = Introduction.objects.values_list("end_reason", "decided_by")
    assert set(ends) == {("profile_gone", sara.pk)}
    assert Event.objects.filter(kind="introduction.closed").count() == 3


def test_words_are_checked_and_strangers_turned_away(region):
    havtech, _participation, sara, found = region
    stranger = cast.user("X", "x@example.com")
    with pytest.raises(Invalid):
        actions.close_profile(profile=havtech, verb="fill", release_words={"en": "No."}, by=sara, now=NOW)
    old = {"en": "Somebody of your age is too old for us, we are sorry to say."}
    with pytest.raises(Invalid, match="protected"):
        actions.close_profile(profile=havtech, verb="fill", release_words=old, by=sara, now=NOW)
    with pytest.raises(NotAllowed):
        actions.close_profile(profile=havtech, verb="fill", release_words=None, by=stranger, now=NOW)
    assert states(found) == ["asked", "introduced", "accepted"]


def test_a_pause_ends(region):
    havtech, _participation, sara, _found = region
    paused = actions.close_profile(profile=havtech, verb="pause", release_words=None, by=sara, now=NOW)
    assert campaigns.change_wanted_profile(profile=paused, criteria=cast.BACKEND, by=sara, now=NOW, title="Other")
    assert campaigns.resume_wanted_profile(profile=paused, by=sara, now=NOW).state == "submitted"
    with pytest.raises(NotPossible):
        campaigns.resume_wanted_profile(profile=paused, by=sara, now=NOW)


@pytest.mark.parametrize("words", [None, WORDS])
def test_an_employer_leaves(region, words):
    havtech, participation, sara, found = region
    lead = User.objects.get(email="kari@example.org")
    version = campaigns.propose(
        version=campaigns.draft_criteria(campaign=participation.campaign, by=lead, now=NOW), by=lead, now=NOW
    )
    jonas = participation.campaign.participations.exclude(pk=participation.pk).get()
    campaigns.agree(version=version, participation=jonas, by=jonas.recruiter.user, now=NOW)
    left = actions.leave_campaign(participation=participation, release_words=words, by=sara, now=NOW)
    assert left.left_at == NOW
    assert states(found) == (["closed"] * 3 if words else ["closed", "introduced", "accepted"])
    havtech.refresh_from_db()
    assert havtech.state == "withdrawn"
    assert queries.frozen_criteria(participation.campaign) == version
    assert queries.joined_employers(participation.campaign) == ["Fjordbank ASA"]
    for wrong in (
        lambda: actions.leave_campaign(participation=participation, release_words=None, by=sara, now=NOW),
        lambda: campaigns.submit_wanted_profile(profile=havtech, by=sara, now=NOW),
    ):
        with pytest.raises(NotPossible):
            wrong()
    if words is None:  # what was begun is finished
        actions.report_interview(introduction=found[2], by=sara, now=NOW)
    again = campaigns.join(campaign=participation.campaign, employer=participation.employer, signed_by=sara, now=NOW)
    assert (again.pk, again.left_at) == (participation.pk, None)


def test_a_campaign_ends(region):
    _havtech, participation, sara, found = region
    lead = User.objects.get(email="kari@example.org")
    with pytest.raises(NotAllowed):
        actions.end_campaign(campaign=participation.campaign, release_words=WORDS, by=sara, now=NOW)
    actions.end_campaign(campaign=participation.campaign, release_words=WORDS, by=lead, now=NOW)
    assert states(found) == ["closed", "closed", "accepted"]
    assert OutboxMail.objects.filter(kind="introduction_closed").count() == 1


def test_the_stand_in_is_told_and_the_work_comes_back_by_itself(region):
    _havtech, participation, sara, _found = region
    back_on, anders = date(2026, 11, 16), participation.stand_in.user
    assert actions.go_away(user=sara, until=back_on, now=NOW) == []
    mail = OutboxMail.objects.get(kind="standing_in")
    assert (mail.to_address, mail.context["waiting"], mail.context["late"]) == (anders.email, 2, 0)
    participation.recruiter.user.refresh_from_db()
    for day, who in ((NOW.date(), anders), (back_on - timedelta(days=1), anders), (back_on, sara)):
        assert queries.answering_member(participation, day).user == who


def test_nobody_stands_in_for_a_campaign_in_which_nothing_goes_on(region):
    _havtech, _participation, sara, found = region
    Campaign.objects.update(state="closed")
    Introduction.objects.update(state=rules.WITHDRAWN, ended_at=NOW)
    assert actions.go_away(user=sara, until=date(2026, 11, 16), now=NOW) == []
    assert not OutboxMail.objects.filter(kind="standing_in").exists()
    Introduction.objects.filter(pk=found[1].pk).update(state=rules.INTRODUCED, ended_at=None)
    actions.go_away(user=sara, until=date(2026, 11, 17), now=NOW)
    assert OutboxMail.objects.get(kind="standing_in").context["waiting"] == 1


def test_a_founder_is_asked_as_both_and_not_as_somebodys_stand_in(region):
    havtech, participation, sara, found = region
    Participation.objects.filter(pk=participation.pk).update(stand_in=participation.recruiter)
    wanted = WantedProfile.objects.get(pk=havtech.pk)
    person = cast.approved(participation.campaign, found[0].introduced_by, name="Tomasz Fijał")
    there = cast.introduced(person, wanted, found[0].introduced_by)
    mails = {mail.kind: mail.text for mail in OutboxMail.objects.filter(key__contains=there.ref, to_address=sara.email)}
    assert "is asked" not in mails["introduced"]
    assert "You are the stand-in" not in mails["feedback_stand_in"]


def test_a_reminder_reaches_whoever_answers_on_that_day(region):
    _havtech, participation, sara, found = region
    kinds = ("feedback_reminder", "stand_in_reminder")
    waiting = OutboxMail.objects.filter(kind__in=kinds, key__contains=found[1].ref)
    mails = {mail.to_address: mail for mail in waiting}
    assert set(mails) == {sara.email, participation.stand_in.user.email}
    actions.go_away(user=sara, until=date(2026, 11, 30), now=NOW)
    when = mails[sara.email].send_at
    assert delivery.deliver(mails[sara.email].pk, now=when) == "stopped"
    assert delivery.deliver(mails[participation.stand_in.user.email].pk, now=when) == "sent"


def test_somebody_alone_is_told_that_nobody_answers(region):
    _havtech, participation, sara, _found = region
    actions.go_away(user=participation.stand_in.user, until=date(2026, 12, 1), now=NOW)
    participation.stand_in.user.refresh_from_db()
    assert actions.go_away(user=sara, until=date(2026, 11, 16), now=NOW) == [participation]
    for day in (NOW.date(), date(2028, 1, 1)):
        with pytest.raises(Invalid):
            actions.go_away(user=sara, until=day, now=NOW)
    actions.be_back(user=sara, now=NOW)
    sara.refresh_from_db()
    assert sara.away_until is None


def test_the_reasons_are_known():
    assert {"employer_left", "campaign_ended", "profile_gone"} <= set(rules.CLOSE_REASONS)
