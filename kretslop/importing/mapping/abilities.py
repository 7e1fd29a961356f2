"""Reads a cell that lists skills ("Python:3; Django 2y"), languages ("English C1") or industries ("energy 4 years")."""

import re
from functools import lru_cache

from kretslop.taxonomy import vocabulary
from kretslop.taxonomy.languages import find_languages

_LEVEL = re.compile(r"^(?P<name>.+?)\s*(?:[:=]\s*|\(\s*)(?P<level>[1-4])\s*\)?$")
_YEARS = re.compile(
    r"^(?P<name>.+?)[\s:=(,–-]+(?P<years>\d{1,2})(?:[.,]\d)?\s*\+?\s*(?:years?|yrs?|y|års?|år)\.?\s*\)?$", re.IGNORECASE
)


@lru_cache(maxsize=20_000)
def skill(words: str) -> tuple[str, int | None, int | None]:
    """Return the code of a skill, its level (1 to 4) and its years as far as the words say; ValueError("skill").

    By exact name or alias only. Years stay years: how well somebody knows it, only they can say.
    """
    if known := vocabulary.skill_by_name(words):
        return known.code, None, None
    if match := _LEVEL.match(words):
        if known := vocabulary.skill_by_name(match["name"]):
            return known.code, int(match["level"]), None
    elif (match := _YEARS.match(words)) and (known := vocabulary.skill_by_name(match["name"])):
        return known.code, None, min(int(match["years"]), 70)
    raise ValueError("skill")


#: Each industry as people write it, in English and Norwegian; lower case, whole entries only.
_INDUSTRIES = {
    "energy": "energy|power|utilities|oil and gas|energi|kraft|strøm|olje og gass",
    "finance": "finance|banking|bank|insurance|payments|fintech|finans|forsikring|betaling",
    "health": "health|healthcare|health care|medicine|medtech|health and medicine|helse|medisin|helsevesen",
    "public_services": "public services|public sector|government|public|offentlig|offentlig sektor|kommune|stat",
    "defence": "defence|defense|security|defence and security|forsvar|sikkerhet|forsvar og sikkerhet",
    "industry": "industry|manufacturing|robotics|industry and robotics|industri|produksjon|robotikk",
    "maritime": "maritime|shipping|sea|shipping and the sea|fishing|aquaculture|maritim|sjøfart|havbruk|fiskeri",
    "transport": "transport|travel|logistics|transport and travel|aviation|logistikk|reise|samferdsel|luftfart",
    "retail": "retail|trade|e-commerce|ecommerce|handel|varehandel|netthandel",
    "media": "media|music|games|gaming|media, music and games|musikk|spill|medier",
    "telecom": "telecom|telecommunication|telecommunications|telekom|telekommunikasjon|tele",
    "education": "education|edtech|schools|utdanning|undervisning|skole",
    "climate": "climate|environment|climate and environment|cleantech|klima|miljø|klima og miljø",
    "research": "research|science|academia|forskning|vitenskap",
    "consulting": "consulting|consultancy|rådgivning|konsulent|konsulentvirksomhet",
}
_INDUSTRY_OF = {name: code for code, names in _INDUSTRIES.items() for name in names.split("|")}
_TIME = re.compile(
    r"^(?P<name>.+?)[\s:=(,–-]+(?P<years>\d{1,2})(?:[.,]\d)?\s*\+?\s*(?:years?|yrs?|y|års?|år)?\.?\s*\)?$"
)


def industry(words: str) -> tuple[str, int]:
    """Return the code of an industry and whole years in it; ValueError when either is missing."""
    match = _TIME.match(words.strip().casefold())
    code = _INDUSTRY_OF.get(match["name"].strip() if match else words.strip().casefold())
    if code is None:
        raise ValueError("industry")
    if match is None or int(match["years"]) > 70:
        raise ValueError("industry_years")
    return code, int(match["years"])


@lru_cache(maxsize=20_000)
def language(words: str) -> tuple[str, int | None]:
    """Return the code of the language that the words name and its level (A1 is 1, C2 is 6) or None; ValueError."""
    named = find_languages(words)
    if not named:
        raise ValueError("language")
    return named[0].code, named[0].cefr
