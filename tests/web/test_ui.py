"""Components render and escape what they are given; the frame around the pages is whole."""

import re

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

EVIL = "<script>alert(1)</script>"


def draw(source, **values):
    return Template("{% load ui %}" + source).render(Context(values))


@pytest.mark.parametrize(
    "source",
    [
        "{% page_head evil sub=evil back_url=evil back_label=evil %}{% endpage_head %}",
        "{% panel evil aside=evil %}{% endpanel %}",
        "{% panel evil aside=evil aside_url=evil %}{{ evil }}{% endpanel %}",
        "{% task_list evil aside=evil %}{% endtask_list %}",
        "{% task_row evil url=evil tag=evil note=evil due=evil %}{{ evil }}{% endtask_row %}",
        "{% card evil url=evil %}{{ evil }}{% endcard %}",
        "{% empty_state evil %}{{ evil }}{% endempty_state %}",
        "{% alert evil %}{{ evil }}{% endalert %}",
        "{% quote by=evil %}{{ evil }}{% endquote %}",
        "{% details evil %}{{ evil }}{% enddetails %}",
        "{% table evil %}{% endtable %}",
        "{% action_bar note=evil %}{% endaction_bar %}",
        "{% side_list evil aside=evil %}{% side_item evil evil sub=evil %}{% endside_list %}",
        "{% kpis %}{% kpi evil evil evil %}{% endkpis %}",
        "{% tag evil %}{% avatar evil %}",
        "{% bars rows label=evil %}",
        "{% meter_row evil 1 2 note=evil %}",
        "{% criteria_list criteria %}",
        "{% path way %}{% steps way %}",
        "{% progress 1 2 label=evil %}",
        "{% stat_list pairs %}",
        "{% deadline evil who=evil after=evil %}",
        "{% button evil name=evil value=evil key=evil %}",
        "{% link_button evil evil %}{% post_button evil evil next=evil %}",
        "{% filter_chips choices label=evil %}{% tabs choices label=evil %}",
        "{% back_link evil evil %}{% pager evil evil position=evil total=evil previous_label=evil %}",
        "{% copy_field evil evil id=evil %}{% loading evil %}",
        "{% form form submit=evil cancel_url=evil cancel=evil %}{% endform %}",
        "{% fieldset evil help=evil %}{% endfieldset %}",
    ],
)
def test_what_a_component_is_given_is_escaped(source):
    class EvilForm(forms.Form):
        text = forms.CharField(label=EVIL, help_text=EVIL)
        choice = forms.ChoiceField(label=EVIL, choices=[(EVIL, EVIL)], widget=forms.RadioSelect)

        def clean(self):
            raise forms.ValidationError(EVIL)

    html = draw(
        source,
        evil=EVIL,
        rows=[(EVIL, 1, EVIL, EVIL)],
        criteria=[{"state": "met", "title": EVIL, "evidence": EVIL, "points": EVIL}],
        way=[{"state": "now", "title": EVIL, "text": EVIL, "url": EVIL, "url_label": EVIL}],
        pairs=[(EVIL, EVIL)],
        choices=[{"label": EVIL, "url": EVIL, "count": EVIL}],
        form=EvilForm({"text": "", "choice": EVIL}),
    )
    assert "<script" not in html
    assert "&lt;script" in html or "{% avatar" in source


def test_actions_belong_to_the_component_they_stand_in():
    html = draw(
        "{% task_row 'Amara Kalu' %}one{% actions %}first{% endactions %}{% endtask_row %}"
        "{% task_row 'Tomasz Fijał' %}two{% endtask_row %}"
    )
    first, second = html.split("Tomasz")
    assert "first" in first
    assert "first" not in second


def test_a_misspelt_meaning_is_refused():
    with pytest.raises(ValueError, match="unknown kind"):
        draw("{% tag 'x' 'gren' %}")
    with pytest.raises(ValueError, match="met, not_met or unknown"):
        draw("{% criteria_list items %}", items=[{"state": "meets"}])
    with pytest.raises(ValueError, match="unknown variant"):
        draw("{% button 'x' variant='blue' %}")


@pytest.mark.parametrize(("state", "word"), [("met", "Met:"), ("not_met", "Not met:"), ("unknown", "Unknown:")])
def test_a_criterion_is_said_in_words_too(state, word):
    html = draw("{% criteria_list items %}", items=[{"state": state, "title": "Kafka", "points": 4}])
    assert word in html
    assert "Kafka" in html


