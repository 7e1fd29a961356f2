"""What a job ad may not ask for: a warning with the words, and never a criterion."""

import re

from kretslop.campaigns.ad_facts import Warned
from kretslop.campaigns.ad_sections import Sentence

_WHO = (
    r"(?:people|persons?|men|women|candidates?|applicants?|developers?|engineers?|someone|somebody|anyone|anybody|those|"
    r"personer|folk|menn|kvinner|kandidater|søkere|utviklere|ingeniører|noen)"
)
# Equality and Anti-Discrimination Act §§ 6 and 30, and age under the Working Environment Act § 13-1. A ceiling for
# experience names no ground and hits those who have lived longer: it is asked about (§ 8, indirect discrimination).
PROTECTED = {
    "experience_ceiling": (
        r"(?:max(?:imum|\.)?|no more than|not more than|at most|less than|fewer than|under|maks(?:imalt|imum|\.)?|"
        r"høyst|inntil|mindre enn|högst) (?:of )?\w{1,6} (?:years?|yrs|års?|år)(?:'|’)? (?:of )?(?:\w+ ){0,2}"
        r"(?:experience|erfaring|erfarenhet)",
        r"(?:only|kun|bare|endast) (?:recent |new |fresh )?(?:graduates|nyutdannede|nyutexaminerade)|"
        r"(?:recent|new|fresh) graduates only|\boverqualified\b|\boverkvalifisert",
    ),
    "protected_age": (
        r"(?:under|over|below|above|maximum|max|younger than|older than|between|mellom|maks) (?:the age of )?\d\d"
        r"(?: (?:and|og|to|-) \d\d)? (?:years? old|years of age|år gammel)",
        r"(?:under|below|between) (?:the )?age of \d\d|\bage (?:limit|between|under|\d)|\baged \d\d",
        r"\b(?:under|yngre enn|mellom) \d\d(?: og \d\d)? år(?!s? erfaring)\b|aldersgrense",
        r"\byoung (?!at heart|company|team|project|enterprise|firm|organi)|\bdigital native|mature team members",
        rf"\b{_WHO} (?:(?:under|over|below|above|younger than|older than|yngre enn|eldre enn) (?:the age of )?\d\d|"
        r"(?:between|mellom) \d\d (?:and|og|to|til) \d\d)"
        r"(?= ?(?:[.,;:!?)]|$)| (?:years?|år|and|or|with|without|who|og|eller|med|uten|som)\b)",
        r"\b(?:yngre enn|eldre enn|maks(?:imalt|imum|\.)?|høyst) \d\d år\b(?!s? (?:erfaring|siden))",
        r"\bunge?,? (?:og |dynamisk|sprek|søker|utvikler|medarbeider)|\bunga? (?:och|utvecklare|medarbetare)",
    ),
    "protected_sex": (
        r"\b(?:male|female|men|women|gentleman|lady) (?:only|candidate|applicant|developer|engineer|preferred)",
        r"\b(?:a|only) (?:man|woman|men|women)\b(?!-)|\bkun (?:menn|kvinner)\b|\bendast (?:män|kvinnor)\b",
        r"\b(?:men|women|menn|kvinner) (?:first|under|over|between|mellom|without|uten|preferred|foretrekkes|først)\b",
        r"(?:looking for|we want|søker|ser etter|ønsker) (?:\w+ )?(?:men|women|menn|kvinner|en mann|en kvinne)\b"
        r"(?!,? (?:and|or|og|eller) (?:wo)?men| (?:og|eller) (?:kvinner|menn))",
        r"\b(?:kvinnelige?|mannlige?) (?:søker|utvikler|kandidat|ingeniør)",
        # As in a persona: "Ana, woman, 34", "Kvinne i trettiårene".
        r"(?:^|[,;:(] ?)(?:man|woman|male|female|mann|kvinne)(?! in the middle)"
        r"(?= ?(?:[,;.)]|$)| (?:in|with|under|over|between|aged|about|i|med|mellom|rundt) )",
    ),
    "protected_nationality": (
        r"(?:only|exclusively)[\w ]{0,30}(?:for )?[<>\w]* ?(?:citizens?|nationals?)\b|\b(?:citizens?|nationals?) only",
        r"must be an? [\w<>]+ (?:citizen|national)|citizenship (?:is )?required|passport holders? only|no visa holders",
        r"\b(?:citizens?|nationals?|passport holders?) (?:first|preferred|wanted|have priority)",
        r"(?:norske?|svenske?) statsborger\w*|statsborgerskap|medborgarskap|svensk medborgare",
    ),
    "protected_ethnicity": (
        r"native (?:\w+ )?speakers?|ethnic(?:ally)? \w+|norsk bakgrunn|etnisk (?:norsk|svensk)",
        r"\bnative (?:norwegian|swedish|danish|nordic)s? only\b|\bonly native (?:norwegian|swedish|danish|nordic)",
        rf"\b(?:white|black|caucasian|hvite|mørkhudede) {_WHO}\b",
    ),
    "protected_family": (
        r"without children|no children|unmarried|no family obligations|childless|not pregnant|uten barn|\bugift",
        r"\b(?:no|ingen|ikke) (?:\w+ )?(?:pregnant|gravide?|kids)\b|\b(?:no|ingen) (?:barn|familie|forsørgeransvar)\b",
        r"without (?:a )?(?:family|kids|husband|wife|partner|spouse)\b|uten (?:familie|ektefelle|forsørgeransvar)",
        r"(?:must|should|may|må|skal|bør) (?:not |ikke )?(?:be|være) (?:single|married|gift|enslig)\b",
        rf"\bsingle {_WHO}\b",
    ),
    "protected_belief": (
        r"\b(?:christian|muslim|jewish|hindu|atheist)s? (?:only|candidates?|background|faith|values required)",
        r"\b(?:only|no) (?:christians?|muslims?|jews|hindus?|atheists?)\b",
        r"\b(?:kun|bare|ingen) (?:kristne|muslimer|jøder|hinduer)\b",
        r"kristen (?:tro|bakgrunn)|not (?:a )?(?:member|members) of (?:a )?(?:trade )?union",
    ),
    "protected_health": (
        r"(?:good|excellent|perfect) (?:physical )?health (?:is )?(?:required|needed|necessary)|no disabilit\w+",
        r"must be (?:in good health|healthy|able-bodied)|god helse (?:kreves|er et krav|er nødvendig)",
        r"\b(?:no|ingen|ikke) (?:wheelchair users?|disabled|handicapped|rullestolbrukere|funksjonshemmede)\b",
    ),
}
# A statement of equality names the same grounds and asks for nothing.
FAIR = re.compile(
    r"regardless|without regard|equal[- ]opportunit|equal employment|discriminat|divers|inclusi|accommodation|"
    r"uavhengig av|likestilling|mangfold|oppfordre[rs]|oavsett|mångfald|jämställd|women are|encouraged|"
    r"gender (?:age|identity)|no matter",
    re.IGNORECASE,
)
_PROTECTED = {code: re.compile("|".join(words), re.IGNORECASE) for code, words in PROTECTED.items()}


def protected(found: list[Sentence]) -> list[Warned]:
    """Give a warning for each sentence that asks for what the law protects."""
    return [
        Warned(code, sentence.text.strip())
        for sentence in found
        if not FAIR.search(sentence.text)
        for code, words in _PROTECTED.items()
        if words.search(sentence.text)
    ]
