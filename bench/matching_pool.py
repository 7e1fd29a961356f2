"""An invented pool and invented wanted profiles with a fixed seed, for bench/matching.py."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

import numpy as np

from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.engine import codes
from kretslop.matching.engine.codes import Names, code
from kretslop.matching.engine.pool import NO_DAY
from kretslop.matching.facts import ANYWHERE, REMOTE, REMOTE_WISHES, Facts

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


def people(many: int, seed: int = SEED) -> Iterator[Drawn]:
    """Yield `many` people in lots: about 21 skills each; of one in ten something is unknown."""
    for first in range(0, many, CHUNK):
        yield _some(min(CHUNK, many - first), np.random.default_rng([seed, first]))


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
    )


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
    for at, whole in enumerate((codes.SKILLS_KNOWN, codes.LANGUAGES_KNOWN, codes.PLACES_KNOWN)):
        add(drawn.known[:, at], whole)
    for first, levels in ((codes.YEARS, drawn.years), (codes.EDUCATION, drawn.education)):
        for level in range(int(levels.max()) + 1):
            add(levels >= level, first + level)
    add(drawn.wish >= 0, codes.REMOTE_KNOWN)
    add(drawn.wish == REMOTE_WISHES.index(REMOTE), codes.REMOTE_FINE)
    add(drawn.places[:, 0] < 0, codes.ALL_PLACES)
    rows, at = np.nonzero(drawn.places >= 0)
    found.append((rows, code(number["place"][drawn.places[rows, at]], codes.HERE)))
    add(drawn.occupation >= 0, codes.OCCUPATION_KNOWN)
    rows = np.flatnonzero(drawn.occupation >= 0)
    found.append((rows, code(number["occupation"][drawn.occupation[rows]], codes.HERE)))
    rows, flat = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.lexsort((flat, rows))
    ends = np.cumsum(np.bincount(rows, minlength=len(drawn.years)))
    days = np.where(drawn.weeks < 0, NO_DAY, DAY.toordinal() + 7 * drawn.weeks)
    return flat[order].astype(np.int32), ends, days


def profile(seeded: Random, loose: bool) -> Criteria:
    """
    Return a wanted profile: two well-known must-have skills, six or seven other must-haves, ten weighted nice-to-haves.

    A loose one has no must-have skill and asks so little otherwise that about half of the pool is eligible.
    """
    known = seeded.sample(SKILLS[:100], 2)
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


def profiles(many: int, loose: bool, seed: int = SEED) -> list[Criteria]:
    seeded = Random(seed)
    return [profile(seeded, loose) for _ in range(many)]