def test_bars_are_true_to_their_numbers():
    html = draw("{% bars rows shares=True %}", rows=[("Registered", 200), ("Approved", 50), ("Hired", 1, "", "now")])
    assert re.findall(r'width="([\d.]+)%" height="100%" rx="5"', html) == ["100.00", "25.00", "0.50"]
    assert "25\xa0%" in html
    assert 'class="now"' in html


def test_bars_of_nothing_have_no_length():
    html = draw("{% bars rows thin=True %}{% bars none %}{% meter_row 'Approved' 3 0 %}", rows=[("Hired", 0)], none=[])
    assert re.findall(r'class="" width="([\d.]+)%', html) == ["0.00", "0.00"]


def test_a_bar_never_runs_over_its_scale():
    assert 'width="100.00%"' in draw("{% meter_row 'Approved' 140 120 %}")


def test_a_button_that_acts_posts_with_a_token():
    html = draw("{% post_button 'Accept' '/x/' key='A' next='/back/' %}", csrf_token="t0ken")
    assert '<form class="inline-form" method="post" action="/x/">' in html
    assert 'name="csrfmiddlewaretoken" value="t0ken"' in html
    assert 'data-key="a"' in html
    assert 'name="next" value="/back/"' in html


@pytest.mark.parametrize(
    ("path", "exact", "current"),
    [("/ui/", True, "page"), ("/ui/more/", False, "true"), ("/ui/more/", True, ""), ("/", False, "")],
)
def test_navigation_marks_where_one_is(path, exact, current):
    html = draw("{% nav_link 'Components' 'ui_gallery' exact=exact %}", request=RequestFactory().get(path), exact=exact)
    assert (f'aria-current="{current}"' if current else "aria-current") in html or not current
    assert ("aria-current" in html) is bool(current)


def test_pages_keep_the_other_parameters():
    page = Paginator(range(100), 10).page(2)
    html = draw("{% page_links page %}", page=page, request=RequestFactory().get("/", {"q": "å b", "page": "2"}))
    assert 'href="?q=%C3%A5+b&amp;page=1"' in html
    assert 'href="?q=%C3%A5+b&amp;page=3"' in html
    assert "11 to 20 of 100" in html
    assert draw("{% page_links page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def frame_for(user):
    request = RequestFactory().get("/ui/")
    request.user = user
    return Template("{% extends 'base_portal.html' %}{% block title %}Today{% endblock %}").render(
        Context({"request": request, "user": user, "messages": [], "demo": True, "csrf_token": "t"})
    )


def test_the_frame_names_page_skips_and_signs_out():
    user = get_user_model()(name="Ingrid Moen", email="ingrid@example.org")
    html = frame_for(user)
    assert "<title>Today – Kretsløp</title>" in html
    assert 'href="#main"' in html
    assert ">IM<" in html
    assert re.search(r'<form method="post" action="/accounts/logout/">', html)
    assert "nothing leaves this machine" in html
    assert "Sign in" not in html


def test_a_visitor_is_offered_to_sign_in():
    html = frame_for(AnonymousUser())
    assert "Sign in" in html
    assert "Sign out" not in html


def test_the_language_changes_by_post_and_returns_here():
    html = frame_for(AnonymousUser())
    assert 'action="/i18n/setlang/"' in html
    assert 'name="next" value="/ui/"' in html
    assert 'value="nb" lang="nb"' in html


@pytest.mark.parametrize("status", [400, 403, 404, 500])
@pytest.mark.parametrize("language", ["en", "nb"])
def test_error_pages_stand_alone(status, language):
    with translation.override(language):
        html = render_to_string(f"{status}.html")
    assert f'<html lang="{language}"' in html
    assert 'href="/"' in html
    assert ("Go to the start page" in html) is (language == "en")


@pytest.mark.django_db
@override_settings(HERE_ONLY=False)
def test_the_gallery_is_for_operators_on_a_real_site(client):
    assert client.get("/ui/").status_code == 404
    client.force_login(get_user_model().objects.create_user("kari@example.org"))
    assert client.get("/ui/").status_code == 404
    client.force_login(get_user_model().objects.create_user("operator@example.org", is_staff=True))
    assert client.get("/ui/").status_code == 200
