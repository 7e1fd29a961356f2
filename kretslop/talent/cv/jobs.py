"""Reads an entry's header: position, company and place of a job; degree, field and school of a course of study."""

import re
from typing import Any

from .entries import Entry, split_entries, trimmed
from .lines import Line
from .places import country_code, is_place
from .roles import ends_in_form, has_degree, is_only_school, is_role, is_school, looks_like_company, split_degree

_STRONG = re.compile(r"\s*\t\s*|\s+[|•·∙]\s+|\s+[–—]\s+|\s+-\s+|\s*\|\s*|\s+@\s+")
_ON_ONE_S_OWN = re.compile(r"(?i)\b(?:freelance\w*|self-employed|frilans\w*|selvstendig|egenföretagare|independent)\b")
_CITY_AND_COUNTRY = re.compile(r"City:\s*([^|:]{2,40}?)\s*(?:\|\s*Country:\s*([^|:]{2,40}?)\s*)?(?:\||$)")
"""Europass writes where a job was on a line of its own: "City: Porto | Country: Portugal"."""
_SHORT_DEGREE = re.compile(r"\s+[-–]\s+[A-Z][A-Za-z.]{1,6}(?=,|$)")
"""LinkedIn writes a degree twice: "Master of Science - MS, Computer Science"."""
_AWAY = re.compile(
    r"(?i)^(?:föräldraledig\w*|foreldrepermisjon|permisjon|(?:parental|maternity|paternity|family) leave|sabbatical\w*"
    r"|career break|arbeidsledig|arbetslös|arbetssökande|unemployed|sjukskriven)\b"
)
"""Time away from work stands among the jobs of some CVs, and is none."""
_AT = re.compile(r"(?i)\s+(?:at|hos|ved|på)\s+(?=(?-i:[A-ZÆØÅÄÖ0-9]))")


def read_jobs(lines: list[Line]) -> list[tuple[dict[str, Any], Entry, bool]]:
    """Jobs of a work section, each with its entry and whether position and company are told apart for certain."""
    entries = split_entries(lines, single_dates=False)
    role_first = _role_first(entries)
    jobs = []
    company, above = "", 0
    place_last = _place_last(entries)
    for entry in (entry for entry in entries if entry.cells and not _AWAY.match(entry.cells[0])):
        job, certain = _job(entry.cells, role_first)
        _part_from_place(job, place_last)
        if job.get("name") == entry.cells[0]:
            company, above = entry.cells[0], entry.above
        elif "name" in job or _ON_ONE_S_OWN.search(job.get("position", "")):
            company = ""
        elif company and 0 < entry.above < above:
            job["name"] = company  # a further position under the same company's line
        if "location" not in job and entry.body and (match := _CITY_AND_COUNTRY.match(entry.body[0].text)):
            job["location"] = ", ".join(filter(None, match.groups()))
            entry.body.pop(0)
        if "location" not in job and entry.body and _only_place(entry.body[0].text):
            job["location"] = entry.body.pop(0).text
        if job:
            if summary := _summary(entry):
                job["summary"] = summary
            jobs.append((job, entry, certain))
    return jobs


def _place_last(entries: list[Entry]) -> bool:
    """Whether this CV writes "company, place", by the entries whose places are known."""
    pieces = [re.split(r",\s*", piece) for entry in entries for piece in _pieces(entry.cells)]
    return any(
        len(parts) in (2, 3) and is_place(parts[-1]) and not is_place(parts[0]) and not is_role(parts[0])
        for parts in pieces
    )


def _part_from_place(job: dict[str, Any], place_last: bool) -> None:
    """Take a place that is not in our list off a company's name: after its legal form, or where this CV has places."""
    name, comma, rest = job.get("name", "").rpartition(", ")
    if not comma or "," in name or not re.fullmatch(r"[A-ZÆØÅÄÖŁŚ][\w'’-]*(?: [\w'’-]+){0,2}", rest):
        return
    if is_role(rest) or looks_like_company(rest) or is_school(rest):
        return
    if ends_in_form(name) or (place_last and len(rest.split()) == 1 and "location" not in job):
        job["name"], job["location"] = name, ", ".join(filter(None, (rest, job.get("location"))))


def _summary(entry: Entry) -> str:
    return "\n".join(line.text.replace("\t", " ") for line in entry.body)[:5_000]


