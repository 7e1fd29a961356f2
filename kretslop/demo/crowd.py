"""Where each of the crowd stands today: every state of the flow, told as the past that led to it."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kretslop.accounts.models import User
from kretslop.campaigns.models import WantedProfile
from kretslop.demo.days import Days
from kretslop.demo.founding import Founded
from kretslop.demo.telling import Way, recruiter_of
from kretslop.introductions import actions as introductions
from kretslop.messaging import actions as mail
from kretslop.screening import actions as screening
from kretslop.screening.models import Preselection
from kretslop.talent import actions as talent
from kretslop.talent.models import Candidate

Tell = Callable[[Way, list[WantedProfile], Days], None]


@dataclass(frozen=True, slots=True)
class Standing:
    """A state to end in: how many of those registered at least `since` working days ago, and how they got there."""

    tell: Tell
    count: int
    since: int


def hired(way: Way, fits: list[WantedProfile], days: Days) -> None:
    there = way.accepted(fits[0], 9)
    recruiter = recruiter_of(there.participation)
    introductions.report_interview(introduction=there, by=recruiter, now=way.when(7))
    introductions.report_assessment(introduction=there, by=recruiter, now=way.when(5))
    introductions.report_negotiation(introduction=there, by=recruiter, now=way.when(4))
    day = way.draw.randint(0, 3)
    introductions.hire(introduction=there, by=recruiter, starts_on=days.month_ahead(3), now=way.when(day))


def not_hired(way: Way, fits: list[WantedProfile], days: Days) -> None:
    there = way.accepted(fits[0], 8)
    introductions.report_interview(introduction=there, by=recruiter_of(there.participation), now=way.when(5))
    way.not_hired(there, way.when(way.draw.randint(2, 4)))


def elsewhere(way: Way, fits: list[WantedProfile], days: Days) -> None:
    """Declined by one employer, and introduced to the next."""
    way.declined(way.introduced(fits[0], 9), way.when(6))
    there = way.introduced(fits[1], way.draw.randint(2, 4))
    if way.draw.random() < 0.5:
        introductions.accept(introduction=there, by=recruiter_of(there.participation), now=way.when(1))


def negotiating(way: Way, fits: list[WantedProfile], days: Days) -> None:
    there = way.accepted(fits[0], 8)
    introductions.report_interview(introduction=there, by=recruiter_of(there.participation), now=way.when(6))
    introductions.report_negotiation(introduction=there, by=recruiter_of(there.participation), now=way.when(2))


def assessed(way: Way, fits: list[WantedProfile], days: Days) -> None:
    there = way.accepted(fits[0], 7)
    introductions.report_interview(introduction=there, by=recruiter_of(there.participation), now=way.when(5))
    introductions.report_assessment(introduction=there, by=recruiter_of(there.participation), now=way.when(1))


def interviewed(way: Way, fits: list[WantedProfile], days: Days) -> None:
    there = way.accepted(fits[0], way.draw.randint(4, 6))
    introductions.report_interview(
        introduction=there, by=recruiter_of(there.participation), now=way.when(way.draw.randint(0, 3))
    )


def accepted(way: Way, fits: list[WantedProfile], days: Days) -> None:
    way.accepted(fits[0], way.draw.randint(0, 4))
    if len(fits) > 1 and way.draw.random() < 0.4:
        way.introduced(fits[1], 2)


def declined(way: Way, fits: list[WantedProfile], days: Days) -> None:
    way.declined(way.introduced(fits[0], 7), way.when(way.draw.randint(2, 4)))


def waiting_message(way: Way, fits: list[WantedProfile], days: Days) -> None:
    """Declined a moment ago: the warm message is real, and may still be edited or stopped."""
    there = way.introduced(fits[0], 4)
    with mail.kept_only(False):
        way.declined(there, days.ago(way.draw.randint(10, 90)))


def lapsed(way: Way, fits: list[WantedProfile], days: Days) -> None:
    there = way.introduced(fits[0], 10)
    introductions.lapse(introduction=there, by=way.liaison, now=way.when(1))


def refused(way: Way, fits: list[WantedProfile], days: Days) -> None:
    introductions.refuse(introduction=way.asked(fits[0], 4), by=way.user, now=way.when(2))


def expired(way: Way, fits: list[WantedProfile], days: Days) -> None:
    introductions.expire(introduction=way.asked(fits[0], 8), by=way.liaison, now=way.when(1))


def withdrawn(way: Way, fits: list[WantedProfile], days: Days) -> None:
    there = way.accepted(fits[0], 4)
    reason = way.draw.choice(("other_job", "not_moving", "timing"))
    introductions.withdraw(introduction=there, by=way.user, reason=reason, now=way.when(1))


def overdue(way: Way, fits: list[WantedProfile], days: Days) -> None:
    way.introduced(fits[0], way.draw.randint(6, 7))


def due_today(way: Way, fits: list[WantedProfile], days: Days) -> None:
    way.introduced(fits[0], 5)


def introduced(way: Way, fits: list[WantedProfile], days: Days) -> None:
    way.introduced(fits[0], way.draw.randint(0, 4))
    if len(fits) > 1 and way.draw.random() < 0.3:
        way.introduced(fits[1], way.draw.randint(0, 2))


def asked_overdue(way: Way, fits: list[WantedProfile], days: Days) -> None:
    way.asked(fits[0], 6)


def asked(way: Way, fits: list[WantedProfile], days: Days) -> None:
    way.asked(fits[0], way.draw.randint(0, 3))


def paused(way: Way, fits: list[WantedProfile], days: Days) -> None:
    months = way.draw.choice((1, 3, 6))
    introductions.pause_candidate(candidate=way.candidate, months=months, by=way.user, now=way.when(1))


def left(way: Way, fits: list[WantedProfile], days: Days) -> None:
    introductions.leave_pool(candidate=way.candidate, by=way.user, now=way.when(1))


def waits(way: Way, fits: list[WantedProfile], days: Days) -> None:
    """Approved, and not introduced yet; the liaison stays in touch."""
    talent.note_contact(candidate=way.candidate, by=way.liaison, now=way.when(way.draw.randint(1, 12)))


STANDINGS = (
    Standing(hired, 7, 17), Standing(not_hired, 5, 16), Standing(elsewhere, 8, 15), Standing(lapsed, 2, 15),
    Standing(negotiating, 3, 15), Standing(assessed, 4, 15), Standing(interviewed, 7, 13), Standing(expired, 2, 12),
    Standing(declined, 10, 12), Standing(accepted, 8, 11), Standing(overdue, 4, 11), Standing(withdrawn, 3, 11),
    Standing(due_today, 4, 9), Standing(asked_overdue, 2, 9), Standing(waiting_message, 2, 9), Standing(refused, 3, 8),
    Standing(introduced, 10, 8), Standing(asked, 9, 6), Standing(paused, 4, 5), Standing(left, 3, 5),
    Standing(waits, 18, 3),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Registered:
    """One of the crowd after registration, with the working day on which it was."""

    candidate: Candidate
    headline: str
    day: int


def tell(crowd: list[Registered], founded: Founded, liaisons: tuple[User, ...], days: Days, *, seed: int) -> None:
    """Give everybody a standing: who meets all goes furthest, nobody is put aside without a reason."""
    draw = random.Random(seed)
    groups = dict(Preselection.objects.filter(campaign=founded.campaign).values_list("candidate_id", "group"))
    oldest_first = sorted(crowd, key=lambda each: -each.day)
    ready = [each for each in oldest_first if groups[each.candidate.pk] == "meets_all"]
    ready += [each for each in oldest_first if groups[each.candidate.pk] == "near_miss"]
    told: set[int] = set()
    for standing in STANDINGS:
        fit = [each for each in ready if each.day >= standing.since and each.candidate.pk not in told]
        for number, each in enumerate(fit[: standing.count]):
            told.add(each.candidate.pk)
            liaison = liaisons[number % 3 == 2]
            way = Way(each.candidate, campaign=founded.campaign, liaison=liaison, days=days, draw=draw,
                      headline=each.headline)  # fmt: skip
            way.approved(max(each.day - draw.randint(1, 2), standing.since - 2))
            with mail.kept_only():
                standing.tell(way, way.fitting(founded.wanted), days)
    for each in oldest_first:
        if each.candidate.pk not in told:
            _not_approved(each, groups[each.candidate.pk], founded, liaisons[0], days, draw)


def _not_approved(
    each: Registered, group: str, founded: Founded, liaison: User, days: Days, draw: random.Random
) -> None:
    """New people wait for a first look; of the others most were looked at, each with a reason."""
    at = days.at(max(0, each.day - 2), draw.randint(9, 15), draw.randint(0, 59))
    if each.day <= 2 or (group in {"meets_all", "near_miss"} and draw.random() < 0.08):
        return
    decide: dict[str, Any] = {"candidate": each.candidate, "campaign": founded.campaign, "by": liaison, "now": at}
    heard = days.at(min(max(0, each.day - 2), draw.randint(1, 14)), draw.randint(9, 15))
    talent.note_contact(candidate=each.candidate, by=liaison, now=heard)
    if group == "find_out":
        _ask(each, founded, liaison, days, draw)
    elif group == "meets_all" or draw.random() < 0.25:
        screening.hold(reason=draw.choice(("talk_first", "waits_for_profile", "second_opinion")), **decide)
    else:
        screening.set_aside(reason=draw.choice(("misses_must", "misses_must", "too_early", "other_profile")), **decide)


def _ask(each: Registered, founded: Founded, liaison: User, days: Days, draw: random.Random) -> None:
    """Ask about what a must needs and nobody knows; half of the people have answered."""
    result = Preselection.objects.get(candidate=each.candidate, campaign=founded.campaign).result
    asked_on = max(1, min(each.day - 1, draw.randint(1, 6)))
    for part in result["parts"]:
        wanted = part["criterion"]
        if wanted["must"] and part["verdict"] == "unknown":
            key = f"{wanted['kind']}:{wanted['code']}" if wanted.get("code") else wanted["kind"]
            question = screening.ask(
                candidate=each.candidate, campaign=founded.campaign, criterion=key, by=liaison,
                now=days.at(asked_on, draw.randint(9, 15)),
            )  # fmt: skip
            if draw.random() < 0.5:
                value = {"desk_by": "permit:8", "language:en": "4"}.get(key, "3")
                at = question.asked_at + timedelta(hours=draw.randint(2, 20))
                screening.answer(question=question, by=each.candidate.user, value=value, now=min(at, days.ago(30)))


def take_part_in_pilot(crowd: list[Registered], founded: Founded, liaison: User, days: Days, *, seed: int) -> None:
    """A year ago: three were hired, the others are in the pool since, and somebody kept in touch."""
    draw = random.Random(seed)
    for number, each in enumerate(crowd):
        way = Way(each.candidate, campaign=founded.campaign, liaison=liaison, days=days, draw=draw,
                  headline=each.headline)  # fmt: skip
        way.approved(each.day - 2)
        fits = way.fitting(founded.wanted)
        if number < 6:
            there = way.accepted(fits[0], each.day - 9)
            recruiter = recruiter_of(there.participation)
            introductions.report_interview(introduction=there, by=recruiter, now=way.when(each.day - 12))
            if number < 3:
                starts_on = days.back(150)
                introductions.hire(introduction=there, by=recruiter, starts_on=starts_on, now=way.when(each.day - 16))
            else:
                way.not_hired(there, way.when(each.day - 15))
        if number >= 3:
            talent.note_contact(candidate=each.candidate, by=liaison, now=way.when(draw.randint(3, 20)))
