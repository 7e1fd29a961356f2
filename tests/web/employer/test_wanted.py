"""Wanted profiles: written, submitted, filled, withdrawn; nobody else's, and nothing typed is lost."""

from copy import deepcopy

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kretslop.campaigns import queries
from kretslop.campaigns.models import WantedProfile
from kretslop.employers.actions import remove_member
from kretslop.introductions import actions as introductions
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.screening import pooling
from tests import cast
from tests.web.forms import typed

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(told_once):
    cast.kari()
    return cast.joined(cast.campaign())


@pytest.fixture
def havtech(client, told, db):
    participation = deepcopy(told)
    client.force_login(participation.recruiter.user)
    return participation


def page(client, name, *args):
    response = client.get(reverse(f"employer:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def fill_in(client, **values):
    """Return the empty form with these values typed; `skill` is a name for the first row."""
    data = typed(page(client, "new_wanted"))
    data["title"], data["skill-0-name"] = "Backend engineer", "Python"
    for name, value in values.items():
        data[name] = value
    return data


def draft(participation, **fields):
    by = participation.recruiter.user
    values = {"title": "Backend engineer", "criteria": cast.BACKEND, **fields}
    return cast.campaigns.add_wanted_profile(participation=participation, by=by, now=cast.NOW, **values)


def test_an_empty_list_says_what_to_do(client, havtech):
    shown = page(client, "wanted_profiles")
    assert "Tell us whom you look for" in shown
    assert reverse("employer:paste_ad") in shown


def test_write_save_and_submit(client, havtech):
    data = fill_in(client, posts="3", seniority="senior", about="You keep the payments running.")
    data["skill-0-need"], data["desk_by-0-by"] = "must", "2027-03-01"
    response = client.post(reverse("employer:new_wanted"), data)
    profile = WantedProfile.objects.get()
    assert response["Location"] == reverse("employer:wanted_profile", args=[profile.ref])
    assert (profile.state, profile.posts, profile.seniority) == ("draft", 3, "senior")
    criteria = queries.criteria_of(profile)
    assert [item.key for item in criteria.musts] == ["skill:python"]
    assert criteria.max_points == 100
    shown = page(client, "wanted_profile", profile.ref)
    assert "Python, level 2" in shown
    assert "At a desk by 1 March 2027" in shown
    response = client.post(reverse("employer:move_wanted", args=[profile.ref]), {"move": "submit"})
    profile.refresh_from_db()
    assert profile.state == "submitted"
    assert "You look for 3 people" in page(client, "wanted_profiles")


def test_save_and_submit_at_once(client, havtech):
    client.post(reverse("employer:new_wanted"), fill_in(client, submit="1"))
    assert WantedProfile.objects.get().state == "submitted"


def test_nothing_asked_for_can_be_kept_but_not_submitted(client, havtech):
    data = fill_in(client, submit="1")
    data["skill-0-name"] = ""
    response = client.post(reverse("employer:new_wanted"), data, follow=True)
    assert WantedProfile.objects.get().state == "draft"
    assert "ask for at least one thing" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("posts", "501", "less than or equal to 500"),
        ("posts", "0", "greater than or equal to 1"),
        ("title", "", "required"),
        ("title", "x" * 121, "at most 120"),
        ("about", "x" * 2001, "at most 2000"),
        ("skill-0-name", "Pythn", "Did you mean Python"),
        ("desk_by-0-by", "31 February", "such as 2027-03-01"),
        ("seniority", "wizard", "not one of the available choices"),
    ],
)
def test_an_error_is_said_and_nothing_typed_is_lost(client, havtech, name, value, said):
    data = fill_in(client, place="Bærum", about="CANARY ABOUT", **{"skill-1-name": "Kafka", "years-0-level": "4"})
    data[name] = value
    response = client.post(reverse("employer:new_wanted"), data)
    assert response.status_code == 422
    shown = response.content.decode()
    assert said in shown.replace("&#x27;", "'")
    assert "error-summary-title" in shown
    kept = typed(shown)
    for field in ("title", "place", "about", "posts", "skill-0-name", "skill-1-name", "years-0-level", "desk_by-0-by"):
        assert kept[field] == data[field], field
    assert not WantedProfile.objects.exists()


def test_more_rows_keep_everything_and_save_nothing(client, havtech):
    data = fill_in(client, about="CANARY ABOUT", title="", more="skill")
    shown = client.post(reverse("employer:new_wanted"), data).content.decode()
    assert "error-summary" not in shown
    kept = typed(shown)
    assert kept["about"] == "CANARY ABOUT"
    assert kept["skill-0-name"] == "Python"
    assert "skill-6-name" in kept
    assert not WantedProfile.objects.exists()


