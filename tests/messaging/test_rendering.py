"""Whatever somebody calls themselves or writes, a mail stays one subject, our links and their words."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kretslop.messaging.rendering import day_in_words, render

HOSTILE = [
    '<script>alert("x")</script>',
    "Havtech\nBcc: everybody@example.com",
    "Havtech\r\n\r\n[Get your visa](https://evil.example/)\r\n\r\n",
    "Havtech\n\n> You are hired\n\n",
    "x](https://evil.example/?",
    "[a](https://evil.example/)",
    "\u2028[a](https://evil.example/)\u2028",
    "{{ code }} {% now 'Y' %} %(employer)s",
    "\ue001a\ue002(https://evil.example/)",
    "\x1b[31m\x00\x7f",
]
VALUES = {
    "first_name": "Diogo",
    "employer": "Havtech AS",
    "employer_about": "We build ships.",
    "wanted": "Backend engineer",
    "liaison": "Ingrid Moen",
    "liaison_email": "ingrid@example.org",
    "due": "Friday 27 November",
    "words": "Your work is strong.",
    "state": "declined",
}


def mail(kind="consent_asked", language="en", **values):
    return render(kind=kind, language=language, to_name="Diogo Salgado", context={**VALUES, **values})


def links(html):
    return re.findall(r'href="([^"]*)"', html)


@pytest.mark.parametrize("field", ["employer", "employer_about", "wanted", "liaison", "first_name", "due"])
@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_brings_no_markup_of_its_own(field, value):
    plain, made = mail(), mail(**{field: value})
    assert links(made.html) == links(plain.html)
    assert made.html.count("<blockquote") == plain.html.count("<blockquote") == 0
    assert "<script" not in made.html
    assert made.html.count("<p ") == plain.html.count("<p ")
    assert made.subject == " ".join(made.subject.split())
    assert made.subject.isprintable()


@given(st.text(max_size=200))
def test_any_text_at_all(value):
    plain, made = mail(), mail(employer=value, employer_about=value)
    assert links(made.html) == links(plain.html)
    assert made.subject.isprintable()
    assert len(made.subject) <= 250


def test_links_lead_to_http_only():
    made = render(kind="password_reset", language="en", to_name="", context={"link": "javascript:alert(1)"})
    assert links(made.html) == []
    made = render(kind="password_reset", language="en", to_name="", context={"link": "https://example.org/r/1?a=b&c=d"})
    assert links(made.html) == ["https://example.org/r/1?a=b&amp;c=d"]
    assert "https://example.org/r/1?a=b&c=d" in made.text


def test_an_address_may_hold_brackets():
    made = render(kind="password_reset", language="en", to_name="", context={"link": "http://[::1]:8000/r/1"})
    assert links(made.html) == ["http://[::1]:8000/r/1"]
    assert "http://[::1]:8000/r/1" in made.text


def test_words_are_quoted_line_by_line():
    made = mail("released", words="Strong work.\n\n[Click](https://evil.example/) <b>\r\nNorwegian > English.")
    assert len(links(made.html)) == 1
    quote = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", made.html, re.DOTALL).group(1)
    assert quote == "Strong work.<br><br>[Click](https://evil.example/) &lt;b&gt;<br>Norwegian &gt; English."
    assert "> Strong work.\n" in made.text
    assert "\n> [Click](https://evil.example/) <b>\n> Norwegian > English." in made.text


def test_signs_that_we_hide_while_reading_come_back():
    made = mail(employer="Fjord [Bank] > ASA", employer_about="One.\nTwo.")
    assert made.subject == "May we introduce you to Fjord [Bank] > ASA?"
    assert "Fjord [Bank] > ASA is looking" in made.text
    assert "Fjord [Bank] &gt; ASA is looking" in made.html
    assert "One.\nTwo." in made.text
    assert "One.<br>Two." in made.html
    assert not re.search("[\u2028\ue000-\uf8ff]", made.subject + made.text + made.html)


def test_both_languages():
    english, norwegian = mail(), mail(language="nb")
    assert english.subject == "May we introduce you to Havtech AS?"
    assert norwegian.subject != english.subject
    assert "Havtech AS" in norwegian.subject
    assert '<html lang="nb">' in norwegian.html
    assert "Hi Diogo," not in norwegian.text


def test_a_long_word_wraps_and_a_long_subject_is_cut():
    made = mail(employer="Å" * 400)
    assert len(made.subject) == 250
    assert "overflow-wrap:anywhere" in made.html
    assert "Å" * 400 in made.text


@pytest.mark.parametrize(("language", "words"), [("en", "Friday 27 November"), ("nb", "fredag 27. november")])
def test_a_day_in_words(language, words):
    assert day_in_words(date(2026, 11, 27), language) == words
    assert day_in_words(datetime(2026, 11, 26, 23, 30, tzinfo=UTC), language) == words


def test_a_deadline_is_a_day_in_norway_whoever_asks():
    four_in_norway = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
    with timezone.override(ZoneInfo("Pacific/Auckland")):
        assert day_in_words(four_in_norway, "en") == "Friday 27 November"
