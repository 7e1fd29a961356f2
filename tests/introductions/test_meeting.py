"""Times are offered, picked, refused, moved and called off; mails and calendars follow."""

from copy import deepcopy
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from kretslop.accounts.models import User
from kretslop.introductions import actions, queries, rules
from kretslop.introductions.models import Interview, Introduction
from kretslop.introductions.sending import may_send
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")
FIRST, SECOND = NOW + timedelta(days=3), NOW + timedelta(days=6, hours=2)  # a Friday and a Monday
SOON = NOW + timedelta(minutes=5)
WORDS = "We enjoyed meeting you, and chose somebody with more years in the grid."


@pytest.fixture(scope="module")
def told(told_once):
    """Diogo, who lives in Lisbon's time, accepted by Havtech and by Fjordbank."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    havtech = cast.wanted(cast.joined(campaign))
    fjordbank = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    candidate = cast.approved(campaign, liaison)
    User.objects.filter(pk=candidate.user_id).update(time_zone="Europe/Lisbon")
    candidate.user.refresh_from_db()
    sara, jonas = havtech.participation.recruiter.user, fjordbank.participation.recruiter.user
    first = actions.accept(introduction=cast.introduced(candidate, havtech, liaison), by=sara, now=NOW)
    second = actions.accept(introduction=cast.introduced(candidate, fjordbank, liaison), by=jonas, now=NOW)
    return first, second, sara, candidate.user


@pytest.fixture
def scene(told, db):
    return deepcopy(told)


def offer(found, by, slots=(FIRST, SECOND), **more):
    said = {"minutes": 60, "zone": OSLO, "place": "Strandgata 1", "link": "https://meet.example.org/x", "now": NOW}
    return actions.offer_times(introduction=found, by=by, slots=slots, **{**said, **more})


def mails(kind, **more):
    return list(OutboxMail.objects.filter(kind=kind, **more).order_by("pk"))


def entry(mail):
    calendar = Calendar.from_ical(mail.calendar)
    (found,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), int(found["SEQUENCE"]), found["DTSTART"].dt, str(found["UID"]), found


def test_offered_and_picked(scene):
    found, _second, sara, diogo = scene
    offered = offer(found, sara, slots=(SECOND, FIRST))
    found.refresh_from_db()
    assert (found.state, found.next_step) == (rules.ACCEPTED, "pick_time")
    assert rules.next_step(found.state, found.next_step) == ("pick_time", rules.CANDIDATE)
    assert offered.slots == [FIRST, SECOND]
    (asked,) = mails("interview_offered")
    assert "Friday 13 November 2026 at 09:00 (Lisbon time)" in asked.text
    picked = actions.pick_time(interview=offered, slot=FIRST, by=diogo, now=SOON)
    again = actions.pick_time(interview=offered, slot=FIRST, by=diogo, now=SOON)
    assert picked.starts_at == again.starts_at == FIRST
    found.refresh_from_db()
    assert (found.state, found.next_step, found.interviewed_at) == (rules.INTERVIEW, "", FIRST)
    # Feedback is counted from the interview, five working days.
    assert found.next_step_due.astimezone(OSLO).isoformat() == "2026-11-20T16:00:00+01:00"
    to_diogo, to_sara = mails("interview_agreed")
    assert "09:00 (Lisbon time)" in to_diogo.text
    assert "10:00 (Oslo time)" in to_sara.text
    assert "Diogo Salgado" in to_sara.text
    method, sequence, at, _uid, event = entry(to_diogo)
    assert (method, sequence, at) == ("REQUEST", picked.sequence, FIRST)
    assert event["SUMMARY"] == "Interview: Havtech AS"
    assert entry(to_sara)[4]["SUMMARY"] == "Interview: Diogo Salgado"
    reminded = {mail.to_address: mail.send_at for mail in mails("interview_reminder")}
    assert reminded == {  # at nine on the Thursday, in Lisbon and in Oslo
        diogo.email: NOW.replace(day=12, hour=10), sara.email: NOW.replace(day=12, hour=9)
    }  # fmt: skip
    assert all(may_send(mail, NOW) == "" for mail in mails("interview_reminder"))
    # On the working day after it whoever answers is asked how it went, the stand-in when that is late.
    after = {mail.to_name: mail.send_at.astimezone(OSLO).isoformat() for mail in mails("after_interview")}
    assert after == {"Sara Bakken": "2026-11-16T09:00:00+01:00", "Anders Lie": "2026-11-20T16:00:00+01:00"}
    actions.report_assessment(introduction=found, by=sara, now=FIRST + timedelta(hours=2))
    assert {mail.state for mail in mails("after_interview")} == {"stopped"}


def test_none_fits_and_others_are_offered(scene):
    found, _second, sara, diogo = scene
    offered = offer(found, sara)
    actions.refuse_times(interview=offered, words=" In the evenings. ", by=diogo, now=SOON)
    found.refresh_from_db()
    assert (found.state, found.next_step) == (rules.ACCEPTED, "offer_times")
    (told,) = mails("interview_none_fits")
    assert (told.to_address, "evenings" in told.text) == (sara.email, False)
    (interview,) = queries.interviews_with(sara, found)
    assert interview.answer == "In the evenings."
    again = offer(found, sara, slots=[SECOND], now=SOON)
    assert (again.pk, again.round, again.slots, again.answer) == (interview.pk, 1, [SECOND], "")
    assert [mail.state for mail in mails("interview_offered")] == ["stopped", "queued"]
    with pytest.raises(Invalid, match="gone"):
        actions.pick_time(interview=again, slot=FIRST, by=diogo, now=SOON)


def test_moved_and_called_off_with_growing_sequence_and_one_key(scene):
    found, _second, sara, diogo = scene
    offered = offer(found, sara)
    actions.pick_time(interview=offered, slot=FIRST, by=diogo, now=SOON)
    where = {"minutes": 45, "place": "", "link": "https://meet.example.org/y"}
    moved = actions.move_interview(interview=offered, starts_at=SECOND, **where, by=sara, now=SOON)
    found.refresh_from_db()
    assert (found.interviewed_at, moved.minutes) == (SECOND, 45)
    assert [mail.state for mail in mails("interview_reminder")] == ["stopped", "stopped", "queued", "queued"]
    actions.call_off(interview=offered, by=sara, now=SOON)
    found.refresh_from_db()
    assert (found.state, found.interviewed_at, found.next_step) == (rules.INTERVIEW, None, "offer_times")
    for who in (diogo, sara):
        told = [entry(each) for kind in ("agreed", "moved", "called_off")
                for each in mails(f"interview_{kind}", to_address=who.email)]  # fmt: skip
        assert [each[0] for each in told] == ["REQUEST", "REQUEST", "CANCEL"]
        assert [each[2] for each in told] == [FIRST, SECOND, SECOND]
        assert len({each[3] for each in told}) == 1
        assert sorted({each[1] for each in told}) == [each[1] for each in told]
    assert {mail.state for mail in mails("interview_reminder")} == {"stopped"}
    assert offer(found, sara, now=SOON).round == 1


def test_several_rounds_one_after_the_other(scene):
    found, _second, sara, diogo = scene
    actions.pick_time(interview=offer(found, sara), slot=FIRST, by=diogo, now=SOON)
    with pytest.raises(NotPossible, match="interview_is_ahead"):
        offer(found, sara, slots=[SECOND], now=SOON)
    after = FIRST + timedelta(hours=2)
    actions.report_assessment(introduction=found, by=sara, now=after)
    second = offer(found, sara, slots=[SECOND], now=after)
    assert second.round == 2
    actions.pick_time(interview=second, slot=SECOND, by=diogo, now=after)
    found.refresh_from_db()
    assert (found.state, found.interviewed_at) == (rules.INTERVIEW, SECOND)
    # The second is called off: the first has taken place all the same.
    actions.call_off(interview=second, by=sara, now=after)
    found.refresh_from_db()
    assert found.interviewed_at == FIRST


def test_who_may_what(scene):
    found, second, sara, diogo = scene
    jonas = second.participation.recruiter.user
    for stranger in (jonas, diogo, found.introduced_by):
        with pytest.raises(NotAllowed):
            offer(found, stranger)
    offered = offer(found, sara)
    for stranger in (sara, jonas, found.introduced_by):
        with pytest.raises(NotAllowed):
            actions.pick_time(interview=offered, slot=FIRST, by=stranger, now=SOON)
        with pytest.raises(NotAllowed):
            actions.refuse_times(interview=offered, words="", by=stranger, now=SOON)
    for stranger in (diogo, jonas):
        with pytest.raises(NotAllowed):
            actions.call_off(interview=offered, by=stranger, now=SOON)
    assert queries.interviews_with(jonas, found) == []
    assert queries.interviews_of(jonas, NOW) == {}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"slots": []}, "slots"), ({"minutes": 7}, "minutes"), ({"place": " ", "link": ""}, "place"),
        ({"link": "http://meet.example.org"}, "link"), ({"link": "javascript:alert(1)"}, "link"),
        ({"place": "x" * 201}, "place"), ({"slots": [NOW]}, "slots"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(scene, said, field):
    found, _second, sara, _diogo = scene
    with pytest.raises(Invalid) as wrong:
        offer(found, sara, **said)
    assert wrong.value.field == field
    assert not Interview.objects.exists()


def test_an_end_calls_off_what_lies_ahead_and_undoing_it_does_not(scene):
    """After ten minutes, not after two working hours: nobody travels to a meeting that is off."""
    found, _second, sara, diogo = scene
    actions.pick_time(interview=offer(found, sara), slot=FIRST, by=diogo, now=SOON)
    no = {"reason": "another_person", "words_to_candidate": WORDS}
    actions.report_not_hired(introduction=found, by=sara, **no, now=SOON)
    told = mails("interview_called_off")
    assert {mail.send_at for mail in told} == {rules.told_at(SOON)}
    assert [entry(mail)[0] for mail in told] == ["CANCEL", "CANCEL"]
    assert list(queries.interviews_of(diogo, SOON)) == [found.pk]
    assert queries.interviews_of(diogo, rules.told_at(SOON)) == {}
    actions.undo(introduction=found, by=sara, now=SOON + timedelta(minutes=1))
    assert [mail.state for mail in mails("interview_called_off")] == ["stopped", "stopped"]
    assert [mail.state for mail in mails("interview_reminder")][-2:] == ["queued", "queued"]
    assert list(queries.interviews_of(diogo, SOON)) == [found.pk]


def test_a_hire_elsewhere_and_stepping_back_call_off_too(scene):
    found, second, sara, diogo = scene
    jonas = second.participation.recruiter.user
    actions.pick_time(interview=offer(found, sara), slot=FIRST, by=diogo, now=SOON)
    actions.hire(introduction=second, by=jonas, starts_on=None, now=SOON)
    assert [mail.to_address for mail in mails("interview_called_off")] == [diogo.email, sara.email]
    actions.undo(introduction=second, by=jonas, now=SOON)
    actions.withdraw(introduction=Introduction.objects.get(pk=found.pk), by=diogo, now=SOON)
    last = mails("interview_called_off")[-2:]
    assert {mail.send_at for mail in last} == {SOON}
    assert {mail.state for mail in last} == {"queued"}


def test_after_an_end_nothing_is_picked_and_nothing_tells_of_it(scene):
    found, _second, sara, diogo = scene
    offered = offer(found, sara)
    no = {"reason": "another_person", "words_to_candidate": WORDS}
    actions.report_not_hired(introduction=found, by=sara, **no, now=SOON)
    with pytest.raises(NotPossible):
        actions.pick_time(interview=offered, slot=FIRST, by=diogo, now=SOON)
    # The warm message has not left: the page looks as before.
    assert list(queries.interviews_of(diogo, SOON)) == [found.pk]
    assert not mails("interview_called_off")
    assert may_send(mails("interview_offered")[0], SOON) == "overtaken"
