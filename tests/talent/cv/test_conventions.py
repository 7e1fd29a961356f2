"""Ways of writing a CV that differ by country, template and word processor: all that is said, nothing else."""

from datetime import date
from typing import Any

import pytest

from kretslop.talent.cv.dates import mended_range
from kretslop.talent.cv.gate import sniff
from kretslop.talent.cv.parsing import parse
from kretslop.talent.cv.reading import Reading

from .files import docx, p

TODAY = date(2026, 11, 21)


def text(*lines: str) -> Reading:
    return parse("\n".join(lines).encode(), "text", TODAY)


def jobs(reading: Reading) -> list[tuple[Any, ...]]:
    keys = ("position", "name", "startDate", "endDate")
    return [tuple(job.get(key) for key in keys) for job in reading.fields["work"]]


def studies(*lines: str) -> list[tuple[Any, ...]]:
    keys = ("studyType", "area", "institution", "endDate")
    read = text("Amara Kalu", "amara@example.org", "Education", *lines).fields["education"]
    return [tuple(study.get(key) for key in keys) for study in read]


def work(*lines: str) -> list[tuple[Any, ...]]:
    return jobs(text("Amara Kalu", "amara@example.org", "Work experience", *lines))


@pytest.mark.parametrize(
    ("lines", "job"),
    [
        (
            ["Embedded Software Engineer | Havtech B.V. | Oslo | 09/2017 - now"],
            ("Embedded Software Engineer", "Havtech B.V.", "2017-09", None),
        ),
        (["1. Developer", "Havtech", "From: 05/2019   To: 08/2020"], ("Developer", "Havtech", "2019-05", "2020-08")),
        (
            ["Havtech Ltd, Lagos", "Designer", "March 2018 -", "December 2020", "Drew things."],
            ("Designer", "Havtech Ltd", "2018-03", "2020-12"),
        ),
        (["Juni 2017 - des.        Utvikler", "2020", "Havtech AS"], ("Utvikler", "Havtech AS", "2017-06", "2020-12")),
        (
            ["Company: Havtech Ltd", "Title: Systems Administrator", "Period: 03/2019 - ongoing"],
            ("Systems Administrator", "Havtech Ltd", "2019-03", None),
        ),
        (
            ["2022-01 -- nu  Analytiker, Havtech AB, Kvarnby. Qlik Sense och Python."],
            ("Analytiker", "Havtech AB", "2022-01", None),
        ),
        (["Systemutvikler, Havtech AS", "08.19–07.21"], ("Systemutvikler", "Havtech AS", "2019-08", "2021-07")),
        (["Systemutvikler\t08/19 - 07/21", "Havtech AS, Oslo"], ("Systemutvikler", "Havtech AS", "2019-08", "2021-07")),
        (["08.19 – d.d.   Systemutvikler", "          Havtech AS"], ("Systemutvikler", "Havtech AS", "2019-08", None)),
        (["Developer | Havtech Ltd | Lagos | 02/17 – 11/20"], ("Developer", "Havtech Ltd", "2017-02", "2020-11")),
        (
            ["2011–2014  Servitør, Café Havet (deltid ved siden av studiene)"],
            ("Servitør", "Café Havet", "2011", "2014"),
        ),
        (
            ["Systems Engineer", "May 2013 – Sept. 2018", "Havtech Ltd, Ennis"],
            ("Systems Engineer", "Havtech Ltd", "2013-05", "2018-09"),
        ),
        (["Tester, Havtech AS, fra mai 2015 til og med mars 2018"], ("Tester", "Havtech AS", "2015-05", "2018-03")),
        (["2014 – 2019: Konsulent hos Havtech AS. Java og Wicket."], ("Konsulent", "Havtech AS", "2014", "2019")),
        (["Developer", "Kvarnby", "Havtech AB", "2014 – 2019"], ("Developer", "Havtech AB", "2014", "2019")),
        (["Clerk", "Nsukka Bank, Nsukka, Nigeria", "2014 – 2019"], ("Clerk", "Nsukka Bank", "2014", "2019")),
        (["Assistant, University of Porto, autumn 2018"], ("Assistant", "University of Porto", None, "2018")),
    ],
)
def test_a_job(lines: list[str], job: tuple[Any, ...]):
    assert work(*lines) == [job]


def test_time_away_from_work_is_no_job():
    assert work("Föräldraledig", "2019", "", "Testare, Havtech AB", "2014 – 2018") == [
        ("Testare", "Havtech AB", "2014", "2018")
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["PROFESSIONAL REFEREES", "Kari Berg", "Manager, Solberg IT AS, 2012 – 2016", "kari@solberg.example"],
        ["BOARD POSITIONS", "Board member, Fjordbank ASA, 2015 – 2018"],
        ["PROFESSIONAL MEMBERSHIPS", "Member, Tekna, 2015 – present"],
        ["SUPERVISION", "Master student Per Olsen, University of Oslo, 2019 – 2020"],
        ["INVITED TALKS", "Keynote, Havtech AS, 2020 – 2021"],
        ["Emergency contact: Per Kalu, +47 999 88 777, per@example.org", "Father's mobile: 955 55 555"],
    ],
)
def test_what_others_did_or_was_no_job_is_left_out(lines: list[str]):
    head = ["Amara Kalu", "Lagos", *(lines if ":" in lines[0] else [])]
    after = [] if ":" in lines[0] else lines
    reading = text(*head, "", "WORK EXPERIENCE", "Developer, Havtech AS", "2019 – 2021", "", *after)
    assert jobs(reading) == [("Developer", "Havtech AS", "2019", "2021")]
    assert not {"email", "phone"} & set(reading.fields["basics"])


