"""An invented pool and invented wanted profiles with a fixed seed, for bench/matching.py."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

import numpy as np

from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.engine import codes
from kretslop.matching.engine.codes import Names, code
from kretslop.matching.engine.pool import NO_DAY
from kretslop.matching.facts import ANYWHERE, CULTURES, INDUSTRIES, REMOTE, REMOTE_WISHES, SENIORITIES, Facts

SEED = 20261122
SKILLS = [f"skill-{n}" for n in range(2000)]
LANGUAGES = ["en", "nb", "sv", "de", "pl", "fr", "es", "uk"]
PLACES = [f"place-{n}" for n in range(19)]
OCCUPATIONS = [f"{n}" for n in range(2511, 2530)]
NAMES = {"skill": SKILLS, "language": LANGUAGES, "place": PLACES, "occupation": OCCUPATIONS}
# Some skills are asked for and offered far more often than others: the most popular by one in six, the median by 0.7 %.
POPULARITY = 1 / (np.arange(len(SKILLS)) + 12) ** 0.75
POPULARITY /= POPULARITY.sum()
LEVELS = [0.3, 0.35, 0.25, 0.1]
DAY = date(2027, 1, 4)
CHUNK = 5_000
MUST_BE_AMONG = 100  # the skills that must-haves are drawn from: the most popular ones


def names() -> Names:
    """Return the codebook that everything here uses."""
    book = Names()
    for kind, known in NAMES.items():
        for name in known:
            book.number(f"{kind}:{name}")
    return book


class Drawn(NamedTuple):
    """Invented people as arrays, one row each."""

    skills: Any  # numbers in SKILLS, each once; -1 for none
    levels: Any
    languages: Any  # a level for each of LANGUAGES; -1 for not on the list
    years: Any  # from here on -1 stands for unknown
    education: Any
    weeks: Any
    places: Any  # numbers in PLACES; the first is -1 for anywhere
    wish: Any
    occupation: Any
    known: Any  # skills, languages and places known?
    # From here on only where the kinds of criteria that came later are drawn too.
    industries: Any = None  # years in each of INDUSTRIES; -1 for not on the list
    industries_known: Any = None
    seniorities: Any = None  # a yes or no for each of SENIORITIES, and for each of CULTURES
    cultures: Any = None


def people(many: int, seed: int = SEED, *, newer: bool = True) -> Iterator[Drawn]:
    """
    Yield `many` people in lots: about 21 skills each; of one in ten something is unknown.

    With `newer` the same people, and what only criteria that came later ask about, from dice of its own.
    """
    for first in range(0, many, CHUNK):
        lot = min(CHUNK, many - first)
        drawn = _some(lot, np.random.default_rng([seed, first]))
        yield _more(drawn, np.random.default_rng([seed, first, 1])) if newer else drawn


def _more(drawn: Drawn, dice: Any) -> Drawn:
    many = len(drawn.years)
    industries = np.minimum(dice.gamma(1.5, 3, (many, len(INDUSTRIES))), 40).astype(int)
    industries[dice.random(industries.shape) < 0.87] = -1
    return drawn._replace(
        industries=industries,
        industries_known=dice.random(many) < 0.8,
        seniorities=dice.random((many, len(SENIORITIES))) < 0.4,
        cultures=dice.random((many, len(CULTURES))) < 0.3,
    )


def _some(many: int, dice: Any) -> Drawn:
    def unless(share: float, values: Any) -> Any:
        return np.where(dice.random(many) < share, -1, values)

    skills = np.sort(np.searchsorted(POPULARITY.cumsum(), dice.random((many, 32))).clip(0, len(SKILLS) - 1), axis=1)
    skills[:, 1:][skills[:, 1:] == skills[:, :-1]] = -1
    skills[dice.random(skills.shape) < 0.31] = -1
    languages = dice.integers(0, 7, (many, len(LANGUAGES)))
    languages[dice.random(languages.shape) > [0.97, 0.6, 0.3, 0.2, 0.15, 0.15, 0.15, 0.1]] = -1
    places = np.argsort(dice.random((many, len(PLACES))), axis=1)[:, :3]
    places[:, 0] = unless(0.3, places[:, 0])
    return Drawn(
        skills=skills,
        levels=np.searchsorted(np.cumsum(LEVELS), dice.random(skills.shape)).clip(0, 3) + 1,
        languages=languages,
        years=unless(0.05, np.minimum(dice.gamma(2, 4, many), 40).astype(int)),
        education=unless(0.05, dice.integers(1, 6, many)),
        weeks=unless(0.05, dice.integers(2, 40, many)),
        places=places,
        wish=unless(0.05, dice.integers(0, len(REMOTE_WISHES), many)),
        occupation=unless(0.05, dice.integers(0, len(OCCUPATIONS), many)),
        known=dice.random((many, 3)) < [0.9, 0.9, 0.95],
    )


def facts_of(drawn: Drawn, n: int) -> Facts:
    """Return one of them as the plain engine reads them."""

    def known(values: Any) -> int | None:
        return None if values[n] < 0 else int(values[n])

    anywhere, places = drawn.places[n, 0] < 0, [PLACES[place] for place in drawn.places[n] if place >= 0]
    weeks, wish, occupation = known(drawn.weeks), known(drawn.wish), known(drawn.occupation)
    return Facts(
        skills={SKILLS[s]: int(level) for s, level in zip(drawn.skills[n], drawn.levels[n], strict=True) if s >= 0},
        years=known(drawn.years),
        languages={LANGUAGES[at]: int(level) for at, level in enumerate(drawn.languages[n]) if level >= 0},
        languages_known=bool(drawn.known[n, 1]),
        skills_known=bool(drawn.known[n, 0]),
        education=known(drawn.education),
        desk_on=None if weeks is None else DAY + timedelta(weeks=weeks),
        places=frozenset([ANYWHERE, *places] if anywhere else places),
        places_known=bool(drawn.known[n, 2]),
        remote=None if wish is None else REMOTE_WISHES[wish],
        occupation=None if occupation is None else OCCUPATIONS[occupation],
        **_newer_facts(drawn, n),
    )


def _newer_facts(drawn: Drawn, n: int) -> dict[str, Any]:
    if drawn.industries is None:
        return {}
    return {
        "industries": {
            name: int(years) for name, years in zip(INDUSTRIES, drawn.industries[n], strict=True) if years >= 0
        },
        "industries_known": bool(drawn.industries_known[n]),
        "seniorities": frozenset(
            name for name, wished in zip(SENIORITIES, drawn.seniorities[n], strict=True) if wished
        ),
        "cultures": frozenset(name for name, wished in zip(CULTURES, drawn.cultures[n], strict=True) if wished),
    }


def coded(drawn: Drawn, book: Names) -> tuple[Any, Any, Any]:
    """Return the codes of all of them end to end, where each one's end, and the days at a desk: `encode`, in numpy."""
    number = {kind: np.array([book.number(f"{kind}:{name}") for name in NAMES[kind]]) for kind in NAMES}
    found: list[Any] = []

    def add(rows: Any, codes: Any) -> None:
        rows = np.flatnonzero(rows)
        found.append((rows, np.broadcast_to(codes, rows.shape)))

    def listed(kind: str, chosen: Any, levels: Any, top: int) -> None:
        first = code(number[kind][chosen], 0)
        for level in range(top + 1):
            rows, at = np.nonzero((chosen >= 0) & ((levels >= level) if level else (levels == 0)))
            found.append((rows, first[rows, at] + level))

    listed("skill", drawn.skills, drawn.levels, 4)
    every = np.where(drawn.languages >= 0, np.arange(len(LANGUAGES)), -1)
    listed("language", every, drawn.languages, 6)

    def known_or_open(rows: Any, known: int) -> None:
        add(rows, known)
        add(~rows, codes.OPEN[known])

    for at, whole in enumerate((codes.SKILLS_KNOWN, codes.LANGUAGES_KNOWN, codes.PLACES_KNOWN)):
        known_or_open(drawn.known[:, at], whole)
    for first, levels in ((codes.YEARS, drawn.years), (codes.EDUCATION, drawn.education)):
        known_or_open(levels >= 0, first)
        for level in range(1, int(levels.max()) + 1):
            add(levels >= level, first + level)
    known_or_open(drawn.wish >= 0, codes.REMOTE_KNOWN)
    add(drawn.wish == REMOTE_WISHES.index(REMOTE), codes.REMOTE_FINE)
    add(drawn.places[:, 0] < 0, codes.ALL_PLACES)
    rows, at = np.nonzero(drawn.places >= 0)
    found.append((rows, code(number["place"][drawn.places[rows, at]], codes.HERE)))
    known_or_open(drawn.occupation >= 0, codes.OCCUPATION_KNOWN)
    rows = np.flatnonzero(drawn.occupation >= 0)
    found.append((rows, code(number["occupation"][drawn.occupation[rows]], codes.HERE)))
    for known, rows in _newer_known(drawn):
        known_or_open(rows, known)
    for wanted, rows in _newer_codes(drawn) if drawn.industries is not None else ():
        add(rows, wanted)
    rows, flat = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.lexsort((flat, rows))
    ends = np.cumsum(np.bincount(rows, minlength=len(drawn.years)))
    days = np.where(drawn.weeks < 0, NO_DAY, DAY.toordinal() + 7 * drawn.weeks)
    return flat[order].astype(np.int32), ends, days


