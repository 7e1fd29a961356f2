"""The candidate sees and corrects everything, and downloads only their own CV."""

import json
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kretslop.talent.cv import MAX_BYTES
from kretslop.talent.models import CvFile
from tests import cast
from tests.web.candidate.test_home import me, region, text  # noqa: F401
from tests.web.public.test_registration import PLANS, RESUME, WORK

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


def fresh(candidate):
    return type(candidate).objects.get(pk=candidate.pk)


def test_everything_that_was_told_is_shown(me, region):  # noqa: F811
    html = text(me.get(reverse("candidate:profile")))
    for words in ("diogo<wbr>.salgado@<wbr>example<wbr>.com", "software developer", "others ask me about it",
                  "Porto, Portugal", "C1", "I am a citizen of an EU or EEA country", "+351 900 000 000"):  # fmt: skip
        assert words in html


def test_the_way_to_a_desk_is_shown_when_the_route_is_known(me, region):  # noqa: F811
    address = reverse("candidate:profile")
    html = text(me.get(address))
    assert "You could be at a desk in" in html
    assert "not a promise" in html
    candidate = region[3]
    candidate.route = ""
    candidate.save()
    assert "You could be at a desk" not in text(me.get(address))


def test_correcting_the_work(me, region):  # noqa: F811
    candidate = region[3]
    address = reverse("candidate:profile_work")
    assert 'name="skill-python"' in text(me.get(address))
    with patch("kretslop.campaigns.actions.registering.jobs") as jobs:
        done = me.post(
            address,
            {**WORK, "skill-postgresql": "remove", "skill-kotlin": "1", "years": "9", "industry-energy": "4",
             "industry-media": "0"},
        )  # fmt: skip
    assert jobs.configure_task.call_args.args == ("screening.screen_registration",)
    assert done["Location"] == reverse("candidate:profile")
    candidate = fresh(candidate)
    assert {(s.skill, s.level) for s in candidate.skills.all()} == {("python", 3), ("kotlin", 1)}
    assert candidate.years == 9
    assert (candidate.industries, candidate.industries_known) == ({"energy": 4, "media": 0}, False)
    assert "Energy, 4 years; less than a year or never: Media, music and games" in text(
        me.get(reverse("candidate:profile"))
    )
    assert {(row.code, row.level) for row in candidate.languages.all()} == {("en", 5), ("no", 0)}


def test_added_skills_wait_for_their_level_before_anything_is_saved(me, region):  # noqa: F811
    html = text(me.post(reverse("candidate:profile_work"), {**WORK, "add_skills": "Rust; Frobnicate"}))
    assert 'name="skill-rust"' in html
    assert "Frobnicate" in html
    assert not region[3].skills.filter(skill="rust").exists()


def test_an_unchanged_skill_keeps_where_it_is_known_from(me, region):  # noqa: F811
    row = region[3].skills.get(skill="python")
    row.source, row.where = "cv", "page 1"
    row.save()
    me.post(reverse("candidate:profile_work"), WORK)
    kept = region[3].skills.get(skill="python")
    assert (kept.source, kept.where, kept.years) == ("cv", "page 1", 7)


def test_a_skill_takes_a_level_or_years_or_both(me, region, contexts):  # noqa: F811
    said = {"skill-postgresql": "", "years-postgresql": "5", "skill-kotlin": "2", "years-kotlin": "0", "skill-go": ""}
    me.post(reverse("candidate:profile_work"), {**WORK, **said})
    assert {(s.skill, s.level, s.years) for s in region[3].skills.all()} == {
        ("python", 3, 7), ("postgresql", None, 5), ("kotlin", 2, 0), ("go", None, None),
    }  # fmt: skip
    html = text(me.get(reverse("candidate:profile")))
    for words in (
        "others ask me about it, 7 years",
        "5 years",
        "I work with it unaided, less than a year",
        "level not known",
    ):
        assert words in html
    form = me.get(reverse("candidate:profile_work")).context["form"]
    assert [(level.value(), years.value()) for level, years in form.skill_rows()] == [
        ("3", "7"), ("2", "0"), ("", None), ("", "5"),
    ]  # fmt: skip
    me.post(reverse("candidate:profile_work"), {**WORK, "years-python": "", "skill-kotlin": "remove"})
    assert {(s.skill, s.years) for s in region[3].skills.all()} == {("python", None), ("postgresql", 5)}