def test_the_address_at_work_is_the_last_choice():
    reading = text("Amara Kalu", "work: amara@havtech.example | private: amara.kalu@example.org", "Experience",
                   "Developer, Havtech AS, 2019 – 2021")  # fmt: skip
    assert reading.fields["basics"]["email"] == "amara.kalu@example.org"


def test_where_a_job_was_as_europass_writes_it():
    reading = text("Amara Kalu", "a@example.org", "Work experience", "[ 15/02/2020 – Current ]        Developer",
                   "Havtech SRL", "City: Targu | Country: Romania", "Angular.")  # fmt: skip
    (job,) = reading.fields["work"]
    assert (job["name"], job["location"], job["summary"]) == ("Havtech SRL", "Targu, Romania", "Angular.")


def test_a_season_is_written_as_its_year_and_counts_as_its_months():
    reading = text("Amara Kalu", "a@example.org", "Experience", "Developer, Havtech AS, summer 2019 – autumn 2021")
    assert jobs(reading) == [("Developer", "Havtech AS", "2019", "2021")]
    assert reading.years_of_experience == 2


@pytest.mark.parametrize(
    ("lines", "study"),
    [
        (["PhD in progress, Havet University, 2021"], ("PhD", None, "Havet University", "2021")),
        (["High School Diploma, Havet School, 2011"], ("High School Diploma", None, "Havet School", "2011")),
        (
            ["Høgskoleingeniør data, Høgskolen i Bodø, 2000-2003"],
            ("Høgskoleingeniør", "data", "Høgskolen i Bodø", "2003"),
        ),
        (
            ["Bachelor i informatikk", "Høgskulen på Vestlandet", "2011–2014"],
            ("Bachelor", "informatikk", "Høgskulen på Vestlandet", "2014"),
        ),
        (
            ["Yrkeshögskoleexamen, Frontendutveckling, Nackademin, 2014-2016"],
            ("Yrkeshögskoleexamen", "Frontendutveckling", "Nackademin", "2016"),
        ),
        (
            ["Universidad de Deusto", "Grado en Informática, 2013–2017"],
            ("Grado", "Informática", "Universidad de Deusto", "2017"),
        ),
        (
            ["MSc in Arts, Havet University https://www.havet.example", "2014 – 2016"],
            ("MSc", "Arts", "Havet University", "2016"),
        ),
        (
            ["MSc in Security", "Lagos University of Technology", "and Arts", "2014 — 2016"],
            ("MSc", "Security", "Lagos University of Technology and Arts", "2016"),
        ),
    ],
)
def test_a_study(lines: list[str], study: tuple[Any, ...]):
    assert studies(*lines) == [study]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            ["Erik Myklebust, født 1979", "Bodø, erik@example.no, 915 55 666 (mobil)"],
            ("Erik Myklebust", "915 55 666", "Bodø"),
        ),
        (["Mohammed al-Rashid", "Amman, Jordan", "m.alrashid@example.com"], ("Mohammed al-Rashid", None, "Amman")),
        (["Lise Haugen", "lise@example.org +47 47 47 47 47 Oslo"], ("Lise Haugen", "+47 47 47 47 47", "Oslo")),
        (
            ["CV for Sigrid Bø Haugland", "Adresse: Parkveien 3, 4614 Kristiansand"],
            ("Sigrid Bø Haugland", None, "Kristiansand"),
        ),
        (["Elena Ionescu", "Address: 400001 Cluj-Napoca (Romania)"], ("Elena Ionescu", None, "Cluj-Napoca")),
        (["Ferran Puig i Casals", "Backend Developer, Aveiro, Portugal"], ("Ferran Puig i Casals", None, "Aveiro")),
        (["Linus Ståhl", "linus@example.se", "0701234567", "Lund"], ("Linus Ståhl", "0701234567", "Lund")),
        (
            ["Fatima Benali", "Adress: Oslo. Telefon: +46 76 111 22 33. Född: 1991-02-03."],
            ("Fatima Benali", "+46 76 111 22 33", "Oslo"),
        ),
        (
            ["Zsófia Kovács", "✉ z@example.hu ☎ +36 30 123 4567 ⌂ Budapest, Hungary"],
            ("Zsófia Kovács", "+36 30 123 4567", "Budapest"),
        ),
    ],
)
def test_the_head(head: list[str], expected: tuple[Any, ...]):
    basics = text(*head, "Experience", "Developer, Havtech AS, 2019 – 2021").fields["basics"]
    assert (basics["name"], basics.get("phone"), basics.get("location", {}).get("city")) == expected


