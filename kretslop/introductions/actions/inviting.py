"""Mails and calendar files about interviews: to both sides, each in its own language and time zone."""

from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from kretslop.accounts.models import User
from kretslop.campaigns.queries import answering_member
from kretslop.employers.models import Member
from kretslop.employers.wording import hirer
from kretslop.introductions import disclosure, interviewing, rules
from kretslop.introductions.actions.telling import people_of, tell_candidate, tell_employer
from kretslop.introductions.models import Interview, Introduction
from kretslop.introductions.wording import entry_words, moment_words
from kretslop.messaging import actions as mail
from kretslop.shared.calendar import OSLO, add_working_days, close_of
from kretslop.shared.calendar_files import Appointment, Method, calendar_file

#: Overtaken by every change of an interview.
REMINDER, AFTER = "interview_reminder", "after_interview"


class Reader(NamedTuple):
    """Whoever a mail or a calendar file is for: name, address, language, time zone, and on which side."""

    name: str
    email: str
    language: str
    zone: ZoneInfo
    side: str


def zone_of(user: User | None, fallback: str = OSLO.key) -> ZoneInfo:
    """Return somebody's time zone, or the fallback when this machine does not know it."""
    try:
        return ZoneInfo(user.time_zone if user else fallback)
    except (KeyError, ValueError, OSError):
        return OSLO


def host_of(introduction: Introduction, interview: Interview, now: datetime) -> Member | None:
    """Return who of the employer is told: whoever offered the times, otherwise whoever answers today."""
    found = Member.objects.filter(employer=introduction.employer_id, user=interview.offered_by_id, active=True)
    own = found.select_related("user").first()
    return own or answering_member(people_of(introduction), now.astimezone(OSLO).date())


def _candidate(introduction: Introduction) -> Reader:
    person = introduction.candidate
    zone = zone_of(person.user)
    return Reader(person.name, person.email, person.language, zone, rules.CANDIDATE)


def _of_employer(member: Member) -> Reader:
    user = member.user
    return Reader(user.name, user.email, user.language, zone_of(user), rules.EMPLOYER)


def calendar_for(introduction: Introduction, interview: Interview, side: str, *, language: str, now: datetime) -> str:
    """Return the agreed interview as a file for one's own calendar."""
    reader = Reader("", "", language, OSLO, side)
    return _file(introduction, interview, reader, "PUBLISH", interview.sequence, now)


def _file(
    introduction: Introduction, interview: Interview, reader: Reader, method: Method, sequence: int, now: datetime
) -> str:
    """Return the calendar file for one reader: it says of the other one what their pages say."""
    if interview.starts_at is None:
        return ""
    other = hirer(introduction.employer, introduction.client, reader.language)
    page = reverse("candidate:interview", args=[introduction.ref])
    if reader.side == rules.EMPLOYER:
        other = disclosure.shown(introduction).title
        page = reverse("employer:interview", args=[introduction.ref])
    own, page = reader.side == rules.CANDIDATE, settings.SITE_URL + page
    wanted = introduction.wanted_profile.title
    title, words = entry_words(other, wanted, interview, page, reader.language, own=own)
    starts_at = interview.starts_at.astimezone(UTC)
    appointment = Appointment(
        key=f"interview-{interview.ref}",
        sequence=sequence,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=interview.minutes),
        title=title,
        place=interview.place or interview.link,
        words=words,
        url=page,
        organizer=parseaddr(settings.DEFAULT_FROM_EMAIL),
        attendee=(reader.name, reader.email),
        zone=interview.zone,
    )
    return calendar_file(appointment, method=method, now=now)


def tell(
    introduction: Introduction, interview: Interview, kind: str, *, now: datetime, method: Method | None = None,
    send_at: datetime | None = None, sides: tuple[str, ...] = (rules.CANDIDATE, rules.EMPLOYER), part: str = "",
    sequence: int | None = None,
) -> None:  # fmt: skip
    """Tell the sides of an interview, with a calendar file when `method` says what calendars should do."""
    number = interview.sequence if sequence is None else sequence
    part = f"{interview.ref}:{number}{part}"
    if rules.CANDIDATE in sides:
        reader = _candidate(introduction)
        file = _file(introduction, interview, reader, method, number, now) if method else ""
        said = _said(interview, reader)
        tell_candidate(introduction, kind, now=now, send_at=send_at, part=part, calendar=file, **said)
    member = host_of(introduction, interview, now) if rules.EMPLOYER in sides else None
    if member is not None:
        reader = _of_employer(member)
        file = _file(introduction, interview, reader, method, number, now) if method else ""
        said = _said(interview, reader)
        tell_employer(introduction, kind, now=now, send_at=send_at, to=member, part=part, calendar=file, **said)


