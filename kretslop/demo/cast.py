"""The named cast: people of the alliance, twelve employers with their people, and candidates with a story."""

from dataclasses import dataclass

from kretslop.matching.places import code_of
from kretslop.talent.actions import Answers, SkillAnswer


def address(name: str) -> str:
    """Return the invented mail address of an invented person; nobody reads what is sent there."""
    return code_of(name).replace("-", ".") + "@example.org"


@dataclass(frozen=True, slots=True)
class Employer:
    """One employer: how it is described, who signed, who recruits and who stands in."""

    name: str
    kind: str
    size: str
    stage: str
    sector: str
    city: str
    remote_policy: str
    about: str
    manager: str
    manager_title: str
    recruiter: str
    stand_in: str

    def fields(self) -> dict[str, str]:
        """Return what `employers.actions.add_employer` takes beside the name."""
        names = ("kind", "size", "stage", "sector", "city", "remote_policy", "about")
        return {name: getattr(self, name) for name in names}


PROJECT_LEAD = "Kari Berg"
LIAISONS = ("Ingrid Moen", "Jon Aas")

EMPLOYERS = (
    Employer(
        "Havtech AS", "private", "50-249", "scale_up", "energy", "Oslo", "hybrid",
        "Grid software, 140 people. We help the power grid take in wind from the sea.",
        "Bente Strand", "Head of People", "Sara Bakken", "Anders Lie",
    ),
    Employer(
        "Fjordbank ASA", "private", "250+", "mature", "finance", "Oslo", "hybrid",
        "A bank with 900 people and 400 000 customers. We build our own payment systems.",
        "Marit Sand", "HR Director", "Jonas Vik", "Mona Dahl",
    ),
    Employer(
        "Nordlys Energi AS", "public", "250+", "mature", "energy", "Drammen", "hybrid",
        "A power company owned by eight municipalities. We keep the light on for 230 000 homes.",
        "Arne Holt", "HR Manager", "Silje Haugen", "Per Nygård",
    ),
    Employer(
        "Solberg IT AS", "agency", "50-249", "mature", "consulting", "Oslo", "hybrid",
        "Consultants who build software for public services; 80 people who like to teach each other.",
        "Tone Solberg", "Founder", "Erik Solberg", "Tone Solberg",
    ),
    Employer(
        "Kystdata AS", "private", "10-49", "scale_up", "maritime", "Moss", "remote",
        "Sea charts and weather for 6 000 ships. 35 people, and most of us work from home.",
        "Grete Lunde", "Chief Operating Officer", "Ola Rønning", "Grete Lunde",
    ),
    Employer(
        "Innsjø Helse IKT", "public", "250+", "mature", "health", "Hamar", "hybrid",
        "We run the patient record for eleven hospitals. What we build is used at every bedside.",
        "Ragnhild Moe", "Head of HR", "Lars Eide", "Berit Foss",
    ),
    Employer(
        "Lykt Robotics AS", "private", "1-9", "start_up", "robotics", "Kongsberg", "onsite",
        "Seven people and a robot that inspects tunnels. You will touch everything.",
        "Nora Lykke", "Founder", "Nora Lykke", "Nora Lykke",
    ),
    Employer(
        "Bølge Pay AS", "private", "10-49", "start_up", "finance", "Oslo", "remote",
        "Instant payments between small shops. 22 people from nine countries.",
        "Hans Krog", "Co-founder", "Ida Wold", "Hans Krog",
    ),
    Employer(
        "Granitt Entreprenør AS", "private", "250+", "mature", "construction", "Lillestrøm", "hybrid",
        "We build roads and schools, and the software that plans them. 1 200 people, 30 developers.",
        "Knut Berge", "HR Manager", "Hilde Myhre", "Knut Berge",
    ),
    Employer(
        "Elvebakken kommune", "public", "250+", "mature", "public services", "Lørenskog", "hybrid",
        "A municipality of 46 000 people. Our services are open source, and our users tell us when we are wrong.",
        "Turid Vang", "Head of Digital Services", "Magnus Lien", "Turid Vang",
    ),
    Employer(
        "Talentbroen AS", "agency", "10-49", "scale_up", "consulting", "Oslo", "remote",
        "We find engineers for companies that are too small to look abroad themselves.",
        "Camilla Rud", "Managing Director", "Fredrik Næss", "Camilla Rud",
    ),
    Employer(
        "Fossheim Læring AS", "private", "10-49", "scale_up", "education", "Gjøvik", "remote",
        "Mathematics for 300 000 pupils in four languages. 28 people, a third of them former teachers.",
        "Eva Fossheim", "Founder", "Stian Bru", "Eva Fossheim",
    ),
)  # fmt: skip
#: Agencies that act for a client: agency -> name, organisation number, city, what it does, contact, reads along.
CLIENTS = {
    "Talentbroen AS": (
        "Fjellvann Sensor AS", "712345675", "Notodden",
        "Sixty people who measure how full every mountain lake is, so that the power lasts through the winter.",
        "Ingvild Aune", "Rune Fjell",
    ),
}  # fmt: skip
#: Employers that ran the pilot a year ago.
PILOT = ("Havtech AS", "Fjordbank ASA", "Nordlys Energi AS", "Solberg IT AS")

