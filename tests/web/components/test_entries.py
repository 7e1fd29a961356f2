"""Forms: errors and help are wired to their fields, and what was answered stays."""

import datetime
import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from kretslop.web.gallery import SampleForm


def draw(source, **values):
    return Template("{% load ui %}" + source).render(Context(values))


def squeeze(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


def wrong_form():
    return SampleForm({"email": "diogo", "posts": "0", "level": "9"})


@pytest.mark.parametrize("name", ["name", "email", "country", "posts"])
def test_an_error_is_wired_to_its_field(name):
    form = wrong_form()
    html = draw("{% field bound %}", bound=form[name])
    control = re.search(r"<(?:input|select|textarea)[^>]*>", html).group()
    assert 'aria-invalid="true"' in control
    described = re.search(r'aria-describedby="([^"]+)"', control).group(1).split()
    assert f"id_{name}_error" in described
    for each in described:
        assert f'id="{each}"' in html
    assert form.errors[name][0] in squeeze(html)


def test_a_group_carries_its_help_and_error():
    html = draw("{% field bound note='Guess.' %}", bound=wrong_form()["level"])
    fieldset = re.search(r"<fieldset[^>]*>", html).group()
    assert 'aria-describedby="id_level_helptext id_level_error id_level_note"' in fieldset
    for each in ("id_level_helptext", "id_level_error", "id_level_note"):
        assert f'id="{each}"' in html
    assert html.count('type="radio"') == 3
    assert len(set(re.findall(r'<input[^>]* id="([^"]+)"', html))) == 3
    assert "<legend" in html


def test_a_note_joins_the_help():
    html = draw("{% field bound note='Nobody sees it.' %}", bound=SampleForm()["name"])
    assert 'aria-describedby="id_name_helptext id_name_note"' in html


def test_the_answer_given_stays_in_the_field():
    right = SampleForm({"name": "Linh Hoàng", "level": "2", "places": ["as"], "country": "VN", "keep": "on"})
    html = "".join(
        draw("{% field bound %}", bound=right[name]) for name in ("name", "level", "places", "country", "keep")
    )
    assert 'value="Linh Hoàng"' in html
    assert re.search(r'value="2"[^>]* checked', html)
    assert re.search(r'value="as"[^>]* checked', html)
    assert re.search(r'value="VN" selected', html)
    assert html.count(" checked") == 3


def test_optional_fields_say_so():
    assert "(optional)" in squeeze(draw("{% field bound %}", bound=SampleForm()["phone"])).replace("( ", "(")
    assert "optional" not in draw("{% field bound %}", bound=SampleForm()["name"])
    assert "required" in draw("{% field bound %}", bound=SampleForm()["name"])


@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_date_is_picked_in_the_browsers_own_way(language):
    form = SampleForm(initial={"start_on": datetime.date(2027, 2, 1)})
    with translation.override(language):
        html = draw("{% field bound %}", bound=form["start_on"])
    assert 'type="date"' in html
    assert 'value="2027-02-01"' in html


def test_the_error_summary_leads_to_each_field():
    form = wrong_form()
    html = draw("{% form form submit='Save' %}{% endform %}", form=form)
    targets = re.findall(r'<a class="ds-link" href="#([^"]+)"', html)
    assert len(targets) == sum(len(errors) for errors in form.errors.values())
    for target in targets:
        assert re.search(rf'<(?:input|select|textarea)[^>]* id="{target}"', html), target
    assert "data-focus" in html
    assert "autofocus" in html


def test_a_form_without_errors_has_no_summary():
    assert "ds-error-summary" not in draw("{% form form submit='Save' %}{% endform %}", form=SampleForm())


def test_one_error_is_counted_as_one():
    class Form(forms.Form):
        name = forms.CharField()

    assert "One thing is missing" in draw("{% form_errors form %}", form=Form({}))


def test_files_travel_with_the_form():
    assert 'enctype="multipart/form-data"' in draw("{% form form %}{% endform %}", form=SampleForm())


def test_hidden_fields_travel_once():
    html = draw("{% form form %}{% endform %}", form=SampleForm())
    assert html.count('name="token"') == 1
