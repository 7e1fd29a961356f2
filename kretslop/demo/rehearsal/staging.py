"""Sets the stage of a rehearsal, plans its course, runs it and counts what came of it."""

from datetime import date, datetime, timedelta
from pathlib import Path

from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import Campaign, Participation, WantedProfile
from kretslop.campaigns.queries import criteria_of
from kretslop.demo import cast, founding
from kretslop.demo.days import Days
from kretslop.demo.rehearsal import ads, drawing, report, survey
from kretslop.demo.rehearsal.ads import Ad
from kretslop.demo.rehearsal.needs import agreed_criteria, wanted_criteria
from kretslop.demo.rehearsal.plan import OPENS, Plan, Planner, Post
from kretslop.demo.rehearsal.reading import Problem
from kretslop.demo.rehearsal.running import Progress, Run
from kretslop.demo.telling import recruiter_of
from kretslop.matching.aggregating import aggregate
from kretslop.messaging import actions as mail

#: Whoever needs a year of notice comes too late on any calendar, everybody else in time (`drawing.NOTICE`).
DESK_WEEKS = 42
NAME = "Software engineers, rehearsed"


class Input:
    """The ads and developers of a rehearsal, with what was wrong in the files."""

    def __init__(self, ads_path: Path, developers_path: Path) -> None:
        self.ads, ad_problems = ads.read(ads_path)
        self.people, people_problems = survey.read(developers_path)
        self.problems: list[Problem] = [*ad_problems, *people_problems]

    @property
    def usable(self) -> list[Ad]:
        return [ad for ad in self.ads if ad.is_usable]


def employer_of(ad: Ad) -> int:
    """Return the number of the employer that an ad becomes a profile of."""
    return ad.line % len(cast.EMPLOYERS)


def planned(given: Input, seed: int) -> Plan:
    """Plan the whole course, without a database."""
    posts = [
        Post(
            employer_of(ad),
            wanted_criteria(ad, cast.EMPLOYERS[employer_of(ad)]),
            drawing.posts(seed, ad.line, ad.draft.posts),
        )
        for ad in given.usable
    ]
    draft = aggregate((post.criteria, post.posts) for post in posts)
    return Planner(given.people, posts, agreed_criteria(draft.criteria, date(2001, 1, 1)), seed).plan()


def rehearse(given: Input, *, seed: int, now: datetime, progress: Progress) -> report.Report:
    """Run the whole flow in the database in use, which must be empty; everything in it is simulated."""
    progress(f"Planning with {len(given.usable)} ads and {len(given.people)} developers …")
    plan, days = planned(given, seed), Days(now)
    staff = founding.staff(days)
    with mail.kept_only():
        progress("Employers join, say whom they look for, and agree on criteria …")
        campaign, profiles = _stage(given, staff, days, plan.last_day, seed)
        progress(f"{plan.last_day} working days …")
        Run(campaign=campaign, profiles=profiles, people=given.people, plan=plan, liaisons=staff.liaisons, days=days,
            seed=seed, progress=progress).everything()  # fmt: skip
    return report.count(
        campaign, lead=staff.lead, liaison=staff.liaisons[0], seed=seed, working_days=plan.last_day, now=now
    )


def _stage(
    given: Input, staff: founding.Staff, days: Days, last_day: int, seed: int
) -> tuple[Campaign, list[WantedProfile]]:
    campaign = founding.plan(
        staff, days, name=NAME, planned=last_day + 2, starts_on=days.back(last_day - OPENS + 1), weeks=12,
        goal_registered=len(given.people), goal_approved=len(given.people) // 3, simulated=True,
    )  # fmt: skip
    needed = sorted({employer_of(ad) for ad in given.ads})
    joined = {
        number: founding.join_employer(campaign, cast.EMPLOYERS[number], staff, days, last_day - 3) for number in needed
    }
    profiles = [_want(ad, joined[employer_of(ad)], days, last_day - 5, seed) for ad in given.ads]
    version = campaigns.draft_criteria(campaign=campaign, by=staff.lead, now=days.at(last_day - 6, 9))
    desk_by = days.back(last_day - OPENS - 26) + timedelta(weeks=DESK_WEEKS)
    version = campaigns.edit_criteria(version=version, criteria=agreed_criteria(criteria_of(version), desk_by),
                                      by=staff.lead, now=days.at(last_day - 6, 10))  # fmt: skip
    campaigns.save_persona(campaign=campaign, name="", words="", by=staff.lead, now=days.at(last_day - 6, 11))
    version = campaigns.propose(version=version, by=staff.lead, now=days.at(last_day - 6, 12))
    for participation in joined.values():
        campaigns.agree(version=version, participation=participation, by=recruiter_of(participation), simulated=True,
                        now=days.at(last_day - 8, 10))  # fmt: skip
    campaign = campaigns.open_campaign(campaign=campaign, by=staff.lead, now=days.at(last_day - OPENS + 1, 9))
    return campaign, [profile for profile in profiles if profile.state == "submitted"]


def _want(ad: Ad, participation: Participation, days: Days, day: int, seed: int) -> WantedProfile:
    """Write the ad's wanted profile; one that could not be read well stays a draft for a person to finish."""
    employer, recruiter = participation.employer, recruiter_of(participation)
    made = cast.EMPLOYERS[employer_of(ad)]
    profile = campaigns.add_wanted_profile(
        participation=participation, criteria=wanted_criteria(ad, made), by=recruiter, source_ad=ad.text,
        title=ad.title, occupation=ad.draft.occupation or "", posts=drawing.posts(seed, ad.line, ad.draft.posts),
        seniority=ad.draft.seniority or "", place=employer.city, remote=ad.draft.remote or employer.remote_policy,
        for_itself=employer.kind == "agency",
        now=days.at(day, 9, ad.line % 60),
    )  # fmt: skip
    if not ad.is_usable:
        return profile
    return campaigns.submit_wanted_profile(profile=profile, by=recruiter, now=days.at(day, 11, ad.line % 60))
