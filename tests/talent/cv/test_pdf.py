"""PDF files are read in reading order, and only the candidate's own facts are taken."""

from datetime import date

import pytest

from kretslop.talent.cv.parsing import parse
from kretslop.talent.cv.reading import Reading, UnreadableError

from .files import Page, english_cv, image_object, pdf, two_column_cv

TODAY = date(2026, 11, 21)


def read(*pages: Page) -> Reading:
    return parse(pdf(*pages), "pdf", TODAY)


def jobs(reading: Reading) -> list[tuple[str, str, str, str]]:
    names = ("position", "name", "startDate", "endDate")
    return [tuple(job.get(name, "") for name in names) for job in reading.fields["work"]]


def skills(reading: Reading) -> set[str]:
    return {skill["name"] for skill in reading.fields["skills"]}


def test_one_column_with_periods_to_the_right():
    reading = read(english_cv())
    basics = reading.fields["basics"]
    assert basics["name"] == "Diogo Salgado"
    assert basics["email"] == "diogo.salgado@example.org"
    assert basics["phone"] == "+351 912 345 678"
    assert basics["location"] == {"city": "Porto", "countryCode": "PT"}
    assert jobs(reading) == [
        ("Senior Software Engineer", "Ribeira Tech Lda", "2020-03", ""),
        ("Software Engineer", "Atlantic Systems Ltd", "2016-09", "2020-02"),
        ("Freelance Developer", "Own company", "2018-01", "2018-12"),
    ]
    assert reading.fields["education"] == [
        {
            "studyType": "MSc",
            "area": "Informatics Engineering",
            "institution": "University of Porto",
            "startDate": "2011",
            "endDate": "2016",
        }
    ]


def test_years_leave_out_education_volunteering_and_jobs_at_the_same_time():
    # September 2016 to November 2026, the freelance year within it and the mentoring since 2010 not counted again.
    assert read(english_cv()).years_of_experience == 10


def test_languages_keep_their_stated_level_and_no_other():
    assert read(english_cv()).fields["languages"] == [
        {"language": "Portuguese", "fluency": "native"},
        {"language": "English", "fluency": "C1", "cefr": "C1"},
        {"language": "Norwegian", "fluency": "A2", "cefr": "A2"},
    ]


def test_skills_are_the_candidates_own():
    found = skills(read(english_cv()))
    assert {"Python", "Django", "PostgreSQL", "Kubernetes", "Java", "PHP"} <= found
    assert "Erlang" not in found, "named only in a publication"
    assert "Rust" not in found, "only a wish"


def test_no_contact_data_of_referees_and_authors():
    reading = read(english_cv())
    told = str(reading.fields) + str(reading.provenance)
    for foreign in ("costa", "Costa", "999 888 777", "Code for All"):
        assert foreign not in told


def test_two_columns_are_read_one_after_the_other():
    reading = read(two_column_cv())
    assert reading.fields["basics"]["name"] == "Priya Raman"
    assert reading.fields["basics"]["email"] == "priya.raman@example.org"
    assert jobs(reading) == [
        ("Senior Backend Engineer", "Flipmart Technologies", "2020-03", ""),
        ("Backend Developer", "Infowise Solutions Pvt Ltd", "2016-07", "2020-02"),
    ]
    assert [row["language"] for row in reading.fields["languages"]] == ["English", "Hindi", "Tamil"]
    assert {"Python", "Kubernetes", "React", "Django"} <= skills(reading)
    assert reading.text.index("Tamil") < reading.text.index("Backend Engineer")
    assert "Vikram" not in str(reading.fields)


