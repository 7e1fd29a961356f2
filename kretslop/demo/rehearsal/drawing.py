"""What the survey does not say and what people decide, drawn from the seed: the same for the same person and post."""

import random

from kretslop.demo.rehearsal.survey import Developer
from kretslop.introductions import rules
from kretslop.matching.explain import Result
from kretslop.matching.places import NAMES

NORDIC = frozenset({"DK", "FI", "IS", "SE"})
EEA = frozenset(
    {
        "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "EE", "ES", "FR", "GR", "HR", "HU", "IE", "IT", "LI", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SI", "SK",
    }
)  # fmt: skip
ENGLISH_AT_HOME = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
#: Weeks of notice; whoever needs a year cannot be at a desk in time.
NOTICE, A_YEAR = (4, 8, 12, 52), 52
PLACES = sorted(set(NAMES) - {"oslo"})


def lot(seed: int, *words: object) -> random.Random:
    """Return a source of chance that depends on the seed and on what is drawn, and on nothing else."""
    return random.Random(":".join(map(str, (seed, *words))))


def answers(seed: int, person: Developer) -> dict[str, str]:
    """Return the person's answer to each question that may be asked; empty for somebody who does not answer."""
    draw, country = lot(seed, "answers", person.answers.email), person.answers.country
    if draw.random() < 0.07:
        return {}
    english = draw.choices((2, 3, 4, 5, 6), (2, 7, 30, 42, 19))[0]
    kind = draw.choices(("*", "some", "none"), (58, 34, 8))[0]
    some = ",".join(["oslo", *draw.sample(PLACES, 3)])
    route = "nordic" if country in NORDIC else "eea" if country in EEA else "permit"
    notice = draw.choices(NOTICE, (30, 35, 29, 6))[0]
    years = draw.choices((0, 1, 3, 6), (20, 30, 35, 15) if person.by_profession else (62, 26, 9, 3))[0]
    return {
        "language:en": "6" if country in ENGLISH_AT_HOME else str(english),
        "place": some if kind == "some" else kind,
        "desk_by": f"{'has_permit' if country == 'NO' else route}:{notice}",
        "years": str(years),
        "education": str(draw.choices((1, 2, 3, 4), (10, 10, 55, 25))[0]),
        "occupation": "software-developer",
    }


def posts(seed: int, line: int, stated: int | None) -> int:
    """Return how many posts stand behind an ad."""
    return stated or lot(seed, "posts", line).choices((1, 2, 3, 4), (45, 30, 15, 10))[0]


def accepts(draw: random.Random, result: Result) -> bool:
    """Whether an employer wants to meet somebody: the better the explanation, the likelier."""
    share = result.score / max(1, result.of)
    return draw.random() < (0.15 + 0.6 * share if result.group != "near_miss" else 0.05 + 0.45 * share)


def decline_reason(draw: random.Random, result: Result) -> str:
    """Return a reason that agrees with what is missing."""
    kinds = {part.criterion.kind for part in result.parts if part.verdict == "not_met"}
    if "years" in kinds:
        return "too_junior"
    likely = ["skills_missing", "skills_missing"] if "skill" in kinds else []
    likely += ["other_direction", "local_language", "start_too_late", "too_senior"]
    return draw.choice([reason for reason in likely if reason in rules.DECLINE_REASONS])


def not_hired_reason(draw: random.Random) -> str:
    """Return why a process ended without a contract."""
    return draw.choices(
        ("another_person", "skills_in_depth", "local_language", "terms", "offer_turned_down"), (30, 34, 12, 12, 12)
    )[0]