def test_levels_in_a_row_under_the_languages():
    reading = text("Amara Kalu", "a@example.org", "Experience", "Developer, Havtech AS, 2019 – 2021", "Languages",
                   "Norsk        Engelsk", "morsmål        C1")  # fmt: skip
    assert {row["language"]: row["fluency"] for row in reading.fields["languages"]} == {
        "Norwegian": "morsmål",
        "English": "C1",
    }


def test_headings_of_jobs_in_a_word_file_are_no_sections():
    body = [("Ragnhild Bjørnstad", "Title"), ("Arbeidserfaring", "Heading1"), ("Prosjektleder", "Heading2")]
    body += [
        ("Havtech AS, Oslo", ""),
        ("januar 2013 – mai 2020", ""),
        ("Utdanning", "Heading1"),
        ("Master i IT", "Heading2"),
    ]
    body += [("NTNU", ""), ("2008 – 2013", "")]
    reading = parse(docx("".join(p(words, style) for words, style in body)), "docx", TODAY)
    assert jobs(reading) == [("Prosjektleder", "Havtech AS", "2013-01", "2020-05")]
    assert reading.fields["education"][0]["institution"] == "NTNU"


def test_text_after_a_box_does_not_go_on_from_it():
    box = p("Skills", "Heading1") + p("Python")
    boxed = f"<w:p><w:r><w:txbxContent>{box}</w:txbxContent></w:r></w:p>"
    body = boxed + p("Per-Olof af Klintberg") + p("po@example.se") + p("Experience", "Heading1")
    reading = parse(docx(body + p("Developer, Havtech AB, 2015 – 2018")), "docx", TODAY)
    assert reading.fields["basics"]["name"] == "Per-Olof af Klintberg"


def test_markdown_in_italics():
    reading = text("# Rafael Ortiz de Zárate", "## Work", "### Engineer — Havtech S.L.", "*Feb 2021 – Present, Bilbao*")
    assert jobs(reading) == [("Engineer", "Havtech S.L.", "2021-02", None)]


@pytest.mark.parametrize(
    ("line", "below"), [("2019 - Havtech AS", "Oslo"), ("ISO 2019", "2020"), ("2015 – 2018", "2019")]
)
def test_whole_lines_stay_as_they_are(line: str, below: str):
    assert mended_range(line, below) is None


CANDIDATE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9"
 xmlns:eures="http://www.europass_eures.eu/1.0" xmlns:hr="http://www.hr-xml.org/3"><CandidateSupplier><PersonContact>
<PersonName><oa:GivenName>Somebody</oa:GivenName></PersonName></PersonContact></CandidateSupplier>
<CandidatePerson><PersonName><oa:GivenName>Petra</oa:GivenName><hr:FamilyName>Horvátová</hr:FamilyName></PersonName>
<Communication><ChannelCode>Email</ChannelCode><Text>petra@example.org</Text></Communication>
<PrimaryLanguageCode name="NORMAL">slk</PrimaryLanguageCode>
<PrimaryLanguageCode name="FREE_TEXT">Rusyn</PrimaryLanguageCode>
</CandidatePerson><CandidateProfile><EmploymentHistory><EmployerHistory>
<hr:OrganizationName>Havtech AS</hr:OrganizationName>
<PositionHistory><PositionTitle>Tester</PositionTitle><eures:EmploymentPeriod><eures:StartDate>
<hr:FormattedDateTime>2014</hr:FormattedDateTime></eures:StartDate><hr:CurrentIndicator>true</hr:CurrentIndicator>
</eures:EmploymentPeriod></PositionHistory></EmployerHistory></EmploymentHistory><PersonQualifications>
<PersonCompetency><CompetencyID schemeName="NORMAL">ger</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID>
</PersonCompetency>
</PersonQualifications><Skills><PersonCompetency><hr:TaxonomyID>Digital_Skill</hr:TaxonomyID>
<hr:CompetencyName>Selenium</hr:CompetencyName></PersonCompetency><SkillsGroup><Title>Tools</Title><PersonCompetency>
<hr:TaxonomyID>Digital_Skill</hr:TaxonomyID><hr:CompetencyName>Jira</hr:CompetencyName></PersonCompetency></SkillsGroup>
</Skills></CandidateProfile></Candidate>"""


def test_the_newer_europass_format_as_its_editor_writes_it():
    reading = parse(CANDIDATE.encode(), sniff(CANDIDATE.encode(), "cv.xml"), TODAY)
    assert reading.fields["basics"] == {"name": "Petra Horvátová", "email": "petra@example.org"}
    assert jobs(reading) == [("Tester", "Havtech AS", "2014", None)]
    assert reading.fields["languages"] == [
        {"language": "Slovak", "fluency": "native"},
        {"language": "Rusyn", "fluency": "native"},
        {"language": "German"},
    ]
    assert {"Selenium", "Jira"} <= {skill["name"] for skill in reading.fields["skills"]}