def test_change_a_submitted_profile(client, havtech):
    profile = cast.wanted(havtech)
    data = typed(page(client, "edit_wanted", profile.ref))
    data["title"] = "Platform engineer"
    client.post(reverse("employer:edit_wanted", args=[profile.ref]), data)
    profile.refresh_from_db()
    assert profile.title == "Platform engineer"
    assert queries.criteria_of(profile).items == tuple(
        sorted(cast.BACKEND.items, key=lambda item: ("skill", "language", "years").index(item.kind))
    )


def test_fewer_posts_than_are_filled(client, havtech):
    profile = cast.wanted(havtech, posts=3)
    WantedProfile.objects.update(filled=2)
    data = typed(page(client, "edit_wanted", profile.ref))
    data["posts"] = "1"
    response = client.post(reverse("employer:edit_wanted", args=[profile.ref]), data)
    assert response.status_code == 422
    assert "filled already" in response.content.decode()


def test_filled_opened_again_paused_withdrawn(client, havtech):
    profile = cast.wanted(havtech)
    for name, move, state in (
        ("close_wanted", "fill", "filled"),
        ("close_wanted", "withdraw", "filled"),
        ("move_wanted", "reopen", "submitted"),
        ("close_wanted", "pause", "paused"),
        ("move_wanted", "resume", "submitted"),
        ("close_wanted", "withdraw", "withdrawn"),
        ("move_wanted", "nonsense", "withdrawn"),
        ("move_wanted", "submit", "submitted"),
    ):
        more = [move] if name == "close_wanted" else []
        answer = client.post(reverse(f"employer:{name}", args=[profile.ref, *more]), {"move": move})
        assert answer.status_code == 302
        profile.refresh_from_db()
        assert profile.state == state
        assert page(client, "wanted_profile", profile.ref)
    assert client.post(reverse("employer:close_wanted", args=[profile.ref, "nonsense"])).status_code == 404


@pytest.mark.parametrize("language", ["en", "nb"])
def test_an_end_asks_what_those_are_told_who_wait(client, havtech, language):
    profile, liaison = cast.wanted(havtech), cast.ingrid()
    people = [cast.approved(havtech.campaign, liaison, name=name) for name in ("CANARY One", "CANARY Two")]
    waiting = cast.introduced(people[0], profile, liaison)
    introductions.introduce(candidate=people[1], wanted_profile=profile, by=liaison, words="", now=cast.NOW)
    address = reverse("employer:close_wanted", args=[profile.ref, "fill"])
    with override(language):
        shown = client.get(address, headers={"accept-language": language}).content.decode()
    assert waiting.pseudonym in shown
    assert "CANARY" not in shown
    assert shown.count("K-") == 1  # nobody hears of whoever has not said yes
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"what": "release", "words_en": "No."}).status_code == 422
    words = "Thank you. The post is filled, and we wish you well."
    assert client.post(address, {"what": "release", "words_en": words}).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.end_reason, waiting.release_message.words) == ("closed", "profile_gone", words)


def test_a_withdrawn_profile_is_not_edited(client, havtech):
    profile = cast.wanted(havtech)
    data = typed(page(client, "edit_wanted", profile.ref))
    cast.campaigns.withdraw_wanted_profile(profile=profile, by=havtech.recruiter.user, now=cast.NOW)
    data["title"] = "Changed"
    response = client.post(reverse("employer:edit_wanted", args=[profile.ref]), data, follow=True)
    profile.refresh_from_db()
    assert profile.title == "Backend engineer"
    assert "Open it again before you change it" in response.content.decode()


def test_words_that_ask_for_what_is_protected_need_a_second_look(client, havtech):
    data = fill_in(client, submit="1", about="We prefer candidates under 30 years old.")
    response = client.post(reverse("employer:new_wanted"), data, follow=True)
    profile = WantedProfile.objects.get()
    shown = response.content.decode()
    assert profile.state == "draft"
    assert "Working Environment Act" in shown
    assert "<q>We prefer candidates under 30 years old.</q>" in shown
    client.post(reverse("employer:move_wanted", args=[profile.ref]), {"move": "submit", "fair": "1"})
    profile.refresh_from_db()
    assert profile.state == "submitted"


def test_hostile_words_stay_words(client, havtech):
    data = fill_in(client, title="<script>alert(1)</script>", about="<img src=x onerror=alert(1)>")
    client.post(reverse("employer:new_wanted"), data)
    profile = WantedProfile.objects.get()
    for shown in (
        page(client, "wanted_profiles"),
        *(page(client, n, profile.ref) for n in ("wanted_profile", "edit_wanted")),
    ):
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


