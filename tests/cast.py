"""The named cast of the tests: small, made through the same actions that the pages use, each piece as one action."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kretslop.accounts.actions import ensure_user, give_staff_role
from kretslop.accounts.models import User
from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import Campaign, Participation, WantedProfile
from kretslop.employers.actions import add_employer
from kretslop.introductions import actions as introductions
from kretslop.introductions.models import Introduction
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.screening import actions as screening
from kretslop.shared.transactions import action
from kretslop.talent.actions import Answers, SkillAnswer
from kretslop.talent.models import Candidate
from tests.retelling import retold

OSLO = ZoneInfo("Europe/Oslo")
#: A Tuesday morning, far from any holiday.
NOW = datetime(2026, 11, 10, 10, 0, tzinfo=OSLO)

BACKEND = Criteria(
    (
        Criterion("skill", code="python", level=2, points=40, must=True),
        Criterion("skill", code="postgresql", level=1, points=20),
        Criterion("language", code="en", level=4, points=20, must=True),
        Criterion("years", level=3, points=20, must=True),
    )
)


@retold
@action
def user(name: str, email: str, *roles: str, language: str = "en") -> User:
    made = ensure_user(email=email, name=name, language=language, now=NOW)
    for role in roles:
        give_staff_role(user=made, role=role, now=NOW)
    return made


def kari() -> User:
    return user("Kari Berg", "kari@example.org", "project_lead")


def ingrid() -> User:
    return user("Ingrid Moen", "ingrid@example.org", "liaison")


@retold
@action
def campaign(lead: User | None = None, **fields: object) -> Campaign:
    lead = lead or kari()
    values: dict[str, object] = {
        "name": "Software engineers 2026",
        "occupation": "software-developer",
        "place": "Oslo region",
        "starts_on": date(2026, 10, 1),
        "deadline_on": date(2026, 12, 15),
        "contact_name": "Kari Berg",
        "contact_email": "kari@example.org",
        **fields,
    }
    made = campaigns.create_campaign(by=lead, now=NOW, **values)
    return campaigns.open_campaign(campaign=made, by=lead, now=NOW)


@retold
@action
def joined(
    campaign: Campaign,
    name: str = "Havtech AS",
    recruiter: str = "Sara Bakken",
    stand_in: str = "Anders Lie",
    **fields: str,
) -> Participation:
    """An employer that joined, signed by its recruiter, with a stand-in."""
    employer = add_employer(name=name, now=NOW, **fields)
    signer = user(recruiter, _address(recruiter))
    participation = campaigns.join(campaign=campaign, employer=employer, signed_by=signer, now=NOW)
    lead = User.objects.filter(staff_roles__contains=["project_lead"]).get()
    return campaigns.name_people(
        participation=participation,
        recruiter=(recruiter, _address(recruiter)),
        stand_in=(stand_in, _address(stand_in)),
        by=lead,
        now=NOW,
    )


def _address(name: str) -> str:
    return name.lower().replace(" ", ".") + "@example.com"


@retold
@action
def wanted(participation: Participation, title: str = "Backend engineer", **fields: object) -> WantedProfile:
    by = participation.recruiter.user
    profile = campaigns.add_wanted_profile(
        participation=participation, criteria=fields.pop("criteria", BACKEND), by=by, now=NOW, title=title, **fields
    )
    return campaigns.submit_wanted_profile(profile=profile, by=by, now=NOW)


@retold
@action
def frozen(campaign: Campaign):
    """Draft, propose and have everybody agree."""
    lead = User.objects.filter(staff_roles__contains=["project_lead"]).get()
    version = campaigns.draft_criteria(campaign=campaign, by=lead, now=NOW)
    version = campaigns.propose(version=version, by=lead, now=NOW)
    for participation in campaign.participations.all():
        version = campaigns.agree(
            version=version, participation=participation, by=participation.recruiter.user, now=NOW
        )
    return version


@retold
@action
def diogo(campaign: Campaign, name: str = "Diogo Salgado", **fields: object) -> Candidate:
    """Registered: seven years of Python, English C1, lives in Portugal."""
    email = name.lower().replace(" ", ".") + "@example.com"
    values: dict[str, object] = {
        "name": name,
        "email": email,
        "phone": "+351 900 000 000",
        "country": "PT",
        "city": "Porto",
        "places": ("*",),
        "remote": "hybrid",
        "notice_weeks": 4,
        "route": "eea",
        "occupation": "software-developer",
        "years": 7,
        "education": 3,
        "skills": (SkillAnswer("python", 3, 7), SkillAnswer("postgresql", 2)),
        "languages": {"en": 5, "pt": 6},
        "skills_known": True,
        "languages_known": True,
        **fields,
    }
    person = user(name, email)
    return campaigns.register(campaign=campaign, user=person, answers=Answers(**values), now=NOW).candidate


@retold
@action
def approved(campaign: Campaign, liaison: User, **fields: object) -> Candidate:
    candidate = diogo(campaign, **fields)
    screening.approve(candidate=candidate, campaign=campaign, by=liaison, now=NOW)
    candidate.refresh_from_db()
    return candidate


@retold
@action
def introduced(candidate: Candidate, wanted: WantedProfile, liaison: User) -> Introduction:
    """Asked, and the candidate said yes: the employer sees the anonymous profile."""
    asked = introductions.introduce(
        candidate=candidate, wanted_profile=wanted, by=liaison, words="Ask about the migration weekend.", now=NOW
    )
    return introductions.consent(introduction=asked, by=candidate.user, agrees_to_public=True, now=NOW)
