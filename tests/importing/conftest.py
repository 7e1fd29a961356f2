"""A campaign with its project lead, and a way to bring a file as far as a test needs it."""

import pytest

from tests import cast
from tests.importing.steps import Bringing


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lead(db):
    return cast.kari()


@pytest.fixture
def campaign(lead):
    return cast.campaign(lead)


@pytest.fixture
def bring(campaign, lead):
    return Bringing(campaign, lead)