def _pieces(cells: list[str], *, studies: bool = False) -> list[str]:
    """Parts of a header; "Høgskulen på Vestlandet" in a study is one, "Bachelor at Lund University" is two."""
    parts = [part for cell in cells for part in _STRONG.split(cell)]
    pieces = [
        piece
        for part in parts
        for piece in ([part] if studies and not has_degree(_AT.split(part)[0]) else _AT.split(part, maxsplit=1))
    ]
    plain = (re.sub(r"\s*\(([^()]+)\)$", _bracket_with_place, piece) for piece in map(trimmed, pieces))
    return [piece for piece in plain if piece.strip("()")]


def _bracket_with_place(bracket: re.Match[str]) -> str:
    """ "Coimbra (Portugal)" becomes "Coimbra, Portugal"; other brackets stay."""
    return f", {bracket[1]}" if is_place(bracket[1]) else bracket[0]


def _role_first(entries: list[Entry]) -> bool:
    """Whether this CV writes the position before the company, by the entries whose words tell."""
    votes = 0
    for entry in entries:
        named = [piece for piece in _pieces(entry.cells) if not _only_place(piece)]
        roles = [index for index, piece in enumerate(named) if is_role(piece) and not looks_like_company(piece)]
        if len(named) >= 2 and len(roles) == 1:
            votes += 1 if roles[0] == 0 else -1
    return votes >= 0


def _only_place(text: str) -> bool:
    """A place and nothing else: "Oslo", "Pomona, CA", "Bergen, Vestland, Norway"; not "Havtech, Oslo, Norway"."""
    parts = [part for part in re.split(r",\s*", text) if part]
    if not parts or len(parts) > 3 or not is_place(parts[-1]):
        return False
    if all(is_place(part) for part in parts):
        return True
    unknown = [part for part in parts if not is_place(part)]
    wide = country_code(parts[-1]) or re.fullmatch(r"[A-Z]{2}", parts[-1])
    plain = not any(is_role(part) or looks_like_company(part) or len(part.split()) > 3 for part in unknown)
    return bool(wide) and plain and not (len(parts) == 3 and is_place(parts[1]))


def _job(cells: list[str], role_first: bool) -> tuple[dict[str, Any], bool]:
    named: list[str] = []
    places: list[str] = []
    for piece in _pieces(cells):
        if _only_place(piece) and not (len(cells) == 1 and not named):
            places.append(piece)
        else:
            named.append(piece)
    if len(named) == 1 and is_role(named[0]) and "," not in named[0]:
        named += _company_in(places)
    if len(named) == 1:
        named, more = _by_commas(named[0])
        places += more
    else:
        named = [_without_place(piece, places) for piece in named]
    job: dict[str, Any] = {}
    certain = True
    if len(named) == 1:
        kind = "position" if is_role(named[0]) and not looks_like_company(named[0]) else "name"
        job[kind] = named[0]
    elif named:
        role, certain = _which_is_role(named, role_first)
        others = [piece for index, piece in enumerate(named) if index != role]
        job["name"] = next(filter(ends_in_form, others), others[0])
        job["position"] = named[role]
    if places:
        job["location"] = ", ".join(dict.fromkeys(places))
    return job, certain


def _company_in(places: list[str]) -> list[str]:
    """The company when a job's header has only a position and "Farfetch, Portugal", which looked like a place."""
    for index, place in enumerate(places):
        first, comma, rest = place.partition(", ")
        if comma and not is_place(first):
            places[index] = rest
            return [first]
    return []


def _which_is_role(named: list[str], role_first: bool) -> tuple[int, bool]:
    """Index of the position among the pieces of a header, and whether its words tell."""
    scores = [2 * is_role(piece) - looks_like_company(piece) for piece in named[:3]]
    best = max(scores)
    if best > 0 and scores.count(best) == 1:
        return scores.index(best), True
    if best <= 0 and min(scores) < 0 and scores.count(max(scores)) == 1:
        return scores.index(max(scores)), True
    return (0 if role_first else 1), False


