"""A large pool is the worker's: both staff portals say how far it is, and go on by themselves when it is over."""

from copy import deepcopy

import pytest
from django.urls import reverse

from kretslop.screening import actions
from kretslop.screening.actions import applying
from kretslop.screening.models import ScreeningRun
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
PORTALS = {
    "liaison": ("liaison:today", "liaison:run_screening", "liaison:screening_progress"),
    "secretariat": ("secretariat:criteria", "secretariat:screen", "secretariat:screening_progress"),
}
each_portal = pytest.mark.parametrize("portal", PORTALS)


@pytest.fixture(scope="module")
def told(told_once):
    users, campaign = {"secretariat": cast.kari(), "liaison": cast.ingrid()}, cast.campaign()
    cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    for name in ("Diogo Salgado", "Amara Kalu", "Priya Raman"):
        cast.diogo(campaign, name)
    return users, campaign


@pytest.fixture
def desk(told, db, monkeypatch):
    monkeypatch.setattr(applying, "LOT", 2)
    monkeypatch.setattr(applying, "AT_ONCE", 1)
    return deepcopy(told)


def addresses(portal, campaign):
    page, run, progress = PORTALS[portal]
    return reverse(page, args=[] if portal == "liaison" else [campaign.ref]), *(
        reverse(name, args=[campaign.ref]) for name in (run, progress)
    )


@each_portal
@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_page_says_how_far_the_worker_is(client, desk, portal, language):
    users, campaign = desk
    client.force_login(users[portal])
    client.cookies["django_language"] = language
    page, run, progress = addresses(portal, campaign)
    said = client.post(run, follow=True).content.decode()
    assert ("You can leave this page: the work goes on." if language == "en" else "arbeidet går videre") in said
    assert progress in said
    assert run not in said, "nothing to start while it is under way"
    assert ("0 of 3" if language == "en" else "0 av 3") in said
    actions.apply_lot(run=ScreeningRun.objects.get(), now=NOW)
    part = client.get(progress, headers={"HX-Request": "true"}).content.decode()
    assert ("2 of 3" if language == "en" else "2 av 3") in part
    assert "<html" not in part
    assert client.get(progress).url == page, "without JavaScript the link leads to the whole page"
    actions.apply_lot(run=ScreeningRun.objects.get(), now=NOW)
    assert client.get(progress, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert progress not in client.get(page).content.decode()


@each_portal
def test_a_stranger_gets_nothing(client, desk, portal):
    _users, campaign = desk
    _page, run, progress = addresses(portal, campaign)
    client.force_login(cast.user("Jonas Vik", "jonas@example.com"))
    assert [client.get(progress).status_code, client.post(run).status_code] == [404, 404]
    assert not ScreeningRun.objects.exists()
