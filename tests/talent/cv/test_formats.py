"""JSON Resume, DOCX, ODT, Europass XML and plain text."""

import json
from datetime import date
from typing import Any

import pytest

from kretslop.talent.cv.gate import sniff
from kretslop.talent.cv.parsing import parse
from kretslop.talent.cv.reading import Reading, UnreadableError

from .files import docx, odt, p

TODAY = date(2026, 11, 21)

RESUME: dict[str, Any] = {
    "basics": {
        "name": "Tomasz Fijał",
        "label": "DevOps Engineer",
        "email": "tomasz.fijal@example.org",
        "phone": "+48 601 234 567",
        "summary": "Likes calm deployments.",
        "location": {"city": "Kraków", "countryCode": "PL"},
    },
    "work": [
        {
            "name": "Solberg IT AS",
            "position": "DevOps Engineer",
            "startDate": "2021-06-01",
            "summary": "Kubernetes on Azure.",
        },
        {
            "name": "Carpatia",
            "position": "Administrator",
            "startDate": "2017-03",
            "endDate": "2021-05",
            "highlights": ["Ansible"],
        },
        {"name": "Own", "position": "Freelancer", "startDate": "2018-01", "endDate": "2019-12"},
    ],
    "volunteer": [{"organization": "Scouts", "startDate": "2000-01", "endDate": "2015-01"}],
    "education": [
        {"institution": "AGH", "area": "Computer Science", "studyType": "MSc", "startDate": "2012", "endDate": "2017"}
    ],
    "skills": [{"name": "Cloud", "keywords": ["Terraform", "Azure"]}, {"name": "Basket weaving"}],
    "languages": [{"language": "English", "fluency": "C1 – advanced"}, {"language": "Polish", "fluency": "Native"}],
    "references": [{"name": "Anna Nowak", "reference": "Great at COBOL, write to anna@example.com"}],
    "publications": [{"name": "On Haskell", "publisher": "Havtech"}],
}
LINES = [
    "Linh Hoàng",
    "Hanoi, Vietnam · linh.hoang@example.com · +84 912 345 678",
    "Work experience",
    "QA Engineer, Fjordbank ASA, Oslo\t03/2019 - now",
    "Automation with Cypress and Playwright.",
    "Tester, Nordlys Energi AS\t06/2016 - 02/2019",
    "Education",
    "Bachelor of Engineering in Information Technology, Hanoi University\t2012 - 2016",
    "Languages",
    "Vietnamese (native), English (B2)",
    "References",
    "Minh Tran, minh@example.com, +84 900 000 000",
]
HEADINGS = {"Work experience", "Education", "Languages", "References"}


def read(data: bytes, name: str) -> Reading:
    return parse(data, sniff(data, name), TODAY)


def resume(**changes: Any) -> Reading:
    return read(json.dumps({**RESUME, **changes}).encode(), "cv.json")


def is_linh(reading: Reading) -> None:
    basics = reading.fields["basics"]
    assert basics["name"] == "Linh Hoàng"
    assert basics["email"] == "linh.hoang@example.com"
    assert basics["phone"] == "+84 912 345 678"
    assert basics["location"]["city"] == "Hanoi"
    assert [(job["position"], job["name"], job["startDate"]) for job in reading.fields["work"]] == [
        ("QA Engineer", "Fjordbank ASA", "2019-03"),
        ("Tester", "Nordlys Energi AS", "2016-06"),
    ]
    assert reading.fields["education"][0]["institution"] == "Hanoi University"
    assert reading.fields["education"][0]["endDate"] == "2016"
    assert {row["language"]: row["fluency"] for row in reading.fields["languages"]} == {
        "Vietnamese": "native",
        "English": "B2",
    }
    assert {"Cypress", "Playwright"} <= {skill["name"] for skill in reading.fields["skills"]}
    assert reading.years_of_experience == 10
    assert "Minh" not in str(reading.fields)
    assert "900 000" not in str(reading.fields)


def test_json_resume():
    reading = resume()
    assert reading.fields["basics"]["name"] == "Tomasz Fijał"
    assert reading.fields["work"][0] == {
        "name": "Solberg IT AS",
        "position": "DevOps Engineer",
        "summary": "Kubernetes on Azure.",
        "startDate": "2021-06-01",
    }
    assert reading.years_of_experience == 9
    assert reading.provenance["work[1].name"] == "work[1]"
    assert reading.fields["languages"][0] == {"language": "English", "fluency": "C1", "cefr": "C1"}
    assert reading.fields["languages"][1] == {"language": "Polish", "fluency": "Native"}
    found = {skill["name"] for skill in reading.fields["skills"]}
    assert {"Terraform", "Microsoft Azure", "Kubernetes", "Ansible"} <= found
    assert not found & {"COBOL", "Haskell"}
    assert "Basket weaving" in reading.fields["unknown_skills"]
    assert "Nowak" not in str(reading.fields)


