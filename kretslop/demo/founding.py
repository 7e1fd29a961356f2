"""The demo's people of the alliance, its campaigns, the employers that join, and the criteria that they agree on."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from kretslop.accounts import actions as accounts
from kretslop.accounts.models import User
from kretslop.accounts.queries import by_email
from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import Campaign, CriteriaVersion, Participation, Prospect, WantedProfile
from kretslop.campaigns.queries import criteria_of
from kretslop.demo import cast, words
from kretslop.demo.cast import Employer, address
from kretslop.demo.days import Days
from kretslop.demo.telling import recruiter_of
from kretslop.demo.wanted import WANTED, Wanted, criteria
from kretslop.employers import queries as employers
from kretslop.employers.models import Client
from kretslop.employers.models import Employer as EmployerRow
from kretslop.matching.criteria import Criteria

#: Working days before today: when the campaign was planned, and when the last criteria were agreed.
PLANNED, JOINED, FIRST_AGREED, AGREED = 48, 42, 35, 30
PILOT_BEGAN, PILOT_ENDED = 250, 200


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of the alliance."""

    lead: User
    liaisons: tuple[User, ...]


@dataclass(frozen=True, slots=True)
class Founded:
    """A campaign with everything that must stand before the first registration is screened."""

    campaign: Campaign
    participations: dict[str, Participation]
    wanted: list[WantedProfile]
    version: CriteriaVersion


def staff(days: Days) -> Staff:
    """Make the project lead and the liaisons."""
    at = days.at(PILOT_BEGAN + 10)
    lead = accounts.ensure_user(email=address(cast.PROJECT_LEAD), name=cast.PROJECT_LEAD, language="nb", now=at)
    accounts.give_staff_role(user=lead, role="project_lead", now=at)
    liaisons = []
    for name in cast.LIAISONS:
        liaison = accounts.ensure_user(email=address(name), name=name, language="nb", now=at)
        accounts.give_staff_role(user=liaison, role="liaison", now=at)
        liaisons.append(liaison)
    return Staff(lead, tuple(liaisons))


def plan(staff: Staff, days: Days, *, name: str, planned: int, starts_on: date, weeks: int, **more: object) -> Campaign:
    """Create a campaign, planned so many working days ago, that runs for some weeks; a draft as yet."""
    fields: dict[str, Any] = {
        "occupation": "software-developer",
        "place": "Oslo region",
        "starts_on": starts_on,
        "deadline_on": starts_on + timedelta(weeks=weeks),
        "contact_name": staff.lead.name,
        "contact_email": staff.lead.email,
        "contact_phone": "+47 22 00 00 00",
        "liaison": staff.liaisons[0],
        **more,
    }
    return campaigns.create_campaign(by=staff.lead, now=days.at(planned, 9), name=name, **fields)


def found_pilot(staff: Staff, days: Days) -> Founded:
    """The campaign of the year before: four employers, few posts, simple criteria."""
    campaign = plan(staff, days, name="Software engineers, pilot", planned=PILOT_BEGAN + 9, weeks=10,
                    starts_on=days.back(PILOT_BEGAN), goal_registered=12, goal_approved=12,
                    promise="Four employers, one registration.")  # fmt: skip
    campaign = campaigns.open_campaign(campaign=campaign, by=staff.lead, now=days.at(PILOT_BEGAN))
    joined = {
        each.name: join_employer(campaign, each, staff, days, PILOT_BEGAN - 1)
        for each in cast.EMPLOYERS
        if each.name in cast.PILOT
    }
    chosen = [each for each in WANTED if each.employer in joined]
    wanted = want(joined, chosen[::2], days, PILOT_BEGAN - 4, desk_by=days.back(0))
    version = campaigns.draft_criteria(campaign=campaign, by=staff.lead, now=days.at(PILOT_BEGAN - 5))
    return Founded(campaign, joined, wanted, _agreed(version, joined, staff, days, PILOT_BEGAN - 6))


