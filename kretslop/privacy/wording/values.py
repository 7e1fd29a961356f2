"""A value of the person's own copy in words: codes by their room's wording, days and times as people write them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from babel import Locale
from django.db.models import FileField, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns import wording as campaigns
from kretslop.conversations import wording as conversations
from kretslop.fairness.wording import ANSWERS as FAIRNESS
from kretslop.introductions import wording as introductions
from kretslop.matching.explain import Result
from kretslop.matching.facts import ANYWHERE, CEFR
from kretslop.matching.places import name_of
from kretslop.privacy.wording.states import consent_words
from kretslop.relocation import wording as relocation
from kretslop.routes.wording import OWN_ROUTES
from kretslop.screening import wording as screening
from kretslop.screening.recording import said_by
from kretslop.talent.wording import domains_words, industries_words, pay_words, seniority_words, wishes_words
from kretslop.timeline.wording import event_words

Words = str | Promise

#: Table and state of its own copy; the pool's are the candidate's own words.
_POOL: dict[str, Words] = {
    "waiting": _("Waits for the liaison"),
    "approved": _("Approved"),
    "hired": _("Has found work"),
    "left": _("Left the pool"),
    "restricted": _("Kept without being used"),
}


def _one_of(words: Mapping[Any, Words]) -> Callable[[Any], str]:
    return lambda value: str(words.get(value, value))


def _places(codes: list[str]) -> str:
    return ", ".join(gettext("anywhere in the region") if code == ANYWHERE else name_of(code) for code in codes)


def _country(code: str) -> str:
    return str(Locale.parse(get_language() or "en", sep="-").territories.get(code) or code)


def _cefr(level: int) -> str:
    return CEFR[level - 1] if level else gettext("does not speak it")


def _skill_level(level: int | None) -> str:
    return campaigns.level_words(level, own=True) if level else gettext("has not worked with it")


def _result(value: dict[str, Any]) -> str:
    if not value:
        return ""
    lines = [
        f"{campaigns.sentence(part.criterion, own=True)}: {campaigns.evidence_sentence(part, own=True)}"
        for part in Result.from_json(value).parts
    ]
    return "\n".join(lines)


def _subject(key: str) -> str:
    """Return what a criterion's key is about."""
    kind, _colon, code = key.partition(":")
    names: dict[str, Callable[[str], str]] = {
        "skill": campaigns.skill_name, "language": campaigns.language_name, "occupation": campaigns.occupation_name
    }  # fmt: skip
    return names[kind](code) if kind in names and code else str(campaigns.KINDS.get(kind, key))


def _codes(codes: list[int]) -> str:
    """Say what the codes of a run stand for: names with the highest level, and years and education."""
    return ", ".join(f"{_subject(name)} {level}" if level else _subject(name) for name, level in said_by(codes))


def _parts(parts: list[tuple[str, str, int]]) -> str:
    return "\n".join(f"{_subject(key)}: {campaigns.VERDICTS[verdict]}, {points}" for key, verdict, points in parts)


#: By table and column, or by column alone.
_READERS: dict[str, Callable[[Any], str]] = {
    "talent.CandidateLanguage.code": campaigns.language_name,
    "talent.CandidateLanguage.level": _cefr,
    "talent.CandidateSkill.skill": campaigns.skill_name,
    "talent.CandidateSkill.level": _skill_level,
    "talent.PoolMembership.state": _one_of(_POOL),
    "talent.Consent.purpose": consent_words,
    "introductions.Introduction.state": _one_of(introductions.STATES_FOR_LIAISON),
    "introductions.Introduction.end_reason": introductions.reason_words,
    "introductions.Feedback.reason": introductions.reason_words,
    "screening.Decision.verdict": _one_of(screening.VERDICTS),
    "screening.Decision.reason": _one_of(screening.REASONS),
    "screening.Preselection.group": campaigns.group_words,
    "screening.RunEntry.group": campaigns.group_words,
    "screening.Preselection.placed": campaigns.group_words,
    "screening.Override.machine": campaigns.group_words,
    "screening.Override.group": campaigns.group_words,
    "screening.Override.reason": _one_of(screening.REASONS),
    "screening.Proposal.group": campaigns.group_words,
    "screening.Proposal.verdict": _one_of(screening.VERDICTS),
    "screening.Proposal.reason": _one_of(screening.REASONS),
    "screening.RunEntry.codes": _codes,
    "screening.RunEntry.parts": _parts,
    "relocation.Case.state": _one_of(relocation.CASE_STATES),
    "relocation.Step.code": _one_of(relocation.STEPS),
    "relocation.Step.who": _one_of(relocation.ACTORS),
    "relocation.Step.blocker": _one_of(relocation.BLOCKERS),
    "relocation.Household.partner": _one_of(relocation.PARTNERS),
    "relocation.Household.partner_wish": _one_of(relocation.WISHES),
    "relocation.Household.housing": _one_of(relocation.HOUSINGS),
    "conversations.Message.side": _one_of(conversations.SIDES),
    "timeline.Event.kind": event_words,
    "source": campaigns.source_words,
    "result": _result,
    "places": _places,
    "country": _country,
    "route": _one_of(OWN_ROUTES),
    "remote": _one_of(campaigns.REMOTE_WORK),
    "occupation": campaigns.occupation_name,
    "education": campaigns.education_words,
    "employer_wishes": wishes_words,
    "domains": domains_words,
    "industries": industries_words,
    "seniority_wishes": seniority_words,
    "salary_wish": pay_words,
    "heard_from": _one_of(campaigns.CHANNELS),
    "language": campaigns.language_name,
    "partner_languages": lambda codes: ", ".join(map(campaigns.language_name, codes)),
    **{name: _one_of(answers) for name, answers in FAIRNESS.items()},
}


def value_words(model: type[Model], name: str, value: Any) -> str:
    """Return a value as the person reads it; "" for what is empty."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    reader = _READERS.get(f"{model._meta.label}.{name}") or _READERS.get(name)
    if reader is not None:
        return str(reader(value))
    if any(isinstance(f, FileField) and f.name == name for f in model._meta.get_fields()):
        return gettext("The file itself is in the copy as data, and on your profile.")
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, dict):
        return "\n".join(_lines(value))
    if isinstance(value, list | tuple):
        if any(isinstance(each, dict | list | tuple) for each in value):
            return "\n".join(_lines(value))
        return ", ".join(_plain(each) for each in value if each is not None)
    return str(value)


def _lines(value: Any, before: str = "") -> list[str]:
    """Return nested data as lines such as `work 1 name: Havtech`."""
    if isinstance(value, dict):
        return [line for key, each in value.items() for line in _lines(each, f"{before} {key}".strip())]
    if isinstance(value, list | tuple) and not all(isinstance(each, str | int) for each in value):
        return [line for n, each in enumerate(value, 1) for line in _lines(each, f"{before} {n}".strip())]
    said = _plain(value) if value not in (None, "", [], {}) else ""
    return [f"{before}: {said}"] if said else []
