"""Reads the newer Europass XML (root element Candidate, HR-XML 3 inside), as the portal has written it since 2020."""

from datetime import date
from xml.etree.ElementTree import Element

from . import dates
from .draft import Draft
from .places import country_code
from .reading import Reading
from .xmlsafe import child, children, local, words

_LONG_CODES = (
    "eng:en nor:no nob:nb nno:nn swe:sv dan:da deu:de ger:de fra:fr fre:fr spa:es por:pt ita:it pol:pl vie:vi "
    "hin:hi fin:fi nld:nl dut:nl ukr:uk rus:ru lit:lt lav:lv est:et ron:ro rum:ro ell:el gre:el ara:ar zho:zh jpn:ja"
)
_SHORT_CODES = {pair[:3]: pair[4:] for pair in _LONG_CODES.split()}


def read(root: Element, today: date) -> Reading:
    """Read the tree of a Candidate file."""
    draft = Draft("europass", today)
    _person(draft, child(root, "CandidatePerson"))
    profile = child(root, "CandidateProfile")
    _work(draft, profile)
    _education(draft, profile)
    _competencies(draft, profile)
    return draft.finish()


def _person(draft: Draft, person: Element | None) -> None:
    where = "CandidatePerson"
    name = f"{words(person, 'PersonName', 'GivenName')} {words(person, 'PersonName', 'FamilyName')}".strip()
    if name:
        draft.set_basic("name", name, where)
    for channel in children(person, "Communication"):
        if email := words(channel, "URI") if words(channel, "ChannelCode").lower() == "email" else "":
            draft.set_basic("email", email.removeprefix("mailto:"), where)
        dialled = (words(channel, "CountryDialing"), words(channel, "DialNumber"))
        if dialled[1] and "phone" not in draft.basics:
            draft.set_basic("phone", ("+" + dialled[0].lstrip("+") + " " if dialled[0] else "") + dialled[1], where)
        address = child(channel, "Address")
        place = {
            "address": words(address, "AddressLine"),
            "postalCode": words(address, "PostalCode"),
            "city": words(address, "CityName"),
            "countryCode": _country(words(address, "CountryCode")),
        }
        if place := {field: value for field, value in place.items() if value}:
            draft.set_basic("location", place, where)


def _country(code: str) -> str:
    return code.upper() if len(code) == 2 else country_code(code)


def _period(parent: Element | None) -> tuple[dates.Month | None, dates.Month | None, bool]:
    def point(name: str) -> dates.Month | None:
        text = words(parent, name, "FormattedDateTime")
        return dates.read_point(text[:10]) if text else None

    return point("StartDate"), point("EndDate"), words(parent, "CurrentIndicator").lower() == "true"


def _work(draft: Draft, profile: Element | None) -> None:
    for employer in children(profile, "EmploymentHistory", "EmployerHistory")[:100]:
        for position in children(employer, "PositionHistory"):
            where = f"work[{len(draft.work)}]"
            entry = {
                "name": words(employer, "OrganizationName"),
                "position": words(position, "PositionTitle"),
                "location": words(position, "City")
                or words(employer, "OrganizationContact", "Communication", "Address", "CityName"),
                "summary": words(position, "Description"),
            }
            entry = {field: value for field, value in entry.items() if value}
            if "name" in entry or "position" in entry:
                start, end, current = _period(child(position, "EmploymentPeriod"))
                draft.add_work(entry, start, end, current and end is None, where)
                draft.say(f"{entry.get('position', '')}\n{entry.get('summary', '')}", where)


def _education(draft: Draft, profile: Element | None) -> None:
    for study in children(profile, "EducationHistory", "EducationOrganizationAttendance")[:100]:
        entry = {
            "institution": words(study, "OrganizationName"),
            "studyType": words(study, "EducationDegree", "DegreeName") or words(study, "ProgramName"),
            "level": words(study, "EducationLevelCode"),
        }
        entry = {field: value for field, value in entry.items() if value}
        if "institution" in entry or "studyType" in entry:
            draft.add_education(entry, *_period(child(study, "AttendancePeriod")), f"education[{len(draft.education)}]")


def _competencies(draft: Draft, profile: Element | None) -> None:
    """Languages come as ISO 639 codes with a level per ability; other competencies are words."""
    for competency in children(profile, "PersonQualifications", "PersonCompetency")[:200]:
        identity = child(competency, "CompetencyID")
        if words(competency, "TaxonomyID").lower() != "language":
            draft.say(words(competency, "CompetencyName") or words(competency, "CompetencyID"), "skills")
            continue
        scores = [
            words(each, "Score", "ScoreText").upper() for each in competency if local(each) == "CompetencyDimension"
        ]
        levels = [score for score in scores if score in ("A1", "A2", "B1", "B2", "C1", "C2")]
        if len(set(levels)) > 1:
            draft.warn("language_levels_differ")
        language = words(competency, "CompetencyName") or _language(identity.text if identity is not None else "")
        if language:
            native = "" if levels else "native"
            draft.add_language(language, native, min(levels, default=""), f"languages[{len(draft.languages)}]")


def _language(code: str | None) -> str:
    from babel import Locale

    code = (code or "").strip().lower()
    return Locale.parse("en").languages.get(_SHORT_CODES.get(code, code), "")
