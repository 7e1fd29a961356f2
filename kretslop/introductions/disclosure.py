"""The one place that decides which facts about a candidate an employer sees at which stage.

Pages, fragments, exports, mails, search and file names all read through `shown`. Before acceptance: structured fields
and text that the liaison approved; no name, contact, photo, link, file, country, employer's name, pronoun or exact age.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kretslop.introductions import rules
from kretslop.introductions.models import Introduction
from kretslop.matching.criteria import WISHES
from kretslop.matching.explain import MET, NOT_MET, UNKNOWN, Result
from kretslop.routes.rules import Forecast
from kretslop.shared.calendar import OSLO, add_working_days, close_of
from kretslop.talent import queries as talent
from kretslop.talent.models import Candidate, CvFile
from kretslop.talent.rules import RESTRICTED


@dataclass(frozen=True, slots=True)
class Contact:
    """Who it is; exists only after acceptance. Once the process has ended without a hire, only the name is left."""

    name: str
    email: str
    phone: str
    city: str
    country: str
    links: tuple[str, ...]
    cv: CvFile | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A candidate in one line of an employer's list."""

    title: str
    headline: str
    occupation: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A candidate against a wanted profile in a cell or two: points of how many, and when at a desk."""

    score: int
    of: int
    desk_on: date | None
    weeks: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate as one employer may see them now. `contact` is None until the employer has accepted.

    `language` is the one in which the person reads this site: the words of an answer are written in it.
    """

    pseudonym: str
    headline: str
    occupation: str
    years: int | None
    education: int | None
    remote: str
    places: tuple[str, ...]
    skills: tuple[tuple[str, int | None, int | None], ...]
    languages: tuple[tuple[str, int], ...]
    summary: str
    liaison_words: str
    language: str
    desk_on: date | None
    forecast: dict[str, Any] = field(default_factory=dict)
    result: Result | None = None
    contact: Contact | None = None

    @property
    def title(self) -> str:
        """Return what to call the candidate in a list: the name when it may be known, the pseudonym otherwise."""
        return (self.contact.name if self.contact else "") or self.pseudonym


def is_named(introduction: Introduction) -> bool:
    """True when the employer has accepted, so that name and contact may be shown."""
    return introduction.accepted_at is not None


def is_visible(introduction: Introduction) -> bool:
    """True when the employer may know at all that there is such an introduction: the candidate has said yes."""
    return introduction.state not in rules.UNSEEN_BY_EMPLOYER and introduction.introduced_at is not None


def is_reachable(introduction: Introduction) -> bool:
    """True while the employer needs to reach the person: from acceptance on, and no longer than the process runs."""
    return is_named(introduction) and introduction.state in (*rules.IN_PROCESS, rules.HIRED)


def listed(introduction: Introduction) -> Listed:
    """Return one line about the candidate for a list: the name when it may be known, the pseudonym otherwise.

    PermissionError when the employer may not even know of it.
    """
    if not is_visible(introduction):
        raise PermissionError("not visible to the employer")
    # Of somebody who was erased, the pseudonym is left.
    title = (introduction.candidate.name if is_named(introduction) else "") or introduction.pseudonym
    kept = introduction.snapshot
    return Listed(title, kept.get("headline", ""), kept.get("occupation", ""))


def measured(introduction: Introduction) -> Measured:
    """Return what a table of candidates says of each beside its line; PermissionError as in `listed`."""
    if not is_visible(introduction):
        raise PermissionError("not visible to the employer")
    result, forecast = introduction.result, introduction.snapshot.get("forecast") or {}
    desk_on = date.fromisoformat(forecast["desk_on"]) if forecast else None
    return Measured(result.get("score", 0), result.get("of", 0), desk_on, forecast.get("weeks", 0))


def take_snapshot(candidate: Candidate, *, today: date) -> dict[str, Any]:
    """Return the anonymous profile as JSON, to be kept on the introduction as the employer sees it."""
    outlook = talent.forecast_of(candidate, today)
    return {
        "headline": candidate.headline,
        "occupation": candidate.occupation,
        "years": candidate.years,
        "education": candidate.education,
        "remote": candidate.remote,
        "places": list(candidate.places),
        "skills": [[row.skill, row.level, row.years] for row in candidate.skills.all() if row.level != 0],
        "languages": [[row.code, row.level] for row in candidate.languages.all() if row.level],
        "summary": candidate.approved_summary,
        "forecast": _forecast_json(outlook) if outlook else {},
    }


def _forecast_json(outlook: Forecast) -> dict[str, Any]:
    # The route and the country stay out; the steps and weeks are what an employer plans by (R36).
    return {
        "desk_on": outlook.desk_on.isoformat(),
        "weeks": outlook.weeks,
        "weeks_min": outlook.weeks_min,
        "weeks_max": outlook.weeks_max,
        "basis": outlook.basis,
        "cases": outlook.cases,
        "checked_on": outlook.checked_on.isoformat(),
        "steps": [
            {"code": s.code, "weeks_min": s.weeks_min, "weeks_max": s.weeks_max, "who": s.who}
            for s in outlook.steps
            if s.before_desk
        ],
    }


