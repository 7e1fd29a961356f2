"""Turns one row into what we keep of a person, with a list of what could not be read."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kretslop.importing.mapping import abilities, cells
from kretslop.importing.mapping.columns import EMAIL, FIRST_NAME, LAST_NAME, NAME
from kretslop.taxonomy.titles import find_occupation

MOST_SKILLS = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that could not be read: its column's place, the field, a code, what stood there.

    `stops` when the row cannot be brought in for it; otherwise only this value is left out or kept as words.
    """

    column: int
    field: str
    code: str
    value: str
    stops: bool = False


@dataclass(slots=True)
class Person:
    """A row as it will be stored: name, address, and `told` with only those fields that the row fills."""

    name: str = ""
    email: str = ""
    told: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def stopped(self) -> bool:
        return any(problem.stops for problem in self.problems)

    @property
    def email_hash(self) -> str:
        return hash_of(self.email)


def hash_of(email: str) -> str:
    """Return the hash under which an address is remembered when the address itself is forgotten."""
    return hashlib.sha256(f"kretslop:imported:{email.strip().lower()}".encode()).hexdigest()


def read_row(row: Sequence[str], mapping: Mapping[int, str]) -> Person:
    """Return the person that a row tells of. `mapping` says which field a column's place means."""
    person = Person()
    given: dict[str, list[tuple[int, str]]] = {}
    for column, name in mapping.items():
        if column < len(row) and (value := row[column].strip()):
            given.setdefault(name, []).append((column, value))
    where = {name: column for column, name in mapping.items()}
    _identity(person, given, where)
    for name, found in given.items():
        if reader := _READERS.get(name):
            for column, value in found:
                reader(person, column, value)
    return person


def _identity(person: Person, given: dict[str, list[tuple[int, str]]], where: Mapping[str, int]) -> None:
    names = [" ".join(value.split()) for part in (NAME, FIRST_NAME, LAST_NAME) for _, value in given.get(part, [])]
    person.name = " ".join(names)[:150]
    if not any(sign.isalpha() for sign in person.name):
        column = next((where[part] for part in (NAME, FIRST_NAME, LAST_NAME) if part in where), 0)
        person.problems.append(Problem(column, NAME, "no_name", person.name[:100], stops=True))
    column, value = given.get(EMAIL, [(where.get(EMAIL, 0), "")])[0]
    try:
        person.email = cells.email(value)
    except ValueError:
        code = "email" if value else "no_email"
        person.problems.append(Problem(column, EMAIL, code, value[:100], stops=True))


def _one(name: str, read: Callable[[str], Any]) -> Callable[[Person, int, str], None]:
    def reader(person: Person, column: int, value: str) -> None:
        try:
            person.told[name] = read(value)
        except ValueError as wrong:
            person.problems.append(Problem(column, name, str(wrong), value[:100]))

    return reader


def _many(name: str, read: Callable[[str], str]) -> Callable[[Person, int, str], None]:
    def reader(person: Person, column: int, value: str) -> None:
        for part in cells.parts(value):
            try:
                found = read(part)
            except ValueError as wrong:
                person.problems.append(Problem(column, name, str(wrong), part[:100]))
            else:
                known = person.told.setdefault(name, [])
                if found not in known:
                    known.append(found)

    return reader


def _links(person: Person, column: int, value: str) -> None:
    _many("links", cells.link)(person, column, "\n".join(value.split()))
    if "links" in person.told:
        person.told["links"] = person.told["links"][:10]


def _occupation(person: Person, column: int, value: str) -> None:
    person.told["role_title"] = value[:120]
    if code := _occupation_code(value[:200]):
        person.told["occupation"] = code
    else:
        person.problems.append(Problem(column, "occupation", "occupation", value[:100]))


@lru_cache(maxsize=20_000)
def _occupation_code(title: str) -> str:
    found = find_occupation(title)
    return found.code if found else ""


def _skills(person: Person, column: int, value: str) -> None:
    skills = person.told.setdefault("skills", {})
    for words in cells.parts(value):
        try:
            code, level, years = abilities.skill(words)
        except ValueError as wrong:
            others = person.told.setdefault("other_skills", [])
            if len(others) < MOST_SKILLS and words[:80] not in others:
                others.append(words[:80])
            person.problems.append(Problem(column, "skills", str(wrong), words[:100]))
            continue
        if code in skills or len(skills) < MOST_SKILLS:
            skills[code] = max(level or 0, skills.get(code) or 0) or None
            if years is not None:
                person.told.setdefault("skill_years", {})[code] = years


def _industries(person: Person, column: int, value: str) -> None:
    industries = person.told.setdefault("industries", {})
    for words in cells.parts(value):
        try:
            code, years = abilities.industry(words)
        except ValueError as wrong:
            person.problems.append(Problem(column, "industries", str(wrong), words[:100]))
            continue
        industries[code] = max(years, industries.get(code, 0))


def _languages(person: Person, column: int, value: str) -> None:
    languages = person.told.setdefault("languages", {})
    for words in cells.parts(value):
        try:
            code, level = abilities.language(words)
        except ValueError as wrong:
            person.problems.append(Problem(column, "languages", str(wrong), words[:100]))
            continue
        languages[code] = level
        if level is None:
            person.problems.append(Problem(column, "languages", "language_level", words[:100]))


def _note(person: Person, column: int, value: str) -> None:
    person.told["note"] = "\n".join(filter(None, [person.told.get("note", ""), value]))[:1000]


_READERS: dict[str, Callable[[Person, int, str], None]] = {
    "phone": _one("phone", cells.phone),
    "country": _one("country", cells.country),
    "city": _one("city", lambda value: " ".join(value.split())[:100]),
    "occupation": _occupation,
    "years": _one("years", cells.years),
    "industries": _industries,
    "skills": _skills,
    "languages": _languages,
    "places": _many("places", cells.place),
    "available_on": _one("available_on", lambda value: cells.day(value).isoformat()),
    "links": _links,
    "note": _note,
}