def test_a_column_goes_on_over_the_page():
    first, second = Page(), Page()
    first.rows(30, 50, "# Skills", "Python", "Kubernetes", "React", "Docker", "# Languages", "English - C1")
    first.put(230, 45, "Amara Kalu", 20, bold=True)
    first.rows(
        230, 65, "amara.kalu@example.org", "# Experience", "! Data Engineer, Havtech AS", "2020 - 2024",
        "Streams in Kafka.",
        "! Data Analyst, Fjordbank ASA", "2017 - 2020", leading=15,
    )  # fmt: skip
    second.rows(30, 50, "Igbo - native", "French - B1", "Hausa - A2", "# Interests", "Chess", "Swift boats")
    second.rows(
        230, 52, "Reports in Power BI.", "! IT Technician, Nordlys Energi AS", "2015 - 2017", "# Education",
        "BSc in Statistics", "University of Lagos", "2011 - 2015", leading=15,
    )  # fmt: skip
    reading = read(first, second)
    assert [row["language"] for row in reading.fields["languages"]] == ["English", "Igbo", "French", "Hausa"]
    assert [job["name"] for job in reading.fields["work"]] == ["Havtech AS", "Fjordbank ASA", "Nordlys Energi AS"]
    assert reading.fields["work"][1]["summary"] == "Reports in Power BI."
    assert reading.provenance["work[2].name"] == "page 2"
    assert reading.provenance["work[0].name"] == "page 1"
    assert "Swift" not in skills(reading)


def test_norwegian_with_periods_in_the_left_margin():
    page = Page()
    page.put(40, 50, "KARI NORDMANN BØ", 20, bold=True)
    page.rows(40, 72, "Storgata 5, 9008 Tromsø", "Tlf: 912 34 567 · kari.bo@example.org · Født 12.03.1988")
    page.rows(40, 110, "# Arbeidserfaring")
    rows = [
        ("aug. 2018 – d.d.", "Seniorutvikler, Havtech AS, Oslo"),
        ("jan. 2014 – juli 2018", "Systemutvikler, Tromsø kommune"),
        ("2012 – 2013", "Konsulent, Fjordbank ASA, Stavanger"),
    ]
    for index, (period, job) in enumerate(rows):
        page.put(40, 150 + 30 * index, period).put(160, 150 + 30 * index, job)
        page.put(160, 163 + 30 * index, "Forvaltet systemer i Java og Kotlin.")
    page.rows(40, 250, "# Utdanning", "Master i informatikk, NTNU, Trondheim, 2007 – 2012")
    page.rows(40, 300, "# Språk", "Norsk: morsmål. Engelsk: flytende (C1). Tysk: grunnleggende (A2)")
    page.rows(40, 350, "# Referanser", "Ola Hansen, tlf. 987 65 432, ola.hansen@example.com")
    reading = read(page)
    assert reading.fields["basics"]["name"] == "Kari Nordmann Bø"
    assert reading.fields["basics"]["phone"] == "912 34 567"
    assert reading.fields["basics"]["location"]["city"] == "Tromsø"
    assert jobs(reading) == [
        ("Seniorutvikler", "Havtech AS", "2018-08", ""),
        ("Systemutvikler", "Tromsø kommune", "2014-01", "2018-07"),
        ("Konsulent", "Fjordbank ASA", "2012", "2013"),
    ]
    assert reading.fields["education"][0]["institution"] == "NTNU"
    assert [(row["language"], row["fluency"]) for row in reading.fields["languages"]] == [
        ("Norwegian", "morsmål"),
        ("English", "C1"),
        ("German", "A2"),
    ]
    assert "Hansen" not in str(reading.fields)


def test_swedish_company_first():
    page = Page()
    page.put(40, 50, "Erik Lindström", 20, bold=True)
    page.rows(
        40, 72, "erik.lindstrom@example.com | 070-123 45 67 | Göteborg, Sverige",
        "# Arbetslivserfarenhet",
        "! Ljusverket AB, Göteborg", "Mjukvaruutvecklare\taugusti 2019 – nuvarande",
        "- Inbyggda system i C++ och Rust.",
        "! Sundbanken AB, Stockholm", "Testingenjör\tjanuari 2015 – juli 2019", "- Tester i Python.",
        "# Utbildning", "! Chalmers tekniska högskola", "Civilingenjör i datateknik\t2010 – 2015",
        "# Språk", "Svenska (modersmål), engelska (flytande), tyska (B1)",
    )  # fmt: skip
    reading = read(page)
    assert jobs(reading) == [
        ("Mjukvaruutvecklare", "Ljusverket AB", "2019-08", ""),
        ("Testingenjör", "Sundbanken AB", "2015-01", "2019-07"),
    ]
    assert reading.fields["languages"][2] == {"language": "German", "fluency": "B1", "cefr": "B1"}
    assert reading.years_of_experience == 11


