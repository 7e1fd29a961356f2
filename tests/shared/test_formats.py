"""Days are written as people in Europe read them, in both languages."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize(("language", "words"), [("en", "8 December 2025"), ("nb", "8. desember 2025")])
def test_the_day_stands_before_the_month(language, words):
    with translation.override(language):
        assert date_format(date(2025, 12, 8)) == words
