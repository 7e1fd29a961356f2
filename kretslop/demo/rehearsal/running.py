"""Does every step of the plan through the actions that the pages use, each at its own moment of the simulated past."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from kretslop.accounts.models import User
from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import Campaign, WantedProfile
from kretslop.demo import words
from kretslop.demo.days import Days
from kretslop.demo.rehearsal import drawing
from kretslop.demo.rehearsal.plan import Plan, Step
from kretslop.demo.rehearsal.survey import Developer
from kretslop.demo.telling import recruiter_of
from kretslop.introductions import actions as introductions
from kretslop.introductions import rules
from kretslop.introductions.models import Introduction
from kretslop.screening import actions as screening
from kretslop.screening import asking
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent
from kretslop.talent.models import Candidate

Progress = Callable[[str], None]


class Run:
    """One rehearsed campaign: people and profiles by their numbers in the plan."""

    def __init__(
        self,
        *,
        campaign: Campaign,
        profiles: list[WantedProfile],
        people: list[Developer],
        plan: Plan,
        liaisons: tuple[User, ...],
        days: Days,
        seed: int,
        progress: Progress,
    ) -> None:
        self.campaign, self.profiles, self.people, self.plan = campaign, profiles, people, plan
        self.liaisons, self.days, self.seed, self.progress = liaisons, days, seed, progress
        self.candidates: dict[int, Candidate] = {}
        self.introductions: dict[tuple[int, int], Introduction] = {}
        self.clock: dict[int, int] = defaultdict(int)

    def when(self, day: int) -> datetime:
        """Return the next moment of a planned day, in office hours and in the order in which things happen."""
        self.clock[day] += 1
        moment = self.days.at(self.plan.last_day - day, 8)
        return min(moment + timedelta(seconds=40 * self.clock[day]), self.days.ago(1))

    def everything(self) -> None:
        """Register, screen, ask and answer day by day; then every decision in its order."""
        steps = defaultdict(list)
        for step in self.plan.steps:
            steps[step.day].append(step)
        asked: dict[int, list[int]] = defaultdict(list)
        arrived: dict[int, list[int]] = defaultdict(list)
        for number, day in enumerate(self.plan.registered_on):
            arrived[day].append(number)
            asked[self.plan.answered_on[number]].append(number)
        for day in range(min(arrived), self.plan.last_day + 1):
            self._live(day, arrived, asked[day], steps[day])
            if day % 5 == 0:
                share = day * 100 // self.plan.last_day
                self.progress(f"  day {day} of {self.plan.last_day} ({share} %), {len(self.introductions)} introduced")

    @action
    def _live(self, day: int, arrived: Mapping[int, list[int]], asked: list[int], steps: list[Step]) -> None:
        """Do all of one day in one transaction, which thousands of actions join: an error ends the rehearsal anyway."""
        self._register(arrived[day], day)
        self._ask([self.candidates[number] for number in arrived[day - 1]], day)
        self._answer(asked, day)
        for step in steps:
            self._do(step)

    def _register(self, numbers: list[int], day: int) -> None:
        if not numbers:
            return
        answers = [self.people[number].answers for number in numbers]
        made = campaigns.register_many(campaign=self.campaign, people=answers, simulated=True, now=self.when(day))
        self.candidates |= dict(zip(numbers, made, strict=True))
        screening.run_screening(campaign=self.campaign, by=None, only=made, now=self.when(day))

    def _ask(self, people: list[Candidate], day: int) -> None:
        if people:
            asking.ask_unknowns(
                campaign=self.campaign, candidates=people, by=self.liaisons[0], simulated=True, now=self.when(day)
            )

    def _answer(self, numbers: list[int], day: int) -> None:
        told = {self.candidates[number].pk: self.plan.answers[number] for number in numbers}
        open_questions = self.campaign.questions.filter(candidate__in=told, answered_at__isnull=True)
        given = [(q, told[q.candidate_id][q.criterion]) for q in open_questions if q.criterion in told[q.candidate_id]]
        if given:
            asking.take_simulated_answers(campaign=self.campaign, answers=given, now=self.when(day))
            people = [self.candidates[number] for number in numbers]
            screening.run_screening(campaign=self.campaign, by=None, only=people, now=self.when(day))

    def _do(self, step: Step) -> None:
        now = self.when(step.day)
        if step.verb in {"approve", "hold", "set_aside"}:
            self._decide(step, now)
        elif step.verb == "ask":
            self._introduce(step, now)
        elif step.verb == "fill":
            campaigns.fill_wanted_profile(profile=self.profiles[step.profile], by=self._recruiter(step), now=now)
        else:
            self._move(step, self.introductions[step.person, step.profile], now)

    def _decide(self, step: Step, now: datetime) -> None:
        candidate = self.candidates[step.person]
        liaison = self._liaison_of(step.person)
        if step.verb == "approve":
            headline = ", ".join(filter(None, [candidate.role_title or "Developer", _years(candidate.years)]))
            talent.approve_words(candidate=candidate, headline=headline, summary="", by=liaison, now=now)
            screening.approve(candidate=candidate, campaign=self.campaign, by=liaison, simulated=True, now=now)
        else:
            decide = screening.hold if step.verb == "hold" else screening.set_aside
            decide(candidate=candidate, campaign=self.campaign, by=liaison, reason=step.said, simulated=True, now=now)

    def _liaison_of(self, person: int) -> User:
        return self.liaisons[person % len(self.liaisons)]

    def _introduce(self, step: Step, now: datetime) -> None:
        draw = drawing.lot(self.seed, "sentence", step.person, step.profile)
        sentence = draw.choice([each for each in words.SENTENCES if "{field}" not in each])
        self.introductions[step.person, step.profile] = introductions.introduce(
            candidate=self.candidates[step.person], wanted_profile=self.profiles[step.profile],
            by=self._liaison_of(step.person), words=sentence, simulated=True, now=now,
        )  # fmt: skip

    def _move(self, step: Step, there: Introduction, now: datetime) -> None:
        person, recruiter = self._user(step.person), self._recruiter(step)
        liaison = self._liaison_of(step.person)
        if step.verb == "consent":
            introductions.consent(introduction=there, by=person, agrees_to_public=True, now=now)
        elif step.verb == "refuse":
            introductions.refuse(introduction=there, by=person, now=now)
        elif step.verb == "withdraw":
            introductions.withdraw(introduction=there, by=person, reason=step.said, now=now)
        elif step.verb == "expire":
            introductions.expire(introduction=there, by=liaison, now=now)
        elif step.verb == "lapse":
            introductions.lapse(introduction=there, by=liaison, now=now)
        elif step.verb == "filled":
            self._end_for_a_filled_post(there, recruiter, liaison, now)
        elif step.verb == "decline":
            self._decline(there, recruiter, step.said, now)
        elif step.verb == "not_hired":
            self._not_hired(there, recruiter, step.said, now)
        elif step.verb == "hire":
            starts_on = now.date() + timedelta(days=70)
            introductions.hire(introduction=there, by=recruiter, starts_on=starts_on, now=now)
        else:
            STAGES[step.verb](introduction=there, by=recruiter, now=now)

    def _recruiter(self, step: Step) -> User:
        return recruiter_of(self.profiles[step.profile].participation)

    def _user(self, person: int) -> User:
        user = self.candidates[person].user
        assert user is not None
        return user

    def _decline(self, there: Introduction, by: User, reason: str, now: datetime) -> None:
        said = words.DECLINED[reason].format(skill="this technology")
        introductions.decline(introduction=there, by=by, reason=reason, words_to_candidate=said, now=now)

    def _not_hired(self, there: Introduction, by: User, reason: str, now: datetime) -> None:
        introductions.report_not_hired(
            introduction=there, by=by, reason=reason, words_to_candidate=words.NOT_HIRED[reason], now=now
        )

    def _end_for_a_filled_post(self, there: Introduction, by: User, liaison: User, now: datetime) -> None:
        """The post went to somebody else: how it ends depends on how far it had come."""
        state = Introduction.objects.values_list("state", flat=True).get(pk=there.pk)
        if state == rules.ASKED:
            introductions.take_back(introduction=there, by=liaison, words_to_candidate="", now=now)
        elif state == rules.INTRODUCED:
            self._decline(there, by, "post_filled", now)
        else:
            self._not_hired(there, by, "another_person", now)


STAGES = {
    "accept": introductions.accept,
    "interview": introductions.report_interview,
    "assess": introductions.report_assessment,
    "negotiate": introductions.report_negotiation,
}


def _years(years: int | None) -> str:
    return "" if years is None else f"{years} year" if years == 1 else f"{years} years"
