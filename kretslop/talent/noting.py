"""Answers to questions about criteria go straight into the profile."""

from collections.abc import Iterable
from datetime import datetime

from kretslop.routes.rules import ROUTES
from kretslop.shared.errors import Invalid
from kretslop.shared.transactions import action
from kretslop.talent import rules
from kretslop.talent.models import Candidate, CandidateLanguage, CandidateSkill


@action
def note_answer(*, candidate: Candidate, key: str, value: str, source: str = "asked", now: datetime) -> None:
    """Store the answer to one question about a criterion, by its key.

    `skill:x` 0 to 4, `one_of:x,y` such a level for each, `language:x` 0 to 6, `education` 1 to 5, `years` and
    `industry:x` 0 to 70, `occupation` a code, `place` place codes parted by commas, `none` or `remote`, `desk_by` a
    route and weeks of notice such as `eea:4`; Invalid("answer").
    """
    note_answers(answers=[(candidate, key, value)], source=source, now=now)


@action
def note_answers(*, answers: Iterable[tuple[Candidate, str, str]], source: str = "asked", now: datetime) -> None:
    """Store many answers at once, as `note_answer` takes them: all of them or, with one that is Invalid, none."""
    people: dict[int, Candidate] = {}
    skills: dict[tuple[int, str], CandidateSkill] = {}
    languages = []
    for given, key, value in answers:
        candidate = people.setdefault(given.pk, given)
        kind, _, code = key.partition(":")
        try:
            if kind in ("skill", "one_of"):
                for skill, level in zip(code.split(","), value.split(","), strict=True):
                    skills[candidate.pk, skill] = CandidateSkill(
                        candidate=candidate, skill=skill, level=_within(level, 0, 4), source=source
                    )
            elif kind == "language":
                languages.append(
                    CandidateLanguage(candidate=candidate, code=code, level=_within(value, 0, 6), source=source)
                )
            else:
                _answer_in_profile(candidate, kind, code, value)
        except ValueError as error:
            raise Invalid("answer", "unknown") from error
    CandidateSkill.objects.bulk_create(
        skills.values(), update_conflicts=True, unique_fields=["candidate", "skill"], update_fields=["level", "source"]
    )
    CandidateLanguage.objects.bulk_create(
        languages, update_conflicts=True, unique_fields=["candidate", "code"], update_fields=["level", "source"]
    )
    fields = ["route", "notice_weeks", "places", "remote", "education", "years", "occupation", "industries"]
    Candidate.objects.bulk_update(people.values(), fields, batch_size=200)


def _answer_in_profile(candidate: Candidate, kind: str, code: str, value: str) -> None:
    if kind == "desk_by":
        route, _, weeks = value.partition(":")
        if route not in ROUTES:
            raise ValueError(route)
        candidate.route, candidate.notice_weeks = route, _within(weeks or "4", 0, 52)
    elif kind == "place" and value == "remote":
        candidate.remote = value
    elif kind == "place":
        candidate.places = [place for place in value.split(",") if place][:20]
    elif kind in {"education", "years"}:
        setattr(candidate, kind, _within(value, 0, 5 if kind == "education" else 70))
    elif kind == "occupation":
        candidate.occupation = value[:80]
    elif kind == "industry" and code in rules.DOMAINS:
        candidate.industries = {**candidate.industries, code: _within(value, 0, rules.MOST_YEARS)}
    else:
        raise ValueError(kind)


def _within(value: str, low: int, high: int) -> int:
    number = int(value)
    if not low <= number <= high:
        raise ValueError(value)
    return number