def found_campaign(staff: Staff, days: Days) -> Founded:
    """The open campaign: twelve employers, two versions of the criteria, eleven questions answered."""
    campaign = plan(staff, days, name="Software engineers 2026", planned=PLANNED, weeks=9,
                    starts_on=days.back(PLANNED - 12), goal_registered=360, goal_approved=140,
                    promise=words.PROMISE, intro=words.INTRO)  # fmt: skip
    campaign = campaigns.open_campaign(campaign=campaign, by=staff.lead, now=days.at(PLANNED - 12, 9))
    entries = [(language, *pair) for language, pairs in words.FAQ.items() for pair in pairs]
    campaigns.save_faq(campaign=campaign, entries=entries, by=staff.lead, now=days.at(PLANNED - 12, 11))
    joined = {
        each.name: join_employer(campaign, each, staff, days, JOINED - number // 4)
        for number, each in enumerate(cast.EMPLOYERS)
    }
    wanted = want(joined, WANTED, days, FIRST_AGREED + 3, desk_by=days.month_ahead(10))
    campaigns.save_persona(campaign=campaign, name=words.PERSONA_NAME, words=words.PERSONA_WORDS, by=staff.lead,
                           now=days.at(FIRST_AGREED + 2, 13))  # fmt: skip
    _first_version(campaign, joined, staff, days)
    return Founded(campaign, joined, wanted, _second_version(campaign, joined, staff, days))


def _first_version(campaign: Campaign, joined: dict[str, Participation], staff: Staff, days: Days) -> None:
    version = campaigns.draft_criteria(campaign=campaign, by=staff.lead, now=days.at(FIRST_AGREED + 2, 14))
    strict = [replace(c, level=5) if c.key == "language:en" else c for c in criteria_of(version).items]
    version = campaigns.edit_criteria(version=version, criteria=Criteria(tuple(strict)), by=staff.lead,
                                      now=days.at(FIRST_AGREED + 2, 15))  # fmt: skip
    _agreed(version, joined, staff, days, FIRST_AGREED + 1)


def _second_version(campaign: Campaign, joined: dict[str, Participation], staff: Staff, days: Days) -> CriteriaVersion:
    """English B2 is enough after all; one employer had to be heard before all agreed."""
    version = campaigns.draft_criteria(campaign=campaign, by=staff.lead, now=days.at(AGREED + 4, 9))
    version = campaigns.propose(version=version, by=staff.lead, now=days.at(AGREED + 4, 10))
    doubter = joined["Bølge Pay AS"]
    campaigns.object_to(
        version=version, participation=doubter, by=recruiter_of(doubter), now=days.at(AGREED + 3, 13),
        words="B2 is fine for most, but please keep years of experience as a must: we cannot train beginners.",
    )  # fmt: skip
    version = campaigns.unpropose(version=version, by=staff.lead, now=days.at(AGREED + 2, 9))
    return _agreed(version, joined, staff, days, AGREED + 1)


def _agreed(
    version: CriteriaVersion, joined: dict[str, Participation], staff: Staff, days: Days, day: int
) -> CriteriaVersion:
    """Propose a draft, and have everybody agree on the working day after."""
    version = campaigns.propose(version=version, by=staff.lead, now=days.at(day, 15))
    for number, participation in enumerate(joined.values()):
        version = campaigns.agree(
            version=version, participation=participation, by=recruiter_of(participation),
            now=days.at(day - 1, 8 + number // 2, 13 + number),
        )  # fmt: skip
    return version


def join_employer(campaign: Campaign, made: Employer, staff: Staff, days: Days, day: int) -> Participation:
    """First talk, invitation, signature by the manager, recruiter and stand-in named: as the pages do it."""
    prospect = campaigns.add_prospect(
        campaign=campaign, by=staff.lead, employer=_known(made), company=made.name, contact_name=made.manager,
        contact_role=made.manager_title, contact_email=address(made.manager), now=days.at(day + 4, 10),
    )  # fmt: skip
    invitation = campaigns.invite(prospect=prospect, by=staff.lead, now=days.at(day + 3, 11))
    manager = accounts.ensure_user(email=address(made.manager), name=made.manager, language="nb", now=days.at(day, 9))
    participation = campaigns.accept_invitation(
        invitation=invitation, user=manager, employer_fields=made.fields(), signed_as="business",
        now=days.at(day, 9, 30),
    )  # fmt: skip
    return campaigns.name_people(
        participation=participation, recruiter=(made.recruiter, address(made.recruiter)),
        stand_in=(made.stand_in, address(made.stand_in)), by=manager, now=days.at(day, 10),
    )  # fmt: skip


def _known(made: Employer) -> EmployerRow | None:
    """Return the employer when it took part in an earlier campaign."""
    manager = by_email(address(made.manager))
    return employers.for_member(manager).first() if manager else None


def want(
    joined: dict[str, Participation], chosen: list[Wanted] | tuple[Wanted, ...], days: Days, day: int, *, desk_by: date
) -> list[WantedProfile]:
    """Have the recruiters write and submit what they look for."""
    made, clients = [], _clients(joined, days, day + 2)
    for number, each in enumerate(chosen):
        participation, at = joined[each.employer], days.at(day + number % 2, 9 + number // 4, 7 * (number % 8))
        recruiter, employer = recruiter_of(participation), participation.employer
        client = clients.get(each.employer)
        profile = campaigns.add_wanted_profile(
            participation=participation, criteria=criteria(each.asks, desk_by=desk_by), by=recruiter, now=at,
            title=each.title, occupation=each.occupation, posts=each.posts, seniority=each.seniority,
            place=employer.city, remote=employer.remote_policy, about=each.about,
            client=client, for_itself=employer.kind == "agency" and client is None,
        )  # fmt: skip
        made.append(campaigns.submit_wanted_profile(profile=profile, by=recruiter, now=at))
    return made


def _clients(joined: dict[str, Participation], days: Days, day: int) -> dict[str, Client]:
    """Have the agencies name their clients, and let somebody of each read along; return them by agency."""
    named = {}
    for agency, (name, number, city, about, contact, reader) in cast.CLIENTS.items():
        if agency in joined:
            by, at = recruiter_of(joined[agency]), days.at(day, 9)
            client = campaigns.add_client(
                agency=joined[agency].employer, by=by, now=at, name=name, org_number=number, city=city, about=about,
                contact_name=contact, contact_email=address(contact),
            )  # fmt: skip
            campaigns.let_read(client=client, name=reader, email=address(reader), by=by, now=at)
            named[agency] = client
    return named


def talk_to_prospects(campaign: Campaign, staff: Staff, days: Days) -> list[Prospect]:
    """Employers that have not joined: in talks, invited, or they said no."""
    found = []
    for number, (company, contact, role, state, step) in enumerate(cast.PROSPECTS):
        prospect = campaigns.add_prospect(
            campaign=campaign, by=staff.lead, company=company, contact_name=contact, contact_role=role,
            contact_email=address(contact), next_step=step, now=days.at(20 - number, 11),
            next_step_due=days.today + timedelta(days=number - 1) if step else None,
        )  # fmt: skip
        if state == "invited":
            campaigns.invite(prospect=prospect, by=staff.lead, now=days.at(9 - number, 14))
        elif state == "said_no":
            campaigns.prospect_says_no(prospect=prospect, by=staff.lead, now=days.at(6, 15))
        found.append(prospect)
    return found


def first_talks(campaign: Campaign, staff: Staff, days: Days) -> None:
    """The next campaign is a plan and two talks as yet."""
    for number, each in enumerate((cast.EMPLOYERS[4], cast.EMPLOYERS[2])):
        campaigns.add_prospect(
            campaign=campaign, by=staff.lead, employer=_known(each), company=each.name, contact_name=each.manager,
            contact_role=each.manager_title, contact_email=address(each.manager), now=days.at(4 - number, 12),
            next_step="Ask how many data engineers they need", next_step_due=days.today + timedelta(days=5 + number),
        )  # fmt: skip
