"""Reads a CV that is running text (PDF, DOCX, ODT, plain text) from its lines."""

from datetime import date

from . import contact
from .dates import Period, find_period
from .draft import Draft
from .headings import OWN_WORDS
from .jobs import read_jobs, read_studies
from .languages import find_languages, inline
from .lines import Line, plain_text
from .reading import Reading, UnreadableError
from .sections import Section, divide

MIN_SIGNS = 40
NO_PERIOD = Period(None, None)


def read(lines: list[Line], format: str, today: date) -> Reading:
    """Read the lines of one CV; UnreadableError("not_a_cv") when no section or fact of a CV is in them."""
    text = plain_text(lines)
    if sum(sign.isalnum() for sign in text) < MIN_SIGNS:
        raise UnreadableError("empty")
    sections = divide(lines)
    kinds = {section.kind for section in sections if section.lines} - {"head", "contact", "other", "references"}
    if not kinds & {"work", "education", "skills", "projects"}:
        raise UnreadableError("not_a_cv")
    draft = Draft(format, today)
    draft.text = text
    _basics(draft, sections)
    _work(draft, sections)
    _studies(draft, sections)
    _languages(draft, sections)
    for section in sections:
        if section.kind in OWN_WORDS:
            _say(draft, section)
    return draft.finish()


def _basics(draft: Draft, sections: list[Section]) -> None:
    name, certain = contact.find_name(sections)
    if name:
        draft.set_basic("name", name.value, name.where)
        if not certain:
            draft.warn("name_not_certain")
    found = {
        "email": contact.find_email(sections, name.value if name else ""),
        "phone": contact.find_phone(sections),
        "location": contact.find_location(sections),
    }
    for field, each in found.items():
        if each:
            draft.set_basic(field, each.value, each.where)
    for section in sections:
        if section.kind == "summary" and section.lines and "summary" not in draft.basics:
            words = " ".join(line.text for line in section.lines)
            draft.set_basic("summary", words[:5_000], section.lines[0].where)
    if links := contact.find_links(sections):
        draft.set_basic("profiles", [link.value for link in links], links[0].where)


def _work(draft: Draft, sections: list[Section]) -> None:
    for section in sections:
        if section.kind != "work":
            continue
        for job, entry, certain in read_jobs(section.lines):
            period = entry.period or NO_PERIOD
            draft.add_work(job, period.start, period.end, period.current, entry.where)
            if not certain:
                draft.warn("role_not_certain")


def _studies(draft: Draft, sections: list[Section]) -> None:
    for section in sections:
        if section.kind != "education":
            continue
        for study, entry in read_studies(section.lines):
            period = entry.period or NO_PERIOD
            draft.add_education(study, period.start, period.end, period.current, entry.where)


def _languages(draft: Draft, sections: list[Section]) -> None:
    for section in sections:
        if section.kind == "languages":
            for language, words, cefr, where in find_languages(section.lines):
                draft.add_language(language, words, cefr, where)
        elif section.kind in ("head", "contact", "summary", "skills", "other", "education"):
            for found in inline(section.lines):
                for language, words, cefr, where in find_languages([Line(found.value, found.where)]):
                    draft.add_language(language, words, cefr, where)


def _say(draft: Draft, section: Section) -> None:
    """The section's own words, for the skills; without the periods, where "Spring 2014" is a season."""
    draft.say_together([(_without_period(line.text), line.where) for line in section.lines])


def _without_period(text: str) -> str:
    period = find_period(text)
    return text[: period.at[0]] + text[period.at[1] :] if period else text