def shown(introduction: Introduction) -> Shown:
    """Return what the employer of this introduction may see of the candidate now. The only way to read it.

    Raises PermissionError when the employer may not even know of it: callers have a scoped query before this.
    """
    if not is_visible(introduction):
        raise PermissionError("not visible to the employer")
    kept = introduction.snapshot
    forecast = kept.get("forecast") or {}
    return Shown(
        pseudonym=introduction.pseudonym,
        headline=kept.get("headline", ""),
        occupation=kept.get("occupation", ""),
        years=kept.get("years"),
        education=kept.get("education"),
        remote=kept.get("remote", ""),
        places=tuple(kept.get("places", ())),
        skills=tuple((row[0], row[1], row[2]) for row in kept.get("skills", ())),
        languages=tuple((code, level) for code, level in kept.get("languages", ())),
        summary=kept.get("summary", ""),
        liaison_words=introduction.liaison_words,
        language=introduction.candidate.language,
        desk_on=date.fromisoformat(forecast["desk_on"]) if forecast else None,
        forecast=forecast,
        result=without_other_wishes(Result.from_json(introduction.result)) if introduction.result else None,
        contact=_contact(introduction) if is_named(introduction) else None,
    )


def without_other_wishes(result: Result) -> Result:
    """Return the result with wishes that this employer does not meet as unsaid: they give no points either way.

    A wish may count for a person. What else they dream of is not for the employer who offers something different.
    """
    parts = [
        part._replace(verdict=UNKNOWN, have=None, evidence="")
        if part.criterion.kind in WISHES and part.verdict == NOT_MET
        else part._replace(have=part.criterion.code)
        if part.criterion.kind in WISHES and part.verdict == MET
        else part
        for part in result.parts
    ]
    return result._replace(parts=tuple(parts))


def _contact(introduction: Introduction) -> Contact:
    candidate = introduction.candidate
    # Whoever was hired is reachable for good, unless they want their data kept without being used.
    restricted = introduction.state == rules.HIRED and candidate.membership.state == RESTRICTED
    if restricted or not is_reachable(introduction):
        return Contact(name=candidate.name, email="", phone="", city="", country="", links=(), cv=None)
    return Contact(
        name=candidate.name,
        email=candidate.email,
        phone=candidate.phone,
        city=candidate.city,
        country=candidate.country,
        links=tuple(candidate.links),
        cv=candidate.cv_files.order_by("-uploaded_at", "-pk").first(),
    )


def state_for_candidate(introduction: Introduction, now: datetime) -> str:
    """Return the state as the candidate's page shows it: an employer's no appears when the warm message leaves.

    Until then (two working hours in which the liaison may edit or stop it) the page shows the state before the end, and
    so it does of a hire until it can no longer be taken back.
    """
    if not is_untold(introduction, now):
        return introduction.state
    if introduction.accepted_at:
        return rules.ACCEPTED
    return rules.INTRODUCED if introduction.introduced_at else rules.ASKED


def answer_due_for_candidate(introduction: Introduction, now: datetime) -> datetime | None:
    """Return by when the employer is to give its first answer, as the candidate knows it; None when none is waited for.

    A no that is untold clears the day on the row and must not move it on the page: what the move kept is read.
    """
    if state_for_candidate(introduction, now) != rules.INTRODUCED:
        return None
    if introduction.state == rules.INTRODUCED:
        return introduction.next_step_due
    made = introduction.moves.filter(undone_at=None).last()
    kept = made.kept.get("next_step_due") if made else None
    return datetime.fromisoformat(kept) if isinstance(kept, str) else kept


def heard_by(answer_due: datetime) -> datetime:
    """Return by when the candidate hears something, however silent the employer: then the wait ends by itself."""
    day = answer_due.astimezone(OSLO).date()
    return close_of(add_working_days(day, rules.STAND_IN_DAYS + rules.LIAISON_DAYS))


def is_held(introduction: Introduction, now: datetime) -> bool:
    """True while a hire, or a close that came with it, may still be taken back: nobody outside is told yet."""
    hire = introduction.state == rules.HIRED or rules.may_reopen(introduction.state, introduction.end_reason)
    return hire and introduction.ended_at is not None and now < rules.told_at(introduction.ended_at)


def is_untold(introduction: Introduction, now: datetime) -> bool:
    """True while the candidate does not know yet how the introduction ended."""
    return is_held(introduction, now) or not has_been_told(introduction, now)


def has_been_told(introduction: Introduction, now: datetime) -> bool:
    """True when the candidate knows the end: the message has left, the liaison told them, or there was none to send."""
    message = getattr(introduction, "release_message", None)
    if message is None or message.told_at is not None:
        return True
    return message.stopped_at is None and message.leaves_at <= now
