"""Finding skills, occupations and spoken languages: what counts, and the traps that do not."""

import io
import json
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from kretslop.taxonomy.finding import find_languages, find_occupation, find_skills
from kretslop.taxonomy.management.commands.find_skills import Command


def found(text):
    return [finding.code for finding in find_skills(text) if finding.certainty == "found"]


def suggested(text):
    return [finding.code for finding in find_skills(text) if finding.certainty == "suggested"]


@pytest.mark.parametrize(
    "text",
    [
        "Our R&D department has an R & D budget.",
        "We help customers go to market. Go ahead and apply! Let's Go. Life on the Go.",
        "Spring is when we move. In Spring 2026 the office opens; this spring we hire.",
        "Please express your interest. Express yourself. An Express delivery.",
        "You react quickly to change. React to what customers say.",
        "Vitamin C, C-level meetings, series C funding, plan C.",
        "Ask Anders C. Lie or Jan R. Berg.",
        "Swift response. Make a difference. Puppet shows. A chef cooks our lunch.",
        "The rest of the team. Rest assured. Excel at what you do. Access to a gym.",
        "Windows of opportunity, solid understanding, our unity, lean on us.",
        "We are an agile and flexible company with a cutting edge office.",
        "Se https://www.oracle.com/java/ eller skriv til kari.react@example.com.",
        "Vi ble enige, og bilen har litt rust. Salt vann.",
        "Elm street is where we live. Phoenix, Arizona. An elastic band.",
        "Rubyist is no word here, nor is javanese, cobolt or dockerish.",
        "Contact our lead Tom Jenkins or Julia at the front desk. Kontakt: Jenkins Johansen.",
        "Julia Berg and Elm Hansen read Kafka on the Shore; the opera at La Scala di Milano was full.",
        "Kjenner du noen som heter Julia, Ada eller Ruby? Rust på båten er ikke noe problem.",
        "Airflow was good, a figure, a figma and a varnish. Groovy people, tailwind guaranteed, swagger optional.",
        "Python snakes, Java island and the Apache helicopter. We expect React time under a second.",
        "",
    ],
)
def test_a_trap_is_no_finding(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("JavaScript only, no Java", ["javascript", "java"]),
        ("C++ and C#", ["cpp", "csharp"]),
        ("Knowledge of C, C++ and Objective-C", ["c", "cpp", "objective-c"]),
        ("Services written in Go.", ["go"]),
        ("Experience with Go is welcome", ["go"]),
        ("We use Go, Python and R.", ["go", "python", "r"]),
        ("Perl/Go for automation", ["perl", "go"]),
        ("typescript node.js react go", ["typescript", "nodejs", "react", "go"]),
        ("linux c cpp", ["linux", "c", "cpp"]),
        ("Java with Spring, Hibernate and JPA", ["java", "spring-framework", "hibernate", "jpa"]),
        ("Spring Boot on Kubernetes", ["spring-boot", "kubernetes"]),
        ("angular/react", ["angular", "react"]),
        ("Node.js with Express and MongoDB", ["nodejs", "express", "mongodb"]),
        ("Senior . NET engineer: C#/.NET and . Net Core", ["dotnet", "csharp", "dotnet", "dotnet"]),
        ("ASP.NET Core Web API", ["asp-dotnet-core"]),
        ("React Native, not just React", ["react-native", "react"]),
        ("Ruby-on-Rails / ruby on rails", ["ruby-on-rails", "ruby-on-rails"]),
        ("AWS: Lambda, S3 and Aurora", ["aws", "aws-lambda", "amazon-s3", "amazon-aurora"]),
        ("agile methods, Scrum", ["agile", "scrum"]),
        ("Erfaring med maskinlæring, mikrotjenester og Go", ["machine-learning", "microservices", "go"]),
        ("Vi søker deg som kan Python, React eller .NET", ["python", "react", "dotnet"]),
        ("CI/CD, CI-CD and continuous integration", ["ci-cd", "ci-cd", "ci-cd"]),
        ("HTML/CSS", ["html", "css"]),
        ("Chef, Puppet or Salt", ["chef", "puppet", "salt"]),
        ("Kjennskap til Go er en fordel.", ["go"]),
        ("Perl, Go and shell scripting", ["perl", "go", "bash"]),
        ("Wrote services in Go and Rust.", ["go", "rust"]),
        ("I wrote Rust at work for two years.", ["rust"]),
        ("We use R and Python for statistics, and C for the drivers.", ["r", "python", "c"]),
        ("Games in Unity (C#)", ["unity", "csharp"]),
        ("Tests in REST Assured. Boards run Zephyr, FreeRTOS", ["rest-assured", "zephyr-rtos", "freertos"]),
    ],
)
def test_a_technology_is_found(text, codes):
    assert found(text) == codes