def test_json_resume_of_odd_kinds_keeps_what_is_right():
    reading = resume(
        basics={"name": ["x"], "email": "not an address", "location": "Oslo", "phone": 41234567},
        work=[None, 3, {"name": "Havtech AS", "startDate": "spring", "endDate": {"a": 1}, "highlights": "none"}],
        skills=["Python", {"name": 3, "keywords": {"a": 1}}],
    )
    assert reading.fields["basics"] == {"phone": "41234567"}
    assert reading.fields["work"] == [{"name": "Havtech AS"}]
    assert reading.years_of_experience is None
    assert {"no_name", "no_email", "date_unclear"} <= set(reading.warnings)


def test_json_resume_end_before_start():
    reading = resume(work=[{"name": "Havtech AS", "startDate": "2020-01", "endDate": "2019-01"}])
    assert "dates_in_wrong_order" in reading.warnings
    assert reading.years_of_experience is None


def test_json_with_a_mark_and_in_utf_16():
    text = json.dumps(RESUME, ensure_ascii=False)
    for data in (b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        assert read(data, "cv.json").fields["basics"]["name"] == "Tomasz Fijał"


def test_plain_text():
    is_linh(read("\n".join(line.replace("\t", "        ") for line in LINES).encode(), "cv.txt"))


def test_plain_text_tells_the_line():
    assert read("\n".join(LINES).encode(), "cv.txt").provenance["work[1].name"] == "line 6"


def test_markdown():
    text = "\n".join(f"## {line}" if line in HEADINGS else line for line in LINES).replace(
        "Linh Hoàng", "# Linh Hoàng", 1
    )
    is_linh(read(text.encode(), "cv.md"))


def test_docx():
    is_linh(read(docx("".join(p(line, "Heading1" if line in HEADINGS else "") for line in LINES)), "cv.docx"))


def test_docx_table_with_two_columns():
    left = "".join(
        p(line)
        for line in ["Skills", "Cypress", "Playwright", "Jira", "Languages", "English (B2)", "Vietnamese (native)"]
    )
    right = "".join(p(line) for line in ["Linh Hoàng", "linh.hoang@example.com", *LINES[2:8]])
    reading = read(docx(f"<w:tbl><w:tr><w:tc>{left}</w:tc><w:tc>{right}</w:tc></w:tr></w:tbl>"), "cv.docx")
    assert reading.fields["basics"]["name"] == "Linh Hoàng"
    assert [job["name"] for job in reading.fields["work"]] == ["Fjordbank ASA", "Nordlys Energi AS"]
    assert [row["language"] for row in reading.fields["languages"]] == ["English", "Vietnamese"]


def test_docx_text_box_header_and_deleted_words():
    box = f"<w:r><w:txbxContent>{p('Contact', 'Heading1')}{p('linh.hoang@example.com')}</w:txbxContent></w:r>"
    fallback = f"<w:r><w:Fallback>{p('copy@example.com')}</w:Fallback></w:r>"
    deleted = "<w:p><w:del><w:r><w:delText>Secret AS</w:delText></w:r></w:del></w:p>"
    header = f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{p("Linh Hoàng")}</w:hdr>'
    body = f"<w:p>{box}{fallback}</w:p>" + deleted + "".join(p(line) for line in LINES[2:8])
    reading = read(docx(body, {"word/header1.xml": header.encode()}), "cv.docx")
    assert reading.fields["basics"]["name"] == "Linh Hoàng"
    assert reading.fields["basics"]["email"] == "linh.hoang@example.com"
    assert "Secret" not in reading.text
    assert "copy@" not in reading.text


def test_odt():
    body = "".join(
        f'<text:h text:outline-level="1">{line}</text:h>'
        if line in HEADINGS
        else f"<text:p>{line}</text:p>".replace("\t", "<text:tab/>")
        for line in LINES
    )
    is_linh(read(odt(body), "cv.odt"))


def test_odt_counts_pages_and_reads_lists():
    items = "<text:list><text:list-item><text:p>Cypress</text:p></text:list-item></text:list>"
    body = f"<text:p>Linh Hoàng</text:p><text:h>Work experience</text:h><text:p>{LINES[5]}</text:p>{items}"
    body += f"<text:soft-page-break/><text:h>Education</text:h><text:p>{LINES[7]}</text:p>"
    reading = read(odt(body.replace("\t", "<text:tab/>")), "cv.odt")
    assert reading.provenance["education[0].institution"] == "page 2"
    assert reading.fields["work"][0]["summary"] == "Cypress"


SKILLS_PASSPORT = """<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo>
<Identification><PersonName><FirstName>Diogo</FirstName><Surname>SALGADO</Surname></PersonName><ContactInfo>
<Address>
<Contact><PostalCode>4150</PostalCode><Municipality>Porto</Municipality><Country><Code>PT</Code></Country></Contact>
</Address>
<Email><Contact>diogo@example.com</Contact></Email>
<TelephoneList><Telephone><Contact>+351 912 345 678</Contact></Telephone></TelephoneList></ContactInfo></Identification>
<WorkExperienceList><WorkExperience><Period><From year="2018" month="--03"/><Current>true</Current></Period>
<Position><Label>Developer</Label></Position>
<Activities>&lt;p&gt;Services in &lt;b&gt;Kotlin&lt;/b&gt;&lt;/p&gt;</Activities>
<Employer><Name>Havtech AS</Name>
<ContactInfo><Address><Contact><Country><Label>Norway</Label></Country></Contact></Address></ContactInfo>
</Employer></WorkExperience></WorkExperienceList>
<EducationList><Education>
<Period><From year="2012"/><To year="2017" month="--06"/></Period><Title>Master in Informatics</Title>
<Organisation><Name>University of Porto</Name></Organisation></Education></EducationList>
<Skills><Linguistic>
<MotherTongueList><MotherTongue><Description><Label>Portuguese</Label></Description></MotherTongue></MotherTongueList>
<ForeignLanguageList><ForeignLanguage>
<Description><Label>English</Label></Description><ProficiencyLevel><Listening>C1</Listening>
<Reading>C2</Reading><Writing>B2</Writing></ProficiencyLevel></ForeignLanguage></ForeignLanguageList></Linguistic>
<Computer><Description>Docker and PostgreSQL</Description></Computer></Skills>
<ReferenceTo idref="x"/></LearnerInfo></SkillsPassport>"""


def test_europass_skills_passport():
    reading = read(SKILLS_PASSPORT.encode(), "cv.xml")
    assert reading.fields["basics"]["name"] == "Diogo Salgado"
    assert reading.fields["basics"]["location"] == {"postalCode": "4150", "city": "Porto", "countryCode": "PT"}
    assert reading.fields["work"] == [
        {
            "name": "Havtech AS",
            "position": "Developer",
            "location": "Norway",
            "summary": "Services in Kotlin",
            "startDate": "2018-03",
        }
    ]
    assert reading.fields["education"][0]["endDate"] == "2017-06"
    assert reading.fields["languages"] == [
        {"language": "Portuguese", "fluency": "native"},
        {"language": "English", "fluency": "B2", "cefr": "B2"},
    ]
    assert "language_levels_differ" in reading.warnings
    assert {"Kotlin", "Docker", "PostgreSQL"} <= {skill["name"] for skill in reading.fields["skills"]}
    assert reading.years_of_experience == 8


def test_europass_candidate():
    xml = """<?xml version="1.0"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:h="http://www.hr-xml.org/3" xmlns:o="urn:o">
<CandidatePerson><PersonName><o:GivenName>Amara</o:GivenName><h:FamilyName>Kalu</h:FamilyName></PersonName>
<Communication><ChannelCode>Email</ChannelCode><o:URI>amara@example.org</o:URI></Communication>
<Communication><Address><o:CityName>Lagos</o:CityName><CountryCode>ng</CountryCode></Address></Communication></CandidatePerson>
<CandidateProfile><EmploymentHistory><EmployerHistory><h:OrganizationName>Fjordbank ASA</h:OrganizationName>
<PositionHistory><PositionTitle>Data Engineer</PositionTitle><EmploymentPeriod><StartDate>
<h:FormattedDateTime>2020-02-01</h:FormattedDateTime>
</StartDate><h:CurrentIndicator>true</h:CurrentIndicator></EmploymentPeriod></PositionHistory></EmployerHistory></EmploymentHistory>
<PersonQualifications><PersonCompetency><CompetencyID>eng</CompetencyID>
<h:TaxonomyID>language</h:TaxonomyID><CompetencyDimension>
<Score><h:ScoreText>C1</h:ScoreText></Score></CompetencyDimension></PersonCompetency></PersonQualifications>
</CandidateProfile></Candidate>"""
    reading = read(xml.encode(), "cv.xml")
    assert reading.fields["basics"]["name"] == "Amara Kalu"
    assert reading.fields["basics"]["location"] == {"city": "Lagos", "countryCode": "NG"}
    assert reading.fields["work"] == [{"name": "Fjordbank ASA", "position": "Data Engineer", "startDate": "2020-02"}]
    assert reading.fields["languages"] == [{"language": "English", "fluency": "C1", "cefr": "C1"}]


@pytest.mark.parametrize(
    "words",
    ["Dear Sir, I apply for the job.\n" * 3, "Milk\nBread\nButter\nCoffee and some sugar for the weekend\n" * 2],
)
def test_other_text_is_not_a_cv(words: str):
    with pytest.raises(UnreadableError) as refused:
        read(words.encode(), "cv.txt")
    assert refused.value.why == "not_a_cv"
