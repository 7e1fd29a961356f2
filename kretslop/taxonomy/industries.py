"""Finding the industries that a sentence tells experience from: never a word alone, always one meant as such."""

import re

_FIELDS = {
    "energy": r"energy|oil and gas|oil & gas|power|utilities|energi|kraft|olje- og gass|olje og gass",
    "finance": r"financ(?:e|ial(?: services)?)|bank(?:ing)?|fin-?tech|insurance|payments?|finans|forsikrings?|"
               r"försäkrings?",
    "health": r"health(?:[- ]?care)?|medical|med-?tech|helse|hälso|sykehus",
    "public_services": r"public|government(?:al)?|offentlig[ea]?",
    "defence": r"defen[cs]e|military|forsvars?|försvars?",
    "industry": r"manufacturing|process|industrial automation|produksjons?|prosess",
    "maritime": r"maritime|shipping|maritim[et]?|skipsfarts?",
    "transport": r"transport(?:ation)?|logistics|automotive|aviation|railway|logistikk",
    "retail": r"retail|e-?commerce|varehandels?|netthandels?|handels?",
    "media": r"media|publishing|broadcast(?:ing)?|gaming|medie",
    "telecom": r"telecom(?:munications?)?|telco|telekom",
    "education": r"education(?:al)?|ed-?tech|utdannings?|utbildnings?",
    "climate": r"climate|clean-?tech|klima",
}  # fmt: skip
_AS_INDUSTRY = r"[- ]?(?:industry|industries|sector|domain|space|business|bransjen?|branschen?|sektor(?:en)?|næringen?)"
# Names that need no such word after them.
_PLAIN = {
    "finance": r"fin-?tech|banking|insurance|bank og finans|bank och finans",
    "health": r"health ?care|med-?tech|helsevesenet",
    "retail": r"e-?commerce|netthandel",
    "telecom": r"telecom|telco|telekom",
    "public_services": r"offentlig forvaltning|public administration",
    "education": r"ed-?tech",
    "climate": r"clean-?tech",
}
_TOLD = re.compile(
    r"\b(?:experience|background|worked|years|track record|erfaring|bakgrunn|erfarenhet|bakgrund|jobbet|arbetat|år)\b",
    re.IGNORECASE,
)
_FROM = r"(?:from|in|within|of|with|fra|innen|i|av|med|från|inom|for|the|a|an|en|et|ett)\s+(?:[\w/-]+[ ,]+){0,3}?"
_INDUSTRIES = {
    code: re.compile(
        rf"\b{_FROM}(?:(?:{words}){_AS_INDUSTRY}{f'|(?:{_PLAIN[code]})' if code in _PLAIN else ''})\b", re.IGNORECASE
    )
    for code, words in _FIELDS.items()
}


def industries_in(sentence: str) -> list[str]:
    """Return the codes (as in `matching.facts.INDUSTRIES`) from which a sentence tells or asks for experience."""
    return [code for code, words in _INDUSTRIES.items() if words.search(sentence)] if _TOLD.search(sentence) else []
