"""A line for full events, a reminder on the working day before, and invitations to candidates who agreed to them."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kretslop.campaigns import actions as campaigns
from kretslop.events import actions, queries, rules, sending
from kretslop.events.models import Place
from kretslop.messaging.models import OutboxMail
from kretslop.shared.calendar import subtract_working_days
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.talent import actions as talent
from tests import cast
from tests.cast import NOW
from tests.events.test_actions import HOUR, come, come_as_candidate, in_calendar, mails, plan, told_again, told_world
from tests.events.test_rules import STARTS

__all__ = ["told_world"]
pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def world(told_world, db):
    return deepcopy(told_world)


def wait(event, member, now=NOW):
    return actions.wait_for_place(event=event, by=member.user, member=member, now=now)


def test_the_first_in_line_gets_what_is_given_back(world):
    event = plan(world, invited=rules.BOTH, capacity=1, link="https://meet.example.org/abc")
    sara, jonas = world.havtech.recruiter, world.fjordbank.recruiter
    place = come(event, sara)
    first = wait(event, jonas, NOW + HOUR)
    assert wait(event, jonas, NOW + 2 * HOUR) == first
    second = actions.wait_for_place(event=event, by=world.person.user, candidate=world.person, now=NOW + 2 * HOUR)
    assert [each.before for each in queries.own_places(world.person.user, [event]).values()] == [1]
    assert [guest.name for guest in queries.waiting_guests(world.lead, event)] == ["Jonas Vik", "Diogo Salgado"]
    assert not queries.waiting_guests(sara.user, event)
    assert (queries.taken_of(event), queries.has_place(jonas.user, event)) == (1, False)
    assert not mails("event_place_yours")
    actions.give_back_place(place=place, by=sara.user, now=NOW + 3 * HOUR)
    (mail,) = mails("event_place_yours")
    assert mail.to_address == jonas.user.email
    assert "https://meet.example.org/abc" in mail.text
    assert in_calendar(mail)["status"] == "CONFIRMED"
    assert sending.may_send(mail, NOW) == ""
    assert queries.has_place(jonas.user, event)
    actions.change_event(event=event, told=told_again(event, capacity=2), by=world.lead, now=NOW + 4 * HOUR)
    assert [each.to_address for each in mails("event_place_yours")] == [jonas.user.email, world.person.email]
    second.refresh_from_db()
    assert (second.waiting, second.taken_at) == (False, NOW + 4 * HOUR)


def test_leaving_the_line_needs_no_mail_and_frees_nothing(world):
    event = plan(world, capacity=1)
    come(event, world.havtech.recruiter)
    first, second = wait(event, world.fjordbank.recruiter), wait(event, world.fjordbank.stand_in, NOW + HOUR)
    actions.give_back_place(place=first, by=world.fjordbank.recruiter.user, now=NOW + HOUR)
    assert not mails("event_place_back")
    assert [place.pk for place in queries.in_line(event)] == [second.pk]
    assert wait(event, world.fjordbank.recruiter, NOW + 2 * HOUR).taken_at == NOW + 2 * HOUR
    assert [place.pk for place in queries.in_line(event)] == [second.pk, first.pk]


def test_where_there_is_a_place_nobody_waits(world):
    event = plan(world, capacity=2)
    assert not wait(event, world.havtech.recruiter).waiting
    assert len(mails("event_place")) == 1
    with pytest.raises(NotPossible, match="begun"):
        wait(event, world.havtech.stand_in, STARTS)
    with pytest.raises(NotAllowed):
        actions.wait_for_place(event=event, by=world.person.user, member=world.havtech.recruiter, now=NOW)


def test_the_place_of_somebody_who_left_is_handed_on(world):
    event = plan(world, capacity=1)
    come(event, world.havtech.stand_in)
    wait(event, world.fjordbank.recruiter)
    stand_in, sara = world.havtech.stand_in, world.havtech.recruiter
    assert actions.hand_on_all(now=NOW) == 0
    campaigns.remove_colleague(member=stand_in, to=sara, by=stand_in.user, now=NOW)
    assert actions.hand_on_all(now=STARTS) == 0, "it has begun"
    assert actions.hand_on_all(now=NOW + HOUR) == 1
    assert queries.has_place(world.fjordbank.recruiter.user, event)
    assert actions.hand_on_all(now=NOW + HOUR) == 0


def test_nobody_passes_those_who_stand_in_line(world):
    event = plan(world, capacity=1)
    come(event, world.havtech.stand_in)
    wait(event, world.fjordbank.recruiter)
    stand_in, sara = world.havtech.stand_in, world.havtech.recruiter
    campaigns.remove_colleague(member=stand_in, to=sara, by=stand_in.user, now=NOW)
    with pytest.raises(NotPossible, match="full"), transaction.atomic():
        come(event, sara, NOW + HOUR)
    assert wait(event, sara, NOW + HOUR).waiting
    assert queries.has_place(world.fjordbank.recruiter.user, event)


def test_whoever_waits_is_told_of_the_end_and_has_nothing_in_a_calendar(world):
    event = plan(world, capacity=1)
    come(event, world.havtech.recruiter)
    wait(event, world.fjordbank.recruiter)
    actions.cancel_event(event=event, why="The room is flooded.", by=world.lead, now=NOW)
    by_address = {mail.to_address: mail for mail in mails("event_cancelled")}
    mail = by_address[world.fjordbank.recruiter.user.email]
    assert mail.calendar == ""
    assert "You were waiting for a place." in mail.text
    assert [sending.may_send(each, NOW) for each in by_address.values()] == ["", ""]
    assert by_address[world.havtech.recruiter.user.email].calendar


def test_a_reminder_leaves_on_the_working_day_before_and_follows_each_change(world):
    event = plan(world, place="Room Fjord")
    place = come(event, world.havtech.recruiter)
    (mail,) = mails("event_reminder")
    due = rules.remind_on(STARTS, OSLO, subtract_working_days)
    assert (mail.send_at, mail.calendar) == (due, "")
    assert due.astimezone(OSLO).hour == 9
    assert sending.may_send(mail, due) == ""
    changed = actions.change_event(event=event, told=told_again(event, words="Bring a pen."), by=world.lead, now=NOW)
    moved = actions.change_event(
        event=changed, told=told_again(changed, starts_at=STARTS + 7 * 24 * HOUR, ends_at=STARTS + 169 * HOUR),
        by=world.lead, now=NOW,
    )  # fmt: skip
    assert [sending.may_send(each, due) for each in mails("event_reminder")] == ["overtaken", "overtaken", ""]
    assert mails("event_reminder")[-1].send_at == due + timedelta(days=7)
    actions.give_back_place(place=place, by=world.havtech.recruiter.user, now=NOW)
    assert sending.may_send(mails("event_reminder")[-1], due) == "overtaken"
    come(moved, world.havtech.recruiter, moved.starts_at - HOUR)
    assert len(mails("event_reminder")) == 3, "too late to remind"


@pytest.mark.parametrize(
    ("starts_at", "zone", "due"),
    [
        (datetime(2026, 11, 30, 9, tzinfo=UTC), "Europe/Oslo", datetime(2026, 11, 27, 8, tzinfo=UTC)),  # a Monday
        (datetime(2027, 3, 30, 8, tzinfo=UTC), "Europe/Oslo", datetime(2027, 3, 24, 8, tzinfo=UTC)),  # after Easter
        (datetime(2027, 5, 18, 8, tzinfo=UTC), "Europe/Oslo", datetime(2027, 5, 14, 7, tzinfo=UTC)),  # after 17 May
        (datetime(2026, 12, 2, 2, tzinfo=UTC), "America/Chicago", datetime(2026, 11, 30, 15, tzinfo=UTC)),
    ],
)
def test_the_working_day_before(starts_at, zone, due):
    found = rules.remind_on(starts_at, ZoneInfo(zone), subtract_working_days)
    assert found == due
    assert subtract_working_days(date(2026, 11, 30), 1) == date(2026, 11, 27)


def test_candidates_who_agreed_to_such_mail_are_invited_lot_by_lot(world, monkeypatch):
    monkeypatch.setattr(rules, "LOT", 1)
    event = plan(world, invited=rules.BOTH)
    people = [world.person, *(cast.diogo(world.campaign, name) for name in ("Amara Kalu", "Linh Tran", "Priya Raman"))]
    for person in people[:3]:
        talent.give_consent(candidate=person, purpose="campaign_mail", words_version="1", now=NOW)
    come_as_candidate(event, people[1])
    assert actions.invite(event=event, by=world.lead, now=NOW) == 4 + 2
    assert ProcrastinateJob.objects.filter(task_name="events.invite_candidates").count() == 1
    assert [actions.invite_lot(event=event, now=NOW) for _lot in range(3)] == [1, 1, 0]
    found = mails("event_for_you")
    assert {mail.to_address for mail in found} == {people[0].email, people[2].email}
    assert all("/mail/no/" in mail.text for mail in found)
    assert [sending.may_send(mail, NOW) for mail in found] == ["", ""]
    talent.withdraw_consent(candidate=people[2], purpose="campaign_mail", now=NOW)
    assert [sending.may_send(mail, NOW) for mail in found] == ["", "no_consent"]
    assert actions.invite(event=event, by=world.lead, now=NOW) == 0
    assert not OutboxMail.objects.filter(kind="event_invitation", to_address=people[0].email).exists()
    assert Place.objects.count() == 1
