"""Small input written for the tests of the rehearsal: four ads and some dozens of developers, all invented."""

import json
from pathlib import Path

ADS = (
    (
        "Senior Backend Engineer",
        "We build the software that decides how much power the grid can take.",
        "What you bring",
        "At least 5 years of experience as a developer",
        "Strong knowledge of Python and PostgreSQL",
        "Fluent English is required",
        "Nice to have: Kafka",
    ),
    (
        "Full Stack Developer",
        "You will work with our customer pages in a team of six, two days a week from home.",
        "Requirements",
        "3+ years of experience with React and TypeScript",
        "Experience with Node.js",
        "You speak English",
    ),
    (
        "Frontend Developer",
        "Requirements:",
        "You have worked with JavaScript and React for at least 2 years",
        "Good knowledge of CSS and accessibility",
    ),
    (
        "Platform Engineer",
        "Requirements:",
        "You must have experience with Kubernetes and Docker",
        "3 years of experience with Linux",
        "AWS is a plus",
    ),
)
HEADER = (
    "ResponseId,MainBranch,RemoteWork,EdLevel,YearsCodePro,DevType,Country,LanguageHaveWorkedWith,"
    "DatabaseHaveWorkedWith,PlatformHaveWorkedWith,WebframeHaveWorkedWith,MiscTechHaveWorkedWith,ToolsTechHaveWorkedWith"
)
_MAIN = "I am a developer by profession"
_KINDS = (
    ("Developer, back-end", "Python;SQL;Bash/Shell (all shells)", "PostgreSQL;Redis", "Amazon Web Services (AWS)",
     "Django", "Apache Kafka", "Docker;Kubernetes"),
    ("Developer, full-stack", "JavaScript;TypeScript;HTML/CSS", "PostgreSQL", "NA", "React;Node.js", "NA",
     "Docker;npm"),
    ("Developer, front-end", "JavaScript;TypeScript;HTML/CSS", "NA", "NA", "React", "NA", "npm;Webpack"),
    ("DevOps specialist", "Python;Go", "NA", "Amazon Web Services (AWS)", "NA", "NA", "Docker;Kubernetes;Terraform"),
)  # fmt: skip
_COUNTRIES = ("United Kingdom of Great Britain and Northern Ireland", "Portugal", "India", "Norway", "Sweden")
_EDUCATION = ("Bachelor’s degree (B.A., B.S., B.Eng., etc.)", "Master’s degree (M.A., M.S., M.Eng., MBA, etc.)")


def _person(number: int) -> str:
    kind, *technologies = _KINDS[number % len(_KINDS)]
    years = "NA" if number % 11 == 5 else str((number * 3 + 7) % 12)
    remote = ("Hybrid (some remote, some in-person)", "Remote", "In-person")[number % 3]
    cells = [str(number + 1), _MAIN, remote, _EDUCATION[number % 2], years, kind, _COUNTRIES[number % 5], *technologies]
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in cells)


PEOPLE = [_person(number) for number in range(24)]


def ad_line(lines: tuple[str, ...] | list[str]) -> str:
    return json.dumps({"lines": list(lines)}, ensure_ascii=False)


def ads_file(folder: Path, lines: list[str] | None = None) -> Path:
    path = folder / "ads.jsonl"
    path.write_text("\n".join(lines if lines is not None else [ad_line(ad) for ad in ADS]) + "\n", encoding="utf-8")
    return path


def people_file(folder: Path, lines: list[str] | None = None, header: str = HEADER) -> Path:
    path = folder / "developers.csv"
    path.write_text("\n".join([header, *(PEOPLE if lines is None else lines)]) + "\n", encoding="utf-8")
    return path