def test_europass_layout_with_labels_in_the_left_margin():
    page = Page()
    page.put(200, 50, "Maria Conceição", 16, bold=True)
    page.rows(
        200,
        70,
        "Rua das Flores 12, 4050-262 Porto (Portugal)",
        "maria.conceicao@example.org",
        "Date of birth 12/03/1990",
    )
    margin = [
        ("WORK EXPERIENCE", ""),
        ("01/03/2019–Present", "Software Developer"),
        ("", "Ribeira Tech, Coimbra (Portugal)"),
        ("EDUCATION AND", ""),
        ("TRAINING", ""),
        ("2010–2015", "Master's degree in Informatics Engineering"),
        ("", "Universidade de Coimbra"),
        ("PERSONAL SKILLS", ""),
        ("Mother tongue(s)", "Portuguese"),
        ("Other language(s)", "English C1 C1 C1 C1 B2"),
        ("", "German A2 A2 A1 A1 A1"),
    ]
    for index, (label, words) in enumerate(margin):
        y = 150 + 16 * index
        page.put(40, y, label, 10, bold=label.isupper())
        page.put(200, y, words)
    reading = read(page)
    assert reading.fields["work"] == [
        {
            "position": "Software Developer",
            "name": "Ribeira Tech",
            "location": "Coimbra, Portugal",
            "startDate": "2019-03",
        }
    ]
    assert reading.fields["education"][0]["institution"] == "Universidade de Coimbra"
    assert [(row["language"], row["fluency"]) for row in reading.fields["languages"]] == [
        ("Portuguese", "mother tongue"),
        ("English", "B2"),
        ("German", "A1"),
    ]


def test_periods_inside_sentences_are_no_jobs():
    page = Page()
    page.rows(
        40, 60, "# Work Experience", "Tech Lead, Fjordbank ASA\tJune 2021 - Present",
        "Mentored juniors from 2022 to 2023.",
        "In 2024 - 2025 moved three teams to Kubernetes, with no experience in COBOL.",
    )  # fmt: skip
    reading = read(page)
    assert jobs(reading) == [("Tech Lead", "Fjordbank ASA", "2021-06", "")]
    assert "COBOL" not in skills(reading)


def test_nothing_is_invented_where_the_cv_says_nothing():
    page = Page()
    page.rows(
        40, 60, "# Skills", "Python, Django, PostgreSQL", "# Work Experience", "Developer\t2019 - 2021", "Some work."
    )
    reading = read(page)
    assert set(reading.fields["basics"]) == set()
    assert reading.fields["work"][0]["position"] == "Developer"
    assert "name" not in reading.fields["work"][0]
    assert {"no_name", "no_email"} <= set(reading.warnings)


def test_a_picture_of_text_is_told_so():
    page = Page([b"q 500 0 0 700 40 40 cm /Im1 Do Q"])
    with pytest.raises(UnreadableError) as refused:
        parse(pdf(page, extra={90: image_object()}), "pdf", TODAY)
    assert refused.value.why == "scanned"


def test_letters_that_no_font_names_are_told_and_left_out():
    page = english_cv()
    page.drawn.append(b"BT /F1 10 Tf 40 20 Td (\\001\\002) Tj ET")
    reading = read(page)
    assert "(cid:" not in reading.text
    assert "text_left_out" in reading.warnings


def test_an_empty_page_is_told_so():
    with pytest.raises(UnreadableError) as refused:
        read(Page())
    assert refused.value.why == "empty"


def test_an_invoice_is_not_a_cv():
    page = Page()
    page.rows(
        40,
        60,
        "Invoice 4711",
        "Havtech AS, Oslo",
        "Date: 12.03.2024",
        "Consulting hours in Java",
        "Total 12 000 kr",
        "Due 2024-04-12",
    )
    with pytest.raises(UnreadableError) as refused:
        read(page)
    assert refused.value.why == "not_a_cv"


def test_words_inside_the_file_format_are_no_skills():
    found = skills(read(english_cv()))
    assert not {name for name in found if name.lower() in ("pdf", "helvetica", "adobe acrobat", "postscript")}
