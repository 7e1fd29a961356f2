"""The story of an introduction on a real database, from the offer to a hire elsewhere."""

from copy import deepcopy
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kretslop.employers.actions import add_member
from kretslop.introductions import actions, disclosure, rules
from kretslop.introductions.models import Feedback, Introduction, ReleaseMessage
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import AlreadyDecided, Invalid, NotAllowed, NotPossible
from kretslop.timeline import queries as timeline
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WORDS = "Your work on distributed systems is strong. We need Norwegian from the first day."


@pytest.fixture(scope="module")
def told(told_once):
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead)
    havtech = cast.wanted(cast.joined(campaign))
    fjordbank = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    cast.frozen(campaign)
    candidate = cast.approved(campaign, liaison)
    return campaign, havtech, fjordbank, candidate, liaison


@pytest.fixture
def region(told, db):
    return deepcopy(told)


def test_the_candidate_is_asked_first_and_the_employer_sees_nothing(region):
    _, havtech, _, candidate, liaison = region
    asked = actions.introduce(candidate=candidate, wanted_profile=havtech, by=liaison, words="Good fit.", now=NOW)
    assert asked.state == rules.ASKED
    assert not disclosure.is_visible(asked)
    with pytest.raises(PermissionError):
        disclosure.shown(asked)
    assert OutboxMail.objects.filter(kind="consent_asked", to_address=candidate.email).count() == 1
    assert not OutboxMail.objects.filter(kind="introduced").exists()


def test_after_consent_the_employer_sees_an_anonymous_profile(region):
    _, havtech, _, candidate, liaison = region
    shown = disclosure.shown(cast.introduced(candidate, havtech, liaison))
    assert shown.contact is None
    assert candidate.name not in repr(shown)
    assert candidate.email not in repr(shown)
    assert shown.result.score == 100


def test_a_decline_releases_in_the_same_transaction_and_holds_the_message(region):
    _, havtech, fjordbank, candidate, liaison = region
    introduction = cast.introduced(candidate, havtech, liaison)
    recruiter = havtech.participation.recruiter.user
    actions.decline(
        introduction=introduction, by=recruiter, reason="local_language", words_to_candidate=WORDS,
        private_note="Salary too high for us.", now=NOW,
    )  # fmt: skip
    introduction.refresh_from_db()
    message = ReleaseMessage.objects.get(introduction=introduction)
    assert message.leaves_at == NOW + timedelta(hours=2)
    mail = OutboxMail.objects.get(kind="released")
    assert WORDS.split(".")[0] in mail.text
    assert "Salary" not in mail.text + mail.html
    assert disclosure.state_for_candidate(introduction, NOW + timedelta(minutes=5)) == rules.INTRODUCED
    assert disclosure.state_for_candidate(introduction, NOW + timedelta(hours=2)) == rules.DECLINED
    assert timeline.about(candidate).filter(kind="candidate.released").count() == 1
    next_one = actions.introduce(candidate=candidate, wanted_profile=fjordbank, by=liaison, words="", now=NOW)
    assert next_one.state == rules.ASKED


def test_a_second_click_is_success_and_the_other_person_is_told_who_decided(region):
    _, havtech, _, candidate, liaison = region
    introduction = cast.introduced(candidate, havtech, liaison)
    sara, anders = havtech.participation.recruiter.user, havtech.participation.stand_in.user
    said = {"reason": "too_junior", "words_to_candidate": WORDS, "now": NOW}
    actions.decline(introduction=introduction, by=sara, **said)
    again = actions.decline(introduction=introduction, by=sara, **said)
    assert again.state == rules.DECLINED
    with pytest.raises(AlreadyDecided) as late:
        actions.accept(introduction=introduction, by=anders, now=NOW)
    assert late.value.by_name == "Sara Bakken"
    assert not late.value.same_person
    assert Feedback.objects.count() == 1
    assert OutboxMail.objects.filter(kind="released").count() == 1


def test_strangers_and_wrong_roles_may_not(region):
    _, havtech, fjordbank, candidate, liaison = region
    introduction = cast.introduced(candidate, havtech, liaison)
    stranger = fjordbank.participation.recruiter.user
    for verb in (actions.accept, actions.consent, actions.withdraw):
        with pytest.raises(NotAllowed):
            verb(introduction=introduction, by=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        actions.accept(introduction=introduction, by=candidate.user, now=NOW)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("reason", {"reason": "", "words_to_candidate": WORDS}),
        ("words_to_candidate", {"reason": "too_junior", "words_to_candidate": "No."}),
        ("words_to_candidate", {"reason": "too_junior", "words_to_candidate": "x" * 1501}),
        ("private_note", {"reason": "too_junior", "words_to_candidate": WORDS, "private_note": "x" * 1501}),
    ],
)
def test_a_decline_needs_a_reason_and_words(region, field, said):
    _, havtech, _, candidate, liaison = region
    introduction = cast.introduced(candidate, havtech, liaison)
    with pytest.raises(Invalid) as wrong:
        actions.decline(introduction=introduction, by=havtech.participation.recruiter.user, now=NOW, **said)
    assert wrong.value.field == field
    introduction.refresh_from_db()
    assert introduction.state == rules.INTRODUCED


