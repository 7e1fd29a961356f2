"""What a rehearsal came to, counted from what the actions left in the database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Count, F

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign, Registration, WantedProfile
from kretslop.campaigns.queries import criteria_of
from kretslop.insights.queries import funnel
from kretslop.introductions import rules
from kretslop.introductions.desk import next_employers
from kretslop.introductions.models import Introduction
from kretslop.messaging.models import OutboxMail
from kretslop.screening.models import Decision, Preselection, Question
from kretslop.shared.calendar import OSLO, working_days_between
from kretslop.talent.models import Candidate, CandidateSkill
from kretslop.talent.queries import available
from kretslop.taxonomy.vocabulary import skills

TOP = 12


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of people unless the name says otherwise; waits are medians in working days with how many waited."""

    seed: int
    ads: int
    posts: int
    funnel: dict[str, int]
    groups: dict[str, int]
    questions: dict[str, int]
    introductions: dict[str, int]
    waits: dict[str, tuple[float | None, int]]
    skills: list[tuple[str, int, int]]
    working_days: int
    mails: dict[str, int]
    waiting: dict[str, int]

    def to_json(self) -> dict[str, Any]:
        """Return plain values; nothing in them depends on the date."""
        return asdict(self)

    @property
    def is_finished(self) -> bool:
        """True when nobody waits any more."""
        return not any(self.waiting.values())


def count(campaign: Campaign, *, lead: User, liaison: User, seed: int, working_days: int, now: datetime) -> Report:
    """Count everything; reads only."""
    way = funnel(campaign, viewer=lead)
    steps = {step.code: step.people for step in way.steps}
    here = Introduction.objects.filter(campaign=campaign)
    profiles = list(WantedProfile.objects.filter(participation__campaign=campaign).exclude(state="draft"))
    return Report(
        seed=seed,
        ads=len(profiles),
        posts=sum(profile.posts for profile in profiles),
        funnel={**steps, "released": way.released, "introduced_again": way.again,
                "hired_after_release": way.hired_after_release},
        groups=_counted(Preselection.objects.filter(campaign=campaign).values_list("group", flat=True)),
        questions={"asked": Question.objects.count(),
                   "answered": Question.objects.filter(answered_at__isnull=False).count()},
        introductions=_counted(here.values_list("state", flat=True)),
        waits=_waits(campaign),
        skills=_skills(profiles),
        working_days=working_days,
        mails={"kept": OutboxMail.objects.filter(simulated=True).count(),
               "sent": OutboxMail.objects.filter(simulated=False).count()},
        waiting=_waiting(campaign, liaison, now),
    )  # fmt: skip


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _waits(campaign: Campaign) -> dict[str, tuple[float | None, int]]:
    here = Introduction.objects.filter(campaign=campaign)
    answered = here.filter(introduced_at__isnull=False)
    first = Registration.objects.filter(campaign=campaign)
    approved = Decision.objects.filter(campaign=campaign, verdict="approved", current=True)
    since = dict(first.values_list("candidate", "registered_at"))
    return {
        "registered_to_approved": _wait(
            [(since[person], at) for person, at in approved.values_list("candidate", "at")]
        ),
        "asked_to_yes": _wait(answered.values_list("asked_at", "introduced_at")),
        "introduced_to_answer": _wait(
            answered.filter(decided_at__isnull=False).values_list("introduced_at", "decided_at")
        ),
        "accepted_to_interview": _wait(
            here.filter(interviewed_at__isnull=False).values_list("accepted_at", "interviewed_at")
        ),
        "registered_to_hired": _wait(
            [(since[p], at) for p, at in here.filter(state=rules.HIRED).values_list("candidate", "ended_at")]
        ),
    }


def _wait(pairs: Iterable[tuple[datetime | None, datetime | None]]) -> tuple[float | None, int]:
    days = [
        working_days_between(start.astimezone(OSLO).date(), end.astimezone(OSLO).date())
        for start, end in pairs
        if start and end
    ]
    return (float(median(days)) if days else None), len(days)


