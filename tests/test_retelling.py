"""The rows of a piece that is put back are those that the actions write, and nothing is put back where it would lie."""

import pytest
from django.db import connection, transaction

from kretslop.introductions import actions as introductions
from kretslop.introductions import rules
from kretslop.introductions.models import Introduction
from tests import cast
from tests.retelling import story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _superuser(db):
    if not story.can_put_back:
        pytest.skip("THE DATABASE'S USER IS NO SUPERUSER: every piece is told through the actions")


def introduced():
    liaison, campaign = cast.ingrid(), cast.campaign()
    wanted = cast.wanted(cast.joined(campaign))
    return cast.introduced(cast.approved(campaign, liaison), wanted, liaison)


def rolled_back(tell):
    """Tell something that is rolled back; return its answer, every row it left, and how often rows were put back."""
    before = story.put_back
    with transaction.atomic():
        told = tell()
        rows = story.rows()
        transaction.set_rollback(True)
    return told, rows, story.put_back - before


def test_what_is_put_back_is_what_was_told():
    first, rows, _ = rolled_back(introduced)
    assert not Introduction.objects.exists()
    second, again, put_back = rolled_back(introduced)
    assert put_back == 6
    assert again == rows
    assert sum(map(len, rows.values())) > 40
    assert second is not first
    assert second == first
    assert second.candidate.user.name == "Diogo Salgado"


def test_the_database_is_whole_afterwards():
    rolled_back(introduced)
    found = introduced()
    introductions.accept(introduction=found, by=found.participation.recruiter.user, now=cast.NOW)
    assert Introduction.objects.get().state == rules.ACCEPTED
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_other_arguments_are_another_piece():
    rolled_back(lambda: cast.campaign(place="Bergen"))
    assert rolled_back(lambda: cast.campaign(place="Oslo"))[0].place == "Oslo"


def test_what_somebody_else_wrote_is_not_lost():
    def after_a_change():
        campaign = cast.campaign()
        type(campaign).objects.update(place="Bergen")
        return cast.diogo(campaign)

    rolled_back(cast.campaign)
    assert rolled_back(after_a_change)[2] == 1  # the campaign
    assert rolled_back(after_a_change)[2] == 1  # and nothing after the change, however often


def test_settings_decide_too(settings):
    rolled_back(cast.campaign)
    settings.LANGUAGE_CODE = "nb"
    rolled_back(cast.campaign)
    assert rolled_back(cast.campaign)[2] == 1


def test_a_test_that_replaces_code_is_told_everything(monkeypatch):
    rolled_back(cast.campaign)
    assert rolled_back(cast.campaign)[2] == 0
    assert not story.allowed


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_is_told_through_the_actions():
    before = story.put_back
    cast.campaign()
    assert story.put_back == before
