"""Criteria from the draft to the version in force, and what they cost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import CriteriaVersion
from kretslop.campaigns.queries import criteria_of
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.messaging.models import OutboxMail
from kretslop.screening import pooling, stopping
from kretslop.screening.models import ScreeningRun
from tests import cast
from tests.cast import NOW
from tests.web.forms import typed


@pytest.fixture
def url(campaign):
    return reverse("secretariat:criteria", args=(campaign.ref,))


@pytest.fixture
def employers(campaign):
    havtech, fjordbank = cast.joined(campaign), cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    cast.wanted(havtech, posts=2)
    cast.wanted(fjordbank)
    return havtech, fjordbank


def rows(kari, url, **changed):
    """What a browser would post for the draft as it stands, with changes laid over."""
    data = typed(kari.get(url + "edit/").content.decode())
    for name, value in changed.items():
        data[name.replace("__", "-")] = value
    return data.dict() | {key: values for key, values in data.lists() if len(values) > 1}


def test_without_wanted_profiles_it_says_where_criteria_come_from(kari, url):
    assert "Criteria come from wanted profiles" in kari.get(url).content.decode()
    assert "drawn up from those" in kari.post(url + "draft/", follow=True).content.decode()


def test_the_draft_shows_support_and_effect(kari, campaign, url, employers):
    cast.diogo(campaign)
    assert "Draw up a draft" in kari.get(url).content.decode()
    kari.post(url + "draft/")
    page = kari.get(url).content.decode()
    assert "Version 1 of the criteria is a draft" in page
    assert "2 profiles: 3 of 3 posts ask for it, 3 demand it" in page
    assert "Everybody today" in page
    assert "Nobody is known to miss it" in page
    again = kari.post(url + "draft/", follow=True).content.decode()
    assert "a version in the making already" in again


def test_editing_trying_and_saving(kari, campaign, url, employers):
    cast.diogo(campaign, languages={"en": 5})
    kari.post(url + "draft/")
    version = CriteriaVersion.objects.get()
    assert 'value="Python"' in kari.get(url + "edit/").content.decode()
    norwegian = {"language__1__code": "no", "language__1__level": "5", "language__1__need": "must"}
    tried = kari.post(url + "edit/", rows(kari, url, **norwegian) | {"try": "1"})
    assert "costs 100 % of the pool: needed from day one?" in tried.content.decode()
    version.refresh_from_db()
    assert "no" not in {item.code for item in criteria_of(version).items}, "trying saves nothing"
    live = kari.post(url + "edit/", rows(kari, url, **norwegian, skill__0__name="Pytho") | {"try": "live"})
    said = live.content.decode()
    assert live.status_code == 200, "an unfinished row is no failure while somebody types"
    assert "<form" not in said, "only the effect comes back: nothing typed is touched"
    assert "1 row is not finished and not counted." in said
    assert "costs 100 % of the pool: needed from day one?" in said
    assert 'id="effect-said"' in said
    version.refresh_from_db()
    assert "no" not in {item.code for item in criteria_of(version).items}
    saved = kari.post(url + "edit/", rows(kari, url, **norwegian))
    assert saved["Location"] == url
    version.refresh_from_db()
    after = criteria_of(version)
    assert "no" in {item.code for item in after.items}
    assert after.max_points == 100


def test_a_row_can_go_and_more_rows_can_come(kari, campaign, url, employers):
    kari.post(url + "draft/")
    version = CriteriaVersion.objects.get()
    more = kari.post(url + "edit/", rows(kari, url) | {"more": "skill"})
    assert more.status_code == 200
    assert 'name="skill-6-name"' in more.content.decode(), "two skills, two empty rows, three more"
    kari.post(url + "edit/", rows(kari, url, skill__1__name=""))
    version.refresh_from_db()
    assert [item.code for item in criteria_of(version).items if item.kind == "skill"] == ["python"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"skill__0__name": "flux capacitors"}, "skill-0-name"),
        ({"skill__1__name": "Python"}, "asked for twice"),
        ({"skill__0__level": "9"}, "9 is not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(kari, campaign, url, employers, changed, words):
    kari.post(url + "draft/")
    version = CriteriaVersion.objects.get()
    before = version.criteria
    page = kari.post(url + "edit/", rows(kari, url, **changed))
    assert page.status_code == 422
    assert words in page.content.decode()
    version.refresh_from_db()
    assert version.criteria == before


def test_everybody_agrees_again_after_a_change(kari, campaign, url, employers):
    havtech, fjordbank = employers
    kari.post(url + "draft/")
    kari.post(url + "propose/")
    version = CriteriaVersion.objects.get()
    assert OutboxMail.objects.filter(kind="criteria_proposed").count() == 2
    campaigns.agree(version=version, participation=havtech, by=havtech.recruiter.user, now=NOW)
    words = "Three years is too much."
    campaigns.object_to(version=version, participation=fjordbank, words=words, by=fjordbank.recruiter.user, now=NOW)
    page = kari.get(url).content.decode()
    assert "1 of 2 employers have agreed" in page
    assert "Sara Bakken, " in page, "who agreed, and when"
    assert words in page
    assert "agreed to the criteria" in kari.post(url + "screen/", follow=True).content.decode()
    assert not ScreeningRun.objects.exists(), "screening refuses before the criteria are frozen"
    assert kari.get(url + "edit/")["Location"] == url, "a proposal is not edited"
    kari.post(url + "take-back/")
    kari.post(url + "edit/", rows(kari, url, years__0__level="2"))
    kari.post(url + "propose/")
    assert OutboxMail.objects.filter(kind="criteria_proposed", state="queued").count() == 2, "asked again"
    version.refresh_from_db()
    campaigns.agree(version=version, participation=fjordbank, by=fjordbank.recruiter.user, now=NOW)
    version.refresh_from_db()
    assert version.state == "proposed", "the first employer's earlier yes no longer counts"
    campaigns.agree(version=version, participation=havtech, by=havtech.recruiter.user, now=NOW)
    assert "agreed by all and in force" in kari.get(url).content.decode()


def test_screening_starts_and_the_next_version_says_what_changed(kari, campaign, url, employers):
    cast.diogo(campaign)
    cast.frozen(campaign)
    assert "Start the first screening" in kari.get(url).content.decode()
    said = kari.post(url + "screen/", follow=True).content.decode()
    assert "The criteria have been applied to 1 person." in said
    assert "Last started on" in said
    campaigns.add_wanted_profile(
        participation=employers[0], title="Platform engineer", posts=9, by=employers[0].recruiter.user, now=NOW,
        criteria=Criteria((Criterion("skill", "kubernetes", 2, points=1, must=True),)),
    )  # fmt: skip
    profile = employers[0].wanted_profiles.get(title="Platform engineer")
    campaigns.submit_wanted_profile(profile=profile, by=employers[0].recruiter.user, now=NOW)
    kari.post(url + "draft/")
    page = kari.get(url).content.decode()
    assert "Version 2 of the criteria is a draft" in page
    assert "New: Kubernetes, level 2" in page


def test_while_sorting_is_stopped_nothing_is_offered_that_would_be_refused(kari, lead, campaign, url, employers):
    cast.frozen(campaign)
    assert url + "screen/" in kari.get(url).content.decode()
    stopping.stop_automation(campaign=campaign, by=lead, why="React is in doubt.", now=NOW)
    page = kari.get(url).content.decode()
    assert "Automatic sorting is stopped" in page
    assert "React is in doubt." in page
    assert url + "screen/" not in page
    assert reverse("secretariat:automation", args=[campaign.ref]) in page


def test_as_many_queries_for_three_employers_as_for_one(kari, campaign, url, django_assert_num_queries):
    cast.wanted(cast.joined(campaign))
    cast.diogo(campaign)
    kari.post(url + "draft/")
    kari.post(url + "propose/")
    pooling.catch_up(today=timezone.localdate())
    kari.get(url)
    with django_assert_num_queries(12):
        kari.get(url)
    for name in ("Fjordbank ASA", "Solberg IT AS"):
        cast.wanted(cast.joined(campaign, name, f"{name[:5]} Vik", f"{name[:5]} Dahl"))
        cast.diogo(campaign, name=f"{name} Person")
    pooling.catch_up(today=timezone.localdate())
    with django_assert_num_queries(12):
        kari.get(url)