def _skills(profiles: list[WantedProfile]) -> list[tuple[str, int, int]]:
    """Return (name, posts that ask for it, people who offer it), the most wanted first."""
    asked: Counter[str] = Counter()
    for profile in profiles:
        for item in criteria_of(profile).items:
            if item.kind == "skill":
                asked[item.code] += profile.posts
    offered = dict(
        CandidateSkill.objects.filter(level__gte=1, skill__in=asked)
        .values_list("skill")
        .annotate(people=Count("candidate"))
    )
    top = sorted(asked.items(), key=lambda pair: (-pair[1], pair[0]))[:TOP]
    return [(skills()[code].name, count, offered.get(code, 0)) for code, count in top]


def _waiting(campaign: Campaign, liaison: User, now: datetime) -> dict[str, int]:
    """Return how many still wait: for an answer, or for a next employer who fits."""
    today = now.astimezone(OSLO).date()
    open_now = Introduction.objects.filter(campaign=campaign, state__in=rules.OPEN)
    released = Introduction.objects.filter(campaign=campaign, state__in=rules.RELEASING).values("candidate")
    people = list(Candidate.objects.filter(pk__in=released) & available(today))
    fits = next_employers(liaison, people, today)
    too_many = campaign.open_introductions
    busy = dict(open_now.values_list("candidate").annotate(number=Count("pk")).filter(number__gte=too_many))
    return {
        "open_introductions": open_now.count(),
        "released_with_a_fitting_employer": sum(bool(fits[person.pk]) and person.pk not in busy for person in people),
        "overdue_twice": open_now.filter(next_step_due__lt=F("asked_at")).count(),
    }


def in_words(report: Report) -> str:
    """Return the report as a table for the terminal."""
    lines = ["", f"The funnel (seed {report.seed}, {report.working_days} working days, {report.ads} profiles, "
             f"{report.posts} posts)"]  # fmt: skip
    before = None
    for code, number in report.funnel.items():
        share = f"{number * 100 // before:>4} % of the step before" if before else ""
        lines.append(f"  {WORDS.get(code, code):<24}{number:>6}{share if code not in AFTER else ''}")
        before = number or None
    lines += ["", "Pre-selection: " + ", ".join(f"{GROUPS[code]} {number}" for code, number in report.groups.items())]
    lines += [f"Questions: {report.questions['answered']} of {report.questions['asked']} answered (simulated)"]
    lines += ["", "Medians of waiting, in working days"]
    lines += [f"  {WAITS[code]:<40}{days if days is not None else '–':>6}  ({number})"
              for code, (days, number) in report.waits.items()]  # fmt: skip
    lines += ["", f"  {'Skill':<24}{'asked for':>10}{'offered':>9}   (posts, people)"]
    lines += [f"  {name:<24}{asked:>10}{offered:>9}" for name, asked, offered in report.skills]
    lines += ["", f"Mails: {report.mails['kept']} kept to be read, {report.mails['sent']} sent."]
    return "\n".join(lines)


AFTER = {"released", "introduced_again", "hired_after_release"}
WORDS = {
    "registered": "Registered", "preselected": "Pre-selected", "approved": "Approved", "introduced": "Introduced",
    "accepted": "Accepted", "interviewed": "Interviewed", "hired": "Hired", "released": "Released",
    "introduced_again": "Introduced again", "hired_after_release": "Hired after a release",
}  # fmt: skip
GROUPS = {"meets_all": "meets all", "near_miss": "near miss", "find_out": "find out", "not_now": "not now"}
WAITS = {
    "registered_to_approved": "From registration to approval",
    "asked_to_yes": "From the question to the person's yes",
    "introduced_to_answer": "From introduction to the employer's answer",
    "accepted_to_interview": "From acceptance to interview",
    "registered_to_hired": "From registration to the contract",
}
