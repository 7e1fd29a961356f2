"""Reads the newer Europass XML (root element Candidate, HR-XML 3 inside), as the portal has written it since 2020."""

from datetime import date
from xml.etree.ElementTree import Element

from . import dates
from .draft import Draft
from .places import country_code
from .reading import Reading
from .xmlsafe import child, children, local, words

_OTHER_CODES = {"rum": "ro", "ger": "de", "fre": "fr", "dut": "nl", "cze": "cs", "slo": "sk", "gre": "el", "alb": "sq",
                "arm": "hy", "baq": "eu", "bur": "my", "chi": "zh", "geo": "ka", "ice": "is", "mac": "mk", "may": "ms",
                "per": "fa", "wel": "cy", "nor": "no"}  # fmt: skip
"""ISO 639-2's bibliographic codes, where they are not the terminological ones."""


def read(root: Element, today: date) -> Reading:
    """Read the tree of a Candidate file."""
    draft = Draft("europass", today)
    _person(draft, child(root, "CandidatePerson"))
    profile = child(root, "CandidateProfile")
    _work(draft, profile)
    _education(draft, profile)
    _mother_tongues(draft, child(root, "CandidatePerson"))
    _competencies(draft, profile)
    return draft.finish()


def _person(draft: Draft, person: Element | None) -> None:
    where = "CandidatePerson"
    name = f"{words(person, 'PersonName', 'GivenName')} {words(person, 'PersonName', 'FamilyName')}".strip()
    if name:
        draft.set_basic("name", name, where)
    for channel in children(person, "Communication"):
        kind = words(channel, "ChannelCode").lower()
        address_given = words(channel, "URI") or words(channel, "Text")
        if kind == "email" and "@" in address_given and "email" not in draft.basics:
            draft.set_basic("email", address_given.removeprefix("mailto:"), where)
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
                holder = position if child(position, "EmploymentPeriod") is not None else employer
                start, end, current = _period(child(holder, "EmploymentPeriod"))
                draft.add_work(entry, start, end, current and end is None, where)
                draft.say(f"{entry.get('position', '')}\n{entry.get('summary', '')}", where)


def _education(draft: Draft, profile: Element | None) -> None:
    for study in children(profile, "EducationHistory", "EducationOrganizationAttendance")[:100]:
        entry = {
            "institution": words(study, "OrganizationName"),
            "studyType": words(study, "EducationDegree", "DegreeName") or words(study, "ProgramName"),
            "area": _field_in_words(study),
            "level": words(study, "EducationLevelCode"),
        }
        entry = {field: value for field, value in entry.items() if value}
        if "institution" in entry or "studyType" in entry:
            draft.add_education(entry, *_period(child(study, "AttendancePeriod")), f"education[{len(draft.education)}]")


def _field_in_words(study: Element) -> str:
    """The field of study where it stands in words; as a code of ISCED-F it says nothing to a reader."""
    field = child(study, "EducationDegree", "FieldOfStudy")
    named = words(field, "MainFieldOfStudy") or words(field, "MainFieldOfStudy", "ProgramConcentration")
    return "" if not any(sign.isalpha() for sign in named) or "://" in named else named


def _mother_tongues(draft: Draft, person: Element | None) -> None:
    for tongue in children(person, "PrimaryLanguageCode"):
        if language := _language(tongue):
            draft.add_language(language, "native", "", "CandidatePerson")


def _competencies(draft: Draft, profile: Element | None) -> None:
    """Languages come as ISO 639 codes with a level per ability; other competencies are words."""
    skills = child(profile, "Skills")
    groups = children(profile, "Skills", "SkillsGroup") + children(profile, "DigitalSkills", "DigitalSkillsGroup")
    named = [each for holder in (skills, *groups) for each in children(holder, "PersonCompetency")]
    named += children(profile, "PersonQualifications", "PersonCompetency")
    draft.say_together([(words(skill), "skills") for group in groups for skill in children(group, "DigitalSkill")])
    draft.say_together(
        [
            (words(each, "CompetencyName") or words(each, "CompetencyID"), "skills")
            for each in named[:300]
            if words(each, "TaxonomyID").lower() != "language"
        ]
    )
    for competency in named[:300]:
        if words(competency, "TaxonomyID").lower() == "language":
            _spoken(draft, competency)


def _spoken(draft: Draft, competency: Element) -> None:
    scores = [words(each, "Score", "ScoreText").upper() for each in competency if local(each) == "CompetencyDimension"]
    levels = [score for score in scores if score in ("A1", "A2", "B1", "B2", "C1", "C2")]
    if len(set(levels)) > 1:
        draft.warn("language_levels_differ")
    if language := words(competency, "CompetencyName") or _language(child(competency, "CompetencyID")):
        draft.add_language(language, "", min(levels, default=""), f"languages[{len(draft.languages)}]")


def _language(element: Element | None) -> str:
    """The English name of a language given by an ISO 639 code, or the person's own word for it."""
    from babel import Locale
    from babel.core import get_global

    given = (element.text or "").strip() if element is not None else ""
    code = given.lower().partition("-")[0]
    code = _OTHER_CODES.get(code) or get_global("language_aliases").get(code, code)
    free = element is not None and "FREE_TEXT" in (element.get("name", ""), element.get("schemeName", ""))
    return given[:60] if free else Locale.parse("en").languages.get(code, "")