def _newer_known(drawn: Drawn) -> Iterator[tuple[int, Any]]:
    """Yield who is known in what came later: nobody, where it is not drawn."""
    nobody = np.zeros(len(drawn.years), bool)
    drawn_too = drawn.industries is not None
    yield codes.INDUSTRIES_KNOWN, drawn.industries_known if drawn_too else nobody
    yield codes.SENIORITY_KNOWN, drawn.seniorities.any(axis=1) if drawn_too else nobody
    yield codes.CULTURE_KNOWN, drawn.cultures.any(axis=1) if drawn_too else nobody


def _newer_codes(drawn: Drawn) -> Iterator[tuple[int, Any]]:
    for at, industry in enumerate(INDUSTRIES):
        for level in range(int(drawn.industries[:, at].max()) + 1):
            yield codes.in_industry(industry) + level, drawn.industries[:, at] >= level
    for kind, wishes, wished in (("seniority", SENIORITIES, drawn.seniorities), ("culture", CULTURES, drawn.cultures)):
        for at, name in enumerate(wishes):
            yield codes.wish(kind, name)[0], wished[:, at]


def profile(seeded: Random, loose: bool) -> Criteria:
    """
    Return a wanted profile: two well-known must-have skills, six or seven other must-haves, ten weighted nice-to-haves.

    A loose one has no must-have skill and asks so little otherwise that about half of the pool is eligible.
    """
    known = seeded.sample(SKILLS[:MUST_BE_AMONG], 2)
    drawn = list(dict.fromkeys(known + seeded.choices(SKILLS, list(POPULARITY), k=40)))[:12]
    items = [Criterion("skill", skill, seeded.randint(1, 2), must=True) for skill in ([] if loose else known)]
    items += [
        Criterion("years", level=1 if loose else seeded.randint(1, 6), must=True),
        Criterion("education", level=1 if loose else seeded.randint(1, 4), must=True),
        Criterion("language", "en", 1 if loose else seeded.randint(2, 5), must=True),
        Criterion("desk_by", by=DAY + timedelta(days=270 if loose else seeded.randint(90, 270)), must=True),
        Criterion("place", places=tuple(seeded.sample(PLACES, 9 if loose else 3)), remote_ok=True, must=True),
    ]
    if not loose:
        items.append(Criterion("language", "nb", seeded.randint(1, 3), must=True))
    if seeded.random() < 0.5 and not loose:
        items.append(Criterion("language", "sv", 1, must=True))
    items += [Criterion("skill", skill, seeded.randint(1, 4), points=seeded.randint(1, 9)) for skill in drawn[2:]]
    return Criteria(tuple(items))


