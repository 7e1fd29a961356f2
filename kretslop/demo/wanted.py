"""What the demo's employers look for: short lines that become wanted profiles."""

from dataclasses import dataclass
from datetime import date

from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.facts import SENIORITIES


@dataclass(frozen=True, slots=True)
class Wanted:
    """One wanted profile; `asks` is read by `criteria`."""

    employer: str
    title: str
    occupation: str
    posts: int
    seniority: str
    asks: str
    about: str = ""


FULL, FRONT, BACK = "full-stack-developer", "frontend-developer", "backend-developer"

WANTED = (
    Wanted("Havtech AS", "Senior backend engineer, grid platform", BACK, 2, "senior",
           "python 3 20!, postgresql 2 14, apache-kafka 1 8, kubernetes 2 8, en 4 10!, years 5 12!, desk 10!, "
           "in:energy 2 6, wish:senior 4",
           "The service that decides which turbine may feed the grid, every four seconds."),
    Wanted("Havtech AS", "Full-stack engineer", FULL, 3, "medium",
           "react 3 16!, typescript 2 12, python 2 10, postgresql 1 6, en 4 10!, years 3 10!, desk 8!"),
    Wanted("Havtech AS", "Platform engineer", "platform-engineer", 1, "senior",
           "kubernetes 3 18!, terraform 2 10, aws 2 8, linux 2 8, en 4 10!, years 5 10!, desk 8!"),
    Wanted("Havtech AS", "Data engineer", "data-engineer", 1, "medium",
           "python 3 16!, apache-spark 2 8, postgresql 2 8, en 4 10!, years 3 10!, desk 8!"),
    Wanted("Fjordbank ASA", "Full-stack developer, mobile bank", FULL, 4, "medium",
           "react 3 16!, typescript 3 12, java 2 8, git 2 4, en 4 10!, years 3 8!, no 3 8, desk 8!",
           "Half of Norway's savings are checked on a phone. We want that to be calm."),
    Wanted("Fjordbank ASA", "Backend developer, payments", BACK, 2, "senior",
           "java 3 18!, spring-boot 2 12, apache-kafka 1 6, postgresql 2 6, en 4 10!, years 5 10!, desk 8!, "
           "in:finance 3 8"),
    Wanted("Nordlys Energi AS", "Full-stack engineer, customer pages", FULL, 3, "medium",
           "react 2 12!, typescript 2 10, nodejs 2 8, en 4 10!, years 3 8!, no 2 8, desk 8!"),
    Wanted("Nordlys Energi AS", "Data platform engineer", "data-engineer", 1, "senior",
           "python 2 12!, apache-kafka 2 10, azure 2 8, en 4 10!, years 5 10!, desk 8!"),
    Wanted("Solberg IT AS", "Consultant, full stack", FULL, 8, "",
           "react 3 14!, typescript 2 10, git 2 4, docker 1 4, en 4 10!, years 3 10!, desk 8!, no 3 6"),
    Wanted("Solberg IT AS", "Consultant, front end", FRONT, 4, "medium",
           "react 3 16!, typescript 2 10, css 2 6, web-accessibility 1 6, en 4 10!, years 3 10!, desk 8!"),
    Wanted("Kystdata AS", "Full-stack developer, sea charts", FULL, 2, "medium",
           "react 3 14!, typescript 2 8, postgresql 2 8, en 4 10!, years 3 10!, desk 6!",
           "Charts that a fishing boat opens in a storm, on one bar of signal."),
    Wanted("Kystdata AS", "Backend developer, weather", BACK, 1, "medium",
           "python 3 16!, postgis 1 6, docker 2 6, en 4 10!, years 3 10!, desk 6!"),
    Wanted("Innsjø Helse IKT", "Full-stack developer, patient record", FULL, 4, "",
           "react 3 14!, typescript 2 10, csharp 2 8, en 4 8!, years 3 10!, no 3 10, desk 8!"),
    Wanted("Innsjø Helse IKT", "Front-end developer", FRONT, 2, "medium",
           "react 3 14!, css 2 8, web-accessibility 2 10, en 4 8!, years 3 8!, desk 8!"),
    Wanted("Lykt Robotics AS", "Robotics software engineer", "robotics-engineer", 1, "",
           "cpp 3 18!, ros 1 10, python 2 8, linux 2 6, en 4 8!, years 3 8!, desk 8!"),
    Wanted("Bølge Pay AS", "Full-stack engineer", FULL, 2, "",
           "react 3 14!, nodejs 3 12, typescript 2 10, postgresql 1 6, en 5 12!, years 3 8!, desk 6!, wish:start_up 6"),
    Wanted("Bølge Pay AS", "Mobile engineer", "mobile-application-developer", 1, "medium",
           "react 3 12!, react-native 2 14, typescript 2 8, en 5 12!, years 3 8!, desk 6!"),
    Wanted("Granitt Entreprenør AS", "Full-stack developer, site planning", FULL, 2, "medium",
           "react 2 12!, csharp 2 10, dotnet 2 8, azure 1 6, en 4 10!, years 3 10!, desk 8!"),
    Wanted("Elvebakken kommune", "Full-stack developer, services for citizens", FULL, 3, "",
           "react 3 14!, typescript 2 8, nodejs 2 6, web-accessibility 1 8, en 4 8!, years 3 8!, no 3 8, desk 8!"),
    Wanted("Talentbroen AS", "React developer", FRONT, 5, "",
           "react 3 18!, typescript 2 12, git 2 4, en 4 10!, years 3 10!, desk 6!"),
    Wanted("Talentbroen AS", "Java developer", BACK, 2, "medium",
           "java 3 18!, spring-boot 2 10, docker 2 6, en 4 10!, years 3 10!, desk 6!"),
    Wanted("Fossheim Læring AS", "Front-end engineer", FRONT, 2, "medium",
           "react 3 16!, typescript 2 10, css 2 8, en 4 10!, years 3 8!, desk 6!"),
    Wanted("Fossheim Læring AS", "Full-stack engineer", FULL, 2, "senior",
           "react 3 14!, nodejs 2 8, aws|azure|google-cloud 1 6, typescript 2 8, en 4 10!, years 5 10!, desk 6!",
           "The page on which a class of thirty practises fractions at the same moment."),
)  # fmt: skip

LANGUAGES = {"en", "no"}


def criteria(asks: str, *, desk_by: date) -> Criteria:
    """Read "python 3 20!, aws|azure 1 6, in:energy 2 6, wish:senior 4": code, level and points, "!" for a must."""
    return Criteria(tuple(_criterion(part.split(), desk_by) for part in asks.split(",")))


def _criterion(words: list[str], desk_by: date) -> Criterion:
    code, points, must = words[0], int(words[-1].rstrip("!")), words[-1].endswith("!")
    if code == "desk":
        return Criterion("desk_by", by=desk_by, points=points, must=must)
    if code.startswith("wish:"):
        wish = code.removeprefix("wish:")
        return Criterion("seniority" if wish in SENIORITIES else "culture", code=wish, points=points)
    level = int(words[1])
    if code.startswith("in:"):
        return Criterion("industry", code=code.removeprefix("in:"), level=level, points=points, must=must)
    if "|" in code:
        return Criterion("one_of", codes=tuple(code.split("|")), level=level, points=points, must=must)
    if code in {"years", "education"}:
        return Criterion(code, level=level, points=points, must=must)
    kind = "language" if code in LANGUAGES else "skill"
    return Criterion(kind, code=code, level=level, points=points, must=must)
