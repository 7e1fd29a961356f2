"""Mails about introductions: to the candidate by name, to an employer without anything that names the candidate."""

from datetime import datetime

from kretslop.campaigns.models import Participation
from kretslop.campaigns.queries import answering_member
from kretslop.campaigns.rules import REMIND_DAYS_BEFORE
from kretslop.employers.models import Member
from kretslop.employers.wording import hirer
from kretslop.introductions import disclosure
from kretslop.introductions.linking import link_for
from kretslop.introductions.models import Introduction
from kretslop.messaging import actions as mail
from kretslop.messaging.models import OutboxMail
from kretslop.messaging.rendering import day_in_words
from kretslop.shared.calendar import OSLO, close_of, subtract_working_days
from kretslop.talent.queries import addressee


def tell_candidate(
    introduction: Introduction, kind: str, *, now: datetime, send_at: datetime | None = None, part: str = "",
    calendar: str = "", **context: object,
) -> OutboxMail:  # fmt: skip
    """Queue a mail of `kind` to the candidate, once per introduction, or per `part` of it, such as an interview."""
    candidate = introduction.candidate
    liaison = candidate.liaison or introduction.introduced_by
    return mail.queue(
        key=_key(introduction, kind, part),
        kind=kind,
        **addressee(candidate),
        context={
            "first_name": candidate.first_name,
            "employer": hirer(introduction.employer, introduction.client, candidate.language),
            "employer_about": introduction.about_hirer,
            "public": introduction.is_public,
            "wanted": introduction.wanted_profile.title,
            "due": _day(introduction, candidate.language),
            "liaison": liaison.name,
            "liaison_email": liaison.email,
            **context,
        },
        about=[introduction, candidate],
        calendar=calendar,
        send_at=send_at,
        simulated=introduction.simulated,
        now=now,
    )


def tell_employer(
    introduction: Introduction, kind: str, *, now: datetime, send_at: datetime | None = None, to: Member | None = None,
    part: str = "", calendar: str = "", **context: object,
) -> OutboxMail | None:  # fmt: skip
    """Queue a mail of `kind` to whoever answers for the employer; None when nobody does, or they may not know of it.

    It says who it is only when the employer has accepted: mail reads through `disclosure` like every page.
    """
    participation = people_of(introduction)
    member = to or answering_member(participation, now.astimezone(OSLO).date())
    if member is None or not disclosure.is_visible(introduction):
        return None
    shown = disclosure.listed(introduction)
    return mail.queue(
        key=_key(introduction, kind, member.ref, part),
        kind=kind,
        to=member.user,
        context={
            "first_name": member.user.first_name,
            "candidate": shown.title,
            "headline": shown.headline,
            "wanted": introduction.wanted_profile.title,
            "introduction": introduction.ref,
            "link": link_for(introduction, member.user, now),
            "due": _day(introduction, member.user.language),
            # A founder may be both (R2): then nobody else is asked.
            "stand_in": _name(participation.stand_in) if participation.stand_in != member else "",
            "both": participation.stand_in == participation.recruiter,
            **context,
        },
        about=[introduction],
        calendar=calendar,
        send_at=send_at,
        simulated=introduction.simulated,
        now=now,
    )


def people_of(introduction: Introduction) -> Participation:
    """Return the employer's side of an introduction with its recruiter and stand-in, in one query at most."""
    if not Introduction.participation.is_cached(introduction):
        people = Participation.objects.select_related("recruiter__user", "stand_in__user")
        introduction.participation = people.get(pk=introduction.participation_id)
    return introduction.participation


def _key(introduction: Introduction, kind: str, *whom: str) -> str:
    """Return a mail's business key: once per introduction, and once more each time that a move was taken back."""
    turn = [f"turn-{introduction.turn}"] if introduction.turn else []
    return ":".join([kind, introduction.ref, *filter(None, whom), *turn])


def _day(introduction: Introduction, language: str) -> str:
    due = introduction.next_step_due
    return day_in_words(due, language) if due else ""


def _name(member: Member | None) -> str:
    return member.user.name if member else ""


def tell_liaison(introduction: Introduction, kind: str, *, now: datetime, **context: object) -> OutboxMail:
    """Queue a mail of `kind` to the candidate's liaison."""
    liaison = introduction.candidate.liaison or introduction.introduced_by
    return mail.queue(
        key=_key(introduction, kind, liaison.ref),
        kind=kind,
        to=liaison,
        context={
            "first_name": liaison.first_name,
            "candidate": introduction.candidate.name,
            "employer": hirer(introduction.employer, introduction.client, liaison.language),
            "wanted": introduction.wanted_profile.title,
            "introduction": introduction.ref,
            **context,
        },
        about=[introduction],
        simulated=introduction.simulated,
        now=now,
    )


def ask_for_feedback(introduction: Introduction, *, now: datetime, again: bool = False) -> None:
    """Tell the recruiter now, remind two working days before the deadline, tell the stand-in at the deadline.

    When it is asked `again` with another deadline, the recruiter, who knows, is only reminded.
    """
    if not again:
        tell_employer(introduction, "introduced", now=now)
    due = introduction.next_step_due
    if due is None:
        return
    remind_on = subtract_working_days(due.astimezone(OSLO).date(), REMIND_DAYS_BEFORE)
    remind_at = close_of(remind_on).replace(hour=9)
    if remind_at > now:
        participation = people_of(introduction)
        recruiter, stand_in = participation.recruiter, participation.stand_in
        tell_employer(introduction, "feedback_reminder", now=now, send_at=remind_at, to=recruiter)
        if stand_in and stand_in != recruiter:
            # One of the two leaves: whose turn it is on that day is asked then (`sending`).
            tell_employer(introduction, "stand_in_reminder", now=now, send_at=remind_at, to=stand_in)
    stand_in = people_of(introduction).stand_in
    if stand_in and due > now:
        tell_employer(introduction, "feedback_stand_in", now=now, send_at=due, to=stand_in)
