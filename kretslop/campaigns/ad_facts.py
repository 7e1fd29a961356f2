"""Single facts that an ad states: years, seniority, education, remote work, posts, and its language."""

import re
from dataclasses import dataclass

from kretslop.campaigns.ad_sections import ABOUT, META, NICE, OFFER, TAGS, Sentence
from kretslop.matching.facts import BACHELOR, DOCTORATE, HYBRID, MASTER, ONSITE, REMOTE, VOCATIONAL

READ = ("en", "nb", "sv")
MOST_YEARS = 20
FEW_WORDS = 30
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10,
    "en": 1, "ett": 1, "et": 1, "to": 2, "två": 2, "tre": 3, "fire": 4, "fyra": 4, "fem": 5, "seks": 6, "sex": 6,
    "sju": 7, "syv": 7, "åtte": 8, "åtta": 8, "ti": 10, "tio": 10,
}  # fmt: skip
_NORDIC = frozenset(("en", "ett", "et", "to", "tre", "sex", "ti"))
_NUMBER = r"(\d{1,2}|" + "|".join(NUMBERS) + r")"
_YEARS = re.compile(
    rf"\b{_NUMBER}\s*(?:\+|(?:-|–|to|til|till)\s*\d{{1,2}}\+?)?\s*(?:or more |eller mer |eller fler )?"
    r"(?:years?|yrs?|års?|år)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"experience|erfaring|erfarenhet|professional|practice|working with|work as|proficiency|in java|development|"
    r"utvikling|projects|enterprise|engineering",
    re.IGNORECASE,
)
_NO_DEMAND = re.compile(
    r"\byears? old|\bold\b|\b(?:after|over the (?:last|past)|in only|for over|last|past|celebrat\w+|founded|every|per) "
    r"(?:\w+ )?\d+ ?\+? years|years of age|each year|vacation|holiday|årsverk|en gang i|"
    r"\bwe have\b|\bour \w+ has\b|in business|på markedet|siden",
    re.IGNORECASE,
)
SENIORITIES = (
    ("junior", r"junior|graduate|entry[- ]level|trainee|nyutdannet|nyutexaminerad|intern\b"),
    ("medium", r"mid[- ]?level|medior|medium|intermediate|mid[- ]?senior"),
    ("senior", r"seniors?|senior\w+|sr|sen\.|lead|principal|staff|expert|erfaren|erfarne|ledende"),
)
_DEGREES = (
    (DOCTORATE, r"ph\.? ?d|doctora(?:te|l)|doktorgrad|dr\.?grad|doktorsexamen"),
    (MASTER, r"(?<!scrum )(?<!web)master[’'`]?s?(?= degree|grad|\b(?! data| class))|m\.?sc|msc|"
             r"sivilingeniør\w*|civilingenjör\w*|mastergrad|m\.?eng"),
    (BACHELOR, r"bachelor[’'`]?s?|b\.?sc|bsc|bs or higher|(?<!master’s )(?<!master's )degree|bachelorgrad|"
               r"høyere utdanning|høyskole\w*|universitetsutdanning|university degree|kandidatexamen|"
               r"högskoleutbildning|ingeniørutdanning"),
    (VOCATIONAL, r"fagbrev|fagskole|yrkesutbildning|vocational (?:degree|training|education)"),
)  # fmt: skip
_EQUIVALENT = re.compile(
    r"or (?:equivalent|comparable|relevant|similar|meaningful)?\s*(?:practical |work |professional )?experience|"
    r"or equivalent\b(?!.*degree)|eller (?:tilsvarende|relevant) (?:erfaring|praksis|kompetanse)|"
    r"eller motsvarande erfarenhet|kan erstatte|erfaring kan (?:kompensere|oppveie)",
    re.IGNORECASE,
)
_DEGREE_IDIOM = re.compile(r"(?:high|higher|great|certain|some|large|360|180) degrees?\b|degree of", re.IGNORECASE)
_REMOTE = (
    (None, r"not remote|no remote|remote (?:teams?|medical|consultations?|due to|until|initially)|hjemmekontor ikke|"
           r"(?:interview\w*|onboard\w*|hire) (?:and \w+ )*remote|onboarding is remote"),
    (REMOTE, r"fully remote|full remote|100 ?% remote|remote[- ]first|remote (?:position|job|role|work set up)|"
             r"permanent home office|work from anywhere|or remote\b|helt remote|100 ?% hjemmekontor|^remote\b|"
             r"arbeide hvor som helst|jobbe fra hvor som helst|helt på distans"),
    (HYBRID, r"hybrid(?! app| cloud| mobile)|home[- ]?office|work(?:ing)? from home|remote work|days? ?(?:/|a|per) "
             r"?week remote|remotely|hjemmekontor|hemifrån|distansarbete|partly remote|jobbe hjemmefra|mobile working"),
    (ONSITE, r"(?:work|working|position|role|job) (?:is )?(?:fully )?on-?site|on-?site (?:position|role|only)|"
             r"office[- ]based|office based|based in the office|100 ?% (?:on-?site|på kontoret)|"
             r"oppmøte på kontoret|på plats på kontoret"),
)  # fmt: skip
_POSTS = re.compile(
    rf"(?:hiring|looking for|seeking|we need|recruiting|søker|trenger|ansetter|söker|skal ansette|har)\s+(?:etter\s+)?"
    rf"{_NUMBER}\s+(?:\w+[- ]){{0,3}}?(?:developers|engineers|utviklere|ingeniører|konsulenter|arkitekter|people|"
    rf"testere|utvecklare|ledige|stillinger|positions)\b"
    rf"|\b{_NUMBER}\s+(?:open |vacant |ledige |new |faste |lediga )?"
    r"(?:positions|vacancies|openings|posts|stillinger|tjänster)\b"
    rf"|(?:number of (?:positions|posts|vacancies)|antall stillinger|antal tjänster)\s*:?\s*(\d{{1,2}})",
    re.IGNORECASE,
)
CLEARANCE = re.compile(
    r"security clearance|top secret|\bSC (?:eligible|cleared|clearance)|\bDV cleared|sikkerhetsklarer\w*|"
    r"säkerhetspröv\w*|säkerhetsklass\w*|NATO secret",
    re.IGNORECASE,
)
_STOPWORDS = {
    "en": "the and of to you with for our are will we your as is have or be",
    "nb": "og du som har med til er en vi på av for det deg vår ikke jeg kan eller må fra hos også skal våre et i "
    "minst år være",
    "sv": "och du som har med till är en vi på av för det dig vår inte jag kan eller att från hos också ett",
    "da": "og du som har med til er en vi på af for det dig vores ikke jeg kan eller skal fra hos også blive hvor",
    "de": "und du mit für die der das ist wir sie ein eine zu auf von im den oder bei dich als deine ihre",
    "fr": "et vous avec pour les des est nous une un dans le la du de en au sur ou notre votre vos",
    "es": "y con para los las es nosotros una un en el la de que del por tu nuestro como se",
    "it": "e con per gli le è noi una un in il la di che del della nostro come si sei",
    "pl": "i w z na do się jest oraz dla nie o od po jako twoje nasz mile widziane",
    "nl": "en met voor de het is wij je een van op in te als bij of jouw onze",
    "pt": "e com para os as é nós uma um em o a de que do da por sua nosso como se você",
    "fi": "ja on olet sinulla me kanssa että tai sekä ovat meidän työ",
}
_WORDS = {code: frozenset(words.split()) for code, words in _STOPWORDS.items()}


