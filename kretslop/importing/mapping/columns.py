"""Which column means what: guessed from its heading in English or Norwegian, settled by a person."""

import hashlib
import re
from collections.abc import Iterable, Mapping

NAME, FIRST_NAME, LAST_NAME, EMAIL = "name", "first_name", "last_name", "email"
FIELDS = (
    NAME, FIRST_NAME, LAST_NAME, EMAIL, "phone", "country", "city", "occupation", "years", "industries", "skills",
    "languages", "places", "available_on", "links", "note",
)  # fmt: skip
#: Fields that several columns may fill together.
SHARED = {"industries", "skills", "languages", "places", "links", "note"}

#: Headings as people write them, in lower case and without signs; the first words of a longer heading count too.
_HEADINGS: dict[str, str] = {
    NAME: "name|full name|fullname|navn|fullt navn|kandidat|candidate|candidate name|person|namn",
    FIRST_NAME: "first name|firstname|given name|givenname|forename|fornavn|førnamn|fornavn og mellomnavn",
    LAST_NAME: "last name|lastname|surname|family name|etternavn|etternamn|slektsnavn",
    EMAIL: "email|e mail|mail|email address|e mail address|mail address|epost|e post|e postadresse|epostadresse|"
    "postadresse e|mailadresse",
    "phone": "phone|phone number|telephone|telephone number|mobile|mobile phone|cell|cell phone|tel|tlf|telefon|"
    "telefonnummer|mobil|mobilnummer|mobiltelefon|tlf nr",
    "country": "country|country of residence|lives in country|land|bostedsland|bosted land|nation",
    "city": "city|town|lives in|residence|location|by|bosted|sted|poststed|hjemsted",
    "occupation": "occupation|profession|job title|title|role|current role|position|yrke|stilling|tittel|"
    "stillingstittel|rolle|jobb",
    "years": "years|years of experience|experience|experience years|years experience|yoe|år|antall år|erfaring|"
    "års erfaring|år erfaring|år med erfaring|erfaring år",
    "industries": "industries|industry|sector|sectors|branch|domain|domains|industry experience|bransje|bransjer|"
    "bransjeerfaring|næring|næringer|sektor|sektorer",
    "skills": "skills|skill|technologies|tech stack|competence|competences|competencies|tools|ferdigheter|"
    "kompetanse|teknologier|kunnskaper|fagkunnskap",
    "languages": "languages|language|spoken languages|language skills|språk|språkkunnskaper",
    "places": "places|wanted places|preferred location|preferred locations|preferred place|willing to move to|"
    "relocation|ønsket sted|ønskede steder|ønsket arbeidssted|vil bo|steder",
    "available_on": "available|available from|availability|start date|earliest start|can start|available date|"
    "ledig fra|tilgjengelig|tilgjengelig fra|kan starte|kan begynne|oppstart|startdato",
    "links": "link|links|linkedin|linkedin profile|linkedin url|github|portfolio|website|web|url|homepage|lenke|"
    "lenker|nettside|hjemmeside",
    "note": "note|notes|comment|comments|remark|remarks|notat|notater|kommentar|kommentarer|merknad|merknader",
}
_BY_HEADING = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split("|")}


def guess(header: Iterable[str]) -> dict[int, str]:
    """Return the field of each column whose heading says it, by the column's place; one field is taken once.

    A column with both names wins over first and last name.
    """
    found: dict[int, str] = {}
    for place, heading in enumerate(header):
        field = _field(heading)
        if field and (field in SHARED or field not in found.values()):
            found[place] = field
    if NAME in found.values():
        found = {place: field for place, field in found.items() if field not in (FIRST_NAME, LAST_NAME)}
    return found


def _field(heading: str) -> str:
    words = re.sub(r"[\W_]+", " ", heading.casefold()).strip()
    if words in _BY_HEADING:
        return _BY_HEADING[words]
    bare = re.sub(r"\b(your|ditt|din|the|of|candidate|kandidatens?|applicant|søkers?)\b", " ", words)
    return _BY_HEADING.get(" ".join(bare.split()), "")


def faults(mapping: Mapping[int, str]) -> list[str]:
    """Return codes of what is wrong with a mapping: no address, no name, or a field that two columns claim."""
    fields = list(mapping.values())
    wrong = []
    if EMAIL not in fields:
        wrong.append("no_email")
    if not {NAME, FIRST_NAME, LAST_NAME} & set(fields):
        wrong.append("no_name")
    if any(fields.count(field) > 1 for field in FIELDS if field not in SHARED):
        wrong.append("field_twice")
    return wrong


def header_hash(header: Iterable[str]) -> str:
    """Return what tells one header from another, without regard to case and signs."""
    return hashlib.sha256(
        "\x1f".join(re.sub(r"[\W_]+", " ", each.casefold()).strip() for each in header).encode()
    ).hexdigest()
