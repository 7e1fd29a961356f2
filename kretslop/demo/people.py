"""The crowd: invented engineers drawn from a seed, each plausible in skills, years, languages and the way in."""

import random
from dataclasses import dataclass, replace
from typing import Any

from kretslop.demo.cast import address
from kretslop.demo.names import COUNTRIES, Country
from kretslop.matching.places import NAMES as PLACES
from kretslop.talent.actions import Answers, SkillAnswer
from kretslop.talent.rules import DOMAINS


@dataclass(frozen=True, slots=True)
class Archetype:
    """A kind of engineer: what most of them know well (core) and what some know as well (side)."""

    occupation: str
    title: str
    weight: int
    core: tuple[str, ...]
    side: tuple[str, ...]


def _kind(occupation: str, title: str, weight: int, core: str, side: str) -> Archetype:
    return Archetype(occupation, title, weight, tuple(core.split()), tuple(side.split()))


ARCHETYPES = (
    _kind("full-stack-developer", "Full-stack developer", 38, "react typescript javascript git",
          "nodejs postgresql docker python aws csharp dotnet java graphql css ci-cd scrum azure mongodb"),
    _kind("frontend-developer", "Front-end developer", 20, "react typescript css javascript git",
          "vue web-accessibility nextjs html figma react-native graphql storybook scrum"),
    _kind("backend-developer", "Backend developer", 16, "python postgresql git docker",
          "java spring-boot apache-kafka kubernetes redis django fastapi react aws rabbitmq microservices go"),
    _kind("backend-developer", "Java developer", 6, "java spring-boot git postgresql",
          "kotlin docker apache-kafka kubernetes react hibernate microservices azure"),
    _kind("data-engineer", "Data engineer", 5, "python sql apache-spark postgresql",
          "apache-kafka azure aws docker apache-airflow snowflake databricks git"),
    _kind("devops-engineer", "Platform engineer", 5, "kubernetes terraform linux docker",
          "aws azure ci-cd python go prometheus git ansible"),
    _kind("mobile-application-developer", "Mobile developer", 5, "react react-native typescript git",
          "kotlin swift flutter graphql firebase ci-cd"),
    _kind("embedded-systems-software-developer", "Embedded developer", 3, "cpp c linux git",
          "ros python rust embedded-linux freertos"),
    _kind("machine-learning-engineer", "Machine learning engineer", 2, "python pytorch docker git",
          "aws postgresql fastapi kubernetes apache-spark react"),
)  # fmt: skip
FIELDS = ("banking", "health", "logistics", "energy", "shops on the web", "public services", "travel", "insurance",
          "education", "games", "telecoms", "farming")  # fmt: skip
WORDS = (
    "I like to be close to those who use what we build. Lately that has been in {field}.",
    "From {field}. I prefer small releases, clear tests and colleagues who ask questions.",
    "I have worked with {field} for most of my career, and I would like to see winter.",
    "My team builds for {field}. I take part in everything from the first talk to the night of the release.",
    "I changed from teaching to software, and I still explain things for a living, now in {field}.",
)


@dataclass(frozen=True, slots=True)
class Person:
    """One of the crowd: answers as they will register, and what their account needs."""

    answers: Answers
    field: str
    zone: str

    @property
    def headline(self) -> str:
        """Return what an employer reads before it knows who it is."""
        years = "1 year" if self.answers.years == 1 else f"{self.answers.years} years"
        return f"{self.answers.role_title}, {years}, {self.field}"


def crowd(seed: int, count: int, taken: frozenset[str] = frozenset()) -> list[Person]:
    """Return `count` people, the same for the same seed, none with an address that is `taken`."""
    draw = random.Random(seed)
    people: list[Person] = []
    addresses = set(taken)
    while len(people) < count:
        country = draw.choice(COUNTRIES)
        name = f"{draw.choice(country.given)} {draw.choice(country.family)}"
        if address(name) not in addresses:
            addresses.add(address(name))
            people.append(_person(draw, name, country))
    return people


