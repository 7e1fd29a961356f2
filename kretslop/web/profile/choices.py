"""The lists that people choose from, in their language."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns.wording import EDUCATION, OWN_LEVELS, language_name, occupation_name
from kretslop.matching.facts import ANYWHERE, CEFR
from kretslop.matching.places import NAMES
from kretslop.routes.wording import OWN_ROUTES
from kretslop.taxonomy import vocabulary
from kretslop.taxonomy.languages import SPOKEN

Choices = list[tuple[str, object]]
AREAS = {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
REMOVE = "remove"
REMOTE_WISHES: Choices = [
    ("", _("I do not know yet")),
    ("onsite", _("At the office")),
    ("hybrid", _("Partly at the office, partly from home")),
    ("remote", _("From anywhere")),
]
CEFR_WORDS: dict[str, object] = {
    "A1": _("A1 – some words"),
    "A2": _("A2 – simple talk"),
    "B1": _("B1 – everyday talk"),
    "B2": _("B2 – work meetings"),
    "C1": _("C1 – fluent"),
    "C2": _("C2 – as my mother tongue"),
}


@lru_cache(maxsize=4)
def _countries(language: str) -> Choices:
    territories = Locale.parse(language, sep="-").territories
    named = [(code, name) for code, name in territories.items() if len(code) == 2 and code.isalpha()]
    return sorted((pair for pair in named if pair[0] not in {"ZZ", "EU", "EZ", "UN", "XA", "XB"}), key=lambda p: p[1])


def countries() -> Choices:
    """Return every country by its name."""
    return [("", _("Choose a country")), *_countries(get_language() or "en")]


def country_name(code: str) -> str:
    """Return a country's name in the reader's language, the code itself for an unknown one."""
    return str(dict(_countries(get_language() or "en")).get(code, code))


@lru_cache(maxsize=1)
def time_zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return time zones by part of the world, as a select with groups."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for zone in sorted(available_timezones()):
        area, _slash, city = zone.partition("/")
        if area in AREAS and city:
            groups.setdefault(area, []).append((zone, city.replace("_", " ").replace("/", ", ")))
    return sorted(groups.items(), key=lambda group: (group[0] != "Europe", group[0]))


def places() -> Choices:
    """Return the places of the region; "*" means anywhere in it."""
    return [(ANYWHERE, _("Anywhere in the region")), *NAMES.items()]


def routes() -> Choices:
    """Return the ways to work in Norway, asked as a path and never as a nationality (R36)."""
    return [*OWN_ROUTES.items(), ("", _("I do not know yet"))]


def education() -> Choices:
    """Return the levels of education."""
    return [("", _("Choose, or leave it open")), *((str(level), _capital(words)) for level, words in EDUCATION.items())]


def skill_levels(*, removable: bool = True) -> Choices:
    """Return the levels of a skill in the person's own words."""
    levels: Choices = [("", _("Choose a level")), *((str(n), _capital(words)) for n, words in OWN_LEVELS.items())]
    return [*levels, (REMOVE, _("Take it off my list"))] if removable else levels


def language_levels(*, removable: bool = True) -> Choices:
    """Return the CEFR levels with a word each."""
    levels: Choices = [
        ("", _("Choose a level")),
        *((str(CEFR.index(name) + 1), words) for name, words in CEFR_WORDS.items()),
    ]
    return [*levels, ("0", _("I do not speak it")), *([(REMOVE, _("Take it off my list"))] if removable else [])]


def languages() -> Choices:
    """Return spoken languages by their name."""
    named = sorted(((code, _capital(language_name(code))) for code in SPOKEN), key=lambda pair: str(pair[1]))
    return [("", _("Choose a language")), *named]


def occupations() -> list[str]:
    """Return the names of all occupations in the language in use."""
    return sorted(occupation_name(code) for code in vocabulary.occupations())


def _capital(words: object) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


def occupation_choices() -> Choices:
    """Return every occupation, code and name, by name."""
    return sorted(((code, occupation_name(code)) for code in vocabulary.occupations()), key=lambda pair: str(pair[1]))
