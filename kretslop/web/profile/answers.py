"""From what was typed to what is stored, and back again."""

from dataclasses import replace
from typing import Any

from kretslop.campaigns.wording import occupation_name
from kretslop.talent.actions import Answers, SkillAnswer
from kretslop.web.profile.choices import REMOVE
from kretslop.web.profile.forms import LANGUAGE, SKILL, YEARS, PlansForm, Raw, WorkForm
from kretslop.web.profile.industries import industries_of, industries_raw


def with_work(answers: Answers, form: WorkForm, *, found_in_cv: dict[str, str] | None = None) -> Answers:
    """Return `answers` with a valid form's work, skills and languages.

    `found_in_cv` maps a skill's code to its place in the CV ("page 1"). A skill without a level counts as used,
    and nobody knows how well; years say nothing about the level.
    """
    cleaned, known = form.cleaned_data, {skill.skill: skill for skill in answers.skills}
    skills = []
    for name, value in _rows(cleaned, SKILL):
        level, before = int(value) if value else None, known.get(name)
        years = cleaned.get(YEARS + name)
        if years is None and before is not None and YEARS + name not in form.data:
            years = before.years
        if before is not None and before.level == level:
            skills.append(replace(before, years=years))
        elif place := (found_in_cv or {}).get(name):
            skills.append(SkillAnswer(name, level, years, source="cv", where=place))
        else:
            skills.append(SkillAnswer(name, level, years))
    return replace(
        answers,
        occupation=cleaned["occupation"],
        role_title=cleaned["role_title"],
        years=cleaned["years"],
        education=cleaned["education"],
        skills=tuple(skills),
        languages={code: int(value) for code, value in _rows(cleaned, LANGUAGE) if value},
        skills_known=cleaned["skills_complete"] and bool(skills),
        languages_known=cleaned["languages_complete"],
        industries=(industries := industries_of(cleaned)),
        industries_known=cleaned["industries_complete"] and bool(industries),
    )


def _rows(cleaned: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    rows = [(name.removeprefix(prefix), value) for name, value in cleaned.items() if name.startswith(prefix)]
    return [(code, value) for code, value in rows if value != REMOVE]


def with_plans(answers: Answers, form: PlansForm) -> Answers:
    """Return `answers` with a valid form's place, time and wishes."""
    cleaned = form.cleaned_data
    return replace(
        answers,
        country=cleaned["country"],
        city=cleaned["city"],
        phone=cleaned["phone"],
        places=tuple(cleaned["places"]),
        remote=cleaned["remote"],
        route=cleaned["route"],
        notice_weeks=cleaned["notice_weeks"],
        available_on=cleaned["available_on"],
        employer_wishes=tuple(cleaned["employer_wishes"]),
        seniority_wishes=tuple(cleaned["seniority_wishes"]),
        domains=tuple(cleaned["domains"]),
        salary_wish=cleaned["salary_wish"],
        summary=cleaned["summary"],
    )


def with_words(answers: Answers, other_skills: str, words: str) -> Answers:
    """Return `answers` with the skills that no list knows kept at the end of the person's own words."""
    if not other_skills.strip():
        return answers
    return replace(
        answers, summary="\n\n".join(filter(None, [answers.summary, f"{words} {other_skills.strip()}"]))[:2000]
    )


def work_raw(answers: Answers) -> Raw:
    """Return a stored profile as the work form shows it."""
    raw: Raw = {
        "occupation": [occupation_name(answers.occupation)] if answers.occupation else [],
        "role_title": [answers.role_title],
        "years": _one(answers.years),
        "education": _one(answers.education),
        "skills_complete": ["on"] if answers.skills_known else [],
        "languages_complete": ["on"] if answers.languages_known else [],
        **industries_raw(answers.industries, answers.industries_known),
    }
    for skill in answers.skills:
        if skill.level != 0:
            raw |= {SKILL + skill.skill: [str(skill.level or "")], YEARS + skill.skill: _one(skill.years)}
    skills = {name: values for name, values in raw.items() if name.startswith(SKILL)}
    return _filled(raw) | skills | {LANGUAGE + code: _one(level) for code, level in answers.languages.items()}


def plans_raw(answers: Answers) -> Raw:
    """Return a stored profile as the plans form shows it."""
    raw: Raw = {
        "country": [answers.country],
        "city": [answers.city],
        "phone": [answers.phone],
        "route": [answers.route],
        "notice_weeks": _one(answers.notice_weeks),
        "available_on": [answers.available_on.isoformat()] if answers.available_on else [],
        "places": list(answers.places),
        "remote": [answers.remote],
        "employer_wishes": list(answers.employer_wishes),
        "seniority_wishes": list(answers.seniority_wishes),
        "domains": list(answers.domains),
        "salary_wish": _one(answers.salary_wish),
        "summary": [answers.summary],
    }
    return _filled(raw)


def _one(value: object) -> list[str]:
    return [] if value is None else [str(value)]


def _filled(raw: Raw) -> Raw:
    return {name: values for name, values in raw.items() if values}
