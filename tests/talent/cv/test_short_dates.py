"""Months with a year of two digits, and school years, in whole CVs of several layouts, beside what looks like them."""

from datetime import date

import pytest

from kretslop.talent.cv.parsing import parse
from kretslop.talent.cv.reading import Reading

from .files import Page, docx, p, pdf

TODAY = date(2026, 11, 21)
JOBS = [("Systemutvikler", "Havtech AS", "2019-08", None), ("Driftstekniker", "Fjordbank ASA", "2016-11", "2019-07")]

TABS = """Tomasz Fijał
Storgata 5, 9008 Tromsø
Tlf. 08 19 07 21
tomasz@example.org

Arbeidserfaring
08.19 – d.d.\tSystemutvikler, Havtech AS
\tPython 3.10–3.12, Ubuntu 12.04–12.10
11.16–07.19\tDriftstekniker, Fjordbank ASA
\tVakt kl. 08.15–09.20, oppetid 99.95

Utdanning
2013/14 – 2015/16\tBachelor i informatikk, NTNU
2012/2013\tÅrsstudium i matematikk, Universitetet i Tromsø
"""

SLASHES = """# Tomasz Fijał
tomasz@example.org · +47 08 19 07 21

## Work experience

### Systemutvikler, Havtech AS (08/19 - present)
- Moved 08/10 services to macOS 10.14 - 10.15

### Driftstekniker, Fjordbank ASA (11/16 - 07/19)
- Cut costs by 02.05–10.10 %

## Education

- Bachelor, informatikk, NTNU, 2013/14 – 2015/16
- Årsstudium, matematikk, Universitetet i Tromsø, 2012/13
"""


def word_file() -> Reading:
    rows = ["Tomasz Fijał|Title", "Tlf. 08 19 07 21 · tomasz@example.org|", "Arbeidserfaring|Heading1",
            "Systemutvikler|Heading2", "Havtech AS, 08.19–nå|", "Driftstekniker|Heading2",
            "Fjordbank ASA, 11.16–07.19|", "Utdanning|Heading1", "Bachelor i informatikk, NTNU\t2013/14 – 2015/16|",
            "Årsstudium i matematikk, Universitetet i Tromsø\t2012/2013|"]  # fmt: skip
    return parse(docx("".join(p(*row.split("|")) for row in rows)), "docx", TODAY)


def page_with_a_margin() -> Reading:
    page = Page()
    page.put(40, 50, "Tomasz Fijal", 20, bold=True)
    page.put(40, 72, "Tlf. 08 19 07 21 | tomasz@example.org", 10)
    page.put(40, 110, "Arbeidserfaring", 14, bold=True)
    page.put(40, 135, "08.19 – d.d.", 10)
    page.put(150, 135, "Systemutvikler, Havtech AS", 10)
    page.put(40, 155, "11.16 – 07.19", 10)
    page.put(150, 155, "Driftstekniker, Fjordbank ASA", 10)
    page.put(40, 190, "Utdanning", 14, bold=True)
    page.put(40, 215, "2013/14 – 2015/16", 10)
    page.put(150, 215, "Bachelor i informatikk, NTNU", 10)
    page.put(40, 235, "2012/2013", 10)
    page.put(150, 235, "Årsstudium i matematikk, Universitetet i Tromsø", 10)
    return parse(pdf(page), "pdf", TODAY)


@pytest.mark.parametrize(
    "read",
    [
        lambda: parse(TABS.encode(), "text", TODAY), lambda: parse(SLASHES.encode(), "text", TODAY),
        word_file, page_with_a_margin,
    ],
    ids=["tabs", "markdown", "word", "pdf"],
)  # fmt: skip
def test_every_layout_says_the_same(read):
    fields = read().fields
    keys = ("position", "name", "startDate", "endDate")
    assert [tuple(job.get(key) for key in keys) for job in fields["work"]] == JOBS
    keys = ("studyType", "area", "institution", "startDate", "endDate")
    assert [tuple(study.get(key) for key in keys) for study in fields["education"]] == [
        ("Bachelor", "informatikk", "NTNU", "2013", "2016"),
        ("Årsstudium", "matematikk", "Universitetet i Tromsø", "2012", "2013"),
    ]
    assert fields["basics"]["phone"].removeprefix("+47 ") == "08 19 07 21"


@pytest.mark.parametrize("line", ["08.19–07.21", "08/19 - 07/21", "2015/2016 – 2017/2018", "Born 08.07.1991"])
def test_a_period_in_the_head_is_no_telephone(line):
    read = parse(f"Amara Kalu\namara@example.org\n{line}\nWork experience\nDeveloper, Havtech AS, 2019 – 2021".encode(),
                 "text", TODAY)  # fmt: skip
    assert not read.fields["basics"].get("phone")
