"""A region in the middle of a campaign, and a browser of its project lead."""

import pytest

from tests import cast


@pytest.fixture
def lead(db):
    return cast.kari()


@pytest.fixture
def campaign(lead):
    return cast.campaign(lead, liaison=cast.ingrid(), goal_registered=2000, goal_approved=120)


@pytest.fixture
def kari(client, lead):
    client.force_login(lead)
    return client
