"""Criteria and what is known of somebody for them, in sentences for people."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext

from kretslop.campaigns.wording.labels import (
    REMOTE_WORK,
    VERDICTS,
    WISHES,
    education_words,
    language_name,
    level_words,
    occupation_name,
    skill_name,
    source_words,
)
from kretslop.matching.criteria import Criterion
from kretslop.matching.explain import Part, best_of
from kretslop.matching.facts import CEFR, DOCTORATE, REMOTE, SCHOOL
from kretslop.matching.places import name_of
from kretslop.talent.wording import DOMAINS, years_words


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


def _one_of(item: Criterion) -> str:
    """ "Java or Kotlin", "Java, Kotlin or Scala"."""
    return _or([skill_name(code) for code in item.codes])


def _best_of_them(part: Part, own: bool) -> str:
    code, level = best_of(part)
    words = {"skill": skill_name(code), "level": level, "words": level_words(level, own=own)}
    return gettext("%(skill)s, level %(level)s – %(words)s") % words


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
        return capfirst(years_words(int(have or 0)))
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
