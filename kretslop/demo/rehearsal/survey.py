"""Reads developers of the Stack Overflow survey into registrations: what they answered and nothing else."""

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from babel import Locale

from kretslop.demo.rehearsal.reading import Problem, Unusable, lines_of
from kretslop.talent.answers import Answers, SkillAnswer
from kretslop.taxonomy.vocabulary import implied, skill_by_name

TECHNOLOGIES = (
    "LanguageHaveWorkedWith", "DatabaseHaveWorkedWith", "PlatformHaveWorkedWith", "WebframeHaveWorkedWith",
    "MiscTechHaveWorkedWith", "ToolsTechHaveWorkedWith",
)  # fmt: skip
# The age band and the employer's size stand in the survey too: neither is read, because neither may play a part.
NEEDED = ("ResponseId", "MainBranch", "RemoteWork", "EdLevel", "YearsCodePro", "DevType", "Country", *TECHNOLOGIES)
UNKNOWN = {"", "NA"}
MOST_SKILLS = 80
REMOTE = {"Remote": "remote", "In-person": "onsite", "Hybrid": "hybrid"}
#: How the survey's words for education begin -> level as in `matching.facts`.
EDUCATION = {
    "Primary": 1, "Secondary": 1, "Some college": 1, "Associate": 2, "Bachelor": 3, "Master": 4, "Professional": 5,
}  # fmt: skip
OCCUPATIONS = {
    "Developer, full-stack": "full-stack-developer", "Developer, back-end": "backend-developer",
    "Developer, front-end": "frontend-developer", "Developer, mobile": "mobile-application-developer",
    "Developer, desktop or enterprise applications": "desktop-application-developer",
    "Developer, embedded applications or devices": "embedded-systems-software-developer",
    "Developer, game or graphics": "digital-games-developer", "Developer, QA or test": "software-tester",
    "Data scientist or machine learning specialist": "data-scientist", "Engineer, data": "data-engineer",
    "Data or business analyst": "data-analyst", "Engineering manager": "engineering-manager",
    "DevOps specialist": "devops-engineer", "Cloud infrastructure engineer": "cloud-engineer",
    "Engineer, site reliability": "site-reliability-engineer", "System administrator": "ict-system-administrator",
    "Database administrator": "database-administrator", "Security professional": "ict-security-engineer",
    "Blockchain": "blockchain-developer", "Designer": "user-experience-designer",
    "Product manager": "ict-product-manager",
    "Project manager": "ict-project-manager", "Developer Advocate": "developer-advocate",
    "Developer Experience": "software-developer", "Hardware Engineer": "computer-hardware-engineer",
    "Research & Development role": "research-engineer",
    "Senior Executive (C-Suite, VP, etc.)": "chief-technology-officer",
}  # fmt: skip
COUNTRIES = {
    "United States of America": "US", "United Kingdom of Great Britain and Northern Ireland": "GB",
    "Iran, Islamic Republic of...": "IR", "Russian Federation": "RU", "Czech Republic": "CZ", "Turkey": "TR",
    "Hong Kong (S.A.R.)": "HK", "Viet Nam": "VN", "South Korea": "KR", "Republic of Korea": "KR",
    "The former Yugoslav Republic of Macedonia": "MK", "Republic of Moldova": "MD", "Syrian Arab Republic": "SY",
    "Venezuela, Bolivarian Republic of...": "VE", "United Republic of Tanzania": "TZ", "Bosnia and Herzegovina": "BA",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Developer:
    """One developer as they would register; `by_profession` helps to draw what the survey does not say."""

    line: int
    answers: Answers
    by_profession: bool


def read(path: Path) -> tuple[list[Developer], list[Problem]]:
    """Return the developers and what was wrong with some lines; Unusable when a column is missing."""
    lines = lines_of(path)
    header = _split(lines[0]) or []
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise Unusable(
            f"{path}, line 1: there is no column “{missing[0]}”. The file has: {', '.join(header)[:300]}. "
            f"Needed are: {', '.join(NEEDED)}. Nothing was changed."
        )
    developers: list[Developer] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        row, what = _row(header, line)
        if row is not None and (before := seen.get(row["ResponseId"])):
            what = f"number {row['ResponseId']} stands in line {before} already."
            row = None
        if row is None:
            problems.append(Problem(path.name, number, what, "This person was left out; the others are used."))
            continue
        seen[row["ResponseId"]] = number
        developer, doubts = _developer(row, number)
        developers.append(developer)
        problems += [
            Problem(path.name, number, doubt, "The rest of the line is used.", loses=False) for doubt in doubts
        ]
    if not developers:
        raise Unusable(f"{path}: there is no developer that can be used. Nothing was changed.")
    return developers, problems


def _split(line: str) -> list[str] | None:
    try:
        return next(csv.reader([line], strict=True))
    except (csv.Error, StopIteration):
        return None


def _row(header: list[str], line: str) -> tuple[dict[str, str] | None, str]:
    cells = _split(line)
    if cells is None:
        return None, "a quotation mark is not closed, or stands in the middle of a cell."
    if len(cells) != len(header):
        return None, f"there are {len(cells)} cells and {len(header)} columns."
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    if row["ResponseId"] in UNKNOWN:
        return None, "column “ResponseId” is empty."
    return row, ""


def _developer(row: dict[str, str], line: int) -> tuple[Developer, list[str]]:
    doubts: list[str] = []
    years = _years(row["YearsCodePro"], doubts)
    number = "".join(letter for letter in row["ResponseId"] if letter.isalnum())[:20]
    title = row["DevType"] if row["DevType"] not in {*UNKNOWN, "Other (please specify):", "Student"} else ""
    answers = Answers(
        name=f"Respondent {number}",
        email=f"respondent.{number.lower()}@example.org",
        country=_country(row["Country"], doubts),
        remote=next((code for word, code in REMOTE.items() if row["RemoteWork"].startswith(word)), ""),
        occupation=OCCUPATIONS.get(row["DevType"], ""),
        role_title=" ".join(reversed(title.split(", "))).capitalize() if title.startswith("Dev") else title,
        years=years,
        education=next((level for word, level in EDUCATION.items() if row["EdLevel"].startswith(word)), None),
        skills=_skills(row, years, doubts),
        skills_known=True,
    )
    return Developer(line, answers, row["MainBranch"].startswith("I am a developer")), doubts


def _years(cell: str, doubts: list[str]) -> int | None:
    if cell in UNKNOWN:
        return None
    if cell.startswith("Less than"):
        return 0
    if cell.startswith("More than"):
        return 50
    try:
        return min(70, max(0, round(float(cell))))
    except ValueError:
        doubts.append(f"column “YearsCodePro”: “{cell[:40]}” is no number of years; it stays unknown.")
        return None


def level_after(years: int | None) -> int:
    """Return the level that "worked with" means after some years of work: 1 at least, never "leads with it"."""
    return 1 if years is None or years < 2 else 2 if years < 6 else 3


def _skills(row: dict[str, str], years: int | None, doubts: list[str]) -> tuple[SkillAnswer, ...]:
    found: dict[str, SkillAnswer] = {}
    level = level_after(years)
    for column in TECHNOLOGIES:
        for name in filter(None, (part.strip() for part in row[column].split(";"))):
            skill = skill_by_name(name) if name not in UNKNOWN else None
            if skill is not None:
                found[skill.code] = SkillAnswer(skill.code, level, source="survey")
            elif name not in UNKNOWN:
                doubts.append(f"column “{column}”: “{name[:40]}” is not in the vocabulary.")
    for code in list(found):
        for parent in sorted(implied(code)):
            found.setdefault(parent, replace(found[code], skill=parent, level=max(1, level - 1)))
    return tuple(found.values())[:MOST_SKILLS]


@cache
def _names() -> dict[str, str]:
    names = {str(name): code for code, name in Locale("en").territories.items() if len(code) == 2}
    return {**names, **COUNTRIES}


def _country(cell: str, doubts: list[str]) -> str:
    code = _names().get(cell, "")
    if not code and cell not in {*UNKNOWN, "Nomadic"}:
        doubts.append(f"column “Country”: “{cell[:40]}” is not known; it stays open.")
    return code
