"""The rehearsal's course, planned without a database: who does what on which working day, until nobody waits.

Planning first lets the last day be today whatever the calendar holds; `running` then does every step through the
actions that the pages use, and counts only what those actions left in the database.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from kretslop.demo.rehearsal import drawing
from kretslop.demo.rehearsal.survey import Developer
from kretslop.matching.criteria import Criteria
from kretslop.matching.explain import Result, explain
from kretslop.matching.facts import Facts
from kretslop.matching.rank import fits

#: Working days from the campaign's first: when registration opens, and over how many days people register.
OPENS, REGISTRATION_DAYS = 10, 20
CONSENT_DAYS, FEEDBACK_DAYS = 5, 5
MOST_OPEN = 3  # of one person, as the campaign's setting
MOST_FOR_A_POST = 5  # open introductions for one post: an employer can read so many with care
PASSED = date(2000, 1, 1)
Next = tuple[int, str, str]
STRONG, FAIR = 70, 50  # per cent of the points of a wanted profile


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what (`verb`), of which person, for which profile; `said` is a reason or a choice."""

    day: int
    verb: str
    person: int
    profile: int = -1
    said: str = ""


@dataclass(slots=True)
class Post:
    """One wanted profile in the plan."""

    employer: int
    criteria: Criteria
    posts: int
    hired: int = 0
    running: set[int] = field(default_factory=set)

    @property
    def is_open(self) -> bool:
        return self.hired < self.posts


@dataclass(slots=True)
class Standing:
    """One person in the plan."""

    fits: list[tuple[int, Result]]
    close: frozenset[int]
    running: set[int] = field(default_factory=set)
    met: set[int] = field(default_factory=set)
    gone: bool = False
    released: bool = False


@dataclass(slots=True)
class Plan:
    """All steps in the order in which they happen, the people's answers, and the last day."""

    steps: list[Step]
    answers: list[dict[str, str]]
    registered_on: list[int]
    answered_on: list[int]
    last_day: int


def facts_after(person: Developer, told: dict[str, str]) -> Facts:
    """Return what is known once the person has answered; the day at a desk only as in time or too late."""
    answers = person.answers
    places = told.get("place", "")
    weeks = int(told["desk_by"].partition(":")[2]) if "desk_by" in told else None
    return Facts(
        skills={skill.skill: skill.level for skill in answers.skills},
        years=answers.years if answers.years is not None else (int(told["years"]) if "years" in told else None),
        languages={"en": int(told["language:en"])} if "language:en" in told else {},
        skills_known=answers.skills_known,
        education=answers.education or (int(told["education"]) if "education" in told else None),
        desk_on=None if weeks is None else (date.max if weeks == drawing.A_YEAR else PASSED),
        places=frozenset(filter(None, places.split(","))),
        places_known=bool(places),
        remote=answers.remote or None,
        occupation=answers.occupation or None,
    )


def is_close(result: Result) -> bool:
    """Whether a liaison would introduce somebody: nothing is missing, or one thing of somebody who is strong in all."""
    enough = STRONG if result.group == "near_miss" else FAIR
    return result.group != "not_now" and result.score * 100 >= enough * result.of