#: Employers in first talks: (company, contact, role, state, next step).
PROSPECTS = (
    ("Isbre Analyse AS", "Line Tveit", "HR Manager", "talking", "Call about the autumn's recruitment plan"),
    ("Furu Forsikring ASA", "Odd Sæther", "Head of Technology", "talking", "Send the agreement to read"),
    ("Ringsaker Mekanikk AS", "Anne Kvam", "Business Manager", "talking", "Visit in Hamar"),
    ("Sentrum Sykehus", "Jorunn Bø", "HR Adviser", "talking", ""),
    ("Nattergal Media AS", "Petter Ås", "Editor of Products", "invited", "Remind by telephone"),
    ("Skjærgård Reiser AS", "Mette Olsvik", "HR Manager", "invited", ""),
    ("Lavvo Games AS", "Aksel Sara", "Founder", "invited", ""),
    ("Tindvik kommune", "Guro Hals", "Head of Digital Services", "said_no", ""),
    ("Oterøy Shipping AS", "Rolf Dyb", "Chief of Staff", "said_no", ""),
)


def _skills(text: str) -> tuple[SkillAnswer, ...]:
    """Read "python 3 7, react 3" into answers: code, level and, where told, years."""
    found = []
    for part in text.split(","):
        code, level, *years = part.split()
        found.append(SkillAnswer(code, int(level), int(years[0]) if years else None))
    return tuple(found)


def _person(name: str, skills: str, **more: object) -> Answers:
    values: dict[str, object] = {
        "name": name,
        "email": address(name),
        "skills": _skills(skills),
        "places": ("*",),
        "remote": "hybrid",
        "skills_known": True,
        "languages_known": True,
        **more,
    }
    return Answers(**values)  # type: ignore[arg-type]


