"""Several decisions at once, undone within minutes; the switch that stops the machine's sorting."""

from datetime import timedelta

import pytest

from kretslop.introductions import actions as introductions
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.screening import actions, lists, queries, rules, stopping, undoing
from kretslop.screening.models import Decision, Preselection
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.talent.models import PoolMembership
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
SOON, LATE = NOW + timedelta(minutes=9), NOW + timedelta(minutes=10)


@pytest.fixture
def desk():
    liaison, campaign = cast.ingrid(), cast.campaign()
    cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    for name in ("Diogo Salgado", "Amara Kalu", "Priya Raman"):
        cast.diogo(campaign, name)
    actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    return liaison, campaign


def put_aside(liaison, chosen, now=NOW, verdict=rules.NOT_NOW):
    return undoing.decide_many(chosen=chosen, verdict=verdict, by=liaison, reason="too_early", now=now)


def test_several_are_put_aside_with_one_reason_and_come_back_with_one_undo(desk):
    liaison, _campaign = desk
    waiting = lists.waiting(liaison, "meets_all", NOW.date())
    assert put_aside(liaison, list(waiting)[:2]) == 2
    assert waiting.all().count() == 1
    assert set(Decision.objects.values_list("reason", flat=True)) == {"too_early"}
    last = undoing.last(liaison, SOON)
    assert (last.verdict, last.people) == (rules.NOT_NOW, 2)
    assert undoing.undo(batch=last.batch, by=liaison, now=SOON) == 2
    assert waiting.all().count() == 3
    assert undoing.last(liaison, SOON) is None
    assert Decision.objects.filter(undone_at=SOON, current=False).count() == 2
    assert Event.objects.filter(kind="decision.undone").count() == 2


def test_nobody_is_approved_in_bulk_and_nobody_without_a_reason(desk):
    liaison, _campaign = desk
    chosen = list(Preselection.objects.all())
    with pytest.raises(Invalid):
        put_aside(liaison, chosen, verdict=rules.APPROVED)
    with pytest.raises(Invalid):
        undoing.decide_many(chosen=chosen, verdict=rules.HELD, by=liaison, reason="", now=NOW)
    assert not Decision.objects.exists()


def test_whoever_left_meanwhile_is_left_out(desk):
    liaison, _campaign = desk
    chosen = list(Preselection.objects.select_related("candidate__user"))
    gone = chosen[0].candidate
    introductions.leave_pool(candidate=gone, by=gone.user, now=NOW)
    assert put_aside(liaison, chosen) == 2


def test_an_undone_approval_gives_the_place_back_and_the_mail_never_leaves(desk):
    liaison, campaign = desk
    person = Preselection.objects.first().candidate
    decision = actions.approve(candidate=person, campaign=campaign, by=liaison, now=NOW)
    mail = OutboxMail.objects.get(kind="candidate_approved")
    assert mail.send_at == LATE
    undoing.undo(batch=decision.batch, by=liaison, now=SOON)
    place = PoolMembership.objects.get(candidate=person)
    assert (place.state, place.approved_at) == ("waiting", None)
    assert delivery.deliver(mail.pk, now=LATE) == "stopped"
    actions.approve(candidate=person, campaign=campaign, by=liaison, now=LATE)
    assert OutboxMail.objects.filter(kind="candidate_approved", state="queued").count() == 1


def test_the_decision_before_is_in_force_again(desk):
    liaison, campaign = desk
    person = Preselection.objects.first().candidate
    held = actions.hold(candidate=person, campaign=campaign, by=liaison, reason="talk_first", now=NOW)
    approved = actions.approve(candidate=person, campaign=campaign, by=liaison, now=NOW)
    undoing.undo(batch=approved.batch, by=liaison, now=SOON)
    assert Decision.objects.get(current=True) == held


def test_too_late_for_others_and_for_what_is_built_on(desk):
    liaison, campaign = desk
    person = Preselection.objects.first().candidate
    decision = actions.approve(candidate=person, campaign=campaign, by=liaison, now=NOW)
    with pytest.raises(NotAllowed):
        undoing.undo(batch=decision.batch, by=cast.kari(), now=SOON)
    with pytest.raises(NotPossible):
        undoing.undo(batch=decision.batch, by=liaison, now=LATE)
    wanted = campaign.participations.get().wanted_profiles.get()
    introductions.introduce(candidate=person, wanted_profile=wanted, by=liaison, words="", now=SOON)
    with pytest.raises(NotPossible):
        undoing.undo(batch=decision.batch, by=liaison, now=SOON)
    decision.refresh_from_db()
    assert decision.current


def test_the_switch_stops_sorting_and_says_who_and_why(desk):
    liaison, campaign = desk
    lead = cast.kari()
    with pytest.raises(NotAllowed):
        stopping.stop_automation(campaign=campaign, by=liaison, why="x", now=NOW)
    with pytest.raises(Invalid):
        stopping.stop_automation(campaign=campaign, by=lead, why=" ", now=NOW)
    stopped = stopping.stop_automation(campaign=campaign, by=lead, why="A criterion is being checked.", now=NOW)
    assert stopping.stop_automation(campaign=campaign, by=lead, why="Again", now=NOW) == stopped
    person = cast.diogo(campaign, "Linh Hoàng")
    assert actions.screen_candidate(candidate=person, campaign=campaign, now=NOW) is None
    with pytest.raises(NotPossible) as refused:
        actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    assert refused.value.code == "automation_stopped"
    assert [each.why for each in queries.stops(liaison)] == ["A criterion is being checked."]
    assert not queries.stops(person.user)
    # People go on deciding meanwhile, also about somebody who was not sorted.
    actions.hold(candidate=person, campaign=campaign, by=liaison, reason="talk_first", now=NOW)
    stopping.lift_stop(campaign=campaign, by=lead, now=NOW)
    assert not queries.stops(liaison)
    assert actions.screen_candidate(candidate=person, campaign=campaign, now=NOW) is not None
