"""Every code has words that say what to do, in English and Norwegian."""

import pytest
from django.utils import translation

from kretslop.talent.cv import wording
from kretslop.talent.cv.reading import WARNING_CODES, WHY_CODES


@pytest.mark.parametrize("code", WHY_CODES)
def test_every_refusal_says_what_to_do(code: str):
    with translation.override("en"):
        english = wording.why(code)
    with translation.override("nb"):
        norwegian = wording.why(code)
    assert "fill in the fields yourself" in english
    assert "fyll ut feltene selv" in norwegian


@pytest.mark.parametrize("code", WARNING_CODES)
def test_every_warning_has_words_in_both_languages(code: str):
    with translation.override("en"):
        english = wording.warning(code)
    with translation.override("nb"):
        assert wording.warning(code) != english


def test_nothing_is_said_about_a_readable_file():
    assert wording.why("") == ""


def test_places():
    with translation.override("en"):
        assert wording.place("page 2") == "read from your CV, page 2"
        assert wording.place("line 7") == "read from your CV, line 7"
        assert wording.place("work[0]") == "read from your CV, work, entry 1"
        assert wording.place("LearnerInfo") == "read from your CV"
    with translation.override("nb"):
        assert wording.place("work[0]") == "lest fra CV-en din, arbeid, punkt 1"
