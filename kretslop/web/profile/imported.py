"""What a file told of somebody: in words, and as answers that the person looks through when they register."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel import Locale
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns.wording import language_name, occupation_name, skill_name
from kretslop.importing.wording import FIELDS
from kretslop.matching.facts import ANYWHERE, CEFR
from kretslop.matching.places import name_of
from kretslop.talent.wording import industries_words, years_words
from kretslop.web.profile.forms import LANGUAGE, SKILL, YEARS, Raw
from kretslop.web.profile.industries import industries_raw

Told = Mapping[str, Any]


def words_of(told: Told) -> dict[str, str]:
    """Return what was told in words, by the field's name, in the order in which fields are shown; nothing empty."""
    words = {
        "phone": told.get("phone", ""),
        "country": _country(told.get("country", "")),
        "city": told.get("city", ""),
        "occupation": _occupation(told),
        "years": _years(told.get("years")),
        "industries": industries_words(told.get("industries") or {}),
        "skills": ", ".join([*_skills(told), *told.get("other_skills", [])]),
        "languages": ", ".join(map(_language, _best_first(told.get("languages")))),
        "places": ", ".join(
            str(_("Anywhere in the region")) if code == ANYWHERE else name_of(code) for code in told.get("places", [])
        ),
        "available_on": date_format(date.fromisoformat(told["available_on"])) if told.get("available_on") else "",
        "links": ", ".join(told.get("links", [])),
        "note": told.get("note", ""),
    }
    return {name: value for name, value in words.items() if value}


def rows_of(told: Told) -> list[tuple[object, str]]:
    """Return what was told as pairs of the field's name and its value, in words."""
    return [(FIELDS[name], value) for name, value in words_of(told).items()]


def _best_first(levels: Mapping[str, int | None] | None) -> list[tuple[str, int | None]]:
    return sorted((levels or {}).items(), key=lambda pair: (-(pair[1] or 0), pair[0]))


def _country(code: str) -> str:
    return Locale.parse(get_language() or "en", sep="-").territories.get(code, code)


def _occupation(told: Told) -> str:
    title, code = told.get("role_title", ""), told.get("occupation", "")
    name = occupation_name(code) if code else ""
    return title if not name or name.casefold() == title.casefold() else f"{title} ({name})"


def _years(years: int | None) -> str:
    return "" if years is None else years_words(years)


def _skills(told: Told) -> list[str]:
    found = []
    for code, level in _best_first(told.get("skills")):
        years = _years(told.get("skill_years", {}).get(code))
        found.append(" ".join(filter(None, [skill_name(code), str(level or ""), f"({years})" if years else ""])))
    return found


def _language(pair: tuple[str, int | None]) -> str:
    code, level = pair
    return f"{language_name(code)} {CEFR[level - 1]}" if level else str(language_name(code))


def raws_of(name: str, told: Told, *, email: str, language: str, time_zone: str) -> dict[str, Raw]:
    """Return raw answers for each step of registering; the note about the person is nobody's answer."""
    work: Raw = {SKILL + code: [str(level or "")] for code, level in (told.get("skills") or {}).items()}
    work |= {YEARS + code: [str(years)] for code, years in told.get("skill_years", {}).items()}
    work |= {LANGUAGE + code: [str(level or "")] for code, level in (told.get("languages") or {}).items()}
    work |= {
        "occupation": [occupation_name(told["occupation"])] if told.get("occupation") else [],
        "role_title": [told.get("role_title", "")],
        "years": [str(told["years"])] if "years" in told else [],
        **industries_raw(told.get("industries") or {}, known=False),
        "other_skills": [", ".join(told.get("other_skills", []))[:500]],
    }
    plans: Raw = {
        "country": [told.get("country", "")],
        "city": [told.get("city", "")],
        "phone": [told.get("phone", "")],
        "available_on": [told.get("available_on", "")],
        "places": list(told.get("places", [])),
    }
    about: Raw = {"name": [name], "email": [email], "language": [language], "time_zone": [time_zone]}
    links: Raw = {"links": ["\n".join(told.get("links", []))]}
    return {"about": about, "work": work, "plans": plans, "links": links}
