"""Criteria, levels, groups and evidence in sentences for people."""

from datetime import date

from babel import Locale
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from kretslop.matching.criteria import Criterion
from kretslop.matching.explain import Part, best_of
from kretslop.matching.facts import BACHELOR, CEFR, DOCTORATE, MASTER, REMOTE, SCHOOL, VOCATIONAL
from kretslop.matching.places import name_of
from kretslop.talent.wording import DOMAINS
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
    "meets_all": _("Meets everything"),
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


def sentence(item: Criterion, *, own: bool = False) -> str:
    """What a criterion asks for: "Python, level 3 – others ask them", with `own` "others ask me about it"."""
    if item.kind == "skill":
        words = {"skill": skill_name(item.code), "level": item.level, "words": level_words(item.level, own=own)}
        return gettext("%(skill)s, level %(level)s – %(words)s") % words
    if item.kind == "one_of":
        words = {"skills": _one_of(item), "level": item.level, "words": level_words(item.level, own=own)}
        return gettext("One of these: %(skills)s, level %(level)s – %(words)s") % words
    if item.kind == "industry":
        said = ngettext(
            "%(industry)s: at least %(years)s year of work there",
            "%(industry)s: at least %(years)s years of work there",
            item.level,
        )
        return said % {"industry": DOMAINS[item.code], "years": item.level}
    if item.kind in ("seniority", "culture"):
        return str(WISHES[item.code])
    if item.kind == "years":
        said = ngettext("At least %(years)s year of such work", "At least %(years)s years of such work", item.level)
        return said % {"years": item.level}
    if item.kind == "language":
        top = item.level == len(CEFR)
        said = gettext("%(language)s at %(cefr)s") if top else gettext("%(language)s at %(cefr)s or better")
        return str(capfirst(said % {"language": language_name(item.code), "cefr": CEFR[item.level - 1]}))
    if item.kind == "education":
        said = "%(education)s" if item.level == DOCTORATE else gettext("%(education)s or more")
        return str(capfirst(said % {"education": education_words(item.level)}))
    if item.kind == "desk_by" and item.by:
        return gettext("At a desk by %(date)s") % {"date": _day(item.by.isoformat())}
    if item.kind == "place":
        return _place(item)
    return gettext("Works as %(occupation)s") % {"occupation": occupation_name(item.code)}


def evidence_sentence(part: Part, *, own: bool = False) -> str:
    """What is known about a person for one criterion, and where it comes from; `own` speaks as that person."""
    said = _have(part, own) if part.verdict != "unknown" else str(VERDICTS["unknown"])
    if part.verdict == "unknown" and part.evidence and part.criterion.kind in ("skill", "language"):
        said = gettext("Level not known yet")
    if part.verdict == "unknown" and part.have and part.criterion.kind == "one_of":
        said = gettext("Not all of them are known yet; so far %(best)s") % {"best": _best_of_them(part, own)}
    if not part.evidence:
        return f"{said}."
    return gettext("%(said)s (%(source)s).") % {"said": said, "source": source_words(part.evidence)}


def change_sentence(item: Criterion, *, own: bool = False) -> str:
    """One change that would lift a person into the next group, from `matching.explain.what_would_change`."""
    return gettext("Needed: %(criterion)s") % {"criterion": sentence(item, own=own)}


def source_words(evidence: str) -> str:
    """Where a fact comes from: a code of `talent` such as "own:5" (years) or "cv:page 1"; other text as it is."""
    source, _colon, detail = evidence.partition(":")
    if source not in SOURCES:
        return evidence
    if source == "cv" and detail.startswith("page "):
        return gettext("from the CV, page %(number)s") % {"number": detail.removeprefix("page ")}
    if detail.isdigit():
        years = ngettext("%(years)s year", "%(years)s years", int(detail)) % {"years": detail}
        return f"{SOURCES[source]}, {years}"
    return str(SOURCES[source])


def level_words(level: int, *, own: bool = False) -> str:
    """A skill level in words: "others ask them", with `own` "others ask me about it"."""
    return str((OWN_LEVELS if own else LEVELS)[level])


def known_words(level: int | None, years: int | None, *, own: bool = False) -> str:
    """What is known of one skill: "others ask them, 5 years"; "level not known yet" when neither was said."""
    said = [level_words(level, own=own)] if level else []
    if years is not None:
        said.append(ngettext("%(years)s year", "%(years)s years", years) % {"years": years})
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


def _one_of(item: Criterion) -> str:
    """ "Java or Kotlin", "Java, Kotlin or Scala"."""
    return _or([skill_name(code) for code in item.codes])


def _best_of_them(part: Part, own: bool) -> str:
    code, level = best_of(part)
    words = {"skill": skill_name(code), "level": level, "words": level_words(level, own=own)}
    return gettext("%(skill)s, level %(level)s – %(words)s") % words


def language_name(code: str) -> str:
    """The name of a spoken language in the language in use (from CLDR)."""
    locale = Locale.parse(get_language() or "en", sep="-")
    return str(locale.languages.get(code) or code)


def _day(iso: str) -> str:
    # Translators: Django's date format for a day in a sentence, such as 1 March 2027.
    return date_format(date.fromisoformat(iso), pgettext("date format", "j F Y"))


def _places(codes: list[str]) -> str:
    """ "Oslo", "Oslo or Moss", "Oslo, Asker or Moss"."""
    return _or([name_of(code) for code in codes])


def _or(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return gettext("%(places)s or %(last)s") % {"places": ", ".join(names[:-1]), "last": names[-1]}


def _place(item: Criterion) -> str:
    if not item.places:
        return gettext("Works remotely")
    said = gettext("In %(places)s, or remotely") if item.remote_ok else gettext("In %(places)s")
    return said % {"places": _places(list(item.places))}


def _have(part: Part, own: bool) -> str:
    """What a person brings, when that is known."""
    kind, have = part.criterion.kind, part.have
    if kind in ("skill", "language", "one_of") and not have:
        return gettext("Not named so far")
    if kind == "skill":
        return gettext("Level %(level)s: %(words)s") % {"level": have, "words": level_words(int(have or 1), own=own)}
    if kind == "one_of":
        return _best_of_them(part, own)
    if kind == "industry" and not have:
        return gettext("No work there so far")
    if kind in ("years", "industry"):
        return ngettext("%(years)s year", "%(years)s years", int(have or 0)) % {"years": have}
    if kind in ("seniority", "culture"):
        return "; ".join(str(WISHES[code]) for code in str(have).split(","))
    if kind == "language":
        return gettext("At %(cefr)s") % {"cefr": CEFR[int(have or 1) - 1]}
    if kind == "education":
        return capfirst(education_words(int(have or SCHOOL)))
    if kind == "desk_by":
        return gettext("Can be at a desk on %(date)s") % {"date": _day(str(have))}
    if kind == "occupation":
        return gettext("Works as %(occupation)s") % {"occupation": occupation_name(str(have))}
    return _have_place(str(have or ""))


def _have_place(have: str) -> str:
    if have == REMOTE:
        return gettext("Wishes to work remotely")
    if have in REMOTE_WORK:
        return gettext("Wishes to work %(how)s") % {"how": REMOTE_WORK[have]}
    if not have:
        return gettext("Has named no place")
    return gettext("Would work in %(places)s") % {"places": _places(have.split(","))}