class Planner:
    """Draws the course from the seed."""

    def __init__(self, people: list[Developer], profiles: list[Post], criteria: Criteria, seed: int) -> None:
        self.people, self.profiles, self.criteria, self.seed = people, profiles, criteria, seed
        self.steps: list[Step] = []
        self.agenda: list[tuple[int, int, str, int, int, str]] = []
        self.number = 0
        self.standings: dict[int, Standing] = {}
        self.results: dict[tuple[int, int], Result] = {}
        self.approved_on: dict[int, int] = {}

    def plan(self) -> Plan:
        told = [self._told(person) for person in self.people]
        registered, answered = [], []
        for number, person in enumerate(self.people):
            draw = drawing.lot(self.seed, "registered", person.answers.email)
            registered.append(OPENS + min(draw.randrange(REGISTRATION_DAYS), draw.randrange(REGISTRATION_DAYS + 6)))
            answered.append(registered[-1] + 1 + draw.choices((0, 1, 2, 3, 4), (30, 30, 20, 12, 8))[0])
            self._look_at(number, person, told[number], answered[-1] + draw.choice((1, 1, 2)), draw.random())
        day, quiet = OPENS, 0
        while quiet < 2:  # whoever is approved today is introduced tomorrow
            while self.agenda and self.agenda[0][0] <= day:
                _, _, verb, person_number, profile, said = heapq.heappop(self.agenda)
                self._happen(Step(day, verb, person_number, profile, said))
            self._introduce(day)
            quiet = 0 if self.agenda else quiet + 1
            day += 1
        return Plan(self.steps, told, registered, answered, self.steps[-1].day)

    def _told(self, person: Developer) -> dict[str, str]:
        """Return the answers to what is asked: only what a must needs and nobody knows."""
        asked = {part.criterion.key for part in explain(self.criteria, facts_after(person, {})).unknowns}
        answers = drawing.answers(self.seed, person)
        return {key: value for key, value in answers.items() if key in asked}

    def _at(self, day: int, verb: str, person: int, profile: int = -1, said: str = "") -> None:
        self.number += 1
        heapq.heappush(self.agenda, (day, self.number, verb, person, profile, said))

    def _look_at(self, number: int, person: Developer, told: dict[str, str], day: int, chance: float) -> None:
        """The liaison reads the explanation and decides."""
        facts = facts_after(person, told)
        group = explain(self.criteria, facts).group
        possible = [(n, r) for n, r in fits(facts, self._criteria()) if r.group != "not_now"]
        close = [n for n, r in possible if is_close(r)]
        if group == "find_out":
            self._at(day + 4, "hold", number, said="find_out")
        elif group == "not_now" or (group == "near_miss" and (not close or chance < 0.5)):
            self._at(day, "set_aside", number, said="misses_must")
        elif not close:
            self._at(day, "hold", number, said="waits_for_profile")
        else:
            self._at(day, "approve", number)
            self.standings[number] = Standing(possible, frozenset(close))
            self.results |= {(number, n): r for n, r in possible}

    def _criteria(self) -> list[tuple[int, Criteria]]:
        return [(number, profile.criteria) for number, profile in enumerate(self.profiles)]

    def _introduce(self, day: int) -> None:
        """The liaison introduces who is free to the best of the employers that they have not met."""
        for number, person in self.standings.items():
            if person.gone or self.approved_on.get(number, day) >= day:
                continue
            for profile, _ in person.fits:
                if len(person.running) >= MOST_OPEN:
                    break
                there = self.profiles[profile]
                full = len(there.running) >= MOST_FOR_A_POST * (there.posts - there.hired)
                # At first only where it is likely to lead somewhere; whoever an employer let go, to all who fit.
                fits_now = profile in person.close or person.released
                if fits_now and there.is_open and not full and there.employer not in person.met:
                    self._happen(Step(day, "ask", number, profile))

    def _happen(self, step: Step) -> None:
        person = self.standings.get(step.person)
        if step.profile >= 0 and person is not None and step.verb != "ask" and step.profile not in person.running:
            return  # ended meanwhile: hired elsewhere, or the post was filled
        self.steps.append(step)
        if step.verb == "approve":
            self.approved_on[step.person] = step.day
        if person is None or step.profile < 0:
            return
        there = self.profiles[step.profile]
        if step.verb in ENDS:
            person.running.discard(step.profile)
            there.running.discard(step.person)
            person.released = person.released or step.verb in RELEASING
        if step.verb == "hire":
            self._hired(step, person, there)
        elif step.verb == "ask":
            person.running.add(step.profile)
            person.met.add(there.employer)
            there.running.add(step.person)
        self._next(step)

    def _hired(self, step: Step, person: Standing, there: Post) -> None:
        person.gone = True
        for profile in person.running:
            self.profiles[profile].running.discard(step.person)
        person.running.clear()
        there.hired += 1
        if there.hired == there.posts:
            self.steps.append(Step(step.day, "fill", step.person, step.profile))
            for other in sorted(there.running):
                self._at(step.day + 1, "filled", other, step.profile)

    def _next(self, step: Step) -> None:
        """Draw what follows a step, and when."""
        if step.verb not in FOLLOWED:
            return
        draw = drawing.lot(self.seed, step.verb, self.people[step.person].answers.email, step.profile)
        days, verb, said = FOLLOWED[step.verb](draw, self.results[step.person, step.profile])
        self._at(step.day + days, verb, step.person, step.profile, said)


def _after_asking(draw: Random, result: Result) -> Next:
    chance = draw.random()
    if chance > 0.98:
        return CONSENT_DAYS + 1, "expire", ""
    return draw.choices((0, 1, 2, 3), (35, 35, 20, 10))[0], "consent" if chance < 0.93 else "refuse", ""


def _after_consent(draw: Random, result: Result) -> Next:
    if draw.random() > 0.97:
        return FEEDBACK_DAYS + 3, "lapse", ""
    days = draw.choices((1, 2, 3, 4, 5, 6, 7), (18, 24, 22, 16, 10, 6, 4))[0]
    if drawing.accepts(draw, result):
        return days, "accept", ""
    return days, "decline", drawing.decline_reason(draw, result)


def _after_acceptance(draw: Random, result: Result) -> Next:
    return (draw.randint(2, 6), "interview", "") if draw.random() < 0.94 else (2, "withdraw", "other_job")


def _after_interview(draw: Random, result: Result) -> Next:
    going_on = draw.random() < 0.6
    return draw.randint(1, 4), *(("assess", "") if going_on else ("not_hired", drawing.not_hired_reason(draw)))


def _after_assessment(draw: Random, result: Result) -> Next:
    going_on = draw.random() < 0.65
    return draw.randint(1, 4), *(("negotiate", "") if going_on else ("not_hired", drawing.not_hired_reason(draw)))


def _after_negotiation(draw: Random, result: Result) -> Next:
    agreed = draw.random() < 0.85
    return draw.randint(1, 5), *(("hire", "") if agreed else ("not_hired", draw.choice(("terms", "offer_turned_down"))))


#: What follows a step: in how many working days, which verb, and what is said.
FOLLOWED: dict[str, Callable[[Random, Result], Next]] = {
    "ask": _after_asking,
    "consent": _after_consent,
    "accept": _after_acceptance,
    "interview": _after_interview,
    "assess": _after_assessment,
    "negotiate": _after_negotiation,
}
#: Steps after which an employer lets somebody go.
RELEASING = frozenset({"decline", "lapse", "not_hired", "filled"})
#: Steps after which an introduction is over.
ENDS = frozenset({"refuse", "expire", "decline", "lapse", "withdraw", "not_hired", "hire", "filled"})
