"""Reading a job ad into a draft: what it demands, what it wishes, and nothing that it does not say."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.campaigns.ad_reading import LONGEST, AdUnreadable, read_ad, read_nav_ad
from kretslop.matching.facts import BACHELOR, MASTER

HAVTECH = """Senior Backend Developer
Havtech AS, Bergen
About the role
You will build the services that our fleet of ships runs on. We work in small agile teams, hybrid, with Kubernetes.
Requirements
- Bachelor's degree in computer science
- At least 5 years of professional experience with Python
- Strong knowledge of PostgreSQL
- Experience with Kafka or RabbitMQ
- Fluent English is a must while Norwegian is an advantage
Nice to have
- Terraform, Go
Advantage: Django
What we offer
A MacBook, Slack channels full of jokes and 25 days of vacation after 2 years
"""
NORSK = """Vi søker to utviklere
Fjordbank ASA
Arbeidsoppgaver
Du skal utvikle og drifte nye tjenester for kundene våre i et lite team.
Kvalifikasjoner
- Minst 3 års erfaring med Java
- Mastergrad i informatikk
- Flytende norsk, skriftlig og muntlig
Ønskelig
- Erfaring med Kubernetes og React
Vi tilbyr
Hjemmekontor to dager i uken og gode betingelser
"""


def codes(skills):
    return {skill.code for skill in skills}


def warnings(draft):
    return {warning.code for warning in draft.warnings}


def test_an_english_ad():
    draft = read_ad(HAVTECH)
    assert draft.title == "Senior Backend Developer"
    assert draft.occupation == "backend-developer"
    assert codes(draft.musts) == {"python", "postgresql"}
    assert {"apache-kafka", "rabbitmq", "terraform", "go", "django", "kubernetes"} <= codes(draft.nices)
    assert "slack" not in codes(draft.skills)
    assert {skill.code: skill.level for skill in draft.musts} == {"python": 3, "postgresql": 3}
    assert (draft.years_min, draft.seniority, draft.education) == (5, "senior", BACHELOR)
    assert (draft.remote, draft.posts, draft.language_of_ad) == ("hybrid", None, "en")
    assert {(one.code, one.cefr, one.must) for one in draft.languages} == {("en", 5, True), ("no", None, False)}


def test_every_skill_shows_the_words_it_was_read_from():
    text = " ".join(HAVTECH.split())
    for skill in read_ad(HAVTECH).skills:
        assert skill.evidence in text


def test_a_norwegian_ad():
    draft = read_ad(NORSK)
    assert draft.language_of_ad == "nb"
    assert codes(draft.musts) == {"java"}
    assert codes(draft.nices) == {"kubernetes", "react"}
    assert (draft.years_min, draft.education, draft.posts, draft.remote) == (3, MASTER, 2, "hybrid")
    assert [(one.code, one.cefr, one.must) for one in draft.languages] == [("no", 5, True)]


def test_an_ad_in_another_language_gives_only_what_is_recognisable():
    draft = read_ad(
        "Softwareentwickler\nWir suchen dich für unser Team und bieten dir eine spannende Aufgabe mit Python und "
        "PostgreSQL. Du hast mindestens 5 Jahre Erfahrung und sprichst fließend Deutsch, und wir freuen uns auf dich."
    )
    assert draft.language_of_ad == "de"
    assert "language_not_read" in warnings(draft)
    assert codes(draft.nices) == {"python", "postgresql"}
    assert (draft.musts, draft.years_min, draft.education, draft.languages) == ((), None, None, ())


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_ad_is_refused(text):
    with pytest.raises(AdUnreadable, match="empty"):
        read_ad(text)


def test_a_huge_ad_is_refused():
    assert read_ad("Python developer. " + "x" * (LONGEST - 18)).title == ""
    with pytest.raises(AdUnreadable, match="too_long"):
        read_ad("x" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("You are between 25 and 35 years old.", "protected_age"),
        ("We want a young and hungry developer.", "protected_age"),
        ("Female candidates only.", "protected_sex"),
        ("This position is only available for Norwegian citizens.", "protected_nationality"),
        ("You are a native speaker of Norwegian.", "protected_ethnicity"),
        ("And native Norwegian only.", "protected_ethnicity"),
        ("We prefer somebody without children.", "protected_family"),
        ("Good physical health is required.", "protected_health"),
        ("You have no more than five years of work experience.", "experience_ceiling"),
        ("Maks 5 års erfaring.", "experience_ceiling"),
        ("Only recent graduates.", "experience_ceiling"),
    ],
)
def test_a_protected_attribute_is_warned_about_and_never_a_criterion(sentence, code):
    draft = read_ad(HAVTECH + "\nAbout you\n" + sentence)
    found = [warning for warning in draft.warnings if warning.code == code]
    assert [warning.evidence for warning in found] == [sentence]
    assert codes(draft.musts) == codes(read_ad(HAVTECH).musts)


@pytest.mark.parametrize(
    "words", ["At least 5 years of experience.", "We had under 2 years of runway and much experience."]
)
def test_a_floor_for_experience_is_no_ceiling(words):
    assert not [each for each in read_ad(HAVTECH + "\n" + words).warnings if each.code == "experience_ceiling"]


def test_a_statement_of_equality_is_no_demand():
    draft = read_ad(HAVTECH + "\nWe hire regardless of age, gender, nationality or religion.")
    assert not any(code.startswith("protected") for code in warnings(draft))


def test_a_clearance_is_read():
    draft = read_ad(HAVTECH.replace("Strong knowledge", "You must hold a security clearance\n- Strong knowledge"))
    assert draft.clearance is not None
    assert "security clearance" in draft.clearance
    assert "clearance" in warnings(draft)


def test_a_degree_that_experience_can_replace_is_no_demand():
    draft = read_ad(HAVTECH.replace("computer science", "computer science or equivalent work experience"))
    assert draft.education is None
    assert "education_or_experience" in warnings(draft)


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("5+ years of experience", 5),
        ("2-3 years of experience", 2),
        ("minimum 4 years experience", 4),
        ("minst tre års erfaring", 3),
        ("Nice to have: 8 years of experience", None),
        ("Our team has 20 years of experience", None),
    ],
)
def test_years(words, years):
    assert (
        read_ad(f"Developer\nRequirements\n- {words}\n- You work with us in the office and with the team").years_min
        == years
    )


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("This is a fully remote position.", "remote"),
        ("Home office is possible, but we are not remote-first.", None),
        ("We have a hybrid way of working.", "hybrid"),
        ("You work on-site.", "onsite"),
        ("We build hybrid cloud products.", None),
        ("We are a team of doctors.", None),
    ],
)
def test_remote_work(words, answer):
    assert read_ad(f"Developer\nYou and the team will build what we need.\n{words}").remote == answer


@given(st.text(max_size=600))
def test_no_text_breaks_it(text):
    try:
        draft = read_ad(text)
    except AdUnreadable:
        return
    assert len(draft.musts) <= 6
    assert len(draft.nices) <= 10


def nav(**own):
    return json.dumps({"title": "Vi søker", "properties": json.dumps({"jobtitle": "Systemutvikler", **own})})


def test_the_norwegian_feed_with_json_inside_json():
    draft = read_nav_ad(nav(positioncount="3", adtext="<p>Krav</p><ul><li>Erfaring med Java</li><li>Git</li></ul>"))
    assert (draft.title, draft.occupation, draft.posts) == ("Systemutvikler", "software-developer", 3)
    assert codes(draft.musts) == {"java", "git"}


def test_an_ad_of_the_feed_outside_our_field_says_so():
    draft = read_nav_ad(nav(jobtitle="Pedagogisk leder", adtext="Vi søker deg som liker barn."))
    assert draft.occupation is None
    assert {"occupation_unknown", "no_skills"} <= warnings(draft)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '"words"', "null", '{"properties": {}}'])
def test_what_is_no_ad_of_the_feed_is_refused(text):
    with pytest.raises(AdUnreadable, match="not_an_ad"):
        read_nav_ad(text)