def pool(havtech, count):
    for number in range(count):
        cast.diogo(havtech.campaign, f"Person Number{number}", languages={"en": 5})


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "fewer than five people"), (4, "fewer than five people"), (6, "About 5 of about 5 people")],
)
def test_how_many_in_the_pool_fit_is_a_number_and_no_small_one(client, havtech, count, said):
    profile = cast.wanted(havtech)
    pool(havtech, count)
    shown = page(client, "wanted_profile", profile.ref)
    assert said in shown
    assert "Person Number" not in shown


def test_trying_shows_the_effect_and_saves_nothing(client, havtech):
    pool(havtech, 6)
    data = fill_in(client, **{"try": "1", "about": "CANARY", "education-0-level": "5", "education-0-need": "must"})
    shown = client.post(reverse("employer:new_wanted"), data).content.decode()
    assert "Tried, not saved yet." in shown
    assert "A doctorate costs 100 % of the pool: needed from day one?" in shown
    assert "fewer than five" in shown
    assert typed(shown)["about"] == "CANARY"
    data["try"] = "live"
    live = client.post(reverse("employer:new_wanted"), data)
    assert (live.status_code, "<form" in live.content.decode()) == (200, False)
    assert "A doctorate costs" in live.content.decode()
    assert "Person Number" not in live.content.decode() + shown
    assert not WantedProfile.objects.exists()


def test_trying_what_is_wrong_says_so(client, havtech):
    data = fill_in(client, **{"try": "1", "skill-0-name": "Pythn"})
    response = client.post(reverse("employer:new_wanted"), data)
    assert response.status_code == 422
    assert "Did you mean Python" in response.content.decode()


def test_a_ceiling_for_experience_is_asked_about_and_submitted(client, havtech):
    data = fill_in(client, submit="1", about="You have no more than 5 years of experience.")
    response = client.post(reverse("employer:new_wanted"), data, follow=True)
    assert "These words set a ceiling for experience." in response.content.decode()
    assert WantedProfile.objects.get().state == "submitted"


def test_a_demand_that_few_meet_is_not_counted_out(client, havtech):
    pool(havtech, 6)
    profile = cast.wanted(havtech, criteria=Criteria((Criterion("years", level=20, points=1, must=True),)))
    assert "Fewer than five of about 5 people" in page(client, "wanted_profile", profile.ref)


@pytest.mark.parametrize("name", ["wanted_profile", "edit_wanted", "move_wanted"])
def test_another_employers_profile_is_not_there(client, havtech, name):
    fjordbank = cast.joined(havtech.campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    theirs = cast.wanted(fjordbank, "Core banking developer")
    address = reverse(f"employer:{name}", args=[theirs.ref])
    statuses = {client.get(address).status_code, client.post(address, {"move": "withdraw"}).status_code}
    assert 404 in statuses
    assert statuses <= {404, 405}
    theirs.refresh_from_db()
    assert theirs.state == "submitted"
    assert "Core banking" not in page(client, "wanted_profiles")


def test_neither_candidates_nor_former_members_get_in(client, havtech):
    profile = cast.wanted(havtech)
    addresses = [
        reverse("employer:wanted_profiles"),
        reverse("employer:new_wanted"),
        reverse("employer:paste_ad"),
        *(reverse(f"employer:{name}", args=[profile.ref]) for name in ("wanted_profile", "edit_wanted")),
    ]
    client.force_login(cast.diogo(havtech.campaign).user)
    assert {client.get(each).status_code for each in addresses} == {404}
    remove_member(member=havtech.recruiter, by=cast.kari(), now=cast.NOW)
    client.force_login(havtech.recruiter.user)
    assert {client.get(each).status_code for each in addresses} == {404}


@pytest.mark.parametrize("profiles", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_three(client, havtech, profiles, django_assert_num_queries):
    for number in range(profiles):
        cast.wanted(havtech, f"Profile {number}")
    with django_assert_num_queries(6):
        page(client, "wanted_profiles")


@pytest.mark.parametrize("people", [1, 6])
def test_a_profile_asks_the_same_however_big_the_pool(client, havtech, people, django_assert_num_queries):
    profile = cast.wanted(havtech)
    pool(havtech, people)
    pooling.catch_up(today=timezone.localdate())
    page(client, "wanted_profile", profile.ref)
    with django_assert_num_queries(8):
        page(client, "wanted_profile", profile.ref)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_both_languages(client, havtech, language):
    profile = draft(havtech, about="Kun menn kan søke.")
    client.cookies["django_language"] = language
    with override(language):  # ends with the language of the tests
        shown = "".join(page(client, name) for name in ("wanted_profiles", "new_wanted", "paste_ad"))
        shown += "".join(page(client, name, profile.ref) for name in ("wanted_profile", "edit_wanted"))
    assert ("Lim inn en stillingsannonse" in shown) == (language == "nb")
    assert ("likestillings- og diskrimineringsloven" in shown.casefold()) == (language == "nb")
