"""One of several skills, industries, and the kinds of post and employer: read where an ad says them, never guessed."""

import pytest

from kretslop.campaigns.ad_criteria import criteria_of_ad
from kretslop.campaigns.ad_drafting import reading_of
from kretslop.campaigns.ad_reading import read_ad
from kretslop.matching.criteria import Criteria

ABOUT = "We build things that people use every day and we want you to join the team that does it.\n"


def ad(*demands, about=ABOUT, title="Backend Developer"):
    return read_ad("\n".join([title, about, "Requirements:", *demands]))


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Good knowledge of at least one of Java, Kotlin and Scala", ("java", "kotlin", "scala")),
        ("Experience with one or more of: Docker Kubernetes", ("docker", "kubernetes")),
        ("Du behersker minst ett av Python, Go og Rust", ("python", "go", "rust")),
        ("Either React or Vue", ("react", "vue")),
    ],
)
def test_a_closed_list_is_one_of_several(line, codes):
    draft = ad(line)
    assert [(one.codes, one.must, one.evidence) for one in draft.choices] == [(codes, True, line)]
    assert not {skill.code for skill in draft.skills} & set(codes), "each of them is no demand of its own"


@pytest.mark.parametrize(
    "line",
    [
        "Experience with at least one language such as Java, Kotlin or Scala",
        "At least one of Java, Kotlin or similar",
        "Knowledge of at least one scripting language is a must",
        "Java, Kotlin and Scala",
        "One of the best teams, with Docker and Kubernetes",
    ],
)
def test_an_open_list_is_none(line):
    assert all("best teams" in one.evidence for one in ad(line).choices)
    if "best teams" not in line:
        assert ad(line).choices == ()


def test_what_is_demanded_anyway_is_not_a_choice_too():
    draft = ad("You know Java very well", "At least one of Java and Kotlin")
    assert "java" in {skill.code for skill in draft.musts}
    assert draft.choices == ()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("5 years of experience from the energy sector", ("energy", 5, False)),
        ("You must have at least 3 years of experience in the financial services industry", ("finance", 3, True)),
        ("Experience from fintech", ("finance", None, False)),
        ("Erfaring fra offentlig sektor", ("public_services", None, False)),
        ("Background from the maritime industry is a plus", ("maritime", None, False)),
        ("Erfarenhet från telekom", ("telecom", None, False)),
    ],
)
def test_experience_from_an_industry(line, found):
    assert [(one.code, one.years, one.must) for one in ad(line).industries] == [found]


@pytest.mark.parametrize(
    "line",
    [
        "Experience with DHIS2 or other health information software",
        "We transform healthcare for good",
        "Experience with power tools and media queries",
        "Experience with payment APIs",
        "Good health is our wish for everybody",
        "Energy and drive",
    ],
)
def test_a_word_alone_is_no_industry(line):
    assert ad(line).industries == ()


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ("We are a small, fast start-up in Oslo.", "start_up"),
        ("As a startup founded in 2015 we believe in people.", "start_up"),
        ("Vi er et børsnotert selskap med kontor i Bergen.", "corporate"),
        ("Vi er en kommune med 40 000 innbyggere.", "public"),
        ("Our customers are start-ups and we are a startup partner.", None),
        ("Our goal is to grow with our corporate clients.", None),
        ("We are a startup. Vi er et konsern.", None),
        (ABOUT, None),
    ],
)
def test_what_the_employer_says_it_is(about, code):
    said = ad("Python", about=about + "\n" + ABOUT).culture
    assert (said.code if said else None) == code


def test_only_one_seniority_becomes_a_wish_and_all_have_their_words():
    draft = ad("At least one of Java and Kotlin", "Experience from the energy sector", title="Senior Backend Developer",
               about="We are a start-up in Oslo.\n" + ABOUT)  # fmt: skip
    criteria = criteria_of_ad(draft)
    items = {item.key: item for item in criteria.items}
    assert {"one_of:java,kotlin", "industry:energy", "seniority:senior", "culture:start_up"} <= items.keys()
    assert not items["seniority:senior"].must
    assert "industry:energy" in reading_of(draft)["guessed"], "no years are stated"
    words = {each["criterion"]["kind"]: each["words"] for each in reading_of(draft)["read"]}
    assert words["seniority"] == "Senior Backend Developer"
    assert words["culture"] == "We are a start-up in Oslo."
    assert words["industry"] == "Experience from the energy sector"
    assert words["one_of"] == "At least one of Java and Kotlin"
    assert Criteria.from_json(criteria.to_json()) == criteria
    several = criteria_of_ad(ad("Python", title="Junior or Senior Backend Developer"))
    assert not [item for item in several.items if item.kind == "seniority"]
