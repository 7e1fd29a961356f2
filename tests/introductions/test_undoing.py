"""Ten minutes in which a move can be taken back, and a hire that comes to nothing."""

from copy import deepcopy
from datetime import timedelta

import pytest

from kretslop.introductions import actions, disclosure, rules
from kretslop.introductions.models import Feedback, Introduction, Move, ReleaseMessage
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.relocation import actions as relocation
from kretslop.relocation.models import Case
from kretslop.shared.errors import NotAllowed, NotPossible
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WORDS = "We would have liked to have you with us, and are sorry that it came to nothing."
SOON, LATE = NOW + timedelta(minutes=9), NOW + timedelta(minutes=10)


@pytest.fixture(scope="module")
def told(told_once):
    """Diogo: in negotiation with Havtech, being read by Fjordbank, asked about Solberg IT."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    havtech = cast.wanted(cast.joined(campaign))
    fjordbank = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    solberg = cast.wanted(cast.joined(campaign, "Solberg IT AS", "Eva Sund", "Per Dal"))
    candidate = cast.approved(campaign, liaison)
    first, second = cast.introduced(candidate, havtech, liaison), cast.introduced(candidate, fjordbank, liaison)
    third = actions.introduce(candidate=candidate, wanted_profile=solberg, by=liaison, words="", now=NOW)
    sara = havtech.participation.recruiter.user
    actions.accept(introduction=first, by=sara, now=NOW)
    first = actions.report_negotiation(introduction=first, by=sara, now=NOW)
    return first, second, third, sara, liaison


@pytest.fixture
def scene(told, db):
    return deepcopy(told)


def rows() -> list[tuple[object, ...]]:
    columns = ("pk", "state", "end_reason", "ended_at", "decided_by", "starts_on", "next_step_due", "state_since")
    return list(Introduction.objects.order_by("pk").values_list(*columns))


def mail(kind: str) -> OutboxMail:
    return OutboxMail.objects.filter(kind=kind).latest("pk")


def test_a_hire_is_taken_back_whole_and_nobody_was_told(scene):
    first, second, third, sara, _liaison = scene
    before = rows()
    actions.hire(introduction=first, by=sara, starts_on=NOW.date(), now=NOW)
    for each in (first, second, third):
        each = Introduction.objects.get(pk=each.pk)
        assert disclosure.state_for_candidate(each, SOON) in rules.OPEN
    assert disclosure.state_for_candidate(Introduction.objects.get(pk=first.pk), LATE) == rules.HIRED
    held = [mail("hired"), mail("hired_elsewhere")]
    assert {each.send_at for each in held} == {LATE}
    actions.undo(introduction=first, by=sara, now=SOON)
    assert rows() == before
    for each in held:
        each.refresh_from_db()
        assert (each.state, each.why) == ("stopped", "undone")
    first = Introduction.objects.select_related("candidate__membership", "wanted_profile").get(pk=first.pk)
    assert (first.candidate.membership.state, first.wanted_profile.filled) == ("approved", 0)
    # Said again, the mails are new ones, and leave.
    actions.hire(introduction=first, by=sara, starts_on=None, now=SOON)
    assert mail("hired").state == mail("hired_elsewhere").state == "queued"
    assert mail("hired").pk > held[0].pk


def test_a_decline_is_taken_back_and_the_recruiter_is_reminded_again(scene):
    _first, second, _third, _sara, _liaison = scene
    jonas = second.participation.recruiter.user
    before = rows()
    actions.decline(introduction=second, by=jonas, reason="too_junior", words_to_candidate=WORDS, now=NOW)
    actions.undo(introduction=second, by=jonas, now=SOON)
    assert rows() == before
    assert not Feedback.objects.exists()
    assert not ReleaseMessage.objects.exists()
    assert mail("released").state == "stopped"
    assert mail("feedback_reminder").state == mail("feedback_stand_in").state == "queued"
    assert Move.objects.get(verb="decline").undone_at == SOON
    actions.decline(introduction=second, by=jonas, reason="post_filled", words_to_candidate=WORDS, now=SOON)
    assert (Feedback.objects.get().reason, mail("released").state) == ("post_filled", "queued")


def test_who_and_when(scene):
    first, second, _third, sara, liaison = scene
    jonas = second.participation.recruiter.user
    actions.decline(introduction=second, by=jonas, reason="too_junior", words_to_candidate=WORDS, now=NOW)
    for other in (sara, liaison, second.participation.stand_in.user):
        with pytest.raises(NotAllowed):
            actions.undo(introduction=second, by=other, now=SOON)
    with pytest.raises(NotPossible):
        actions.undo(introduction=second, by=jonas, now=LATE)
    assert first.moves.count() == 3


def test_an_acceptance_stays_because_the_name_has_been_read(scene):
    _first, second, _third, _sara, _liaison = scene
    jonas = second.participation.recruiter.user
    actions.accept(introduction=second, by=jonas, now=NOW)
    with pytest.raises(NotPossible):
        actions.undo(introduction=second, by=jonas, now=SOON)


def test_what_was_built_on_stays(scene):
    """The person has found another way in the meantime: the no cannot become a question again."""
    first, second, _third, sara, _liaison = scene
    jonas = second.participation.recruiter.user
    actions.decline(introduction=second, by=jonas, reason="too_junior", words_to_candidate=WORDS, now=NOW)
    actions.hire(introduction=first, by=sara, starts_on=None, now=NOW)
    with pytest.raises(NotPossible):
        actions.undo(introduction=second, by=jonas, now=SOON)


def test_a_lost_offer_opens_the_doors_again(scene):
    first, second, third, sara, _liaison = scene
    actions.hire(introduction=first, by=sara, starts_on=None, now=NOW)
    assert relocation.follow(now=LATE) == 1
    later = NOW + timedelta(days=6)
    said = {"reason": "offer_turned_down", "words_to_candidate": WORDS}
    lost = actions.lose_offer(introduction=first, by=sara, now=later, **said)
    assert (lost.state, lost.end_reason) == (rules.NOT_HIRED, "offer_turned_down")
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state) == (rules.INTRODUCED, rules.ASKED)
    assert second.next_step_due > later
    lost.wanted_profile.refresh_from_db()
    assert (lost.candidate.membership.state, lost.wanted_profile.filled) == ("approved", 0)
    again = mail("available_again")
    assert (again.to_name, again.state) == ("Jonas Vik", "queued")
    assert lost.candidate.name not in again.subject + again.text
    assert delivery.deliver(again.pk, now=later + timedelta(minutes=10)) == "sent"
    assert mail("consent_asked").send_at == later + timedelta(minutes=10)
    assert mail("released").state == "queued"
    relocation.follow(now=later)
    assert Case.objects.get().state == "not_moving"
    # And back again, within ten minutes: the hire stands.
    actions.undo(introduction=first, by=sara, now=later + timedelta(minutes=5))
    states = list(Introduction.objects.order_by("pk").values_list("state", flat=True))
    assert states == [rules.HIRED, rules.CLOSED, rules.CLOSED]
    assert mail("available_again").state in {"sent", "stopped"}


def test_a_door_stays_closed_where_somebody_else_stands(scene):
    first, second, _third, sara, liaison = scene
    actions.hire(introduction=first, by=sara, starts_on=None, now=NOW)
    profile = second.wanted_profile
    profile.state = "withdrawn"
    profile.save()
    actions.lose_offer(introduction=first, by=liaison, reason="post_gone", words_to_candidate=WORDS, now=LATE)
    second.refresh_from_db()
    assert (second.state, second.end_reason) == (rules.CLOSED, "hired_elsewhere")


def test_whoever_came_back_after_a_job_can_be_hired_anew(scene):
    first, _second, third, sara, liaison = scene
    actions.hire(introduction=first, by=sara, starts_on=None, now=NOW)
    person = first.candidate
    actions.come_back(candidate=person, by=person.user, words_version="2026-11", now=LATE)
    with pytest.raises(NotPossible):
        actions.lose_offer(introduction=first, by=sara, reason="terms", words_to_candidate=WORDS, now=LATE)
    cast.screening.approve(candidate=person, campaign=first.campaign, by=liaison, now=LATE)
    asked = actions.introduce(candidate=person, wanted_profile=third.wanted_profile, by=liaison, words="", now=LATE)
    eva = third.participation.recruiter.user
    actions.consent(introduction=asked, by=person.user, now=LATE)
    actions.accept(introduction=asked, by=eva, now=LATE)
    assert actions.hire(introduction=asked, by=eva, starts_on=None, now=LATE).state == rules.HIRED