def with_newer(criteria: Criteria, seeded: Random) -> Criteria:
    """
    Return the same profile with one nice-to-have of each kind that came later in the place of its last four.

    In one of four with must-have skills the second of them is enough as one of three.
    """
    items = list(criteria.items)
    skills = [n for n, item in enumerate(items) if item.must and item.kind == "skill"]
    if skills and seeded.random() < 0.25:
        items[skills[1]] = _one_of(items[skills[1]], seeded, MUST_BE_AMONG)
    last = items[-4:]
    items[-4:] = [
        _one_of(last[0], seeded, len(SKILLS)),
        Criterion("industry", seeded.choice(INDUSTRIES), seeded.randint(1, 5), points=last[1].points),
        Criterion("seniority", seeded.choice(SENIORITIES), points=last[2].points),
        Criterion("culture", seeded.choice(CULTURES), points=last[3].points),
    ]
    return Criteria(tuple(items))


def _one_of(item: Criterion, seeded: Random, among: int) -> Criterion:
    """This skill or one of two others."""
    others = [skill for skill in seeded.sample(SKILLS[:among], 3) if skill != item.code][:2]
    return replace(item, kind="one_of", code="", codes=(item.code, *others))


def profiles(many: int, loose: bool, seed: int = SEED, *, newer: bool = True) -> list[Criteria]:
    """Return `many` wanted profiles; with `newer` the same ones, some of their items of kinds that came later."""
    seeded, more = Random(seed), Random(seed + 1)
    found = [profile(seeded, loose) for _ in range(many)]
    return [with_newer(each, more) for each in found] if newer else found