def _person(draw: random.Random, name: str, country: Country) -> Person:
    kind = draw.choices(ARCHETYPES, [each.weight for each in ARCHETYPES])[0]
    years = min(25, max(0, round(draw.gauss(6.5, 3.5))))
    field = draw.choice(FIELDS)
    lives_here = draw.random() < 0.06
    answers = Answers(
        name=name,
        email=address(name),
        phone=f"+00 {draw.randint(100, 999)} {draw.randint(10_000, 99_999)}",
        country="NO" if lives_here else country.code,
        city="Oslo" if lives_here else draw.choice(country.towns).replace("-", " "),
        places=_places(draw),
        remote=draw.choices(("onsite", "hybrid", "remote", ""), (15, 55, 22, 8))[0],
        notice_weeks=draw.choice((0, 2, 4, 4, 8, 12)),
        route=_route(draw, country, lives_here=lives_here),
        occupation=kind.occupation,
        role_title=kind.title,
        years=years,
        education=draw.choices((1, 2, 3, 4, 5), (6, 8, 46, 36, 4))[0],
        summary=draw.choice(WORDS).format(field=field),
        skills=_skills(draw, kind, years),
        languages=(spoken := _languages(draw, country, lives_here=lives_here)),
        skills_known=True,
        languages_known="en" in spoken and draw.random() < 0.8,
    )
    answers = replace(answers, **_worked_in(random.Random(name), years))  # its own dice: the others fall as before
    return Person(answers, field, country.zone)


def _worked_in(draw: random.Random, years: int) -> dict[str, Any]:
    """Most people say in which industries they have worked, and whether that is all of it."""
    if draw.random() < 0.3:
        return {}
    first, second = draw.sample(DOMAINS, 2)
    early = draw.randint(0, years)
    told = {first: years - early, second: early} if early else {first: years}
    return {"industries": told, "industries_known": draw.random() < 0.6}


def _places(draw: random.Random) -> tuple[str, ...]:
    if draw.random() < 0.6:
        return ("*",)
    return ("oslo", *draw.sample([place for place in PLACES if place != "oslo"], draw.randint(0, 2)))


def _route(draw: random.Random, country: Country, *, lives_here: bool) -> str:
    if draw.random() < 0.2:
        return ""
    if lives_here and country.route == "permit":
        return draw.choice(("has_permit", "family"))
    return "family" if country.route == "permit" and draw.random() < 0.05 else country.route


def _skills(draw: random.Random, kind: Archetype, years: int) -> tuple[SkillAnswer, ...]:
    level = 1 if years < 2 else 2 if years < 4 else 3
    found = []
    for code in kind.core:
        practised = max(0, years - draw.randint(0, 2))
        wished = level + draw.choice((-1, 0, 0, 0, 0, 1))
        found.append(SkillAnswer(code, max(1, min(wished, _most(practised))), practised))
    side = draw.sample(kind.side, min(len(kind.side), draw.randint(3, 7)))
    found += [SkillAnswer(code, max(1, level - draw.choice((0, 1, 1)))) for code in side]
    return tuple(found)


def _most(years: int) -> int:
    """Return the level that some years of practice can bring: others ask after about three, one leads after six."""
    return 1 + (years >= 1) + (years >= 3) + (years >= 6)


def _languages(draw: random.Random, country: Country, *, lives_here: bool) -> dict[str, int]:
    spoken = {country.language: 6}
    if draw.random() < 0.94:
        spoken.setdefault("en", draw.choices((3, 4, 5, 6), (8, 32, 42, 18))[0])
    if country.language in {"sv", "da"} or lives_here or draw.random() < 0.12:
        spoken["no"] = draw.randint(2, 4) if lives_here or country.language in {"sv", "da"} else draw.randint(1, 2)
    return spoken
