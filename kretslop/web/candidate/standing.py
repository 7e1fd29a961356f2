"""Where a candidate stands, in plain words: what the page says first, what comes next, and the path so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from kretslop.accounts import queries as accounts
from kretslop.campaigns import queries as campaigns
from kretslop.introductions import disclosure, interviewing, queries, rules
from kretslop.matching.explain import Result
from kretslop.screening.rules import UNDO_MINUTES
from kretslop.shared.calendar import deadline_in
from kretslop.talent.rules import APPROVED, HIRED, RESTRICTED, WAITING, is_paused
from kretslop.web.candidate.headline import (
    answers_due,
    first_answer_words,
    headline,
    other_times_words,
    they_write,
    your_answer_words,
)
from kretslop.web.candidate.known import Known
from kretslop.web.components.words import weekday_date
from kretslop.web.interviews import shown

if TYPE_CHECKING:
    from kretslop.accounts.models import User
    from kretslop.introductions.models import Interview, Introduction
    from kretslop.talent.models import Candidate

Step = dict[str, str]
#: Why an introduction was closed that had nothing to do with the person.
SEARCH_ENDED = ("profile_gone", "employer_left", "campaign_ended")


@dataclass
class Standing:
    """Everything that the candidate's own page says."""

    candidate: Candidate
    title: str
    sub: str
    person: tuple[str, str] | None
    asked: list[Known] = field(default_factory=list)
    going_on: list[Known] = field(default_factory=list)
    questions: list[Any] = field(default_factory=list)
    path: list[Step] = field(default_factory=list)
    pool: str = ""
    meetings: list[dict[str, Any]] = field(default_factory=list)


def known_introductions(user: User, now: datetime) -> list[Known]:
    """Return the person's introductions; an employer's no and its words only once they have been told."""
    return [_known(introduction, now) for introduction in queries.for_candidate(user)]


def _known(introduction: Introduction, now: datetime) -> Known:
    state = disclosure.state_for_candidate(introduction, now)
    message = getattr(introduction, "release_message", None)
    words = message.words if message is not None and state in rules.RELEASING else ""
    due = introduction.next_step_due
    late = state == rules.ASKED and due is not None and due < now
    met = introduction.interviewed_at is not None and introduction.interviewed_at <= now
    answer_due = disclosure.answer_due_for_candidate(introduction, now)
    return Known(introduction, state, words, is_late=late, has_met=met, answer_due=answer_due)


def standing_of(candidate: Candidate, *, now: datetime, today: date) -> Standing:
    """Return what the person's page says now."""
    user = candidate.user
    assert user is not None  # a page is for somebody who signed in
    known = known_introductions(user, now)
    asked = [each for each in known if each.state == rules.ASKED]
    going_on = [each for each in known if each.is_open and each.state != rules.ASKED]
    questions = [question for question in queries.questions_of(user) if question.answered_at is None]
    pool = candidate.membership.state
    approved_at = candidate.membership.approved_at
    if pool == APPROVED and approved_at and approved_at > now - timedelta(minutes=UNDO_MINUTES):
        pool = WAITING  # the page says it together with the mail, when it can no longer be undone
    if pool == HIRED and any(disclosure.is_held(each.introduction, now) for each in known):
        pool = APPROVED  # a hire shows when it can no longer be taken back
    if pool != RESTRICTED and is_paused(candidate.membership.paused_until, today):
        pool = "paused"
    decision = queries.decisions_of(user).first()
    registrations = list(campaigns.registrations_of(user))
    person = _person(candidate, registrations)
    meetings = _meetings(known, user, now)
    for each in going_on:
        each.meeting = next((m["interview"] for m in meetings if m["introduction"] == each.introduction), None)
    title, sub = headline(candidate, pool, asked, going_on, questions, decision, person[0] if person else "", now)
    path = _path(candidate, registrations, known, asked, going_on, questions, decision, pool, now)
    return Standing(candidate, title, sub, person, asked, going_on, questions, path, pool, meetings)


def _meetings(known: list[Known], user: User, now: datetime) -> list[dict[str, Any]]:
    """Return the interviews to pick a time for, to come, or to be offered anew; none is read for those without any."""
    if not any(each.introduction.accepted_at for each in known):
        return []
    found = queries.interviews_of(user, now)
    rows = [(each.introduction, found.get(each.introduction.pk)) for each in known]
    return [_meeting(about, row, now) for about, row in rows if row is not None]