def _by_commas(text: str) -> tuple[list[str], list[str]]:
    """ "Software Engineer, Platform, Havtech AS, Oslo, Norway" as [position, company] and [place]."""
    parts = [part.strip() for part in re.split(r",\s*", text) if part.strip()]
    forms = r"(?i)(?:inc|ltd|llc|lda|s\.?a|gmbh|co|corp|asa?|ab)\.?"
    merged: list[str] = []
    for part in parts:
        if merged and re.fullmatch(forms, part):
            merged[-1] += f", {part}"
        else:
            merged.append(part)
    place: list[str] = []
    while len(merged) > 1 and is_place(merged[-1]):
        place.insert(0, merged.pop())
    if place and len(merged) > 2 and re.fullmatch(r"[A-Z]{2}", place[0]):
        place.insert(0, merged.pop())  # the city before a state's two letters
    roles = [index for index, part in enumerate(merged) if is_role(part) and not looks_like_company(part)]
    plain_end = not is_role(merged[-1]) and not looks_like_company(merged[-1])
    if len(merged) > 2 and not place and plain_end and any(looks_like_company(part) for part in merged[:-1]):
        place.insert(0, merged.pop())
    if len(merged) > 2 and roles and roles[0] == 0:
        company = next((i for i, part in enumerate(merged) if i and looks_like_company(part)), len(merged) - 1)
        merged = [", ".join(merged[:company]), ", ".join(merged[company:])]
    elif len(merged) > 2 and roles:
        merged = [", ".join(merged[: roles[0]]), ", ".join(merged[roles[0] :])]
    return merged, [", ".join(place)] if place else []


def _without_place(piece: str, places: list[str]) -> str:
    parts = re.split(r",\s*", piece)
    if len(parts) < 2 or not is_place(parts[-1]):
        return piece
    keep = len(parts) - 1
    plain = not (is_role(parts[-2]) or looks_like_company(parts[-2]) or is_school(parts[-2]))
    if len(parts) == 3 and country_code(parts[-1]) and plain and len(parts[-2].split()) <= 3:
        keep = 1  # a city before its country, whether or not our list has it
    while keep > 1 and (is_place(parts[keep - 1]) or re.fullmatch(r"[A-Z]{2}", parts[keep])):
        keep -= 1
        if not is_place(parts[keep]):
            break
    if not places:
        places.append(", ".join(parts[keep:]))
    return ", ".join(parts[:keep])


def read_studies(lines: list[Line]) -> list[tuple[dict[str, Any], Entry]]:
    """Courses of study of an education section; without any period, each school or degree begins one."""
    entries = split_entries(lines, single_dates=True) or _undated(lines)
    studies = []
    for entry in entries:
        if study := _study(entry):
            studies.append((study, entry))
    return studies


def _undated(lines: list[Line]) -> list[Entry]:
    entries: list[Entry] = []
    for line in lines:
        school, degree = is_school(line.text), has_degree(line.text)
        if line.bullet or len(line.text) > 110 or not (school or degree):
            if entries:
                entries[-1].body.append(line)
            continue
        known = "\n".join(entries[-1].cells) if entries else ""
        if not entries or (school and is_school(known)) or (degree and has_degree(known)):
            entries.append(Entry(None, where=line.where))
        entries[-1].cells += [cell.strip() for cell in line.text.split("\t") if cell.strip()]
    return entries


def _study(entry: Entry) -> dict[str, Any]:
    cells = [_SHORT_DEGREE.sub("", cell) for cell in entry.cells]
    pieces = [part for piece in _pieces(cells, studies=True) for part in _school_apart(piece)]
    study: dict[str, Any] = {}
    spare: list[str] = []
    for piece in pieces:
        if has_degree(piece) and "studyType" not in study:
            study["studyType"], area = split_degree(piece)
            if area and not is_place(area):
                study["area"] = area
        elif is_only_school(piece) and "institution" not in study:
            study["institution"] = piece
        elif not is_place(piece) and not re.match(r"(?i)(gpa|grade|karakter|snitt|betyg|cgpa|\d)", piece):
            spare.append(piece)
    if "institution" not in study and "studyType" not in study:
        return {}
    if "area" not in study and spare and len(spare[0].split()) <= 7 and "institution" in study:
        study["area"] = spare.pop(0)
    if "institution" not in study and spare:
        study["institution"] = spare[0]
    field, comma, school = study.get("area", "").rpartition(", ")
    if "institution" not in study and comma and school[:1].isupper():
        study["area"], study["institution"] = field, school
    return study


def _school_apart(piece: str) -> list[str]:
    """ "MSc Computer Science, NTNU, Trondheim" as its parts; the field of study stays with the degree."""
    parts = [part.strip() for part in re.split(r",\s*", piece) if part.strip()]
    groups: list[list[str]] = []
    for part in parts:
        school, degree = is_only_school(part), has_degree(part)
        if (
            is_place(part)
            or re.fullmatch(r"[A-Z]{2}", part)
            or (
                not groups
                or (school and not is_only_school(", ".join(groups[-1])))
                or (degree and not has_degree(", ".join(groups[-1])))
            )
            or (is_only_school(groups[-1][0]) and not school)
        ):
            groups.append([part])
        else:
            groups[-1].append(part)
    return [", ".join(group) for group in groups]
