"""What the candidate's own page says first: where I am, what happens next, and by when, for every state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from kretslop.introductions import disclosure, rules
from kretslop.introductions.desk import SILENT_DAYS
from kretslop.screening.rules import FIRST_CONTACT_DAYS
from kretslop.shared.calendar import deadline_in
from kretslop.web.components.words import weekday_date

if TYPE_CHECKING:
    from kretslop.talent.models import Candidate
    from kretslop.web.candidate.known import Known

Said = tuple[str, str]
#: Whoever writes to their liaison gets an answer within so many working days; the page says so beside the name.
ANSWER_DAYS = 2


def headline(
    candidate: Candidate, pool: str, asked: list[Known], going_on: list[Known], questions: list[Any],
    decision: Any, person: str, now: datetime,
) -> Said:  # fmt: skip
    """Return the sentence that the page says first, and what happens next and by when.

    `pool` is a state of the pool or "paused"; `asked` and `going_on` are the open introductions as the person knows
    them; `person` is the name of whom to write to, "" when there is nobody.
    """
    name = {"name": candidate.first_name, "person": person}
    if pool in {"left", "hired", "paused", "restricted"}:
        return _resting(candidate, pool, name)
    if asked:
        said = ngettext(
            "Hi %(name)s, we would like to introduce you to an employer",
            "Hi %(name)s, we would like to introduce you to %(count)s employers",
            len(asked),
        )
        return said % {**name, "count": len(asked)}, your_answer_words(answers_due(asked), now)
    if questions:
        said = gettext("Hi %(name)s, we have a question for you") % name
        return said, your_answer_words([question.answer_due for question in questions], now)
    if going_on:
        return _with_employers(going_on, now)
    return _with_us(candidate, pool, decision, name, now)


def _resting(candidate: Candidate, pool: str, name: dict[str, str]) -> Said:
    if pool == "left":
        return (
            gettext("You have left the talent pool"),
            gettext("Nobody looks at your profile, and you get no mail about jobs. You can come back at any time."),
        )
    if pool == "hired":
        return (
            gettext("Congratulations on your new job, %(name)s") % name,
            gettext("Nothing more is asked of you. If it does not work out, you can come back at any time."),
        )
    if pool == "restricted":
        return (
            gettext("Your data is kept and used for nothing"),
            gettext("Nobody looks at it, and you get no mail about jobs. You can lift the limit at any time."),
        )
    words = gettext("Nobody introduces you before %(day)s. Then you are back by yourself.")
    day = weekday_date(candidate.membership.paused_until)
    return gettext("You have a pause, %(name)s") % name, words % {"day": day}


def answers_due(asked: list[Known]) -> list[datetime]:
    """Return by when the person was asked to say yes or no, of each that wait."""
    return [due for each in asked if (due := each.introduction.next_step_due) is not None]


def your_answer_words(dues: list[datetime], now: datetime) -> str:
    """Return by when the person answers; once all these days are over, the last of them, and that it still counts."""
    if ahead := [due for due in dues if due >= now]:
        return gettext("Your answer is the next step, by %(day)s.") % {"day": weekday_date(min(ahead))}
    if dues:
        words = gettext("Your answer is the next step. We asked for it by %(day)s, and it still counts.")
        return words % {"day": weekday_date(max(dues))}
    return gettext("Your answer is the next step.")


def _with_employers(going_on: list[Known], now: datetime) -> Said:
    """An employer has the next step; nothing here may tell a decision before its time (see `standing`)."""
    if to_pick := [each for each in going_on if each.meeting and each.meeting["state"] == "offered"]:
        name = {"employer": to_pick[0].introduction.hirer}
        said = gettext("Pick a time by %(day)s, and it is agreed.") % {"day": (to_pick[0].meeting or {})["pick_by"]}
        return gettext("When can you meet %(employer)s?") % name, said
    if to_meet := [each for each in going_on if each.meeting and each.meeting["state"] == "agreed"]:
        first = to_meet[0]
        name = {"employer": first.introduction.hirer}
        said = gettext("%(at)s. You are reminded on the day before.") % {"at": (first.meeting or {})["at"]}
        return gettext("You meet %(employer)s") % name, capfirst(said)
    if no_time := [each for each in going_on if each.meeting and each.meeting["state"] == "none_fits"]:
        said = gettext("%(employer)s looks for other times") % {"employer": no_time[0].introduction.hirer}
        return said, other_times_words(no_time[0], now)
    if met := [each for each in going_on if each.state in rules.IN_PROCESS]:
        said = gettext("%(employer)s wants to meet you") % {"employer": met[0].introduction.hirer}
        return said, they_write(met[0], now)
    said = ngettext(
        "An employer is reading your profile", "%(count)s employers are reading your profile", len(going_on)
    ) % {"count": len(going_on)}
    first = min(going_on, key=lambda each: each.answer_due or now)
    if first.answer_due is None or first.answer_due < now:
        return said, first_answer_words(first, now)
    words = gettext("You need not do anything. The first answer comes by %(day)s; if they are late, we ask them.")
    return said, words % {"day": weekday_date(first.answer_due)}


def first_answer_words(each: Known, now: datetime) -> str:
    """Return by when an employer that reads a profile answers; and when it is late, by when the person hears of us."""
    due = each.answer_due
    if due is not None and due >= now:
        text = gettext("They answer by %(day)s. If they are late, we ask them, not you.")
        return text % {"day": weekday_date(due)}
    if due is None or disclosure.heard_by(due) < now:
        return _late(now)
    text = gettext("They are late, and we ask them, not you. You hear from us by %(day)s, whatever they say.")
    return text % {"day": weekday_date(disclosure.heard_by(due))}


def other_times_words(known: Known, now: datetime) -> str:
    """Return by when an employer offers other times, after the person has said that none fits."""
    due = (known.meeting or {})["others_by"]
    if due is None or due < now:
        return _late_step(now)
    return gettext("They offer you others by %(day)s. If they are late, we ask them.") % {"day": weekday_date(due)}


def they_write(known: Known, now: datetime) -> str:
    """Return what comes next from an employer that wants to meet the person, and by when, also once it is late."""
    introduction = known.introduction
    if known.has_met and introduction.interviewed_at:
        due = deadline_in(introduction.interviewed_at, introduction.campaign.feedback_days)
        if due >= now:
            words = gettext("You have met. You hear how it goes on by %(day)s; if they are late, we ask them.")
            return words % {"day": weekday_date(due)}
    if introduction.accepted_at and not known.has_met:
        due = deadline_in(introduction.accepted_at, introduction.campaign.feedback_days)
        if due >= now:
            words = gettext("They have your name and address, and write to you. Nothing by %(day)s? Then tell us.")
            return words % {"day": weekday_date(due)}
    return _late_step(now)


def _late_step(now: datetime) -> str:
    words = gettext("They are late with the next step. Write to us: we ask them, and you get an answer by %(day)s.")
    return words % {"day": weekday_date(deadline_in(now, ANSWER_DAYS))}


def _with_us(candidate: Candidate, pool: str, decision: Any, name: dict[str, str], now: datetime) -> Said:
    """We have the next step: an approval, a search, or a first reading."""
    if pool == "approved":
        said, words = (
            gettext("Hi %(name)s, you are approved, and we are looking for employers who fit you"),
            gettext("When we find one, we ask you first."),
        )
        return said % name, f"{words} {_heard_by(candidate, now)}"
    if decision is not None and decision.verdict == "held":
        said = gettext("%(person)s has read your profile and wants to know a little more")
        words = gettext("Nothing is decided yet.")
        return said % {"person": decision.by.first_name}, f"{words} {_heard_by(candidate, now)}"
    if decision is not None and decision.verdict == "not_now":
        words = gettext("You stay in the pool, and we look at your profile again in the next campaign that fits.")
        return (
            gettext("This campaign is not the right one for you just now"),
            f"{words} {_heard_by(candidate, now)}",
        )
    due = deadline_in(candidate.membership.state_since, FIRST_CONTACT_DAYS)
    soon = gettext("You hear from us by %(day)s. You need not do anything until then.") % {"day": weekday_date(due)}
    said = gettext("Hi %(name)s, you are registered, and a person will read your profile") % name
    return said, soon if due >= now else _late(now)


def _heard_by(candidate: Candidate, now: datetime) -> str:
    """Nobody is left without a word for longer than `SILENT_DAYS` (R33): the desk shows who would be."""
    due = (candidate.last_contact_at or candidate.registered_at) + timedelta(days=SILENT_DAYS)
    if due < now:
        return _late(now)
    return gettext("You hear from us by %(day)s, also when there is nothing new.") % {"day": weekday_date(due)}


def _late(now: datetime) -> str:
    words = gettext(
        "You should have heard from us by now, and we are sorry. Write to us, and you get an answer by %(day)s."
    )
    return words % {"day": weekday_date(deadline_in(now, ANSWER_DAYS))}