@pytest.mark.parametrize(
    "change",
    [
        {"years-python": "71"},
        {"years": "-1"},
        {"years": "900"},
        {"education": "9"},
        {"skill-python": "9"},
        {"industry-energy": "-1"},
        {"language-en": "9"},
    ],
)
def test_impossible_answers_are_said_and_nothing_is_changed(me, region, change):  # noqa: F811
    html = text(me.post(reverse("candidate:profile_work"), WORK | change))
    assert "ds-error-summary" in html
    assert fresh(region[3]).years == 7


def test_correcting_place_time_and_wishes(me, region):  # noqa: F811
    me.post(reverse("candidate:profile_plans"), PLANS)
    candidate = fresh(region[3])
    assert (candidate.country, candidate.city, candidate.route, candidate.places) == (
        "IN",
        "Pune",
        "permit",
        ["oslo", "moss"],
    )
    assert "ds-error-summary" in text(me.post(reverse("candidate:profile_plans"), {**PLANS, "notice_weeks": "99"}))


def test_correcting_name_and_links(me, region):  # noqa: F811
    address = reverse("candidate:profile_about")
    html = text(me.post(address, {"name": "Diogo S.", "links": "javascript:alert(1)"}))
    assert "is not the address of a page" in html
    me.post(address, {"name": "Diogo S.", "links": "example.org/work\nhttps://example.com"})
    candidate = fresh(region[3])
    assert (candidate.name, candidate.links) == ("Diogo S.", ["https://example.org/work", "https://example.com"])
    assert candidate.email == "diogo.salgado@example.com"


def upload(client, name="resume.json", data=None):
    file = SimpleUploadedFile(name, data if data is not None else json.dumps(RESUME).encode())
    return client.post(reverse("candidate:profile_cv"), {"cv": file})


def test_a_new_cv_is_kept_and_proposed(me, region):  # noqa: F811
    done = upload(me)
    html = text(me.get(done["Location"]))
    assert "read from your CV" in html
    assert 'name="skill-django"' in html
    assert not region[3].skills.filter(skill="django").exists(), "a proposal is no answer"
    me.post(done["Location"], {**WORK, "skill-django": "2"})
    django = region[3].skills.get(skill="django")
    assert (django.source, django.level) == ("cv", 2)


def test_a_file_that_is_no_cv_is_kept_and_a_dangerous_one_is_not(me):  # noqa: F811
    upload(me, "letter.json", b'{"hello": "world"}')
    assert "Your file is kept" in text(me.get(reverse("candidate:profile")))
    assert "ds-error-summary" in text(upload(me, "evil.pdf", b"MZ\x90\x00" + b"\0" * 100))
    assert "This file is empty" in text(upload(me, "empty.pdf", b""))
    assert "larger than 10 MB" in text(upload(me, "large.pdf", b"%PDF-1.4\n" + b"0" * MAX_BYTES))
    assert CvFile.objects.count() == 1
    assert "ds-error-summary" in text(me.post(reverse("candidate:profile_cv"), {}))


def test_only_the_person_downloads_the_file_and_only_as_an_attachment(me, client, region):  # noqa: F811
    upload(me, 'a"b\r\nc.json')
    address = reverse("candidate:cv_file", args=[CvFile.objects.get().ref])
    answer = me.get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Content-Type"] == "application/octet-stream"
    assert json.loads(b"".join(answer.streaming_content)) == RESUME
    stranger = cast.diogo(region[0], name="Linh Hoàng")
    for person in (stranger.user, region[4]):
        client.force_login(person)
        assert client.get(address).status_code == 404
