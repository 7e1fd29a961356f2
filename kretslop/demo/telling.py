"""One candidate's way, told in the verbs that people use, each at its own moment in the past weeks."""

import random
from datetime import datetime

from kretslop.accounts import actions as accounts
from kretslop.accounts.models import User
from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import Campaign, Participation, WantedProfile
from kretslop.campaigns.queries import criteria_of
from kretslop.demo import words
from kretslop.demo.days import Days
from kretslop.introductions import actions as introductions
from kretslop.introductions.models import Introduction
from kretslop.matching.explain import explain
from kretslop.screening import actions as screening
from kretslop.talent import actions as talent
from kretslop.talent.actions import Answers
from kretslop.talent.models import Candidate
from kretslop.talent.queries import facts_of


class Way:
    """The way of one candidate through one campaign. Days are working days before today."""

    def __init__(
        self, candidate: Candidate, *, campaign: Campaign, liaison: User, days: Days, draw: random.Random, headline: str
    ) -> None:
        self.candidate, self.campaign, self.liaison, self.days = candidate, campaign, liaison, days
        self.draw, self.headline = draw, headline

    def when(self, day: int) -> datetime:
        """Return a moment on that working day, in office hours, a little different each time."""
        return self.days.at(day, self.draw.randint(8, 15), self.draw.randint(0, 59))

    def approved(self, day: int) -> "Way":
        """The liaison talks with the person, settles the words that employers read, and approves."""
        at = self.when(day)
        talent.approve_words(
            candidate=self.candidate, headline=self.headline, summary=self.candidate.summary, by=self.liaison, now=at
        )
        screening.approve(candidate=self.candidate, campaign=self.campaign, by=self.liaison, now=at)
        talent.note_contact(candidate=self.candidate, by=self.liaison, now=at)
        self.candidate.refresh_from_db()
        return self

    def fitting(self, wanted: list[WantedProfile]) -> list[WantedProfile]:
        """Return the profiles of those employers that the person has not met, best first, one for each employer."""
        met = set(Introduction.objects.filter(candidate=self.candidate).values_list("employer_id", flat=True))
        facts = facts_of(self.candidate, self.days.today)
        scored = sorted(
            ((explain(criteria_of(each), facts).score, each.pk, each) for each in wanted), key=lambda s: (-s[0], s[1])
        )
        best: dict[int, WantedProfile] = {}
        for _, _, each in scored:
            if each.participation.employer_id not in met:
                best.setdefault(each.participation.employer_id, each)
        return list(best.values())

    def asked(self, wanted: WantedProfile, day: int, sentence: str = "") -> Introduction:
        """The liaison asks whether the person may be introduced."""
        sentence = sentence or self.draw.choice(words.SENTENCES).format(field=self.headline.split(", ")[-1])
        return introductions.introduce(
            candidate=self.candidate, wanted_profile=wanted, by=self.liaison, words=sentence, now=self.when(day)
        )

    def introduced(self, wanted: WantedProfile, day: int, sentence: str = "") -> Introduction:
        """Asked a working day earlier; the person says yes on `day`."""
        asked = self.asked(wanted, day + 1, sentence)
        return introductions.consent(introduction=asked, by=self.user, agrees_to_public=True, now=self.when(day))

    @property
    def user(self) -> User:
        """Return the account that the person signs in with."""
        assert self.candidate.user is not None
        return self.candidate.user

    def accepted(self, wanted: WantedProfile, day: int, sentence: str = "") -> Introduction:
        """Introduced three working days earlier; the recruiter accepts on `day`."""
        there = self.introduced(wanted, day + 3, sentence)
        return introductions.accept(introduction=there, by=recruiter_of(there.participation), now=self.when(day))

    def declined(
        self, there: Introduction, at: datetime, *, reason: str = "", said: str = "", note: str = ""
    ) -> Introduction:
        """The recruiter says no, with a reason and words."""
        reason = reason or self.draw.choice([r for r in words.DECLINED if r != "too_senior"])
        said = said or words.DECLINED[reason].format(skill=self.draw.choice(("Kafka", "Kubernetes", "GraphQL")))
        return introductions.decline(
            introduction=there, by=recruiter_of(there.participation), reason=reason, words_to_candidate=said,
            private_note=note or self.draw.choice(words.PRIVATE_NOTES), now=at,
        )  # fmt: skip

    def not_hired(self, there: Introduction, at: datetime, *, reason: str = "", said: str = "") -> Introduction:
        """The process ended without a contract."""
        reason = reason or self.draw.choice([*words.NOT_HIRED])
        return introductions.report_not_hired(
            introduction=there, by=recruiter_of(there.participation), reason=reason,
            words_to_candidate=said or words.NOT_HIRED[reason], now=at,
        )  # fmt: skip


def recruiter_of(participation: Participation) -> User:
    """Return who answers for an employer of the demo; each of them has named somebody."""
    assert participation.recruiter is not None
    return participation.recruiter.user


def registered(
    campaign: Campaign, answers: Answers, at: datetime, *, zone: str = "Europe/Oslo", language: str = "en"
) -> Candidate:
    """Register a person with an account of their own; screening follows for all in one run."""
    user = accounts.ensure_user(email=answers.email, name=answers.name, language=language, time_zone=zone, now=at)
    return campaigns.register(campaign=campaign, user=user, answers=answers, screened_later=True, now=at).candidate