def _meeting(about: Introduction, row: Interview, now: datetime) -> dict[str, Any]:
    # By when to pick rests on the offer: the introduction's own due date is cleared by a decision that is untold.
    by = interviewing.pick_due(row.offered_at, row.slots, about.campaign.consent_days)
    others = deadline_in(row.answered_at, about.campaign.feedback_days) if row.answered_at else None
    return {"introduction": about, "interview": shown(row, now) | {"pick_by": weekday_date(by), "others_by": others}}


def _person(candidate: Candidate, registrations: list[Any]) -> tuple[str, str] | None:
    """Return the name and address of whom to write to: the liaison, else the campaign's, else its contact person."""
    if candidate.liaison:
        return candidate.liaison.name, candidate.liaison.email
    if registrations and (campaign := registrations[0].campaign):
        return campaign.contact_name, campaign.contact_email
    return next(((liaison.name, liaison.email) for liaison in accounts.liaisons()), None)


def counted(result: Result) -> tuple[int, int]:
    """Return how many criteria are met, of how many."""
    return sum(part.verdict == "met" for part in result.parts), len(result.parts)


def _path(
    candidate: Candidate, registrations: list[Any], known: list[Known], asked: list[Known], going_on: list[Known],
    questions: list[Any], decision: Any, pool: str, now: datetime,
) -> list[Step]:  # fmt: skip
    """The way so far, where the person is now, and what comes later."""
    steps = [_step("done", gettext("Registered"), weekday_date(candidate.registered_at))]
    explained = queries.explanations_of(candidate.user).first()  # type: ignore[arg-type]
    if candidate.membership.approved_at and pool != WAITING:
        steps.append(_step("done", gettext("Approved for the pool"), _criteria_words(explained), why=explained))
    ended = [each for each in known if not each.is_open]
    steps += [_ended(each) for each in sorted(ended, key=lambda each: each.state == rules.HIRED)]
    if pool == HIRED and any(_is_that_job(each, candidate) for each in ended):
        return steps  # whoever hired them stands at the end of the way, and says all there is to say
    if pool in {"left", "hired", "paused", RESTRICTED}:
        return [*steps, _pool_step(candidate, pool)]
    if questions:
        words = your_answer_words([question.answer_due for question in questions], now)
        steps.append(_step("now", gettext("We have asked you something"), words))
    if pool == WAITING:
        steps.append(
            _step(
                "later" if questions else "now", gettext("A person reads your profile"),
                gettext("A machine sorts by the agreed criteria; a person decides."), why=explained,
            )
        )  # fmt: skip
    if asked:
        said = ngettext("We found an employer for you", "We found %(count)s employers for you", len(asked))
        steps.append(_step("now", said % {"count": len(asked)}, your_answer_words(answers_due(asked), now)))
    steps += [_going_on(each, "later" if asked else "now", now) for each in going_on]
    if pool == "approved" and not asked and not going_on and not questions:
        steps.append(
            _step("now", gettext("We look for employers who fit you"), gettext("We ask you before anybody sees you."))
        )
    days = max((each.introduction.campaign.feedback_days for each in asked), default=0)
    if asked:
        said = ngettext("They answer within %(days)s working day", "They answer within %(days)s working days", days)
        steps.append(_step("later", said % {"days": days}, gettext("If they are late, we ask them, not you.")))
    elif not going_on:
        steps.append(_step("later", gettext("We ask you before an introduction"), ""))
    return steps


def _step(state: str, title: str, text: str, *, why: Any = None) -> Step:
    step = {"state": state, "title": title, "text": capfirst(text)}
    if why is not None:
        step |= {"url": reverse("candidate:why"), "url_label": gettext("See why")}
    return step


def _criteria_words(explained: Any) -> str:
    if explained is None:
        return ""
    met, of = counted(Result.from_json(explained.result))
    said = ngettext("You meet %(met)s of %(of)s criterion.", "You meet %(met)s of %(of)s criteria.", of)
    return said % {"met": met, "of": of}


