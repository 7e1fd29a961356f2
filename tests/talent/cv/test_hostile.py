"""Hostile files: none accepted, none over time or memory, none crashes the reader."""

import os
import time
from collections.abc import Callable

import pytest

from kretslop.talent.cv import MAX_BYTES, read_cv
from kretslop.talent.cv.reading import WHY_CODES

from .files import docx, english_cv, p, pdf
from .hostile import all_hostile

SECONDS = 1.0
"""For what may run until it is ended; all others get the time of real life, on a busy machine too."""
IN_LIFE = 10.0
FULL = 1 if os.environ.get("KRETSLOP_SOAK") else 8
"""Tiring texts are an eighth as long in the usual run."""


#: Each takes the reader to its limit; the usual run tries one bomb and one endless page for all of them.
LONG = {"PDF bomb, twice packed", "PDF with 100 000 empty pages", "PDF with a deep array"}
#: Each goes the way of another one that the usual run tries.
TWINS = {
    "strangely locked PDF", "PDF with a named script", "PDF of noise", "PDF with 150 000 words on a page",
    "JSON, a list", "JSON, something else", "parameter entity", "entity from the network", "XML, another kind",
    "DOCX that allows macros", "DOCX, deep", "DOCX, empty", "DOCX bomb that lies", "ODT with scripts",
}  # fmt: skip
CASES = [
    pytest.param(*case[1:], id=case[0], marks=[pytest.mark.soak] * (case[0] in LONG | TWINS)) for case in all_hostile()
]


@pytest.mark.parametrize(("file", "make", "right"), CASES)
def test_refused_in_time(file: str, make: Callable[[], bytes], right: set[str]):
    data = make()
    assert len(data) <= MAX_BYTES or right == {"too_large"}
    started = time.monotonic()
    reading = read_cv(data, file, timeout_s=SECONDS if "timeout" in right else IN_LIFE)
    assert time.monotonic() - started < IN_LIFE
    assert not reading.readable
    assert reading.why in right
    assert reading.why in WHY_CODES
    assert reading.fields == {}
    assert reading.text == ""


TIRING = {
    "digits": b"1" * 2_000_000,
    "numbers and gaps": b"12 34 " * 400_000,
    "at signs": b"a@" * 1_000_000,
    "mail without end": b"a.a." * 500_000 + b"@",
    "dashes": b"Jan 2019 " + b"- " * 1_000_000,
    "commas": b"Engineer, " * 300_000,
    "languages": b"English Norwegian " * 100_000,
    "short lines": b"a\n" * 1_000_000,
    "brackets": b"(" * 1_000_000,
    "spaces": b"x" + b" " * 3_000_000 + b"y",
    "periods": b"2019 - 2020\n" * 100_000,
    "one word": b"a" * 3_000_000,
    "capitals": b"A B C D " * 300_000,
}


TRIED = {"digits", "mail without end", "dashes", "periods"}
"""What the usual run tries; a soak tries all."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.soak] * (name not in TRIED)) for name in TIRING]
)
def test_tiring_text_ends_in_time(name: str):
    """Text that makes patterns try again and again, inside a CV; it may be read or refused, but in time."""
    text = TIRING[name][: len(TIRING[name]) // FULL]
    started = time.monotonic()
    reading = read_cv(b"Kari Berg\nExperience\n" + text + b"\nEducation\n" + text[:50_000], "cv.txt")
    assert time.monotonic() - started < 10
    assert reading.readable or reading.why in WHY_CODES


def test_a_page_tree_in_a_ring_is_left_and_the_page_read():
    ring = pdf(english_cv(), extra={2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"})
    assert read_cv(ring, "cv.pdf", timeout_s=IN_LIFE).fields["basics"]["name"] == "Diogo Salgado"


def test_a_slow_child_is_ended():
    started = time.monotonic()
    reading = read_cv(pdf(english_cv()), "cv.pdf", timeout_s=0.05)
    assert reading.why == "timeout"
    assert time.monotonic() - started < IN_LIFE


@pytest.mark.parametrize("size", [pytest.param(size, marks=[pytest.mark.soak] * (size in {1, 60, 900})) for size in
                                  (1, 7, 60, 300, 900, 1500)])  # fmt: skip
def test_a_torn_file_is_never_an_error(size: int):
    for data, name in ((pdf(english_cv()), "cv.pdf"), (docx(p("Kari Berg")), "cv.docx")):
        reading = read_cv(data[:size], name, timeout_s=IN_LIFE)
        assert reading.readable or reading.why in WHY_CODES