def _said(interview: Interview, reader: Reader) -> dict[str, object]:
    at = interview.starts_at
    return {
        "side": reader.side,
        "at": moment_words(at, reader.zone, reader.language) if at else "",
        "slots": [moment_words(slot, reader.zone, reader.language) for slot in sorted(interview.slots)],
        "minutes": interview.minutes,
        "place": interview.place,
        "link": interview.link,
    }


def tell_agreed(introduction: Introduction, interview: Interview, kind: str, *, now: datetime) -> None:
    """Tell both that a time is agreed, or another one than before; remind each on the day before, and ask after it."""
    tell(introduction, interview, kind, now=now, method="REQUEST")
    assert interview.starts_at is not None
    ask_after(introduction, interview.starts_at, now=now)
    _remind(introduction, interview, now=now)


def remind_again(introduction: Introduction, *, now: datetime) -> None:
    """Have both reminded of an interview that lies ahead, after the end of the introduction was taken back."""
    if (found := ahead_of(introduction, now)) is not None:
        _remind(introduction, found, now=now)


def ahead_of(introduction: Introduction, now: datetime) -> Interview | None:
    """Return the agreed interview that has not taken place yet."""
    agreed = Interview.objects.filter(introduction=introduction, state=interviewing.AGREED, starts_at__gt=now)
    return agreed.order_by("starts_at").first()


def _remind(introduction: Introduction, interview: Interview, *, now: datetime) -> None:
    member = host_of(introduction, interview, now)
    zones = {
        rules.CANDIDATE: zone_of(introduction.candidate.user),
        rules.EMPLOYER: zone_of(member.user if member else None),
    }
    for side, zone in zones.items():
        if (at := remind_at(interview.starts_at, zone)) is not None and at > now:
            tell(introduction, interview, REMINDER, now=now, send_at=at, sides=(side,), part=":soon")


def remind_at(starts_at: datetime | None, zone: ZoneInfo) -> datetime | None:
    """Return nine in the morning of the day before, where the reader is."""
    if starts_at is None:
        return None
    day = starts_at.astimezone(zone).date() - timedelta(days=1)
    return datetime(day.year, day.month, day.day, interviewing.REMIND_HOUR, tzinfo=zone)


def ask_after(introduction: Introduction, met: datetime, *, now: datetime) -> None:
    """Ask how the interview went: whoever answers, on the working day after it, and the stand-in when that is late."""
    day = add_working_days(max(met, now).astimezone(OSLO).date(), 1)
    at, part = close_of(day).replace(hour=interviewing.REMIND_HOUR), f"{met:%y%m%d%H%M}"
    tell_employer(introduction, AFTER, now=now, send_at=at, part=part)
    people, due = people_of(introduction), introduction.next_step_due
    stand_in = people.stand_in
    if stand_in is not None and due is not None and stand_in != people.recruiter:
        tell_employer(introduction, AFTER, now=now, send_at=due, to=stand_in, part=part)


def stop_reminders(introduction: Introduction, *, now: datetime) -> None:
    """Keep reminders of what has changed from leaving."""
    mail.stop_about(thing=introduction, kinds=(REMINDER, AFTER, "interview_offered"), why="overtaken", now=now)


def call_off_at_end(introduction: Introduction, verb: str, *, now: datetime) -> None:
    """Tell both that an interview that lies ahead will not take place, because the introduction ends.

    The row stays as it is, so that taking the end back needs nothing; the mail waits as long as that is possible, and
    no longer: nobody travels to a meeting of which only the warm message, two working hours later, would say more.
    """
    found = ahead_of(introduction, now)
    if found is None:
        return
    send_at = rules.told_at(now) if verb in rules.UNDOABLE else now
    tell(introduction, found, "interview_called_off", now=now, method="CANCEL", send_at=send_at, part=":end",
         sequence=found.sequence + 1)  # fmt: skip
    mail.stop_about(thing=introduction, kinds=(REMINDER,), why="overtaken", now=now)
