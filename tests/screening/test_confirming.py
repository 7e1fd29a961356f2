"""A person's word against the machine's, with a reason; two people where a campaign asks for it; notes; progress."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kretslop.campaigns import actions as campaigns
from kretslop.insights import fairness
from kretslop.insights import queries as insights
from kretslop.introductions import queries as introductions
from kretslop.screening import actions, confirming, lists, placing, queries, rules, undoing
from kretslop.screening.models import Decision, Override, Preselection, Proposal
from kretslop.screening.replaying import replay
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.talent import actions as talent
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TODAY, SOON = NOW.date(), NOW + timedelta(minutes=5)


@pytest.fixture(scope="module")
def told(told_once):
    lead, liaison, campaign = cast.kari(), cast.ingrid(), cast.campaign()
    cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    people = [cast.diogo(campaign, "Diogo Salgado"), cast.diogo(campaign, "Amara Kalu", years=1)]
    actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    return lead, liaison, cast.user("Ola Nordmann", "ola@example.org", "liaison"), campaign, people


@pytest.fixture
def desk(told, db):
    return deepcopy(told)


def group_of(person):
    return Preselection.objects.get(candidate=person).standing


def listed(user, which):
    return [row.candidate.name for row in lists.waiting(user, which, TODAY)]


def two(lead, campaign):
    campaigns.change_campaign(campaign=campaign, by=lead, now=NOW, two_people=True)


def test_up_and_down_with_a_reason_and_back(desk):
    _lead, liaison, _other, campaign, (diogo, amara) = desk
    for person, group, machine in ((amara, "meets_all", "near_miss"), (diogo, "not_now", "meets_all")):
        made = placing.place(
            candidate=person, campaign=campaign, group=group, by=liaison, reason="knows_more", note="Spoke.", now=NOW
        )
        assert (made.machine, made.group, made.by, group_of(person)) == (machine, group, liaison, group)
    assert (listed(liaison, "meets_all"), listed(liaison, "not_now")) == (["Amara Kalu"], ["Diogo Salgado"])
    assert not listed(liaison, "near_miss")
    assert lists.counts(liaison, TODAY) == {name: len(listed(liaison, name)) for name in lists.LISTS}
    assert Event.objects.filter(kind="preselection.overruled").count() == 2
    assert introductions.overrides_of(amara.user)[campaign.pk].reason == "knows_more"
    assert not introductions.overrides_of(diogo.user).keys() & introductions.overrides_of(liaison).keys()
    # Back to what the machine says: the choice stays on the record.
    back = placing.place(
        candidate=amara, campaign=campaign, group="near_miss", by=liaison, reason="profile_wrong", now=SOON
    )
    assert (back, group_of(amara)) == (None, "near_miss")
    assert Override.objects.filter(candidate=amara, current=False, ended_at=SOON).count() == 1


def test_nobody_is_sorted_without_a_reason_or_by_anybody(desk):
    lead, liaison, _other, campaign, (diogo, _amara) = desk
    whom = {"candidate": diogo, "campaign": campaign, "now": NOW}
    with pytest.raises(NotAllowed):
        placing.place(**whom, group="not_now", by=lead, reason="knows_more")
    for group, reason, field in (("nowhere", "knows_more", "group"), ("not_now", "", "reason")):
        with pytest.raises(Invalid) as wrong:
            placing.place(**whom, group=group, by=liaison, reason=reason)
        assert wrong.value.field == field
    unsorted = cast.diogo(cast.campaign(lead, name="Another", occupation="data-scientist"), "Priya Raman")
    with pytest.raises(NotPossible):
        placing.place(candidate=unsorted, campaign=campaign, group="not_now", by=liaison, reason="misread", now=NOW)
    assert not Override.objects.exists()


def test_it_holds_until_the_machine_comes_to_another_result(desk):
    _lead, liaison, _other, campaign, (_diogo, amara) = desk
    placing.place(candidate=amara, campaign=campaign, group="meets_all", by=liaison, reason="knows_more", now=NOW)
    again = actions.screen_candidate(candidate=amara, campaign=campaign, now=SOON)
    assert (again.group, again.standing) == ("near_miss", "meets_all")
    talent.note_answer(candidate=amara, key="years", value="9", now=SOON)
    changed = actions.screen_candidate(candidate=amara, campaign=campaign, now=SOON)
    assert (changed.group, changed.placed) == ("meets_all", "")
    assert Override.objects.get(candidate=amara).ended_at == SOON
    assert not replay(changed.run).differences, "a run tells what the machine said, whatever people say"


def test_the_funnel_counts_the_persons_group_and_the_fairness_report_how_often(desk):
    lead, liaison, _other, campaign, (diogo, amara) = desk
    placing.place(candidate=diogo, campaign=campaign, group="not_now", by=liaison, reason="misread", now=NOW)
    placing.place(candidate=amara, campaign=campaign, group="meets_all", by=liaison, reason="knows_more", now=NOW)
    assert insights.funnel(campaign, viewer=lead).count("preselected") == 1
    next_week = NOW + timedelta(days=7)
    assert fairness.report(campaign, viewer=lead, now=NOW).overrides == (0, 0)
    assert fairness.report(campaign, viewer=lead, now=next_week).overrides == (1, 1)


def test_two_people_decide_and_nobody_is_both(desk):
    lead, liaison, other, campaign, (diogo, amara) = desk
    two(lead, campaign)
    for act, more in ((actions.approve, {}), (actions.set_aside, {"reason": "too_early"})):
        with pytest.raises(NotPossible) as refused:
            act(candidate=diogo, campaign=campaign, by=liaison, now=NOW, **more)
        assert refused.value.code == "needs_second"
    proposal = confirming.decide(candidate=diogo, campaign=campaign, verdict="approved", by=liaison, now=NOW)
    assert isinstance(proposal, Proposal)
    assert not Decision.objects.exists()
    diogo.membership.refresh_from_db()
    assert diogo.membership.state == "waiting"
    assert (listed(other, "second"), listed(liaison, "second"), listed(liaison, "meets_all")) == (
        ["Diogo Salgado"], [], []
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        confirming.confirm(proposal=proposal, by=liaison, now=SOON)
    with pytest.raises(NotAllowed):
        confirming.confirm(proposal=proposal, by=lead, now=SOON)
    with pytest.raises(NotPossible):
        confirming.decide(candidate=diogo, campaign=campaign, verdict="approved", by=other, now=SOON)
    decision = confirming.confirm(proposal=proposal, by=other, now=SOON)
    assert (decision.by, decision.second, decision.verdict) == (liaison, other, "approved")
    with pytest.raises(NotPossible):
        confirming.confirm(proposal=proposal, by=other, now=SOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(second=liaison)
    # Either of the two may undo it.
    assert undoing.last(other, SOON).batch == undoing.last(liaison, SOON).batch == decision.batch
    assert undoing.undo(batch=decision.batch, by=other, now=SOON) == 1
    # A hold takes nobody's place, so one person is enough.
    held = confirming.decide(
        candidate=amara, campaign=campaign, verdict="held", by=liaison, reason="talk_first", now=NOW
    )
    assert isinstance(held, Decision)


def test_sent_back_taken_back_and_several_proposed_at_once(desk):
    lead, liaison, other, campaign, (_diogo, amara) = desk
    two(lead, campaign)
    chosen = list(Preselection.objects.select_related("candidate", "campaign"))
    done = undoing.decide_many(chosen=chosen, verdict=rules.NOT_NOW, by=liaison, reason="too_early", now=NOW)
    assert (done, Proposal.objects.count(), Decision.objects.count()) == (2, 2, 0)
    first, second = Proposal.objects.order_by("candidate__name")
    with pytest.raises(Invalid):
        confirming.send_back(proposal=first, by=other, answer=" ", now=SOON)
    confirming.send_back(proposal=first, by=other, answer="Ask first.", now=SOON)
    confirming.send_back(proposal=second, by=liaison, now=SOON)
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True))[-2:] == [
        "decision.sent_back", "decision.taken_back",
    ]  # fmt: skip
    assert listed(liaison, "meets_all") == ["Diogo Salgado"]
    placed = confirming.decide(
        candidate=amara,
        campaign=campaign,
        verdict="placed",
        group="meets_all",
        by=liaison,
        reason="knows_more",
        now=NOW,
    )
    assert group_of(amara) == "near_miss"
    assert confirming.confirm(proposal=placed, by=other, now=SOON).second == other
    assert group_of(amara) == "meets_all"


def test_progress_of_the_day_and_notes(desk):
    _lead, liaison, other, campaign, (diogo, amara) = desk
    assert lists.done_today("meets_all", NOW) == 0
    actions.approve(candidate=diogo, campaign=campaign, by=liaison, now=NOW)
    assert [lists.done_today(which, NOW) for which in lists.LISTS] == [0, 1, 0, 0, 0, 0]
    assert lists.done_today("meets_all", NOW + timedelta(days=1)) == 0
    kept = placing.note(candidate=amara, words=" Call on Friday. ", by=liaison, now=NOW)
    assert [note.words for note in queries.notes_of(other, amara)] == ["Call on Friday."]
    assert not queries.notes_of(amara.user, amara)
    for words in (" ", "x" * 1001):
        with pytest.raises(Invalid):
            placing.note(candidate=amara, words=words, by=liaison, now=NOW)
    with pytest.raises(NotAllowed):
        placing.note(candidate=amara, words="x", by=amara.user, now=NOW)
    with pytest.raises(NotAllowed):
        placing.forget_note(note=kept, by=other)
    placing.forget_note(note=kept, by=liaison)
    assert not queries.notes_of(liaison, amara)
