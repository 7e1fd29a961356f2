"""What a person tells about themselves, as plain values: what registration and profile pages hand over."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

from kretslop.talent.models import Candidate


@dataclass(frozen=True, slots=True)
class SkillAnswer:
    """One skill as answered: level 1 to 4 if said, years if said, and where it comes from."""

    skill: str
    level: int | None = None
    years: int | None = None
    source: str = "own"
    where: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person tells about themselves; what they did not answer stays None or empty and counts as unknown."""

    name: str
    email: str
    phone: str = ""
    country: str = ""
    city: str = ""
    places: tuple[str, ...] = ()
    remote: str = ""
    available_on: date | None = None
    notice_weeks: int | None = None
    route: str = ""
    occupation: str = ""
    role_title: str = ""
    years: int | None = None
    education: int | None = None
    summary: str = ""
    links: tuple[str, ...] = ()
    employer_wishes: tuple[str, ...] = ()
    seniority_wishes: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    salary_wish: int | None = None
    skills: tuple[SkillAnswer, ...] = ()
    languages: Mapping[str, int] = field(default_factory=dict)
    skills_known: bool = False
    languages_known: bool = False
    industries: Mapping[str, int] = field(default_factory=dict)
    industries_known: bool = False


def answers_of(candidate: Candidate) -> Answers:
    """Return a stored profile as answers, to be shown, changed and handed back."""
    skills = sorted(candidate.skills.all(), key=lambda row: (-(row.level or 0), row.skill))
    languages = sorted(candidate.languages.all(), key=lambda row: (-row.level, row.code))
    return Answers(
        name=candidate.name,
        email=candidate.email,
        phone=candidate.phone,
        country=candidate.country,
        city=candidate.city,
        places=tuple(candidate.places),
        remote=candidate.remote,
        available_on=candidate.available_on,
        notice_weeks=candidate.notice_weeks,
        route=candidate.route,
        occupation=candidate.occupation,
        role_title=candidate.role_title,
        years=candidate.years,
        education=candidate.education,
        summary=candidate.summary,
        links=tuple(candidate.links),
        employer_wishes=tuple(candidate.employer_wishes),
        seniority_wishes=tuple(candidate.seniority_wishes),
        domains=tuple(candidate.domains),
        salary_wish=candidate.salary_wish,
        skills=tuple(SkillAnswer(row.skill, row.level, row.years, row.source, row.where) for row in skills),
        languages={row.code: row.level for row in languages},
        skills_known=candidate.skills_known,
        languages_known=candidate.languages_known,
        industries=dict(candidate.industries),
        industries_known=candidate.industries_known,
    )


def laid_over(before: Answers, after: Answers) -> Answers:
    """Return `before` with everything that `after` says; what it leaves open does not erase what is known."""
    values = {each.name: getattr(after, each.name) for each in fields(after)}
    said = {name: value for name, value in values.items() if value or (value == 0 and value is not False)}
    skills = {answer.skill: answer for answer in before.skills}
    for answer in after.skills:
        known = skills.get(answer.skill, answer)
        level = known.level if answer.level is None else answer.level
        years = known.years if answer.years is None else answer.years
        skills[answer.skill] = replace(answer, level=level, years=years)
    languages = {**before.languages, **after.languages}
    industries = {**before.industries, **after.industries}
    return replace(
        before, **{**said, "skills": tuple(skills.values()), "languages": languages, "industries": industries}
    )
