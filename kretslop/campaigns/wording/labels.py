"""Levels, groups, kinds, sources and errors of criteria as labels, and the names of what they are about."""

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kretslop.matching.facts import BACHELOR, DOCTORATE, MASTER, SCHOOL, VOCATIONAL
from kretslop.talent.wording import years_words
from kretslop.taxonomy import vocabulary

Words = str | Promise

LEVELS: dict[int, Words] = {
    1: _("has used it"),
    2: _("works with it unaided"),
    3: _("others ask them"),
    4: _("leads with it"),
}
OWN_LEVELS: dict[int, Words] = {
    1: _("I have used it"),
    2: _("I work with it unaided"),
    3: _("others ask me about it"),
    4: _("I lead with it"),
}
EDUCATION: dict[int, Words] = {
    SCHOOL: _("upper secondary school"),
    VOCATIONAL: _("vocational education"),
    BACHELOR: _("a bachelor's degree"),
    MASTER: _("a master's degree"),
    DOCTORATE: _("a doctorate"),
}
SENIORITY: dict[str, Words] = {"junior": _("junior"), "medium": _("medium"), "senior": _("senior")}
SENIORITY_WISHES: dict[str, Words] = {
    "junior": _("Would like a junior post"),
    "medium": _("Would like a post in the middle, between junior and senior"),
    "senior": _("Would like a senior post"),
}
CULTURE_WISHES: dict[str, Words] = {
    "start_up": _("Would like to work in a start-up"),
    "scale_up": _("Would like to work in a company that grows fast"),
    "corporate": _("Would like to work in a large, established company"),
    "public": _("Would like to work for a public employer"),
}
WISHES: dict[str, Words] = SENIORITY_WISHES | CULTURE_WISHES
REMOTE_WORK: dict[str, Words] = {
    "onsite": _("at the office"),
    "hybrid": _("partly at the office, partly from home"),
    "remote": _("from anywhere"),
}
GROUPS: dict[str, Words] = {
    "meets_all": _("Meets every must-have"),
    "find_out": _("Find out more"),
    "near_miss": _("Near-miss: one thing is missing"),
    "not_now": _("Not for this campaign"),
}
VERDICTS: dict[str, Words] = {"met": _("Met"), "not_met": _("Not met"), "unknown": _("Not known yet")}
KINDS: dict[str, Words] = {
    "skill": _("Skills"),
    "one_of": _("One of several skills"),
    "years": _("Years of work"),
    "industry": _("Years in an industry"),
    "language": _("Languages"),
    "education": _("Education"),
    "desk_by": _("At a desk by"),
    "place": _("Place"),
    "occupation": _("Occupation"),
    "seniority": _("Wish for a kind of post"),
    "culture": _("Wish for a kind of employer"),
}
SOURCES: dict[str, Words] = {
    "cv": _("from the CV"),
    "own": _("own answer"),
    "survey": _("from a survey"),
    "asked": _("answer to our question"),
    "simulated": _("simulated"),
}
ERRORS: dict[str, Words] = {
    "protected": _(
        "This is protected by the Equality and Anti-Discrimination Act and cannot be asked for: sex, age, family, "
        "ethnicity, national origin, religion, disability and the like. A permit is no criterion either: say when the "
        "person is needed at a desk."
    ),
    "unknown_kind": _("We do not know this kind of criterion."),
    "unknown_field": _("This does not belong to this kind of criterion."),
    "duplicate": _("This is asked for twice. Please keep one of them."),
    "bad_points": _("Points are whole numbers from 0."),
    "bad_level": _("Please choose a level from the list."),
    "bad_code": _("Please choose something from the list."),
    "bad_date": _("Please give a date, such as 2027-03-01."),
    "bad_place": _("Please choose a place from the list."),
    "bad_flag": _("Please answer yes or no."),
    "not_one_of": _("Please name two to six different skills, parted by commas."),
    "wish_not_must": _("A wish may count for somebody, and is never demanded. Please make it nice to have."),
    "no_place": _("Please name a place, or say that remote work is fine."),
    "not_criteria": _("We could not read these criteria."),
}


def source_words(evidence: str) -> str:
    """Where a fact comes from: a code of `talent` such as "own:5" (years) or "cv:page 1"; other text as it is."""
    source, _colon, detail = evidence.partition(":")
    if source not in SOURCES:
        return evidence
    if source == "cv" and detail.startswith("page "):
        return gettext("from the CV, page %(number)s") % {"number": detail.removeprefix("page ")}
    if detail.isdigit():
        return f"{SOURCES[source]}, {years_words(int(detail))}"
    return str(SOURCES[source])


def level_words(level: int, *, own: bool = False) -> str:
    """A skill level in words: "others ask them", with `own` "others ask me about it"."""
    return str((OWN_LEVELS if own else LEVELS)[level])


def known_words(level: int | None, years: int | None, *, own: bool = False) -> str:
    """What is known of one skill: "others ask them, 5 years"; "level not known yet" when neither was said."""
    said = [level_words(level, own=own)] if level else []
    if years is not None:
        said.append(years_words(years))
    return ", ".join(said) or gettext("level not known yet")


def education_words(level: int) -> str:
    """A level of education in words: "a master's degree"."""
    return str(EDUCATION[level])


def group_words(group: str) -> str:
    """A group of the pre-selection in words."""
    return str(GROUPS[group])


def error_words(code: str) -> str:
    """What is wrong with criteria, and what to do, for the code of a CriteriaError."""
    return str(ERRORS[code])


def skill_name(code: str) -> str:
    """The name of a skill; one that the vocabulary does not know is shown as its code."""
    try:
        return vocabulary.skill(code).name
    except vocabulary.UnknownCode:
        return code


def occupation_name(code: str) -> str:
    """The name of an occupation in the language in use; one that the vocabulary does not know is shown as its code."""
    try:
        known = vocabulary.occupation(code)
    except vocabulary.UnknownCode:
        return code
    return (known.name_nb if get_language() == "nb" else "") or known.name


def language_name(code: str) -> str:
    """The name of a spoken language in the language in use (from CLDR)."""
    locale = Locale.parse(get_language() or "en", sep="-")
    return str(locale.languages.get(code) or code)
