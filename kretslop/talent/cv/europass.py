"""Reads Europass XML: SkillsPassport 3.x, as the Europass CV editor wrote it until 2020, inside or beside a PDF."""

import re
from datetime import date
from xml.etree.ElementTree import Element

from . import dates, europassnew
from .draft import Draft
from .gate import refuse_zip_tail
from .reading import Reading, UnreadableError
from .xmlsafe import child, children, local, parse_xml, words

_LEVELS = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")


def read(data: bytes, today: date) -> Reading:
    """Read a Europass file; UnreadableError when it is other XML or has no CV in it."""
    refuse_zip_tail(data)
    root = parse_xml(data)
    if local(root) == "Candidate":
        return europassnew.read(root, today)
    learner = child(root, "LearnerInfo")
    if local(root) != "SkillsPassport":
        raise UnreadableError("wrong_type")
    if learner is None:
        raise UnreadableError("not_a_cv")
    draft = Draft("europass", today)
    _identification(draft, learner)
    _work(draft, learner)
    _education(draft, learner)
    _skills(draft, learner)
    return draft.finish()


def _name(text: str) -> str:
    """Europass sets surnames in capitals; a name in capitals is written as names are."""
    if text.isupper() and len(text) > 1:
        return " ".join("-".join(part.capitalize() for part in word.split("-")) for word in text.split())
    return text


def _identification(draft: Draft, learner: Element) -> None:
    person, where = child(learner, "Identification"), "LearnerInfo"
    contact = child(person, "ContactInfo")
    full = f"{_name(words(person, 'PersonName', 'FirstName'))} {_name(words(person, 'PersonName', 'Surname'))}".strip()
    phones = [words(each, "Contact") for each in children(contact, "TelephoneList", "Telephone")]
    basics = {
        "name": full,
        "email": words(contact, "Email", "Contact"),
        "phone": next((phone for phone in phones if phone), ""),
        "label": words(learner, "Headline", "Description", "Label"),
    }
    for field, value in basics.items():
        if value:
            draft.set_basic(field, value, where)
    address = child(contact, "Address", "Contact")
    code = words(address, "Country", "Code").upper()
    place = {
        "address": words(address, "AddressLine"),
        "postalCode": words(address, "PostalCode"),
        "city": words(address, "Municipality"),
        "countryCode": {"UK": "GB", "EL": "GR"}.get(code, code),
    }
    if place := {field: value for field, value in place.items() if value}:
        draft.set_basic("location", place, where)


def _period(parent: Element) -> tuple[dates.Month | None, dates.Month | None, bool]:
    period = child(parent, "Period")
    return (
        _month(child(period, "From")),
        _month(child(period, "To")),
        words(period, "Current").lower() in ("true", "1"),
    )


def _month(point: Element | None) -> dates.Month | None:
    year, month = (point.get("year", ""), point.get("month", "")) if point is not None else ("", "")
    if not re.fullmatch(r"(19|20)\d\d", year):
        return None
    number = int(month.strip("-")) if re.fullmatch(r"-*\d{1,2}", month) else 0
    return dates.Month(int(year), number if 1 <= number <= 12 else 0)


def _place(organisation: Element | None) -> str:
    address = child(organisation, "ContactInfo", "Address", "Contact")
    return ", ".join(part for part in (words(address, "Municipality"), words(address, "Country", "Label")) if part)


def _work(draft: Draft, learner: Element) -> None:
    for index, job in enumerate(children(learner, "WorkExperienceList", "WorkExperience")[:100]):
        where = f"work[{index}]"
        entry = {
            "name": words(job, "Employer", "Name"),
            "position": words(job, "Position", "Label"),
            "location": _place(child(job, "Employer")),
            "summary": words(job, "Activities"),
        }
        entry = {field: value for field, value in entry.items() if value}
        if "name" in entry or "position" in entry:
            start, end, current = _period(job)
            draft.add_work(entry, start, end, current and end is None, where)
            draft.say(f"{entry.get('position', '')}\n{entry.get('summary', '')}", where)


def _education(draft: Draft, learner: Element) -> None:
    for index, study in enumerate(children(learner, "EducationList", "Education")[:100]):
        entry = {
            "institution": words(study, "Organisation", "Name"),
            "studyType": words(study, "Title"),
            "area": words(study, "Field", "Label"),
            "level": words(study, "Level", "Label"),
        }
        entry = {field: value for field, value in entry.items() if value}
        if "institution" in entry or "studyType" in entry:
            draft.add_education(entry, *_period(study), f"education[{index}]")
            draft.say(words(study, "Activities"), f"education[{index}]")


def _skills(draft: Draft, learner: Element) -> None:
    skills = child(learner, "Skills")
    for index, tongue in enumerate(children(skills, "Linguistic", "MotherTongueList", "MotherTongue")):
        if language := words(tongue, "Description", "Label"):
            draft.add_language(language, "native", "", f"languages[{index}]")
    for foreign in children(skills, "Linguistic", "ForeignLanguageList", "ForeignLanguage"):
        if language := words(foreign, "Description", "Label"):
            stated = [words(foreign, "ProficiencyLevel", part).upper() for part in _LEVELS]
            levels = [level for level in stated if re.fullmatch(r"[ABC][12]", level)]
            if len(set(levels)) > 1:
                draft.warn("language_levels_differ")
            draft.add_language(language, "", min(levels, default=""), f"languages[{len(draft.languages)}]")
    for part in ("Computer", "JobRelated", "Organisational", "Communication", "Other"):
        draft.say(words(skills, part, "Description"), "skills")
    for achievement in children(learner, "AchievementList", "Achievement"):
        if words(achievement, "Title", "Code") in ("projects", "certifications", "courses"):
            draft.say(words(achievement, "Description"), "projects")
