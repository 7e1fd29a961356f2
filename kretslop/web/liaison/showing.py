"""Turns results and events into what the liaison's templates show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kretslop.campaigns.wording import (
    EDUCATION,
    KINDS,
    REMOTE_WORK,
    change_sentence,
    language_name,
    occupation_name,
    sentence,
    skill_name,
)
from kretslop.introductions.wording import STATES_FOR_LIAISON
from kretslop.matching.explain import Result, what_would_change
from kretslop.matching.facts import CEFR
from kretslop.routes.wording import route_words
from kretslop.screening import lists, wording
from kretslop.screening.queries import Standing
from kretslop.talent.queries import forecast_of
from kretslop.talent.wording import (
    DOMAINS,
    domains_words,
    industries_words,
    pay_words,
    seniority_words,
    wishes_words,
    years_words,
)
from kretslop.timeline.wording import event_words
from kretslop.web.explaining import criteria_items, places_words

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kretslop.introductions.models import Introduction
    from kretslop.screening.models import Preselection, Question
    from kretslop.talent.models import Candidate
    from kretslop.timeline.models import Event


def list_query(request: HttpRequest) -> str:
    """Return the list that the liaison works through, for an address: "?list=held"; "" without one."""
    which = request.GET.get("list", "")
    return f"?list={which}" if which in lists.LISTS else ""


@dataclass(frozen=True, slots=True)
class Explained:
    """One campaign's result and decision, in words."""

    standing: Standing
    tag: Any
    kind: str
    items: list[dict[str, Any]]
    met: int
    changes: list[str]
    unknown: list[dict[str, str]]
    verdict: Any
    reason: Any
    placed: dict[str, Any] | None
    proposed: str
    proposed_reason: Any
    sent_back: str


def explained(standing: Standing) -> Explained:
    """Put one standing into words; without a result only the decision."""
    result = Result.from_json(standing.preselection.result) if standing.preselection else None
    decision, override, proposal = standing.decision, standing.override, standing.proposal
    group = standing.preselection.standing if standing.preselection else ""
    proposed = sent_back = ""
    if proposal is not None:
        wants = {"by": proposal.by.name, "group": wording.TAGS.get(proposal.group, "")}
        proposed = str(wording.PROPOSALS[proposal.verdict]) % wants
    if (back := standing.sent_back) is not None and back.settled_by is not None:
        who = {"by": back.settled_by.name, "group": wording.TAGS.get(back.group, "")}
        sent_back = str(wording.SENT_BACK[back.verdict]) % who
    return Explained(
        standing=standing,
        tag=wording.TAGS[group] if result else "",
        kind=wording.KINDS[group] if result else "neutral",
        placed={"machine": wording.TAGS[override.machine], "reason": wording.REASONS[override.reason], "row": override}
        if override
        else None,
        proposed=proposed,
        proposed_reason=wording.REASONS.get(proposal.reason, "") if proposal else "",
        sent_back=sent_back,
        items=criteria_items(result.parts) if result else [],
        met=sum(part.verdict == "met" for part in result.parts) if result else 0,
        changes=[change_sentence(item) for item, _needed in what_would_change(result)] if result else [],
        unknown=[{"key": p.criterion.key, "words": sentence(p.criterion)} for p in result.unknowns] if result else [],
        verdict=wording.VERDICTS[decision.verdict] if decision else "",
        reason=wording.REASONS.get(decision.reason, "") if decision else "",
    )


def line(preselection: Preselection) -> dict[str, Any]:
    """Return one result for a list: whose it is, why they are on it, and their points."""
    score = _("%(score)s of 100") % {"score": preselection.score}
    return {"found": preselection, "why": why(preselection), "score": score}


def why(preselection: Preselection) -> str:
    """Say in one line why somebody is on their list: the one thing that is missing, or what nobody knows yet."""
    result = Result.from_json(preselection.result)
    if result.group == "find_out":
        return _("Not known yet: %(what)s") % {"what": ", ".join(sentence(p.criterion) for p in result.unknowns[:2])}
    if result.missing:
        missing = ", ".join(sentence(part.criterion) for part in result.missing[:2])
        return (_("Everything but: %(what)s") if result.group == "near_miss" else _("Misses: %(what)s")) % {
            "what": missing
        }
    return ""


def events_in_words(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Return what happened as (when, words) pairs."""
    return [
        {"at": event.at, "words": event_words(event.kind), "simulated": event.actor == "simulation"} for event in events
    ]


def with_states(introductions: Iterable[Introduction]) -> list[dict[str, Any]]:
    """Return introductions with their state in words."""
    return [{"introduction": i, "state": STATES_FOR_LIAISON[i.state]} for i in introductions]


def profile_rows(person: Candidate, today: date) -> list[tuple[Any, Any]]:
    """Return what a person told, as pairs of word and value; what nobody knows says so."""
    unknown = _("not known yet")
    outlook = forecast_of(person, today)
    skills = ", ".join(skill_words(row.skill, row.level, row.years) for row in person.skills.all() if row.level != 0)
    languages = ", ".join(f"{language_name(r.code)} {CEFR[r.level - 1]}" for r in person.languages.all() if r.level)
    return [
        (_("Lives in"), ", ".join(filter(None, [person.city, person.country])) or unknown),
        (_("Occupation"), occupation_name(person.occupation) if person.occupation else unknown),
        (_("Experience"), unknown if person.years is None else years_words(person.years)),
        (_("Education"), EDUCATION.get(person.education or 0, unknown)),
        (_("Has worked in"), industries_words(person.industries) or unknown),
        (_("Skills, level 1 to 4"), skills or unknown),
        (_("Languages"), languages or unknown),
        (_("Would work in"), places_words(person.places) or unknown),
        (_("Wishes to work"), REMOTE_WORK.get(person.remote, unknown)),
        (_("Would like as a post"), seniority_words(person.seniority_wishes) or unknown),
        (_("Would like to work for"), wishes_words(person.employer_wishes) or unknown),
        (_("Would like to work with"), domains_words(person.domains) or unknown),
        (_("Hopes for"), pay_words(person.salary_wish) or unknown),
        (_("Way into the country"), route_words(person.route)),
        (_("Can be at a desk"), _("about %(weeks)s weeks from now") % {"weeks": outlook.weeks} if outlook else unknown),
    ]


def skill_words(code: str, level: int | None, years: int | None) -> str:
    said = str(level or "")
    if years is not None:
        said = f"{said} ({years_words(years)})"
    return f"{skill_name(code)} {said}".replace("  ", " ").strip()


def questions_in_words(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Return questions with what they are about and whether they were answered."""
    return [
        {"words": subject_words(question.criterion), "answered": question.answered_at is not None, "question": question}
        for question in questions
    ]


def subject_words(key: str) -> str:
    """Return what a criterion's key is about: a skill, a language, or a plain word."""
    kind, _colon, code = key.partition(":")
    if kind == "skill":
        return skill_name(code)
    if kind == "language":
        return language_name(code)
    if kind == "one_of":
        return ", ".join(map(skill_name, code.split(",")))
    if kind == "industry":
        return str(DOMAINS.get(code, code))
    return str(KINDS.get(kind, key))