def test_a_hire_closes_the_others_and_tells_their_employers(region):
    _, havtech, fjordbank, candidate, liaison = region
    first = cast.introduced(candidate, havtech, liaison)
    second = cast.introduced(candidate, fjordbank, liaison)
    sara = havtech.participation.recruiter.user
    actions.accept(introduction=first, by=sara, now=NOW)
    actions.report_interview(introduction=first, by=sara, now=NOW)
    actions.hire(introduction=first, by=sara, starts_on=NOW.date(), now=NOW)
    second.refresh_from_db()
    assert (second.state, second.end_reason) == (rules.CLOSED, "hired_elsewhere")
    candidate.membership.refresh_from_db()
    assert candidate.membership.state == "hired"
    told = OutboxMail.objects.get(kind="hired_elsewhere")
    assert told.to_address == fjordbank.participation.recruiter.user.email
    assert candidate.name not in told.subject + told.text + told.html
    with pytest.raises(NotPossible):
        actions.introduce(candidate=candidate, wanted_profile=fjordbank, by=liaison, words="", now=NOW)


def test_the_liaison_edits_stops_and_tells_in_person(region):
    _, havtech, _, candidate, liaison = region
    introduction = cast.introduced(candidate, havtech, liaison)
    sara = havtech.participation.recruiter.user
    actions.decline(introduction=introduction, by=sara, reason="too_junior", words_to_candidate=WORDS, now=NOW)
    actions.edit_release_words(introduction=introduction, by=liaison, words="Kinder words.", now=NOW)
    assert "Kinder words." in OutboxMail.objects.get(kind="released").text
    actions.stop_release(introduction=introduction, by=liaison, now=NOW)
    later = NOW + timedelta(days=1)
    introduction = Introduction.objects.get(pk=introduction.pk)
    assert disclosure.state_for_candidate(introduction, later) == rules.INTRODUCED
    actions.tell_in_person(introduction=introduction, by=liaison, now=later)
    introduction = Introduction.objects.get(pk=introduction.pk)
    assert disclosure.state_for_candidate(introduction, later) == rules.DECLINED
    with pytest.raises(NotPossible):
        actions.edit_release_words(introduction=introduction, by=liaison, words="Too late.", now=later)


def test_the_message_cannot_be_changed_once_it_has_left(region):
    _, havtech, _, candidate, liaison = region
    introduction = cast.introduced(candidate, havtech, liaison)
    sara = havtech.participation.recruiter.user
    actions.decline(introduction=introduction, by=sara, reason="too_junior", words_to_candidate=WORDS, now=NOW)
    with pytest.raises(NotPossible):
        actions.stop_release(introduction=introduction, by=liaison, now=NOW + timedelta(hours=3))


def test_a_pause_closes_what_nobody_has_decided(region):
    _, havtech, fjordbank, candidate, liaison = region
    running = cast.introduced(candidate, havtech, liaison)
    actions.accept(introduction=running, by=havtech.participation.recruiter.user, now=NOW)
    waiting = cast.introduced(candidate, fjordbank, liaison)
    actions.pause_candidate(candidate=candidate, months=3, by=candidate.user, now=NOW)
    running.refresh_from_db()
    waiting.refresh_from_db()
    assert (running.state, waiting.state) == (rules.ACCEPTED, rules.CLOSED)
    with pytest.raises(NotPossible):
        actions.introduce(candidate=candidate, wanted_profile=fjordbank, by=liaison, words="", now=NOW)


def test_leaving_the_pool_ends_everything_and_coming_back_asks_again(region):
    _, havtech, _, candidate, liaison = region
    introduction = cast.introduced(candidate, havtech, liaison)
    actions.leave_pool(candidate=candidate, by=candidate.user, now=NOW)
    introduction.refresh_from_db()
    candidate.membership.refresh_from_db()
    assert introduction.state == rules.WITHDRAWN
    assert candidate.membership.state == "left"
    assert not candidate.consents.filter(withdrawn_at__isnull=True).exists()
    actions.come_back(candidate=candidate, by=candidate.user, words_version="2026-11", now=NOW)
    candidate.membership.refresh_from_db()
    assert candidate.membership.state == "waiting"


def test_a_rollback_leaves_nothing_and_no_job(region):
    _, havtech, _, candidate, liaison = region
    introduction = cast.introduced(candidate, havtech, liaison)
    before = (ProcrastinateJob.objects.count(), OutboxMail.objects.count())
    with pytest.raises(Invalid):
        actions.decline(
            introduction=introduction, by=havtech.participation.recruiter.user, reason="too_junior",
            words_to_candidate="short", now=NOW,
        )  # fmt: skip
    assert (ProcrastinateJob.objects.count(), OutboxMail.objects.count()) == before
    assert not Feedback.objects.exists()


def test_a_liaison_who_is_an_employers_member_answers_for_it_and_nobody_decides_about_themselves(region):
    _, havtech, _, candidate, liaison = region
    add_member(employer=havtech.participation.employer, user=liaison, role="recruiter", by=liaison, now=NOW)
    add_member(employer=havtech.participation.employer, user=candidate.user, role="recruiter", by=liaison, now=NOW)
    introduction = cast.introduced(candidate, havtech, liaison)
    with pytest.raises(NotAllowed):
        actions.accept(introduction=introduction, by=candidate.user, now=NOW)
    assert actions.accept(introduction=introduction, by=liaison, now=NOW).state == rules.ACCEPTED
