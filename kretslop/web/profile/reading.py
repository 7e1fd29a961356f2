"""From a CV as it was read to answers that are proposed, each with its place in the file."""

import re
from typing import Any

from kretslop.campaigns.ad_facts import NUMBERS, years_in
from kretslop.campaigns.wording import occupation_name
from kretslop.talent.cv import wording
from kretslop.talent.rules import MOST_YEARS
from kretslop.taxonomy.finding import find_languages, find_occupation
from kretslop.taxonomy.industries import industries_in
from kretslop.web.profile.forms import LANGUAGE, SKILL, Raw
from kretslop.web.profile.industries import INDUSTRY

_NATIVE = re.compile(r"(?i)(?:native|mother tongue|morsmål|modersmål)")
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+")
#: Whatever may be a number of years, in figures or in words.
_FIGURES = re.compile(rf"(?i)\b(?:\d+|{'|'.join(NUMBERS)})\b")
_DEGREES = (
    (5, r"ph\.? ?d|doctor|doktor"),
    (4, r"master|m\.? ?sc|sivilingeni|civilingenj|magister"),
    (3, r"bachelor|b\.? ?sc|kandidat|licenciatura"),
    (2, r"fagbrev|vocational|fagskole"),
)


def proposal(reading: dict[str, Any]) -> tuple[dict[str, Raw], dict[str, str]]:
    """Return raw answers for the steps "work" and "plans", and for each field the place it was read from, in words.

    `reading` is `Reading.to_json()`; nothing is proposed that the file does not say.
    """
    if not reading.get("readable"):
        return {"work": {}, "plans": {}}, {}
    work, places = _work(reading)
    plans, plan_places = _plans(reading)
    return {"work": work, "plans": plans}, {
        name: wording.place(where) for name, where in (places | plan_places).items()
    }


def skill_places(reading: dict[str, Any]) -> dict[str, str]:
    """Return the place in the file of each skill that was found, by its code."""
    where = reading.get("provenance", {})
    found = enumerate(reading.get("skills", []))
    return {skill["code"]: where.get(f"skills[{n}].name", "") for n, skill in found if skill.get("code")}


def suggestions(reading: dict[str, Any]) -> dict[str, str]:
    """Return the skills that the file may mean, code and name; the person says which are right."""
    return {skill["code"]: skill["name"] for skill in reading.get("suggested_skills", [])[:20]}


def _work(reading: dict[str, Any]) -> tuple[Raw, dict[str, str]]:
    raw: Raw = {}
    where, places = reading.get("provenance", {}), {}
    jobs = reading.get("work", [])
    latest = _latest(jobs)
    title = (jobs[latest].get("position") or "") if jobs else ""
    read_from = where.get(f"work[{latest}].position", "")
    if found := find_occupation(title) if title else None:
        raw["occupation"], places["occupation"] = [occupation_name(found.code)], read_from
    if title and jobs[latest].get("startDate") and not jobs[latest].get("endDate"):
        raw["role_title"], places["role_title"] = [title[:120]], read_from
    if reading.get("years_of_experience") is not None:
        raw["years"], places["years"] = [str(reading["years_of_experience"])], "work"
    levels = [(_degree(row.get("studyType", "")), n) for n, row in enumerate(reading.get("education", []))]
    if (level := max(levels, default=(0, 0)))[0]:
        raw["education"] = [str(level[0])]
        places["education"] = where.get(f"education[{level[1]}].studyType", "")
    in_industries, read_in = _industries(reading)
    raw, places = raw | in_industries, places | read_in
    for code, place in skill_places(reading).items():
        raw[SKILL + code], places[SKILL + code] = [""], place
    for n, row in enumerate(reading.get("languages", [])):
        if named := find_languages(row.get("language", "")):
            field = LANGUAGE + named[0].code
            # The form calls C2 "as my mother tongue": what a CV calls so is proposed as that, and nothing else is.
            level_name = row.get("cefr", "") or ("C2" if _NATIVE.match(row.get("fluency", "")) else "")
            raw[field] = [str(("A1", "A2", "B1", "B2", "C1", "C2").index(level_name) + 1)] if level_name else [""]
            places[field] = where.get(f"languages[{n}].language", "")
    return raw, places


def _industries(reading: dict[str, Any]) -> tuple[Raw, dict[str, str]]:
    """Return the whole years of an industry where a sentence of the file states both, and the place it stands in."""
    where = reading.get("provenance", {})
    told = {"basics.summary": str(reading.get("basics", {}).get("summary") or "")}
    told |= {f"work[{n}].summary": str(job.get("summary") or "") for n, job in enumerate(reading.get("work", []))}
    raw: Raw = {}
    places: dict[str, str] = {}
    for path, words in told.items():
        for sentence in _SENTENCES.split(words):
            named, years = industries_in(sentence), years_in(sentence)
            # "8 years, of which three in banking" leaves open what belongs to what.
            if len(named) == 1 and years and years <= MOST_YEARS and len(_FIGURES.findall(sentence)) == 1:
                raw.setdefault(INDUSTRY + named[0], [str(years)])
                places.setdefault(INDUSTRY + named[0], where.get(path, ""))
    return raw, places


def _latest(jobs: list[dict[str, Any]]) -> int:
    """Return the index of the job that runs on, else of the one that ended last: some CVs begin with the oldest."""

    def ending(index: int) -> tuple[str, str, int]:
        start, end = jobs[index].get("startDate", ""), jobs[index].get("endDate", "")
        return ("9999" if start and not end else end), start, -index

    return max(range(len(jobs)), key=ending, default=0)


def _plans(reading: dict[str, Any]) -> tuple[Raw, dict[str, str]]:
    raw: Raw = {}
    where, places = reading.get("provenance", {}), {}
    basics = reading.get("basics", {})
    location = basics.get("location") or {}
    if not isinstance(location, dict):
        location = {"city": str(location)}
    for name, value in (
        ("phone", basics.get("phone")),
        ("city", location.get("city")),
        ("country", location.get("countryCode")),
        ("summary", basics.get("summary")),
    ):
        if value:
            raw[name] = [str(value)[:1400]]
            source = f"basics.{name}" if name in {"phone", "summary"} else "basics.location"
            places[name] = where.get(source, "")
    named = [str(profile.get("url") or "") for profile in basics.get("profiles", [])]
    if links := list(dict.fromkeys(filter(None, [*named, str(basics.get("url") or "")]))):
        raw["links"] = ["\n".join(links[:10])]
        places["links"] = where.get("basics.profiles", "") or where.get("basics.url", "")
    return raw, places


def _degree(words: str) -> int:
    return next((level for level, pattern in _DEGREES if re.search(pattern, words or "", re.IGNORECASE)), 0)
