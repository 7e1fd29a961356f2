"""The lists of the desk are kept by the database: after every move they say what the rows themselves say."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import connection

from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import Campaign
from kretslop.introductions import actions as introductions
from kretslop.screening import actions, confirming, lists, placing, undoing
from kretslop.screening.models import Decision, DeskEntry, Preselection, Proposal
from kretslop.talent.actions import SkillAnswer
from kretslop.talent.models import Candidate, PoolMembership
from tests import cast
from tests.cast import NOW
from tests.conftest import SOAK

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LATER = TODAY + timedelta(days=40)  # after what is held, and after the pause
#: The moves after which every list is read in full in the usual run.
CLOSELY = {2, 9}


@pytest.fixture(scope="module")
def told(told_once):
    lead, liaison, campaign = cast.kari(), cast.ingrid(), cast.campaign()
    cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    people = [
        cast.diogo(campaign, "Diogo Salgado"),
        cast.diogo(campaign, "Amara Kalu"),
        cast.diogo(campaign, "Priya Raman", skills=(SkillAnswer("python", 1),)),
        cast.diogo(campaign, "Tomasz Fijał", skills=(), years=1),
        cast.diogo(campaign, "Linh Hoàng", languages={}, languages_known=False),
    ]
    actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    return lead, liaison, cast.user("Ola Nordmann", "ola@example.org", "liaison"), campaign, people


@pytest.fixture
def desk(told, db):
    return deepcopy(told)


def plain(user, day):
    """Return who waits on each list, best first, asked of the rows themselves in the plainest words."""
    places = {place.candidate_id: place for place in PoolMembership.objects.all()}
    proposals = {(p.candidate_id, p.campaign_id): p for p in Proposal.objects.filter(settled_at=None)}
    decisions = {(d.candidate_id, d.campaign_id): d for d in Decision.objects.filter(current=True)}
    found = {which: [] for which in lists.LISTS}
    for row in Preselection.objects.filter(campaign__state="open").order_by("-score", "ref"):
        place, about = places[row.candidate_id], (row.candidate_id, row.campaign_id)
        proposal, decision = proposals.get(about), decisions.get(about)
        if place.state not in ("waiting", "approved") or (place.paused_until and place.paused_until > day):
            continue
        if proposal is not None:
            stands = "second" if proposal.by_id != user.pk else ""
        elif decision is not None:
            stands = "held" if decision.verdict == "held" and decision.revisit_due <= day else ""
        else:
            stands = row.placed or row.group
        if stands:
            found[stands].append(row)
    return found


def check(user, day=TODAY, *, closely=False):
    """Hold numbers and first few against the rows; `closely` also every list and everybody's neighbours on it."""
    expected, first = plain(user, day), lists.first_of(user, day, 2)
    assert {which: number for which, (number, _rows) in first.items()} == {w: len(rows) for w, rows in expected.items()}
    assert {which: rows for which, (_number, rows) in first.items()} == {w: rows[:2] for w, rows in expected.items()}
    if closely:
        assert lists.counts(user, day) == {which: len(rows) for which, rows in expected.items()}
        for which, rows in expected.items():
            assert list(lists.waiting(user, which, day)) == rows
            for person in Candidate.objects.order_by("pk"):
                _check_neighbours(user, which, day, person, [row.candidate.ref for row in rows])
    return {which for which, rows in expected.items() if rows}


def _check_neighbours(user, which, day, person, refs):
    at = refs.index(person.ref) if person.ref in refs else -1
    before, after = refs[at - 1] if at > 0 else "", "".join(refs[at + 1 : at + 2])
    assert lists.neighbours(user, which, day, person) == (before, after, at + 1, len(refs))


def test_after_every_move_the_lists_say_what_the_rows_say(desk):
    lead, liaison, other, campaign, (diogo, amara, priya, _tomasz, linh) = desk
    about = {"campaign": campaign, "by": liaison, "now": NOW}
    moves = [
        lambda: None,
        lambda: actions.hold(candidate=diogo, reason="talk_first", **about),
        lambda: placing.place(candidate=priya, group="meets_all", reason="knows_more", **about),
        lambda: actions.set_aside(candidate=amara, reason="too_early", **about),
        lambda: undoing.undo(batch=Decision.objects.get(candidate=amara).batch, by=liaison, now=NOW),
        lambda: actions.approve(candidate=linh, **about),
        lambda: introductions.pause_candidate(candidate=priya, months=1, by=priya.user, now=NOW),
        lambda: actions.run_screening(campaign=campaign, by=liaison, now=NOW),
        lambda: campaigns.change_campaign(campaign=campaign, by=lead, now=NOW, two_people=True),
        lambda: confirming.decide(candidate=amara, verdict="approved", **about),
        lambda: confirming.send_back(proposal=Proposal.objects.get(), by=other, answer="Not yet.", now=NOW),
        lambda: confirming.decide(candidate=diogo, verdict="not_now", reason="too_early", **about),
        lambda: confirming.confirm(proposal=Proposal.objects.get(settled_at=None), by=other, now=NOW),
        lambda: actions.look_again(candidate=diogo, now=NOW),
        lambda: introductions.leave_pool(candidate=amara, by=amara.user, now=NOW),
        lambda: introductions.come_back(candidate=amara, by=amara.user, words_version="1", now=NOW),
    ]
    seen = set()
    for number, move in enumerate(moves):
        move()
        seen |= check(liaison) | check(other) | check(other, LATER, closely=SOAK or number in CLOSELY)
    assert seen == set(lists.LISTS)
    Campaign.objects.filter(pk=campaign.pk).update(state="closed")
    assert not check(liaison)


def test_rows_that_move_to_another_person_and_rows_that_go(desk):
    _lead, liaison, _other, campaign, (diogo, amara, priya, _tomasz, linh) = desk
    kept = actions.hold(candidate=diogo, campaign=campaign, by=liaison, reason="talk_first", now=NOW)
    Decision.objects.filter(pk=kept.pk).update(candidate=amara)
    check(liaison)
    Decision.objects.all().delete()
    Preselection.objects.filter(candidate=priya).delete()
    check(liaison)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM screening_preselection WHERE candidate_id = %s", [linh.pk])
    check(liaison)
    assert DeskEntry.objects.count() == 3


def test_nobody_else_sees_a_list(desk):
    lead, liaison, _other, _campaign, (diogo, *_people) = desk
    assert lists.counts(lead, TODAY) == lists.counts(liaison, TODAY)
    assert not any(lists.counts(diogo.user, TODAY).values())
    assert not lists.waiting(diogo.user, "meets_all", TODAY)