def test_evidence_is_the_text_at_its_place():
    text = "Må kunne Kubernetes, PostgreSQL og Node.js."
    for finding in find_skills(text):
        assert text[finding.start : finding.end] == finding.evidence
    assert [finding.name for finding in find_skills(text)] == ["Kubernetes", "PostgreSQL", "Node.js"]


def test_a_letter_wrong_is_a_suggestion():
    assert found("We know Postgress well") == []
    assert suggested("We know Postgress well") == ["postgresql"]


def test_a_field_of_work_is_a_suggestion():
    assert found("information security in the cloud") == []
    assert set(suggested("information security in the cloud")) == {"information-security", "cloud-computing"}


def test_what_is_found_is_not_suggested_as_well():
    text = "Kubernetes. We know Kubernetis."
    assert (found(text), suggested(text)) == (["kubernetes"], [])


@given(st.text(max_size=400))
def test_no_text_breaks_it(text):
    for finding in find_skills(text):
        assert text[finding.start : finding.end] == finding.evidence
    find_occupation(text)
    find_languages(text)


@given(st.lists(st.sampled_from(["Go", "R", "C", "go", "Spring", ",", "and", "\n", ".", "(", "/", "&", "D", "Java"])))
def test_no_order_of_risky_words_breaks_it(words):
    for finding in find_skills(" ".join(words)):
        assert finding.start < finding.end


def test_long_text_takes_work_in_proportion():
    calls = {}
    for times in (60, 600):
        calls[times] = 0

        def count(*_: object, times: int = times) -> None:
            calls[times] += 1

        sys.setprofile(count)
        try:
            find_skills("Go C R Spring, react and express. " * times)
        finally:
            sys.setprofile(None)
    assert calls[60] > 1_000
    assert calls[600] < 12 * calls[60]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Senior Backend Developer (m/f/d)", "backend-developer"),
        ("Vi søker en erfaren systemutvikler", "software-developer"),
        ("Frontend-utvikler til Bergen", "frontend-developer"),
        ("Dataingenjör / data engineer", "data-engineer"),
        ("Lead Site Reliability Engineer", "site-reliability-engineer"),
        ("Løsningsarkitekt", "solution-architect"),
        ("Tech lead", "tech-lead"),
        ("Testledare sökes", "test-manager"),
        ("Dev\n\nWe need two backend developers soon", "backend-developer"),
    ],
)
def test_an_occupation_is_found(text, code):
    occupation = find_occupation(text)
    assert occupation is not None
    assert occupation.code == code


@pytest.mark.parametrize("text", ["", "Pedagogisk leder i barnehage", "A text about gardens"])
def test_no_occupation_is_invented(text):
    assert find_occupation(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fluent English", [("en", 5)]),
        ("Norwegian B2, English C1", [("no", 4), ("en", 5)]),
        ("Flytende norsk, både skriftlig og muntlig", [("no", 5)]),
        ("Du behersker engelsk godt og kan litt tysk", [("en", 4), ("de", 2)]),
        ("German (C1 level or higher)", [("de", 5)]),
        ("Fluent English is a must while German and French are an advantage", [("en", 5), ("de", None), ("fr", None)]),
        ("Morsmål: polsk", [("pl", 6)]),
        ("Goda kunskaper i svenska", [("sv", 4)]),
        ("Our Norwegian customers and German engineering", []),
        ("Please polish your English-language CV", [("en", None)]),
        ("Swedish market knowledge", []),
    ],
)
def test_spoken_languages(text, expected):
    assert [(one.code, one.cefr) for one in find_languages(text)] == expected


def test_the_command_prints_json(tmp_path):
    file = tmp_path / "ad.txt"
    file.write_text("Python og Kubernetes, Postgress", encoding="utf-8")
    out = io.StringIO()
    call_command(Command(), str(file), "--json", stdout=out)
    answer = json.loads(out.getvalue())
    expected = [("Python", "found"), ("Kubernetes", "found"), ("PostgreSQL", "suggested")]
    assert [(one["skill"], one["certainty"]) for one in answer] == expected
    assert set(answer[0]) == {"skill", "category", "esco", "evidence", "start", "end", "certainty"}
    assert answer[0]["esco"]


def test_the_command_says_what_it_cannot_read(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command(Command(), str(tmp_path / "nothing.txt"), "--json")
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(CommandError, match="not UTF-8"):
        call_command(Command(), str(broken), "--json")