def _is_that_job(each: Known, candidate: Candidate) -> bool:
    """True for the introduction that led to the job, false for one of years ago, before they came back."""
    ended_at, since = each.introduction.ended_at, candidate.membership.state_since
    return each.state == rules.HIRED and ended_at is not None and abs(ended_at - since) < timedelta(days=1)


def _pool_step(candidate: Candidate, pool: str) -> Step:
    if pool == "left":
        return _step("done", gettext("You have left the pool"), weekday_date(candidate.membership.state_since))
    if pool == RESTRICTED:
        return _step("now", gettext("Kept without being used"), weekday_date(candidate.membership.state_since))
    if pool == "hired":
        return _step("done", gettext("You have found a job"), weekday_date(candidate.membership.state_since))
    until = weekday_date(candidate.membership.paused_until) if candidate.membership.paused_until else ""
    return _step("now", gettext("You have a pause"), gettext("Until %(day)s.") % {"day": until})


def _going_on(each: Known, state: str, now: datetime) -> Step:
    """An introduction that runs."""
    # Nothing here may change when an employer decides, before the person has been told: so it rests on the day that
    # `disclosure` gives, and on the interview, but not on later stages or on the row's own due date.
    introduction = each.introduction
    words = {"employer": introduction.hirer}
    if each.state == rules.INTRODUCED:
        return _step(state, gettext("%(employer)s is reading your profile") % words, first_answer_words(each, now))
    if each.meeting and each.meeting["state"] == "offered":
        words_now = gettext("They offer you times for an interview: pick one.")
        return _step(state, gettext("%(employer)s wants to meet you") % words, words_now)
    if each.meeting and each.meeting["state"] == "agreed":
        return _step(state, gettext("You meet %(employer)s") % words, each.meeting["at"])
    if each.meeting and each.meeting["state"] == "none_fits":
        return _step(state, gettext("%(employer)s looks for other times") % words, other_times_words(each, now))
    if each.has_met:
        text = gettext(
            "Perhaps a test, a second meeting or talk about a contract comes next. Ask us for advice at any time."
        )
        return _step(state, gettext("You and %(employer)s have met") % words, f"{they_write(each, now)} {text}")
    return _step(state, gettext("%(employer)s wants to meet you") % words, they_write(each, now))


def _ended(each: Known) -> Step:
    """An introduction that has ended, told kindly; the employer's own words when they have left."""
    introduction = each.introduction
    words = {"employer": introduction.hirer}
    back = gettext("Nothing is lost: you are back in the pool.")
    titles = {
        rules.REFUSED: gettext("You said no to %(employer)s"),
        rules.EXPIRED: gettext("We no longer wait for your answer about %(employer)s"),
        rules.DECLINED: gettext("%(employer)s said no"),
        rules.LAPSED: gettext("%(employer)s did not answer"),
        rules.NOT_HIRED: gettext("It did not become a contract with %(employer)s"),
        rules.HIRED: gettext("%(employer)s hired you"),
        rules.WITHDRAWN: gettext("You stepped back from %(employer)s"),
        rules.CLOSED: gettext("The introduction to %(employer)s ended"),
    }
    title, text = titles[each.state], ""
    if each.state == rules.CLOSED and introduction.introduced_at is None and introduction.end_reason in SEARCH_ENDED:
        title = gettext("We no longer ask you about %(employer)s")
        text = gettext("The search has ended. They never heard of you.")
    elif each.state == rules.LAPSED or introduction.end_reason in SEARCH_ENDED:
        text = gettext("That says nothing about you.")
    elif each.state == rules.HIRED and introduction.starts_on:
        text = gettext("First day at work: %(day)s.") % {"day": weekday_date(introduction.starts_on)}
    elif introduction.end_reason in {"paused", "hired_elsewhere", "other_job", "left_pool"}:
        text = {
            "paused": gettext("Because you took a pause."),
            "hired_elsewhere": gettext("Because you have got a job."),
            "other_job": gettext("Because you have got a job."),
            "left_pool": gettext("Because you left the pool."),
        }[introduction.end_reason]
    elif each.state in {rules.REFUSED, rules.WITHDRAWN}:
        text = gettext("You need not give a reason.")
    if each.state in rules.RELEASING:
        quoted = gettext("“%(words)s”") % {"words": each.words} if each.words else ""
        text = " ".join(filter(None, [quoted, text, back if each.state != rules.CLOSED else ""]))
    return _step("done", title % words, text)