DIOGO = _person(
    "Diogo Salgado",
    "python 3 7, postgresql 3 6, react 3 4, typescript 3 5, docker 2, kubernetes 2, apache-kafka 2, git 3, "
    "nodejs 2, web-accessibility 1",
    phone="+351 900 000 001", country="PT", city="Porto", notice_weeks=8, route="eea", years=7, education=4,
    occupation="backend-developer", role_title="Backend engineer", languages={"en": 6, "pt": 6, "es": 4, "no": 2},
    industries={"energy": 7}, industries_known=True, seniority_wishes=("senior",),
    employer_wishes=("scale_up", "public"),
    summary="I rebuilt a billing system for two million meters. I want to work on the grid itself.",
)  # fmt: skip
AMARA = _person(
    "Amara Kalu",
    "react 3 5, typescript 3 5, nodejs 3, postgresql 2, docker 2, aws 2, git 3, python 2, web-accessibility 2",
    phone="+234 800 000 0002", country="NG", city="Lagos", notice_weeks=4, route="permit", years=6, education=3,
    occupation="full-stack-developer", role_title="Full-stack engineer", languages={"en": 6}, languages_known=False,
    industries={"finance": 4, "consulting": 2}, seniority_wishes=("medium", "senior"),
    employer_wishes=("start_up",),
    summary="I lead the web team of a payment company: four people, eleven releases a week.",
)  # fmt: skip
TOMASZ = _person(
    "Tomasz Fijał",
    "react 3 6, typescript 3 6, java 3 8, spring-boot 3, postgresql 2, git 3, docker 2",
    phone="+48 500 000 003", country="PL", city="Kraków", notice_weeks=12, route="eea", years=9, education=4,
    occupation="full-stack-developer", role_title="Full-stack engineer", languages={"en": 5, "pl": 6, "de": 3},
    industries={"energy": 4, "finance": 5}, industries_known=True, seniority_wishes=("senior",),
    summary="Nine years in teams that run what they build, the last four with meter data for a power company.",
)  # fmt: skip
PRIYA = _person(
    "Priya Raman",
    "vue 3 4, react 2 1, typescript 3 4, javascript 3 6, css 3, nodejs 2, git 3, postgresql 2, "
    "docker 1, python 2, web-accessibility 2",
    phone="+91 90000 00004", country="IN", city="Chennai", notice_weeks=8, route="permit", years=6, education=3,
    occupation="frontend-developer", role_title="Front-end engineer", languages={"en": 5, "ta": 6, "hi": 5},
    summary="I make forms that people finish. Four years of Vue; React is what I learn at the moment.",
)  # fmt: skip
LINH = _person(
    "Linh Hoàng",
    "react 3 5, typescript 3 5, python 2, django 2, postgresql 2, git 3, aws 2",
    phone="+84 90 000 0005", country="VN", city="Hanoi", notice_weeks=6, route="permit", years=5, education=3,
    occupation="full-stack-developer", role_title="Full-stack engineer", languages={"en": 5, "vi": 6, "no": 1},
    industries={"transport": 5}, seniority_wishes=("medium",), employer_wishes=("corporate", "public"),
    summary="Full-stack engineer from a logistics company. I like the part where a map meets a database.",
)  # fmt: skip
#: Nobody has spoken with them for a month.
YUSUF = _person(
    "Yusuf Demir",
    "react 3 5, typescript 3, java 2, spring-boot 2, postgresql 2, git 3",
    country="TR", city="Izmir", notice_weeks=4, route="permit", years=6, education=3,
    occupation="full-stack-developer", role_title="Full-stack developer", languages={"en": 4, "tr": 6},
    summary="I have built ticket systems for football clubs for six years.",
)  # fmt: skip
CHEN = _person(
    "Chen Jia",
    "react 3 4, typescript 3, nodejs 3, graphql 2, docker 2, git 3",
    country="DE", city="Berlin", notice_weeks=12, route="eea", years=5, education=4,
    occupation="frontend-developer", role_title="Front-end engineer", languages={"en": 5, "zh": 6, "de": 4},
    summary="Charts and dashboards for laboratories; careful about what a picture claims.",
)  # fmt: skip
MARTA = _person(
    "Marta Olsen Ruiz",
    "react 3 7, typescript 3, csharp 3, dotnet 3, azure 2, git 3",
    country="ES", city="Valencia", notice_weeks=4, route="nordic", years=8, education=4,
    occupation="full-stack-developer", role_title="Full-stack developer", languages={"en": 5, "es": 6, "no": 4},
    summary="Half Norwegian, and would like the other half of my life there too.",
)  # fmt: skip
#: The employer whose recruiter is on holiday.
AWAY = "Granitt Entreprenør AS"
