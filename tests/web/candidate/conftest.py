"""Where a candidate stands when the tests of a file begin."""

import pytest

from kretslop.screening import actions as screening
from tests import cast


@pytest.fixture(scope="module")
def told(told_once):
    """A campaign with two employers, an approved candidate and the liaison."""
    campaign = cast.campaign()
    havtech = cast.wanted(cast.joined(campaign, about="Grid software, 140 people.", city="Oslo"))
    fjordbank = cast.wanted(
        cast.joined(campaign, name="Fjordbank ASA", recruiter="Jonas Vik", stand_in="Mona Lind"), title="Data engineer"
    )
    cast.frozen(campaign)
    liaison = cast.ingrid()
    candidate = cast.approved(campaign, liaison)
    screening.run_screening(campaign=campaign, by=liaison, now=cast.NOW)
    return campaign, havtech, fjordbank, candidate, liaison