@dataclass(frozen=True)
class Warned:
    """Something that the reader of the draft should know: a code, and the words of the ad that it is about."""

    code: str
    evidence: str = ""


def years_min(found: list[Sentence]) -> int | None:
    """Give the years of work that an ad demands: the most that any sentence asks without calling it a wish."""
    asked = [
        int(NUMBERS.get(match.group(1).lower(), 0) or match.group(1))
        for sentence in found
        if sentence.section not in (NICE, OFFER, ABOUT, META) and not sentence.wish
        if _WORK.search(sentence.text) and not _NO_DEMAND.search(sentence.text)
        for match in _YEARS.finditer(sentence.text)
    ]
    asked = [years for years in asked if 0 < years <= MOST_YEARS]
    return max(asked) if asked else None


def years_in(sentence: str) -> int | None:
    """Give the years that one sentence states, for the level of what it names."""
    match = _YEARS.search(sentence)
    return int(NUMBERS.get(match.group(1).lower(), 0) or match.group(1)) if match else None


def seniorities(title: str, stated: str) -> tuple[str, ...]:
    """Give the seniorities that the title or the ad's field for it names, lowest first."""
    text = f"{title}\n{stated}"
    return tuple(name for name, words in SENIORITIES if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE))


def education(found: list[Sentence]) -> tuple[int | None, list[Warned]]:
    """Give the lowest level of education that an ad demands (as in `matching.facts`), and what softens it."""
    levels, warnings = [], []
    for sentence in found:
        if sentence.section in (NICE, OFFER, ABOUT, TAGS, META) or sentence.wish:
            continue
        text = _DEGREE_IDIOM.sub("", sentence.text)
        named = [level for level, words in _DEGREES if re.search(rf"\b(?:{words})", text, re.IGNORECASE)]
        if named and _EQUIVALENT.search(text):
            warnings.append(Warned("education_or_experience", sentence.text.strip()))
        elif named:
            levels.append(min(named))
    return (min(levels) if levels else None), warnings


def remote(found: list[Sentence], stated: str) -> str | None:
    """Give how the ad lets people work: remote, hybrid, onsite, or None where it says nothing."""
    seen = set()
    for text in [stated, *(sentence.text for sentence in found if sentence.section != ABOUT)]:
        for answer, words in _REMOTE:
            if re.search(rf"(?:{words})", text.strip(), re.IGNORECASE):
                seen.add(answer)
                break
    return next((answer for answer in (REMOTE, HYBRID, ONSITE) if answer in seen), None)


def posts(text: str, language: str) -> int | None:
    """Give the number of posts that an ad states, or None; "to" is two in Norwegian only."""
    for match in _POSTS.finditer(text):
        written = next(group for group in match.groups() if group).lower()
        if written.isdigit() or language != "en" or written not in _NORDIC:
            return int(NUMBERS.get(written) or written) or None
    return None


def language_of(text: str) -> str:
    """Give the language that an ad is written in (ISO 639), or "und" where too few of its words tell."""
    words = re.findall(r"[^\W\d_]+", text.lower())[:2000]
    counts = {code: sum(word in common for word in words) for code, common in _WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= max(2, len(words) * 0.08) else "und"


def too_short_to_tell(text: str) -> bool:
    """Whether a text in Latin letters has so few words that its language cannot be told."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(letter < "\u0250" for letter in letters)
    return len(text.split()) < FEW_WORDS and latin * 2 > len(letters)
