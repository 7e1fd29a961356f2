"""Criteria and facts of every shape, for property tests."""

from datetime import date

from hypothesis import strategies as st

from kretslop.matching.criteria import LEVELLED, Criteria, Criterion
from kretslop.matching.facts import ANYWHERE, CULTURES, REMOTE_WISHES, SENIORITIES, Facts

SKILLS = ("python", "c++", "c#", "go", "react", "rust")
LANGUAGES = ("en", "nb", "pt")
PLACES = ("oslo", "lillestrom", "asker")
OCCUPATIONS = ("2512", "2513")
SECTORS = ("energy", "health", "consulting")
DAYS = st.dates(date(2026, 12, 1), date(2027, 12, 31))
points = st.integers(0, 40)


def _levelled(kind: str, codes: tuple[str, ...] = ("",)) -> st.SearchStrategy[Criterion]:
    return st.builds(
        Criterion,
        kind=st.just(kind),
        code=st.sampled_from(codes),
        level=st.integers(1, min(LEVELLED[kind], 12)),
        points=points,
        must=st.booleans(),
    )


criterion = st.one_of(
    _levelled("skill", SKILLS),
    _levelled("skill", SKILLS),
    _levelled("language", LANGUAGES),
    _levelled("industry", SECTORS),
    st.builds(
        Criterion,
        kind=st.just("one_of"),
        codes=st.lists(st.sampled_from(SKILLS), unique=True, min_size=2, max_size=4).map(tuple),
        level=st.integers(1, 4),
        points=points,
        must=st.booleans(),
    ),
    st.builds(Criterion, kind=st.just("seniority"), code=st.sampled_from(SENIORITIES), points=points),
    st.builds(Criterion, kind=st.just("culture"), code=st.sampled_from(CULTURES), points=points),
    _levelled("years"),
    _levelled("education"),
    st.builds(Criterion, kind=st.just("desk_by"), by=DAYS, points=points, must=st.booleans()),
    st.builds(
        Criterion,
        kind=st.just("place"),
        places=st.lists(st.sampled_from(PLACES), unique=True, min_size=1).map(tuple),
        remote_ok=st.booleans(),
        points=points,
        must=st.booleans(),
    ),
    st.builds(Criterion, kind=st.just("place"), remote_ok=st.just(True), points=points, must=st.booleans()),
    st.builds(
        Criterion,
        kind=st.just("occupation"),
        code=st.sampled_from(OCCUPATIONS),
        points=points,
        must=st.booleans(),
    ),
)
criteria = st.lists(criterion, unique_by=lambda item: item.key, max_size=9).map(lambda items: Criteria(tuple(items)))

facts = st.builds(
    Facts,
    skills=st.dictionaries(st.sampled_from(SKILLS), st.none() | st.integers(0, 4)),
    years=st.none() | st.integers(0, 20),
    languages=st.dictionaries(st.sampled_from(LANGUAGES), st.none() | st.integers(0, 6)),
    languages_known=st.booleans(),
    skills_known=st.booleans(),
    education=st.none() | st.integers(1, 5),
    desk_on=st.none() | DAYS,
    places=st.frozensets(st.sampled_from((*PLACES, ANYWHERE))),
    places_known=st.booleans(),
    remote=st.none() | st.sampled_from(REMOTE_WISHES),
    occupation=st.none() | st.sampled_from(OCCUPATIONS),
    industries=st.dictionaries(st.sampled_from(SECTORS), st.integers(0, 20)),
    industries_known=st.booleans(),
    seniorities=st.frozensets(st.sampled_from(SENIORITIES)),
    cultures=st.frozensets(st.sampled_from(CULTURES)),
)
