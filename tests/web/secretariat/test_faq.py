"""Questions and answers of the public page."""

import re

import pytest
from django.urls import reverse

from kretslop.campaigns.models import FaqEntry

pytestmark = pytest.mark.usefixtures("contexts")


@pytest.fixture
def url(campaign):
    return reverse("secretariat:questions", args=(campaign.ref, "en"))


def posted(page):
    """What the browser would send back from the page as it stands."""
    html = page.content.decode()
    rows = int(re.search(r'name="rows" value="(\d+)"', html)[1])
    data = {"rows": rows}
    for number in range(rows):
        form = page.context["forms"][number]
        for name in ("question", "answer", "suggested"):
            data[f"row{number}-{name}"] = form[name].value() or ""
    return data


def test_eleven_questions_to_start_from_must_be_confirmed(kari, campaign, url):
    assert "Start from eleven questions" in kari.get(url).content.decode()
    started = kari.post(url, {"rows": "0", "do": "start"})
    assert "Your changes are not saved yet" in started.content.decode()
    assert not FaqEntry.objects.exists()
    data = posted(started)
    assert data["rows"] == 11
    refused = kari.post(url, data | {"do": "save"})
    assert refused.status_code == 422
    assert "Please read the suggested answer" in refused.content.decode()
    assert not FaqEntry.objects.exists()
    saved = kari.post(url, data | {f"row{n}-confirmed": "on" for n in range(11)} | {"do": "save"})
    assert saved["Location"] == url
    assert FaqEntry.objects.filter(campaign=campaign, language="en").count() == 11
    assert "within 5 working days" in " ".join(FaqEntry.objects.values_list("answer", flat=True))


def test_the_other_language_has_its_own(kari, campaign, url):
    kari.post(url, {"rows": "1", "row0-question": "Why?", "row0-answer": "Because.", "do": "save"})
    other = url.replace("/en/", "/nb/")
    started = kari.post(other, {"rows": "0", "do": "start"})
    assert "Må jeg kunne norsk?" in started.content.decode()
    kari.post(other, {"rows": "1", "row0-question": "Hvorfor?", "row0-answer": "Derfor.", "do": "save"})
    assert set(FaqEntry.objects.values_list("language", "question")) == {("en", "Why?"), ("nb", "Hvorfor?")}
    assert kari.get(url.replace("/en/", "/xx/")).status_code == 404


def test_an_answer_that_asks_for_what_the_law_protects_is_pointed_at(kari, url):
    suggested = kari.post(url, {"rows": "0", "do": "start"}).content.decode()
    assert "Please look at these words" not in suggested
    row = {"rows": "1", "row0-question": "Who?", "row0-answer": "We look for men under 35 without children."}
    typed = kari.post(url, row | {"do": "add"}).content.decode()
    assert "These words ask about family or children" in typed
    kari.post(url, row | {"do": "save"})
    assert "Please look at these words" in kari.get(url).content.decode()


def test_moving_adding_and_removing_keep_what_is_written(kari, url):
    data = {"rows": "2", "row0-question": "One", "row0-answer": "1", "row1-question": "Two", "row1-answer": "2"}

    def questions(page):
        return [form["question"].value() for form in page.context["forms"]]

    assert questions(kari.post(url, data | {"do": "up-1"})) == ["Two", "One"]
    assert questions(kari.post(url, data | {"do": "down-0"})) == ["Two", "One"]
    assert questions(kari.post(url, data | {"do": "up-0"})) == ["One", "Two"]
    assert questions(kari.post(url, data | {"do": "remove-0"})) == ["Two"]
    assert questions(kari.post(url, data | {"do": "add"})) == ["One", "Two", ""]
    assert questions(kari.post(url, data | {"do": "up-99"})) == ["One", "Two"]
    assert not FaqEntry.objects.exists()
    assert kari.post(url, {"rows": "many"}).status_code == 404


def test_an_empty_answer_is_said_and_nothing_is_lost(kari, url):
    page = kari.post(url, {"rows": "1", "row0-question": "Why?", "row0-answer": "", "do": "save"})
    assert page.status_code == 422
    assert 'value="Why?"' in page.content.decode()
    assert not FaqEntry.objects.exists()
