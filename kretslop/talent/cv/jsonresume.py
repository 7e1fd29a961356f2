"""Reads JSON Resume (jsonresume.org, schema 1.0)."""

import json
import re
from datetime import date
from typing import Any

from . import dates
from .draft import Draft
from .findskills import hits_in
from .gate import decode
from .languages import cefr_in
from .reading import Reading, UnreadableError

_SHORT, _LONG, _MANY = 300, 5_000, 100


def read(data: bytes, today: date) -> Reading:
    """Read a JSON Resume file; UnreadableError when it is not JSON or nothing in it is a CV."""
    text = decode(data)
    try:
        given = json.loads(text or "")
    except RecursionError:
        raise UnreadableError("hostile") from None
    except ValueError:
        raise UnreadableError("broken") from None
    if not isinstance(given, dict) or not any(given.get(part) for part in ("basics", "work", "education", "skills")):
        raise UnreadableError("not_a_cv")
    draft = Draft("json", today)
    _basics(draft, _dict(given.get("basics")))
    _work(draft, given)
    _education(draft, given)
    _languages(draft, given)
    _skills(draft, given)
    return draft.finish()


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value[:_MANY] if isinstance(value, list) else []


def _rows(given: dict[str, Any], part: str) -> list[tuple[int, dict[str, Any]]]:
    """The rows of a list with their index in the file; what is not an object is passed over."""
    return [(index, row) for index, row in enumerate(_list(given.get(part))) if isinstance(row, dict)]


def _words(value: Any, longest: int = _SHORT) -> str:
    """Plain text of a string or number, white space in order; "" for everything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return re.sub(r"[^\S\n]+", " ", str(value).replace("\0", "")).strip()[:longest]


def _copy(row: dict[str, Any], *names: str, longest: int = _SHORT) -> dict[str, str]:
    return {name: words for name in names if (words := _words(row.get(name), longest))}


def _basics(draft: Draft, basics: dict[str, Any]) -> None:
    for name, words in _copy(basics, "name", "label", "email", "phone", "url").items():
        if name == "email" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", words):
            continue
        draft.set_basic(name, words, "basics")
    if summary := _words(basics.get("summary"), _LONG):
        draft.set_basic("summary", summary, "basics")
        draft.say(summary, "basics")
    if label := _words(basics.get("label")):
        draft.say(label, "basics")
    if place := _copy(_dict(basics.get("location")), "address", "postalCode", "city", "region", "countryCode"):
        draft.set_basic("location", place, "basics")
    profiles = [_copy(row, "network", "username", "url") for _, row in _rows(basics, "profiles")]
    if profiles := [profile for profile in profiles if profile]:
        draft.set_basic("profiles", profiles, "basics")


def _period(draft: Draft, row: dict[str, Any], *, runs_on: bool) -> tuple[dates.Month | None, dates.Month | None, bool]:
    """Start, end, and whether it still runs: in JSON Resume a job without an end is the present one."""
    points = {}
    for name in ("startDate", "endDate"):
        words = _words(row.get(name))
        points[name] = dates.read_point(words) if words else None
        if words and points[name] is None and not re.fullmatch(r"(?i)present|now|current|nå|nu", words):
            draft.warn("date_unclear")
            runs_on = runs_on and name != "endDate"
    current = runs_on and points["startDate"] is not None and points["endDate"] is None
    return points["startDate"], points["endDate"], current


def _keep_days(entry: dict[str, Any], row: dict[str, Any]) -> None:
    """Dates that the file gives to the day stay to the day."""
    for name in ("startDate", "endDate"):
        if name in entry and re.fullmatch(r"\d{4}-\d\d-\d\d", words := _words(row.get(name))):
            entry[name] = words


def _work(draft: Draft, given: dict[str, Any]) -> None:
    for index, row in _rows(given, "work"):
        where = f"work[{index}]"
        entry: dict[str, Any] = _copy(row, "name", "position", "location", "url") | _copy(row, "summary", longest=_LONG)
        if "name" not in entry and (company := _words(row.get("company"))):
            entry["name"] = company  # the schema before 1.0
        if kept := [words for value in _list(row.get("highlights")) if (words := _words(value, _LONG))]:
            entry["highlights"] = kept
        if "name" not in entry and "position" not in entry:
            continue
        start, end, current = _period(draft, row, runs_on=True)
        draft.add_work(entry, start, end, current, where)
        _keep_days(entry, row)
        draft.say("\n".join([entry.get("position", ""), entry.get("summary", ""), *entry.get("highlights", [])]), where)
    for index, row in _rows(given, "projects"):
        more = [*_list(row.get("highlights")), *_list(row.get("keywords"))]
        lines = [_words(row.get("description"), _LONG), *(_words(value, _LONG) for value in more)]
        draft.say("\n".join(lines), f"projects[{index}]")


def _education(draft: Draft, given: dict[str, Any]) -> None:
    for index, row in _rows(given, "education"):
        entry = _copy(row, "institution", "area", "studyType", "score", "url")
        if "institution" not in entry and "area" not in entry and "studyType" not in entry:
            continue
        start, end, current = _period(draft, row, runs_on=False)
        draft.add_education(entry, start, end, current, f"education[{index}]")
        _keep_days(entry, row)
        draft.say("\n".join(_words(course) for course in _list(row.get("courses"))), f"education[{index}]")


def _languages(draft: Draft, given: dict[str, Any]) -> None:
    for index, row in _rows(given, "languages"):
        entry = _copy(row, "language", "fluency")
        if "language" not in entry:
            continue
        draft.add_language(
            entry["language"], entry.get("fluency", ""), cefr_in(entry.get("fluency", "")), f"languages[{index}]"
        )


def _skills(draft: Draft, given: dict[str, Any]) -> None:
    """Named skills: canonical where the vocabulary knows them, otherwise kept apart in the person's own words."""
    named: list[tuple[str, str]] = []
    for index, row in _rows(given, "skills"):
        for value in [row.get("name"), *_list(row.get("keywords"))]:
            if words := _words(value).replace("\n", " "):
                named.append((words, f"skills[{index}]"))
    draft.say_together(named)
    known = {part for _, part in hits_in(named)}
    draft.unknown_skills += [words for part, (words, _) in enumerate(named) if part not in known]
