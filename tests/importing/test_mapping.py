"""What columns are taken for, and what cells say, in the ways people and spreadsheets write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.importing.mapping import abilities, cells, columns, people


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (["Name", "E-mail", "Mobile phone"], ["name", "email", "phone"]),
        (["Fornavn", "Etternavn", "E-postadresse"], ["first_name", "last_name", "email"]),
        (["NAVN", "Fornavn", "e_post"], ["name", "", "email"]),
        (["Your name", "Mail address", "Erfaring (år)"], ["name", "email", "years"]),
        (["Skills", "Tech stack", "LinkedIn", "GitHub"], ["skills", "skills", "links", "links"]),
        (["Land", "By", "Ønsket sted", "Ledig fra"], ["country", "city", "places", "available_on"]),
        (["Date of birth", "Nationality", "Fødselsnummer", "Sivilstatus", "Kjønn"], [""] * 5),
        (["Email", "E-post"], ["email", ""]),
        (["Bransje", "Industry experience", "Erfaring"], ["industries", "industries", "years"]),
    ],
)
def test_guessing_columns(header, fields):
    assert columns.guess(header) == {place: field for place, field in enumerate(fields) if field}


def test_faults_of_a_mapping():
    assert columns.faults({0: "name", 1: "email", 2: "skills", 3: "skills"}) == []
    assert columns.faults({0: "skills"}) == ["no_email", "no_name"]
    assert columns.faults({0: "first_name", 1: "email", 2: "email"}) == ["field_twice"]


def test_the_same_header_in_other_signs():
    assert columns.header_hash(["E-post", "Navn "]) == columns.header_hash(["e post", "NAVN"])
    assert columns.header_hash(["Navn", "E-post"]) != columns.header_hash(["E-post", "Navn"])


def said(read, cell):
    try:
        return read(cell)
    except ValueError as wrong:
        return f"! {wrong}"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Kari@Example.ORG", "kari@example.org"),
        ("Kari Berg <kari@example.org>", "kari@example.org"),
        ("mailto:kari@example.org", "kari@example.org"),
        ("kåre@blåbær.no", "kåre@blåbær.no"),
        ("kari@example", "! email"),
        ("kari@example.org; ola@example.org", "! email"),
        ("kari@example..org", "! email"),
        ("see note", "! email"),
        ("kari@example.org (work)", "! email"),
    ],
)
def test_addresses(cell, found):
    assert said(cells.email, cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("4712345678", "4712345678"),
        ("4712345678.0", "4712345678"),
        ("0047 12 34 56 78", "+47 12 34 56 78"),
        ("Tlf: 22 33 44 55", "22 33 44 55"),
        ("'+351 900-000-000", "+351 900-000-000"),
        ("4.7123E+10", "! phone_rounded"),
        ("4,7E+10", "! phone_rounded"),
        ("1234", "! phone"),
        ("ask Kari", "! phone"),
    ],
)
def test_phones(cell, found):
    assert said(cells.phone, cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2027-02-01", date(2027, 2, 1)),
        ("2027-02-01 12:00", date(2027, 2, 1)),
        ("01.02.2027", date(2027, 2, 1)),
        ("1/2/27", date(2027, 2, 1)),
        ("46419", date(2027, 2, 1)),
        ("1. februar 2027", date(2027, 2, 1)),
        ("1 Feb 2027", date(2027, 2, 1)),
        ("02/13/2027", "! day"),
        ("31.02.2027", "! day"),
        ("asap", "! day"),
        ("12", "! day"),
    ],
)
def test_days(cell, found):
    assert said(cells.day, cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("7", 7),
        ("7.5", 7),
        ("5+", 5),
        ("3-5 years", 3),
        ("10 år", 10),
        ("71", "! years"),
        ("a lot", "! years"),
        ("-1", "! years"),
    ],
)
def test_years(cell, found):
    assert said(cells.years, cell) == found


@pytest.mark.parametrize(
    ("cell", "found"), [("Norge", "NO"), ("Germany", "DE"), ("pt", "PT"), ("ZZ top", "! country"), ("xq", "! country")]
)
def test_countries(cell, found):
    assert said(cells.country, cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("github.com/kari", "https://github.com/kari"),
        ("http://example.org/x", "http://example.org/x"),
        ("javascript:alert(1)", "! link"),
        ("ftp://example.org", "! link"),
        ("//[", "! link"),
        ("my page", "! link"),
    ],
)
def test_links(cell, found):
    assert said(cells.link, cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Python", ("python", None, None)),
        ("python:3", ("python", 3, None)),
        ("Django 2y", ("django", None, 2)),
        ("Django (4)", ("django", 4, None)),
        ("K8s – 6 år", ("kubernetes", None, 6)),
        ("C++", ("cpp", None, None)),
        ("Weaving:3", "! skill"),
        ("Python:9", "! skill"),
    ],
)
def test_skills(cell, found):
    assert said(abilities.skill, cell) == found


MAPPING = {0: "name", 1: "email", 2: "skills", 3: "languages", 4: "places", 5: "occupation", 6: "note"}


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("energy 4 years", ("energy", 4)),
        ("Bank (3 år)", ("finance", 3)),
        ("Olje og gass: 10+", ("energy", 10)),
        ("Health and medicine, 2", ("health", 2)),
        ("Church 4 years", "! industry"),
        ("energy", "! industry_years"),
        ("energy 99", "! industry_years"),
    ],
)
def test_industries(cell, found):
    assert said(abilities.industry, cell) == found


def test_a_row_as_it_will_be_stored():
    row = ["Kari  Berg", "kari@example.org", "Python:3; Weaving, SQL, Django 5 yrs", "English C1, norsk; Klingon",
           "Oslo, *, Atlantis", "Bird watcher", "=1+1"]  # fmt: skip
    person = people.read_row(row, MAPPING)
    assert (person.name, person.email, person.stopped) == ("Kari Berg", "kari@example.org", False)
    assert person.told == {
        "skills": {"python": 3, "sql": None, "django": None}, "skill_years": {"django": 5},
        "other_skills": ["Weaving"], "languages": {"en": 5, "no": None},
        "places": ["oslo", "*"], "role_title": "Bird watcher", "note": "=1+1",
    }  # fmt: skip
    assert [(p.column, p.code, p.value) for p in person.problems] == [
        (2, "skill", "Weaving"), (3, "language_level", "norsk"), (3, "language", "Klingon"), (4, "place", "Atlantis"),
        (5, "occupation", "Bird watcher"),
    ]  # fmt: skip


def test_what_stops_a_row():
    person = people.read_row(["42", "", "Python"], MAPPING)
    assert person.stopped
    assert [(p.column, p.code) for p in person.problems] == [(0, "no_name"), (1, "no_email")]


def test_first_and_last_name_in_any_order():
    person = people.read_row(["Berg", "Kari", "k@example.org"], {0: "last_name", 1: "first_name", 2: "email"})
    assert person.name == "Kari Berg"


@given(st.lists(st.text(max_size=40), min_size=7, max_size=7))
def test_no_row_breaks_the_reader(row):
    person = people.read_row(row, MAPPING)
    assert person.stopped or (person.name and "@" in person.email)
    assert all(problem.column in MAPPING for problem in person.problems)
