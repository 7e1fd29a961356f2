"""The clock of an introduction: reminder, stand-in, liaison, lapsed; on Norwegian working days, in local time."""

from copy import deepcopy
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kretslop.introductions import actions, disclosure, rules
from kretslop.introductions.models import Introduction, ReleaseMessage
from kretslop.messaging.models import OutboxMail
from kretslop.shared.calendar import add_working_hours, deadline_in
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from tests import cast
from tests.cast import NOW

OSLO = ZoneInfo("Europe/Oslo")


def at(day: int, month: int, hour: int = 9, minute: int = 0, *, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=OSLO)


#: (introduced, working days, due). In 2027 Easter is 25 to 29 March, and 17 May is a Monday, Whit Monday too.
DUE = [
    ("over Easter", at(22, 3), 5, at(1, 4, 16)),
    ("on Maundy Thursday", at(25, 3), 1, at(30, 3, 16)),
    ("over 17 May, which is Whit Monday too", at(13, 5), 5, at(21, 5, 16)),
    ("on 17 May itself", at(17, 5), 1, at(18, 5, 16)),
    ("over the night in March when the clock goes forward", at(26, 3, 23, 30, year=2026), 1, at(27, 3, 16, year=2026)),
    ("in the hour that does not exist", at(28, 3, 2, 30), 2, at(31, 3, 16)),
    ("over the night in October when it goes back", at(29, 10, 9), 1, at(1, 11, 16)),
    ("in the hour that comes twice, the second time", at(31, 10, 2, 30).replace(fold=1), 1, at(1, 11, 16)),
    ("over Christmas and New Year", at(23, 12), 6, at(31, 12, 16)),
]


@pytest.mark.parametrize(("now", "days", "due"), [case[1:] for case in DUE], ids=[case[0] for case in DUE])
def test_a_deadline_is_a_close_of_business_that_people_can_keep(now, days, due):
    assert deadline_in(now, days) == due
    assert deadline_in(now.astimezone(ZoneInfo("America/Sao_Paulo")), days) == due


@pytest.mark.parametrize(("friday", "hours"), [(at(27, 3, year=2026), 71), (at(23, 10, year=2026), 73)])
def test_a_weekend_of_47_or_49_hours_moves_no_deadline(friday, hours):
    """Time is counted in days of the calendar: between Friday and Monday at 16:00 lies what lies there."""
    before, after = deadline_in(friday, 0), deadline_in(friday, 1)
    assert (before.hour, after.hour) == (16, 16)
    assert after.timestamp() - before.timestamp() == hours * 3600
    held = add_working_hours(before - timedelta(hours=1), 2)
    assert (held.date(), held.hour) == (after.date(), 9)


@pytest.fixture(scope="module")
def told(told_once):
    """Diogo introduced to Havtech on Tuesday 10 November 2026; the answer is due on Tuesday 17 November at 16:00."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    havtech = cast.wanted(cast.joined(campaign))
    candidate = cast.approved(campaign, liaison)
    return cast.introduced(candidate, havtech, liaison), liaison


@pytest.fixture
def scene(told, db):
    return deepcopy(told)


def nov(day: int, hour: int = 9) -> datetime:
    return at(day, 11, hour, year=2026)


def mails(kind: str) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind=kind).order_by("pk"))


def test_from_the_reminder_to_the_end_of_a_silence(scene):
    found, liaison = scene
    assert found.next_step_due == nov(17, 16)
    assert [mail.send_at for mail in mails("feedback_reminder")] == [nov(13)]
    assert [mail.to_name for mail in mails("feedback_stand_in")] == ["Anders Lie"]
    for early in (
        nov(17, 15),
        nov(18),
        nov(19, 7),
        nov(19, 17),
        nov(21, 12),
    ):  # not late, not yet, closed, closed, Saturday
        assert actions.tend(now=early) == 0
        assert not mails("employer_silent"), early
    assert actions.tend(now=nov(19, 8)) == actions.tend(now=nov(19, 10)) == 0
    (asked,) = mails("employer_silent")
    assert asked.to_address == liaison.email
    assert "Tuesday 24 November" in asked.text
    assert actions.tend(now=nov(23, 12)) == 0
    assert actions.tend(now=nov(24, 8)) == 1
    found.refresh_from_db()
    assert (found.state, found.end_reason, found.decided_by) == (rules.LAPSED, "employer_silent", None)
    assert found.candidate.membership.state == "approved"
    message = ReleaseMessage.objects.get(introduction=found)
    assert message.leaves_at == nov(24, 10)
    assert "did not answer us in time" in message.mail.text
    assert disclosure.state_for_candidate(found, nov(24, 11)) == rules.LAPSED
    assert actions.tend(now=nov(24, 9)) == 0


def test_the_liaison_gives_more_time_and_the_clock_begins_anew(scene):
    found, liaison = scene
    actions.tend(now=nov(19))
    given = actions.give_more_time(introduction=found, days=2, by=liaison, now=nov(20))
    assert (given.next_step_due, given.liaison_told_at) == (nov(24, 16), None)
    assert mails("feedback_stand_in")[-1].send_at == nov(24, 16)
    assert len(mails("introduced")) == 1
    for day in (24, 25):
        assert actions.tend(now=nov(day)) == 0
    actions.tend(now=nov(26))
    assert [mail.state for mail in mails("employer_silent")] == ["queued", "queued"]
    assert Introduction.objects.get().state == rules.INTRODUCED


@pytest.mark.parametrize("days", [0, 11])
def test_more_time_has_its_limits(scene, days):
    found, liaison = scene
    with pytest.raises(Invalid):
        actions.give_more_time(introduction=found, days=days, by=liaison, now=nov(20))


def test_nobody_else_gives_more_time_and_never_after_an_answer(scene):
    found, liaison = scene
    sara = found.participation.recruiter.user
    with pytest.raises(NotAllowed):
        actions.give_more_time(introduction=found, days=2, by=sara, now=nov(20))
    actions.accept(introduction=found, by=sara, now=nov(20))
    with pytest.raises(NotPossible):
        actions.give_more_time(introduction=found, days=2, by=liaison, now=nov(20))
    assert actions.tend(now=nov(30)) == 0


def test_whoever_answers_late_but_before_the_end_is_heard(scene):
    found, _liaison = scene
    actions.tend(now=nov(19))
    accepted = actions.accept(introduction=found, by=found.participation.stand_in.user, now=nov(23))
    assert accepted.liaison_told_at is None or accepted.state == rules.ACCEPTED
    assert [mail.state for mail in mails("employer_silent")] == ["stopped"]
    assert actions.tend(now=nov(25)) == 0


def test_after_an_interview_the_answer_is_counted_from_the_interview(scene):
    found, _liaison = scene
    sara = found.participation.recruiter.user
    actions.accept(introduction=found, by=sara, now=NOW)
    Introduction.objects.update(interviewed_at=nov(20, 13))  # agreed for a day that lies ahead
    found = actions.report_interview(introduction=found, by=sara, now=nov(12))
    assert found.next_step_due == nov(27, 16)
