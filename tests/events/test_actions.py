"""Places are counted, calendars follow, and nobody hears of who else comes."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from icalendar import Calendar

from kretslop.campaigns import actions as campaigns
from kretslop.events import actions, queries, rules, sending
from kretslop.events.models import CampaignEvent, Place
from kretslop.introductions import actions as introductions
from kretslop.messaging.models import OutboxMail
from kretslop.privacy.actions import erase
from kretslop.privacy.exporting import copy_of
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW
from tests.events.test_rules import STARTS, told

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = STARTS + 2 * HOUR


@pytest.fixture(scope="module")
def told_world(told_once):
    lead = cast.kari()
    campaign = cast.campaign(lead)
    havtech = cast.joined(campaign)
    fjordbank = cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    return SimpleNamespace(
        lead=lead, campaign=campaign, havtech=havtech, fjordbank=fjordbank, person=cast.diogo(campaign)
    )


@pytest.fixture
def world(told_world, db):
    return deepcopy(told_world)


def plan(world, **fields):
    return actions.make_event(campaign=world.campaign, told=told(**fields), by=world.lead, now=NOW)


def come(event, member, now=NOW):
    return actions.take_place(event=event, by=member.user, member=member, now=now)


def come_as_candidate(event, person, now=NOW):
    return actions.take_place(event=event, by=person.user, candidate=person, now=now)


def mails(kind):
    return list(OutboxMail.objects.filter(kind=kind).order_by("pk"))


def in_calendar(mail):
    (found,) = Calendar.from_ical(mail.calendar).walk("VEVENT")
    return found


def test_only_a_project_lead_plans_moves_and_cancels(world):
    event, sara = plan(world), world.havtech.recruiter.user
    for act in (
        lambda: actions.make_event(campaign=world.campaign, told=told(), by=sara, now=NOW),
        lambda: actions.change_event(event=event, told=told(), by=sara, now=NOW),
        lambda: actions.cancel_event(event=event, why="No", by=sara, now=NOW),
        lambda: actions.invite(event=event, by=sara, now=NOW),
        lambda: actions.save_notes(event=event, notes="x", by=sara, now=NOW),
        lambda: actions.note_who_came(event=event, came=[], by=sara, now=LATER),
        lambda: actions.let_in(event=event, member=world.havtech.recruiter, by=sara, now=LATER),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_place_goes_into_the_calendar_once(world):
    event = plan(world, link="https://meet.example.org/abc")
    first, again = come(event, world.havtech.recruiter), come(event, world.havtech.recruiter)
    assert first == again
    (mail,) = mails("event_place")
    entry = in_calendar(mail)
    assert entry["dtstart"].dt == STARTS
    assert str(entry["attendee"]) == "mailto:sara.bakken@example.com"
    assert "meet.example.org/abc" in entry["location"]
    assert "meet.example.org/abc" in mail.text
    assert sending.may_send(mail, NOW) == ""


def test_the_last_place_goes_to_one(world):
    event = plan(world, capacity=1)
    place = come(event, world.havtech.recruiter)
    with pytest.raises(NotPossible, match="full"):
        come(event, world.fjordbank.recruiter)
    actions.give_back_place(place=place, by=world.havtech.recruiter.user, now=NOW)
    assert sending.may_send(mails("event_place")[0], NOW) == "overtaken"
    assert in_calendar(mails("event_place_back")[0])["status"] == "CANCELLED"
    come(event, world.fjordbank.recruiter)
    event = actions.change_event(event=event, told=told(capacity=2), by=world.lead, now=NOW)
    come(event, world.havtech.recruiter)
    with pytest.raises(Invalid, match="fewer_than_taken"):
        actions.change_event(event=event, told=told(capacity=1), by=world.lead, now=NOW)


def test_who_takes_a_place_again_is_told_again(world):
    event, sara = plan(world), world.havtech.recruiter
    place = come(event, sara)
    actions.give_back_place(place=place, by=sara.user, now=NOW + HOUR)
    come(event, sara, NOW + 2 * HOUR)
    assert len(mails("event_place")) == 2
    assert [sending.may_send(mail, NOW) for mail in mails("event_place_back")] == ["overtaken"]


def test_a_move_is_told_to_those_with_a_place_only(world):
    event, sara = plan(world), world.havtech.recruiter
    come(event, sara)
    place = come(event, world.fjordbank.recruiter)
    actions.give_back_place(place=place, by=world.fjordbank.recruiter.user, now=NOW)
    moved = actions.change_event(
        event=event, told=told(starts_at=STARTS + DAY, ends_at=STARTS + DAY + HOUR), by=world.lead, now=NOW
    )
    (mail,) = mails("event_moved")
    assert mail.to_address == sara.user.email
    before, after = in_calendar(mails("event_place")[0]), in_calendar(mail)
    assert (before["uid"], before["sequence"], after["sequence"]) == (after["uid"], 0, 1)
    assert after["dtstart"].dt == STARTS + DAY
    assert sending.may_send(mails("event_place")[0], NOW) == "overtaken"
    again = actions.change_event(
        event=moved, told=replace(told_again(moved), words="Bring a pen."), by=world.lead, now=NOW
    )
    assert again.sequence == 2, "calendars learn of new words"
    assert len(mails("event_moved")) == 1, "but nobody is written to for them"


def told_again(event, **changed):
    names = ("kind", "title", "invited", "starts_at", "ends_at", "time_zone", "place", "link", "words", "capacity")
    return rules.Told(**{name: getattr(event, name) for name in names} | changed)


def test_a_cancelled_event_leaves_every_calendar(world):
    event = plan(world)
    come(event, world.havtech.recruiter)
    with pytest.raises(Invalid, match="required"):
        actions.cancel_event(event=event, why=" ", by=world.lead, now=NOW)
    cancelled = actions.cancel_event(event=event, why="The room is flooded.", by=world.lead, now=NOW)
    (mail,) = mails("event_cancelled")
    assert "The room is flooded." in mail.text
    assert in_calendar(mail)["status"] == "CANCELLED"
    assert [sending.may_send(each, NOW) for each in (*mails("event_place"), mail)] == ["overtaken", ""]
    for act in (
        lambda: actions.cancel_event(event=cancelled, why="Again", by=world.lead, now=NOW),
        lambda: come(cancelled, world.fjordbank.recruiter),
        lambda: actions.invite(event=cancelled, by=world.lead, now=NOW),
        lambda: actions.change_event(event=cancelled, told=told(), by=world.lead, now=NOW),
    ):
        with pytest.raises(NotPossible, match="cancelled"):
            act()


def test_what_has_begun_cannot_be_joined_left_or_cancelled(world):
    event = plan(world)
    place = come(event, world.havtech.recruiter)
    for act in (
        lambda: come(event, world.fjordbank.recruiter, STARTS),
        lambda: actions.give_back_place(place=place, by=world.havtech.recruiter.user, now=STARTS),
        lambda: actions.cancel_event(event=event, why="Late", by=world.lead, now=STARTS),
        lambda: actions.invite(event=event, by=world.lead, now=STARTS),
    ):
        with pytest.raises(NotPossible, match="begun"):
            act()
    with pytest.raises(NotPossible, match="not_yet"):
        actions.note_who_came(event=event, came=[place.ref], by=world.lead, now=STARTS - HOUR)


def test_invitations_go_once_to_whoever_answers_for_an_employer(world):
    event = plan(world)
    come(event, world.havtech.recruiter)
    assert actions.invite(event=event, by=world.lead, now=NOW) == 3
    assert actions.invite(event=event, by=world.lead, now=NOW) == 0
    assert world.havtech.recruiter.user.email not in {mail.to_address for mail in mails("event_invitation")}
    assert all("meet.example.org" not in mail.text for mail in mails("event_invitation"))


@pytest.mark.parametrize(
    ("invited", "employer", "candidate"),
    [(rules.EMPLOYERS, True, False), (rules.CANDIDATES, False, True), (rules.BOTH, True, True)],
)
def test_who_is_invited(world, invited, employer, candidate):
    event, sara = plan(world, invited=invited), world.havtech.recruiter
    assert queries.for_member(sara.user).exists() is employer
    assert queries.for_candidate(world.person.user).exists() is candidate
    for may, act in (
        (employer, lambda: come(event, sara)),
        (candidate, lambda: come_as_candidate(event, world.person)),
    ):
        if may:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()


def test_strangers_see_and_take_nothing(world):
    event = plan(world, invited=rules.BOTH)
    other = cast.campaign(world.lead, name="Nurses 2026")
    elsewhere = cast.joined(other, "Solberg IT AS", "Ida Moe", "Per Ness")
    stranger = cast.diogo(other, name="Amara Kalu")
    assert not queries.for_member(elsewhere.recruiter.user)
    assert not queries.for_candidate(stranger.user)
    assert not queries.for_lead(world.havtech.recruiter.user)
    assert not queries.guests(cast.ingrid(), event)
    for act in (
        lambda: come(event, elsewhere.recruiter),
        lambda: come_as_candidate(event, stranger),
        lambda: actions.take_place(event=event, by=stranger.user, member=world.havtech.recruiter, now=NOW),
        lambda: actions.take_place(event=event, by=stranger.user, candidate=world.person, now=NOW),
        lambda: actions.take_place(event=event, by=stranger.user, now=NOW),
        lambda: actions.give_back_place(place=come(event, world.havtech.recruiter), by=stranger.user, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_whoever_leaves_holds_no_place(world):
    event = plan(world, invited=rules.BOTH, capacity=2)
    come_as_candidate(event, world.person)
    come(event, world.havtech.stand_in)
    sara = world.havtech.recruiter
    campaigns.remove_colleague(member=world.havtech.stand_in, to=sara, by=world.havtech.stand_in.user, now=NOW)
    introductions.leave_pool(candidate=world.person, by=world.person.user, now=NOW)
    assert queries.taken_of(event) == 0
    assert [sending.may_send(mail, NOW) for mail in mails("event_place")] == ["left_pool", "not_a_member"]
    assert queries.guests(world.lead, event) == []


def test_who_came_is_ticked_and_counts_for_the_employer(world):
    event, unticked = plan(world), plan(world, title="Nobody ticked this one")
    place = come(event, world.havtech.recruiter)
    come(event, world.fjordbank.recruiter)
    come(unticked, world.havtech.recruiter)
    assert actions.note_who_came(event=event, came=[place.ref, "made-up"], by=world.lead, now=LATER) == 1
    assert [guest.came for guest in queries.guests(world.lead, event)] == [False, True]
    keys = [world.havtech.employer_id, world.fjordbank.employer_id]
    assert queries.attended_by(keys, world.campaign, LATER) == {keys[0]: (1, 1), keys[1]: (1, 0)}
    actions.let_in(event=event, member=world.fjordbank.stand_in, by=world.lead, now=LATER)
    assert queries.attended_by(keys, world.campaign, LATER)[keys[1]] == (1, 1)
    actions.save_notes(event=event, notes="Two days are enough.", by=world.lead, now=LATER)
    event.refresh_from_db()
    assert event.notes == "Two days are enough."


def test_the_copy_holds_a_place_and_erasure_leaves_none(world):
    event = plan(world, invited=rules.CANDIDATES)
    come_as_candidate(event, world.person)
    tables = {part.model._meta.label: part.rows for part in copy_of(world.person, NOW)}
    assert tables["events.Place"] == [{"taken_at": NOW, "given_back_at": None, "waiting": False, "came": None}]
    erase(candidate=world.person, by=world.person.user, why="asked", now=NOW + DAY)
    assert not Place.objects.exists()
    assert queries.taken_of(event) == 0
    assert not OutboxMail.objects.exclude(calendar="")


def test_who_came_is_forgotten_after_years(world):
    event = plan(world)
    come(event, world.havtech.recruiter)
    actions.save_notes(event=event, notes="Kept for a while.", by=world.lead, now=LATER)
    nearly = STARTS + HOUR + timedelta(days=rules.KEPT_DAYS) - HOUR
    assert actions.forget_old(now=nearly) == 0
    assert actions.forget_old(now=nearly + HOUR) == 1
    assert CampaignEvent.objects.get().notes == ""


def test_the_timeline_tells_codes_alone(world):
    event = plan(world, title="Zanzibar evening")
    come(event, world.havtech.recruiter)
    kinds = set(Event.objects.filter(subjects__contains=[f"campaignevent:{event.ref}"]).values_list("kind", flat=True))
    assert kinds == {"event.planned", "event.place_taken"}
    assert not Event.objects.filter(codes__icontains="Zanzibar").exists()
